"""From saving a YAML file to the new page in a browser: ours beside MkDocs' own server."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import Page, sync_playwright

from roadmap_site.bench.builds import project_of
from roadmap_site.bench.made_up import made_up
from roadmap_site.bench.row import Row

_EDITS: Final = 7
_REST: Final = 3.0  # seconds between edits, as a person needs more
_ARGS: Final = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")


def edits(top: Path, roadmap: Path, sizes: Sequence[int]) -> Iterator[Row]:
    """Yield what an edit takes to be seen, at the median: in a roadmap, and in made-up ones with so many topics."""
    yield from _of(top, roadmap)
    for size in sizes:
        with TemporaryDirectory() as temporary:
            yield from _of(top, made_up(Path(temporary) / "roadmap", size))


def _of(top: Path, roadmap: Path) -> Iterator[Row]:
    with TemporaryDirectory() as temporary:
        project = project_of(Path(temporary) / "project", top, roadmap)
        files = [path for path in sorted((project / "roadmap").glob("*/*.yml")) if _is_topic(path)]
        of, file = f"edit to page, {len(files):,} topics", files[len(files) // 2]
        plain, _ = _measured(project, file, {"ROADMAP_PLAIN": "1"})
        yield Row(of, "MkDocs serve", plain, plain, kept=False)
        ours, start = _measured(project, file, {})
        yield Row(of, "ours", ours, plain)
        yield Row(of, "ours: from the command to the first page", start, plain, kept=False)


def _is_topic(path: Path) -> bool:
    return path.name != "index.yml" and path.parent.name not in ("paths", "projects", "schema")


def _measured(project: Path, file: Path, env: dict[str, str]) -> tuple[float, float]:
    """Return seconds from an edit to the page, and from the start of the server to the first one."""
    started = time.perf_counter()
    with _server(project, env) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("ROADMAP_BROWSER"), args=list(_ARGS))
        page = browser.new_page()
        page.goto(f"{url}roadmap/topics/{file.stem}/")
        start = time.perf_counter() - started
        page.wait_for_timeout(_REST * 1_000)
        median = statistics.median(_seen(page, file, number) for number in range(_EDITS))
        browser.close()
    return median, start


def _seen(page: Page, file: Path, number: int) -> float:
    text, mark = file.read_text(encoding="utf-8"), f"Edit {number} of {time.monotonic_ns()}"
    started = time.perf_counter()
    file.write_text(re.sub(r'("?title"?: "?)[^"\n]*', rf"\g<1>{mark}", text, count=1), encoding="utf-8")
    page.wait_for_function("mark => document.querySelector('h1')?.textContent.includes(mark)", arg=mark, polling=5)
    seconds = time.perf_counter() - started
    page.wait_for_timeout(_REST * 1_000)
    return seconds


@contextlib.contextmanager
def _server(project: Path, env: dict[str, str]) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}/"
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--livereload", "--dev-addr", f"127.0.0.1:{port}"],
        cwd=project, env={**os.environ, "ROADMAP_SITE_URL": url, "NO_MKDOCS_2_WARNING": "1", **env},
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            if process.poll() is not None:
                raise RuntimeError("mkdocs serve ended")
            time.sleep(0.02)
        yield url
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(project / ".cache", ignore_errors=True)
