"""The archive that the building job leaves, read as a stranger's: nothing is unpacked, and nothing may be too long."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any, Final

from roadmap_site.diff import Difference, State, Unreadable, difference, read_state
from roadmap_site.links.issue import WrongResults
from roadmap_site.links.issue import read as read_rows
from roadmap_site.links.report import Row
from roadmap_site.problems import Problem, Severity

MOST: Final = 8 * 1024 * 1024  # bytes of the archive, and of each file in it
# What a value of the wrong type may raise on its way through code that expects our own files.
_ODD: Final = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


class WrongBundle(Exception):
    """The archive is not one that the building job leaves."""


@dataclass(frozen=True)
class Bundle:
    """What is in an archive; what could not be read is None, which is not the same as nothing."""

    number: int  # of the pull request, as the archive says
    changes: Difference | None
    problems: tuple[Problem, ...] | None
    rows: tuple[Row, ...] | None


def read(raw: bytes) -> Bundle:
    """Return what is in an archive; raise WrongBundle."""
    if len(raw) > MOST:
        raise WrongBundle(f"it must be at most {MOST:,} bytes long")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            texts = {name: member(archive, name) for name in ("number", "before.json", "after.json")}
            texts |= {name: member(archive, name) for name in ("problems.json", "links.json")}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, *_ODD) as error:
        raise WrongBundle(f"it must be a ZIP archive: {type(error).__name__}") from None
    return Bundle(
        _number(texts["number"]), _changes(texts["before.json"], texts["after.json"]),
        _problems(texts["problems.json"]), _rows(texts["links.json"]),
    )  # fmt: skip


def member(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """Return a file of the archive; nothing when it is not there or too long, whatever it says of itself."""
    if name not in archive.namelist():
        return None
    with archive.open(name) as file:
        data = file.read(MOST + 1)
    return data if len(data) <= MOST else None


def _number(raw: bytes | None) -> int:
    text = (raw or b"").strip()
    if not text.isdigit() or len(text) > 9 or int(text) == 0:
        raise WrongBundle("it must say the number of its pull request")
    return int(text)


def _changes(before: bytes | None, after: bytes | None) -> Difference | None:
    if before is None or after is None:
        return None
    try:
        old: State = read_state(before)
        return difference(old, read_state(after))
    except (Unreadable, *_ODD):
        return None


def _problems(raw: bytes | None) -> tuple[Problem, ...] | None:
    try:
        return tuple(map(_problem, json.loads(raw or b"")))
    except _ODD:
        return None


def _problem(data: dict[str, Any]) -> Problem:
    severity: Severity = "error" if data["severity"] == "error" else "warning"
    return Problem(
        str(data["path"]), int(data["line"]), int(data["column"]), str(data["rule"]), str(data["message"]),
        str(data["hint"]), severity,
    )  # fmt: skip


def _rows(raw: bytes | None) -> tuple[Row, ...] | None:
    try:
        return tuple(read_rows([(raw or b"").decode()]))
    except (WrongResults, *_ODD):
        return None
