"""A roadmap with hostile text in every field of every record: built, opened in a browser, read as other programs do."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

from payloads import free_text, hostile, texts
from published import Site, build, project, served
from roadmap_site.load import load
from roadmap_site.render.text import one_line
from roadmap_site.roadmap import Roadmap
from samples import write

LISTEN = """
window.ran = [];
window.hit = (number) => window.ran.push(`script ${number}`);
for (const name of ["alert", "prompt", "confirm", "print", "open"]) window[name] = () => window.ran.push(name);
document.addEventListener("securitypolicyviolation", (event) =>
  window.ran.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
"""
LOOK = """() => ({
  ran: window.ran,
  text: document.body.textContent,
  handlers: [...document.querySelectorAll("*")].flatMap((one) => [...one.attributes])
    .filter((one) => one.name.startsWith("on") || /^\\s*javascript:/i.test(one.value)).map((one) => one.name),
  strange: document.querySelectorAll("iframe, object, embed, base, form[action], marquee, video, math").length,
})"""
NOT_SHOWN = {
    ("RoadmapIndex", "http_only"),  # told to the link checker alone
    ("Lack", "why"),  # told by `roadmap gaps`; pages show it where something is missing
}


@dataclass(frozen=True)
class Made:
    """The roadmap, its site, and that site's address."""

    roadmap: Roadmap
    site: Site
    base: str


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    work = tmp_path_factory.mktemp("hostile")
    folder = project(work / "project", write(work / "roadmap", hostile()))
    run = build(folder, work / "site")
    assert run.returncode == 0, run.stderr
    roadmap = load(folder / "roadmap").roadmap
    assert roadmap is not None
    with served(work / "site") as base:
        yield Made(roadmap, Site(work / "site"), base)


def listening(context: BrowserContext, base: str) -> tuple[Page, list[str]]:
    """Return a page that notes what runs, and a list of the requests that leave the site."""
    context.add_init_script(LISTEN)
    page, left = context.new_page(), []
    host = urlsplit(base).netloc

    def note(request: Request) -> None:
        if urlsplit(request.url).netloc != host and not request.url.startswith(("data:image/", "blob:")):
            left.append(request.url)

    page.on("request", note)
    page.on("dialog", lambda dialog: left.append(f"dialog {dialog.message}"))
    return page, left


def whole(made: Made) -> list[str]:
    """Return the addresses of all pages that do not lead on at once."""
    return [address for address, page in made.site.pages.items() if 'http-equiv="refresh"' not in page.text]


def test_every_field_of_every_record_is_hostile(made: Made) -> None:
    """A field that is added to the model belongs into `tests/payloads.py`, too."""
    held = [made.roadmap.index, *made.roadmap.stages.values(), *made.roadmap.topics.values(), *made.roadmap.retired]
    held += [*made.roadmap.paths.values(), *made.roadmap.projects.values()]
    assert {(record, name) for record, name, _ in texts(held)} == free_text()


@pytest.mark.parametrize("policy", [True, False], ids=["as-published", "without-its-policy"])
def test_no_script_of_theirs_runs_and_all_shows_as_written(browser: Browser, made: Made, policy: bool) -> None:
    """On no page, whether or not the policy would stop it; nothing is asked of anybody; every text can be read."""
    context = browser.new_context(service_workers="block", bypass_csp=not policy)
    page, left = listening(context, made.base)
    seen = ""
    for address in whole(made):
        page.goto(made.base + address, wait_until="load")
        found = page.evaluate(LOOK)
        assert (found["ran"], found["handlers"], found["strange"]) == ([], [], 0), address
        seen += " ".join(found["text"].split()) + "\n"
    assert left == []
    context.close()
    held = [made.roadmap.index, *made.roadmap.stages.values(), *made.roadmap.topics.values(), *made.roadmap.retired]
    held += [*made.roadmap.paths.values(), *made.roadmap.projects.values()]
    missing = {(record, name) for record, name, text in texts(held) if one_line(text) not in seen}
    assert missing <= NOT_SHOWN


def test_no_script_of_theirs_runs_in_the_tools(browser: Browser, made: Made) -> None:
    """What scripts show of the data is text, too: search, plan, map, library, review, progress, and what is next."""
    context = browser.new_context(service_workers="block", bypass_csp=True)
    page, left = listening(context, made.base)
    page.goto(made.base + "roadmap/topics/t1/", wait_until="networkidle")
    page.get_by_role("radio", name="Done", exact=True).check(force=True)
    page.locator("main details summary").first.click()
    for address in ("", "progress/", "plan/", "review/", "placement/", "roadmap/map/", "roadmap/library/"):
        page.goto(made.base + address, wait_until="networkidle")
        for field in page.locator("main input[type=search], main input[type=text]").all():
            if field.is_visible():
                field.fill("script")
        for choice in page.locator("main select").all():
            if choice.is_visible() and choice.locator("option").count() > 3:
                choice.select_option(index=3)
        for button in page.locator("main .rm-button").all()[:3]:
            if button.is_visible() and button.evaluate("one => one.localName") == "button":
                button.click(timeout=3_000)
                page.wait_for_load_state("networkidle")
        found = page.evaluate(LOOK)
        assert (found["ran"], found["handlers"], found["strange"]) == ([], [], 0), address
    for words in ("script", "onerror", "javascript"):
        page.goto(f"{made.base}?q={words}", wait_until="networkidle")
        page.locator(".rm-search__result").first.wait_for()
        found = page.evaluate(LOOK)
        assert (found["ran"], found["handlers"], found["strange"]) == ([], [], 0), words
    assert left == []
    context.close()


def test_pages_that_lead_on_lead_within_the_site(made: Made) -> None:
    """Whatever the title says."""
    leading = [page for page in made.site.pages.values() if 'http-equiv="refresh"' in page.text]
    assert leading
    for page in leading:
        found = re.findall(r'<meta http-equiv="refresh" content="([^"]*)">', page.text)
        assert len(found) == 1
        assert re.fullmatch(r"0; url=(?:\.\./)+[a-z0-9/#-]+", html.unescape(found[0]))


def test_programs_that_read_the_data_find_text(made: Made) -> None:
    """XML is well formed and runs nothing, tables hold no formula, JSON is JSON; nothing is cut short."""
    kinds: dict[str, int] = {}
    for path in sorted(made.site.folder.rglob("*")):
        kinds[path.suffix] = kinds.get(path.suffix, 0) + path.is_file()
        if path.suffix in (".svg", ".xml", ".graphml"):
            sober(ET.fromstring(path.read_bytes()), path.name)
        elif path.suffix in (".json", ".jsonld", ".webmanifest", ".geojson"):
            json.loads(path.read_text(encoding="utf-8"))
        elif path.suffix == ".csv":
            rows = [*csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))]
            assert len({len(row) for row in rows if row and not row[0].startswith("#")}) <= 1, path
            for cell in (cell for row in rows for cell in row):
                assert not re.match(r"[=+@\t\r]|-(?!\d+(?:\.\d+)?$)", cell), f"{path}: {cell[:60]}"
        elif path.suffix == ".epub":
            with zipfile.ZipFile(path) as book:
                for name in book.namelist():
                    if name.endswith((".xhtml", ".opf", ".xml")):
                        sober(ET.fromstring(book.read(name)), f"{path.name}/{name}")
    assert {".svg", ".xml", ".json", ".csv", ".epub", ".jsonld", ".graphml"} <= kinds.keys()


def sober(root: Any, name: str) -> None:
    """Fail when some XML would run or load something."""
    for one in root.iter():
        tag = one.tag.rpartition("}")[2] if isinstance(one.tag, str) else ""
        assert tag not in ("script", "foreignObject", "iframe", "object", "embed", "animate", "include"), name
        for attribute, value in one.attrib.items():
            assert not attribute.startswith("on"), name
            assert not re.match(r"\s*javascript:", value), name
