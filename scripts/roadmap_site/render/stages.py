"""The pages of the stages."""

from __future__ import annotations

from types import SimpleNamespace

from roadmap_site.render.engine import page
from roadmap_site.render.map import stage_figure
from roadmap_site.render.site import Site


def stage_page(site: Site, id: str) -> str:
    """Return the page of a stage."""
    roadmap, stage = site.roadmap, site.roadmap.stages[id]
    topics = roadmap.stage_topics[id]
    before = {need for topic in topics for need in site.graph.requires[topic] if roadmap.stage_of[need] != id}
    return page(
        "stage.md",
        {"title": stage.title, "description": stage.summary, "search": {"boost": 1.5}},
        place=site.place(f"roadmap/stages/{id}/index.md"),
        id=id,
        stage=stage,
        number=list(roadmap.stages).index(id) + 1,
        of=len(roadmap.stages),
        topics=topics,
        minutes=site.total(topics),
        groups=[
            (group.title, [(t, roadmap.topics[t], site.minutes[t]) for t in group.topics])
            for group in roadmap.groups[id]
        ],
        grouped=bool(stage.groups),
        needs=[(s, record.title) for s, record in roadmap.stages.items() if s in {roadmap.stage_of[t] for t in before}],
        best=[(best, roadmap.topics[best.topic].title) for best in site.best[id]],
        files=site.pack("stages", id),
        questions=sum(len(roadmap.topics[topic].questions) for topic in topics),
        figure=stage_figure(site, id),
        projects=[(p, roadmap.projects[p]) for p in site.stage_projects.get(id, ())],
    )


def stages_page(site: Site) -> str:
    """Return the list of the stages."""
    description = "All stages in learning order, each with its topics, its hours and what you can do at its end."
    return page(
        "stages.md",
        {"title": "Stages", "description": description},
        place=site.place("roadmap/stages/index.md"),
        stages=rows(site),
    )


def rows(site: Site) -> list[SimpleNamespace]:
    """Return what the lists of stages show of each."""
    return [
        SimpleNamespace(
            id=id,
            title=stage.title,
            summary=stage.summary,
            outcomes=stage.outcomes,
            topics=len(site.roadmap.stage_topics[id]),
            minutes=site.total(site.roadmap.stage_topics[id]),
        )
        for id, stage in site.roadmap.stages.items()
    ]
