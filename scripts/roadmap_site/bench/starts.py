"""Commands from the shell, beside the start of Python itself."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from roadmap_site.bench.row import Row
from roadmap_site.bench.run import run

_TIMES: Final = 7
_GOALS: Final = {"roadmap --help": "0.1 s more than Python", "roadmap check": "0.5 s"}


def starts(roadmap: Path) -> Iterator[Row]:
    """Yield what commands take, at the median of some runs in turns."""
    commands = {
        "Python, to do nothing": (sys.executable, "-c", "pass"),
        "roadmap --help": (sys.executable, "-m", "roadmap_site", "--help"),
        "roadmap check": (sys.executable, "-m", "roadmap_site", "check", "--roadmap", roadmap),
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(_TIMES):
        for name, command in commands.items():
            times[name].append(run(command, Path.cwd()).seconds)
    found = {name: statistics.median(seconds) for name, seconds in times.items()}
    base = next(iter(found.values()))
    for name, seconds in found.items():
        yield Row("commands", name, seconds, base, kept=seconds != base, goal=_GOALS.get(name, ""))
