"""Order, plan and what is ready next, on small graphs and on any graph."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from roadmap_site.graph import Graph, components, cycles


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Return a graph without cycles; the topics are listed in any order."""
    names = [f"t{i}" for i in range(draw(st.integers(1, 12)))]
    edges = {name: draw(st.sets(st.sampled_from(names[:i]))) if i else set() for i, name in enumerate(names)}
    listed = draw(st.permutations(names))
    return Graph({name: tuple(sorted(edges[name])) for name in listed})


SOUP = Graph({"soup": ("water", "salt"), "salt": (), "water": (), "stock": ("soup",), "bread": ()})


def test_order_is_as_listed_where_prerequisites_allow() -> None:
    """Nothing before what it requires; otherwise the roadmap's own order."""
    assert SOUP.order == ("salt", "water", "soup", "stock", "bread")


def test_plan_leaves_out_what_is_known_and_all_below_it() -> None:
    """A known topic settles what it requires."""
    assert SOUP.plan(["stock"]) == ("salt", "water", "soup", "stock")
    assert SOUP.plan(["stock"], known=["salt"]) == ("water", "soup", "stock")
    assert SOUP.plan(["stock"], known=["soup"]) == ("stock",)
    assert SOUP.plan(["stock"], known=["stock"]) == ()


def test_ready_is_what_can_be_begun() -> None:
    """All prerequisites done, itself not."""
    assert SOUP.ready([]) == ("salt", "water", "bread")
    assert SOUP.ready(["salt", "water"]) == ("soup", "bread")


def test_unlocks_and_ancestors() -> None:
    """Who requires a topic, and all that it rests on."""
    assert SOUP.unlocks["soup"] == ("stock",)
    assert SOUP.ancestors("stock") == ("salt", "water", "soup")


def test_cycles_are_found_each_once() -> None:
    """Every circle is shown, from a topic along what it requires."""
    found = cycles({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["d"], "e": ["a"]})
    assert sorted(map(set, found), key=len) == [{"d"}, {"a", "b", "c"}]
    assert all(cycle[0] == cycle[-1] for cycle in found)


def test_components_are_sets_without_an_edge_between_them() -> None:
    """The largest comes first."""
    assert components(SOUP.requires) == [{"soup", "water", "salt", "stock"}, {"bread"}]


@given(graphs())
def test_order_holds_all_topics_after_what_they_require(graph: Graph) -> None:
    """On any graph."""
    place = {topic: i for i, topic in enumerate(graph.order)}
    assert set(place) == set(graph.requires)
    assert all(place[needed] < place[topic] for topic, all_ in graph.requires.items() for needed in all_)


@given(graphs(), st.data())
def test_plan_is_the_smallest_closed_set(graph: Graph, data: st.DataObject) -> None:
    """All that the goals need and is not settled, in an order that works, and nothing else."""
    topics = st.sets(st.sampled_from(list(graph.requires)), max_size=4)
    goals, known = data.draw(topics), data.draw(topics)
    settled = set(known).union(*(graph.ancestors(topic) for topic in known))
    needed = set(goals).union(*(graph.ancestors(topic) for topic in goals)) - settled
    plan = graph.plan(goals, known)
    assert set(plan) == needed
    assert list(plan) == [topic for topic in graph.order if topic in needed]


@given(graphs(), st.data())
def test_learning_what_is_ready_reaches_everything(graph: Graph, data: st.DataObject) -> None:
    """Whatever ready topic is chosen, the roadmap can be finished."""
    done: list[str] = []
    while ready := graph.ready(done):
        done.append(data.draw(st.sampled_from(ready)))
    assert set(done) == set(graph.requires)
