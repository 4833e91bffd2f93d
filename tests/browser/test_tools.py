"""A learner's tools, as a person uses them: tick, come back, carry it elsewhere; by keyboard, in two tabs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import icalendar
import pytest
from axe_playwright_python.sync_playwright import Axe
from kinds import KINDS
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from published import BASE

TOPIC, STAGE = KINDS["topic"], KINDS["stage"]
KEY, DAMAGED = f"roadmap-progress {BASE}", f"roadmap-progress-damaged {BASE}"
NOW = "2026-11-21T10:00:00.000Z"


def tick(page: Page, status: str) -> None:
    """Choose a status on a topic's own page."""
    page.get_by_role("radio", name=status, exact=True).check(force=True)


def chosen(page: Page) -> str:
    """Return the status that a topic's own page shows."""
    page.get_by_role("group", name="My progress").wait_for()
    return page.locator(".rm-choice input:checked + span").inner_text()


def stored(page: Page) -> Any:
    """Return what the browser keeps."""
    return json.loads(page.evaluate(f"localStorage.getItem('{KEY}')") or "null")


def keep(page: Page, base: str, **parts: Any) -> None:
    """Put progress into the browser, as an earlier visit would have left it."""
    page.goto(base)
    data = {"version": 1, "goal": None, "topics": {}, "notes": {}, "bookmarks": {}, **parts}
    page.evaluate(f"data => localStorage.setItem('{KEY}', JSON.stringify(data))", data)


def done(*ids: str) -> dict[str, Any]:
    return {id: {"status": "done", "changed": NOW} for id in ids}


def test_a_tick_is_still_there_after_a_reload(page: Page, base: str) -> None:
    """On the topic's page, in the list of its stage, and as a sign beside links to it."""
    page.goto(base + TOPIC)
    assert chosen(page) == "To do"
    tick(page, "Learning")
    page.reload()
    assert chosen(page) == "Learning"
    page.goto(base + "roadmap/stages/neural-networks/")
    expect(page.get_by_label("My progress: Backpropagation")).to_have_value("learning")


def test_doing_a_topic_says_what_it_opened(page: Page, base: str) -> None:
    """Topics all of whose prerequisites are there now, and no others."""
    page.goto(base + "roadmap/topics/vectors-and-matrices/")
    tick(page, "Done")
    said = page.locator(".rm-own__said")
    expect(said).to_contain_text("This opens")
    said.get_by_role("link", name="Matrix operations").click()
    page.wait_for_url("**/roadmap/topics/matrix-operations/")
    expect(page.locator("li .rm-mark[data-status=done]").first).to_be_visible()


def test_a_status_is_set_in_a_list_by_keyboard_alone(page: Page, base: str) -> None:
    """A native control: arrow keys choose."""
    page.goto(base + STAGE)
    select = page.get_by_label("My progress: Scalars, vectors, matrices and tensors")
    select.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(select).to_have_value("done")
    assert stored(page)["topics"]["vectors-and-matrices"]["status"] == "done"
    page.goto(base + TOPIC)
    page.get_by_role("radio", name="To do").focus()
    page.keyboard.press("ArrowRight")
    assert chosen(page) == "Learning"


def test_two_tabs_stay_in_step(context: BrowserContext, base: str) -> None:
    """What one tab changes is seen in the other at once, and neither writes over the other."""
    one, other = context.new_page(), context.new_page()
    one.goto(base + TOPIC)
    other.goto(base + TOPIC)
    assert chosen(one) == chosen(other) == "To do"
    tick(one, "Done")
    expect(other.locator(".rm-choice input:checked + span")).to_have_text("Done")
    other.goto(base + "roadmap/topics/numpy/")
    tick(other, "Skip")
    assert {id: entry["status"] for id, entry in stored(one)["topics"].items()} == {
        "backpropagation": "done",
        "numpy": "skip",
    }


def test_a_note_stays_and_is_shown_as_text(page: Page, base: str) -> None:
    """Whatever is written: it is never run."""
    note = "<img src=x onerror=alert(1)> & **bold**"
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.goto(base + TOPIC)
    page.get_by_text("My note", exact=True).click()
    page.get_by_label("My note on this topic").fill(note)
    page.get_by_label("My note on this topic").blur()
    page.goto(base + "progress/")
    expect(page.locator(".rm-notes dd")).to_have_text(note)


def test_a_bookmark_leads_back_to_its_resource(page: Page, base: str) -> None:
    page.goto(base + TOPIC)
    button = page.locator(".rm-bookmark").first
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    card = page.locator(".rm-card").first.get_attribute("id")
    page.goto(base + "progress/")
    link = page.get_by_role("heading", name="Bookmarks").locator("+ ul a")
    assert (link.get_attribute("href") or "").endswith(f"#{card}")


def test_home_says_what_comes_next_to_those_who_have_begun(page: Page, base: str) -> None:
    """Newcomers see the page as it is; a goal narrows what is ready."""
    page.goto(base)
    page.wait_for_load_state("networkidle")
    assert page.get_by_role("heading", name="Ready next").count() == 0
    keep(page, base, topics={**done("vectors-and-matrices"), "numpy": {"status": "learning", "changed": NOW}})
    page.goto(base)
    expect(page.get_by_role("heading", name="Continue").locator("+ ul a")).to_have_text("NumPy")
    first = page.get_by_role("heading", name="Ready next").locator("+ ul > li")
    expect(first).to_have_count(5)
    page.goto(base + "progress/")
    page.get_by_label("I want to get to").select_option("topic:eigendecomposition")
    names = page.get_by_role("heading", name="Ready next, towards").locator("+ ul > li > a").all_inner_texts()
    assert names
    assert "Python basics" not in names


def test_progress_travels_as_a_file(page: Page, base: str, tmp_path: Path) -> None:
    """Export, forget, import: all is back; the import says first what it will change."""
    keep(page, base, topics=done("numpy", "norms"), notes={"numpy": {"text": "Axes!", "changed": NOW}})
    page.goto(base + "progress/")
    expect(page.get_by_text("2 of ").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Export to a file").click()
    download.value.save_as(tmp_path / "progress.json")
    page.get_by_role("button", name="Forget everything").click()
    assert stored(page)["topics"], "it asks before it forgets"
    page.get_by_role("button", name="Forget them").click()
    assert stored(page)["topics"] == {}
    page.locator("#rm-import").set_input_files(tmp_path / "progress.json")
    expect(page.locator(".rm-answer")).to_contain_text("The file changes 3 entries here.")
    expect(page.locator(".rm-answer li", has_text="NumPy: To do → Done")).to_be_visible()
    assert stored(page)["topics"] == {}, "nothing is changed before yes is said"
    page.get_by_role("button", name="Import it").click()
    assert stored(page)["topics"] == done("numpy", "norms")
    page.locator("#rm-import").set_input_files(tmp_path / "progress.json")
    expect(page.locator(".rm-answer")).to_contain_text("nothing that is not here already")


def test_a_file_that_is_not_ours_is_refused_in_words(page: Page, base: str, tmp_path: Path) -> None:
    (tmp_path / "cat.json").write_text('{"cat": true}', encoding="utf-8")
    page.goto(base + "progress/")
    page.locator("#rm-import").set_input_files(tmp_path / "cat.json")
    expect(page.locator(".rm-answer")).to_contain_text(
        "This file cannot be imported: it does not say which version it is."
    )


def test_a_renamed_topic_keeps_its_tick(page: Page, base: str) -> None:
    """The mark was made under the old id; the page has the new one."""

    def rename(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "former": {"backprop-of-old": "backpropagation"}})

    keep(page, base, topics=done("backprop-of-old"))
    page.route("**/roadmap/learn.json", rename)
    page.goto(base + TOPIC)
    assert chosen(page) == "Done"
    tick(page, "Learning")
    assert stored(page)["topics"].keys() == {"backpropagation"}


def test_what_cannot_be_read_is_said_and_put_aside(page: Page, base: str) -> None:
    """Neither a broken store nor a broken entry costs more than itself."""
    page.goto(base)
    page.evaluate(f"localStorage.setItem('{KEY}', '{{broken')")
    page.goto(base + TOPIC)
    expect(page.locator(".rm-own__trouble")).to_contain_text("could not be read")
    tick(page, "Done")
    assert stored(page)["topics"]["backpropagation"]["status"] == "done"
    assert page.evaluate(f"localStorage.getItem('{DAMAGED}')") == "{broken"
    keep(page, base, topics={**done("numpy"), "norms": {"status": "perhaps", "changed": NOW}})
    page.goto(base + "progress/")
    expect(page.locator(".rm-own__trouble")).to_contain_text("1 of your marks could not be read")
    expect(page.get_by_text("1 of ").first).to_be_visible()


def test_what_a_newer_version_wrote_is_not_written_over(page: Page, base: str) -> None:
    page.goto(base)
    page.evaluate(f"localStorage.setItem('{KEY}', JSON.stringify({{version: 99, secret: 1}}))")
    page.goto(base + TOPIC)
    expect(page.locator(".rm-own__trouble")).to_contain_text("newer version")
    tick(page, "Done")
    assert stored(page) == {"version": 99, "secret": 1}


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })", "keeps nothing"),
        ("Storage.prototype.setItem = () => { throw new Error('QuotaExceededError'); }", "is full"),
    ],
    ids=["blocked", "full"],
)
def test_a_browser_that_keeps_nothing_is_said(page: Page, base: str, script: str, said: str) -> None:
    """The marks hold as long as the page does."""
    page.add_init_script(script)
    page.goto(base + TOPIC)
    tick(page, "Done")
    assert chosen(page) == "Done"
    expect(page.locator(".rm-own__trouble")).to_contain_text(said)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(page: Page, base: str, scheme: str) -> None:
    """With marks, an open note, a goal, a question to answer."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    learning = {"numpy": {"status": "learning", "changed": NOW}}
    keep(
        page, base, topics={**done("vectors-and-matrices"), **learning}, notes={"numpy": {"text": "x", "changed": NOW}}
    )
    page.goto(base + "roadmap/topics/numpy/")
    page.get_by_text("My note (written)").click()
    tick(page, "Done")
    page.locator(".rm-bookmark").first.click()
    assert Axe().run(page).violations_count == 0
    page.goto(base + STAGE)
    page.locator(".rm-topics .rm-select").first.wait_for()
    assert Axe().run(page).violations_count == 0
    page.goto(base + "progress/")
    page.get_by_label("I want to get to").select_option("topic:transformers")
    page.get_by_role("button", name="Forget everything").click()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    page.goto(base)
    page.get_by_role("heading", name="Ready next").wait_for()
    assert Axe().run(page).violations_count == 0


def test_a_page_is_whole_when_the_scripts_have_no_data(page: Page, base: str) -> None:
    """Nothing half made is left behind when learn.json does not come."""
    page.route("**/roadmap/learn.json", lambda route: route.abort())
    page.goto(base + TOPIC)
    page.wait_for_load_state("networkidle")
    assert page.locator("h1").is_visible()
    assert page.locator(".rm-own").inner_text() == ""


def planned(page: Page) -> list[str]:
    """Return the titles of the topics of the plan that is shown."""
    page.locator(".rm-steps > li").first.wait_for()
    return page.locator(".rm-steps__head > a").all_inner_texts()


def test_a_plan_leads_to_its_goal(page: Page, base: str) -> None:
    """From nothing, and from what one knows: then it is shorter, and nothing that was known is in it."""
    page.goto(base + "plan/")
    page.get_by_label("I want to get to").select_option("topic:transformers")
    whole = planned(page)
    assert whole[-1] == "Transformers"
    assert "Matrix operations" in whole
    page.get_by_label("I know already").select_option("matrix-operations")
    expect(page.get_by_role("button", name="I do not know Matrix operations")).to_be_visible()
    shorter = planned(page)
    assert set(shorter) < set(whole)
    assert not {"Matrix operations", "Scalars, vectors, matrices and tensors"} & set(shorter)
    page.get_by_role("button", name="I do not know Matrix operations").click()
    expect(page.locator(".rm-steps > li")).to_have_count(len(whole))


def test_the_address_of_a_plan_recreates_it_elsewhere(page: Page, base: str, browser: Browser) -> None:
    """In a fresh profile, with another person's marks unknown."""
    page.goto(base + "plan/")
    page.get_by_label("I want to get to").select_option("path:first-month")
    page.get_by_label("Hours a week").fill("12")
    page.get_by_label("Hours a week").press("Tab")
    page.get_by_label("Starting on").fill("2027-01-04")
    page.get_by_label("Free resources only").check()
    page.get_by_label("I know already").select_option("numpy")
    expect(page.locator(".rm-plan .rm-lead")).to_contain_text("12 hours a week")
    here, said = planned(page), page.locator(".rm-plan .rm-lead").inner_text()
    other = browser.new_context()
    elsewhere = other.new_page()
    elsewhere.goto(page.url)
    assert planned(elsewhere) == here
    assert elsewhere.locator(".rm-plan .rm-lead").inner_text() == said
    other.close()


def test_a_calendar_takes_the_plan(page: Page, base: str, tmp_path: Path) -> None:
    page.goto(base + "plan/?to=topic:numpy&hours=7&from=2027-01-04")
    names = planned(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Calendar file").click()
    download.value.save_as(tmp_path / "plan.ics")
    events: Any = icalendar.Calendar.from_ical((tmp_path / "plan.ics").read_bytes()).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == names
    assert events[0]["DTSTART"].dt.isoformat() == "2027-01-04"
    assert str(events[-1]["URL"]) == base + "roadmap/topics/numpy/"


def test_a_plan_that_is_followed_orders_what_comes_next(page: Page, base: str) -> None:
    page.goto(base + "plan/?to=topic:eigendecomposition")
    first = planned(page)[0]
    page.get_by_role("button", name="Follow this plan").click()
    page.goto(base)
    expect(page.get_by_role("heading", name="Ready next, towards Eigen")).to_be_visible()
    assert page.get_by_role("heading", name="Ready next").locator("+ ul > li > a").first.inner_text() == first


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_plan(page: Page, base: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    page.goto(base + "plan/?to=topic:transformers&know=numpy")
    planned(page)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


LIBRARY = KINDS["library"]


def shown(page: Page) -> int:
    """Return how many resources the library shows, which is what it says."""
    said = page.locator(".rm-filter__said").inner_text()
    count = int(said.split(" of ")[0].replace(",", ""))
    assert page.locator(".rm-library tbody tr:visible").count() == count
    return count


def test_the_library_is_filtered_and_its_address_shared(page: Page, base: str, browser: Browser) -> None:
    """Words, facets and order stand in the address; back takes the last choice away."""
    page.goto(base + LIBRARY)
    page.locator(".rm-filter").wait_for()
    everything = shown(page)
    page.get_by_label("Words").fill("attention")
    expect(page.locator(".rm-filter__said")).not_to_have_text(f"{everything} of")
    page.wait_for_url("**text=attention")
    some = shown(page)
    assert 0 < some < everything
    page.locator(".rm-facet > summary", has_text="Kind").click()
    box = page.get_by_role("checkbox", name="Paper")
    counted = int(page.locator(".rm-facet label", has=box).locator(".rm-quiet").inner_text())
    box.check()
    assert shown(page) == counted
    page.keyboard.press("Escape")
    page.get_by_label("Order").select_option("new")
    years = page.locator(".rm-library tbody tr:visible").evaluate_all(
        "rows => rows.map((row) => Number(row.dataset.year))"
    )
    assert years == sorted(years, reverse=True)
    other = browser.new_context()
    elsewhere = other.new_page()
    elsewhere.goto(page.url)
    elsewhere.locator(".rm-filter").wait_for()
    assert shown(elsewhere) == counted
    other.close()
    page.go_back()
    page.go_back()
    expect(page.locator(".rm-filter__said")).to_contain_text(f"{some} of")
    page.get_by_role("button", name="Show all").click()
    assert shown(page) == everything


def test_the_library_is_filtered_by_keyboard_alone(page: Page, base: str) -> None:
    page.goto(base + LIBRARY)
    summary = page.locator(".rm-facet > summary", has_text="Level")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(summary).to_have_text("Level: Beginner")
    levels = page.locator(".rm-library tbody tr:visible td:nth-child(3)").all_inner_texts()
    assert set(levels) == {"Beginner"}
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_in_the_library(page: Page, base: str, scheme: str, width: int) -> None:
    """With a facet open; as a table and as cards, of which a phone has the list alone."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    page.goto(base + LIBRARY + "?kind=Video&text=network")
    page.locator(".rm-facet > summary").first.click()
    assert Axe().run(page).violations_count == 0
    if width > 700:
        page.get_by_label("As cards").check()
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_a_path_is_planned_as_it_stands(page: Page, base: str) -> None:
    """What it takes for known and what it skips is in no plan, and does not hold back what is ready."""
    page.goto(base + "roadmap/paths/first-month/")
    listed = page.locator("main li > a[href*='/topics/']").evaluate_all(
        "links => links.map((link) => link.textContent)"
    )
    page.get_by_role("link", name="Lay it out over your weeks").click()
    titles = planned(page)
    assert "Maximum likelihood estimation" not in titles
    assert set(titles) == set(listed) - {"Maximum likelihood estimation", "Information theory"}
    expect(page.get_by_text("This path takes for known")).to_contain_text(
        "it leaves out: Maximum likelihood estimation"
    )
    page.get_by_role("button", name="Follow this plan").click()
    page.goto(base + "progress/")
    assert page.get_by_role("heading", name="Ready next").locator("+ ul > li > a").first.inner_text() == titles[0]


def test_a_few_questions_find_out_what_is_known(page: Page, base: str) -> None:
    """Answers are one's own; the list at the end can be mended, and is marked only when it is accepted."""
    page.goto(base + "placement/")
    page.get_by_label("I want to get to").select_option("topic:eigendecomposition")
    page.get_by_role("button", name="Begin").click()
    page.get_by_text("Show the answer").click()
    expect(page.locator(".rm-placing details p")).to_be_visible()
    page.get_by_role("button", name="I knew it").click()
    heading = page.locator(".rm-placing h2")
    while heading.inner_text().startswith("Question"):
        page.get_by_role("button", name="Not yet").click()
    expect(heading).to_have_text("What you seem to know")
    expect(heading).to_be_focused()
    assert stored(page) is None, "nothing is marked before it is accepted"
    boxes = page.locator(".rm-known input")
    count = boxes.count()
    assert count > 0
    boxes.first.uncheck()
    page.get_by_role("button", name="Mark these as done").click()
    assert len(stored(page)["topics"]) == count - 1
    page.get_by_role("link", name="Make a plan for the rest").click()
    assert planned(page)[-1].startswith("Eigen")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_questions(page: Page, base: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    page.goto(base + "placement/")
    page.get_by_role("button", name="Begin").click()
    page.get_by_text("Show the answer").click()
    assert Axe().run(page).violations_count == 0
    page.get_by_role("button", name="I knew it").click()
    while page.locator(".rm-placing h2").inner_text().startswith("Question"):
        page.get_by_role("button", name="Not yet").click()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
