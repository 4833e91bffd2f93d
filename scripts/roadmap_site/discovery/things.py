"""Records as things that schema.org has words for; what is not known is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from roadmap_site.model import CostOrUnknown, KindOrUnknown, LevelOrUnknown
from roadmap_site.render.site import Site
from roadmap_site.render.words import KINDS, LEVELS
from roadmap_site.roadmap import Item, minutes

Thing = dict[str, Any]
# The primary type of each kind: what it is besides something to learn from. A course is a LearningResource already.
PRIMARY: Final[Mapping[KindOrUnknown, str]] = {
    "course": "Course",
    "video": "VideoObject",
    "playlist": "CreativeWorkSeries",
    "book": "Book",
    "article": "Article",
    "tutorial": "TechArticle",
    "documentation": "TechArticle",
    "paper": "ScholarlyArticle",
    "interactive": "WebApplication",
    "code": "SoftwareSourceCode",
    "notes": "DigitalDocument",
    "tool": "SoftwareApplication",
    "unknown": "CreativeWork",
}
_FREE: Final[Mapping[CostOrUnknown, bool]] = {"free": True, "free-signup": True, "paid": False}  # "audit" is both
_WEB: Final = re.compile(r"https?://[^\s/]", re.IGNORECASE)


def filled(thing: Thing) -> Thing:
    """Return a thing without the properties that have no value."""
    return {name: value for name, value in thing.items() if value is not None and value not in ("", [], ())}


def known_level(level: LevelOrUnknown) -> str | None:
    """Return the word for a level; nothing when it is not known."""
    return None if level == "unknown" else LEVELS[level].name


def duration(length: int | None) -> str | None:
    """Return minutes as ISO 8601 writes a duration, such as PT2H25M."""
    if not length:
        return None
    whole, rest = divmod(length, 60)
    return "PT" + (f"{whole}H" if whole else "") + (f"{rest}M" if rest else "")


def listed(id: str, name: str, entries: Iterable[Thing]) -> Thing:
    """Return an ordered list; each entry is what a ListItem says."""
    rows = [{"@type": "ListItem", "position": place, **entry} for place, entry in enumerate(entries, 1)]
    order = "https://schema.org/ItemListOrderAscending"
    return {
        "@type": "ItemList",
        "@id": id,
        "name": name,
        "numberOfItems": len(rows),
        "itemListOrder": order,
        "itemListElement": rows,
    }


def learning_resource(item: Item, lost: bool) -> Thing:
    """Return a resource as one page offers it; it has no address when nothing is found there any more."""
    primary = PRIMARY[item.kind]
    alive = _WEB.match(item.url) and not lost
    return filled(
        {
            "@type": primary if primary == "Course" else [primary, "LearningResource"],
            "name": item.title,
            "url": item.url if alive else None,
            "creditText": ", ".join(item.by),
            "learningResourceType": None if item.kind == "unknown" else KINDS[item.kind],
            "educationalLevel": known_level(item.level),
            "isAccessibleForFree": _FREE.get(item.cost),
            "inLanguage": None if item.language == "und" else item.language,
            "datePublished": str(item.year) if item.year else None,
            "timeRequired": duration(minutes(item.resource.time)),
        }
    )


class Namer:
    """The names by which things of one site refer to each other."""

    def __init__(self, site: Site, root: str) -> None:
        self.site, self.root = site, root

    def page(self, kind: str, id: str) -> str:
        """Return the address of a record's page."""
        return f"{self.root}roadmap/{kind}s/{id}/"

    def term(self, topic: str) -> Thing:
        """Return a topic as another page names it."""
        url = self.page("topic", topic)
        return {"@type": "DefinedTerm", "@id": f"{url}#topic", "name": self.site.roadmap.topics[topic].title}

    def whole_term(self, topic: str) -> Thing:
        """Return a topic as its own page defines it."""
        record = self.site.roadmap.topics[topic]
        more = {
            "alternateName": list(record.aliases),
            "description": record.summary,
            "termCode": topic,
            "url": self.page("topic", topic),
            "inDefinedTermSet": {"@id": f"{self.root}#topics"},
        }
        return self.term(topic) | filled(more)

    def entry(self, kind: str, id: str, title: str) -> Thing:
        """Return a page of the site as an entry of a list."""
        return {"url": self.page(kind, id), "name": title}

    def topics(self, id: str, topics: Iterable[str]) -> Thing:
        """Return topics as an ordered list."""
        titles = self.site.roadmap.topics
        return listed(id, "Topics", (self.entry("topic", topic, titles[topic].title) for topic in topics))

    def resources(self, id: str, items: Iterable[Item]) -> Thing | None:
        """Return resources as an ordered list."""
        found = [{"item": learning_resource(item, item.url in self.site.lost)} for item in items]
        return listed(id, "Resources", found) if found else None

    @property
    def publisher(self) -> Thing:
        """Return who offers the courses."""
        name = self.site.roadmap.index.title
        return {"@type": "Organization", "@id": f"{self.root}#people", "name": name, "url": self.root}

    def levels(self, topics: Iterable[str]) -> list[str]:
        """Return the levels of topics, each once, from the lowest up."""
        there = {self.site.roadmap.topics[topic].level for topic in topics}
        return [words.name for level, words in LEVELS.items() if level in there - {"unknown"}]
