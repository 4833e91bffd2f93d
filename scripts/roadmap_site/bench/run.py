"""A process of its own, with its time and the memory that it needed at most."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Took(NamedTuple):
    """Seconds, and megabytes at the peak of the largest process."""

    seconds: float
    memory: float


def run(command: Sequence[str | Path], cwd: Path, env: Mapping[str, str] | None = None) -> Took:
    """Run a command; raise RuntimeError when it fails."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("ROADMAP_")}
    started = time.perf_counter()
    process = subprocess.Popen(
        list(map(str, command)), cwd=cwd, env={**inherited, "NO_MKDOCS_2_WARNING": "1", **(env or {})},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    _, status, usage = os.wait4(process.pid, 0)  # the use of this process alone
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[0]} exited with {process.returncode}")
    return Took(time.perf_counter() - started, usage.ru_maxrss / 1024)
