"""What can be found: pages by their names, and resources, each with the words of its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from roadmap_site.model import Step, Topic
from roadmap_site.render import Site
from roadmap_site.render.text import one_line
from roadmap_site.render.words import COSTS, KINDS
from roadmap_site.search.guides import Section, sections
from roadmap_site.search.words import squeeze

# Where a word stands, as a bit: what it is about, what one does there, its description, the rest.
SUBJECT: Final = 1
DEEDS: Final = 2
SUMMARY: Final = 4
REST: Final = 8
Texts = Mapping[int, Iterable[str]]
LIST: Final = re.compile(r"(?:\w+/index|[\w-]+)\.md")  # pages such as the library, which repeat what others say
_LINE: Final = 120  # characters of a description that are shown


@dataclass(frozen=True)
class Entry:
    """A page, or a part of one."""

    kind: str
    address: str  # below the root of the site
    names: tuple[str, ...]  # the title first
    about: str  # a line
    texts: Texts
    where: str = ""  # what it is a part of


@dataclass(frozen=True)
class Offer:
    """A resource, on the page of the topic or project that describes it."""

    id: str
    owner: str
    title: str
    about: str
    texts: dict[int, list[str]] = field(default_factory=dict)


def pages(site: Site, guides: Mapping[str, str], lists: Mapping[str, str]) -> Iterator[Entry]:
    """Yield all that has a page: topics first; of the generated lists only what they are called."""
    roadmap = site.roadmap
    for id, topic in roadmap.topics.items():
        texts = {
            SUBJECT: topic.concepts,
            DEEDS: [goal.text for goal in topic.goals],
            SUMMARY: [topic.summary],
            REST: [
                *(part for question in topic.questions for part in (question.ask, question.answer)),
                *(edge.why for edge in (*topic.requires, *topic.helps)),
                *_architecture(topic),
            ],
        }  # fmt: skip
        stage = roadmap.stages[roadmap.stage_of[id]].title
        names = tuple(_distinct((topic.title, *topic.aliases, *_former(topic.former_ids))))
        yield Entry("topic", f"roadmap/topics/{id}/", names, _line(topic.summary), texts, stage)
    for id, stage_ in roadmap.stages.items():
        texts = {DEEDS: stage_.outcomes, SUMMARY: [stage_.summary], REST: [group.title for group in stage_.groups]}
        names = (stage_.title, *_former(stage_.former_ids))
        yield Entry("stage", f"roadmap/stages/{id}/", names, _line(stage_.summary), texts)
    for id, path in roadmap.paths.items():
        texts = {DEEDS: path.outcomes, SUMMARY: [path.summary], REST: list(_lines(path.walk()))}
        origin = (path.origin.document, path.origin.title) if path.origin else ()
        names = (path.title, *origin, *_former(path.former_ids))
        yield Entry("path", f"roadmap/paths/{id}/", tuple(dict.fromkeys(names)), _line(path.summary), texts)
    for id, project in roadmap.projects.items():
        texts = {
            SUBJECT: (*project.skills, project.dataset.name),
            DEEDS: (*project.criteria, *project.milestones),
            SUMMARY: [project.summary],
            REST: (*project.stretch, *project.mistakes, project.dataset.about),
        }
        names = (project.title, *_former(project.former_ids))
        yield Entry("project", f"roadmap/projects/{id}/", names, _line(project.summary), texts)
    for file, text in {**guides, **{f"roadmap/{path}": text for path, text in lists.items()}}.items():
        for section in sections(file, text, whole=file in guides):
            yield _page(section, roadmap.index.title)


def offers(site: Site) -> Iterator[Offer]:
    """Yield every resource once, with what all who use it say of it."""
    roadmap = site.roadmap
    found: dict[str, Offer] = {}
    for owner in roadmap.owners.values():
        for item in roadmap.items(owner):
            if item.id not in found:
                by = one_line(", ".join(item.by))
                about = ", ".join((by, KINDS[item.kind].lower(), COSTS[item.cost].lower()))
                home = roadmap.homes[item.id]
                found[item.id] = Offer(
                    item.id, home.owner, one_line(item.title), about, {SUBJECT: [item.title], DEEDS: [by]}
                )
            found[item.id].texts.setdefault(SUMMARY, []).extend((item.why, item.part or ""))
    yield from found.values()


def _page(section: Section, home: str) -> Entry:
    names = (section.title,) if section.address else (home, "Home")
    return Entry("page", section.address, names, _line(section.about), {REST: [section.text]}, section.where)


def _distinct(names: Iterable[str]) -> Iterator[str]:
    """Yield names that differ by more than spaces, hyphens and accents, which a search does not see."""
    known: set[str] = set()
    for name in names:
        if (squeezed := squeeze(name)) not in known:
            known.add(squeezed)
            yield name


def _former(ids: Iterable[str]) -> Iterator[str]:
    """Yield former ids as words: most were made of former titles."""
    for id in ids:
        yield id.replace("-", " ")


def _lines(steps: Iterable[Step]) -> Iterator[str]:
    for step in steps:
        yield from filter(None, (step.text, step.concept, step.note))


def _architecture(topic: Topic) -> tuple[str, ...]:
    found = topic.architecture
    return (found.data, found.idea, found.limits) if found else ()


def _line(text: str) -> str:
    """Return the beginning of a text: its first sentence, or as much of it as fits a line."""
    first = one_line(text).split(". ", 1)[0]
    if len(first) <= _LINE:
        return first if first.endswith((".", "!", "?")) or not first else f"{first}."
    return first[:_LINE].rsplit(" ", 1)[0].rstrip(",;:") + " …"
