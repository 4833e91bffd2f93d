"""What the scripts of the pages read: small extracts, which may change at any time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from roadmap_site.export.text import json_text
from roadmap_site.graph import Graph
from roadmap_site.history import News
from roadmap_site.links.memory import Entry
from roadmap_site.model import Edge, Question
from roadmap_site.offers import lost, offered, there
from roadmap_site.roadmap import Roadmap

VERSION: Final = 1
_NEWS: Final = 400  # entries; who was away for longer finds the rest on the page of what is new


def learn_json(roadmap: Roadmap, graph: Graph) -> str:
    """Return what the pages' scripts need of every topic: its name, its time, and its place in the graph."""
    data = {
        "version": VERSION,
        "title": roadmap.index.title,
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
                "topics": path.topics(),
                "assumes": path.assumes,
                "skips": [edge.topic for edge in path.skips],
            }
            for id, path in roadmap.paths.items()
        },
        "projects": {
            id: {"title": project.title, "requires": [edge.topic for edge in project.requires]}
            for id, project in roadmap.projects.items()
        },
        "former": dict(_former(roadmap)),
    }
    return json_text(data)


def question_files(roadmap: Roadmap) -> dict[str, str]:
    """Return the questions of every topic that has any, a file each: a review loads only what it asks."""
    found: dict[str, str] = {}
    for id, topic in roadmap.topics.items():
        if topic.questions:  # a page that was opened before a topic was renamed asks under the former id
            text = json_text(topic.questions)
            found |= {f"questions/{name}.json": text for name in (id, *topic.former_ids)}
    return found


def questions_json(roadmap: Roadmap) -> str:
    """Return one question of every topic that has any: one from the middle, neither the easiest nor the hardest."""
    data = {
        id: _question(topic.questions[len(topic.questions) // 2])
        for id, topic in roadmap.topics.items()
        if topic.questions
    }
    return json_text(data)


def _former(roadmap: Roadmap) -> Iterator[tuple[str, str]]:
    """Yield each former id with the present one, so that marks go with what was renamed, merged or replaced."""
    for records in (roadmap.topics, roadmap.paths, roadmap.projects):
        for id, record in records.items():
            yield from ((old, id) for old in record.former_ids)
    for id, topic in roadmap.topics.items():
        for question in topic.questions:
            yield from ((f"{id}/{old}", f"{id}/{question.id}") for old in question.former_ids)
    for id, home in roadmap.homes.items():
        yield from ((old, id) for old in home.resource.former_ids)
    for entry in roadmap.retired:
        if entry.replaced_by:
            yield from ((old, entry.replaced_by) for old in entry.ids)


def names_json(roadmap: Roadmap) -> str:
    """Return the title of every resource and where it is described, for a learner's bookmarks."""
    data = {id: {"title": home.resource.title, "home": home.owner} for id, home in roadmap.homes.items()}
    return json_text(data)


def plan_json(roadmap: Roadmap, health: Mapping[str, Entry]) -> str:
    """Return what the plan needs beside that: what every topic offers that is there, and why it requires others."""
    gone = lost(health)
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
                for item in there(offered(roadmap.items(topic), gone), gone)
            ],
        }
        for id, topic in roadmap.topics.items()
    }
    return json_text(data)


def _question(question: Question) -> dict[str, str]:
    return {"id": question.id, "ask": question.ask, "answer": question.answer}


def _edges(edges: tuple[Edge, ...]) -> list[dict[str, str]]:
    return [{"topic": edge.topic, "why": edge.why} for edge in edges]


def news_json(news: News) -> str:
    """Return what happened lately, for those who come back: with the topics that it is about."""
    items = [
        {
            "id": entry.urn[-12:],
            "time": entry.time,
            "kind": entry.kind,
            "of": news.now(entry.kind, entry.id) or entry.id,
            "title": news.headline(entry),
            "said": " ".join(news.sentences(entry)[:2]) if entry.action == "changed" else "",
            "page": news.page(entry),
            "topics": news.topics(entry),
        }
        for entry in news.entries[:_NEWS]
    ]
    return json_text({"version": VERSION, "items": items})
