"""A learner can begin, knows what for, and reaches every goal."""

from __future__ import annotations

from collections.abc import Iterator

from roadmap_site.checks.rule import Fault, Finding, each, rules
from roadmap_site.load import Loaded
from roadmap_site.model import Resource, Topic, Use
from roadmap_site.problems import shown
from roadmap_site.roadmap import Roadmap


def free_start_here(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """A topic must have a resource that is free and picked as start-here."""
    for id, topic in roadmap.topics.items():
        if topic.imported is not None:
            continue
        picks = [(i, entry) for i, entry in enumerate(topic.resources) if entry.pick == "start-here"]
        costs = [_cost(roadmap, entry) for _, entry in picks]
        if not picks:
            message = "a topic must have a resource picked as start-here"
            yield Finding(f"topic:{id}", ("resources",), message, "Add `pick: start-here` to the one to begin with.")
        elif "free" not in costs:
            message = "a topic must have a start-here that is free"
            yield Finding(f"topic:{id}", ("resources", picks[0][0], "pick"), message, "Pick one whose cost is free.")


def _cost(roadmap: Roadmap, entry: Resource | Use) -> str:
    if isinstance(entry, Use):
        home = roadmap.homes.get(entry.use)
        return home.resource.cost if home else "free"  # that it is not there is another rule's
    return entry.cost


@each("topic")
def two_goals(topic: Topic) -> Iterator[Fault]:
    """A topic must say at least two things that the learner can do afterwards."""
    if len(topic.goals) < 2 and topic.imported is None:
        yield ("goals",), "a topic must have at least two goals", "Add one: what can the learner do afterwards?"


@each("topic")
def goal_covered(topic: Topic) -> Iterator[Fault]:
    """Every goal must be covered by a resource, or say in `open` why none does."""
    covered = {goal for entry in topic.resources for goal in entry.covers}
    for i, goal in enumerate(topic.goals):
        if goal.id not in covered and goal.open is None:
            message = f"the goal {shown(goal.id)} must be covered by a resource"
            yield ("goals", i), message, f"Add `{goal.id}` to the `covers` of one, or say in `open` why none does."
        elif goal.id in covered and goal.open is not None:
            message = f"the goal {shown(goal.id)} is covered, and must not be called open"
            yield ("goals", i, "open"), message, "Delete `open`."


RULES = rules(free_start_here, two_goals, goal_covered)
