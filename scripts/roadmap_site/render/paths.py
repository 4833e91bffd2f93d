"""The pages of the paths: every line of each, in order, with where it leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace

from markupsafe import Markup

from roadmap_site.model import Path, Resource, Retired, Step
from roadmap_site.render.embed import codes
from roadmap_site.render.engine import page
from roadmap_site.render.map import path_figure
from roadmap_site.render.site import Place, Site
from roadmap_site.render.text import slug

_DEEPEST_HEADING = 4


@dataclass(frozen=True)
class Line:
    """A line of a path as it is shown."""

    depth: int  # of the list; 0 for a heading
    heading: int  # its level, or 0 for a line of a list
    anchor: str
    text: str
    href: Markup | None  # a page of ours
    url: str | None  # an address elsewhere
    to: tuple[str, str]  # what it leads to, when its text does not say so: a word for it, and its name
    also: tuple[tuple[str, str], ...]
    dropped: Retired | None
    instead: Resource | None
    note: str
    minutes: int | None  # of the topic, where the path is one's own way and not a document's


def path_page(site: Site, id: str) -> str:
    """Return the page of a path."""
    path = site.roadmap.paths[id]
    topics = site.path_topics[id]
    place = site.place(f"roadmap/paths/{id}.md")
    return page(
        "path.md",
        {"title": path.title, "description": path.summary, "search": {"boost": 1.1}},
        place=place,
        id=id,
        path=path,
        topics=topics,
        assumes=[(id, site.roadmap.topics[id].title) for id in path.assumes],
        skips=[(edge.topic, site.roadmap.topics[edge.topic].title, edge.why) for edge in path.skips],
        minutes=site.total(topics),
        figure=path_figure(site, id),
        lines=list(_Lines(site, path, place).all()),
        files=site.pack("paths", id),
        questions=sum(len(site.roadmap.topics[topic].questions) for topic in path.topics()),
        project=(path.project, site.roadmap.projects[path.project]) if path.project else None,
        codes=codes(site.address, "paths", id, path.title) if site.address else (),
        source=site.roadmap.files[f"path:{id}"],
    )


def paths_page(site: Site) -> str:
    """Return the list of the paths."""
    return page(
        "paths.md",
        {"title": "Paths", "description": "Ways through the topics: to a goal, to a role, or after a document."},
        place=site.place("roadmap/paths/index.md"),
        kinds_found=by_kind(site),
    )


def by_kind(site: Site) -> list[tuple[str, list[SimpleNamespace]]]:
    """Return the kinds of paths that there are, each with what the lists show of its paths."""
    found: dict[str, list[SimpleNamespace]] = {"goal": [], "role": [], "document": []}
    for id, path in site.roadmap.paths.items():
        topics = site.path_topics[id]
        found[path.kind].append(SimpleNamespace(id=id, path=path, topics=len(topics), minutes=site.total(topics)))
    return [(kind, paths) for kind, paths in found.items() if paths]


class _Lines:
    """Turns the steps of one path into lines, top down."""

    def __init__(self, site: Site, path: Path, place: Place) -> None:
        self.site, self.path, self.place = site, path, place
        self.anchors: set[str] = set()
        self.names = {step.id: f"s-{step.id}" for step in path.walk() if step.id}
        self.anchors.update(self.names.values())

    def all(self) -> Iterator[Line]:
        yield from self._steps(self.path.steps, 2, 0)

    def _steps(self, steps: Sequence[Step], heading: int, depth: int) -> Iterator[Line]:
        """Yield lines; from the first that has lines under it, all are headings, while headings go that deep."""
        headed = len(steps)
        contents = any(step.section for step in steps)  # a table of contents stays a list
        if not depth and heading <= _DEEPEST_HEADING and not contents:
            headed = next((i for i, step in enumerate(steps) if step.steps), headed)
        for i, step in enumerate(steps):
            if i >= headed:
                yield self._line(step, heading, 0)
                yield from self._steps(step.steps, heading + 1, 0)
            else:
                yield self._line(step, 0, depth + 1)
                yield from self._steps(step.steps, heading, depth + 1)

    def _line(self, step: Step, heading: int, depth: int) -> Line:
        name, href, url = self._target(step)
        word, detail = self._detail(step)
        text = step.text or detail or name
        shown = {text.casefold(), ""}
        to = (word, detail) if detail.casefold() not in shown else ("", "")
        if name.casefold() not in shown:
            to = (name, to[1])
        dropped = self.site.retired[step.retired] if step.retired else None
        home = self.site.roadmap.homes.get(dropped.replaced_by) if dropped and dropped.replaced_by else None
        return Line(
            depth=depth,
            heading=heading,
            anchor=self._anchor(step, text, heading),
            text=text,
            href=href,
            url=url,
            to=to,
            also=tuple((id, self.site.roadmap.topics[id].title) for id in (*step.also, *self._in_place(step))),
            dropped=dropped,
            instead=home.resource if home else None,
            note=step.note or "",
            minutes=self.site.minutes[step.topic] if step.topic and self.path.kind != "document" else None,
        )

    def _in_place(self, step: Step) -> tuple[str, ...]:
        """Return, for a resource that is not there any more, the topic that has others."""
        roadmap = self.site.roadmap
        if step.resource and roadmap.homes[step.resource].resource.url in self.site.lost:
            return roadmap.users[step.resource][:1]
        return ()

    def _anchor(self, step: Step, text: str, heading: int) -> str:
        if step.id:
            return self.names[step.id]
        if not heading:
            return ""
        base = anchor = f"s-{slug(text) or 'part'}"
        number = 1
        while anchor in self.anchors:
            number += 1
            anchor = f"{base}-{number}"
        self.anchors.add(anchor)
        return anchor

    def _target(self, step: Step) -> tuple[str, Markup | None, str | None]:
        """Return what a line leads to: its title, and the page of ours or the address elsewhere."""
        roadmap, md = self.site.roadmap, self.place.md
        if step.topic:
            title, link = roadmap.topics[step.topic].title, md("topic", step.topic)
            return title, Markup(f"{link}#goal-{step.goal}") if step.goal else link, None  # noqa: S704 - made of ids
        if step.resource:
            resource = roadmap.homes[step.resource].resource
            return resource.title, None, resource.url
        pages: Mapping[str, tuple[str | None, Mapping[str, object]]] = {
            "project": (step.project, roadmap.projects),
            "stage": (step.stage, roadmap.stages),
            "path": (step.path, roadmap.paths),
        }
        for kind, (id, records) in pages.items():
            if id:
                return str(getattr(records[id], "title")), md(kind, id), None  # noqa: B009 - the records differ
        if step.page:
            return "", md("page", step.page), None
        if step.retired and (entry := self.site.retired[step.retired]).topic:
            return roadmap.topics[entry.topic].title, md("topic", entry.topic), None
        if step.section:
            return "", Markup(f"#s-{step.section}"), None  # noqa: S704 - made of an id
        return "", None, None

    def _detail(self, step: Step) -> tuple[str, str]:
        """Return which part of a topic is meant."""
        if step.topic and step.goal:
            goals = {goal.id: goal.text for goal in self.site.roadmap.topics[step.topic].goals}
            return "goal", goals[step.goal]
        return ("concept", step.concept) if step.concept else ("", "")
