"""By what the library is filtered, and the bars that show how many there are; filter.mjs sorts by the same words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from markupsafe import Markup

from roadmap_site.render.site import Place, Site
from roadmap_site.render.words import COSTS, KINDS, LEVELS, LINKS, language
from roadmap_site.roadmap import Home, minutes

UNCHECKED: Final = "Not checked yet"
LENGTHS: Final = ("Up to 30 min", "Up to 2 h", "Up to 10 h", "Longer", "Not known")
YEARS: Final = ("Since 2024", "2020 to 2023", "2015 to 2019", "Before 2015", "Not known")
_PICKS: Final = {"start-here": "Start here", "best": "Our pick", None: "No pick"}


@dataclass(frozen=True)
class Bar:
    """A row of a table with a bar in it."""

    name: str
    number: int
    width: Markup  # of the longest bar
    share: str  # of all that were counted
    href: Markup | None = None  # what is counted, as a list


def facets(site: Site) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return resource id to the values that the library files it under, by facet."""
    picks = _picks(site)
    return {id: _facets(site, id, home, picks.get(id)) for id, home in site.roadmap.homes.items()}


def _facets(site: Site, id: str, home: Home, pick: str | None) -> dict[str, tuple[str, ...]]:
    roadmap, resource = site.roadmap, home.resource
    stages = dict.fromkeys(roadmap.stages[roadmap.stage_of[topic]].title for topic in roadmap.users[id])
    entry = site.health.get(resource.url)
    return {
        "stage": tuple(stages) or ("Projects",),
        "kind": (KINDS[resource.kind],),
        "level": (LEVELS[home.level].name,),
        "price": (COSTS[resource.cost],),
        "length": (length(minutes(resource.time)),),
        "language": (language(resource.language),),
        "year": (year(resource.year),),
        "pick": (_PICKS[pick],),
        "link": (LINKS[entry.verdict] if entry else UNCHECKED,),
    }


def _picks(site: Site) -> dict[str, str]:
    """Return resource id to the most that any topic makes of it."""
    found: dict[str, str] = {}
    for items in site.items.values():
        for item in items:
            if item.pick and found.get(item.id) != "start-here":
                found[item.id] = item.pick
    return found


def length(minutes: int | None) -> str:
    """Return how the library says how long something takes."""
    if minutes is None:
        return LENGTHS[-1]
    return LENGTHS[0 if minutes <= 30 else 1 if minutes <= 120 else 2 if minutes <= 600 else 3]


def year(value: int | None) -> str:
    """Return how the library says of when something is."""
    if value is None:
        return YEARS[-1]
    return YEARS[0 if value >= 2024 else 1 if value >= 2020 else 2 if value >= 2015 else 3]


def counts(found: Mapping[str, Mapping[str, tuple[str, ...]]], facet: str, order: Iterable[str] = ()) -> dict[str, int]:
    """Return each value of a facet with its number, in an order, else the most frequent first."""
    count = Counter(value for values in found.values() for value in values[facet])
    names = list(order) or sorted(count, key=lambda name: (-count[name], name))
    return {name: count[name] for name in names if count[name]}


def library(place: Place, facet: str, value: str) -> Markup:
    """Return the address of the library with one value chosen."""
    return Markup(f"{place.url('page', 'library')}?{urlencode({facet: value})}")  # noqa: S704 - quoted for an address


def bars(numbers: Mapping[str, int], total: int, hrefs: Mapping[str, Markup] | None = None) -> list[Bar]:
    """Return rows for numbers; `total` is what a share is of."""
    longest = max(numbers.values(), default=0)
    return [
        Bar(name, number, percent(number, longest), share(number, total), (hrefs or {}).get(name))
        for name, number in numbers.items()
    ]


def percent(part: int, whole: int) -> Markup:
    """Return a length for a picture."""
    return Markup(f"{100 * part / whole if whole else 0:.4g}%")  # noqa: S704 - a number


def share(part: int, whole: int) -> str:
    """Return a share in whole percent; what is there is never shown as nothing, nor a part as the whole."""
    if not part or not whole:
        return "0 %"
    if part < whole and 200 * part >= 199 * whole:
        return "> 99 %"
    return "< 1 %" if 200 * part < whole else f"{round(100 * part / whole)} %"
