"""The prerequisites make one graph that can be learnt from start to end."""

from __future__ import annotations

from collections.abc import Iterator

from roadmap_site.checks.references import missing
from roadmap_site.checks.rule import Finding, rules
from roadmap_site.graph import Graph, components, cycles
from roadmap_site.load import Loaded
from roadmap_site.problems import shown
from roadmap_site.roadmap import Roadmap


def _edges(roadmap: Roadmap) -> dict[str, tuple[str, ...]]:
    """Return the edges between topics that are there; an edge to itself is another rule's."""
    return {
        id: tuple(dict.fromkeys(e.topic for e in topic.requires if e.topic in roadmap.topics and e.topic != id))
        for id, topic in roadmap.topics.items()
    }


def sound_graph(roadmap: Roadmap) -> Graph | None:
    """Return the graph of the topics that are there; nothing when it goes in a circle, which is another rule's."""
    edges = _edges(roadmap)
    return None if cycles(edges) else Graph(edges)


def no_cycle(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """Prerequisites must not go in a circle."""
    for cycle in cycles(_edges(roadmap)):
        way = " → ".join(cycle) if len(cycle) <= 12 else " → ".join((*cycle[:6], "…", *cycle[-5:]))
        topic = roadmap.topics[cycle[0]]
        i = next(i for i, edge in enumerate(topic.requires) if edge.topic == cycle[1])
        message = f"prerequisites must not go in a circle: {way}"
        yield Finding(f"topic:{cycle[0]}", ("requires", i, "topic"), message, "Take out the edge that is needed least.")


def true_start(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """When the roadmap names its starts, they must be just the topics that require nothing."""
    starts = roadmap.index.starts
    for i, id in enumerate(starts):
        if wrong := missing("topic", id, roadmap, loaded):
            yield Finding("roadmap:index", ("starts", i), *wrong)
        elif id in roadmap.topics and roadmap.topics[id].requires:
            message = f"{shown(id)} is named as a start, but requires other topics"
            yield Finding("roadmap:index", ("starts", i), message, "Take it off the list.")
    for id, topic in roadmap.topics.items():
        if starts and not topic.requires and topic.imported is None and id not in starts:
            message = f"{shown(id)} requires nothing, and is not among the roadmap's starts"
            hint = "Say under `requires` what must be learnt first, or add it to `starts` in index.yml."
            yield Finding(f"topic:{id}", (), message, hint)


def connected(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """Every topic should be connected with the others by prerequisites."""
    needed = {id: tuple(edge.topic for edge in topic.requires) for id, topic in roadmap.topics.items()}
    for group in components(needed)[1:]:
        if not group <= roadmap.topics.keys():
            continue  # it is tied to a topic that cannot be read; that is said elsewhere
        if all(roadmap.topics[id].imported is not None for id in group):
            continue
        id = next(t for t in roadmap.topics if t in group)
        others = f" and {len(group) - 1} with it" if len(group) > 1 else ""
        message = f"the topic {shown(id)}{others} should be connected with the rest of the roadmap"
        yield Finding(f"topic:{id}", (), message, "Say what it requires, or name it where it is required.")


RULES = (*rules(no_cycle, true_start), *rules(connected, severity="warning"))
