"""The parts of hand-written pages that come from the data."""

from __future__ import annotations

from roadmap_site.render.engine import page
from roadmap_site.render.paths import by_kind
from roadmap_site.render.site import Site
from roadmap_site.render.stages import rows


def home_part(site: Site) -> str:
    """Return the home page from its title on."""
    roadmap = site.roadmap
    return page(
        "home.md",
        place=site.place("index.md"),
        index=roadmap.index,
        stages=rows(site),
        kinds_found=by_kind(site),
        topics=len(roadmap.topics),
        resources=len(roadmap.homes),
        free=sum(home.resource.cost == "free" for home in roadmap.homes.values()),
        projects=len(roadmap.projects),
        minutes=site.total(roadmap.topics),
        starts=[(id, roadmap.topics[id].title) for id in site.graph.order if not site.graph.requires[id]],
        first=site.graph.order[0] if site.graph.order else None,
    )


def forms_part(site: Site) -> str:
    """Return the list of the issue forms."""
    return page("forms.md", place=site.place("contribute.md"))


def sources_part(site: Site) -> str:
    """Return where the content comes from: the documents, and what was dropped."""
    documents = [(id, path) for id, path in site.roadmap.paths.items() if path.origin]
    return page(
        "sources.md", place=site.place("index.md"), documents=documents, dropped_count=len(site.roadmap.retired)
    )
