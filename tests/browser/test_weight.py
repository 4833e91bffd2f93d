"""What a first visit weighs on the wire, counted where it is sent: by a host that compresses, to a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from kinds import KINDS
from playwright.sync_api import Page
from waiting import come_true

from published import hosted

MOST, MOST_OF_OURS = 240_000, 42_000


@pytest.mark.parametrize("context", [{"service_workers": "allow"}], indirect=True, ids=["worker"])
@pytest.mark.parametrize("kind", ["topic", "home", "role", "library", "plan", "progress", "review"])
def test_a_first_visit_is_light(page: Page, built: Path, kind: str) -> None:
    """Everything counts: fonts, what scripts fetch, and what the service worker lays by; our scripts once more."""
    with hosted(built) as (url, sent):
        page.goto(url + KINDS[kind])
        come_true(page, "!!navigator.serviceWorker.controller")
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(500)
    assert {"sw.js", "503.html", "roadmap/learn.json"} <= {path for path, _ in sent}, "not all of it came"
    ours = [one for one in sent if one[0].endswith((".mjs", ".js")) and not one[0].endswith(".min.js")]
    assert len(ours) > 8
    assert sum(size for _, size in ours) <= MOST_OF_OURS, ours
    assert sum(size for _, size in sent) <= MOST, sorted(sent, key=lambda one: -one[1])[:10]


def test_what_searching_needs_comes_when_somebody_searches(page: Page, built: Path) -> None:
    """Most visits do without; only the frame that it opens in is there before."""
    with hosted(built) as (url, sent):
        page.goto(url + KINDS["topic"], wait_until="networkidle")
        before = [path for path, _ in sent]
        page.keyboard.press("Control+k")
        page.keyboard.type("perceptron")
        page.locator(".rm-search__result").first.wait_for()
    assert not any("/search" in path and path != "assets/javascripts/search.mjs" for path in before), before
    assert "roadmap/search/names.json" in [path for path, _ in sent]


@pytest.mark.parametrize("kind", ["home", "topic", "library", "plan"])
def test_no_script_blocks_rendering(page: Page, base: str, kind: str) -> None:
    """Scripts are modules, or wait until the page is read."""
    page.goto(base + KINDS[kind])
    blocking = page.locator("script[src]:not([defer]):not([async]):not([type=module])")
    assert blocking.evaluate_all("scripts => scripts.map((script) => script.src)") == []
    timing = "performance.getEntriesByType('resource').filter((e) => e.renderBlockingStatus === 'blocking')"
    names = page.evaluate(f"{timing}.map((entry) => entry.name)")
    assert all(name.endswith(".css") for name in names), names
