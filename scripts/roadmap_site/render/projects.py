"""The pages of the projects."""

from __future__ import annotations

from types import SimpleNamespace

from roadmap_site.model import LevelOrUnknown
from roadmap_site.offers import offered
from roadmap_site.render.cards import cards, owner_title
from roadmap_site.render.engine import page
from roadmap_site.render.site import Site
from roadmap_site.render.words import LEVELS
from roadmap_site.roadmap import minutes


def project_page(site: Site, id: str) -> str:
    """Return the page of a project."""
    roadmap, project = site.roadmap, site.roadmap.projects[id]
    ends = [(p, path.title) for p, path in roadmap.paths.items() if path.project == id]
    return page(
        "project.md",
        {"title": project.title, "description": project.summary, "search": {"boost": 1.2}},
        place=site.place(f"roadmap/projects/{id}.md"),
        project=project,
        minutes=minutes(project.time),
        requires=[(edge.topic, roadmap.topics[edge.topic].title, edge.why) for edge in project.requires],
        cards=cards(site, id, project, offered(roadmap.items(project), site.lost)),
        ends=ends,
        owner_title=lambda home: owner_title(site, home),
        source=roadmap.files[f"project:{id}"],
    )


def projects_page(site: Site) -> str:
    """Return the list of the projects, by level."""
    levels: dict[LevelOrUnknown, list[SimpleNamespace]] = {level: [] for level in LEVELS}
    for id, project in site.roadmap.projects.items():
        levels[project.level].append(SimpleNamespace(id=id, project=project, minutes=minutes(project.time)))
    return page(
        "projects.md",
        {"title": "Projects", "description": "Things to build, by level: what each needs and how you know it is done."},
        place=site.place("roadmap/projects/index.md"),
        levels_found=[(level, found) for level, found in levels.items() if found],
    )
