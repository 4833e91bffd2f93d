"""What was found, and where it was found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal

from roadmap_site.links.seen import Judgement

Field = Literal["title", "by", "kind", "cost", "time", "language", "year"]
FIELDS: Final[tuple[Field, ...]] = (
    "title",
    "by",
    "kind",
    "cost",
    "time",
    "language",
    "year",
)  # as they stand in a file


@dataclass(frozen=True)
class Fact:
    """One value of a field, and who says so."""

    field: Field
    value: str | int | tuple[str, ...]
    source: str  # in words, such as "YouTube’s oEmbed"
    url: str  # the address that was asked for it


@dataclass(frozen=True)
class Found:
    """All that was found out of an address."""

    url: str  # as it should be written: where it moved to for good, else as it was given
    judged: Judgement | None = None
    facts: tuple[Fact, ...] = ()  # at most one a field, in the order of fields
    also: tuple[str, ...] = ()  # other addresses of the same page: after redirects, and as the page names itself
    notes: tuple[str, ...] = field(default=())  # what a person should know: hints of a price, values that disagree

    def fact(self, name: str) -> Fact | None:
        """Return what was found for a field."""
        return next((fact for fact in self.facts if fact.field == name), None)


def best(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return the first fact of each field, in the order of fields."""
    found: dict[str, Fact] = {}
    for fact in facts:
        found.setdefault(fact.field, fact)
    return tuple(found[name] for name in FIELDS if name in found)
