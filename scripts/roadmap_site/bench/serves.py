"""From the command to the first page of the server: ours the first time and again, beside MkDocs' own server."""

from __future__ import annotations

import shutil
import statistics
import time
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from roadmap_site.bench.builds import project_of
from roadmap_site.bench.row import Row
from roadmap_site.bench.server import PLAIN, server
from roadmap_site.load import load

_TIMES: Final = 3


def serves(top: Path, roadmap: Path) -> Iterator[Row]:
    """Yield what it takes until the site is shown, at the median of some starts in turns."""
    with TemporaryDirectory() as temporary:
        project = project_of(Path(temporary) / "project", top, roadmap)
        found = load(project / "roadmap").roadmap
        assert found is not None  # noqa: S101 - it was made for this
        plain, first, again = [], [], []
        for _ in range(_TIMES):
            shutil.rmtree(project / ".cache", ignore_errors=True)
            first.append(_start(project, {}))
            again.append(_start(project, {}))
            plain.append(_start(project, PLAIN))
        of, base = f"serve, {len(found.topics):,} topics", statistics.median(plain)
        yield Row(of, "MkDocs serve", base, base, kept=False)
        yield Row(of, "ours, the first time", statistics.median(first), base, goal="3 s")
        yield Row(of, "ours, again", statistics.median(again), base, goal="3 s")


def _start(project: Path, env: Mapping[str, str]) -> float:
    started = time.perf_counter()
    with server(project, env) as url, urllib.request.urlopen(url, timeout=600) as answer:  # noqa: S310 - our own
        answer.read()
        return time.perf_counter() - started
