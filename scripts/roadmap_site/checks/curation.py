"""What a good curator sees to in every topic; `lacks` in the topic says what does not hold there on purpose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from roadmap_site.addresses import host
from roadmap_site.checks.graph import sound_graph
from roadmap_site.checks.rule import Finding, rules
from roadmap_site.load import Loaded
from roadmap_site.model import Resource, Topic, Use
from roadmap_site.problems import shown
from roadmap_site.roadmap import Roadmap, minutes

WHOLE: Final = frozenset(("book", "course", "playlist"))  # more than one topic needs
FREE: Final = frozenset(("free", "free-signup"))
LONGEST: Final = 1.5  # times what all that a topic offers takes
NEW_WORDS: Final = 5  # that a reason must have beyond the title's


def _offers(roadmap: Roadmap, topic: Topic) -> Iterator[tuple[int, Resource | Use, Resource]]:
    """Yield place, entry and description of what a topic offers, as far as it is described."""
    for i, entry in enumerate(topic.resources):
        if isinstance(entry, Resource):
            yield i, entry, entry
        elif entry.use in roadmap.homes:
            yield i, entry, roadmap.homes[entry.use].resource


def _whole(roadmap: Roadmap) -> Iterator[tuple[str, Topic]]:
    """Yield the topics of whose resources all are described: of the others, what is lacking may be what is not read."""
    for id, topic in roadmap.topics.items():
        if len(list(_offers(roadmap, topic))) == len(topic.resources):
            yield id, topic


def _between(count: int, least: int, most: int, what: str) -> str:
    return "" if least <= count <= most else f"{least} to {most} {what}; it has {count}"


def enough_goals(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """A topic should have three to six goals."""
    for id, topic in roadmap.topics.items():
        if wrong := _between(len(topic.goals), 3, 6, "goals"):
            yield Finding(f"topic:{id}", ("goals",), f"a topic should have {wrong}", "What can the learner do then?")


def enough_resources(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """A topic should offer three to seven resources."""
    for id, topic in roadmap.topics.items():
        if wrong := _between(len(topic.resources), 3, 7, "resources"):
            hint = "A first contact, a thorough one, something to do, a reference: they should differ."
            yield Finding(f"topic:{id}", ("resources",), f"a topic should offer {wrong}", hint)


def enough_questions(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """A topic should ask three to six questions."""
    for id, topic in roadmap.topics.items():
        if wrong := _between(len(topic.questions), 3, 6, "questions"):
            hint = "Ask for understanding, from easy to hard, with answers that explain."
            yield Finding(f"topic:{id}", ("questions",), f"a topic should ask {wrong}", hint)


def free_way(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """Every goal that is covered should be covered by something free."""
    for id, topic in _whole(roadmap):
        covered = {goal for entry in topic.resources for goal in entry.covers}
        free = {goal for _, entry, what in _offers(roadmap, topic) if what.cost in FREE for goal in entry.covers}
        for i, goal in enumerate(topic.goals):
            if goal.id in covered - free:
                message = f"the goal {shown(goal.id)} should be covered by something free"
                yield Finding(f"topic:{id}", ("goals", i), message, "Add a free resource that covers it.")


def several_hosts(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """The resources of a topic should not all stand on one host."""
    for id, topic in _whole(roadmap):
        hosts = {host(entry.url or what.url) for _, entry, what in _offers(roadmap, topic)}
        if len(hosts) == 1 and len(topic.resources) > 1:
            message = f"the resources of a topic should not all stand on one host, {shown(hosts.pop())}"
            yield Finding(f"topic:{id}", ("resources",), message, "Add one from elsewhere: hosts close.")


def dose(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """A whole book, course or playlist should say in `part` what of it the topic needs."""
    for id, topic in roadmap.topics.items():
        for i, entry, what in _offers(roadmap, topic):
            if what.kind in WHOLE and entry.part is None:
                message = f"the {what.kind} {shown(what.id)} should say in `part` what of it this topic needs"
                yield Finding(f"topic:{id}", ("resources", i), message, "Name the chapter, pages or lectures.")


def telling_why(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """The `why` of a resource should take 40 to 400 characters, and say more than its title."""
    for id, topic in roadmap.topics.items():
        for i, entry, what in _offers(roadmap, topic):
            location = ("resources", i, "why")
            title = set(re.findall(r"\w{3,}", what.title.casefold()))
            new = [word for word in re.findall(r"\w{3,}", entry.why.casefold()) if word not in title]
            if not 40 <= len(entry.why) <= 400:
                message = f"`why` should take 40 to 400 characters; it has {len(entry.why)}"
                yield Finding(f"topic:{id}", location, message, "What does it do better than the others, and for whom?")
            elif len(new) < NEW_WORDS:
                message = f"the `why` of {shown(what.id)} should say more than its title"
                yield Finding(f"topic:{id}", location, message, "What does it do better than the others, and for whom?")


def summary_length(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """The summary of a topic should take 120 to 500 characters."""
    for id, topic in roadmap.topics.items():
        if not 120 <= len(topic.summary) <= 500:
            message = f"a summary should take 120 to 500 characters; it has {len(topic.summary)}"
            yield Finding(f"topic:{id}", ("summary",), message, "What is it, why does it matter, when can one skip it?")


def honest_time(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """The time of a topic should be at least what its picks take, and at most 1.5 times that of all it offers."""
    for id, topic in roadmap.topics.items():
        stated = minutes(topic.time)
        known = [minutes(entry.time) for entry in topic.resources]
        picks = sum(minutes(entry.time) or 0 for entry in topic.resources if entry.pick)
        most = sum(time or 0 for time in known) * LONGEST
        if stated is None:
            continue
        if stated < picks:
            message = f"the time of a topic should be at least what its picks take, {picks / 60:.1f} hours"
            yield Finding(f"topic:{id}", ("time",), message, "Say honest hours, or give the picks a smaller dose.")
        elif all(known) and stated > most:
            message = f"the time of a topic should be at most 1.5 times that of all it offers, {most / 60:.1f} hours"
            yield Finding(f"topic:{id}", ("time",), message, "Say honest hours, also for the parts.")


def needed_edge(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """A prerequisite should not follow from another one."""
    graph = sound_graph(roadmap)
    if graph is None:
        return
    for id, topic in roadmap.topics.items():
        for i, edge in enumerate(topic.requires):
            others = [other for other in graph.requires[id] if other != edge.topic]
            through = next((other for other in others if edge.topic in graph.plan([other])), None)
            if through is not None:
                message = f"the prerequisite {shown(edge.topic)} should go: {shown(through)} brings it already"
                yield Finding(f"topic:{id}", ("requires", i, "topic"), message, "Delete this edge.")


RULES = rules(
    enough_goals, enough_resources, enough_questions, free_way, several_hosts, dose, telling_why, summary_length,
    honest_time, needed_edge, severity="warning",
)  # fmt: skip
