"""A picture of topics in bands, one below the other: boxes in rows, and lines down to what each opens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from roadmap_site.layout.lettering import broken
from roadmap_site.layout.lines import Net, course, levels, ports
from roadmap_site.layout.order import Ordered, Stop, ordered
from roadmap_site.layout.place import placed
from roadmap_site.layout.rows import ranked

FONT: Final = 14  # size of the letters, in the picture's own units; so is all that follows
LEADING: Final = 17
WIDTH: Final = 172
PAD: Final = 10
BETWEEN: Final = 16  # boxes, and bands
BESIDE: Final = 12  # a box and a trunk, or two trunks
TRACK: Final = 9  # one trunk at the side and the next
STEP: Final = 8  # one level line between rows and the next
HEAD: Final = 40  # over a band's first row, for its title
FOOT: Final = 20  # below a row, and over the next
MARGIN: Final = 16
NARROWEST: Final = 360  # a picture; the title of a band has room in it
MOST: Final = 6  # boxes in a row


@dataclass(frozen=True)
class Node:
    """A topic to be drawn: its title, and the band that it stands in."""

    title: str
    band: str


@dataclass(frozen=True)
class Box:
    """A topic as it is drawn: its upper left corner, its size, and its title in lines."""

    id: str
    x: int
    y: int
    width: int
    height: int
    lines: tuple[str, ...]

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True)
class Line:
    """From a topic to one that it opens, as the data of an SVG path."""

    source: str
    target: str
    d: str


@dataclass(frozen=True)
class Band:
    """A band: from where, how high, and where its title stands."""

    id: str
    y: int
    height: int
    title: int


@dataclass(frozen=True)
class Picture:
    """Boxes in learning order, lines, bands, and the size of it all."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    bands: tuple[Band, ...]


def drawn(nodes: Mapping[str, Node], requires: Mapping[str, Sequence[str]], most: int = MOST) -> Picture:
    """Return the picture of some topics, given in learning order, at least one, and of what they require here.

    Bands come in the order of their first topic. The same topics always give the same picture.
    """
    bands: dict[str, list[str]] = {}
    for id, node in nodes.items():
        bands.setdefault(node.band, []).append(id)
    inside = {id: [need for need in requires[id] if need in nodes] for id in nodes}
    row, spans = ranked(list(bands.values()), inside, most)
    edges = [(need, id) for id in nodes for need in inside[id]]
    down = [pair if row[pair[0]] < row[pair[1]] else (pair[1], pair[0]) for pair in edges]
    found = ordered(row, down)
    middle = placed(found, row, lambda one, other: _apart(row, one, other), WIDTH / 2 + BESIDE, TRACK)
    left = min(*middle.values(), min(middle[stop] for stop in row.items()) - WIDTH / 2) - MARGIN
    right = max(*middle.values(), max(middle[stop] for stop in row.items()) + WIDTH / 2) + MARGIN
    left -= max(0.0, NARROWEST - (right - left)) / 2
    width = max(NARROWEST, round(right - left))
    at = {stop: round(x - left) for stop, x in middle.items()}
    text = {id: broken(node.title, (WIDTH - 2 * PAD) / FONT) for id, node in nodes.items()}
    heights = [0] * len(found.rows)
    for id, i in row.items():
        heights[i] = max(heights[i], len(text[id]) * LEADING + 2 * PAD)
    ends = _ends(down, row, at)
    nets = _nets(found, at, ends, row)
    tracks = [levels(between) for between in nets]

    # left of it are trunks
    inner = MARGIN if width == NARROWEST else min(at[stop] for stop in row.items()) - WIDTH // 2
    tops, drawn_bands, y = [], [], MARGIN
    for id, span in zip(bands, spans, strict=True):
        start = y
        y += HEAD
        for i in span:
            tops.append(y)
            y += heights[i] + FOOT
            if i == span[-1]:
                drawn_bands.append(Band(id, start, y - start, inner))
            y += max(tracks[i][1] * STEP, FOOT if i != span[-1] else BETWEEN) if i < len(tracks) else 0
    boxes = {id: Box(id, at[id, i] - WIDTH // 2, tops[i], WIDTH, heights[i], text[id]) for id, i in row.items()}
    bottoms = [top + height for top, height in zip(tops, heights, strict=True)]
    courses = []
    for source, target in edges:
        upper, lower = (source, target) if row[source] < row[target] else (target, source)
        points = [(at[upper, row[upper]], bottoms[row[upper]])]
        first, last = row[upper], row[lower] - 1
        for i in dict.fromkeys((first, last)) if upper in found.sides else range(first, last + 1):
            x = points[-1][0]
            to = at[upper, i + 1] if i < last else ends[upper, lower]
            level = bottoms[i] + FOOT - 6 + tracks[i][0].get((upper, i), 0) * STEP
            points += [(x, level), (to, level), (to, tops[i + 1])]
        courses.append(Line(source, target, course(points if upper == source else points[::-1])))
    order = [boxes[id] for id in nodes]
    return Picture(width, y + MARGIN, tuple(order), tuple(courses), tuple(drawn_bands))


def _ends(
    down: Sequence[tuple[str, str]], row: Mapping[str, int], at: Mapping[Stop, int]
) -> dict[tuple[str, str], int]:
    """Return where every line meets the box below it."""
    into: dict[str, dict[str, int]] = {}
    for upper, lower in down:
        into.setdefault(lower, {})[upper] = at[upper, row[lower] - 1]
    return {
        (upper, lower): x
        for lower, starts in into.items()
        for upper, x in ports(at[lower, row[lower]], WIDTH, starts).items()
    }


def _nets(
    found: Ordered, at: Mapping[Stop, int], ends: Mapping[tuple[str, str], int], row: Mapping[str, int]
) -> list[list[Net]]:
    """Return what has to be joined between every row and the next."""
    nets: list[list[Net]] = [[] for _ in found.rows[1:]]
    for stop, others in found.below.items():
        if others:
            to = [at[other] if row[other[0]] != other[1] else ends[stop[0], other[0]] for other in others]
            nets[stop[1]].append(Net(stop, at[stop], tuple(to)))
    return nets


def _apart(row: Mapping[str, int], one: Stop, other: Stop) -> float:
    boxes = (row[one[0]] == one[1]) + (row[other[0]] == other[1])
    return WIDTH / 2 * boxes + (BETWEEN if boxes == 2 else BESIDE)
