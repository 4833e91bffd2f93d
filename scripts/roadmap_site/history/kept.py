"""What was found out about commits, kept in a file: to delete it costs time and nothing else."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache as once
from pathlib import Path
from typing import Any

import roadmap_site
from roadmap_site.history.entries import Entry, as_data, of_data
from roadmap_site.history.git import Head
from roadmap_site.save import save

_CODE = ("diff", "history", "source.py")  # what entries follow from, beside the commits


@dataclass(frozen=True)
class Walked:
    """A commit with the entries that it gave; nothing when it could not be read."""

    name: str
    seconds: int
    entries: tuple[Entry, ...] | None


@dataclass(frozen=True)
class Kept:
    """What the file holds, as far as this version wrote it."""

    file: Path | None = None
    head: Head | None = None
    commits: tuple[Walked, ...] = ()
    known: Mapping[str, Walked] = field(default_factory=dict)

    @classmethod
    def read(cls, file: Path | None) -> Kept:
        """Return what a file holds; nothing when it is not there, damaged, or of another version."""
        try:
            data = json.loads(file.read_bytes()) if file else {}
            if data.get("code") != _code():
                return cls(file)
            commits = tuple(_walked(one) for one in data["commits"])
            # the oldest commit was compared with nothing; a deeper clone knows what it did
            return cls(file, Head(*data["head"]), commits, {one.name: one for one in commits[:-1]})
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return cls(file)

    def walk(self, head: Head) -> tuple[Walked, ...] | None:
        """Return the commits up to where a clone stands, when just these are kept."""
        return self.commits if head == self.head else None

    def write(self, head: Head, commits: tuple[Walked, ...]) -> None:
        """Keep the commits up to where a clone stands; when that is not possible, nothing is lost."""
        if self.file is not None:
            rows = [
                [one.name, one.seconds, None if one.entries is None else [*map(as_data, one.entries)]]
                for one in commits
            ]
            data = {"code": _code(), "head": [head.commit, head.shallow], "commits": rows}
            with contextlib.suppress(OSError):
                save({self.file: json.dumps(data, ensure_ascii=False, separators=(",", ":"))})


def _walked(row: Any) -> Walked:
    name, seconds, entries = row
    return Walked(name, seconds, None if entries is None else tuple(map(of_data, entries)))


@once
def _code() -> str:
    """Return the hash of the code that makes entries."""
    state = hashlib.blake2b(digest_size=16)
    for folder in map(Path, roadmap_site.__path__):
        for name in _CODE:
            for path in sorted((folder / name).rglob("*.py")) or [folder / name]:
                state.update(path.read_bytes())
    return state.hexdigest()
