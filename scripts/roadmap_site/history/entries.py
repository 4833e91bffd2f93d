"""What happened to the roadmap, one entry a change; what was once said is never said otherwise."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Literal, cast

Kind = Literal["stage", "topic", "resource", "path", "project"]
Action = Literal["added", "removed", "renamed", "merged", "changed"]
KINDS: Final[tuple[Kind, ...]] = ("stage", "topic", "resource", "path", "project")
_SPACE: Final = uuid.UUID("6f0d1c1e-5d0b-5d65-8f3e-0a5e6a0f9a41")  # of these names, and of nothing else


@dataclass(frozen=True)
class Words:
    """A line about a change, and the ids of what it names."""

    text: str
    named: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One change of one record, with the ids of that time."""

    key: str  # what it is known by for ever: of a commit, a kind, an id and an action, or of a resource and its day
    seconds: int  # since 1970: when it was committed, or the day on which it was added
    kind: Kind
    action: Action
    id: str
    title: str
    said: tuple[Words, ...] = ()
    former: str | None = None  # the id that a renamed record had
    into: str | None = None  # the id of what a merged record became part of
    topics: tuple[str, ...] = ()  # which it is about, or whose resource
    stages: tuple[str, ...] = ()
    commit: str | None = None  # nothing when only the data knows of it, to the day

    @property
    def urn(self) -> str:
        """The id of it that feeds carry."""
        return urn(self.key)

    @property
    def moment(self) -> datetime:
        """When it was, in UTC."""
        return datetime.fromtimestamp(self.seconds, UTC)

    @property
    def time(self) -> str:
        """When it was, as RFC 3339 writes it."""
        return self.moment.strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True)
class Past:
    """What is known of the past of a roadmap."""

    entries: tuple[Entry, ...] = ()  # the newest first
    since: datetime | None = None  # the oldest state that was seen; nothing when no past is known
    whole: bool = False  # that is where the roadmap began
    unread: int = 0  # commits that hold something which cannot be read
    uncommitted: bool = False  # there are changes that no commit holds yet


NOTHING: Final = Past()


def urn(key: str) -> str:
    """Return the permanent id of a key."""
    return uuid.uuid5(_SPACE, key).urn


def added_key(id: str, day: str) -> str:
    """Return the key of a resource that says itself on which day it was added: the same with and without a past."""
    return f"resource/{id}/added/{day}"


def as_data(entry: Entry) -> list[Any]:
    """Return an entry as JSON keeps it."""
    values = {name: getattr(entry, name) for name in Entry.__dataclass_fields__}
    return [*(values | {"said": [[words.text, list(words.named)] for words in entry.said]}).values()]


def of_data(data: list[Any]) -> Entry:
    """Return the entry that `as_data` made data of; raises an error for other data."""
    values: dict[str, Any] = dict(zip(Entry.__dataclass_fields__, data, strict=True))
    values["said"] = tuple(Words(text, tuple(named)) for text, named in values["said"])
    values |= {name: tuple(values[name]) for name in ("topics", "stages")}
    return Entry(**cast("Mapping[str, Any]", values))
