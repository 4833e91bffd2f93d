"""Resources as they are shown: cards, and the table of goals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from roadmap_site.links.memory import Entry
from roadmap_site.model import Project, Topic
from roadmap_site.offers import next_best, there
from roadmap_site.render.site import Site
from roadmap_site.render.words import COSTS, HEALTH, KINDS, day, hours, language
from roadmap_site.roadmap import Item, minutes


@dataclass(frozen=True)
class Trust:
    """What the link checker knows of a resource's address."""

    said: str
    archived: str | None = None  # a copy, where the page itself is not there any more


@dataclass(frozen=True)
class Card:
    """A resource as a topic or project offers it, with the words that say what it is."""

    item: Item
    number: int  # from 1, in the order of the page
    facts: tuple[str, ...]
    covers: tuple[str, ...]  # the goals' texts
    home: tuple[str, str] | None  # the other topic or project that describes it: kind and id
    trust: Trust
    priced: str  # when somebody last saw the price; nothing when nobody said so
    instead: Item | None  # where it is not there any more: what serves best in its place


@dataclass(frozen=True)
class Row:
    """A goal, and for every resource whether it covers it."""

    goal: str
    covered: tuple[bool, ...]


def facts(item: Item) -> tuple[str, ...]:
    """Return what a resource is, in a few words each; the length is the dose's, else the whole's."""
    length = item.minutes or (None if item.part else minutes(item.resource.time))
    plain = item.language.lower().split("-")[0] in ("en", "und")
    found = (KINDS[item.kind], hours(length), COSTS[item.cost], "" if plain else f"In {language(item.language)}")
    return tuple(fact for fact in found if fact)


def cards(site: Site, id: str, owner: Topic | Project, items: Iterable[Item]) -> tuple[Card, ...]:
    """Return the resources of a topic or project as cards, in their order."""
    goals = {goal.id: goal.text for goal in owner.goals} if isinstance(owner, Topic) else {}
    items = tuple(items)
    left = there(items, site.lost)
    return tuple(
        Card(
            item=item,
            number=number,
            facts=facts(item),
            covers=tuple(goals[goal] for goal in item.covers if goal in goals),
            home=_home(site, item) if item.home != id else None,
            trust=trust(site.health.get(item.url)),
            priced=f"Price seen on {day(item.resource.cost_checked)}" if item.resource.cost_checked else "",
            instead=next_best(item, left) if item.url in site.lost else None,
        )
        for number, item in enumerate(items, 1)
    )


def trust(entry: Entry | None) -> Trust:
    """Return what is to be said of an address: what was found, and when."""
    if entry is None:
        return Trust("Link not checked yet")
    said = HEALTH[entry.verdict].format(checked=day(entry.checked), since=day(entry.missing_since or entry.since))
    return Trust(said, entry.archived if entry.verdict in ("gone", "soft_404") else None)


def _home(site: Site, item: Item) -> tuple[str, str]:
    return ("topic" if item.home in site.roadmap.topics else "project", item.home)


def matrix(topic: Topic, found: Sequence[Card]) -> tuple[Row, ...]:
    """Return which resource covers which goal; nothing when there is no choice of resources."""
    if len(found) < 2 or not topic.goals:
        return ()
    return tuple(Row(goal.text, tuple(goal.id in card.item.covers for card in found)) for goal in topic.goals)


def owner_title(site: Site, home: tuple[str, str]) -> str:
    """Return the title of a topic or project."""
    kind, id = home
    return site.roadmap.topics[id].title if kind == "topic" else site.roadmap.projects[id].title
