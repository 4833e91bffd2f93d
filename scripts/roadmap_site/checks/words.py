"""Text is written for readers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import get_args

from roadmap_site.checks.rule import Fault, Finding, each, rules
from roadmap_site.load import Loaded
from roadmap_site.model import Project, Record, Resource, Topic
from roadmap_site.problems import shown
from roadmap_site.quick import remembered
from roadmap_site.roadmap import Roadmap
from roadmap_site.source import Document, Location

# Well formed after RFC 5646, section 2.1, without grandfathered tags.
_LANGUAGE = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[a-wy-z0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?\Z",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"(?:(?:todo|tbd|tba|fixme|xxx+|foo|bar|n/?a|none|null|placeholder|untitled|description|title|text|test)\W*"
    r"|coming soon\W*|(?:todo|tbd|fixme)\b.*|[\W_]+)\Z",
    re.IGNORECASE | re.DOTALL,
)
_LOREM = re.compile(r"\blorem ipsum\b", re.IGNORECASE)
_BLANK = re.compile(r"todo(?:-\d+)?\Z", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_LOUD = re.compile(r"[^\W\d_a-z]{4}")
_LOUD_ASCII = re.compile(r"[A-Z]{4}")  # the same in plain text, three times as fast
_MARKS = re.compile(r"[!?]{2}")
_PROSE = frozenset(
    (
        *("title", "summary", "description", "why", "text", "ask", "answer", "about"),
        *("idea", "limits", "data", "reason", "note", "part", "method", "score", "source"),
    )
)
_LISTS = frozenset(
    ("outcomes", "criteria", "stretch", "milestones", "mistakes", "skills", "concepts", "aliases", "mended")
)


def _records(roadmap: Roadmap) -> Iterator[tuple[str, Record]]:
    yield "roadmap:index", roadmap.index
    kinds: tuple[tuple[str, Mapping[str, Record]], ...] = (
        ("stage", roadmap.stages), ("topic", roadmap.topics), ("path", roadmap.paths), ("project", roadmap.projects),
    )  # fmt: skip
    for kind, records in kinds:
        for id, record in records.items():
            yield f"{kind}:{id}", record


def _classes(annotation: object) -> Iterator[object]:
    """Yield the classes that an annotation is made of."""
    yield annotation
    for part in get_args(annotation):
        yield from _classes(part)


@cache
def _readable(record: type[Record]) -> tuple[str, ...]:
    """Return the fields of a record that hold text for people, or records that do."""
    return tuple(
        name
        for name, field in record.model_fields.items()
        if name in _PROSE | _LISTS
        or any(isinstance(part, type) and issubclass(part, Record) for part in _classes(field.annotation))
    )


@remembered
def _texts(record: Record) -> tuple[tuple[Location, str, str], ...]:
    """Return place, field and text of everything that people read in a record."""
    return tuple(_walk(record, ()))


def _walk(record: Record, location: Location) -> Iterator[tuple[Location, str, str]]:
    """Yield place, field and text of everything that people read in a record."""
    for name in _readable(type(record)):
        value = getattr(record, name)
        if isinstance(value, str):
            if name in _PROSE:
                yield (*location, name), name, value
        elif isinstance(value, Record):
            yield from _walk(value, (*location, name))
        elif isinstance(value, tuple):
            for i, item in enumerate(value):
                if isinstance(item, Record):
                    yield from _walk(item, (*location, name, i))
                elif name in _LISTS and isinstance(item, str):
                    yield (*location, name, i), name, item


def is_loud(text: str) -> bool:
    """Say whether a text is written in capitals."""
    loud = _LOUD_ASCII if text.isascii() else _LOUD
    words = _WORD.findall(text) if loud.search(text) else ()
    capitals = [word for word in words if word.isupper() and len(word) > 3]
    return len(words) > 3 and len(capitals) * 2 > len(words)


def is_placeholder(text: str) -> bool:
    """Say whether a text says nothing."""
    return bool(_PLACEHOLDER.match(text) or ("lorem" in text.casefold() and _LOREM.search(text)))


@remembered
def _shouts(record: Record) -> tuple[Fault, ...]:
    found = []
    for location, name, text in _texts(record):
        if is_loud(text):
            found.append((location, f"{shown(name)} must not be written in capitals", "Write it as in a sentence."))
        elif name not in ("title", "part") and _MARKS.search(text):
            found.append((location, f"{shown(name)} must not shout: {shown(text)}", "One mark is enough."))
    return tuple(found)


@remembered
def _placeholders(record: Record) -> tuple[Fault, ...]:
    return tuple(
        (location, f"{shown(name)} must not be a placeholder: {shown(text)}", "Write it, or leave the entry out.")
        for location, name, text in _texts(record)
        if is_placeholder(text) and name not in ("concepts", "aliases")
    )


@remembered
def _blanks(document: Document) -> tuple[tuple[Location, str], ...]:
    """Return the values that `roadmap new` left to be filled in, ids among them."""

    def walk(value: object, here: Location) -> Iterator[tuple[Location, str]]:
        if isinstance(value, str) and _BLANK.match(value):
            yield here, value
        for part, inner in value.items() if isinstance(value, dict) else ():
            yield from walk(inner, (*here, part))
        for i, inner in enumerate(value) if isinstance(value, list) else ():
            yield from walk(inner, (*here, i))

    return tuple(walk(document.data, ())) if "todo" in document.text.casefold() else ()


def no_shouting(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """Text must not shout: no runs of capitals, no rows of exclamation marks of our own."""
    for file, record in _records(roadmap):
        yield from (Finding(file, *found) for found in _shouts(record))


def no_placeholder(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """Text must say something: no TODO, no dots, no sample words."""
    blank = {(file, place): text for file, document in loaded.documents.items() for place, text in _blanks(document)}
    for (file, location), text in blank.items():
        name = next(part for part in reversed(location) if isinstance(part, str))
        message = f"{shown(name)} must not be a placeholder: {shown(text)}"
        yield Finding(file, location, message, "Write it, or leave the entry out.")
    for file, record in _records(roadmap):
        yield from (Finding(file, *found) for found in _placeholders(record) if (file, found[0]) not in blank)


def language_fault(tag: str) -> str:
    """Return why a text is no language tag; nothing when it is one."""
    return "" if _LANGUAGE.match(tag) else f"must be a tag such as en, de or pt-BR; it is {shown(tag)}"


@each("topic", "project")
def language(owner: Topic | Project) -> Iterator[Fault]:
    """A language must be a BCP 47 tag such as en, de or pt-BR."""
    for i, entry in enumerate(owner.resources):
        if isinstance(entry, Resource) and (wrong := language_fault(entry.language)):
            yield ("resources", i, "language"), f"a language {wrong}", "Tags: https://www.rfc-editor.org/info/bcp47"


RULES = rules(no_shouting, no_placeholder, language)
