"""`mkdocs serve`: one rebuild an edit, and bad YAML is an error that the server lives through."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from published import project
from samples import small, topic, write

WAIT = 60


class Server:
    """A server of a small roadmap, its log, and its pages."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/"
        self.log = folder / "serve.log"
        env = {name: value for name, value in os.environ.items() if not name.startswith("ROADMAP_")}
        command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", f"127.0.0.1:{self.port}"]
        env["ROADMAP_SITE_URL"] = self.url
        with self.log.open("w") as log:
            self.process = subprocess.Popen(command, cwd=folder, env=env, stdout=log, stderr=subprocess.STDOUT)

    def text(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def rebuilds(self) -> int:
        """MkDocs tells a build's end only once for each duration; the reload after it is always told."""
        return len(re.findall(r"Reloading browsers", self.text()))

    def page(self, path: str) -> str:
        with urllib.request.urlopen(self.url + path, timeout=30) as answer:
            text: str = answer.read().decode("utf-8")
            return text

    def wait(self, reached: Callable[[], object], what: str) -> None:
        end = time.monotonic() + WAIT
        while not reached():
            assert time.monotonic() < end, f"{what} did not come:\n{self.text()}"
            assert self.process.poll() is None, self.text()
            time.sleep(0.05)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(project(tmp_path / "project", write(tmp_path / "roadmap", small())))
    try:
        server.wait(lambda: "Serving on" in server.text(), "the server")
        yield server
    finally:
        server.process.terminate()
        server.process.wait(30)


def test_an_edit_makes_one_rebuild(server: Server) -> None:
    """A changed YAML file is on the page after exactly one build."""
    assert server.rebuilds() == 0
    write(server.folder / "roadmap", {"oven/bread.yml": topic("Sourdough", "yeast")})
    server.wait(server.rebuilds, "a rebuild")
    assert "Sourdough" in server.page("roadmap/topics/bread/")
    assert 'const BUILD = "";' in server.page("sw.js"), "a service worker could hide edits"
    time.sleep(4)  # a loop would build again by now
    assert server.rebuilds() == 1


def test_bad_yaml_is_told_and_survived(server: Server) -> None:
    """The error names the place; the last good page stays; mended, the new one comes."""
    write(server.folder / "roadmap", {"oven/bread.yml": "title: ["})
    server.wait(lambda: "[yaml-syntax]" in server.text(), "the error")
    assert "\nroadmap/oven/bread.yml:1:9: " in server.text()
    server.wait(server.rebuilds, "the end of that build")
    assert "Bread" in server.page("roadmap/topics/bread/")
    assert "Traceback" not in server.text()
    write(server.folder / "roadmap", {"oven/bread.yml": topic("Rye", "yeast")})
    server.wait(lambda: server.rebuilds() > 1, "a rebuild")
    assert "Rye" in server.page("roadmap/topics/bread/")


def test_a_browser_shows_an_edit_and_obeys_the_policy(server: Server, page: Page) -> None:
    """The script that MkDocs puts into a served page is the only one more that may run."""
    page.goto(server.url + "roadmap/topics/bread/", wait_until="load")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bread")
    policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content") or ""
    assert policy.count("'sha256-") == 4
    assert "unsafe" not in policy
    write(server.folder / "roadmap", {"oven/bread.yml": topic("Sourdough", "yeast")})
    expect(page.get_by_role("heading", level=1)).to_have_text("Sourdough", timeout=WAIT * 1_000)


def test_a_mistake_is_said_in_the_page(server: Server, page: Page) -> None:
    """Who edits looks there: with its place, as text, as long as it is not mended, and within the page's policy."""
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.goto(server.url + "roadmap/topics/bread/", wait_until="load")
    expect(page.get_by_role("alert")).to_have_count(0)
    write(server.folder / "roadmap", {"oven/bread.yml": topic("Bread", "yeast") | {"<b>bold</b>": 1}})
    expect(page.get_by_role("alert")).to_contain_text("bread.yml:", timeout=WAIT * 1_000)
    expect(page.get_by_role("alert")).to_contain_text("<b>bold</b>")
    expect(page.get_by_role("alert")).to_contain_text("last good pages are shown")
    expect(page.get_by_role("alert")).to_have_css("position", "fixed")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bread")
    write(server.folder / "roadmap", {"oven/bread.yml": topic("Rye", "yeast")})
    expect(page.get_by_role("heading", level=1)).to_have_text("Rye", timeout=WAIT * 1_000)
    expect(page.get_by_role("alert")).to_have_count(0)
    assert not refused


def test_a_folder_that_is_moved_away_is_an_edit(server: Server) -> None:
    """The system says of its files nothing."""
    (server.folder / "roadmap" / "oven").rename(server.folder / "away")
    server.wait(lambda: "[listed-missing]" in server.text(), "the error")
    (server.folder / "away").rename(server.folder / "roadmap" / "oven")
    server.wait(lambda: server.rebuilds() > 1, "a rebuild")
    assert "Bread" in server.page("roadmap/topics/bread/")


def test_a_page_is_old_as_soon_as_an_edit_is_seen(server: Server) -> None:
    """A browser is told before the build ends, and what it asks for then is the new page."""
    [shown] = re.findall(r"livereload\((\d+), \d+\)", server.page("roadmap/topics/bread/"))
    told: list[str] = []
    asking = threading.Thread(target=lambda: told.append(server.page(f"livereload/{shown}/1")), daemon=True)
    asking.start()
    server.wait(lambda: "Browser connected" in server.text(), "the browser")
    write(server.folder / "roadmap", {"oven/bread.yml": topic("Sourdough", "yeast")})
    asking.join(WAIT)
    assert told
    assert int(told[0]) > int(shown)
    assert "Sourdough" in server.page("roadmap/topics/bread/")


def test_the_browser_keeps_the_theme_and_nothing_of_ours(server: Server) -> None:
    """What is named by its content is not asked for again at every edit; what somebody may edit is."""

    def keeps(path: str) -> bool:
        with urllib.request.urlopen(server.url + path, timeout=30) as answer:
            return "immutable" in answer.headers.get("Cache-Control", "")

    [theme, *_] = re.findall(r'assets/stylesheets/main\.[^"]*', server.page(""))
    assert keeps(theme)
    assert not any(keeps(path) for path in ("", "assets/stylesheets/theme.css", "assets/javascripts/main.mjs"))
