"""Badges and cards of topics and paths, for other sites: a picture each, and a small page to be shown in a frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from roadmap_site.later import Later
from roadmap_site.layout.lettering import broken, width
from roadmap_site.render.engine import file_page, page
from roadmap_site.render.site import AT_ROOT, Site
from roadmap_site.render.words import LEVELS, count, hours

_FONT: Final = 11  # pixels
_PAD: Final = 8
_LABEL, _TITLE = 26, 40  # ems that the two halves of a badge may take


@dataclass(frozen=True)
class Embed:
    """What is shown of a topic or path."""

    folder: str
    id: str
    title: str
    summary: str
    facts: tuple[str, ...]
    former_ids: tuple[str, ...]


def embeds(site: Site) -> Later[str]:
    """Return the badges and cards, by their path below docs/roadmap/; those of former ids are the same."""
    found: dict[str, Callable[[], str]] = {f"{AT_ROOT}embed/card.css": lambda: page("card.css")}
    for one in _all(site):
        badge = partial(_badge, site.roadmap.index.title, one)
        card = partial(file_page, "card.html", beside=True, roadmap=site.roadmap.index, one=one)
        for id in (one.id, *one.former_ids):
            found[f"{AT_ROOT}embed/{one.folder}/{id}.svg"] = badge
            found[f"{AT_ROOT}embed/{one.folder}/{id}.html"] = card
    return Later(found)


def _all(site: Site) -> Iterator[Embed]:
    for id, topic in site.roadmap.topics.items():
        facts = (LEVELS[topic.level].name, hours(site.minutes[id]))
        yield Embed("topics", id, topic.title, topic.summary, tuple(filter(None, facts)), topic.former_ids)
    for id, path in site.roadmap.paths.items():
        topics = site.path_topics[id]
        facts = (count(len(topics), "topic"), hours(site.total(topics), exact=False))
        yield Embed("paths", id, path.title, path.summary, tuple(filter(None, facts)), path.former_ids)


def _badge(roadmap: str, one: Embed) -> str:
    """Return a picture of one line: whose it is, and what of it."""
    label = broken(roadmap, _LABEL, 1)[0]
    said = " · ".join((broken(one.title, _TITLE, 1)[0], *one.facts))
    left, right = (round(width(text) * _FONT) for text in (label, said))
    return page(
        "badge.svg",
        label=label,
        said=said,
        whole=f"{roadmap}: {' · '.join((one.title, *one.facts))}",
        left=left,
        right=right,
        start=_PAD,
        middle=left + 2 * _PAD,
        second=left + 3 * _PAD,
        rest=right + 2 * _PAD,
        width=left + right + 4 * _PAD,
    )
