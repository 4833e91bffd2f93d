"""What the roadmap covers, in numbers: each leads to what it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Final

from roadmap_site.checks.wants import wants
from roadmap_site.render.engine import page
from roadmap_site.render.facets import LENGTHS, YEARS, Bar, bars, counts, facets, library
from roadmap_site.render.site import Place, Site
from roadmap_site.render.text import slug
from roadmap_site.render.words import COSTS, LEVELS, PATH_KINDS

_Found = Mapping[str, Mapping[str, tuple[str, ...]]]
# Facet of the library, heading, what is counted by, and the order where it has one.
_TABLES: Final[tuple[tuple[str, str, str, Sequence[str]], ...]] = (
    ("kind", "Kinds", "Kind", ()),
    ("price", "Prices", "Price", tuple(COSTS.values())),
    ("language", "Languages", "Language", ()),
    ("year", "Years", "Year", YEARS),
    ("length", "Lengths", "Length", LENGTHS),
    ("pick", "Picks", "Pick", ("Start here", "Our pick", "No pick")),
)


def coverage_page(site: Site) -> str:
    """Return the page that counts topics, resources, paths and projects, and what is missing."""
    roadmap, place = site.roadmap, site.place("roadmap/coverage.md")
    found = facets(site)
    return page(
        "coverage.md",
        {
            "title": "Coverage",
            "description": "How many topics and resources there are, by stage, level, kind, price, language and year.",
        },
        place=place,
        topics=len(roadmap.topics),
        resources=len(found),
        free=sum(home.resource.cost == "free" for home in roadmap.homes.values()),
        projects=len(roadmap.projects),
        minutes=site.total(roadmap.topics),
        stages=_stages(site, place, found),
        levels=_levels(site, place, found),
        tables=[
            SimpleNamespace(id=facet, heading=heading, name=name, rows=_bars(place, found, facet, order))
            for facet, heading, name, order in _TABLES
        ],
        paths=_paths(site),
        gaps=[(slug(heading), heading, len(rows)) for heading, rows in wants(roadmap).items()],
    )


def _bars(place: Place, found: _Found, facet: str, order: Sequence[str] = ()) -> list[Bar]:
    numbers = counts(found, facet, order)
    return bars(numbers, len(found), {name: library(place, facet, name) for name in numbers})


def _stages(site: Site, place: Place, found: _Found) -> list[SimpleNamespace]:
    """Return the stages, and what only the projects use."""
    shown = {bar.name: bar for bar in _bars(place, found, "stage")}
    nothing = bars({"": 0}, 1)[0]
    rows = [
        SimpleNamespace(
            title=stage.title,
            page=("stage", id),
            topics=len(site.roadmap.stage_topics[id]),
            minutes=site.total(site.roadmap.stage_topics[id]),
            bar=shown.get(stage.title, nothing),
        )
        for id, stage in site.roadmap.stages.items()
    ]
    if (bar := shown.get("Projects")) and not any(row.bar is bar for row in rows):
        rows.append(SimpleNamespace(title="Projects alone", page=("page", "projects"), topics=0, minutes=None, bar=bar))
    return rows


def _levels(site: Site, place: Place, found: _Found) -> list[SimpleNamespace]:
    roadmap = site.roadmap
    topics: Counter[str] = Counter(topic.level for topic in roadmap.topics.values())
    projects: Counter[str] = Counter(project.level for project in roadmap.projects.values())
    shown = {bar.name: bar for bar in _bars(place, found, "level")}
    return [
        SimpleNamespace(level=level, topics=topics[level], projects=projects[level], bar=shown[words.name])
        for level, words in LEVELS.items()
        if words.name in shown
    ]


def _paths(site: Site) -> list[SimpleNamespace]:
    """Return the paths with their hours, the bar of each beside those of its kind."""
    rows = []
    for kind, name in PATH_KINDS.items():
        ids = [id for id, path in site.roadmap.paths.items() if path.kind == kind]
        drawn = bars({id: site.total(site.path_topics[id]) or 0 for id in ids}, site.total(site.roadmap.topics) or 0)
        rows += [
            SimpleNamespace(title=site.roadmap.paths[id].title, kind=name, topics=len(site.path_topics[id]), bar=bar)
            for id, bar in zip(ids, drawn, strict=True)
        ]
    return rows
