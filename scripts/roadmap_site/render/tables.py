"""The pages that put things side by side: the library, the best, the architectures, the dropped addresses."""

from __future__ import annotations

from types import SimpleNamespace

from roadmap_site.model import Dropped
from roadmap_site.offers import there
from roadmap_site.render.engine import page
from roadmap_site.render.facets import facets
from roadmap_site.render.site import BEST_KINDS, Site
from roadmap_site.render.words import DROPPED, count, language
from roadmap_site.roadmap import Item, minutes


def library_page(site: Site) -> str:
    """Return the table of all resources, by title."""
    roadmap = site.roadmap
    found = facets(site)
    rows = [
        SimpleNamespace(
            resource=home.resource,
            level=home.level,
            minutes=minutes(home.resource.time),
            pick=found[id]["pick"][0],
            link=found[id]["link"][0],
            language=language(home.resource.language),
            topics=[(topic, roadmap.topics[topic].title) for topic in roadmap.users[id]],
            project=(home.owner, roadmap.projects[home.owner].title) if home.owner in roadmap.projects else None,
        )
        for id, home in sorted(roadmap.homes.items(), key=lambda pair: (pair[1].resource.title.casefold(), pair[0]))
    ]
    free = sum(home.resource.cost == "free" for home in roadmap.homes.values())
    return page(
        "library.md",
        {
            "title": "Library",
            "description": "All resources in one table, with kind, price, length and topic.",
            "hide": ["toc"],
        },
        place=site.place("roadmap/library.md"),
        rows=rows,
        free=free,
    )


def best_page(site: Site) -> str:
    """Return the best book, video, course and article of every stage."""
    roadmap = site.roadmap
    stages = []
    for id, found in site.best.items():
        by_kind = {best.kind: (best.item, best.topic, roadmap.topics[best.topic].title) for best in found}
        stages.append((id, roadmap.stages[id].title, [(kind, by_kind.get(kind)) for kind in BEST_KINDS]))
    return page(
        "best-of.md",
        {"title": "Best of", "description": "The one book, video, course and article of each stage to begin with."},
        place=site.place("roadmap/best-of.md"),
        stages=stages,
        kinds_shown=list(BEST_KINDS),
    )


def architectures_page(site: Site) -> str:
    """Return the topics that describe an architecture, side by side."""
    rows = [
        SimpleNamespace(
            id=id,
            topic=topic,
            architecture=topic.architecture,
            video=_first(site, id, ("video", "playlist", "course")),
            article=_first(site, id, ("article", "notes", "tutorial", "interactive", "book", "documentation")),
        )
        for id, topic in site.roadmap.topics.items()
        if topic.architecture
    ]
    return page(
        "architectures.md",
        {
            "title": "Architectures",
            "description": "What each is made for, its central idea, and where it is weak.",
            "hide": ["toc"],
        },
        place=site.place("roadmap/architectures.md"),
        rows=rows,
    )


def _first(site: Site, topic: str, kinds: tuple[str, ...]) -> Item | None:
    return next((item for item in there(site.items[topic], site.lost) if item.kind in kinds), None)


def retired_page(site: Site) -> str:
    """Return every dropped address as text, by reason, with what replaced it."""
    roadmap = site.roadmap
    groups: dict[Dropped, list[SimpleNamespace]] = {kind: [] for kind in DROPPED}
    for entry in roadmap.retired:
        groups[entry.kind].append(
            SimpleNamespace(
                entry=entry,
                topic=(entry.topic, roadmap.topics[entry.topic].title) if entry.topic else None,
                resource=roadmap.homes[entry.replaced_by].resource if entry.replaced_by else None,
                date=entry.date.isoformat(),
            )
        )
    return page(
        "retired.md",
        {
            "title": "Dropped links",
            "description": f"{count(len(roadmap.retired), 'address', 'addresses')} not linked any more, and why.",
            "search": {"exclude": True},
        },
        place=site.place("roadmap/retired.md"),
        groups=[(kind, found) for kind, found in groups.items() if found],
        total=len(roadmap.retired),
    )
