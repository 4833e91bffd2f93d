"""The files of the search: columns and lists of numbers, which compress well."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from roadmap_site.export.text import json_text
from roadmap_site.quick import uncollected
from roadmap_site.render import Site
from roadmap_site.render.text import one_line
from roadmap_site.search.entries import Entry, Offer, Texts, offers, pages
from roadmap_site.search.words import STOP, words

FOLDER: Final = "search/"
KINDS: Final = ("topic", "stage", "path", "project", "page")
_PART: Final = 128  # entries whose lines stand in one file
_SIZE: Final = 24_000  # characters of a file of words, about a third of that on the wire
_LONGEST: Final = 40  # characters; what is longer is no word
_BITS: Final = 16  # a posting is the distance to the entry before it times this, and where the word stands


@uncollected
def search_files(site: Site, guides: Mapping[str, str], lists: Mapping[str, str]) -> dict[str, str]:
    """Return the files of the search, by path below docs/roadmap/.

    Linear in the size of the roadmap. Entries are known by their number, resources after pages; `version` names
    that order, so that a browser never joins files of different orders.
    """
    entries, resources = list(pages(site, guides, lists)), list(offers(site))
    addresses = [*(entry.address for entry in entries), *(offer.id for offer in resources)]
    version = hashlib.sha256("\n".join(addresses).encode()).hexdigest()[:8]
    parts = list(_parts(_postings([*(entry.texts for entry in entries), *(offer.texts for offer in resources)])))
    about = [*([entry.about] for entry in entries), *_resources(entries, resources)]
    return {
        f"{FOLDER}names.json": json_text(_names(version, entries, len(addresses), [first for first, _ in parts])),
        **{
            f"{FOLDER}words-{i}.json": json_text({"version": version, "words": found})
            for i, (_, found) in enumerate(parts)
        },
        **{
            f"{FOLDER}about-{i // _PART}.json": json_text({"version": version, "about": about[i : i + _PART]})
            for i in range(0, len(about), _PART)
        },
    }


def _names(version: str, entries: Sequence[Entry], total: int, parts: list[str]) -> dict[str, object]:
    """Return what pages are called; addresses of records are their ids, `where` is counted from 1."""
    places = list(dict.fromkeys(entry.where for entry in entries if entry.where))
    place = {where: i for i, where in enumerate(places, 1)} | {"": 0}
    rows: dict[str, list[list[object]]] = {kind: [] for kind in KINDS}
    for entry in entries:
        address = entry.address if entry.kind == "page" else entry.address.split("/")[-2]
        rows[entry.kind].append([address, place[entry.where], *map(one_line, entry.names)])
    return {"version": version, "total": total, "part": _PART, "stop": STOP, "places": places, "words": parts, **rows}


def _resources(entries: Sequence[Entry], resources: Sequence[Offer]) -> Iterator[list[object]]:
    number = {entry.address.split("/")[-2]: i for i, entry in enumerate(entries) if entry.kind in ("topic", "project")}
    for offer in resources:
        yield [offer.about, offer.title, number[offer.owner], offer.id]


def _postings(texts: Sequence[Texts]) -> dict[str, list[int]]:
    """Return every word with the entries that have it, and where they have it."""
    found: dict[str, list[int]] = {}
    last: dict[str, int] = {}
    for number, parts in enumerate(texts):
        where: dict[str, int] = {}
        for bit, several in parts.items():
            for word in frozenset().union(*map(words, several)):
                where[word] = where.get(word, 0) | bit
        for word, bits in where.items():
            if word in found:
                found[word].append((number - last[word]) * _BITS + bits)
            elif len(word) <= _LONGEST:
                found[word] = [number * _BITS + bits]
            last[word] = number
    return found


def _parts(postings: Mapping[str, list[int]]) -> Iterator[tuple[str, dict[str, list[int]]]]:
    """Yield the words in order, in parts of about one size, each with its first word."""
    part: dict[str, list[int]] = {}
    size = 0
    for word in sorted(postings, key=lambda word: word.encode("utf-16-be")):  # as a browser compares texts
        if size > _SIZE:
            yield next(iter(part)), part
            part, size = {}, 0
        part[word] = postings[word]
        size += len(word) + 5 + 4 * len(postings[word])
    if part:
        yield next(iter(part)), part
