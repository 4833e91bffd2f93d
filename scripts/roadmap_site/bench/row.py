"""What was measured, as values that two runs of a bench can be compared by."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final

_LONGEST: Final = 200  # characters of a name
WORSE: Final = 4 / 3  # of a ratio: what a run may be worse than the one before it


@dataclass(frozen=True)
class Row:
    """One time: seconds, those of what it is measured against, and megabytes at the peak."""

    of: str  # what was done, such as `build, 1,000 topics`
    name: str  # by whom
    seconds: float
    base: float | None = None
    memory: float | None = None
    kept: bool = True  # its ratio must not get worse; others are there to compare with
    goal: str = ""  # what it should take, in words

    @property
    def ratio(self) -> float | None:
        """How often the other's time goes into this one."""
        return self.seconds / self.base if self.base else None


def table(rows: Iterable[Row]) -> Iterator[str]:
    """Yield a line a row, under a heading for all that do the same."""
    of = None
    for row in rows:
        if row.of != of:
            of = row.of
            yield of
        ratio = f"{row.ratio:8.2f} x" if row.ratio else " " * 10
        memory = f"{row.memory:8,.0f} MB" if row.memory else ""
        goal = f"goal: {row.goal}" if row.goal else ""
        yield f"  {row.name:42} {row.seconds:8.2f} s {ratio} {memory:11}  {goal}".rstrip()


def as_json(rows: Iterable[Row]) -> str:
    """Return rows as text that `of_json` reads."""
    return json.dumps([asdict(row) for row in rows], indent=1) + "\n"


def of_json(text: str) -> list[Row]:
    """Return the rows of a run; raise ValueError when it is none."""
    try:
        return [_row(row) for row in json.loads(text)]
    except (TypeError, RecursionError) as error:
        raise ValueError(f"these are no measurements: {error}") from None


def _row(data: dict[str, Any]) -> Row:
    """Return a row whose values are what they must be."""
    row = Row(**data)
    numbers = (row.seconds, row.base, row.memory)
    if not all(isinstance(text, str) and len(text) <= _LONGEST for text in (row.of, row.name, row.goal)):
        raise ValueError("a row must say of what it is")
    if not all(n is None or (isinstance(n, int | float) and math.isfinite(n) and n >= 0) for n in numbers):
        raise ValueError("a row must hold numbers")
    return row


def worse(before: Iterable[Row], now: Iterable[Row]) -> list[str]:
    """Return what took a third more than before, as a share of what it is measured against."""
    known = {(row.of, row.name): row.ratio for row in before}
    found = []
    for row in now:
        was = known.get((row.of, row.name))
        if row.kept and was and row.ratio and row.ratio > was * WORSE:
            found.append(f"{row.of}: {row.name} takes {row.ratio:.2f} times its measure, and took {was:.2f}")
    return found
