"""What would make a roadmap better, though nothing is wrong: where a contribution is worth most.

No rule and no warning: `roadmap gaps` and the site's page of what is missing tell it, each with a way to begin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final, NamedTuple

from roadmap_site.addresses import host
from roadmap_site.model import Resource, Topic, Use
from roadmap_site.roadmap import Item, Roadmap
from roadmap_site.source import Location

OLDEST: Final = 10  # resources to look at again
WATCHED: Final = frozenset(("video", "playlist"))


class Want(NamedTuple):
    """Something to add or to look at: in which topic or project, at which place in its file, and how to begin."""

    file: str
    location: Location
    message: str
    command: str

    @property
    def owner(self) -> str:
        """The id of the topic or project."""
        return self.file.partition(":")[2]


def for_beginners(roadmap: Roadmap) -> Iterator[Want]:
    """Yield the topics, other than advanced ones, that offer nothing to a beginner."""
    for id, topic, items in _topics(roadmap):
        if topic.level != "advanced" and items and all(item.level != "beginner" for item in items):
            yield _add(id, "no resource is for beginners", "--level beginner")


def free(roadmap: Roadmap) -> Iterator[Want]:
    """Yield the topics that offer nothing free."""
    for id, _, items in _topics(roadmap):
        if all(item.cost != "free" for item in items):
            yield _add(id, "no resource is free", "--cost free")


def to_read(roadmap: Roadmap) -> Iterator[Want]:
    """Yield the topics that can only be watched."""
    for id, _, items in _topics(roadmap):
        if items and all(item.kind in WATCHED for item in items):
            yield _add(id, "every resource is a video", "--kind article")


def to_watch(roadmap: Roadmap) -> Iterator[Want]:
    """Yield the topics that offer nothing to watch."""
    for id, _, items in _topics(roadmap):
        if items and not any(item.kind in WATCHED or item.kind == "course" for item in items):
            yield _add(id, "no resource is a video or a course", "--kind video")


def questions(roadmap: Roadmap) -> Iterator[Want]:
    """Yield the topics without questions to check yourself."""
    for id, topic in roadmap.topics.items():
        if not topic.questions:
            yield Want(f"topic:{id}", (), "it asks no question", f"edit {roadmap.files[f'topic:{id}']}")


def one_host(roadmap: Roadmap) -> Iterator[Want]:
    """Yield the topics whose free resources all stand on one host."""
    for id, _, items in _topics(roadmap):
        hosts = {host(item.url) for item in items if item.cost == "free"}
        if len(hosts) == 1:
            yield _add(id, f"all that is free stands on {hosts.pop()}", "--cost free")


def open_goals(roadmap: Roadmap) -> Iterator[Want]:
    """Yield the goals that no resource covers."""
    for id, topic in roadmap.topics.items():
        covered = {goal for entry in topic.resources for goal in entry.covers}
        for i, goal in enumerate(topic.goals):
            if goal.id not in covered:
                yield _goal(id, i, f"nothing covers “{goal.text}”", goal.id)


def thin_goals(roadmap: Roadmap) -> Iterator[Want]:
    """Yield the goals that hang on one resource."""
    for id, topic in roadmap.topics.items():
        covered = [goal for entry in topic.resources for goal in entry.covers]
        for i, goal in enumerate(topic.goals):
            if covered.count(goal.id) == 1:
                yield _goal(id, i, f"only one resource covers “{goal.text}”", goal.id)


def oldest(roadmap: Roadmap) -> Iterator[Want]:
    """Yield the resources that were added first, of those the oldest by their own year."""
    found = [
        (entry.added or date.min, entry.year or 0, entry.id, file, i, entry)
        for file, owner in roadmap.owners.items()
        for i, entry in enumerate(owner.resources)
        if isinstance(entry, Resource) and entry.year
    ]
    for added, year, id, file, i, entry in sorted(found, key=lambda row: row[:3])[:OLDEST]:
        when = f", added on {added.isoformat()}" if entry.added else ""
        yield Want(file, ("resources", i), f"“{entry.title}” is of {year}{when}", f"roadmap show {id}")


# Heading, why it matters, and what finds it.
WANTS: Final[tuple[tuple[str, str, Callable[[Roadmap], Iterator[Want]]], ...]] = (
    ("Nothing for beginners", "A topic that is not advanced should let a beginner in.", for_beginners),
    ("Nothing free", "Nobody should have to pay to go on.", free),
    ("Nothing to read", "Some learn better from a text, and a text can be searched.", to_read),
    ("Nothing to watch", "Some learn better by watching somebody do it.", to_watch),
    ("No questions", "Questions show a learner whether it has settled.", questions),
    ("All that is free on one host", "When that host closes, nothing free is left.", one_host),
    ("Goals that nothing covers", "Something to learn that we know no good resource for.", open_goals),
    ("Goals that hang on one resource", "When that one goes, nothing is left that leads there.", thin_goals),
    ("To look at again", "The oldest of those that were added first: are they still the best?", oldest),
)


def wants(roadmap: Roadmap) -> dict[str, tuple[Want, ...]]:
    """Return what would make a roadmap better, by heading; headings with nothing under them are left out."""
    found = {heading: tuple(find(roadmap)) for heading, _, find in WANTS}
    return {heading: rows for heading, rows in found.items() if rows}


def _topics(roadmap: Roadmap) -> Iterator[tuple[str, Topic, tuple[Item, ...]]]:
    """Yield every topic with what it offers, as far as that is described; not what was imported, which lacks more."""
    for id, topic in roadmap.topics.items():
        described = all(not isinstance(entry, Use) or entry.use in roadmap.homes for entry in topic.resources)
        if described and topic.imported is None:
            yield id, topic, roadmap.items(topic)


def _add(topic: str, message: str, options: str) -> Want:
    return Want(f"topic:{topic}", ("resources",), message, f"roadmap add URL --topic {topic} {options}")


def _goal(topic: str, i: int, message: str, goal: str) -> Want:
    return Want(f"topic:{topic}", ("goals", i), message, f"roadmap add URL --topic {topic} --covers {goal}")
