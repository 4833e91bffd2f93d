"""What stands on the picture of each page that is shared: few words, and where it belongs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from roadmap_site.render.site import Site
from roadmap_site.render.text import one_line
from roadmap_site.render.words import LEVELS, count, hours
from roadmap_site.roadmap import minutes

SITE: Final = "roadmap/previews/site.png"
SIZE: Final = (1200, 630)  # pixels, as previews want them


@dataclass(frozen=True)
class Face:
    """The content of a picture."""

    site: str
    label: str  # what kind of page it is
    title: str
    facts: str
    stages: tuple[bool, ...] = ()  # of the roadmap, in order: those that it belongs to

    @property
    def text(self) -> str:
        """All its words."""
        return " ".join((self.site, self.label, self.title, self.facts))


def picture_of(kind: str, id: str) -> str:
    """Return the file of a page's picture, below the site's root; other pages show the site's."""
    return f"roadmap/previews/{kind}s/{id}.png" if kind in ("topic", "stage", "path", "project") else SITE


def faces(site: Site) -> dict[str, Face]:
    """Return picture to what stands on it: one each for the site, every stage, topic, path and project.

    What was shared under a former id goes on to have its picture.
    """
    roadmap, name = site.roadmap, one_line(site.roadmap.index.title)
    stages = list(roadmap.stages)

    def made(label: str, title: str, facts: Iterable[str], within: Iterable[str] = ()) -> Face:
        marks = {*within}
        return Face(
            name,
            label,
            one_line(title),
            "  ·  ".join(one_line(fact) for fact in facts if fact),
            tuple(id in marks for id in stages) if marks else (),
        )

    total = (
        count(len(roadmap.topics), "topic"),
        count(len(roadmap.homes), "resource"),
        hours(site.total(roadmap.topics)),
    )
    found = {SITE: made("Learning roadmap", name, total, stages)}
    for number, (id, stage) in enumerate(roadmap.stages.items(), 1):
        topics = roadmap.stage_topics[id]
        facts = (count(len(topics), "topic"), hours(site.total(topics)))
        face = made(f"Stage {number} of {len(stages)}", stage.title, facts, [id])
        found |= _under("stage", id, stage.former_ids, face)
    for id, topic in roadmap.topics.items():
        own = roadmap.stage_of[id]
        known = (LEVELS[topic.level].name, hours(site.minutes[id]), roadmap.stages[own].title)
        found |= _under("topic", id, topic.former_ids, made("Topic", topic.title, known, [own]))
    for id, path in roadmap.paths.items():
        topics = site.path_topics[id]
        facts = (count(len(topics), "topic"), hours(site.total(topics)))
        face = made("Path", path.title, facts, {roadmap.stage_of[topic] for topic in topics})
        found |= _under("path", id, path.former_ids, face)
    for id, project in roadmap.projects.items():
        needs = {roadmap.stage_of[edge.topic] for edge in project.requires}
        facts = (LEVELS[project.level].name, hours(minutes(project.time)))
        found |= _under("project", id, project.former_ids, made("Project", project.title, facts, needs))
    return found


def _under(kind: str, id: str, former: Iterable[str], face: Face) -> dict[str, Face]:
    return dict.fromkeys((picture_of(kind, name) for name in (id, *former)), face)
