"""Every line of a path leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from roadmap_site.addresses import normal
from roadmap_site.checks.references import missing
from roadmap_site.checks.rule import Finding, rules
from roadmap_site.load import Loaded
from roadmap_site.model import Step
from roadmap_site.problems import shown
from roadmap_site.roadmap import Roadmap
from roadmap_site.source import Location

_TARGETS = ("topic", "resource", "project", "stage", "path", "page", "section", "retired")


def steps(roadmap: Roadmap) -> Iterator[tuple[str, Location, Step]]:
    """Yield the file key, the place and the record of every step of every path."""

    def walk(file: str, location: Location, found: tuple[Step, ...]) -> Iterator[tuple[str, Location, Step]]:
        for i, step in enumerate(found):
            here = (*location, "steps", i)
            yield file, here, step
            yield from walk(file, here, step.steps)

    for id, path in roadmap.paths.items():
        yield from walk(f"path:{id}", (), path.steps)


def step_leads_on(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """A step must lead to one place, or have steps under it."""
    for file, location, step in steps(roadmap):
        targets = [name for name in _TARGETS if getattr(step, name) is not None]
        if len(targets) > 1:
            message = f"a step must lead to one place; this one names {', '.join(targets)}"
            yield Finding(file, location, message, "Keep one; further topics go under `also`.")
        elif not targets and not step.steps:
            hint = f"Name one of {', '.join(_TARGETS)}, or write steps under it."
            yield Finding(file, location, "a step must lead somewhere", hint)
        elif step.text is None and (not targets or targets[0] in ("page", "section", "retired")):
            yield Finding(
                file, location, "a step without a title of its own must have `text`", "Write what the line says."
            )


def step_target_exists(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """What a step leads to must exist; its goal and concept must be the topic's."""
    retired = {normal(entry.url) for entry in roadmap.retired}
    for file, location, step in steps(roadmap):
        names = [(kind, getattr(step, kind), kind) for kind in ("topic", "resource", "project", "stage", "path")]
        for field, id, kind in names:
            if id is not None and (wrong := missing(kind, id, roadmap, loaded)):
                yield Finding(file, (*location, field), *wrong)
        for i, id in enumerate(step.also):
            if wrong := missing("topic", id, roadmap, loaded):
                yield Finding(file, (*location, "also", i), *wrong)
        if step.retired is not None and normal(step.retired) not in retired:
            message = f"{shown(step.retired)} is not in retired.yml"
            yield Finding(
                file, (*location, "retired"), message, "Add it there with the reason, or lead to the resource."
            )
        if topic := roadmap.topics.get(step.topic or ""):
            if step.goal is not None and step.goal not in {goal.id for goal in topic.goals}:
                hint = f"Goals there: {', '.join(goal.id for goal in topic.goals)}."
                yield Finding(file, (*location, "goal"), f"{shown(step.topic)} has no goal {shown(step.goal)}", hint)
            if step.concept is not None and step.concept not in topic.concepts:
                hint = f"Concepts there: {', '.join(topic.concepts)}."
                yield Finding(
                    file, (*location, "concept"), f"{shown(step.topic)} has no concept {shown(step.concept)}", hint
                )
        elif step.topic is None and (step.goal is not None or step.concept is not None):
            yield Finding(file, location, "a goal or concept must stand with its topic", "Add `topic`.")


def section_exists(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """The id of a step must be unique within its path, and a section must be the id of a step there."""
    ids: dict[str, set[str]] = {}
    for file, location, step in steps(roadmap):
        if step.id is not None:
            if step.id in ids.setdefault(file, set()):
                yield Finding(
                    file, (*location, "id"), f"the step {shown(step.id)} stands twice in this path", "Rename one."
                )
            ids[file].add(step.id)
    for file, location, step in steps(roadmap):
        if step.section is not None and step.section not in ids.get(file, ()):
            message = f"no step of this path has the id {shown(step.section)}"
            yield Finding(file, (*location, "section"), message, "Give the step that is meant this `id`.")


def path_assumes(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """A topic that a path assumes or skips must exist."""
    for id, path in roadmap.paths.items():
        named: list[tuple[Location, str]] = [(("assumes", i), topic) for i, topic in enumerate(path.assumes)]
        named += [(("skips", i, "topic"), edge.topic) for i, edge in enumerate(path.skips)]
        for location, topic in named:
            if wrong := missing("topic", topic, roadmap, loaded):
                yield Finding(f"path:{id}", location, *wrong)


def path_shown(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """A path that the roadmap's index.yml names must exist."""
    for i, id in enumerate(roadmap.index.paths):
        if wrong := missing("path", id, roadmap, loaded):
            yield Finding("roadmap:index", ("paths", i), *wrong)


def path_project(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """The project that ends a path must exist."""
    for id, path in roadmap.paths.items():
        if path.project is not None and (wrong := missing("project", path.project, roadmap, loaded)):
            yield Finding(f"path:{id}", ("project",), *wrong)


RULES = rules(step_leads_on, step_target_exists, section_exists, path_assumes, path_shown, path_project)
