"""Pictures of the graph: nothing overlaps, every line leads where it should and passes no box."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_site.layout import Box, Node, Picture, drawn, surroundings
from roadmap_site.layout.lettering import broken, width
from roadmap_site.layout.order import ordered
from roadmap_site.load import load
from samples import ROOT

Point = tuple[int, int]


@st.composite
def graphs(draw: st.DrawFn) -> tuple[dict[str, Node], dict[str, list[str]]]:
    """Topics in learning order, in bands that need not be in that order, with what they require."""
    count = draw(st.integers(1, 30))
    ids = [f"t{i}" for i in range(count)]
    nodes = {
        id: Node(draw(st.sampled_from(("A", "A longer title of it", "x" * 70))), f"b{draw(st.integers(0, 4))}")
        for id in ids
    }
    requires = {
        id: draw(st.lists(st.sampled_from(ids[:i]), unique=True, max_size=5)) if i else [] for i, id in enumerate(ids)
    }
    return nodes, requires


def legs(d: str) -> list[tuple[Point, Point]]:
    """Return the straight pieces of a line, without its head; a corner is where two of them end."""
    x = y = 0
    found = []
    for command, text in re.findall(r"([MVHQ])([^MVHQm]*)", d):
        numbers = [int(number) for number in text.split()]
        before = (x, y)
        if command == "V":
            y = numbers[0]
        elif command == "H":
            x = numbers[0]
        else:
            x, y = numbers[-2:]
        if command in "VH":
            found.append((before, (x, y)))
    return found


def crosses(leg: tuple[Point, Point], box: Box) -> bool:
    """Return whether a piece of a line runs through a box."""
    (x1, y1), (x2, y2) = leg
    return (
        max(x1, x2) > box.x
        and min(x1, x2) < box.x + box.width
        and max(y1, y2) > box.y
        and min(y1, y2) < box.y + box.height
    )


def overlaps(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def check(picture: Picture, edges: Sequence[tuple[str, str]]) -> None:
    boxes: Mapping[str, Box] = {box.id: box for box in picture.boxes}
    for i, one in enumerate(picture.boxes):
        assert one.x >= 0 and one.x + one.width <= picture.width and one.y >= 0 and one.y + one.height <= picture.height
        assert not any(overlaps(one, other) for other in picture.boxes[i + 1 :])
    assert [(line.source, line.target) for line in picture.lines] == list(edges)
    for line in picture.lines:
        pieces = legs(line.d)
        start, end = pieces[0][0], pieces[-1][1]
        for point, box in ((start, boxes[line.source]), (end, boxes[line.target])):
            assert box.x <= point[0] <= box.x + box.width and box.y <= point[1] <= box.y + box.height, line
        for piece in pieces:
            assert not any(crosses(piece, box) for box in picture.boxes), line
            assert all(0 <= x <= picture.width and 0 <= y <= picture.height for x, y in piece), line


@settings(max_examples=150)
@given(graphs())
def test_nothing_overlaps_and_no_line_passes_a_box(graph: tuple[dict[str, Node], dict[str, list[str]]]) -> None:
    """For any graph in any bands, also with titles that fill a box."""
    nodes, requires = graph
    picture = drawn(nodes, requires)
    check(picture, [(need, id) for id in nodes for need in requires[id]])
    assert drawn(nodes, requires) == picture


@given(graphs())
def test_what_is_required_stands_higher_in_a_band(graph: tuple[dict[str, Node], dict[str, list[str]]]) -> None:
    """Bands do not overlap, every topic stands in its own, below all that it requires there."""
    nodes, requires = graph
    picture = drawn(nodes, requires)
    boxes = {box.id: box for box in picture.boxes}
    bands = {band.id: band for band in picture.bands}
    for above, below in zip(picture.bands, picture.bands[1:], strict=False):
        assert above.y + above.height < below.y
    for id, node in nodes.items():
        band = bands[node.band]
        assert band.y < boxes[id].y and boxes[id].y + boxes[id].height < band.y + band.height
        for need in requires[id]:
            if nodes[need].band == node.band:
                assert boxes[need].y + boxes[need].height < boxes[id].y


@given(st.integers(0, 7), st.integers(0, 13))
def test_surroundings_hold_a_topic_and_all_next_to_it(above: int, below: int) -> None:
    """In two columns that a telephone has room for, however many there are."""
    needs, opens = [f"n{i}" for i in range(above)], [f"o{i}" for i in range(below)]
    picture = surroundings("t", {id: id * 20 for id in ("t", *needs, *opens)}, needs, opens)
    check(picture, [*((need, "t") for need in needs), *(("t", id) for id in opens)])
    assert picture.width <= 390
    assert len(picture.boxes) == above + below + 1


@given(st.text(max_size=120), st.floats(4, 20))
def test_titles_fit_their_boxes(text: str, ems: float) -> None:
    """No line is wider than the box, and nothing is lost but what the last line has no room for."""
    lines = broken(text, ems)
    assert len(lines) <= 4
    assert all(width(line) <= ems + 1e-6 for line in lines)
    if not any(line.endswith("…") for line in lines):
        assert "".join("".join(lines).split()) == "".join(text.split())


def test_our_own_titles_are_whole() -> None:
    """No title of the roadmap is cut in its picture."""
    roadmap = load(ROOT / "roadmap").roadmap
    assert roadmap is not None
    nodes = {id: Node(topic.title, roadmap.stage_of[id]) for id, topic in roadmap.topics.items()}
    picture = drawn(nodes, dict.fromkeys(nodes, ()))
    for box in picture.boxes:
        assert "".join("".join(box.lines).split()) == "".join(roadmap.topics[box.id].title.split())


def test_a_long_line_costs_no_more_than_a_short_one() -> None:
    """However far down it leads: else the map's work would grow with the square of the topics."""
    row = {f"t{i}": i for i in range(400)}
    chain = [(f"t{i}", f"t{i + 1}") for i in range(399)]
    far = [(f"t{i}", "t399") for i in range(0, 390, 10)]
    stops = [len(ordered(row, [*chain, *more]).below) for more in ([], far)]
    assert stops[1] <= stops[0] + 2 * len(far)


def test_two_builds_draw_the_same() -> None:
    """Also in processes that put the members of a set in another order."""
    code = (
        "import sys; from roadmap_site.layout import Node, drawn; n = 60;"
        "nodes = {f't{i}': Node(f'Topic {i}', f'b{i // 12}') for i in range(n)};"
        "print(drawn(nodes, {f't{i}': [f't{j}' for j in {i // 2, i // 3, i - 1} - {i, -1}] for i in range(n)}))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1
