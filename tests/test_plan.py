"""Plans as values: the shortest way with dates that add up, an address that recreates it, a calendar for others."""

from __future__ import annotations

from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_site.graph import Graph
from scripts import Scripts

NAMES = [f"t{i}" for i in range(8)]
DAY = date(2026, 11, 21)
some = st.lists(st.sampled_from(NAMES), max_size=3, unique=True)
days = st.dates(date(2020, 1, 1), date(2040, 1, 1)).map(date.isoformat)


def offer(title: str, **fields: Any) -> dict[str, Any]:
    return {"title": title, "kind": "article", "cost": "free", "language": "en", "pick": None, **fields}


@st.composite
def roadmaps(draw: st.DrawFn) -> tuple[Graph, dict[str, Any], dict[str, Any]]:
    """A graph, and what the scripts know of it."""
    edges = {name: draw(st.lists(st.sampled_from(NAMES[:i]), unique=True)) if i else [] for i, name in enumerate(NAMES)}
    graph = Graph({name: tuple(edges[name]) for name in NAMES})
    minutes = st.integers(10, 3000)
    topics = {id: {"title": id.upper(), "minutes": draw(minutes), "requires": edges[id], "stage": "s"} for id in NAMES}
    learn = {
        "topics": topics,
        "paths": {"way": {"topics": ["t2", "t5"], "assumes": ["t1"], "skips": ["t3"]}},
        "projects": {"thing": {"requires": ["t3"]}},
        "former": {"old": "t1"},
        "graph": {"order": graph.order, "requires": edges},
    }
    why = {id: [{"topic": other, "why": f"{id} needs {other}."} for other in edges[id]] for id in NAMES}
    return graph, learn, {id: {"requires": why[id], "offers": [offer(id)]} for id in NAMES}


wishes = st.fixed_dictionaries(
    {
        "to": st.sampled_from(NAMES).map(lambda topic: {"kind": "topic", "id": topic})
        | st.sampled_from([{"kind": "path", "id": "way"}, {"kind": "project", "id": "thing"}]),
        "hours": st.integers(1, 200).map(lambda n: n / 2),
        "from": days,
        "free": st.booleans(),
        "kind": st.sampled_from(["any", "reading", "watching", "doing"]),
        "language": st.sampled_from(["", "en", "de", "pt-BR"]),
        "know": some,
    }
)


@given(roadmaps(), wishes, some)
def test_a_plan_is_the_shortest_way_and_its_dates_add_up(
    scripts: Scripts, made: tuple[Graph, Any, Any], wishes: Any, known: list[str]
) -> None:
    """Its topics are Python's plan; it starts on its day, has no hole, and says why each topic is there."""
    graph, learn, details = made
    plan = scripts("makePlan", learn=learn, details=details, wishes=wishes, known=known)
    goals = {"topic": [wishes["to"]["id"]], "path": ["t2", "t5"], "project": ["t3"]}[wishes["to"]["kind"]]
    on_path = wishes["to"]["kind"] == "path"
    settled, skipped = [*known, *wishes["know"], *(["t1"] if on_path else [])], ["t3"] if on_path else []
    assert [step["id"] for step in plan["steps"]] == list(graph.plan(goals, settled, skipped))
    assert plan["minutes"] == sum(learn["topics"][step["id"]]["minutes"] for step in plan["steps"])
    ends = [date.fromisoformat(wishes["from"]) - timedelta(1)]
    for step in plan["steps"]:
        start, end = date.fromisoformat(step["from"]), date.fromisoformat(step["to"])
        assert ends[-1] <= start <= max(ends[-1] + timedelta(1), ends[0] + timedelta(1))
        assert start <= end
        assert step["goal"] or step["needed"], "nobody needs it"
        ends.append(end)
    if plan["steps"]:
        weeks = plan["minutes"] / 60 / wishes["hours"]
        assert abs((ends[-1] - ends[0]).days - weeks * 7) <= 1
        assert plan["finish"] == plan["steps"][-1]["to"]


@given(roadmaps(), wishes)
def test_an_address_recreates_the_wishes(scripts: Scripts, made: tuple[Graph, Any, Any], wishes: Any) -> None:
    assert scripts("address", learn=made[1], wishes=wishes) == wishes


@given(
    roadmaps(),
    st.text(max_size=60) | st.just("to=topic:__proto__&hours=-1&from=2026-02-31&kind=constructor&know=old,t9"),
)
def test_a_strange_address_is_as_if_nothing_was_wished(
    scripts: Scripts, made: tuple[Graph, Any, Any], query: str
) -> None:
    """No text in an address breaks the page; of former ids the present ones are meant."""
    found = scripts("wishes", learn=made[1], query=query)
    assert found["to"] is None
    assert 0.5 <= found["hours"] <= 100
    assert set(found["know"]) <= set(NAMES)
    if "old" in query:
        assert found == {**found, "know": ["t1"], "from": "2026-11-21", "hours": 5, "kind": "any"}


@pytest.mark.parametrize(
    ("wish", "title"),
    [
        ({}, "start"),
        ({"kind": "watching"}, "video"),
        ({"language": "de"}, "deutsch"),
        ({"kind": "doing", "free": True}, "start"),
        ({"kind": "doing"}, "course"),
    ],
)
def test_the_resource_is_the_one_that_fits(scripts: Scripts, wish: Any, title: str) -> None:
    """Language before kind, kind before picks; free only is no wish but a rule."""
    offers = [
        offer("plain"),
        offer("start", pick="start-here"),
        offer("video", kind="video"),
        offer("deutsch", language="de"),
        offer("course", kind="tutorial", cost="paid"),
    ]
    wishes = {"free": False, "kind": "any", "language": "", **wish}
    assert scripts("chosen", offers=offers, wishes=wishes)["title"] == title
    assert scripts("chosen", offers=[offer("paid", cost="paid")], wishes={**wishes, "free": True}) is None


@given(
    st.lists(st.tuples(st.text(max_size=120), st.text(max_size=200), days, st.integers(0, 90)), max_size=4), st.text()
)
def test_a_calendar_can_be_read_by_a_calendar(
    scripts: Scripts, rows: list[tuple[str, str, str, int]], name: str
) -> None:
    """Whatever the titles are: every event is there, on its days, with its words; no line is too long."""
    clean = [
        ("".join(c for c in title if c.isprintable()), "".join(c for c in note if c.isprintable()))
        for title, note, *_ in rows
    ]
    steps = [
        {
            "id": f"t{i}",
            "title": title,
            "note": note,
            "from": start,
            "to": (date.fromisoformat(start) + timedelta(n)).isoformat(),
        }
        for i, ((title, note), (*_, start, n)) in enumerate(zip(clean, rows, strict=True))
    ]
    plain = "".join(c for c in name if c.isprintable())
    text = scripts("calendar", steps=steps, name=plain, stamp="2026-11-21T10:00:00.123Z")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    events: Any = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert len(events) == len(steps)
    for event, step in zip(events, steps, strict=True):
        assert str(event["SUMMARY"]) == step["title"]
        assert event["DTSTART"].dt.isoformat() == step["from"]
        assert (event["DTEND"].dt - timedelta(1)).isoformat() == step["to"]
        assert event["URL"] == f"https://example.org/{step['id']}/"


@given(roadmaps(), wishes, st.text(max_size=40))
def test_a_card_says_what_the_plan_says(
    scripts: Scripts, made: tuple[Graph, Any, Any], wished: Any, title: str
) -> None:
    """Its topics, hours and days are those of the plan in the same address; titles are whatever they are."""
    _, learn, details = made
    for record in (*learn["topics"].values(), *learn["paths"].values(), *learn["projects"].values()):
        record["title"] = title
    plan = scripts("makePlan", learn=learn, details=details, wishes=wished, known=[])
    query = "&".join(f"{name}={value}" for name, value in parameters(wished).items())
    card = scripts("card", learn=learn, query=query)
    assert card["title"] == f"To {title}"
    if plan["steps"]:
        assert card["facts"].startswith(f"{len(plan['steps'])} topic")
        finish = date.fromisoformat(plan["finish"])
        assert card["facts"].endswith(f"until {finish.day} {finish:%b} {finish.year}".replace("Sep ", "Sept "))
        assert card["begins"].count(title) >= min(2, len(plan["steps"]))
    else:
        assert card["facts"] == ""


def parameters(wished: Any) -> dict[str, str]:
    """Return wishes as an address has them."""
    return {
        "to": f"{wished['to']['kind']}:{wished['to']['id']}",
        "hours": str(wished["hours"]),
        "from": wished["from"],
        "know": "+".join(wished["know"]),
    }


class Tags(HTMLParser):
    """The elements of a text, with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@given(wishes, st.text(max_size=60) | st.just('"><script>alert(1)</script><a x="&amp;\' '))
def test_the_lines_to_copy_are_two_elements(scripts: Scripts, wished: Any, title: str) -> None:
    """A frame and a link, of the site, whatever the title is; both hold the same plan."""
    root = "https://example.org/learn/"
    found = scripts("code", root=root, wishes=wished, title=title)
    [(frame, of_frame)] = Tags(found["frame"]).found
    [(link, of_link)] = Tags(found["link"]).found
    assert (frame, link) == ("iframe", "a")
    assert of_frame.keys() == {"src", "title", "width", "height", "loading", "style"}
    assert of_link.keys() == {"href"}
    src, href = str(of_frame["src"]), str(of_link["href"])
    assert src.partition("?")[0] == f"{root}embed/plan.html"
    assert href.partition("?")[0] == f"{root}plan/"
    assert parse_qs(src.partition("?")[2]) == parse_qs(href.partition("?")[2])
    assert parse_qs(href.partition("?")[2])["to"] == [parameters(wished)["to"]]
