"""Ids are unique and stay for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

from roadmap_site.checks.rule import Fault, Finding, each, rules
from roadmap_site.load import Loaded
from roadmap_site.model import Goal, Project, Question, Resource, Topic
from roadmap_site.problems import shown
from roadmap_site.quick import remembered
from roadmap_site.roadmap import Roadmap
from roadmap_site.source import Location

_Entity = tuple[str, str, str, Location, tuple[str, ...]]  # kind, id, file key, place and former ids


def _entities(roadmap: Roadmap) -> Iterator[_Entity]:
    """Yield everything that has an id of its own."""
    yield from _records(roadmap)
    for file, owner in roadmap.owners.items():
        yield from _resources(file, owner)


def _records(roadmap: Roadmap) -> Iterator[_Entity]:
    for kind, records in (
        ("stage", roadmap.stages),
        ("topic", roadmap.topics),
        ("path", roadmap.paths),
        ("project", roadmap.projects),
    ):
        for id, record in records.items():
            yield kind, id, f"{kind}:{id}", (), record.former_ids


def _resources(file: str, owner: Topic | Project) -> Iterator[_Entity]:
    for i, entry in enumerate(owner.resources):
        if isinstance(entry, Resource):
            yield "resource", entry.id, file, ("resources", i, "id"), entry.former_ids


def _ids(roadmap: Roadmap) -> Iterator[str]:
    """Yield the ids of the same, which takes a tenth of the time."""
    described = map(_described, roadmap.owners.values())
    return chain(roadmap.stages, roadmap.topics, roadmap.paths, roadmap.projects, chain.from_iterable(described))


@remembered
def _described(owner: Topic | Project) -> tuple[str, ...]:
    return tuple(entry.id for entry in owner.resources if isinstance(entry, Resource))


@remembered
def _has_former(owner: Topic | Project) -> bool:
    return any(isinstance(entry, Resource) and entry.former_ids for entry in owner.resources)


def unique_id(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """An id must be unique over the whole roadmap: stages, topics, resources, paths and projects."""
    ids = list(_ids(roadmap))
    if len(set(ids)) == len(ids):
        return
    seen: dict[str, tuple[str, str]] = {}
    for kind, id, file, location, _ in _entities(roadmap):
        if id in seen:
            other_kind, other_file = seen[id]
            message = f"the id {shown(id)} is already that of a {other_kind} in {loaded.documents[other_file].path}"
            yield Finding(file, location, message, f"Give the {kind} another id.")
        seen.setdefault(id, (kind, file))


def _former(roadmap: Roadmap) -> Iterator[tuple[str, str, Location, str]]:
    """Yield each former id with what it leads to, file key and place; those of dropped resources too."""
    found = (_resources(file, owner) for file, owner in roadmap.owners.items() if _has_former(owner))
    for _, id, file, location, former in chain(_records(roadmap), *found):
        for i, old in enumerate(former):
            yield id, file, (*location[:-1], "former_ids", i), old
    for i, entry in enumerate(roadmap.retired):
        for j, old in enumerate(entry.ids):
            yield entry.url, "roadmap:retired", ("retired", i, "ids", j), old


def former_id(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """A former id must not be in use, nor lead to two places."""
    now = frozenset(_ids(roadmap))
    seen: dict[str, tuple[str, str, Location]] = {}
    for to, file, place, old in _former(roadmap):
        if old in now:
            there = next(file for _, id, file, _, _ in _entities(roadmap) if id == old)
            message = f"the former id {shown(old)} is in use in {loaded.documents[there].path}"
            yield Finding(file, place, message, "Old addresses would lead to the wrong page; choose another id there.")
        elif seen.setdefault(old, (to, file, place)) != (to, file, place):
            message = f"the former id {shown(old)} already leads to {shown(seen[old][0])}"
            yield Finding(file, place, message, "Delete it in one of the two places.")


def unique_alias(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """An alias must lead to one topic: it must not be another topic's alias, title or id, nor stand twice."""
    names: dict[str, tuple[str, str]] = {}
    for id, topic in roadmap.topics.items():
        names[_word(id)] = names[_word(topic.title)] = (id, "id or title")
    for id, topic in roadmap.topics.items():
        mine: set[str] = set()
        for i, alias in enumerate(topic.aliases):
            word = _word(alias)
            owner, what = names.setdefault(word, (id, "alias"))
            if owner != id:
                message = f"the alias {shown(alias)} is already the {what} of the topic {shown(owner)}"
                yield Finding(f"topic:{id}", ("aliases", i), message, "A name can lead to one topic only.")
            elif alias in mine:
                yield Finding(
                    f"topic:{id}", ("aliases", i), f"the alias {shown(alias)} stands here twice", "Delete it."
                )
            mine.add(alias)


@each("topic")
def unique_goal(topic: Topic) -> Iterator[Fault]:
    """The id of a goal must be unique within its topic; so must those it had before."""
    return _twice("goal", topic.goals)


@each("topic")
def unique_question(topic: Topic) -> Iterator[Fault]:
    """The id of a question must be unique within its topic; so must those it had before."""
    return _twice("question", topic.questions)


def _twice(kind: str, records: Sequence[Goal | Question]) -> Iterator[Fault]:
    ids: list[tuple[Location, str]] = [((f"{kind}s", i, "id"), record.id) for i, record in enumerate(records)]
    ids += (
        ((f"{kind}s", i, "former_ids", j), old)
        for i, record in enumerate(records)
        for j, old in enumerate(record.former_ids)
    )
    seen: set[str] = set()
    for place, id in ids:
        if id in seen:
            yield place, f"the {kind} {shown(id)} stands here twice", "Give it another id."
        seen.add(id)


@lru_cache(maxsize=100_000)
def _word(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name.casefold()).strip() or name


RULES = rules(unique_id, former_id, unique_alias, unique_goal, unique_question)
