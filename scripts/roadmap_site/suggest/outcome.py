"""What became of a suggestion, as it goes from the job that asks to the job that writes: a small file of JSON."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints, ValidationError

from roadmap_site.model import Entry, Id, Record, Resource, Use
from roadmap_site.suggest.values import clean

MOST: Final = 64 * 1024  # bytes
_ADDED: Final = frozenset(
    (
        *("id", "title", "url", "by", "kind", "part", "level", "cost", "time", "language", "year", "why"),
        *("added", "added_by"),
    )
)
_USED: Final = frozenset(("use", "part", "url", "level", "time", "why"))

Answered = Literal["incomplete", "duplicate", "retired", "broken", "unclear"]
Sentence = Annotated[str, StringConstraints(min_length=1, max_length=1000)]


class WrongOutcome(Exception):
    """The file is not one that `roadmap suggest look` wrote."""


class Outcome(Record):
    """Either an entry for a topic, or an answer that says in sentences why there is none."""

    version: Literal[1] = 1
    issue: Annotated[int, Field(strict=True, gt=0, lt=1_000_000_000)]
    answer: Answered | None = None
    topic: Id | None = None
    entry: Entry | None = None
    sentences: Annotated[tuple[Sentence, ...], Field(max_length=20)] = ()  # the answer; or what a reader should know
    found: Annotated[tuple[Id, ...], Field(max_length=10)] = ()  # fields that were looked up

    def json_text(self) -> str:
        """Return the file."""
        return self.model_dump_json(exclude_unset=True, indent=1) + "\n"


def read(raw: bytes) -> Outcome:
    """Return what a file holds; raise WrongOutcome. Nothing in it is more than a suggestion may bring."""
    if len(raw) > MOST:
        raise WrongOutcome(f"it must be at most {MOST:,} bytes long")
    try:
        outcome = Outcome.model_validate_json(raw)
    except ValidationError as error:
        places = sorted({".".join(map(str, one["loc"])) or "it" for one in error.errors()})
        raise WrongOutcome(f"it must have the right shape: {', '.join(places)[:300]}") from None
    entry = outcome.entry
    if (outcome.answer is None) != (entry is not None and outcome.topic is not None):
        raise WrongOutcome("it must hold either an entry with its topic, or an answer")
    allowed = {Resource: _ADDED, Use: _USED}[type(entry)] if entry else frozenset()
    if entry and (more := sorted(entry.model_fields_set - allowed)):
        raise WrongOutcome(f"a suggestion must not set {', '.join(more)}")
    if entry and not all(clean(value) for value in entry.model_dump().values()):
        raise WrongOutcome("text must be on one line, without marks that are not seen")
    return outcome
