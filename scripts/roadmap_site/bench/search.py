"""The search on a slow network: ours beside Material's own and, where it is installed, Pagefind, on the same pages.

The network is what Lighthouse calls slow 4G (1.6 Mbit/s, 150 ms for each request), the processor four times slower.
Nothing is kept from before, and one turns to the search, and types, as soon as the page has loaded.
"""

from __future__ import annotations

import gzip
import http.server
import importlib.util
import os
import statistics
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from playwright.sync_api import Browser, sync_playwright

from roadmap_site.bench.builds import for_others, project_of, settings_of
from roadmap_site.bench.made_up import roadmaps
from roadmap_site.bench.row import Row
from roadmap_site.bench.run import run
from roadmap_site.load import load

_ARGS: Final = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
_RATE: Final = 1_600_000 / 8  # bytes in a second
_DELAY: Final = 150  # milliseconds
_SLOWER: Final = 4
_TIMES: Final = 3
_GOAL: Final = "1.5 s"
# Notes when somebody turns to the search, at once typing a word, and when the first result is there.
_WATCH: Final = """selector => {
  let turned;
  addEventListener("pointerdown", () => { turned ??= performance.now(); }, { capture: true });
  new MutationObserver(() => {
    if (turned && !window.took && document.querySelector(selector)) {
      window.took = [performance.now() - turned, performance.now()];
    }
  }).observe(document, { childList: true, subtree: true });
}"""
_PAGEFIND: Final = """async (word) => {
  const begun = performance.now();
  const pagefind = await import("/pagefind/pagefind.js");
  const found = await pagefind.search(word);
  await found.results[0].data();
  window.took = [performance.now() - begun, performance.now()];
}"""


class Way(NamedTuple):
    """A search: how its box is opened and where its results stand; Pagefind is asked without a box."""

    name: str
    folder: Path
    box: str = ""
    result: str = ""


def searches(top: Path, roadmap: Path, sizes: Sequence[int]) -> Iterator[Row]:
    """Yield what a first search takes: of a roadmap, and of made-up ones with so many topics."""
    for one in roadmaps(roadmap, sizes):
        yield from _of(top, one)


def _of(top: Path, roadmap: Path) -> Iterator[Row]:
    with TemporaryDirectory() as temporary, sync_playwright() as playwright:
        project = project_of(Path(temporary) / "project", top, roadmap)
        found = load(project / "roadmap").roadmap
        assert found is not None  # noqa: S101 - it was made for this
        word = found.topics[list(found.topics)[len(found.topics) // 2]].title.split()[-1]
        browser = playwright.chromium.launch(executable_path=os.environ.get("ROADMAP_BROWSER"), args=list(_ARGS))
        took = {way.name: _measured(browser, way, word) for way in _ways(project, settings_of(found))}
        browser.close()
    of = f"search, {len(found.topics):,} topics"
    for place, what in enumerate(("click to first result", "address to first result", "its bytes on slow 4G")):
        for name, times in took.items():
            goal = _GOAL if name == "ours" and not place else ""
            yield Row(of, f"{name}: {what}", times[place], took["Material"][place], kept=name == "ours", goal=goal)


def _ways(project: Path, settings: dict[str, object]) -> Iterator[Way]:
    mkdocs = (sys.executable, "-m", "mkdocs", "build", "--quiet")
    run(mkdocs, project)
    yield Way("ours", project / "site", "[data-rm-find], .rm-find", ".rm-search__result")
    (project / "none").mkdir()
    bare = {"extra_javascript": [], "extra_css": [], "site_dir": "plain"}
    config = for_others(project, "plain", settings | bare, custom_dir="none", static_templates=[])
    run((*mkdocs, "--config-file", config), project)
    yield Way("Material", project / "plain", "[data-md-component=search-query]", ".md-search-result__item a")
    if importlib.util.find_spec("pagefind"):
        run((sys.executable, "-m", "pagefind", "--site", "plain"), project)
        yield Way("Pagefind", project / "plain")


def _measured(browser: Browser, way: Way, word: str) -> tuple[float, float, float]:
    """Return seconds, at the median: from the click, from the address, and for the bytes that the search brought."""
    times = []
    for _ in range(_TIMES):
        with _hosted(way.folder) as (url, sent):
            context = browser.new_context(service_workers="block", bypass_csp=True)  # to wait, text is evaluated
            page = context.new_page()
            page.set_default_timeout(120_000)
            session = context.new_cdp_session(page)
            rate = {"downloadThroughput": _RATE, "uploadThroughput": _RATE / 2, "latency": _DELAY}
            session.send("Network.emulateNetworkConditions", {"offline": False, **rate})
            session.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
            page.goto(f"{url}how-it-works/")
            if way.box:
                page.evaluate(_WATCH, way.result)
                page.locator(way.box).first.click()
                page.keyboard.type(word)
            else:
                page.evaluate(_PAGEFIND, word)
            page.wait_for_function("window.took")
            times.append([milliseconds / 1_000 for milliseconds in page.evaluate("window.took")])
            page.wait_for_load_state("networkidle")
            size = sum(size for path, size in sent if "search" in path or "pagefind" in path)
            context.close()
    click, address = map(statistics.median, zip(*times, strict=True))
    return click, address, size / _RATE


@contextmanager
def _hosted(folder: Path) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """Serve a site compressed; yield its address, and a list that grows by every path and its bytes on the wire."""
    sent: list[tuple[str, int]] = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            file = Path(self.translate_path(self.path))
            file = file / "index.html" if file.is_dir() else file
            if not file.is_file():
                self.send_error(404)
                return
            packed = file.suffix in (".html", ".js", ".mjs", ".css", ".json", ".svg")
            body = _packed(file) if packed else file.read_bytes()
            sent.append((self.path, len(body)))
            self.send_response(200)
            self.send_header("Content-Type", self.guess_type(str(file)))
            self.send_header("Content-Length", str(len(body)))
            if packed:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    handler = partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/", sent
        finally:
            server.shutdown()


@lru_cache
def _packed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), 9)
