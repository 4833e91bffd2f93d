"""The prerequisite graph: a learning order, what unlocks what, the shortest way to a goal, what is ready next."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from roadmap_site.roadmap import Roadmap

Edges = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Graph:
    """Topics and what each requires. Everything is in learning order: no topic before what it requires, and as the
    roadmap lists them otherwise.

    The edges must have no cycle and name only topics of the graph.
    """

    requires: Mapping[str, tuple[str, ...]]

    @cached_property
    def unlocks(self) -> Mapping[str, tuple[str, ...]]:
        """Topic to the topics that require it."""
        found: dict[str, list[str]] = {topic: [] for topic in self.requires}
        for topic in self.order:
            for needed in self.requires[topic]:
                found[needed].append(topic)
        return {topic: tuple(opened) for topic, opened in found.items()}

    @cached_property
    def order(self) -> tuple[str, ...]:
        """All topics in learning order."""
        place = {topic: i for i, topic in enumerate(self.requires)}
        waiting = {topic: len(needed) for topic, needed in self.requires.items()}
        opened: dict[str, list[str]] = {topic: [] for topic in self.requires}
        for topic, needed in self.requires.items():
            for other in needed:
                opened[other].append(topic)
        ready = [(place[topic], topic) for topic, count in waiting.items() if not count]
        heapq.heapify(ready)
        order = []
        while ready:
            _, topic = heapq.heappop(ready)
            order.append(topic)
            for other in opened[topic]:
                waiting[other] -= 1
                if not waiting[other]:
                    heapq.heappush(ready, (place[other], other))
        return tuple(order)

    def ancestors(self, topic: str) -> tuple[str, ...]:
        """Return all that must be learnt before a topic."""
        return tuple(t for t in self.plan([topic]) if t != topic)

    def plan(self, goals: Iterable[str], known: Collection[str] = (), skip: Collection[str] = ()) -> tuple[str, ...]:
        """Return the smallest set of topics that leads to the goals.

        A known topic settles all that it requires; a skipped one is left out alone. Neither is in the plan.
        """
        settled = self._closure(known) | set(skip)
        wanted = self._closure(goals, stop=settled)
        return tuple(topic for topic in self.order if topic in wanted)

    def ready(self, done: Collection[str]) -> tuple[str, ...]:
        """Return the topics that are not done and whose prerequisites all are."""
        return tuple(t for t in self.order if t not in done and all(n in done for n in self.requires[t]))

    def _closure(self, topics: Iterable[str], stop: Collection[str] = ()) -> set[str]:
        found: set[str] = set()
        stack = [topic for topic in topics if topic not in stop]
        while stack:
            topic = stack.pop()
            if topic not in found:
                found.add(topic)
                stack.extend(needed for needed in self.requires[topic] if needed not in stop)
        return found


def graph_of(roadmap: Roadmap) -> Graph:
    """Return the prerequisite graph of a roadmap."""
    return Graph({id: tuple(dict.fromkeys(e.topic for e in topic.requires)) for id, topic in roadmap.topics.items()})


def cycles(edges: Edges) -> list[tuple[str, ...]]:
    """Return the cycles of a graph, each from a topic along what it requires back to itself.

    Every edge that is reported is taken out before the next cycle is looked for, so that none is reported twice.
    """
    left = {topic: list(needed) for topic, needed in edges.items()}
    found = []
    while True:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as error:
            cycle = tuple(reversed(error.args[1]))  # graphlib goes from what is required to what requires it
            found.append(cycle)
            left[cycle[0]].remove(cycle[1])
        else:
            return found


def components(edges: Edges) -> list[set[str]]:
    """Return the sets of topics that are connected, whatever the direction; the largest first.

    A topic that is only required, and has no edges of its own, belongs to them too.
    """
    near: dict[str, set[str]] = {topic: set() for topic in edges}
    for topic, needed in edges.items():
        for other in needed:
            near[topic].add(other)
            near.setdefault(other, set()).add(topic)
    found, left = [], dict.fromkeys(near)
    while left:
        group, stack = set(), [next(iter(left))]
        while stack:
            topic = stack.pop()
            if topic not in group:
                group.add(topic)
                left.pop(topic)
                stack.extend(near[topic] - group)
        found.append(group)
    return sorted(found, key=len, reverse=True)
