"""Badges and cards: other sites show them as they are, whatever the titles say, and the lines to copy work."""

from __future__ import annotations

import html
import http.server
import re
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from roadmap_site.colours import contrast
from roadmap_site.embeds import embeds
from roadmap_site.graph import graph_of
from roadmap_site.load import load
from roadmap_site.render.embed import codes
from roadmap_site.render.site import Site
from samples import ROOT, small, topic, write
from tools import POLICY, need, npm_tools

HOSTILE = """</title><script>alert(1)</script> " onload="alert(1) ' ]]> & {{ 7*7 }} &lt;b&gt;"""
SVG = "{http://www.w3.org/2000/svg}"


def made(folder: Path) -> dict[str, str]:
    found = load(folder)
    assert found.roadmap is not None, found.problems
    return dict(embeds(Site(found.roadmap, graph_of(found.roadmap), {})))


@pytest.fixture(scope="module")
def ours() -> dict[str, str]:
    return made(ROOT / "roadmap")


def hostile(tmp_path: Path) -> dict[str, str]:
    bread = topic("Bread", "yeast", summary=f"{HOSTILE} " + "It is explained from the start, with examples. " * 2)
    files: dict[str, Any] = {**small(), "oven/bread.yml": bread | {"title": HOSTILE}}
    files["index.yml"] |= {"title": HOSTILE}
    return made(write(tmp_path / "roadmap", files))


def test_every_topic_and_path_has_both(ours: dict[str, str]) -> None:
    """Under their former ids, too: what stands on other sites goes on."""
    roadmap = load(ROOT / "roadmap").roadmap
    assert roadmap is not None
    for folder, records in (("topics", roadmap.topics), ("paths", roadmap.paths)):
        for id, record in records.items():
            for name in (id, *record.former_ids):
                for form in ("svg", "html"):
                    assert ours[f"root/embed/{folder}/{name}.{form}"] == ours[f"root/embed/{folder}/{id}.{form}"]


def test_a_former_id_shows_the_same(tmp_path: Path) -> None:
    files = {**small(), "oven/bread.yml": topic("Bread", "yeast", former_ids=["loaf"])}
    found = made(write(tmp_path / "roadmap", files))
    assert found["root/embed/topics/loaf.svg"] == found["root/embed/topics/bread.svg"]
    assert 'href="../../roadmap/topics/bread/"' in found["root/embed/topics/loaf.html"]


def test_a_badge_says_whose_it_is_and_what_of_it(ours: dict[str, str]) -> None:
    """To the eye and to a screen reader, in colours that can be read on any page."""
    roadmap = load(ROOT / "roadmap").roadmap
    assert roadmap is not None
    for name, text in ours.items():
        if not name.endswith(".svg"):
            continue
        badge = ET.fromstring(text)
        title = badge.find(f"{SVG}title")
        assert badge.get("role") == "img" and title is not None and badge.get("aria-labelledby") == title.get("id")
        shown = [text.text or "" for text in badge.iter(f"{SVG}text")]
        assert shown[0] == roadmap.index.title
        assert shown[0] in (title.text or "")
        assert float(badge.attrib["width"]) <= 1000
        fills = [e.attrib["fill"] for e in badge.iter() if e.get("fill") and e.get("fill") != "#fff"]
        assert all(contrast("#ffffff", fill) >= 4.5 for fill in fills)
    path = ours["root/embed/paths/first-month.svg"]
    assert re.search(r"Your first month · 20 topics · \d+ h<", html.unescape(path))


def test_two_builds_are_the_same(ours: dict[str, str]) -> None:
    assert made(ROOT / "roadmap") == ours


def test_text_of_strangers_stays_text(tmp_path: Path) -> None:
    """In the picture, in the card and in the lines to copy."""
    found = hostile(tmp_path)
    badge = ET.fromstring(found["root/embed/topics/bread.svg"])
    assert {e.tag for e in badge.iter()} == {f"{SVG}{name}" for name in ("svg", "title", "rect", "path", "g", "text")}
    title = badge.find(f"{SVG}title")
    assert title is not None and HOSTILE in (title.text or "")
    assert "<script" not in found["root/embed/topics/bread.html"]
    for code in codes("https://example.org/", "topics", "bread", HOSTILE):
        [tag] = re.findall(r'<(?:img|iframe) [^>]*(?:alt|title)="([^"]*)"', code)
        assert html.unescape(tag) == HOSTILE
        assert not re.search(r"<script|[^-\w]onload=\"", code)


def test_cards_are_valid_html(ours: dict[str, str], tmp_path: Path) -> None:
    need("java")
    jar = npm_tools() / "vnu-jar/build/dist/vnu.jar"
    texts = (ours["root/embed/topics/backpropagation.html"], ours["root/embed/paths/first-month.html"])
    for number, text in enumerate((*texts, hostile(tmp_path)["root/embed/topics/bread.html"])):
        (tmp_path / f"{number}.html").write_text(text, encoding="utf-8")
    command = ["java", "-Xss8m", "-jar", str(jar), *POLICY, *(str(path) for path in sorted(tmp_path.glob("*.html")))]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert (run.returncode, run.stderr) == (0, "")


@pytest.fixture
def elsewhere(tmp_path: Path, ours: dict[str, str]) -> Iterator[str]:
    """Serve the badges and cards, and another site's page with the lines that ours give to copy."""
    for name, text in ours.items():
        path = tmp_path / "site" / name.removeprefix("root/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    handler = partial(Quiet, directory=str(tmp_path / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        here = f"http://127.0.0.1:{server.server_address[1]}/"
        lines = "\n".join(codes(here, "topics", "backpropagation", "Backpropagation"))
        page = f"<!doctype html><html lang=en><title>Mine</title><main><h1>Mine</h1>{lines}</main>"
        (tmp_path / "site/mine.html").write_text(page, encoding="utf-8")
        target = tmp_path / "site/roadmap/topics/backpropagation/index.html"
        target.parent.mkdir(parents=True)
        target.write_text("<!doctype html><title>Ours</title>", encoding="utf-8")
        yield here
        server.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_lines_to_copy_work_on_another_page(page: Page, elsewhere: str, scheme: Any, width: int) -> None:
    """The badge is drawn, the card fits its frame, axe finds nothing in either, and a link leaves the frame."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{elsewhere}mine.html")
    badge = page.get_by_role("img", name="Backpropagation")
    assert badge.evaluate("image => image.complete && image.naturalWidth") > 150
    frame = page.frame_locator("iframe")
    link = frame.get_by_role("link", name="Backpropagation")
    link.wait_for()
    page.wait_for_load_state("networkidle")  # with the style sheet of the card
    fits = "main => main.ownerDocument.documentElement.scrollHeight <= main.ownerDocument.defaultView.innerHeight"
    assert frame.locator("main").evaluate(fits)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    link.click()
    page.wait_for_url("**/roadmap/topics/backpropagation/")


def test_the_pages_have_the_lines_to_copy(built: Path) -> None:
    """They name files that the site has; the service worker leaves those alone."""
    for folder, id in (("topics", "backpropagation"), ("paths", "first-month")):
        text = (built / f"roadmap/{folder}/{id}/index.html").read_text(encoding="utf-8")
        [details] = re.findall(r'<details class="rm-embed".*?</details>', text, re.DOTALL)
        named = re.findall(r'src="[^"]*?(embed/[^"]+)"', html.unescape(details))
        assert named == [f"embed/{folder}/{id}.svg", f"embed/{folder}/{id}.html"]
        assert all((built / name).is_file() for name in named)
    assert "embed/topics/" in (built / "data/index.html").read_text(encoding="utf-8")
    assert '"embed/' not in (built / "sw.js").read_text(encoding="utf-8")
