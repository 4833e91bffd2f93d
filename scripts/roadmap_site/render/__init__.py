"""A roadmap becomes pages: path below docs/roadmap/ to text. Nothing is read but the templates."""

from __future__ import annotations

from collections.abc import Mapping

from roadmap_site.graph import Graph
from roadmap_site.links.memory import Entry
from roadmap_site.quick import uncollected
from roadmap_site.render.contributors import contributors_page
from roadmap_site.render.home import forms_part, home_part, sources_part
from roadmap_site.render.nav import nav
from roadmap_site.render.paths import path_page, paths_page
from roadmap_site.render.projects import project_page, projects_page
from roadmap_site.render.redirects import redirects
from roadmap_site.render.site import Site
from roadmap_site.render.stages import stage_page, stages_page
from roadmap_site.render.tables import architectures_page, best_page, library_page, retired_page
from roadmap_site.render.topics import topic_page
from roadmap_site.roadmap import Roadmap

__all__ = ["nav", "render"]


@uncollected
def render(
    roadmap: Roadmap, graph: Graph, health: Mapping[str, Entry], repository: str | None = None
) -> dict[str, str]:
    """Return every page of a roadmap with what is known of its links; the same input always gives the same pages."""
    site = Site(roadmap, graph, health, repository)
    return {
        "parts/home.md": home_part(site),
        "parts/sources.md": sources_part(site),
        "parts/forms.md": forms_part(site),
        "stages/index.md": stages_page(site),
        **{f"stages/{id}/index.md": stage_page(site, id) for id in roadmap.stages},
        **{f"topics/{id}.md": topic_page(site, id) for id in roadmap.topics},
        "paths/index.md": paths_page(site),
        **{f"paths/{id}.md": path_page(site, id) for id in roadmap.paths},
        "projects/index.md": projects_page(site),
        **{f"projects/{id}.md": project_page(site, id) for id in roadmap.projects},
        "library.md": library_page(site),
        "best-of.md": best_page(site),
        "architectures.md": architectures_page(site),
        "retired.md": retired_page(site),
        "contributors.md": contributors_page(site),
        **redirects(roadmap),
    }
