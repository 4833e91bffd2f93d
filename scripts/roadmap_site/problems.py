"""What is wrong with a roadmap, where, and how to mend it; and the forms in which that is printed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend. Line and column count from 1."""

    path: str
    line: int
    column: int
    rule: str
    message: str
    hint: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        label = "" if self.severity == "error" else "warning: "
        first = f"{self.path}:{self.line}:{self.column}: {label}{self.message} [{self.rule}]"
        return f"{first}\n    {self.hint}" if self.hint else first


class Refused(Exception):
    """The roadmap has errors, so nothing was made of it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems)
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return as_text(self.problems)


def shown(value: object, limit: int = 60) -> str:
    """Return a value as it may be quoted in a message: short, on one line, nothing in it that a terminal obeys."""
    text = " ".join(str(value).split())
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    return "`" + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text) + "`"


def summary(problems: Sequence[Problem]) -> str:
    """Return one line that counts errors and warnings."""
    errors = sum(p.severity == "error" for p in problems)
    counts = [(errors, "error"), (len(problems) - errors, "warning")]
    words = [f"{n:,} {word}{'' if n == 1 else 's'}" for n, word in counts if n]
    return " and ".join(words) or "no problems"


def as_text(problems: Iterable[Problem]) -> str:
    """Return one line for each problem, with its hint below it."""
    return "\n".join(str(problem) for problem in problems)


def as_json(problems: Iterable[Problem]) -> str:
    """Return a JSON list of `{path, line, column, rule, message, hint, severity}`."""
    return json.dumps([asdict(problem) for problem in problems], indent=2, ensure_ascii=False)


def as_github(problems: Iterable[Problem]) -> str:
    """Return workflow commands that GitHub shows beside the lines of a pull request."""
    lines = []
    for problem in problems:
        place = {"file": problem.path, "line": problem.line, "col": problem.column, "title": problem.rule}
        fields = ",".join(f"{name}={_property(str(value))}" for name, value in place.items())
        text = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
        lines.append(f"::{problem.severity} {fields}::{_data(text)}")
    return "\n".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
