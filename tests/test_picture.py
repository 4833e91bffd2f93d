"""The map's tools as values: what is lit, what stays in its place when one zooms, what an address shows."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_site.graph import Graph
from scripts import Scripts

NAMES = [f"t{i}" for i in range(9)]
coordinates = st.integers(0, 5000)
sizes = st.fixed_dictionaries({"width": st.integers(50, 3000), "height": st.integers(50, 9000)})


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    some = {name: draw(st.lists(st.sampled_from(NAMES[:i]), unique=True)) if i else [] for i, name in enumerate(NAMES)}
    return Graph({name: tuple(needs) for name, needs in some.items()})


@given(graphs(), st.sampled_from(NAMES))
def test_what_is_needed_and_what_is_opened_is_lit(scripts: Scripts, graph: Graph, topic: str) -> None:
    """Near when it is next to the topic, far when it comes before that or after it; as Python knows the graph."""
    edges = [(need, id) for id, needs in graph.requires.items() for need in needs]
    value = {"order": graph.order, "requires": graph.requires}
    told = scripts("lit", graph=value, id=topic, among=NAMES, lines=edges)
    before = set(graph.ancestors(topic))
    after = {id for id in NAMES if topic in graph.ancestors(id)}
    near = {*graph.requires[topic], *graph.unlocks[topic]}
    for id in NAMES:
        expected = "here" if id == topic else "near" if id in near else "far" if id in before | after else ""
        assert told["nodes"][id] == expected, id
    for (source, target), light in zip(edges, told["lines"], strict=True):
        inside = {source, target} <= before or {source, target} <= after
        assert light == ("near" if topic in (source, target) else "far" if inside else "")


def test_only_what_the_picture_holds_is_lit(scripts: Scripts) -> None:
    """In the picture of a path, what is not on it counts for nothing."""
    graph = {"order": ["a", "b", "c"], "requires": {"a": [], "b": ["a"], "c": ["b"]}}
    told = scripts("lit", graph=graph, id="c", among=["a", "c"], lines=[])
    assert told["nodes"] == {"a": "far", "b": "", "c": "here"}


@given(
    st.fixed_dictionaries({"scale": st.floats(0.2, 2.4), "left": coordinates, "top": coordinates}),
    st.floats(0.3, 3),
    st.fixed_dictionaries({"x": coordinates, "y": coordinates}),
)
def test_zooming_keeps_the_point_under_the_pointer(
    scripts: Scripts, view: dict[str, float], factor: float, at: dict[str, int]
) -> None:
    """And never goes beyond what can be read, or seen."""
    new = scripts("zoomed", view=view, factor=factor, at=at)
    assert 0.05 <= new["scale"] <= 2.5
    for side, place in (("left", "x"), ("top", "y")):
        before = (view[side] + at[place]) / view["scale"]
        assert (new[side] + at[place]) / new["scale"] == pytest.approx(before, abs=1e-6)


@given(sizes, sizes)
def test_the_first_sight_can_be_read_and_the_whole_fits(
    scripts: Scripts, frame: dict[str, int], size: dict[str, int]
) -> None:
    scales = scripts("scales", frame=frame, size=size)
    assert 0.8 <= scales["opening"] <= 1
    fits = all(size[side] * scales["whole"] <= frame[side] + 1e-6 for side in size)
    assert fits or scales["whole"] == 0.05


@given(sizes, st.floats(0.2, 2.4), coordinates, coordinates)
def test_a_topic_is_brought_to_the_middle(
    scripts: Scripts, frame: dict[str, int], scale: float, x: int, y: int
) -> None:
    """As far as the picture reaches: nothing is scrolled to that lies before its beginning."""
    box = {"x": x, "y": y, "width": 172, "height": 37}
    view = scripts("centred", frame=frame, box=box, scale=scale)
    assert view["left"] == pytest.approx(max(0, (x + 86) * scale - frame["width"] / 2))
    assert view["top"] == pytest.approx(max(0, (y + 18.5) * scale - frame["height"] / 2))


LEARN: dict[str, Any] = {
    "topics": {"numpy": {}, "svd": {}},
    "stages": {"mathematics": "Mathematics"},
    "paths": {"first-month": {}},
    "former": {"old-svd": "svd", "month": "first-month"},
}


@pytest.mark.parametrize(
    ("query", "kind", "id", "topic", "kept"),
    [
        ("", None, None, None, ""),
        ("stage=mathematics", "stage", "mathematics", None, "stage=mathematics"),
        ("path=month&topic=old-svd", "path", "first-month", "svd", "path=first-month&topic=svd"),
        ("topic=numpy", None, None, "numpy", "topic=numpy"),
        ("stage=constructor&topic=__proto__", None, None, None, ""),
        ("path=<script>&topic=nothing", None, None, None, ""),
    ],
)
def test_an_address_says_what_is_shown(
    scripts: Scripts, query: str, kind: str | None, id: str | None, topic: str | None, kept: str
) -> None:
    """Of former ids the present ones; what there is not is the whole map."""
    told = scripts("mapAddress", learn=LEARN, query=query)
    assert told == {"view": {"kind": kind, "id": id, "topic": topic}, "query": kept}


def test_a_mark_is_the_status_or_that_it_is_ready(scripts: Scripts) -> None:
    assert scripts("markOf", status="todo", ready=True) == "ready"
    assert scripts("markOf", status="todo", ready=False) == ""
    assert scripts("markOf", status="done", ready=True) == "done"
