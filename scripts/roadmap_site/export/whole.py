"""The whole roadmap as records, and as the one file roadmap.json."""

from __future__ import annotations

from typing import Final

from roadmap_site import model
from roadmap_site.export import records
from roadmap_site.export.text import json_text
from roadmap_site.graph import Graph
from roadmap_site.roadmap import Home, Item, Roadmap, minutes

VERSION: Final = 1


def roadmap_json(roadmap: Roadmap, graph: Graph) -> str:
    """Return the roadmap as JSON; the same roadmap is always the same text."""
    return json_text(whole(roadmap, graph))


def whole(roadmap: Roadmap, graph: Graph) -> records.Whole:
    """Return the whole roadmap as records; they were checked when it was loaded."""
    return records.Whole.model_construct(
        version=VERSION,
        title=roadmap.index.title,
        description=roadmap.index.description,
        order=graph.order,
        stages=tuple(_stage(roadmap, id) for id in roadmap.stages),
        topics=tuple(_topic(roadmap, graph, id, topic) for id, topic in roadmap.topics.items()),
        resources=tuple(_resource(roadmap, id, home) for id, home in roadmap.homes.items()),
        paths=tuple(_path(id, path) for id, path in roadmap.paths.items()),
        projects=tuple(_project(roadmap, id, project) for id, project in roadmap.projects.items()),
        retired=roadmap.retired,
    )


def _stage(roadmap: Roadmap, id: str) -> records.Stage:
    stage = roadmap.stages[id]
    return records.Stage.model_construct(
        id=id,
        former_ids=stage.former_ids,
        page=f"roadmap/stages/{id}/",
        title=stage.title,
        summary=stage.summary,
        outcomes=stage.outcomes,
        groups=roadmap.groups[id],
    )


def _topic(roadmap: Roadmap, graph: Graph, id: str, topic: model.Topic) -> records.Topic:
    return records.Topic.model_construct(
        id=id,
        former_ids=topic.former_ids,
        page=f"roadmap/topics/{id}/",
        source=roadmap.files[f"topic:{id}"],
        stage=roadmap.stage_of[id],
        title=topic.title,
        summary=topic.summary,
        level=topic.level,
        minutes=roadmap.topic_minutes(topic),
        aliases=topic.aliases,
        concepts=topic.concepts,
        architecture=topic.architecture,
        requires=topic.requires,
        helps=topic.helps,
        unlocks=graph.unlocks[id],
        goals=topic.goals,
        resources=tuple(map(_offer, roadmap.items(topic))),
        questions=topic.questions,
    )


def _offer(item: Item) -> records.Offer:
    return records.Offer.model_construct(
        id=item.id,
        url=item.url,
        part=item.part,
        level=item.level,
        minutes=item.minutes,
        pick=item.pick,
        why=item.why,
        covers=item.covers,
    )


def _resource(roadmap: Roadmap, id: str, home: Home) -> records.Resource:
    resource = home.resource
    return records.Resource.model_construct(
        id=id,
        former_ids=resource.former_ids,
        title=resource.title,
        url=resource.url,
        by=resource.by,
        kind=resource.kind,
        level=home.level,
        cost=resource.cost,
        cost_checked=resource.cost_checked,
        minutes=minutes(resource.time),
        language=resource.language,
        year=resource.year,
        added=resource.added,
        added_by=resource.added_by,
        home=home.owner,
        topics=roadmap.users[id],
    )


def _path(id: str, path: model.Path) -> records.Path:
    return records.Path.model_construct(
        id=id,
        former_ids=path.former_ids,
        page=f"roadmap/paths/{id}/",
        title=path.title,
        summary=path.summary,
        kind=path.kind,
        origin=path.origin,
        outcomes=path.outcomes,
        assumes=path.assumes,
        skips=path.skips,
        project=path.project,
        steps=path.steps,
    )


def _project(roadmap: Roadmap, id: str, project: model.Project) -> records.Project:
    return records.Project.model_construct(
        id=id,
        former_ids=project.former_ids,
        page=f"roadmap/projects/{id}/",
        title=project.title,
        summary=project.summary,
        level=project.level,
        minutes=minutes(project.time),
        skills=project.skills,
        requires=project.requires,
        dataset=project.dataset,
        baseline=project.baseline,
        milestones=project.milestones,
        criteria=project.criteria,
        stretch=project.stretch,
        mistakes=project.mistakes,
        resources=tuple(map(_offer, roadmap.items(project))),
    )
