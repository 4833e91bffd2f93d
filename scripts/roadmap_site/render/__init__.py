"""A roadmap becomes pages: path below docs/roadmap/ to text. Nothing is read but the templates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from roadmap_site.graph import Graph
from roadmap_site.links.history import History
from roadmap_site.links.memory import Entry
from roadmap_site.quick import uncollected
from roadmap_site.render.contributors import contributors_page
from roadmap_site.render.coverage import coverage_page
from roadmap_site.render.gaps import gaps_page
from roadmap_site.render.health import health_page
from roadmap_site.render.home import forms_part, home_part, sources_part
from roadmap_site.render.map import map_page
from roadmap_site.render.names import names_page
from roadmap_site.render.nav import nav
from roadmap_site.render.news import news_page
from roadmap_site.render.paths import path_page, paths_page
from roadmap_site.render.projects import project_page, projects_page
from roadmap_site.render.redirects import FORMER, redirects
from roadmap_site.render.site import Site
from roadmap_site.render.stages import stage_page, stages_page
from roadmap_site.render.tables import architectures_page, best_page, library_page, retired_page
from roadmap_site.render.topics import topic_page
from roadmap_site.roadmap import Roadmap

__all__ = ["FORMER", "Site", "makers", "nav", "redirects", "render"]


def makers(roadmap: Roadmap) -> dict[str, Callable[[Site], str]]:
    """Return what makes each page of a roadmap: path to a function of the site, which reads nothing else."""
    return {
        "parts/home.md": home_part,
        "parts/sources.md": sources_part,
        "parts/forms.md": forms_part,
        "stages/index.md": stages_page,
        **{f"stages/{id}/index.md": partial(stage_page, id=id) for id in roadmap.stages},
        **{f"topics/{id}.md": partial(topic_page, id=id) for id in roadmap.topics},
        "paths/index.md": paths_page,
        **{f"paths/{id}.md": partial(path_page, id=id) for id in roadmap.paths},
        "projects/index.md": projects_page,
        **{f"projects/{id}.md": partial(project_page, id=id) for id in roadmap.projects},
        "map.md": map_page,
        "library.md": library_page,
        "a-z.md": names_page,
        "best-of.md": best_page,
        "architectures.md": architectures_page,
        "retired.md": retired_page,
        "contributors.md": contributors_page,
        "gaps.md": gaps_page,
        "coverage.md": coverage_page,
        "link-health.md": health_page,
        "whats-new.md": news_page,
    }


@uncollected
def render(
    roadmap: Roadmap,
    graph: Graph,
    health: Mapping[str, Entry],
    repository: str | None = None,
    history: History = (),
) -> dict[str, str]:
    """Return every page of a roadmap with what is known of its links; the same input always gives the same pages."""
    site = Site(roadmap, graph, health, repository, history)
    return {path: make(site) for path, make in makers(site.roadmap).items()} | dict(redirects(site.roadmap))
