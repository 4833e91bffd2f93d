"""WCAG 2.2 AA over the learner's tools: what is measured here is what no other test of a tool measures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from waiting import come_true

from published import BASE

NOW = "2026-11-20T10:00:00.000Z"
MEASURES = Path(__file__).with_name("measures.js").read_text(encoding="utf-8")


def measure(page: Page, name: str) -> Any:
    """Return what one of the measures finds on a page."""
    return page.evaluate(f"() => {MEASURES.strip()}.{name}()")


def keep(page: Page, base: str) -> None:
    """Put marks, a goal, a note and answers into the browser, as earlier visits would have left them."""
    marks = {"vectors-and-matrices": "done", "matrix-operations": "done", "numpy": "learning", "norms": "skip"}
    answer = {"knew": False, "day": "2026-11-18", "due": "2026-11-19", "stability": 3.0, "difficulty": 5.0}
    data = {
        "version": 2,
        "goal": {"kind": "topic", "id": "transformers", "changed": NOW},
        "topics": {id: {"status": status, "changed": NOW} for id, status in marks.items()},
        "notes": {"numpy": {"text": "Axes go from the outside in.", "changed": NOW}},
        "bookmarks": {},
        "answers": {"backpropagation/gates": {**answer, "changed": NOW}},
    }
    page.goto(base + "404.html")
    page.evaluate(f"data => localStorage.setItem('roadmap-progress {BASE}', JSON.stringify(data))", data)


def returning(page: Page, base: str) -> None:
    keep(page, base)
    page.goto(base)
    page.get_by_role("heading", name="Ready next").wait_for()


def topic(page: Page, base: str) -> None:
    """A note, a mark, a bookmark, and a question that is judged."""
    page.goto(base + "roadmap/topics/norms/")
    page.get_by_text("My note", exact=True).click()
    page.get_by_role("radio", name="Done", exact=True).check(force=True)
    page.locator(".rm-bookmark").first.click()
    page.locator("#q-three-norms summary").click()
    page.locator("#q-three-norms").get_by_role("button", name="I knew it").click()


def stage(page: Page, base: str) -> None:
    keep(page, base)
    page.goto(base + "roadmap/stages/mathematics/")
    page.get_by_role("button", name="Keep it offline").wait_for()
    page.locator(".rm-topics .rm-select").first.wait_for()


def progress(page: Page, base: str) -> None:
    keep(page, base)
    page.goto(base + "progress/")
    page.get_by_role("heading", name="Carry it with you").wait_for()


def nothing_kept(page: Page, base: str) -> None:
    page.goto(base + "progress/")
    page.get_by_role("heading", name="Kept for reading offline").wait_for()


def planned(page: Page, base: str) -> None:
    """Among marks, with a topic that is known and wishes that the resources need not meet."""
    keep(page, base)
    page.goto(base + "plan/?to=topic:transformers&hours=6&from=2027-01-04&know=norms")
    page.locator(".rm-steps > li").first.wait_for()


def nothing_found(page: Page, base: str) -> None:
    """A filter that leaves nothing, and one that stands open."""
    page.goto(base + "roadmap/library/?text=no-such-words-anywhere")
    page.locator(".rm-facet > summary").nth(4).click()
    expect(page.locator(".rm-filter__said")).to_contain_text("0 of")


def asked(page: Page, base: str) -> None:
    page.goto(base + "placement/")
    page.get_by_role("button", name="Begin").click()
    page.get_by_text("Show the answer").click()


def no_network(page: Page, base: str) -> None:
    page.goto(base + "503.html")
    page.get_by_role("heading", name="Kept for reading offline").wait_for()


State = Callable[[Page, str], None]
STATES: list[State] = [
    *(returning, topic, stage, progress, nothing_kept, planned, nothing_found, asked, no_network),
]
states = pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)


@pytest.mark.parametrize("state", [returning, topic, stage, nothing_kept, nothing_found, no_network])
def test_axe_finds_nothing(page: Page, base: str, state: State) -> None:
    """In the states that have no such test beside the tool, in both schemes."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    state(page, base)
    for scheme, name in (("light", "default"), ("dark", "slate")):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
        page.locator(f"body[data-md-color-scheme={name}]").wait_for()
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()


@states
def test_what_is_pressed_is_large_enough_or_stands_alone(page: Page, base: str, state: State) -> None:
    """At least 24 by 24 CSS pixels, or that much room (2.5.8), at a desk and on a phone."""
    state(page, base)
    for width, height in ((1440, 900), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        assert measure(page, "small") == []


SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
ADOPT = "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet]; }"


@states
def test_at_four_hundred_percent_nothing_is_lost(page: Page, base: str, state: State) -> None:
    """320 CSS pixels wide nothing scrolls sideways but tables and pictures (1.4.10); nor with wider text (1.4.12)."""
    page.set_viewport_size({"width": 320, "height": 640})
    state(page, base)
    for _ in range(2):
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert measure(page, "beyond") == []
        assert measure(page, "cut") == []
        page.evaluate(ADOPT, SPACING)


@pytest.mark.parametrize(
    ("state", "size"),
    [(planned, (1280, 720)), (topic, (1280, 720)), (progress, (320, 640))],
    ids=["plan", "topic", "narrow"],
)
def test_the_focus_is_seen_wherever_it_goes(page: Page, base: str, state: State, size: tuple[int, int]) -> None:
    """Down a long page and back up (2.4.7), never under the header or in a drawer that is shut (2.4.11)."""
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    state(page, base)
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    stops = 0
    for key in ("Tab", "Shift+Tab"):
        for _ in range(80):
            page.keyboard.press(key)
            for _ in range(20):
                found = measure(page, "focus")
                if not found or found["seen"]:
                    break
                page.wait_for_timeout(50)  # the navigation of a narrow page comes in when it has the focus
            if found:
                stops += 1
                assert found["seen"], found["what"]
                assert found["marked"], found["what"]
    assert stops > 100


def focused(page: Page) -> Locator:
    return page.locator("*:focus")


def test_a_list_that_is_made_anew_keeps_the_focus(page: Page, base: str) -> None:
    """By keyboard one goes on where one was, though the row moved or went away."""
    returning(page, base)
    select = page.locator("[data-rm-next] .rm-topics").last.locator("select").first
    name = select.get_attribute("aria-label") or ""
    select.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("heading", name="Continue").locator("+ ul > li")).to_have_count(2)
    expect(focused(page)).to_have_attribute("aria-label", name)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label(name)).to_have_count(0)
    assert (focused(page).get_attribute("aria-label") or "").startswith("My progress: ")
    planned(page, base)
    steps = page.locator(".rm-steps > li")
    before = steps.count()
    steps.first.locator("select").focus()
    page.keyboard.press("End")
    expect(steps).not_to_have_count(before)
    expect(steps.first.locator("select")).to_be_focused()


def test_an_answer_gives_the_focus_back(page: Page, base: str) -> None:
    """Whoever is asked and says yes or no stands where the question came from."""
    progress(page, base)
    forget = page.get_by_role("button", name="Forget everything")
    for answer in ("Leave it", "Forget them"):
        forget.focus()
        page.keyboard.press("Enter")
        page.get_by_role("button", name=answer).focus()
        page.keyboard.press("Enter")
        expect(forget).to_be_focused()


def test_what_changes_is_said_by_a_region_that_stays(page: Page, base: str) -> None:
    """A screen reader announces what changes in a region, and not one that comes with its text."""
    planned(page, base)
    region = page.locator("[data-rm-plan] > [role=status].rm-hidden").element_handle()
    said = region.inner_text()
    assert "topics, about" in said
    page.get_by_label("Hours a week").fill("12")
    page.keyboard.press("Tab")
    expect(page.locator(".rm-plan .rm-lead")).to_contain_text("at 12 hours")
    assert region.evaluate("one => one.isConnected")
    assert region.inner_text() != said
    page.goto(base + "roadmap/library/")
    region = page.locator(".rm-filter__said").element_handle()
    page.get_by_label("Words").fill("attention")
    come_true(page, "said => !said.textContent.startsWith('700')", arg=region)
    assert region.get_attribute("role") == "status"
    assert region.evaluate("one => one.isConnected")


def test_what_is_known_is_found_out_by_keyboard_alone(page: Page, base: str) -> None:
    """From the choice of a goal to the list at the end; the focus goes to each question."""
    page.goto(base + "placement/")
    page.get_by_label("I want to get to").select_option("topic:norms")
    page.get_by_label("I want to get to").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for number in range(1, 14):
        if not focused(page).inner_text().startswith("Question"):
            break
        assert focused(page).inner_text().startswith(f"Question {number} ")
        page.keyboard.press("Tab")  # to the answer
        page.keyboard.press("Enter")
        expect(page.locator(".rm-placing details p")).to_be_visible()
        page.keyboard.press("Tab")
        expect(focused(page)).to_have_text("I knew it")
        page.keyboard.press("Enter")
    expect(focused(page)).to_have_text("What you seem to know")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator(".rm-known input").first).not_to_be_checked()


def test_no_single_letter_takes_anybody_away(page: Page, base: str) -> None:
    """Speech and chance type letters (2.1.4); the theme's own keys for search and for turning pages are off."""
    topic(page, base)
    page.locator("h1").click()
    before = page.url
    for key in "fs/np,.":
        page.keyboard.press(key)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.url == before
    page.get_by_label("My note on this topic").press_sequentially("fs/np,.")
    expect(page.get_by_label("My note on this topic")).to_have_value("fs/np,.")


def test_forced_colours_leave_states_apart(page: Page, base: str) -> None:
    """What is chosen, pressed or reached differs by more than a colour that the system takes away."""
    topic(page, base)
    page.emulate_media(forced_colors="active")
    paint = "all => all.map((one) => getComputedStyle(one).backgroundColor)"
    choices: list[str] = page.locator(".rm-choice span").evaluate_all(paint)
    assert choices.count(choices[2]) == 1, "Done is chosen"
    knew, not_yet = page.locator("#q-three-norms button").evaluate_all(paint)
    assert knew != not_yet
    assert page.locator(".rm-bookmark").first.inner_text() != page.locator(".rm-bookmark").nth(1).inner_text()
    progress(page, base)
    border = page.locator("meter").first.evaluate("one => getComputedStyle(one).borderTopWidth")
    assert border != "0px"


def test_nothing_moves_for_those_who_asked_for_less_motion(page: Page, base: str) -> None:
    """No transition, animation or smooth scrolling anywhere."""
    page.emulate_media(reduced_motion="reduce")
    planned(page, base)
    assert measure(page, "moving") == []


@pytest.mark.parametrize("context", [{"java_script_enabled": False}], indirect=True, ids=["no-scripts"])
@pytest.mark.parametrize("tool", ["plan", "placement", "progress", "review"])
def test_without_scripts_a_tool_says_what_needs_them(page: Page, base: str, tool: str) -> None:
    """In words, with a way on; and no control stands there that does nothing."""
    page.goto(f"{base}{tool}/")
    said = page.locator(f"[data-rm-{tool}] noscript")
    assert "scripts" in said.inner_text()
    assert page.locator("article :is(button, select, input, textarea):visible").count() == 0
