"""The runs of a bench, one a line, as a workflow keeps them from one run to the next."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Final

from roadmap_site.bench.row import Row, of_json
from roadmap_site.pull.bundle import member

NAME: Final = "bench.jsonl"  # in the archive that a workflow leaves
MOST: Final = 8 * 1024 * 1024  # bytes that are read
RUNS: Final = 200  # that are kept


@dataclass(frozen=True)
class Run:
    """What one run measured, and what got worse in it."""

    time: str
    commit: str
    worse: tuple[str, ...]
    rows: tuple[Row, ...]


class WrongHistory(Exception):
    """It is no history of a bench."""


def read(raw: bytes) -> tuple[Run, ...]:
    """Return the runs in a history, or in an archive that holds one, the oldest first; raise WrongHistory.

    It was left by an earlier run, and may hold anything: nothing is unpacked, and nothing may be too long.
    """
    try:
        if raw.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(raw[:MOST])) as archive:
                raw = member(archive, NAME) or b""
        if len(raw) > MOST:
            raise WrongHistory(f"it must be at most {MOST:,} bytes long")
        return tuple(map(_run, raw.decode("utf-8").splitlines()[-RUNS:]))
    except (
        *(zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError),
        *(ArithmeticError, AttributeError, LookupError, TypeError, ValueError),
    ) as error:
        raise WrongHistory(f"it must be one run a line: {type(error).__name__}") from None


def _run(line: str) -> Run:
    data = json.loads(line)
    worse = tuple(str(text)[:300] for text in data["worse"])
    return Run(str(data["time"])[:40], str(data["commit"])[:40], worse, tuple(of_json(json.dumps(data["rows"]))))


def measure(runs: Sequence[Run]) -> tuple[Row, ...]:
    """Return what a new run is measured against: the last one in which nothing got worse."""
    return next((run.rows for run in reversed(runs) if not run.worse), ())


def written(runs: Sequence[Run], rows: Sequence[Row], worse: Sequence[str], commit: str, now: datetime) -> str:
    """Return the history with a run at its end."""
    new = Run(now.astimezone(UTC).isoformat(timespec="seconds"), commit, tuple(worse), tuple(rows))
    return "".join(f"{json.dumps(asdict(run))}\n" for run in (*runs, new)[-RUNS:])
