"""From saving a YAML file to the new page in a browser: ours beside MkDocs' own server."""

from __future__ import annotations

import os
import re
import shutil
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import Page, sync_playwright

from roadmap_site.bench.builds import project_of
from roadmap_site.bench.made_up import roadmaps
from roadmap_site.bench.row import Row
from roadmap_site.bench.server import PLAIN, server

_MANY: Final = 1_000  # topics
_EDITS: Final = 7
_LONGEST: Final = 120_000.0  # milliseconds, for a server that makes everything anew
_REST: Final = 6.0  # seconds between edits, as a person needs more
_ASKED: Final = 100.0  # milliseconds between looks: at every frame they would slow down what is measured
# Notes when the first frame is drawn that shows the page's title: to ask from outside would take as long again.
_NOTE: Final = """
const look = () => {
  if (document.querySelector("h1")) window.shownAt = performance.timeOrigin + performance.now();
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
_ARGS: Final = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")


def edits(top: Path, roadmap: Path, sizes: Sequence[int]) -> Iterator[Row]:
    """Yield what an edit takes to be seen, at the median: in a roadmap, and in made-up ones with so many topics."""
    for one in roadmaps(roadmap, sizes):
        yield from _of(top, one)


def _of(top: Path, roadmap: Path) -> Iterator[Row]:
    with TemporaryDirectory() as temporary:
        project = project_of(Path(temporary) / "project", top, roadmap)
        files = [path for path in sorted((project / "roadmap").glob("*/*.yml")) if _is_topic(path)]
        of, file = f"edit to page, {len(files):,} topics", files[len(files) // 2]
        plain = _measured(project, file, PLAIN)
        yield Row(of, "MkDocs serve", plain, plain, kept=False)
        ours = _measured(project, file, {})
        yield Row(of, "ours", ours, plain, goal="0.3 s" if len(files) < _MANY else "0.5 s")


def _is_topic(path: Path) -> bool:
    return path.name != "index.yml" and path.parent.name not in ("paths", "projects", "schema")


def _measured(project: Path, file: Path, env: Mapping[str, str]) -> float:
    """Return seconds from an edit to the page, at the median."""
    with server(project, env) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("ROADMAP_BROWSER"), args=list(_ARGS))
        page = browser.new_page(bypass_csp=True)  # how we wait evaluates text in the page
        page.add_init_script(_NOTE)
        page.goto(f"{url}roadmap/topics/{file.stem}/")
        page.wait_for_timeout(_REST * 1_000)
        median = statistics.median(_seen(page, file, number) for number in range(_EDITS))
        browser.close()
    shutil.rmtree(project / ".cache", ignore_errors=True)
    return median


def _seen(page: Page, file: Path, number: int) -> float:
    text, mark = file.read_text(encoding="utf-8"), f"Edit {number} of {time.monotonic_ns()}"
    started = time.time()
    file.write_text(re.sub(r'("?title"?: "?)[^"\n]*', rf"\g<1>{mark}", text, count=1), encoding="utf-8")
    shown = "mark => document.querySelector('h1')?.textContent.includes(mark) && window.shownAt"
    milliseconds: float = page.wait_for_function(shown, arg=mark, timeout=_LONGEST, polling=_ASKED).json_value()
    page.wait_for_timeout(_REST * 1_000)
    return milliseconds / 1_000 - started
