"""A topic's surroundings, small: what it requires, itself, what it opens, in two columns that a phone has room for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from roadmap_site.layout.lettering import broken
from roadmap_site.layout.lines import course
from roadmap_site.layout.picture import FONT, LEADING, PAD, WIDTH, Box, Line, Picture

AISLE: Final = 26  # between the columns; the lines run in it
ROW: Final = 12  # between rows
GAP: Final = 30  # between the topic and the others


def surroundings(topic: str, titles: Mapping[str, str], above: Sequence[str], below: Sequence[str]) -> Picture:
    """Return the picture of a topic between others; there is at least one of them."""
    text = {id: broken(titles[id], (WIDTH - 2 * PAD) / FONT) for id in (*above, topic, *below)}
    width = 2 * WIDTH + AISLE
    boxes: dict[str, Box] = {}

    def row(ids: Sequence[str], y: int) -> int:
        height = max(len(text[id]) for id in ids) * LEADING + 2 * PAD
        starts = [0, WIDTH + AISLE] if len(ids) == 2 else [(width - WIDTH) // 2]
        for id, x in zip(ids, starts, strict=True):
            boxes[id] = Box(id, x, y, WIDTH, height, text[id])
        return y + height

    y = 1
    odd = len(above) % 2  # it stands first, so that no other line has to pass it
    for ids in [above[:odd], *(above[i : i + 2] for i in range(odd, len(above), 2))]:
        y = row(ids, y) + ROW if ids else y
    if above:
        y += GAP - ROW
    y = row([topic], y)
    if below:
        y += GAP - ROW
    for i in range(0, len(below), 2):
        y = row(below[i : i + 2], y + ROW)
    lines = [Line(id, topic, _down(boxes[id], boxes[topic], inner=width // 2)) for id in above]
    lines += [Line(topic, id, _out(boxes[topic], boxes[id], inner=width // 2)) for id in below]
    return Picture(width, y + 1, tuple(boxes.values()), tuple(lines), ())


def _down(box: Box, to: Box, inner: int) -> str:
    """Return the line from the inner side of a box to the aisle, and down."""
    if box.x < inner < box.x + box.width:
        return course([(inner, box.y + box.height), (inner, to.y)])
    side = box.x + box.width if box.x < inner else box.x
    middle = box.y + box.height // 2
    return course([(side, middle), (inner, middle), (inner, to.y)])


def _out(box: Box, to: Box, inner: int) -> str:
    """Return the line from a box down the aisle, and to the inner side of another."""
    start = (inner, box.y + box.height)
    if to.x < inner < to.x + to.width:
        return course([start, (inner, to.y)])
    side = to.x + to.width if to.x < inner else to.x
    middle = to.y + to.height // 2
    return course([start, (inner, middle), (side, middle)])
