"""What all addresses came to on each day of asking: one line of JSON a day, so that it stays small and two merge."""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from roadmap_site.links import memory
from roadmap_site.links.memory import Damaged, Memory
from roadmap_site.links.seen import VERDICTS, Verdict
from roadmap_site.save import save

NAME: Final = "link-history.jsonl"
_DAYS: Final = 400  # kept; older ones are dropped
_UNCHECKED: Final = "unchecked"


@dataclass(frozen=True, slots=True)
class Day:
    """How many addresses had which verdict at the end of a day, and how many had never been asked."""

    day: date
    found: Mapping[Verdict, int]
    unchecked: int = 0

    @property
    def checked(self) -> int:
        """How many addresses had been asked at all."""
        return sum(self.found.values())


History = tuple[Day, ...]  # oldest first, each day once


def day_of(seen: Iterable[tuple[Verdict, date]], unchecked: int) -> Day | None:
    """Return the totals of what is known, of the day on which something was last asked; nothing when nothing was."""
    seen = tuple(seen)
    if not seen:
        return None
    count = Counter(verdict for verdict, _ in seen)
    found: dict[Verdict, int] = {verdict: count[verdict] for verdict in VERDICTS if count[verdict]}
    return Day(max(checked for _, checked in seen), found, unchecked)


def as_line(day: Day) -> str:
    """Return a day as its line of JSON."""
    counts = {verdict: day.found[verdict] for verdict in VERDICTS if day.found.get(verdict)}
    last = {_UNCHECKED: day.unchecked} if day.unchecked else {}
    return json.dumps({"day": day.day.isoformat(), **counts, **last})


def from_line(line: str) -> Day:
    """Return the day in a line; raise Damaged."""
    try:
        values = json.loads(line)
        found: dict[Verdict, int] = {name: _count(values, name) for name in VERDICTS if name in values}
        return Day(date.fromisoformat(values["day"]), found, _count(values, _UNCHECKED))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Damaged(line[:80]) from error


def _count(values: Mapping[str, object], name: str) -> int:
    number = values.get(name, 0)
    if type(number) is not int or number < 0:
        raise ValueError
    return number


def read(path: Path) -> History:
    """Read a history, or nothing when there is none; raise Damaged with its line number, or OSError."""
    days: list[Day] = []
    with contextlib.suppress(FileNotFoundError), path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                try:
                    found = from_line(line)
                except Damaged:
                    raise Damaged(
                        f"{path}:{number}:1: a line must be what `roadmap links` wrote; take the file back from git"
                    ) from None
                days.append(found)
    return merge(tuple(days), ())


def merge(one: History, other: History) -> History:
    """Return the days of both; of a day that both have, the totals for which more had been asked."""
    ordered = sorted((*one, *other), key=lambda day: (day.day, day.checked, as_line(day)))
    return tuple({day.day: day for day in ordered}.values())[-_DAYS:]


def merged(one: Path, other: Path) -> str:
    """Return the text of two memories, or of two histories, as one; raise Damaged or OSError."""
    if _is_history(one) or _is_history(other):
        return text(merge(read(one), read(other)))
    return memory.merge(Memory.read(one), Memory.read(other)).text()


def _is_history(path: Path) -> bool:
    with contextlib.suppress(OSError), path.open("rb") as file:
        return file.read(6) == b'{"day"'
    return False


def record(path: Path, urls: Iterable[str], known: Memory) -> None:
    """Write into a history what is remembered of some addresses, in place of what it had of that day.

    Raises Damaged, or OSError; the file is then as it was.
    """
    entries = [known.get(url) for url in urls]
    seen = [(entry.verdict, entry.checked) for entry in entries if entry]
    before = read(path)
    if day := day_of(seen, len(entries) - len(seen)):
        days = merge(tuple(one for one in before if one.day != day.day), (day,))
        if days != before:
            save({path: text(days)})


def text(days: History) -> str:
    """Return the file's text."""
    return "".join(f"{as_line(day)}\n" for day in days)
