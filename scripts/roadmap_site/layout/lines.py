"""The course of the lines: upright past the rows, level between them, where each has a track of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from roadmap_site.layout.order import Stop

NEAR: Final = 7  # closer lines would be taken for one
ROUND: Final = 8  # radius of a corner
Point = tuple[int, int]


@dataclass(frozen=True)
class Net:
    """What leaves one stop towards the next row: from where, and to which places."""

    stop: Stop
    start: int
    ends: tuple[int, ...]

    @property
    def low(self) -> int:
        return min(self.start, *self.ends)

    @property
    def high(self) -> int:
        return max(self.start, *self.ends)


def levels(nets: Sequence[Net]) -> tuple[dict[Stop, int], int]:
    """Return the track of every net between two rows, from the top, and how many tracks there are.

    A line that comes down where another one goes on down must turn off above it, as far as that can be.
    """
    left = sorted((net for net in nets if net.low != net.high), key=lambda net: (net.low, net.high, net.stop))
    below = {
        net.stop: {
            other.stop for other in left if other != net and any(abs(net.start - end) < NEAR for end in other.ends)
        }
        for net in left
    }
    found: dict[Stop, int] = {}
    level = 0
    while left:
        blocked = {stop for net in left for stop in below[net.stop]}
        free = [net for net in left if net.stop not in blocked] or left[:1]
        last = float("-inf")
        for net in free:
            if net.low > last + NEAR:
                found[net.stop] = level
                last = net.high
        left = [net for net in left if net.stop not in found]
        level += 1
    return found, level


def course(points: Sequence[Point]) -> str:
    """Return the path along points, each straight below or beside the last, with round corners and a head."""
    kept = [points[0]]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        if not (before[0] == here[0] == after[0] or before[1] == here[1] == after[1]) and here != kept[-1]:
            kept.append(here)
    kept.append(points[-1])
    parts = [f"M{kept[0][0]} {kept[0][1]}"]
    for before, here, after in zip(kept, kept[1:], kept[2:], strict=False):
        if here in (before, after):
            continue
        radius = min(ROUND, _long(before, here) // 2, _long(here, after) // 2)
        enter, leave = _towards(here, before, radius), _towards(here, after, radius)
        parts.append(f"{_leg(before, enter)}Q{here[0]} {here[1]} {leave[0]} {leave[1]}")
    return "".join(parts) + _leg(kept[-2], kept[-1]) + _head(kept[-2], kept[-1])


def _head(before: Point, end: Point) -> str:
    """Return an arrow's head at the end of a line."""
    if before[0] == end[0]:
        back = 5 if end[1] > before[1] else -5
        return f"m-4 {-back}l4 {back} 4 {-back}"
    back = 5 if end[0] > before[0] else -5
    return f"m{-back} -4l{back} 4 {-back} 4"


def _long(one: Point, other: Point) -> int:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _towards(here: Point, there: Point, far: int) -> Point:
    return tuple(a + max(-far, min(far, b - a)) for a, b in zip(here, there, strict=True))  # type: ignore[return-value]


def _leg(start: Point, end: Point) -> str:
    return f"V{end[1]}" if start[0] == end[0] else f"H{end[0]}"


def ports(middle: int, width: int, starts: Mapping[str, int]) -> dict[str, int]:
    """Return where lines from some places end at the top of a box: beside one another, and upright if near."""
    reach = width // 2 - 16
    if len(starts) == 1:
        return {id: start if abs(start - middle) <= reach else middle for id, start in starts.items()}
    step = min(16, 2 * reach // (len(starts) - 1))
    first = middle - step * (len(starts) - 1) // 2
    places = {id: first + i * step for i, id in enumerate(sorted(starts, key=lambda one: (starts[one], one)))}
    shift = min((starts[id] - x for id, x in places.items()), key=abs)
    room = reach - step * (len(starts) - 1) // 2
    return {id: x + shift if abs(shift) <= min(step, room) else x for id, x in places.items()}
