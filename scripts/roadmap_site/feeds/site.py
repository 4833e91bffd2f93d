"""All feeds of a site: path below its root to text."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Final

from roadmap_site.feeds.atom import atom
from roadmap_site.feeds.items import Feed, Item
from roadmap_site.feeds.jsonfeed import json_feed
from roadmap_site.history import Entry, News, happened, urn
from roadmap_site.later import Later

FOLDER: Final = "feeds/"
MOST: Final = 50  # items of a feed
_MANY: Final = 20  # of one commit, one kind and one action are told as one in the feed of the site
_NAMED: Final = 50  # of them are named
_UNKNOWN: Final = "1970-01-01T00:00:00Z"  # when nothing at all is known to have happened


def feed_files(news: News, site: str) -> Later[str]:
    """Return every feed of the site at an address that ends in a slash; each also stands under its former ids.

    Whoever follows a topic goes on following it under the address that they have, since no reader of feeds takes a page
    that leads on for an answer.
    """
    feeds = ((feed, name) for feed, names in _Feeds(news, site).all() for name in names)
    return Later({path: make for feed, name in feeds for path, make in _makers(feed, name, site)})


def _makers(feed: Feed, name: str, site: str) -> Iterator[tuple[str, Callable[[], str]]]:
    """Yield what makes a feed's files under one of its names, whose own id stays after renames and merges."""
    yield f"{FOLDER}{name}.xml", lambda: atom(replace(feed, id=urn(f"{site}{FOLDER}{name}")))
    yield f"{FOLDER}{name}.json", partial(json_feed, feed)


@dataclass(frozen=True)
class _Feeds:
    news: News
    site: str

    def all(self) -> Iterator[tuple[Feed, tuple[str, ...]]]:
        """Yield every feed with the names that it has below the folder."""
        roadmap, entries = self.news.roadmap, self.news.entries
        of_stage: dict[str, list[Entry]] = {id: [] for id in roadmap.stages}
        of_topic: dict[str, list[Entry]] = {id: [] for id in roadmap.topics}
        for entry in entries:
            for id in self.news.stages(entry):
                of_stage[id].append(entry)
            for id in self.news.topics(entry):
                of_topic[id].append(entry)
        whole = self._feed("all", "", f"New and changed topics, resources and paths of {roadmap.index.title}.", "")
        yield self._with(whole, self._together(entries)), ("all",)
        for folder, records, found in (
            ("stages", roadmap.stages, of_stage),
            ("topics", roadmap.topics, of_topic),
        ):
            for id, record in records.items():
                names = tuple(f"{folder}/{name}" for name in (id, *record.former_ids))
                about = f"New and changed resources of “{record.title}”, and what else changed there."
                feed = self._feed(names[0], record.title, about, f"roadmap/{folder}/{id}/")
                yield self._with(feed, map(self._item, found[id])), names

    def _feed(self, name: str, title: str, about: str, page: str) -> Feed:
        whole = self.news.roadmap.index.title
        return Feed(
            id=urn(f"{self.site}{FOLDER}{name}"),
            title=f"{title}, {whole}" if title else whole,
            about=about,
            page=f"{self.site}{page}",
            atom_url=f"{self.site}{FOLDER}{name}.xml",
            json_url=f"{self.site}{FOLDER}{name}.json",
            updated=_UNKNOWN,
            author=f"Contributors to {whole}",
            author_url=f"{self.site}roadmap/contributors/",
            items=(),
        )

    def _with(self, feed: Feed, items: Iterable[Item]) -> Feed:
        found = tuple(itertools.islice(items, MOST))
        since = self.news.past.since
        begun = since.strftime("%Y-%m-%dT%H:%M:%SZ") if since else _UNKNOWN
        return replace(feed, items=found, updated=found[0].time if found else begun)

    @cached_property
    def _items(self) -> dict[str, Item]:
        return {}

    def _item(self, entry: Entry) -> Item:
        if entry.key not in self._items:  # it stands in several feeds
            self._items[entry.key] = self._made(entry)
        return self._items[entry.key]

    def _made(self, entry: Entry) -> Item:
        page = self.news.page(entry)
        return Item(
            id=entry.urn,
            time=entry.time,
            title=self.news.headline(entry),
            url=f"{self.site}{'roadmap/whats-new/' if page is None else page}",
            kind=entry.kind,
            lines=self.news.sentences(entry),
        )

    def _together(self, entries: Iterable[Entry]) -> Iterator[Item]:
        """Yield the items of entries; many of a kind at once would push all others out, and are one."""
        for (commit, time, kind, action), some in itertools.groupby(
            entries, lambda entry: (entry.commit, entry.time, entry.kind, entry.action)
        ):
            group = list(some)
            if len(group) <= _MANY:
                yield from map(self._item, group)
                continue
            names = [entry.title for entry in group[:_NAMED]]
            rest = len(group) - len(names)
            yield Item(
                id=urn(f"{commit or self.site + time}/{kind}/{action}/together"),
                time=time,
                title=f"{happened(group[0])}: {len(group)} of them",
                url=f"{self.site}roadmap/whats-new/",
                kind=kind,
                lines=(f"{', '.join(names)}{f' and {rest} more' if rest else ''}.",),
            )
