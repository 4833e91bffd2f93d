"""What happened, as it is told today: with the names and pages that things have now."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import Final

from roadmap_site.history.entries import Action, Entry, Kind, Past, Words, added_key
from roadmap_site.roadmap import Roadmap

HAPPENED: Final[Mapping[Action, str]] = {
    "added": "New {}",
    "removed": "{} taken out",
    "renamed": "{} with another id",
    "merged": "{} merged",
    "changed": "{} changed",
}


@dataclass(frozen=True)
class News:
    """A roadmap and its past, and what both say together."""

    roadmap: Roadmap
    past: Past

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Everything that is known to have happened, the newest first.

        Where the past is not known, resources themselves say on which day they were added. One that had another id is
        left out there, since it was told of under that one.
        """
        known = {id for entry in self.past.entries if entry.kind == "resource" for id in (entry.id, entry.former)}
        return tuple(sorted((*self.past.entries, *self._dated(known)), key=lambda entry: entry.seconds, reverse=True))

    def _dated(self, known: set[str | None]) -> Iterator[Entry]:
        last = self.past.since.date() if self.past.since else date.max
        for id, home in self.roadmap.homes.items():
            resource = home.resource
            if resource.added and resource.added <= last and not resource.former_ids and id not in known:
                topics = self.roadmap.users[id]
                yield Entry(
                    key=added_key(id, resource.added.isoformat()),
                    seconds=int(datetime.combine(resource.added, time(), UTC).timestamp()),
                    kind="resource",
                    action="added",
                    id=id,
                    title=resource.title,
                    said=(Words(" ".join(resource.why.split())),),
                    topics=topics,
                    stages=tuple(dict.fromkeys(self.roadmap.stage_of[topic] for topic in topics)),
                )

    @cached_property
    def _now(self) -> Mapping[tuple[Kind, str], str]:
        """Every id that there is or was, by kind, to the present one."""
        roadmap = self.roadmap
        named: dict[tuple[Kind, str], str] = {}
        kinds: tuple[tuple[Kind, Mapping[str, tuple[str, ...]]], ...] = (
            ("stage", {id: stage.former_ids for id, stage in roadmap.stages.items()}),
            ("topic", {id: topic.former_ids for id, topic in roadmap.topics.items()}),
            ("path", {id: path.former_ids for id, path in roadmap.paths.items()}),
            ("project", {id: project.former_ids for id, project in roadmap.projects.items()}),
            ("resource", {id: home.resource.former_ids for id, home in roadmap.homes.items()}),
        )
        for kind, records in kinds:
            for id, former in records.items():
                named |= {(kind, name): id for name in (id, *former)}
        return named

    def now(self, kind: Kind, id: str) -> str | None:
        """Return the present id of what had an id; nothing when it is gone."""
        return self._now.get((kind, id))

    def topics(self, entry: Entry) -> tuple[str, ...]:
        """Return the topics, by their present ids, that an entry is about."""
        found = [self.now("topic", id) for id in entry.topics]
        if entry.kind == "resource" and (present := self.now("resource", entry.id)):
            found += self.roadmap.users[present]
        return tuple(dict.fromkeys(id for id in found if id))

    def stages(self, entry: Entry) -> tuple[str, ...]:
        """Return the stages, by their present ids, in which an entry is told: where it was, and where it is now."""
        found = [self.now("stage", id) for id in entry.stages]
        found += [self.roadmap.stage_of[topic] for topic in self.topics(entry)]
        return tuple(dict.fromkeys(id for id in found if id))

    def page(self, entry: Entry) -> str | None:
        """Return the address, below the root of the site, of what an entry is about; nothing when it is gone."""
        id = self.now(entry.kind, entry.into or entry.id)
        if id is None:
            return None
        if entry.kind != "resource":
            return f"roadmap/{entry.kind}s/{id}/"
        owner = self.roadmap.homes[id].owner
        return f"roadmap/{'topics' if owner in self.roadmap.topics else 'projects'}/{owner}/#r-{id}"

    def headline(self, entry: Entry) -> str:
        """Return what happened and to what, in a line."""
        return f"{happened(entry)}: {' '.join(entry.title.split())}"

    def sentences(self, entry: Entry) -> tuple[str, ...]:
        """Return what more is to be said of an entry, line by line."""
        return tuple(itertools.chain(self.around(entry), (self._sentence(words) for words in entry.said)))

    def around(self, entry: Entry) -> Iterator[str]:
        """Yield where a thing stands, and where what it was led to."""
        if entry.kind == "resource" and (topics := self.topics(entry)):
            yield f"In {', '.join(map(self._title, topics))}."
        if entry.action == "renamed" and entry.former:
            yield f"Its id was {entry.former}; addresses with it lead on."
        if entry.action == "merged" and entry.into:
            yield f"It is part of {self._title(entry.into)} now; its addresses lead there."

    def _sentence(self, words: Words) -> str:
        text = f"{words.text}: {', '.join(map(self._title, words.named))}" if words.named else words.text
        return text if text.endswith((".", "!", "?", "…")) else f"{text}."

    def _title(self, id: str) -> str:
        """Return the present title of what has an id, or the id's own words."""
        for kind in ("topic", "resource", "path", "project", "stage"):
            if present := self.now(kind, id):
                return self._titles[kind, present]
        return id.replace("-", " ")

    @cached_property
    def _titles(self) -> Mapping[tuple[Kind, str], str]:
        roadmap = self.roadmap
        found: dict[tuple[Kind, str], str] = {("stage", id): stage.title for id, stage in roadmap.stages.items()}
        found |= {("topic", id): topic.title for id, topic in roadmap.topics.items()}
        found |= {("path", id): path.title for id, path in roadmap.paths.items()}
        found |= {("project", id): project.title for id, project in roadmap.projects.items()}
        return found | {("resource", id): home.resource.title for id, home in roadmap.homes.items()}


def happened(entry: Entry) -> str:
    """Return what happened, and to which kind of thing."""
    said = HAPPENED[entry.action].format(entry.kind)
    return said[0].upper() + said[1:]
