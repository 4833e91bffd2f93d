"""Who added what."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

from roadmap_site.render.engine import page
from roadmap_site.render.site import Site
from roadmap_site.render.words import day
from roadmap_site.roadmap import Home, Roadmap


def contributors_page(site: Site) -> str:
    """Return the page of everybody who added a resource, who added last first, each with what it was."""
    roadmap = site.roadmap
    added: dict[str, list[tuple[str, Home]]] = {}
    for id, home in roadmap.homes.items():
        if home.resource.added_by:
            added.setdefault(home.resource.added_by, []).append((id, home))
    people = [_person(roadmap, name, found) for name, found in added.items()]
    people.sort(key=lambda person: person.name.casefold())
    people.sort(key=lambda person: person.last, reverse=True)
    return page(
        "contributors.md",
        {"title": "Contributors", "description": "Who added which resource to the roadmap."},
        place=site.place("roadmap/contributors.md"),
        people=people,
        unnamed=len(roadmap.homes) - sum(map(len, added.values())),
        total=len(roadmap.homes),
    )


def _person(roadmap: Roadmap, name: str, found: list[tuple[str, Home]]) -> SimpleNamespace:
    found = sorted(found, key=lambda pair: pair[1].resource.added or date.min, reverse=True)
    return SimpleNamespace(
        name=name,
        account=f"https://github.com/{name[1:]}" if name.startswith("@") else None,
        last=found[0][1].resource.added or date.min,
        resources=[_row(roadmap, id, home) for id, home in found],
    )


def _row(roadmap: Roadmap, id: str, home: Home) -> SimpleNamespace:
    kind, owners = ("topic", roadmap.topics) if home.owner in roadmap.topics else ("project", roadmap.projects)
    return SimpleNamespace(
        resource=home.resource,
        owner=(kind, home.owner),
        owner_title=owners[home.owner].title,
        added=day(home.resource.added) if home.resource.added else None,
        card=f"r-{id}",
    )
