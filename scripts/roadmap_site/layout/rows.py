"""The row of every topic: below all that it requires within its band, and no row wider than a few."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Edges = Mapping[str, Sequence[str]]


def ranked(bands: Sequence[Sequence[str]], requires: Edges, most: int) -> tuple[dict[str, int], list[range]]:
    """Return the row of every topic, counted through, and the rows of every band.

    The bands hold the topics in learning order; what a topic requires elsewhere has no say in its row. Topics that lead
    to long chains take the upper rows when one is full.
    """
    row: dict[str, int] = {}
    found = []
    start = 0
    for topics in bands:
        members = frozenset(topics)
        inside = {topic: [need for need in requires[topic] if need in members] for topic in topics}
        height = _heights(topics, inside)
        waiting, here = dict.fromkeys(topics), start
        while waiting:
            ready = [topic for topic in waiting if all(row.get(need, here) < here for need in inside[topic])]
            ready.sort(key=lambda topic: -height[topic])  # a stable sort: otherwise in learning order
            for topic in ready[:most]:
                row[topic] = here
                del waiting[topic]
            here += 1
        found.append(range(start, here))
        start = here
    return row, found


def _heights(topics: Sequence[str], inside: Edges) -> dict[str, int]:
    """Return how long the longest chain is that builds on each topic."""
    height = dict.fromkeys(topics, 0)
    for topic in reversed(topics):
        for need in inside[topic]:
            height[need] = max(height[need], height[topic] + 1)
    return height
