"""The order within every row, with few crossings. Lines from one topic share a trunk; a long one runs at the side.

Of a long trunk only the rows are known where something leaves it; with all that it passes, the work would grow with
the square of the topics.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

Stop = tuple[str, int]  # a topic and a row: where the topic stands, or where its trunk runs through
LONG: Final = 3  # rows that a trunk passes before it is led to the side


@dataclass(frozen=True)
class Ordered:
    """Every row from left to right, what is joined between neighbouring rows, and the trunks at the sides.

    `sides` has the track of every long trunk, counted outwards: 1, 2 … at the right, -1, -2 … at the left.
    """

    rows: tuple[tuple[Stop, ...], ...]
    below: Mapping[Stop, tuple[Stop, ...]]
    sides: Mapping[str, int]


def ordered(row: Mapping[str, int], arrows: Sequence[tuple[str, str]]) -> Ordered:
    """Return the rows in an order that lets few lines cross; every arrow leads down, and there is a topic."""
    joined: dict[tuple[Stop, Stop], None] = {}
    ends = dict(row)
    for source, target in arrows:
        ends[source] = max(ends[source], row[target])
    long = {topic for topic, end in ends.items() if end - row[topic] > LONG}
    for source, target in arrows:
        first, last = row[source], row[target] - 1
        for at in (first, last) if source in long else range(first, last):
            if at + 1 < ends[source]:
                joined[(source, at), (source, at + 1)] = None
        joined[(source, row[target] - 1), (target, row[target])] = None
    rows = _rows(row, {stop: None for pair in joined for stop in pair}, joined, long)
    place = {stop: i / max(1, len(stops) - 1) for stops in rows for i, stop in enumerate(stops)}
    pulls: dict[str, list[float]] = {topic: [place[topic, row[topic]]] for topic in long}
    for source, target in arrows:
        if source in long:
            pulls[source].append(place[target, row[target]])
    below: dict[Stop, list[Stop]] = {stop: [] for stops in rows for stop in stops}
    for one, other in joined:
        below.setdefault(one, []).append(other)
    spans = {topic: (row[topic], ends[topic]) for topic in row if topic in long}
    sides = _tracks(spans, {topic: sum(found) / len(found) for topic, found in pulls.items()})
    return Ordered(rows, {stop: tuple(found) for stop, found in below.items()}, sides)


def _rows(
    row: Mapping[str, int], stops: Mapping[Stop, None], joined: Mapping[tuple[Stop, Stop], None], long: set[str]
) -> tuple[tuple[Stop, ...], ...]:
    """Return the rows without the long trunks, ordered by the library."""
    import igraph  # only a build needs it

    inner = [*row.items(), *(stop for stop in stops if row[stop[0]] != stop[1] and stop[0] not in long)]
    number = {stop: i for i, stop in enumerate(inner)}
    edges = [(number[one], number[other]) for one, other in joined if one in number and other in number]
    graph = igraph.Graph(len(inner), edges, directed=True)
    places = graph.layout_sugiyama(layers=[at for _, at in inner], maxiter=200)
    rows: list[list[tuple[float, Stop]]] = [[] for _ in range(max(row.values()) + 1)]
    for stop, i in number.items():
        rows[stop[1]].append((places[i][0], stop))
    return tuple(tuple(stop for _, stop in sorted(found)) for found in rows)


def _tracks(spans: Mapping[str, tuple[int, int]], pulls: Mapping[str, float]) -> dict[str, int]:
    """Return a track for every trunk: at the side that its ends are nearer to, the longest outermost."""
    tracks: dict[str, int] = {}
    taken: dict[int, list[tuple[int, int]]] = {}
    for topic, (start, end) in sorted(spans.items(), key=lambda span: span[1][1] - span[1][0]):
        side = 1 if pulls[topic] > 0.5 else -1
        track = side
        while any(start <= other and first <= end for first, other in taken.get(track, ())):
            track += side
        tracks[topic] = track
        taken.setdefault(track, []).append((start, end))
    return tracks
