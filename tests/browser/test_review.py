"""Questions as a person uses them: judge an answer, come back when it is due, take along what is not known."""

from __future__ import annotations

import csv
import datetime
import io
import json
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, Route, expect

from published import BASE

KEY = f"roadmap-progress {BASE}"
TODAY = datetime.datetime(2026, 11, 21, 9, 30)  # noqa: DTZ001 - the learner's own clock
NOW = "2026-11-21T08:30:00.000Z"


def stored(page: Page) -> Any:
    """Return the answers that the browser keeps."""
    return json.loads(page.evaluate(f"localStorage.getItem('{KEY}')") or '{"answers": {}}')["answers"]


def answer(knew: bool, due: str) -> dict[str, Any]:
    return {"knew": knew, "day": "2026-11-18", "due": due, "stability": 3.0, "difficulty": 5.0, "changed": NOW}


def keep(page: Page, base: str, **answers: Any) -> None:
    """Put answers into the browser, as an earlier visit would have left them; `topic__question` names one."""
    page.clock.set_fixed_time(TODAY)
    page.goto(base + "404.html")
    named = {id.replace("__", "/").replace("_", "-"): kept for id, kept in answers.items()}
    data = {"version": 2, "goal": None, "topics": {}, "notes": {}, "bookmarks": {}, "answers": named}
    page.evaluate(f"data => localStorage.setItem('{KEY}', JSON.stringify(data))", data)


def two_due(page: Page, base: str) -> None:
    """Two questions are due, of two topics; a third is not."""
    keep(
        page,
        base,
        backpropagation__gates=answer(False, "2026-11-19"),
        norms__three_norms=answer(True, "2026-11-20"),
        norms__side_of_line=answer(True, "2026-11-24"),
    )
    page.goto(base + "review/")
    expect(page.get_by_role("heading", name="Question 1 of 2: Backpropagation")).to_be_visible()


def test_an_answer_on_a_topics_page_is_still_there_after_a_reload(page: Page, base: str) -> None:
    """Shown on request, judged by a button that says so, and said when it comes back."""
    page.clock.set_fixed_time(TODAY)
    page.goto(base + "roadmap/topics/norms/")
    question = page.locator("#q-three-norms")
    expect(question.locator("p").first).not_to_be_visible()
    question.locator("summary").click()
    knew = question.get_by_role("button", name="I knew it")
    expect(knew).to_have_attribute("aria-pressed", "false")
    knew.click()
    expect(knew).to_have_attribute("aria-pressed", "true")
    expect(question.get_by_role("status")).to_have_text("Comes back in 2 days, on 23 Nov 2026.")
    page.reload()
    expect(question.locator("summary")).to_contain_text("✓ Knew it")
    kept = stored(page)["norms/three-norms"]
    assert (kept["knew"], kept["due"]) == (True, "2026-11-23")
    question.locator("summary").click()
    knew.click()
    assert stored(page)["norms/three-norms"] == kept, "saying it twice on a day changes nothing"
    question.get_by_role("button", name="Not yet").click()
    expect(question.get_by_role("status")).to_have_text("Comes back tomorrow.")
    expect(knew).to_have_attribute("aria-pressed", "false")


def test_a_link_to_a_question_opens_it(page: Page, base: str) -> None:
    """From the review to the page where the question stands among the others."""
    two_due(page, base)
    page.get_by_role("link", name="See it on its page").click()
    page.wait_for_url("**/topics/backpropagation/#q-gates")
    expect(page.locator("#q-gates").get_by_role("button", name="I knew it")).to_be_visible()
    expect(page.locator("#q-gates summary")).to_contain_text("↻ Not yet")


def test_what_was_not_known_is_due_tomorrow(page: Page, base: str) -> None:
    """Not today; and Home says so only then."""
    page.clock.set_fixed_time(TODAY)
    page.goto(base + "roadmap/topics/norms/")
    page.locator("#q-three-norms summary").click()
    page.locator("#q-three-norms").get_by_role("button", name="Not yet").click()
    page.goto(base + "review/")
    expect(page.get_by_role("heading", name="Nothing is due until tomorrow")).to_be_visible()
    page.goto(base)
    page.wait_for_load_state("networkidle")
    assert page.get_by_text("due for review").count() == 0
    page.clock.set_fixed_time(TODAY + datetime.timedelta(days=1))
    page.goto(base)
    expect(page.get_by_text("1 question is due for review.")).to_be_visible()
    page.get_by_role("link", name="Review them").click()
    expect(page.get_by_role("heading", name="Question 1 of 1: Norms")).to_be_visible()


def test_a_review_by_keyboard_alone(page: Page, base: str) -> None:
    """Space shows the answer, 1 and 2 judge it, the focus goes along, and at the end it is said when to come back."""
    two_due(page, base)
    page.locator(".rm-review").focus()
    page.keyboard.press("2")
    assert stored(page)["backpropagation/gates"]["due"] == "2026-11-19", "nothing is judged before it is shown"
    page.keyboard.press("Space")
    expect(page.locator(".rm-review__answer > p").first).to_be_focused()
    page.keyboard.press("2")
    expect(page.locator(".rm-review__said")).to_have_text("Not yet: it comes back tomorrow.")
    heading = page.get_by_role("heading", name="Question 2 of 2: Norms")
    expect(heading).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("1")
    end = page.get_by_role("heading", name="Nothing is due until tomorrow")
    expect(end).to_be_focused()
    expect(page.get_by_text("You answered 2, and knew 1 of them.")).to_be_visible()
    kept = stored(page)
    assert kept["backpropagation/gates"]["knew"] is False
    assert kept["norms/three-norms"]["due"] > "2026-11-22"
    page.get_by_role("button", name="Take it back").press("Enter")
    expect(page.get_by_role("heading", name="Question 2 of 2: Norms")).to_be_focused()
    assert stored(page)["norms/three-norms"]["due"] == "2026-11-20"


def test_two_tabs_do_not_ask_the_same(context: BrowserContext, base: str) -> None:
    """What one tab answers is gone from the other."""
    one, other = context.new_page(), context.new_page()
    two_due(one, base)
    other.clock.set_fixed_time(TODAY)
    other.goto(base + "review/")
    expect(other.get_by_role("heading", name="Question 1 of 2")).to_be_visible()
    one.get_by_role("button", name="Show the answer").click()
    one.get_by_role("button", name="I knew it").click()
    expect(other.get_by_role("heading", name="Question 1 of 1: Norms")).to_be_visible()


def test_a_question_that_is_gone_holds_nobody_up(page: Page, base: str) -> None:
    """It is put off, not lost: the file of questions may be the older one."""
    keep(page, base, norms__never_asked=answer(False, "2026-11-19"), norms__three_norms=answer(True, "2026-11-20"))
    page.goto(base + "review/")
    expect(page.get_by_role("heading", name="Question 1 of 1: Norms")).to_be_visible()
    assert stored(page)["norms/never-asked"]["due"] == "2026-12-21"


def test_a_question_that_does_not_come_is_said(page: Page, base: str) -> None:
    """And asked for again when one wishes."""
    page.route("**/questions/*.json", lambda route: route.fulfill(status=503))
    keep(page, base, norms__three_norms=answer(True, "2026-11-20"))
    page.goto(base + "review/")
    expect(page.get_by_role("heading", name="The question did not come")).to_be_visible()
    page.unroute("**/questions/*.json")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", name="Question 1 of 1: Norms")).to_be_focused()


def test_a_renamed_topic_keeps_its_answers(page: Page, base: str) -> None:
    def rename(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "former": {"lengths-of-old": "norms"}})

    keep(page, base, lengths_of_old__three_norms=answer(True, "2026-11-20"))
    page.route("**/roadmap/learn.json", rename)
    page.goto(base + "review/")
    expect(page.get_by_role("heading", name="Question 1 of 1: Norms")).to_be_visible()


def test_answers_travel_with_the_progress(page: Page, base: str, tmp_path: Path) -> None:
    """Export, forget, import; and the page of progress says what is due."""
    two_due(page, base)
    page.goto(base + "progress/")
    expect(page.get_by_text("2 questions are due for review.")).to_be_visible()
    before = stored(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Export to a file").click()
    download.value.save_as(tmp_path / "progress.json")
    page.get_by_role("button", name="Forget everything").click()
    page.get_by_role("button", name="Forget them").click()
    assert stored(page) == {}
    page.locator("#rm-import").set_input_files(tmp_path / "progress.json")
    expect(page.locator(".rm-answer")).to_contain_text("The file changes 3 entries here.")
    expect(page.locator(".rm-answer li", has_text="Backpropagation: answer added")).to_be_visible()
    page.get_by_role("button", name="Import it").click()
    assert stored(page) == before


def test_what_was_not_known_can_be_taken_along(page: Page, base: str, tmp_path: Path) -> None:
    """As a deck for Anki, and as a table."""
    two_due(page, base)
    for name, file in (("Deck for Anki", "not-known-yet.txt"), ("Table (CSV)", "not-known-yet.csv")):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        assert download.value.suggested_filename == file
        download.value.save_as(tmp_path / file)
    deck = (tmp_path / "not-known-yet.txt").read_text(encoding="utf-8")
    cards = [line.split("\t")[0] for line in deck.splitlines() if not line.startswith("#")]
    assert cards == ["roadmap/backpropagation/gates"]
    table = (tmp_path / "not-known-yet.csv").read_bytes().decode("utf-8-sig")
    assert [row["id"] for row in csv.DictReader(io.StringIO(table, newline=""))] == ["backpropagation/gates"]


def test_without_scripts_all_can_be_read_and_taken_along(browser: Any, base: str) -> None:
    """Answers open on request, and the files of decks are links."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(base + "roadmap/topics/norms/")
    page.locator("#q-three-norms summary").click()
    expect(page.locator("#q-three-norms p")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="a deck for Anki").click()
    assert download.value.suggested_filename == "norms.txt"
    page.goto(base + "review/")
    assert "Reviews are kept by scripts" in page.locator(".rm-own").inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="a table (CSV)").click()
    assert download.value.suggested_filename == "all.csv"
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_in_any_state(page: Page, base: str, scheme: str, width: int) -> None:
    """A judged question; nothing answered, a question, its answer, the end; and targets are large enough."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")

    def sound() -> None:
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
        for box in page.locator(".rm-own button:visible, .rm-question button:visible").all():
            size = box.bounding_box()
            assert size is not None
            assert min(size["width"], size["height"]) >= 24, box.inner_text()

    page.goto(base + "review/")
    page.get_by_role("heading", name="You have answered no question yet").wait_for()
    sound()
    page.goto(base + "roadmap/topics/norms/")
    page.locator("#q-three-norms summary").click()
    page.locator("#q-three-norms").get_by_role("button", name="I knew it").click()
    sound()
    two_due(page, base)
    sound()
    for name in ("Not yet", "I knew it"):
        page.get_by_role("button", name="Show the answer").click()
        sound()
        page.get_by_role("button", name=name).click()
    page.get_by_role("heading", name="Nothing is due").wait_for()
    sound()
    page.goto(base + "progress/")
    page.get_by_text("No question is due for review until").wait_for()
    sound()
