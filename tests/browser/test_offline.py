"""Without a network: what was read opens, what was kept is whole, and a new build takes the place of the old one."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from waiting import come_true

from published import BASE, build, hosted, project
from samples import ROOT

pytestmark = pytest.mark.parametrize("context", [{"service_workers": "allow"}], indirect=True, ids=["worker"])
PATH, TOPIC, STAGE = "roadmap/paths/weekend/", "roadmap/topics/bread/", "roadmap/stages/dough/"
CACHED = """async () => Object.fromEntries(await Promise.all((await caches.keys()).map(async (name) => (
  [name, (await (await caches.open(name)).keys()).map((request) => request.url)]))))"""


@dataclass
class Published:
    """A small site that can be published anew, and where it stands."""

    project: Path
    folder: Path
    url: str

    def publish(self) -> None:
        made = self.folder.with_name("made")
        run = build(self.project, made)
        assert run.returncode == 0, run.stderr
        if self.folder.exists():
            self.folder.rename(self.folder.with_name(f"site-{len(list(self.folder.parent.iterdir()))}"))
        made.rename(self.folder)  # as a host does it: all at once

    def edit(self, file: str, old: str, new: str) -> None:
        path = self.project / "roadmap" / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = tmp_path_factory.mktemp("offline")
    made = Published(project(work / "project", ROOT / "tests/golden/roadmap"), work / "site", "")
    made.publish()
    return work


@pytest.fixture
def site(original: Path, tmp_path: Path) -> Iterator[Published]:
    shutil.copytree(original, tmp_path / "copy")
    with hosted(tmp_path / "copy/site") as (url, _):
        yield Published(tmp_path / "copy/project", tmp_path / "copy/site", url)


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Wait until something holds that the page itself does not show."""
    for _ in range(300):
        if holds():
            return
        page.wait_for_timeout(50)
    pytest.fail("it did not come")


def visit(page: Page, url: str) -> None:
    """Open a page, and wait until the service worker has what it is made of."""
    page.goto(url)
    come_true(page, "!!navigator.serviceWorker.controller")
    page.wait_for_load_state("networkidle")
    there, address = "url => caches.match(url).then(Boolean)", page.url.split("?")[0]
    until(page, lambda: bool(page.evaluate(there, address)))
    until(page, lambda: any("learn.json" in url for urls in cached(page).values() for url in urls))


def offline(page: Page) -> None:
    """Cut the network off, and take away what the browser holds of its own accord."""
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    page.context.set_offline(True)


def cached(page: Page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = page.evaluate(CACHED)
    return found


def pages(page: Page, site: Published) -> set[str]:
    """Return the pages that the browser holds, below the root."""
    return {
        url.removeprefix(site.url)
        for name, urls in cached(page).items()
        if " files " in name
        for url in urls
        if url.endswith("/")
    }


def keep(page: Page, site: Published) -> None:
    visit(page, site.url + PATH)
    page.get_by_role("button", name="Keep it offline").click()
    expect(page.locator(".rm-keep [role=status]")).to_contain_text("Kept for reading offline")


def new_worker(page: Page, before: dict[str, list[str]]) -> None:
    """Wait until the cache of another build is the only one, and whole."""

    def there() -> bool:
        names = [name for name in cached(page) if " files " in name]
        return len(names) == 1 and names[0] not in before

    until(page, there)


def test_what_was_read_opens_without_a_network(page: Page, context: BrowserContext, site: Published) -> None:
    """After one visit, with the learner's tools; what was not read says in words why it does not open."""
    visit(page, site.url + TOPIC)
    offline(page)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bread")
    expect(page.get_by_role("group", name="My progress")).to_be_visible()
    assert page.evaluate("document.fonts.check('1em \"Atkinson Hyperlegible Next\"')")
    page.goto(site.url + STAGE)
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no network")
    expect(page.get_by_role("heading", name="Kept for reading offline")).to_be_visible()
    context.set_offline(False)
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dough")


def test_search_works_without_a_network_once_it_has_run(page: Page, context: BrowserContext, site: Published) -> None:
    """What a query needed is kept with the rest."""
    visit(page, site.url)
    results = page.locator(".rm-search__result")
    for _ in range(2):
        page.keyboard.press("Control+k")
        page.keyboard.type("bread")
        expect(page.get_by_role("heading", name="Resources", exact=True)).to_be_visible()
        expect(results.first).to_contain_text("Bread")
        page.wait_for_load_state("networkidle")
        offline(page)
        page.reload()


def test_a_kept_path_is_whole_and_can_be_let_go(page: Page, context: BrowserContext, site: Published) -> None:
    """Every page that it leads through opens; Progress lists it with its size; letting go frees its pages."""
    keep(page, site)
    links = page.locator(".md-content a[href*='/topics/'], .md-content a[href*='/projects/']")
    hrefs = set(
        links.evaluate_all(
            "links => links.map((link) => new URL(link.getAttribute('href'), document.baseURI).href.split('#')[0])"
        )
    )
    assert len(hrefs) >= 3
    offline(page)
    for href in sorted(hrefs):
        page.goto(href)
        expect(page.get_by_role("heading", level=1)).not_to_have_text("There is no network")
    page.goto(site.url + "progress/")
    row = page.locator(".rm-kept > li")
    expect(row).to_contain_text(re.compile(r"\d+ pages, [\d.]+ (kB|MB)"))
    page.get_by_role("button", name="Let go: A weekend of bread").click()
    expect(page.locator("[data-rm-kept] [role=status]")).to_contain_text("the copy is gone")
    assert not pages(page, site) & {PATH, TOPIC}
    page.goto(site.url + TOPIC)
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no network")


def test_questions_of_a_kept_path_are_reviewed_without_a_network(page: Page, site: Published) -> None:
    """Also those whose page was never opened."""
    keep(page, site)
    answer = {"knew": False, "day": "2026-11-20", "due": "2026-11-21", "stability": 0.2, "difficulty": 6.4}
    answers = {"yeast/cold": {**answer, "changed": "2026-11-20T10:00:00.000Z"}}
    data = {"version": 2, "goal": None, "topics": {}, "notes": {}, "bookmarks": {}, "answers": answers}
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [f"roadmap-progress {BASE}", json.dumps(data)])
    offline(page)
    page.goto(site.url + "review/")
    expect(page.get_by_role("heading", name="Question 1 of 1: Yeast")).to_be_visible()
    page.get_by_role("button", name="Show the answer").click()
    page.get_by_role("button", name="I knew it").click()
    expect(page.get_by_role("heading", name="Nothing is due until")).to_be_visible()


def test_a_new_build_takes_the_place_of_the_old(page: Page, context: BrowserContext, site: Published) -> None:
    """One reload shows it; what is kept comes anew, what is gone is forgotten; the same build is the same worker."""
    keep(page, site)
    visit(page, site.url + "roadmap/paths/old-book/")
    visit(page, site.url + TOPIC)
    before, worker = cached(page), (site.folder / "sw.js").read_bytes()
    site.publish()
    assert (site.folder / "sw.js").read_bytes() == worker
    for file, old, new in (
        ("oven/bread.yml", "title: Bread", "title: Sourdough"),
        ("dough/yeast.yml", "Yeast", "Leaven"),
    ):
        site.edit(file, old, new)
    (site.project / "roadmap/paths/old-book.yml").unlink()
    site.publish()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sourdough")
    new_worker(page, before)
    held = pages(page, site)
    assert "roadmap/paths/old-book/" not in held
    assert {PATH, TOPIC, "roadmap/topics/yeast/"} <= held
    offline(page)
    for topic, title in (("bread", "Sourdough"), ("yeast", "Leaven")):
        page.goto(f"{site.url}roadmap/topics/{topic}/")
        expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_only_sound_files_of_this_site_are_kept(page: Page, context: BrowserContext, site: Published) -> None:
    """No answer of another site, no error, no redirect, no part of a file, and nothing that the build did not make."""
    context.new_cdp_session(page).send("Page.setBypassCSP", {"enabled": True})  # a page's policy lets it ask no other
    visit(page, site.url)
    with hosted(site.folder) as (other, _):
        page.evaluate("url => fetch(url, { mode: 'no-cors' })", other)
        page.evaluate(
            "url => fetch(url, { headers: { Range: 'bytes=0-9' } }).catch(() => null)",
            site.url + "roadmap/roadmap.json",
        )
        page.goto(site.url + "roadmap/topics/nothing/")
        expect(page.get_by_role("heading", level=1)).to_have_text("This page is not here")
        page.goto((site.url + TOPIC).removesuffix("/"))
        page.wait_for_url(site.url + TOPIC)
        page.wait_for_load_state("networkidle")
    urls = [url for held in cached(page).values() for url in held]
    assert all(url.startswith(site.url) for url in urls)
    held = {url.removeprefix(site.url) for url in urls}
    assert TOPIC in held
    assert not held & {"roadmap/topics/nothing/", TOPIC.removesuffix("/"), "roadmap/roadmap.json", "sw.js"}


def test_a_browser_without_room_says_so(page: Page, context: BrowserContext, site: Published) -> None:
    """Nothing fails in silence."""
    visit(page, site.url + PATH)
    session: Any = context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": site.url.removesuffix(BASE), "quotaSize": 1000})
    page.get_by_role("button", name="Keep it offline").click()
    expect(page.locator(".rm-keep [role=status]")).to_contain_text("no room left")
    expect(page.locator(".rm-keep button")).to_be_enabled()


def test_the_site_can_be_installed(page: Page, context: BrowserContext, site: Published) -> None:
    """Chromium finds nothing wrong with the manifest, below whatever address the site stands."""
    visit(page, site.url + TOPIC)
    assert page.evaluate("navigator.serviceWorker.ready.then((found) => found.scope)") == site.url
    session: Any = context.new_cdp_session(page)
    manifest = session.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert manifest["manifest"]["startUrl"] == site.url
    assert manifest["manifest"]["scope"] == site.url
    wrong = [error["errorId"] for error in session.send("Page.getInstallabilityErrors")["installabilityErrors"]]
    assert set(wrong) <= {"in-incognito"}  # as every profile of a test is
