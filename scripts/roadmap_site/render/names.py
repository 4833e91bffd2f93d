"""The page of all names from A to Z: what finds a page where no script runs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from roadmap_site.render.engine import page
from roadmap_site.render.site import Place, Site


class Name(NamedTuple):
    """What something is called, and what its page calls it."""

    key: str  # small and without accents, to sort by
    name: str
    title: str
    url: Markup


def names_page(site: Site) -> str:
    """Return the list of topics under all of their names, and of stages, paths and projects."""
    place = site.place("roadmap/a-z.md")
    letters: dict[str, list[Name]] = {}
    for name in sorted(_names(site, place)):
        letters.setdefault(name.key[0].upper() if name.key[:1].isalpha() else "0–9", []).append(name)
    return page(
        "a-z.md",
        {
            "title": "A to Z",
            "description": "Every topic under all of its names, with the stages, paths and projects.",
            "hide": ["toc"],
            "search": {"exclude": True},
        },
        letters=list(letters.items()),
        place=place,
    )


def _names(site: Site, place: Place) -> Iterator[Name]:
    roadmap = site.roadmap
    for id, topic in roadmap.topics.items():
        for name in dict.fromkeys((topic.title, *topic.aliases)):
            yield Name(_key(name), name, topic.title, place.url("topic", id))
    for kind, records in (("stage", roadmap.stages), ("path", roadmap.paths), ("project", roadmap.projects)):
        for id, record in records.items():
            yield Name(_key(record.title), record.title, record.title, place.url(kind, id))


def _key(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if c.isalnum() or c == " ")
