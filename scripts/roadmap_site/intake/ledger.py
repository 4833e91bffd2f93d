"""Every line of a source is used, or told of with the reason."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from roadmap_site.plain import INVISIBLE
from roadmap_site.problems import Problem

RULES: Final = {
    "import-address": "An address must be one that may be linked.",
    "import-form": "What has no place in a roadmap must be told of.",
    "import-text": "Text that is changed or cut must be told of.",
    "import-twice": "What stands twice must be told of.",
}
_WORD: Final = re.compile(r"\S")


class _Note(NamedTuple):
    """Something that is told of lines."""

    first: int
    last: int
    column: int
    rule: str
    message: str
    hint: str


@dataclass
class Ledger:
    """The lines of one file, what became of each, and what is to be told."""

    path: str  # where it stands
    name: str  # what the roadmap calls it
    lines: list[str]
    settled: set[int] = field(default_factory=set)  # numbers of lines, from 1
    told: set[int] = field(default_factory=set)  # numbers of lines of which something is told
    _notes: set[_Note] = field(default_factory=set)

    @classmethod
    def of(cls, path: str, name: str, text: str) -> Ledger:
        """Return the account of a text; characters that nobody sees are taken out of it, and told of."""
        lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        made = cls(path, name, lines)
        for number, line in enumerate(lines, 1):
            if found := INVISIBLE.search(line):
                made.lines[number - 1] = INVISIBLE.sub("", line)
                made.tell(number, number, "import-text", "characters that nobody sees are left out", found.start() + 1)
        made.settled = {number for number, line in enumerate(made.lines, 1) if not _WORD.search(line)}
        return made

    @property
    def text(self) -> str:
        """The text that is read."""
        return "\n".join(self.lines)

    def use(self, first: int, last: int | None = None) -> None:
        """Note that lines are used."""
        self.settled.update(range(first, (last or first) + 1))

    def tell(self, first: int, last: int, rule: str, message: str, column: int = 0, hint: str = "") -> None:
        """Note that lines, or something in them, are not taken, or not as they are."""
        last = max(first, min(last, len(self.lines)))
        while last > first and not self.lines[last - 1].strip():
            last -= 1
        self.use(first, last)
        self.told.update(number for number in range(first, last + 1) if self.lines[number - 1 : number] != [""])
        self._notes.add(_Note(first, last, column or self.column(first), rule, message, hint))

    def column(self, line: int) -> int:
        """Return the column where a line's text begins."""
        found = _WORD.search(self.lines[line - 1]) if 0 < line <= len(self.lines) else None
        return found.start() + 1 if found else 1

    def close(self) -> tuple[Problem, ...]:
        """Return all that is to be told, with the lines that nobody understood; the same of lines in a row is one."""
        for number in range(1, len(self.lines) + 1):
            if number not in self.settled:
                self.tell(number, number, "import-form", "this was not understood")
        found: list[_Note] = []
        for note in sorted(self._notes):
            near = found[-1] if found else None
            if near and note[3:] == near[3:] and self._meet(near.last, note.first):
                found[-1] = near._replace(last=note.last)
            else:
                found.append(note)
        return tuple(map(self._problem, found))

    def _meet(self, last: int, first: int) -> bool:
        """Say whether only empty lines stand between two lines, at least one apart."""
        return first > last and not any(line.strip() for line in self.lines[last : first - 1])

    def _problem(self, note: _Note) -> Problem:
        to = f" (to line {note.last:,})" if note.last > note.first else ""
        return Problem(self.path, note.first, note.column, note.rule, note.message + to, note.hint, "warning")
