"""Each kind of page, as a browser shows it: alone, narrow, without scripts, to a screen reader, in both schemes."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from kinds import KINDS
from playwright.sync_api import Page, Request

WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
kinds = pytest.mark.parametrize("kind", KINDS)


@kinds
def test_no_request_leaves_the_site_and_no_error_is_logged(page: Page, base: str, kind: str) -> None:
    """Whatever a page loads comes from the site itself."""
    requests: list[Request] = []
    errors: list[str] = []
    page.on("request", lambda request: requests.append(request))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(base + KINDS[kind], wait_until="networkidle")
    hosts = {urlsplit(request.url).netloc for request in requests if request.url.startswith("http")}
    assert hosts == {urlsplit(base).netloc}
    assert errors == []


@kinds
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_axe_finds_no_violation(page: Page, base: str, kind: str, scheme: str, size: dict[str, int]) -> None:
    """No violation of any rule, in either scheme, at a desk and on a phone."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    page.goto(base + KINDS[kind])
    page.wait_for_load_state("networkidle")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@kinds
@pytest.mark.parametrize("width", [320, 390, 1440])
def test_no_page_scrolls_sideways(page: Page, base: str, kind: str, width: int) -> None:
    """Wide tables scroll in their own region, the page does not."""
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(base + KINDS[kind])
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


@kinds
@pytest.mark.parametrize("context", [{"java_script_enabled": False}], indirect=True, ids=["no-scripts"])
def test_every_page_reads_whole_without_scripts(page: Page, base: str, kind: str) -> None:
    """The text, the navigation and the links are there, and visible."""
    page.goto(base + KINDS[kind])
    assert page.locator("h1").first.is_visible()
    assert len(page.locator("main").inner_text()) > (40 if kind == "not-found" else 300)


def test_the_keyboard_reaches_the_content_first(page: Page, base: str) -> None:
    """The first Tab offers to skip the navigation, and every focus is seen."""
    page.goto(base + KINDS["topic"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")
    for _ in range(12):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement);"
            " return [s.outlineStyle, s.outlineWidth, s.boxShadow]; })()"
        )
        assert style[0] != "none" or style[2] != "none"


@pytest.mark.parametrize("kind", sorted({"topic", "role", "stage"} & KINDS.keys()))
def test_a_page_prints_as_a_checklist_with_room_for_notes(page: Page, base: str, kind: str) -> None:
    """No navigation and no controls; ink on white from dark pages too; boxes, and lines to write on."""
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(base + KINDS[kind], wait_until="networkidle")
    heading = page.locator("h1").first
    assert heading.is_visible()
    assert heading.evaluate("element => getComputedStyle(element).color") == "rgb(23, 33, 43)"
    for chrome in (".md-header", ".md-sidebar--primary", ".md-path", ".md-footer", ".rm-own button", "main select"):
        assert page.locator(chrome).evaluate_all("all => all.every((one) => !one.checkVisibility())"), chrome
    boxes = {
        "topic": ".rm-goals > li",
        "role": ".md-content__inner > ul:not([class]) > li",
        "stage": ".rm-topics > li > a",
    }
    before = page.locator(boxes[kind]).first.evaluate(
        "one => { const s = getComputedStyle(one, '::before'); return [s.content, s.borderTopWidth]; }"
    )
    assert "☐" in before[0] or before[1] != "0px"
    notes = "getComputedStyle(document.querySelector('.md-content__inner'), '::after').content"
    assert page.evaluate(notes) == '"Notes"'


def test_a_topic_prints_its_content_alone(page: Page, base: str) -> None:
    """On paper there is no navigation and no search box, and every answer can be read."""
    page.goto(base + KINDS["topic"])
    page.emulate_media(media="print")
    assert page.locator("h1").first.is_visible()
    assert not page.locator(".md-header").is_visible()
    assert not page.locator(".md-sidebar--primary").is_visible()
