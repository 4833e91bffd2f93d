"""What is new: by day and kind, the newest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from types import SimpleNamespace
from typing import Final

from markupsafe import Markup

from roadmap_site.history import Entry, Kind
from roadmap_site.render.engine import page
from roadmap_site.render.site import Site
from roadmap_site.render.words import count, day

_DAYS: Final = 30  # on which something happened
_SHOWN: Final = 8  # of a kind on a day; the rest opens
_MOST: Final = 60  # of a kind on a day
_KINDS: Final[Mapping[Kind, tuple[str, str]]] = {
    "path": ("path", "paths"),
    "topic": ("topic", "topics"),
    "resource": ("resource", "resources"),
    "project": ("project", "projects"),
    "stage": ("stage", "stages"),
}


def news_page(site: Site) -> str:
    """Return the page of what is new, with what is not known."""
    days = [(when, list(some)) for when, some in groupby(site.news.entries, lambda entry: entry.moment.date())]
    past = site.news.past
    return page(
        "whats-new.md",
        {"title": "What’s new", "description": "What was added to the roadmap and what changed, day by day."},
        place=site.place("roadmap/whats-new.md"),
        days=[
            SimpleNamespace(
                title=day(when),
                anchor=Markup(f"d-{when}"),  # noqa: S704 - digits
                parts=[*_parts(site, some)],
            )
            for when, some in days[:_DAYS]
        ],
        older=len(days) > _DAYS,
        since=day(past.since.date()) if past.since else None,
        whole=past.whole,
        unread=past.unread,
        uncommitted=past.uncommitted,
        feeds=site.feeds,
        stages=site.roadmap.stages.items(),
    )


def _parts(site: Site, entries: list[Entry]) -> Iterable[SimpleNamespace]:
    """Return what happened on a day, by kind; of one thing all together."""
    for kind, (one, many) in _KINDS.items():
        found: dict[str, list[Entry]] = {}
        for entry in entries:
            if entry.kind == kind:
                found.setdefault(site.news.now(kind, entry.id) or entry.id, []).append(entry)
        if found:
            rows = [_row(site, some) for some in found.values()]
            rows.sort(key=lambda row: not row.new)
            new = sum(row.new for row in rows)
            facts = (count(new, f"new {one}", f"new {many}") if new else "", _others(len(rows) - new, new, one, many))
            yield SimpleNamespace(
                heading=", ".join(filter(None, facts)),
                shown=rows[:_SHOWN],
                folded=rows[_SHOWN:_MOST],
                left=len(rows[_MOST:]),
            )


def _others(number: int, new: int, one: str, many: str) -> str:
    if not number:
        return ""
    return f"{number:,} changed" if new else f"{count(number, one, many)} changed"


def _row(site: Site, some: list[Entry]) -> SimpleNamespace:
    """Return one thing with all that happened to it on a day; of what is new only where it stands."""
    last, new = some[0], any(entry.action == "added" for entry in some)
    gone = any(entry.action == "removed" for entry in some)
    said = dict.fromkeys(line for entry in some for line in site.news.sentences(entry))
    if new:
        said = dict.fromkeys(["Not there any more."] if gone else site.news.around(last))
    elif gone:
        said = dict.fromkeys(["Taken out."])
    address = site.news.page(last)
    return SimpleNamespace(
        title=last.title,
        url=address and Markup(f"../{address.removeprefix('roadmap/')}"),  # noqa: S704 - made of ids
        said=list(said),
        new=new,
    )
