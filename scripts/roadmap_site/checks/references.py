"""Whatever is named exists."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from roadmap_site.checks.rule import Fault, Finding, each, rules
from roadmap_site.load import Loaded
from roadmap_site.model import Topic, Use
from roadmap_site.problems import shown
from roadmap_site.roadmap import Roadmap
from roadmap_site.source import Location


def missing(kind: str, id: str, roadmap: Roadmap, loaded: Loaded) -> tuple[str, str, str] | None:
    """Return message, hint and, if known, the right id, when there is nothing of that kind and id."""
    have: Iterable[str] = roadmap.homes if kind == "resource" else getattr(roadmap, f"{kind}s")
    if id in have or id in loaded.known.get(kind, ()):
        return None
    message = f"there is no {kind} {shown(id)}"
    if now := _renamed(kind, id, roadmap):
        return message, f"It is another name of `{now}`: write that.", now
    near = difflib.get_close_matches(id, list(have), n=1, cutoff=0.7)
    if near:
        return message, f"Did you mean `{near[0]}`?", ""
    return message, f"Ids of {kind}s are the names of their files." if kind != "resource" else "", ""


def _renamed(kind: str, id: str, roadmap: Roadmap) -> str:
    """Return the id of what was called so before, or has it for an alias; nothing when it is not known."""
    if kind == "resource":
        former = ((name, home.resource.former_ids) for name, home in roadmap.homes.items())
    else:
        former = ((name, record.former_ids) for name, record in getattr(roadmap, f"{kind}s").items())
    found = [name for name, ids in former if id in ids]
    if kind == "topic" and not found:
        found = [name for name, topic in roadmap.topics.items() if id in (a.replace(" ", "-") for a in topic.aliases)]
    return found[0] if found else ""


def _edges(roadmap: Roadmap) -> Iterator[tuple[str, str, Location, str]]:
    for id, topic in roadmap.topics.items():
        for name, edges in (("requires", topic.requires), ("helps", topic.helps)):
            for i, edge in enumerate(edges):
                yield f"topic:{id}", id, (name, i, "topic"), edge.topic
    for id, project in roadmap.projects.items():
        for i, edge in enumerate(project.requires):
            yield f"project:{id}", "", ("requires", i, "topic"), edge.topic


def topic_exists(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """A topic that is required, or helps, must exist."""
    for file, _, location, topic in _edges(roadmap):
        if wrong := missing("topic", topic, roadmap, loaded):
            yield Finding(file, location, *wrong)


def one_edge(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """A topic must not require itself, nor name another one twice."""
    seen: set[tuple[str, str]] = set()
    for file, id, location, topic in _edges(roadmap):
        if topic == id:
            yield Finding(file, location, f"the topic {shown(topic)} must not require itself", "Delete this edge.")
        elif (file, topic) in seen:
            yield Finding(file, location, f"the topic {shown(topic)} is named twice", "Keep one of the two.")
        seen.add((file, topic))


def resource_exists(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """A resource that is used must be described in another topic, and be offered once."""
    for file, owner in roadmap.owners.items():
        if not any(isinstance(entry, Use) for entry in owner.resources):
            continue
        seen: set[str] = set()
        for i, entry in enumerate(owner.resources):
            location: Location = ("resources", i, "use")
            name = entry.use if isinstance(entry, Use) else entry.id
            if isinstance(entry, Use):
                if wrong := missing("resource", name, roadmap, loaded):
                    message, hint, mend = wrong
                    hint = hint or "Describe it here, with id and title."
                    yield Finding(file, location, message, hint, mend)
                elif name in seen:
                    message = f"the resource {shown(name)} is offered here twice"
                    yield Finding(file, location, message, "Put both parts into one entry.")
            seen.add(name)


@each("topic")
def covers_goal(topic: Topic) -> Iterator[Fault]:
    """What a resource covers must be goals of its topic."""
    goals = [goal.id for goal in topic.goals]
    for i, entry in enumerate(topic.resources):
        for j, goal in enumerate(entry.covers):
            if goal not in goals:
                near = difflib.get_close_matches(goal, goals, n=1, cutoff=0.5)
                hint = f"Did you mean `{near[0]}`?" if near else f"Goals here: {', '.join(goals)}."
                yield ("resources", i, "covers", j), f"there is no goal {shown(goal)}", hint


def retired_reference(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """The topic and the resource that serve instead of a retired address must exist."""
    for i, entry in enumerate(roadmap.retired):
        for name, kind, id in (("topic", "topic", entry.topic), ("replaced_by", "resource", entry.replaced_by)):
            if id is not None and (wrong := missing(kind, id, roadmap, loaded)):
                yield Finding("roadmap:retired", ("retired", i, name), *wrong)


RULES = rules(topic_exists, one_edge, resource_exists, covers_goal, retired_reference)
