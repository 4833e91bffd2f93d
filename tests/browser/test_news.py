"""What changed since a visit, as somebody sees it who comes back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from published import BASE

PROGRESS, VISIT = f"roadmap-progress {BASE}", f"roadmap-visit {BASE}"
OLD = {"time": "2000-01-01T00:00:00Z", "ids": []}
LAST = {"version": 1, "day": "2001-01-01", "seen": OLD, "met": OLD}


@pytest.fixture
def topic(built: Path) -> str:
    """Return a topic of which something is told."""
    items = json.loads((built / "roadmap/news.json").read_text(encoding="utf-8"))["items"]
    return next(str(item["topics"][0]) for item in items if item["topics"])


def come_back(page: Page, base: str, topic: str, visit: Any = LAST) -> None:
    """Leave in the browser what an earlier visit would have left there."""
    page.goto(base + "404.html")
    marks = {topic: {"status": "learning", "changed": "2026-11-21T08:00:00Z"}}
    data = {"version": 2, "goal": None, "topics": marks, "notes": {}, "bookmarks": {}, "answers": {}}
    for key, value in ((PROGRESS, data), (VISIT, visit)):
        page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, json.dumps(value)])


@pytest.mark.parametrize("where", ["", "progress/", "roadmap/whats-new/"], ids=["home", "progress", "whats-new"])
def test_who_comes_back_is_told_once(page: Page, base: str, topic: str, where: str) -> None:
    """Closed until it is opened, with links to what changed; gone for good with one click."""
    come_back(page, base, topic)
    page.goto(base + where)
    told = page.locator("details.rm-since")
    expect(told.locator("summary")).to_contain_text("Since you were here: ")
    expect(told.get_by_role("listitem").first).not_to_be_visible()
    told.locator("summary").click()
    expect(told.get_by_role("listitem").first.get_by_role("link")).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.get_by_role("button", name="I have seen this").click()
    expect(told).to_have_count(0)
    page.reload(wait_until="networkidle")
    expect(told).to_have_count(0)


def test_a_visit_is_remembered_until_the_next_day(page: Page, base: str, built: Path, topic: str) -> None:
    """What the browser keeps afterwards is what the site had told by then, and not a time of the visitor's."""
    come_back(page, base, topic)
    page.goto(base, wait_until="networkidle")
    visit = json.loads(page.evaluate(f"localStorage.getItem('{VISIT}')"))
    items = json.loads((built / "roadmap/news.json").read_text(encoding="utf-8"))["items"]
    newest = max(item["time"] for item in items)
    assert (visit["seen"], visit["met"]["time"]) == (OLD, newest)
    page.evaluate(f"localStorage.setItem('{VISIT}', JSON.stringify({json.dumps(visit | {'day': '2001-01-01'})}))")
    page.reload(wait_until="networkidle")
    expect(page.locator("details.rm-since")).to_have_count(0)


def test_nothing_is_kept_of_those_who_mark_nothing(page: Page, base: str) -> None:
    """Nothing is asked for either."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(base, wait_until="networkidle")
    assert not any(url.endswith(("news.json", "news.mjs")) for url in asked)
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('visit'))") == []


def test_forget_everything_forgets_the_visit(page: Page, base: str, topic: str) -> None:
    """With the marks goes what was seen."""
    come_back(page, base, topic)
    page.goto(base + "progress/")
    expect(page.locator("details.rm-since")).to_be_visible()
    page.get_by_role("button", name="Forget everything").click()
    page.get_by_role("button", name="Forget them").click()
    expect(page.locator("details.rm-since")).to_have_count(0)
    assert page.evaluate(f"localStorage.getItem('{VISIT}')") is None
