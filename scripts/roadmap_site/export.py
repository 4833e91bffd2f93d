"""The whole roadmap as one JSON file, for the pages' scripts and for anyone else; docs/data.md documents it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from roadmap_site.graph import Graph
from roadmap_site.links.memory import Entry
from roadmap_site.model import Edge, Path, Project, Question, Step, Topic
from roadmap_site.roadmap import Home, Item, Roadmap, minutes

VERSION: Final = 1


def roadmap_json(roadmap: Roadmap, graph: Graph) -> str:
    """Return the roadmap as JSON; the same roadmap is always the same text."""
    data = {
        "version": VERSION,
        "title": roadmap.index.title,
        "description": roadmap.index.description,
        "order": list(graph.order),
        "stages": [_stage(roadmap, id) for id in roadmap.stages],
        "topics": [_topic(roadmap, graph, id, topic) for id, topic in roadmap.topics.items()],
        "resources": [_resource(roadmap, id, home) for id, home in roadmap.homes.items()],
        "paths": [_path(id, path) for id, path in roadmap.paths.items()],
        "projects": [_project(roadmap, id, project) for id, project in roadmap.projects.items()],
        "retired": [entry.model_dump(mode="json") for entry in roadmap.retired],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def learn_json(roadmap: Roadmap, graph: Graph) -> str:
    """Return what the pages' scripts need of every topic: its name, its time, and its place in the graph."""
    data = {
        "version": VERSION,
        "order": list(graph.order),
        "topics": {
            id: {
                "title": topic.title,
                "stage": roadmap.stage_of[id],
                "minutes": roadmap.topic_minutes(topic) or 0,
                "requires": graph.requires[id],
            }
            for id, topic in roadmap.topics.items()
        },
        "stages": {id: stage.title for id, stage in roadmap.stages.items()},
        "paths": {
            id: {
                "title": path.title,
                "topics": _walked(path),
                "assumes": path.assumes,
                "skips": [edge.topic for edge in path.skips],
            }
            for id, path in roadmap.paths.items()
        },
        "projects": {
            id: {"title": project.title, "requires": [edge.topic for edge in project.requires]}
            for id, project in roadmap.projects.items()
        },
        "former": {
            old: id
            for records in (roadmap.topics, roadmap.paths, roadmap.projects)
            for id, record in records.items()
            for old in record.former_ids
        },
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def questions_json(roadmap: Roadmap) -> str:
    """Return one question of every topic that has any: one from the middle, neither the easiest nor the hardest."""
    data = {
        id: _question(topic.questions[len(topic.questions) // 2])
        for id, topic in roadmap.topics.items()
        if topic.questions
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def names_json(roadmap: Roadmap) -> str:
    """Return the title of every resource and where it is described, for a learner's bookmarks."""
    data = {id: {"title": home.resource.title, "home": home.owner} for id, home in roadmap.homes.items()}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def plan_json(roadmap: Roadmap, health: Mapping[str, Entry]) -> str:
    """Return what the plan needs beside that: what every topic offers that is there, and why it requires others."""
    lost = {url for url, entry in health.items() if entry.verdict in ("gone", "soft_404")}
    data = {
        id: {
            "requires": _edges(topic.requires),
            "offers": [
                {
                    "title": item.title,
                    "url": item.url,
                    "part": item.part,
                    "kind": item.kind,
                    "cost": item.cost,
                    "language": item.language,
                    "minutes": item.minutes,
                    "pick": item.pick,
                }
                for item in roadmap.items(topic)
                if item.url not in lost
            ],
        }
        for id, topic in roadmap.topics.items()
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _walked(path: Path) -> list[str]:
    """Return the topics of a path, each once, in its order."""
    return list(dict.fromkeys(step.topic for step in path.walk() if step.topic is not None))


def _stage(roadmap: Roadmap, id: str) -> dict[str, Any]:
    stage = roadmap.stages[id]
    return {
        "id": id,
        "former_ids": stage.former_ids,
        "page": f"roadmap/stages/{id}/",
        "title": stage.title,
        "summary": stage.summary,
        "outcomes": stage.outcomes,
        "groups": [{"title": group.title, "topics": group.topics} for group in roadmap.groups[id]],
    }


def _topic(roadmap: Roadmap, graph: Graph, id: str, topic: Topic) -> dict[str, Any]:
    return {
        "id": id,
        "former_ids": topic.former_ids,
        "page": f"roadmap/topics/{id}/",
        "source": roadmap.files[f"topic:{id}"],
        "stage": roadmap.stage_of[id],
        "title": topic.title,
        "summary": topic.summary,
        "level": topic.level,
        "minutes": roadmap.topic_minutes(topic),
        "aliases": topic.aliases,
        "concepts": topic.concepts,
        "architecture": topic.architecture.model_dump() if topic.architecture else None,
        "requires": _edges(topic.requires),
        "helps": _edges(topic.helps),
        "unlocks": graph.unlocks[id],
        "goals": [{"id": goal.id, "text": goal.text, "open": goal.open} for goal in topic.goals],
        "resources": [_item(item) for item in roadmap.items(topic)],
        "questions": [_question(question) for question in topic.questions],
    }


def _edges(edges: tuple[Edge, ...]) -> list[dict[str, str]]:
    return [{"topic": edge.topic, "why": edge.why} for edge in edges]


def _question(question: Question) -> dict[str, str]:
    return {"id": question.id, "ask": question.ask, "answer": question.answer}


def _item(item: Item) -> dict[str, Any]:
    """Return a resource as one topic offers it; what is the same everywhere stands under `resources`."""
    return {
        "id": item.id,
        "url": item.url,
        "part": item.part,
        "level": item.level,
        "minutes": item.minutes,
        "pick": item.pick,
        "why": item.why,
        "covers": item.covers,
    }


def _resource(roadmap: Roadmap, id: str, home: Home) -> dict[str, Any]:
    resource = home.resource
    return {
        "id": id,
        "former_ids": resource.former_ids,
        "title": resource.title,
        "url": resource.url,
        "by": resource.by,
        "kind": resource.kind,
        "level": home.level,
        "cost": resource.cost,
        "minutes": minutes(resource.time),
        "language": resource.language,
        "year": resource.year,
        "added": resource.added.isoformat() if resource.added else None,
        "added_by": resource.added_by,
        "home": home.owner,
        "topics": roadmap.users[id],
    }


def _path(id: str, path: Path) -> dict[str, Any]:
    return {
        "id": id,
        "former_ids": path.former_ids,
        "page": f"roadmap/paths/{id}/",
        "title": path.title,
        "summary": path.summary,
        "kind": path.kind,
        "origin": path.origin.model_dump() if path.origin else None,
        "outcomes": path.outcomes,
        "assumes": path.assumes,
        "skips": _edges(path.skips),
        "project": path.project,
        "steps": [_step(step) for step in path.steps],
    }


def _step(step: Step) -> dict[str, Any]:
    """Return a line with what it has; lines are many, so what is empty is left out."""
    data = step.model_dump(exclude_defaults=True, exclude={"steps"})
    return data | {"steps": [_step(below) for below in step.steps]} if step.steps else data


def _project(roadmap: Roadmap, id: str, project: Project) -> dict[str, Any]:
    return {
        "id": id,
        "former_ids": project.former_ids,
        "page": f"roadmap/projects/{id}/",
        "title": project.title,
        "summary": project.summary,
        "level": project.level,
        "minutes": minutes(project.time),
        "skills": project.skills,
        "requires": _edges(project.requires),
        "dataset": project.dataset.model_dump(),
        "baseline": project.baseline.model_dump() if project.baseline else None,
        "milestones": project.milestones,
        "criteria": project.criteria,
        "stretch": project.stretch,
        "mistakes": project.mistakes,
        "resources": [_item(item) for item in roadmap.items(project)],
    }
