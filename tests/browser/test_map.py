"""The map, as a person uses it: to read, to follow, by pointer, by keyboard, on a phone, on paper, without scripts."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from kinds import KINDS
from playwright.sync_api import Browser, Locator, Page, expect
from waiting import come_true

from published import BASE
from roadmap_site.graph import Graph, graph_of
from roadmap_site.load import load
from samples import ROOT

MAP, TOPIC = KINDS["map"], KINDS["topic"]
NOW = "2026-11-21T10:00:00.000Z"


@pytest.fixture(scope="module")
def graph() -> Graph:
    roadmap = load(ROOT / "roadmap").roadmap
    assert roadmap is not None
    return graph_of(roadmap)


def node(page: Page, id: str) -> Locator:
    return page.locator(f".rm-map a[data-id='{id}']")


def opened(page: Page, base: str, query: str = "") -> Page:
    """Return the map with its tools."""
    page.goto(base + MAP + query)
    page.locator(".rm-maptools").wait_for()
    page.wait_for_load_state("networkidle")
    return page


def ids(page: Page) -> list[str]:
    """Return the topics of the picture, in the order of the keyboard."""
    found: list[str] = page.locator(".rm-map a.rm-node").evaluate_all("nodes => nodes.map((node) => node.dataset.id)")
    return found


def lit(page: Page, light: str) -> set[str]:
    return set(
        page.locator(f".rm-map a.rm-node[data-light='{light}']").evaluate_all(
            "nodes => nodes.map((node) => node.dataset.id)"
        )
    )


def sight(page: Page) -> dict[str, float]:
    """Return how large the picture is, and which part of it is in sight."""
    found: dict[str, float] = page.locator(".rm-map").evaluate(
        "frame => ({ width: frame.querySelector('svg').getBoundingClientRect().width, left: frame.scrollLeft,"
        " top: frame.scrollTop })"
    )
    return found


def in_sight(page: Page, id: str) -> bool:
    """Return whether a topic stands wholly within the frame."""
    found: bool = node(page, id).evaluate(
        """node => {
          const box = node.getBoundingClientRect();
          const frame = node.closest(".rm-map").getBoundingClientRect();
          const wide = box.left >= frame.left && box.right <= frame.right;
          return wide && box.top >= frame.top && box.bottom <= frame.bottom;
        }"""
    )
    return found


def keep(page: Page, base: str, **statuses: str) -> None:
    """Put marks into the browser, as an earlier visit would have left them."""
    page.goto(base)
    topics = {id.replace("_", "-"): {"status": status, "changed": NOW} for id, status in statuses.items()}
    data = {"version": 1, "goal": None, "topics": topics, "notes": {}, "bookmarks": {}}
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [f"roadmap-progress {BASE}", json.dumps(data)])


def test_every_topic_is_a_link_in_learning_order(page: Page, base: str, graph: Graph) -> None:
    """Tab goes from each to the next, and Enter opens it."""
    opened(page, base)
    assert ids(page) == list(graph.order)
    node(page, graph.order[0]).focus()
    page.keyboard.press("Tab")
    expect(node(page, graph.order[1])).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/topics/{graph.order[1]}/")


def test_a_topic_that_has_the_focus_is_in_sight(page: Page, base: str, graph: Graph) -> None:
    """Also when it stood far outside of the frame."""
    opened(page, base)
    last = graph.order[-1]
    assert not in_sight(page, last)
    node(page, graph.order[-2]).focus()
    page.keyboard.press("Tab")
    expect(node(page, last)).to_be_focused()
    assert in_sight(page, last)


def test_names_are_the_titles(page: Page, base: str) -> None:
    """Also of those that are broken into lines, and with what the learner marked."""
    opened(page, base)
    title = "Scalars, vectors, matrices and tensors"
    name = page.get_by_role("link", name=re.compile(f"^{title}")).first
    assert name.get_attribute("data-id") == "vectors-and-matrices"


@pytest.mark.parametrize("way", ["hover", "focus"])
def test_what_it_needs_and_what_it_opens_lights_up(page: Page, base: str, graph: Graph, way: str) -> None:
    """Next to it strongly, further off fainter, all else steps back; with the lines between; and it goes out again."""
    opened(page, base)
    topic = "matrix-operations"
    node(page, topic).scroll_into_view_if_needed()
    getattr(node(page, topic), way)()
    near = {*graph.requires[topic], *graph.unlocks[topic]}
    far = {*graph.ancestors(topic), *(id for id in graph.order if topic in graph.ancestors(id))} - near
    assert lit(page, "here") == {topic}
    assert lit(page, "near") == near
    assert lit(page, "far") == far
    assert page.locator(".rm-lines path[data-light='near']").count() == len(near)
    width = "path => Number.parseFloat(getComputedStyle(path).strokeWidth)"
    strong, faint = (page.locator(f".rm-lines path[data-light='{light}']").first for light in ("near", "far"))
    assert strong.evaluate(width) > faint.evaluate(width)
    expect(page.locator(".rm-maptools__said")).to_contain_text("Matrix operations needs: Scalars")
    page.locator("h1").hover()
    page.evaluate("document.activeElement.blur()")
    assert lit(page, "here") == set()


def test_buttons_zoom_and_move(page: Page, base: str) -> None:
    """All that wheel, fingers and drag can do."""
    opened(page, base)
    start = sight(page)
    page.get_by_role("button", name="Zoom in").click()
    assert sight(page)["width"] > start["width"] * 1.2
    page.get_by_role("button", name="Zoom out").click()
    assert sight(page)["width"] == pytest.approx(start["width"], abs=2)
    page.get_by_role("button", name="Full size").click()
    assert sight(page)["width"] == pytest.approx(
        page.locator(".rm-map svg").evaluate("svg => svg.viewBox.baseVal.width"), abs=1
    )
    page.get_by_role("button", name="Zoom in").click()
    before = sight(page)
    page.get_by_role("button", name="Move down").click()
    page.get_by_role("button", name="Move right").click()
    assert sight(page)["top"] == before["top"] + 160
    assert sight(page)["left"] >= before["left"]
    page.get_by_role("button", name="Fit the whole picture").click()
    assert page.locator(".rm-map").evaluate("frame => frame.scrollHeight <= frame.clientHeight + 20")


def test_wheel_and_drag_zoom_and_move(page: Page, base: str) -> None:
    """With Ctrl the wheel zooms around the pointer, without it scrolls; a drag moves, and opens no topic."""
    opened(page, base)
    frame = page.locator(".rm-map")
    box = frame.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + 200
    page.mouse.move(x, y)
    start = sight(page)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    come_true(page, "width => document.querySelector('.rm-map svg').clientWidth > width * 1.1", arg=start["width"])
    zoomed = sight(page)
    page.mouse.wheel(0, 240)
    come_true(page, "top => document.querySelector('.rm-map').scrollTop > top", arg=zoomed["top"])
    before = sight(page)
    target = node(page, "matrix-operations")
    target.scroll_into_view_if_needed()
    before = sight(page)
    target.hover()
    page.mouse.down()
    at = target.bounding_box()
    assert at is not None
    page.mouse.move(at["x"] + 10, at["y"] - 60, steps=5)
    page.mouse.up()
    assert sight(page)["top"] > before["top"] + 20
    assert MAP in page.url
    assert "topics" not in page.url


@pytest.mark.parametrize("context", [{"has_touch": True, "viewport": {"width": 390, "height": 844}}], indirect=True)
def test_two_fingers_zoom(page: Page, base: str) -> None:
    """And what lies between them stays between them."""
    opened(page, base)
    page.locator(".rm-map").scroll_into_view_if_needed()
    start = sight(page)
    client = page.context.new_cdp_session(page)

    def touch(kind: str, *xs: int) -> None:
        points = [{"x": x, "y": 640, "id": i} for i, x in enumerate(xs)]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 150, 230)
    for step in range(1, 6):
        touch("touchMove", 150 - step * 10, 230 + step * 10)
    touch("touchEnd")
    come_true(page, "width => document.querySelector('.rm-map svg').clientWidth > width * 1.5", arg=start["width"])


@pytest.mark.parametrize("context", [{"viewport": {"width": 390, "height": 844}}], indirect=True)
def test_a_phone_opens_on_a_part_that_can_be_read(page: Page, base: str, graph: Graph) -> None:
    """On the first topic, or on what is being learnt; at full size; and the page itself is not wider than the phone."""
    opened(page, base)
    assert in_sight(page, graph.order[0])
    assert (
        node(page, graph.order[0]).evaluate("node => node.querySelector('rect').getBoundingClientRect().height") >= 24
    )
    letters = page.evaluate(
        "() => { const svg = document.querySelector('.rm-map svg');"
        " return Number.parseFloat(getComputedStyle(svg).fontSize) * svg.clientWidth / svg.viewBox.baseVal.width; }"
    )
    assert letters >= 12
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    page.goto(base + "roadmap/paths/train-a-transformer/")
    page.locator("#map").scroll_into_view_if_needed()
    come_true(page, "document.querySelector('.rm-map').scrollLeft > 0")
    assert in_sight(page, graph.order[0])
    keep(page, base, numpy="learning")
    opened(page, base)
    assert in_sight(page, "numpy")
    title = page.locator(".rm-band__title", has_text="Programming and data").bounding_box()
    assert title is not None
    assert 0 < title["x"] < 300


def test_marks_are_shown_by_words_and_outlines(page: Page, base: str) -> None:
    """Done, learning, skip, and what is ready; another tab's change comes at once."""
    keep(page, base, vectors_and_matrices="done", matrix_operations="learning", integrals="skip")
    opened(page, base)
    for id, word in (
        ("vectors-and-matrices", "Done"),
        ("matrix-operations", "Learning"),
        ("integrals", "Skip"),
        ("norms", "Ready"),
    ):
        expect(node(page, id).locator(".rm-tag")).to_contain_text(word)
    expect(node(page, "eigendecomposition")).to_have_count(1)
    expect(node(page, "eigendecomposition").locator(".rm-tag")).to_have_count(0)
    outline = (
        "node => { const { strokeWidth, strokeDasharray } = getComputedStyle(node.querySelector('rect'));"
        " return strokeWidth + strokeDasharray; }"
    )
    assert (
        len(
            {
                node(page, id).evaluate(outline)
                for id in ("vectors-and-matrices", "integrals", "norms", "eigendecomposition")
            }
        )
        == 4
    )
    assert "Done" in (node(page, "vectors-and-matrices").text_content() or "")
    other = page.context.new_page()
    other.goto(base + "roadmap/topics/matrix-operations/")
    other.get_by_role("radio", name="Done", exact=True).check(force=True)
    expect(node(page, "matrix-operations").locator(".rm-tag")).to_contain_text("Done")


def test_an_address_shows_a_stage_a_path_or_a_topic(page: Page, base: str, browser: Browser) -> None:
    """Each by itself, chosen or given, in a fresh profile too; back leads to what was shown before."""
    roadmap = load(ROOT / "roadmap").roadmap
    assert roadmap is not None
    opened(page, base)
    everything = len(ids(page))
    page.get_by_label("Show").select_option("stage:reinforcement-learning")
    page.wait_for_url("**/map/?stage=reinforcement-learning")
    expect(node(page, "pandas")).to_have_count(0)
    expect(page.locator(".rm-map .rm-band__title")).to_have_text(["From other stages", "Reinforcement learning"])
    needed = [id for id in ids(page) if roadmap.stage_of[id] != "reinforcement-learning"]
    assert {*ids(page)} - {*needed} == {*roadmap.stage_topics["reinforcement-learning"]}
    assert needed, "with what it needs from elsewhere"
    assert len(ids(page)) < everything
    assert node(page, needed[0]).get_attribute("href") == f"{base}roadmap/topics/{needed[0]}/"
    page.go_back()
    expect(node(page, "what-is-deep-learning")).to_have_count(1)
    assert len(ids(page)) == everything
    other = browser.new_context()
    elsewhere = opened(other.new_page(), base, "?path=first-month&topic=numpy")
    expect(elsewhere.get_by_label("Show")).to_have_value("path:first-month")
    on = {step.topic for step in roadmap.paths["first-month"].walk() if step.topic}
    assert set(ids(elsewhere)) == on
    assert lit(elsewhere, "here") == {"numpy"}
    opened(elsewhere, base, "?topic=transformers")
    assert in_sight(elsewhere, "transformers")
    assert lit(elsewhere, "here") == {"transformers"}
    elsewhere.get_by_label("Light up").select_option("numpy")
    elsewhere.wait_for_url("**/map/?topic=numpy")
    assert in_sight(elsewhere, "numpy")
    other.close()


def test_a_picture_that_does_not_come_is_said(page: Page, base: str) -> None:
    """The whole map stays."""
    page.route("**/stages/mathematics/", lambda route: route.abort())
    opened(page, base, "?stage=mathematics")
    expect(page.locator(".rm-maptools__trouble")).to_contain_text("could not be loaded")
    expect(node(page, "numpy")).to_have_count(1)


@pytest.mark.parametrize("context", [{"java_script_enabled": False}], indirect=True)
def test_it_is_whole_without_scripts(page: Page, base: str, graph: Graph) -> None:
    """The picture with its links, in a frame that scrolls; the same as lists; and no control that would do nothing."""
    page.goto(base + MAP)
    assert page.locator(".rm-map a.rm-node").count() == len(graph.order)
    assert page.locator(".rm-lines path").count() == sum(map(len, graph.requires.values()))
    assert page.locator(".rm-maptools").count() == 0
    lists = page.locator(".rm-maplist > section > ol > li")
    assert lists.count() == len(graph.order)
    assert page.locator(".rm-maplist ul li").count() == sum(map(len, graph.requires.values()))
    assert page.evaluate("getComputedStyle(document.querySelector('.rm-map')).overflowX") == "auto"
    page.goto(base + TOPIC)
    assert page.locator(".rm-map--small a").count() == len(
        {*graph.requires["backpropagation"], *graph.unlocks["backpropagation"]}
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing(page: Page, base: str, scheme: str, width: int) -> None:
    """With marks, with a topic lit, on the map and on the pages with a picture."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    keep(page, base, vectors_and_matrices="done", matrix_operations="learning", integrals="skip")
    for query in ("", "?topic=matrix-operations", "?stage=mathematics"):
        opened(page, base, query)
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
    for address in (TOPIC, KINDS["stage"]):
        page.goto(base + address)
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()


def test_it_prints_whole_and_in_forced_colours(page: Page, base: str) -> None:
    """On paper nothing is cut off and no control is left; where the system has the colours, lines and boxes stay."""
    opened(page, base)
    page.emulate_media(media="print")
    frame: Any = page.locator(".rm-map").evaluate(
        "frame => ({ overflow: getComputedStyle(frame).overflow, frame: frame.getBoundingClientRect().height,"
        " svg: frame.querySelector('svg').getBoundingClientRect().height,"
        " wide: frame.querySelector('svg').getBoundingClientRect().width - frame.getBoundingClientRect().width })"
    )
    assert frame["overflow"] == "visible"
    assert frame["frame"] >= frame["svg"]
    assert frame["wide"] <= 1
    expect(page.locator(".rm-maptools")).to_be_hidden()
    page.emulate_media(media="screen", forced_colors="active")
    colours = page.locator(".rm-map").evaluate(
        "frame => { const style = (found) => getComputedStyle(frame.querySelector(found));"
        " const box = style('.rm-node rect'); return [style('.rm-lines path').stroke, box.stroke, box.fill]; }"
    )
    assert colours[0] == colours[1] != colours[2]


def test_a_topic_s_own_picture_is_small(page: Page, base: str, graph: Graph) -> None:
    """A few kilobytes; it asks for no script, and fits a phone."""
    page.set_viewport_size({"width": 390, "height": 844})
    busy = max(graph.order, key=lambda one: len(graph.unlocks[one]))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(base + f"roadmap/topics/{busy}/")
    page.wait_for_load_state("networkidle")
    small = page.locator(".rm-map--small")
    assert len(small.inner_html()) < 6000
    assert not any("map.mjs" in url or "picture.mjs" in url for url in asked)
    assert small.evaluate("frame => frame.scrollWidth <= frame.clientWidth")
