"""How far from the left everything stands: near to what it is joined with, trunks upright, nothing too close."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Final

from roadmap_site.layout.order import Ordered, Stop

SWEEPS: Final = 10


def placed(
    ordered: Ordered, row: Mapping[str, int], apart: Callable[[Stop, Stop], float], edge: float, step: float
) -> dict[Stop, float]:
    """Return the middle of everything.

    `apart` says how far two neighbours must be from one another, `edge` how far the sides are from the middle of the
    outermost box, `step` how far one track at a side is from the next.
    """
    gaps = [[apart(*pair) for pair in pairwise(stops)] for stops in ordered.rows]
    inner = {stop: None for stops in ordered.rows for stop in stops}  # in order: the same sums on every run
    below = {stop: [other for other in ordered.below[stop] if other in inner] for stop in inner}
    above: dict[Stop, list[Stop]] = {stop: [] for stop in inner}
    for one, others in below.items():
        for other in others:
            above[other].append(one)
    trunk = {stop for stops in ordered.rows for stop in stops if row[stop[0]] != stop[1]}
    room = max(map(sum, gaps))  # what the fullest row needs is enough for all
    place: dict[Stop, float] = {}
    for stops, gap in zip(ordered.rows, gaps, strict=True):
        place.update(_spread(stops, [0.0] * len(stops), [1.0] * len(stops), gap, room))
    for sweep in range(SWEEPS):
        last = sweep >= SWEEPS - 2
        for i in range(len(gaps)) if sweep % 2 == 0 else reversed(range(len(gaps))):
            stops = ordered.rows[i]
            wishes, weights = [], []
            for stop in stops:
                near = [*above[stop], *below[stop]] if last else (above if sweep % 2 == 0 else below)[stop]
                pull = [8.0 if stop in trunk and other in trunk else 1.0 for other in near]
                total = sum(pull)
                wishes.append(
                    sum(place[other] * p for other, p in zip(near, pull, strict=True)) / total if near else place[stop]
                )
                weights.append(total or 0.1)
            place.update(_spread(stops, wishes, weights, gaps[i], room))
    _straighten(ordered, trunk, gaps, place)
    for stop in (*ordered.below, *(other for others in ordered.below.values() for other in others)):
        if stop not in place:
            track = ordered.sides[stop[0]]
            place[stop] = (room / 2 + edge + abs(track) * step) * (1 if track > 0 else -1)
    return place


def _spread(
    stops: tuple[Stop, ...], wishes: list[float], weights: list[float], gap: list[float], room: float
) -> dict[Stop, float]:
    """Return places as near as can be to the wishes that keep the gaps: what would collide forms a block."""
    offset, low, high = 0.0, -room / 2, room / 2 - sum(gap)
    blocks: list[list[float]] = []  # the weight, the weighted sum of wishes, how many
    offsets = []
    for i, (wish, weight) in enumerate(zip(wishes, weights, strict=True)):
        offset += gap[i - 1] if i else 0.0
        offsets.append(offset)
        blocks.append([weight, weight * (wish - offset), 1])
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][0] >= blocks[-1][1] / blocks[-1][0]:
            top = blocks.pop()
            blocks[-1] = [one + other for one, other in zip(blocks[-1], top, strict=True)]
    starts = [min(max(total / weight, low), high) for weight, total, count in blocks for _ in range(int(count))]
    return {stop: start + offset for stop, start, offset in zip(stops, starts, offsets, strict=True)}


def _straighten(ordered: Ordered, trunk: set[Stop], gaps: list[list[float]], place: dict[Stop, float]) -> None:
    """Let every trunk run upright for as long as there is room, so that it bends seldom."""
    index = {stop: i for stops in ordered.rows for i, stop in enumerate(stops)}
    for stop in [
        stop for stops in ordered.rows for stop in stops if stop in trunk and (stop[0], stop[1] - 1) not in trunk
    ]:
        run: list[Stop] = []
        low, high = float("-inf"), float("inf")
        here = stop
        while here in trunk:
            stops, gap, i = ordered.rows[here[1]], gaps[here[1]], index[here]
            left = place[stops[i - 1]] + gap[i - 1] if i else float("-inf")
            right = place[stops[i + 1]] - gap[i] if i + 1 < len(stops) else float("inf")
            if max(low, left) > min(high, right):
                _settle(run, low, high, place)
                run, low, high = [], float("-inf"), float("inf")
            run.append(here)
            low, high = max(low, left), min(high, right)
            here = (here[0], here[1] + 1)
        _settle(run, low, high, place)


def _settle(run: list[Stop], low: float, high: float, place: dict[Stop, float]) -> None:
    if not run:
        return
    middle = sum(place[stop] for stop in run) / len(run)
    for stop in run:
        place[stop] = min(max(middle, low), high)
