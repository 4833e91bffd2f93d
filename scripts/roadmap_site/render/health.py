"""The health of all links in public: how many are how, since when, on which hosts, and which need somebody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Final

from markupsafe import Markup

from roadmap_site.links.memory import Entry
from roadmap_site.links.seen import host_of
from roadmap_site.render.cards import trust
from roadmap_site.render.engine import page
from roadmap_site.render.facets import UNCHECKED, bars, counts, facets, library, percent
from roadmap_site.render.site import Site
from roadmap_site.render.words import LINKS, STATES, day

_OLDEST: Final = 10
_HOSTS: Final = 25  # in the first table, with those on which something needs somebody; the others are folded away
_TIMES: Final = 12  # days of asking in the picture
_LOST, _UNKNOWN = "Not there any more", ("Closed to our checker", "In trouble", "Not to be asked")
# Heading, its id, what it asks of a reader, and the states under it.
_LISTS: Final = (
    (_LOST, "lost", "Such an address is no link any more, and never a pick.", (_LOST,)),
    ("Moved", "moved", "Each leads on for good to another address, which the roadmap should use.", ("Moved",)),
    ("In trouble", "trouble", "The page may be there; it is asked again soon.", ("In trouble", "Not to be asked")),
)


@dataclass(frozen=True)
class _Address:
    url: str
    title: str
    resource: str  # its id, by which the library has it
    entry: Entry | None

    @property
    def state(self) -> str:
        return LINKS[self.entry.verdict] if self.entry else UNCHECKED


def health_page(site: Site) -> str:
    """Return the page of what is known of all links; it says so when nothing is."""
    place = site.place("roadmap/link-health.md")
    homes = site.roadmap.homes
    found = [
        _Address(url, homes[ids[0]].resource.title, ids[0], site.health.get(url))
        for url, ids in site.roadmap.addresses.items()
    ]
    known = sorted(((one.entry.checked, one) for one in found if one.entry), key=lambda pair: (pair[0], pair[1].url))
    totals = Counter(one.state for one in found)
    shown = counts(facets(site), "link")
    return page(
        "link-health.md",
        {
            "title": "Link health",
            "description": "What our checker found at every address: what works, what moved, what is gone, and when.",
        },
        place=place,
        total=len(found),
        resources=len(homes),
        checked=len(known),
        works=totals["Works"],
        first=day(known[0][0]) if known else "",
        last=day(known[-1][0]) if known else "",
        states=[
            (bar, STATES[bar.name], shown.get(bar.name, 0), library(place, "link", bar.name))
            for bar in bars({state: totals[state] for state in STATES if totals[state]}, len(found))
        ],
        history=_history(site),
        lists=list(_lists(found)),
        oldest=[(day(checked), _row(one)) for checked, one in known[:_OLDEST]],
        unchecked=[_row(one) for one in found if not one.entry] if known else [],
        hosts=_hosts(found),
    )


def _lists(found: Sequence[_Address]) -> Iterator[SimpleNamespace]:
    for heading, id, sentence, states in _LISTS:
        if rows := [_row(one) for one in found if one.state in states]:
            yield SimpleNamespace(heading=heading, id=id, sentence=sentence, rows=rows)


def _row(one: _Address) -> SimpleNamespace:
    told = trust(one.entry)
    moved = one.entry.final_url if one.entry and one.entry.verdict == "moved" else None
    return SimpleNamespace(url=one.url, title=one.title, resource=one.resource, trust=told, moved=moved)


def _hosts(found: Sequence[_Address]) -> list[list[SimpleNamespace]]:
    """Return the hosts in two parts, those with the most addresses first: what is shown, and what is folded away."""
    by_host: dict[str, list[_Address]] = {}
    for one in found:
        by_host.setdefault(host_of(one.url), []).append(one)
    ordered = dict(sorted(((host, len(all)) for host, all in by_host.items()), key=lambda pair: (-pair[1], pair[0])))
    rows = [_host(bar, by_host[bar.name]) for bar in bars(ordered, len(found))]
    first = [row for i, row in enumerate(rows) if i < _HOSTS or row.lost or row.unknown]
    return [part for part in (first, [row for row in rows if row not in first]) if part]


def _host(bar: object, found: Sequence[_Address]) -> SimpleNamespace:
    states = Counter(one.state for one in found)
    checked = [one.entry.checked for one in found if one.entry]
    return SimpleNamespace(
        bar=bar,
        works=states["Works"] + states["Moved"],
        unknown=sum(states[state] for state in _UNKNOWN),
        lost=states[_LOST],
        oldest=min(checked).isoformat() if checked else "",
    )


def _history(site: Site) -> list[SimpleNamespace]:
    """Return the last days of asking, latest first, each with the parts of its bar in percent of the longest."""
    days = site.history[: -_TIMES - 1 : -1]
    longest = max((one.checked + one.unchecked for one in days), default=0)
    rows = []
    for one in days:
        states = Counter[str]()
        for verdict, number in one.found.items():
            states[LINKS[verdict]] += number
        unknown = sum(states[state] for state in _UNKNOWN)
        numbers = (states["Works"], states["Moved"], unknown, states[_LOST], one.unchecked)
        rows.append(SimpleNamespace(day=one.day.isoformat(), numbers=numbers, parts=_parts(numbers, longest)))
    return rows


def _parts(numbers: Iterable[int], longest: int) -> list[tuple[str, Markup, Markup]]:
    """Return name, place and width of the parts of a bar that are not empty."""
    found, at = [], 0
    for name, number in zip(("works", "moved", "unknown", "lost", "unchecked"), numbers, strict=True):
        if number:
            found.append((name, percent(at, longest), percent(number, longest)))
        at += number
    return found
