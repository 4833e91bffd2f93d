"""Where ids stand in the roadmap's files: what has one, and what refers to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from roadmap_site.edit.order import inner, record_of
from roadmap_site.model import (
    Edge,
    Group,
    Path,
    Record,
    Resource,
    Retired,
    RoadmapIndex,
    StageIndex,
    Step,
    Use,
)
from roadmap_site.source import Document, Location

FILES: Final = ("stage", "topic", "path", "project")

# Every field that holds the id of something else, and what that is; a goal is `goal` together with its topic.
REFERENCES: Final[Mapping[type[Record], Mapping[str, str]]] = {
    Edge: {"topic": "topic"},
    Use: {"use": "resource", "covers": "goal"},
    Resource: {"covers": "goal"},
    Retired: {"topic": "topic", "replaced_by": "resource"},
    Group: {"topics": "topic"},
    StageIndex: {"topics": "topic"},
    RoadmapIndex: {"stages": "stage", "starts": "topic", "paths": "path"},
    Path: {"assumes": "topic", "project": "project"},
    Step: {
        "topic": "topic",
        "goal": "goal",
        "resource": "resource",
        "project": "project",
        "stage": "stage",
        "path": "path",
        "also": "topic",
    },
}


@dataclass(frozen=True)
class Thing:
    """Something that has an id: what it is, and where it stands."""

    kind: str
    id: str  # `topic/goal` for a goal or a question
    file: str  # key of its file, such as `topic:svd`
    location: Location  # of its record in that file


@dataclass(frozen=True)
class Reference:
    """A place where an id stands."""

    kind: str
    id: str
    file: str
    location: Location


def things(documents: Mapping[str, Document]) -> Iterator[Thing]:
    """Yield everything that has an id."""
    for key, document in documents.items():
        kind, _, id = key.partition(":")
        if kind not in FILES or not isinstance(document.data, dict):
            continue
        yield Thing(kind, id, key, ())
        for field, what in (("resources", "resource"), ("goals", "goal"), ("questions", "question")):
            for i, entry in enumerate(_list(document.data.get(field))):
                if isinstance(entry, dict) and isinstance(entry.get("id"), str):
                    name = entry["id"] if what == "resource" else f"{id}/{entry['id']}"
                    yield Thing(what, name, key, (field, i))


def references(documents: Mapping[str, Document]) -> Iterator[Reference]:
    """Yield every place that refers to something by its id."""
    for key, document in documents.items():
        home = key.partition(":")[2] if key.startswith("topic:") else ""
        for kind, id, location in _walk(document.data, record_of(key), (), home):
            yield Reference(kind, id, key, location)


def _walk(data: object, record: type[Record], here: Location, topic: str) -> Iterator[tuple[str, str, Location]]:
    if not isinstance(data, dict):
        return
    kinds = REFERENCES.get(record, {})
    if record is Step:
        topic = data.get("topic") or ""
    for field, value in data.items():
        if kind := kinds.get(field):
            rows: list[tuple[Location, object]] = [((*here, field), value)] if isinstance(value, str) else []
            rows += [((*here, field, i), item) for i, item in enumerate(_list(value))]
            for location, id in rows:
                if isinstance(id, str) and (kind != "goal" or topic):
                    yield kind, f"{topic}/{id}" if kind == "goal" else id, location
        for i, item in enumerate(value if isinstance(value, list) else (value,)):
            if isinstance(item, dict) and (records := inner(record, field)):
                within = Use if Use in records and "use" in item else records[0]
                yield from _walk(item, within, (*here, field, i) if isinstance(value, list) else (*here, field), topic)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
