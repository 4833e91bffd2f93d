"""Pictures of the graph: of the whole, of a stage, of a path, and of what is around a topic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from roadmap_site.layout import LEADING, Band, Box, Node, Picture, drawn, surroundings
from roadmap_site.render.engine import page
from roadmap_site.render.site import Site
from roadmap_site.roadmap import Roadmap

HUES: Final = 12  # colours that the style sheet has for stages; they come round again
BEFORE: Final = ""  # the band of what a stage needs from others


@dataclass(frozen=True)
class Text:
    """A line of a title: where its letters stand, and the line."""

    y: int
    line: str


@dataclass(frozen=True)
class Place:
    """A topic in a picture: its box, its title, and the colour of its stage."""

    box: Box
    hue: int
    texts: tuple[Text, ...]
    here: bool  # the topic whose page it is


@dataclass(frozen=True)
class Bundle:
    """All lines from one topic: to which, and the path of each."""

    source: str
    hue: int
    lines: tuple[tuple[str, Markup], ...]


@dataclass(frozen=True)
class Lane:
    """A band with its title."""

    band: Band
    title: str
    hue: int | None


@dataclass(frozen=True)
class Figure:
    """A picture as a template shows it."""

    picture: Picture
    places: tuple[Place, ...]
    bundles: tuple[Bundle, ...]
    lanes: tuple[Lane, ...]


def map_page(site: Site) -> str:
    """Return the page of the whole graph: the picture, and the same as lists."""
    roadmap = site.roadmap
    return page(
        "map.md",
        {
            "title": "Map",
            "description": "Every topic and what it builds on, in one picture and as lists.",
            "hide": ["navigation", "toc"],
            "search": {"exclude": True},
        },
        place=site.place("roadmap/map.md"),
        figure=whole(site),
        stages=[(id, stage.title, roadmap.stage_topics[id]) for id, stage in roadmap.stages.items()],
        paths=[(id, path.title) for id, path in roadmap.paths.items()],
        titles={id: topic.title for id, topic in roadmap.topics.items()},
        requires=site.graph.requires,
    )


def whole(site: Site) -> Figure | None:
    """Return the picture of all topics, when there are any."""
    return _bands(site, {id: site.roadmap.stage_of[id] for id in site.graph.order})


def stage_figure(site: Site, stage: str) -> Figure | None:
    """Return the picture of a stage, with what it needs directly from others above it."""
    roadmap = site.roadmap
    inside = {*roadmap.stage_topics[stage]}
    needed = {need for id in inside for need in site.graph.requires[id]} - inside
    bands = {id: BEFORE for id in site.graph.order if id in needed}
    return _bands(site, bands | {id: stage for id in site.graph.order if id in inside})


def path_figure(site: Site, path: str) -> Figure | None:
    """Return the picture of the topics of a path."""
    on = {*site.path_topics[path]}
    return _bands(site, {id: site.roadmap.stage_of[id] for id in site.graph.order if id in on})


def topic_figure(site: Site, topic: str) -> Figure | None:
    """Return the picture of a topic with what it requires and what it opens, when there is any of it."""
    above, below = site.graph.requires[topic], site.graph.unlocks[topic]
    if not above and not below:
        return None
    titles = {id: site.roadmap.topics[id].title for id in (*above, topic, *below)}
    return _figure(site.roadmap, surroundings(topic, titles, above, below), here=topic)


def _bands(site: Site, bands: Mapping[str, str]) -> Figure | None:
    nodes = {id: Node(site.roadmap.topics[id].title, band) for id, band in bands.items()}
    within = {id: _within(bands, id, site.graph.requires[id]) for id in nodes}
    return _figure(site.roadmap, drawn(nodes, within)) if nodes else None


def _within(bands: Mapping[str, str], id: str, requires: Iterable[str]) -> list[str]:
    """Return what a topic requires in the picture; how topics of other stages hang together is left to their own."""
    return [] if bands[id] == BEFORE else [need for need in requires if need in bands]


def _figure(roadmap: Roadmap, picture: Picture, here: str | None = None) -> Figure:
    hues = {stage: i % HUES for i, stage in enumerate(roadmap.stages)}
    hue = {box.id: hues[roadmap.stage_of[box.id]] for box in picture.boxes}
    bundles: dict[str, list[tuple[str, Markup]]] = {}
    for line in picture.lines:
        bundles.setdefault(line.source, []).append((line.target, Markup(line.d)))  # noqa: S704 - made of numbers
    titles = {stage: record.title for stage, record in roadmap.stages.items()} | {BEFORE: "From other stages"}
    return Figure(
        picture,
        tuple(Place(box, hue[box.id], _texts(box), box.id == here) for box in picture.boxes),
        tuple(Bundle(source, hue[source], tuple(lines)) for source, lines in bundles.items()),
        tuple(Lane(band, titles[band.id], hues.get(band.id)) for band in picture.bands),
    )


def _texts(box: Box) -> tuple[Text, ...]:
    first = (
        box.y + (box.height - len(box.lines) * LEADING) // 2 + 13
    )  # from the top of a line to the foot of its letters
    return tuple(Text(first + i * LEADING, line) for i, line in enumerate(box.lines))
