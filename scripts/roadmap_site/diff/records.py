"""What a difference is made of: frozen values, each change named once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from roadmap_site.diff.state import Kind, Listed

Action = Literal["added", "removed", "renamed", "merged", "changed"]
What = Literal["changed", "gained", "lost", "moved", "reordered"]


@dataclass(frozen=True)
class Detail:
    """One thing that differs within a record; `requires.why` is a field of a member of a list, which `key` names."""

    field: str
    what: What
    key: str | None = None  # of a member of a list: the id that it names, or its text
    title: str | None = None  # of what that id names
    before: Any = None
    after: Any = None


@dataclass(frozen=True)
class Change:
    """What became of one record. Its id is the new one; of what is removed or merged the one that it had."""

    kind: Kind
    action: Action
    id: str
    title: str
    details: tuple[Detail, ...] = ()
    former: str | None = None  # the id that a renamed record had
    into: str | None = None  # the id of the record that a merged one became part of
    into_title: str | None = None
    record: Mapping[str, Any] = field(
        default_factory=dict, repr=False
    )  # as the new state has it; if it is gone, the old


@dataclass(frozen=True)
class Total:
    """A number that is another one now: how many there are of a kind, all study time, or that of one path."""

    of: Literal[Listed, "minutes"]
    before: int
    after: int
    path: str | None = None
    title: str | None = None


@dataclass(frozen=True)
class Broken:
    """A record of the old state whose addresses, below the site's root, nothing answers in the new one."""

    kind: Kind
    id: str
    title: str
    addresses: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """All that differs between two states, in learning order; what is gone comes last in its kind."""

    changes: tuple[Change, ...]
    totals: tuple[Total, ...]
    broken: tuple[Broken, ...]
    titles: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)  # by id, of both states

    def __bool__(self) -> bool:
        return bool(self.changes or self.totals or self.broken)
