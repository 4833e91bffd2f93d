"""What is in a study pack: the topics of a path or stage under their headings, and all that is read of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from roadmap_site.model import Path, Project, Topic
from roadmap_site.render.cards import Card, cards
from roadmap_site.render.site import Site


@dataclass(frozen=True)
class Pack:
    """A path or a stage, as a reader takes it along."""

    kind: str  # `path` or `stage`
    id: str
    title: str
    summary: str
    outcomes: tuple[str, ...]
    assumes: tuple[str, ...]  # titles of topics
    groups: tuple[tuple[str, tuple[str, ...]], ...]  # a heading, which may be empty, and topics
    project: Project | None  # that ends it

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """Its topics, each once, in reading order."""
        return tuple(topic for _, topics in self.groups for topic in topics)


@dataclass(frozen=True)
class Chapter:
    """A topic, with what follows from its place in the roadmap."""

    id: str
    topic: Topic
    stage: str  # its title
    minutes: int | None
    requires: tuple[tuple[str, str, str], ...]  # id, title, why
    starts: tuple[Card, ...]
    more: tuple[Card, ...]


def pack_of(site: Site, kind: str, id: str) -> Pack:
    """Return the pack of a path or stage."""
    roadmap = site.roadmap
    if kind == "stage":
        stage = roadmap.stages[id]
        groups = tuple((group.title if stage.groups else "", group.topics) for group in roadmap.groups[id])
        return Pack(kind, id, stage.title, stage.summary, stage.outcomes, (), groups, None)
    path = roadmap.paths[id]
    assumes = tuple(roadmap.topics[topic].title for topic in path.assumes)
    project = roadmap.projects[path.project] if path.project else None
    return Pack(kind, id, path.title, path.summary, path.outcomes, assumes, tuple(_groups(site, path)), project)


def _groups(site: Site, path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the topics of a path, each where it comes first, under the heading that it stands under."""
    found: dict[str, list[str]] = {}
    seen: set[str] = set()
    for step in path.steps:
        heading = (step.text or "") if step.steps else ""
        for line in step.walk():
            for topic in site.step_topics(line):
                if topic not in seen:
                    seen.add(topic)
                    found.setdefault(heading, []).append(topic)
    yield from ((heading, tuple(topics)) for heading, topics in found.items())


def chapters(site: Site) -> Mapping[str, Chapter]:
    """Return the chapter of every topic."""
    return {id: _chapter(site, id, topic) for id, topic in site.roadmap.topics.items()}


def _chapter(site: Site, id: str, topic: Topic) -> Chapter:
    roadmap = site.roadmap
    found = cards(site, id, topic, site.items[id])
    return Chapter(
        id=id,
        topic=topic,
        stage=roadmap.stages[roadmap.stage_of[id]].title,
        minutes=site.minutes[id],
        requires=tuple((edge.topic, roadmap.topics[edge.topic].title, edge.why) for edge in topic.requires),
        starts=tuple(card for card in found if card.item.pick == "start-here"),
        more=tuple(card for card in found if card.item.pick != "start-here"),
    )
