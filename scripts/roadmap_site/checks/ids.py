"""Ids are unique and stay for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from roadmap_site.checks.rule import Finding, rules
from roadmap_site.load import Loaded
from roadmap_site.model import Goal, Question, Resource
from roadmap_site.problems import shown
from roadmap_site.roadmap import Roadmap
from roadmap_site.source import Location


def _entities(roadmap: Roadmap) -> Iterator[tuple[str, str, str, Location, tuple[str, ...]]]:
    """Yield kind, id, file key, place and former ids of everything that has an id of its own."""
    for kind, records in (
        ("stage", roadmap.stages),
        ("topic", roadmap.topics),
        ("path", roadmap.paths),
        ("project", roadmap.projects),
    ):
        for id, record in records.items():
            yield kind, id, f"{kind}:{id}", (), record.former_ids
    for kind, owners in (("topic", roadmap.topics), ("project", roadmap.projects)):
        for id, owner in owners.items():
            for i, entry in enumerate(owner.resources):
                if isinstance(entry, Resource):
                    yield "resource", entry.id, f"{kind}:{id}", ("resources", i, "id"), entry.former_ids


def unique_id(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """An id must be unique over the whole roadmap: stages, topics, resources, paths and projects."""
    seen: dict[str, tuple[str, str]] = {}
    for kind, id, file, location, _ in _entities(roadmap):
        if id in seen:
            other_kind, other_file = seen[id]
            message = f"the id {shown(id)} is already that of a {other_kind} in {loaded.documents[other_file].path}"
            yield Finding(file, location, message, f"Give the {kind} another id.")
        seen.setdefault(id, (kind, file))


def _former(roadmap: Roadmap) -> Iterator[tuple[str, str, Location, str]]:
    """Yield each former id with what it leads to, file key and place; those of dropped resources too."""
    for _, id, file, location, former in _entities(roadmap):
        for i, old in enumerate(former):
            yield id, file, (*location[:-1], "former_ids", i), old
    for i, entry in enumerate(roadmap.retired):
        for j, old in enumerate(entry.ids):
            yield entry.url, "roadmap:retired", ("retired", i, "ids", j), old


def former_id(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """A former id must not be in use, nor lead to two places."""
    now: dict[str, str] = {}
    for _, id, file, _, _ in _entities(roadmap):
        now.setdefault(id, file)
    seen: dict[str, tuple[str, str, Location]] = {}
    for to, file, place, old in _former(roadmap):
        if old in now:
            message = f"the former id {shown(old)} is in use in {loaded.documents[now[old]].path}"
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


def unique_goal(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """The id of a goal must be unique within its topic; so must those it had before."""
    for id, topic in roadmap.topics.items():
        yield from _twice(id, "goal", topic.goals)


def unique_question(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """The id of a question must be unique within its topic; so must those it had before."""
    for id, topic in roadmap.topics.items():
        yield from _twice(id, "question", topic.questions)


def _twice(topic: str, kind: str, records: Sequence[Goal | Question]) -> Iterator[Finding]:
    ids = [((f"{kind}s", i, "id"), record.id) for i, record in enumerate(records)]
    former = [
        ((f"{kind}s", i, "former_ids", j), old)
        for i, record in enumerate(records)
        for j, old in enumerate(record.former_ids)
    ]
    seen: set[str] = set()
    for place, id in (*ids, *former):
        if id in seen:
            yield Finding(f"topic:{topic}", place, f"the {kind} {shown(id)} stands here twice", "Give it another id.")
        seen.add(id)


def _word(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name.casefold()).strip() or name


RULES = rules(unique_id, former_id, unique_alias, unique_goal, unique_question)
