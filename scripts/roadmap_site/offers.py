"""What can be offered today: what is not there any more is no pick, and the next best takes its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from roadmap_site.links.memory import Entry
from roadmap_site.roadmap import Item


def lost(health: Mapping[str, Entry]) -> dict[str, str | None]:
    """Return the addresses that nothing is found at any more, each with its archived copy where there is one."""
    return {url: entry.archived for url, entry in health.items() if entry.verdict in ("gone", "soft_404")}


def there(items: Iterable[Item], lost: Collection[str]) -> tuple[Item, ...]:
    """Return those resources that were not lost."""
    return tuple(item for item in items if item.url not in lost)


def offered(items: Sequence[Item], lost: Collection[str]) -> tuple[Item, ...]:
    """Return the resources of a topic or project, picks first; what is lost comes last and is none.

    When nothing is left to start with, the next best of what is there becomes the start; one that is free if any is.
    """
    left = there(items, lost)
    if len(left) == len(items):
        return tuple(items)
    starts = [item for item in items if item.pick == "start-here"]
    if starts and not any(item.pick == "start-here" for item in left):
        best = next_best(starts[0], [item for item in left if item.cost == "free"] or left)
        left = tuple(replace(item, pick="start-here") if item is best else item for item in left)
    left = tuple(sorted(left, key=lambda item: item.pick != "start-here"))
    return (*left, *(replace(item, pick=None) for item in items if item.url in lost))


def next_best(item: Item, among: Iterable[Item]) -> Item | None:
    """Return what serves best in place of a resource: by shared goals, our picks, price, kind and level."""

    def distance(other: Item) -> tuple[int, bool, bool, bool, bool, int]:
        shared = len(set(item.covers) & set(other.covers))
        paid = other.cost != "free"
        return -shared, other.pick is None, paid, other.kind != item.kind, other.level != item.level, -len(other.covers)

    return min(among, key=distance, default=None)
