"""What a good curator sees to in paths and projects."""

from __future__ import annotations

import re
from collections.abc import Iterator

from roadmap_site.checks.graph import sound_graph
from roadmap_site.checks.rule import Finding, rules
from roadmap_site.load import Loaded
from roadmap_site.model import Path, Step
from roadmap_site.problems import shown
from roadmap_site.roadmap import Roadmap
from roadmap_site.source import Location


def _topics(roadmap: Roadmap, path: Path) -> Iterator[tuple[Location, str]]:
    """Yield place and id of every topic that a path names for the first time, in its order."""
    seen: set[str] = set()

    def walk(location: Location, steps: tuple[Step, ...]) -> Iterator[tuple[Location, str]]:
        for i, step in enumerate(steps):
            here = (*location, "steps", i)
            if step.topic is not None and step.topic in roadmap.topics and step.topic not in seen:
                seen.add(step.topic)
                yield (*here, "topic"), step.topic
            yield from walk(here, step.steps)

    return walk((), path.steps)


def path_order(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """A path to a goal or role should come to no topic before what it requires, except what it assumes or skips."""
    graph = sound_graph(roadmap)
    for id, path in roadmap.paths.items():
        if path.kind == "document" or graph is None:
            continue  # a document keeps its own order
        had = set(graph.plan([topic for topic in path.assumes if topic in roadmap.topics]))
        had |= {edge.topic for edge in path.skips}
        on = {topic for _, topic in _topics(roadmap, path)}
        for location, topic in _topics(roadmap, path):
            for needed in graph.requires[topic]:
                if needed not in had:
                    where = "stands later" if needed in on else "is not on this path"
                    message = f"{shown(topic)} should come after {shown(needed)}, which {where}"
                    yield Finding(
                        f"path:{id}", location, message, f"Put `{needed}` before it, or under `assumes` or `skips`."
                    )
            had.add(topic)


def path_end(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """A path to a goal or role should say what one can do at its end, and end in a project."""
    for id, path in roadmap.paths.items():
        if path.kind != "document" and not (path.outcomes and path.project):
            what = "say what one can do at its end" if not path.outcomes else "end in a project"
            yield Finding(f"path:{id}", (), f"a path should {what}", "Add `outcomes` and `project`.")


def project_data(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """The data of a project should have an address and a licence."""
    for id, project in roadmap.projects.items():
        if project.dataset.url is None or project.dataset.licence is None:
            what = "an address" if project.dataset.url is None else "a licence"
            hint = "Give the official one; when there is none, say so under `lacks`."
            yield Finding(f"project:{id}", ("dataset",), f"the data of a project should have {what}", hint)


def project_measure(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """A project should have a number to reach, and say what a plain method reaches."""
    for id, project in roadmap.projects.items():
        if not any(re.search(r"\d", criterion) for criterion in project.criteria):
            hint = "A metric, and the number that counts as done."
            yield Finding(f"project:{id}", ("criteria",), "a project should have a number to reach", hint)
        elif project.baseline is None:
            hint = "Add `baseline`: method, score, and where the number comes from."
            yield Finding(f"project:{id}", ("criteria",), "a project should say what a plain method reaches", hint)


def project_whole(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """A project should have three milestones, two criteria, two common mistakes and a way to go on."""
    for id, project in roadmap.projects.items():
        wants = (("milestones", 3), ("criteria", 2), ("mistakes", 2), ("stretch", 1))
        few = [f"{least} {name}" for name, least in wants if len(getattr(project, name)) < least]
        if few:
            yield Finding(f"project:{id}", (), f"a project should have at least {', '.join(few)}", "Add them.")


RULES = rules(path_order, path_end, project_data, project_measure, project_whole, severity="warning")
