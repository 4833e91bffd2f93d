"""What earlier runs found: one line of JSON an address, sorted, so that a difference is small and two runs merge."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from roadmap_site.links.seen import NO_VALIDATORS, VERDICTS, Earlier, Judgement, Validators, Verdict

# Days until an address is asked again; what is good rests for ten to seventeen, so that not all come due at once.
_REST: Final[dict[Verdict, int]] = {
    "ok": 10, "moved": 7, "anchor": 7, "blocked": 7, "refused": 30,
    "insecure": 3, "soft_404": 3, "gone": 3, "temporary": 1,
}  # fmt: skip
_SPREAD: Final = 8
_ABANDONED: Final = 3600.0  # seconds after which nobody is writing to a file any more


class Damaged(Exception):
    """The memory file holds a line that is not ours."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is remembered of one address."""

    url: str
    verdict: Verdict
    checked: date
    since: date
    first_seen: date
    missing_since: date | None = None
    status: int | None = None
    final_url: str | None = None
    title: str | None = None
    reason: str = ""
    archived: str | None = None
    rest: int = 0  # more days that the host says it stays as it is
    etag: str = ""  # with these two it is asked for only if it changed
    modified: str = ""

    def earlier(self) -> Earlier:
        """Return what judging needs of it."""
        return Earlier(
            self.verdict, self.checked, self.since, self.first_seen, self.missing_since, self.final_url, self.title,
            Validators(self.etag, self.modified),
        )  # fmt: skip

    @property
    def due(self) -> date:
        """The day on which it should be asked again."""
        spread = int.from_bytes(hashlib.sha256(self.url.encode()).digest()[:4], "big") % _SPREAD
        days = _REST[self.verdict] + (spread + self.rest if self.verdict == "ok" else 0)
        return self.checked + timedelta(days=days)


def entry_of(
    url: str,
    made: Judgement,
    today: date,
    before: Entry | None,
    rest: int = 0,
    validators: Validators = NO_VALIDATORS,
) -> Entry:
    """Return what to remember of a judgement."""
    if made.status == 304 and before:  # it is as it was, and so is that by which this is told
        validators = Validators(before.etag, before.modified)
    elif made.verdict != "ok" or made.warnings:  # what there is to say of it takes the page itself
        validators = NO_VALIDATORS
    missing_since = (before.missing_since if before else None) or today
    return Entry(
        url=url,
        verdict=made.verdict,
        checked=today,
        since=before.since if before and before.verdict == made.verdict else today,
        first_seen=before.first_seen if before else today,
        missing_since=missing_since if made.missing else None,
        status=made.status,
        final_url=made.final_url if made.final_url != url else None,
        title=made.title or (before.title if before else None),
        reason=made.reason if made.verdict != "ok" else "",
        archived=before.archived if before else None,
        rest=rest,
        etag=validators.etag,
        modified=validators.modified,
    )


_DATES: Final = ("checked", "since", "first_seen", "missing_since")


def as_line(entry: Entry) -> str:
    """Return an entry as its line of JSON."""
    values: dict[str, Any] = {}
    for name in Entry.__slots__:
        value = getattr(entry, name)
        if value not in (None, "", 0):
            values[name] = value.isoformat() if isinstance(value, date) else value
    return json.dumps(values, ensure_ascii=False)


def from_line(line: str) -> Entry:
    """Return the entry in a line; raise Damaged."""
    try:
        values = json.loads(line)
        values |= {name: date.fromisoformat(values[name]) for name in _DATES if name in values}
        known = {name: value for name, value in values.items() if name in Entry.__slots__}  # a later version may add
        entry = Entry(**known)
        if entry.verdict not in VERDICTS or not isinstance(entry.url, str):
            raise ValueError
    except (ValueError, TypeError, KeyError) as error:
        raise Damaged(line[:80]) from error
    return entry


class Memory:
    """The memory file, read whole and kept as text until an entry is asked for."""

    def __init__(self, lines: Mapping[str, str] | None = None) -> None:
        self._lines: dict[str, str] = dict(lines or {})

    @classmethod
    def read(cls, path: Path) -> Memory:
        """Read a memory file, or nothing when there is none; raise Damaged with its line number, or OSError."""
        lines: dict[str, str] = {}
        with contextlib.suppress(FileNotFoundError), path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    try:
                        lines[from_line(line).url] = line.rstrip("\n")
                    except Damaged:
                        raise Damaged(
                            f"{path}:{number}:1: a line must be what `roadmap links` wrote; take the file back from git"
                        ) from None
        return cls(lines)

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def get(self, url: str) -> Entry | None:
        line = self._lines.get(url)
        return from_line(line) if line else None

    def put(self, entry: Entry) -> None:
        """Remember an entry; the day on which an address was first seen is never forgotten."""
        before = self.get(entry.url)
        if before and before.first_seen < entry.first_seen:
            entry = replace(entry, first_seen=before.first_seen)
        self._lines[entry.url] = as_line(entry)

    def text(self) -> str:
        """Return the file's text."""
        return "".join(f"{self._lines[url]}\n" for url in sorted(self._lines))

    def write(self, path: Path) -> None:
        """Write the file whole, or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        for left in path.parent.glob(f".{path.name}.*"):  # by a run that was killed while it wrote
            with contextlib.suppress(OSError):
                if time.time() - left.stat().st_mtime > _ABANDONED:
                    left.unlink()
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(self.text())
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def _rank(entry: Entry) -> tuple[date, str]:
    """Return which of two entries counts: the later; of one day the same one whatever was merged before."""
    return entry.checked, as_line(replace(entry, first_seen=entry.checked, archived=None))


def merge(one: Memory, other: Memory) -> Memory:
    """Return what two runs know together: of each address what was seen last, and since when it is known."""
    merged = Memory()
    for url in {*one, *other}:
        found = [entry for entry in (one.get(url), other.get(url)) if entry]
        last = max(found, key=_rank)
        merged.put(
            replace(
                last,
                first_seen=min(entry.first_seen for entry in found),
                archived=max((entry.archived for entry in found if entry.archived), default=None),
            )
        )
    return merged
