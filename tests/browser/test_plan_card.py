"""The card of a plan on another site: the lines that the Plan page gives work there, whatever an address holds."""

from __future__ import annotations

import http.server
import json
import re
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, expect

PLAN = "plan/?to=path:first-month&hours=6&from=2027-01-04&know=vectors-and-matrices"
FITS = "main => main.ownerDocument.documentElement.scrollHeight <= main.ownerDocument.defaultView.innerHeight"
HOSTILE = (
    "to=topic:<img src=x onerror=alert(1)>", "to=topic:__proto__", "to=__proto__:constructor", "to=path:../../x",
    "to=javascript:alert(1)", "to=topic:backpropagation&know=constructor __proto__ toString <script>alert(1)</script>",
    "to=topic:backpropagation&from=javascript:alert(1)&hours=1e308&kind=__proto__&language=\"><script>alert(1)</script>",
    "to=topic:backpropagation&hours=NaN&from=9999-99-99", "to=topic:backpropagation&from=9999-12-31&hours=0.5",
    "to=topic:backpropagation&from=0000-01-01", "to=topic:backpropagation#<script>alert(1)</script>",
    "to=topic:backpropagation&know=" + "a%20" * 2_000, "%", "to=%ff%fe", "to[]=1&to=topic:", "",
)  # fmt: skip


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """Yield the folder and the address of another site."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield tmp_path, f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def lines(page: Page) -> list[str]:
    """Return the lines to copy of a plan that is shown."""
    page.locator("details.rm-embed > summary").click()
    return page.locator("details.rm-embed code").all_inner_texts()


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_lines_to_copy_show_the_plan(
    page: Page, base: str, elsewhere: tuple[Path, str], scheme: Any, width: int
) -> None:
    """On another site: what the plan says, within its frame, without fault for axe; its link leaves the frame."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(base + PLAN)
    told = re.fullmatch(
        r"(\d+ topics), about (.+ h): at 6 hours .* on (.+)\.", page.locator(".rm-plan .rm-lead").inner_text()
    )
    assert told
    folder, there = elsewhere
    html = f"<!doctype html><html lang=en><title>Mine</title><main><h1>Mine</h1>{''.join(lines(page))}</main>"
    (folder / "mine.html").write_text(html, encoding="utf-8")
    page.goto(f"{there}mine.html")
    frame = page.frame_locator("iframe")
    expect(frame.locator("h1")).to_have_text("To Your first month")
    facts = frame.locator("[data-rm-facts]").inner_text()
    assert facts == f"{told[1]} · {told[2]} · until {told[3]}"
    expect(frame.locator("[data-rm-begins]")).to_have_text(re.compile("^6 h a week from 4 Jan 2027. First: "))
    assert frame.locator("main").evaluate(FITS)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    frame.locator("h1 a").click()
    page.wait_for_url(f"{base}plan/?*")
    expect(page.locator(".rm-plan .rm-lead")).to_contain_text(f"{told[1]}, about {told[2]}: at 6 hours")


def test_the_longest_titles_fit(page: Page, base: str, built: Path) -> None:
    """A card has the size that the lines to copy give it."""
    learn = json.loads((built / "roadmap/learn.json").read_text(encoding="utf-8"))
    titles = {
        f"{kind}:{id}": one["title"] for kind in ("topic", "path", "project") for id, one in learn[f"{kind}s"].items()
    }
    page.set_viewport_size({"width": 360, "height": 190})
    for goal in sorted(titles, key=lambda goal: -len(titles[goal]))[:3]:
        page.goto(f"{base}embed/plan.html?to={goal}&from=2026-12-27&hours=2.5", wait_until="networkidle")
        expect(page.locator("h1")).to_have_text(f"To {titles[goal]}")
        assert page.locator("main").evaluate(FITS), titles[goal]
        kind, _, id = goal.partition(":")
        if kind != "project":
            page.goto(f"{base}embed/{kind}s/{id}.html")
            assert page.locator("main").evaluate(FITS), titles[goal]


def test_the_link_leads_to_the_plan(page: Page, base: str) -> None:
    """Where no frame is shown."""
    page.goto(base + PLAN)
    _, line = lines(page)
    assert line == f'<a href="{base}{PLAN.replace("&", "&amp;").replace(":", "%3A", 1)}">Plan: To Your first month</a>'


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_no_address_is_more_than_text(page: Page, base: str, query: str) -> None:
    """Nothing of it becomes an element, a script or a request, and every link leads into the site."""
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(f"{base}embed/plan.html?{quote(query, safe='%&=:#')}", wait_until="networkidle")
    expect(page.locator("[data-rm-begins]")).to_have_text(
        re.compile("^([0-9.]+ h a week|The address of this card names no goal)")
    )
    names = page.locator("body *").evaluate_all("all => all.map((one) => one.localName)")
    assert set(names) == {"a", "h1", "main", "p"}
    assert {urlsplit(one.url).netloc for one in asked} == {urlsplit(base).netloc}
    hrefs = page.locator("a").evaluate_all("links => links.map((link) => link.href)")
    assert all(href.startswith(base) for href in hrefs), hrefs
    assert page.locator("main").evaluate("main => main.scrollWidth <= innerWidth")


def test_who_looks_at_a_card_changes_nothing_of_it(page: Page, base: str) -> None:
    """Their marks are neither read nor written."""
    address = f"{base}embed/plan.html?to=topic:backpropagation&from=2027-01-04"
    page.goto(address, wait_until="networkidle")
    told = page.locator("main").inner_text()
    page.goto(f"{base}roadmap/topics/backpropagation/")
    page.get_by_role("radio", name="Done").or_(page.get_by_label("Done")).first.check()
    before = page.evaluate("JSON.stringify(localStorage)")
    assert "backpropagation" in before
    page.goto(address, wait_until="networkidle")
    assert page.locator("main").inner_text() == told
    assert page.evaluate("JSON.stringify(localStorage)") == before


def test_without_scripts_a_card_says_what_to_do(browser: Browser, base: str) -> None:
    """Also in a frame whose page forbids them."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}embed/plan.html?to=path:first-month")
    expect(page.get_by_text("worked out by scripts, which have not run here")).to_be_visible()
    assert page.get_by_role("link").evaluate_all("links => links.map((link) => link.target)") == ["_top"] * 3
    context.close()


def test_a_card_whose_data_is_not_there_says_so(page: Page, base: str) -> None:
    page.route("**/learn.json", lambda route: route.abort())
    page.goto(f"{base}embed/plan.html?to=path:first-month")
    expect(page.get_by_text("The plan cannot be shown just now.")).to_be_visible()
