"""What is new since a visit, as values: each change is told once, and to its learners."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts import Scripts

MARK = {"time": "2026-11-21T10:00:00Z", "ids": ["a"]}
VISIT = {"version": 1, "day": "2026-11-21", "seen": MARK, "met": MARK}


def item(id: str, minute: int, topic: str = "svd", **more: Any) -> dict[str, Any]:
    time = f"2026-11-21T{10 + minute // 60:02}:{minute % 60:02}:00Z"
    return {"id": id, "time": time, "kind": "topic", "of": topic, "topics": [topic], **more}


def visits(scripts: Scripts, *days: tuple[str, list[dict[str, Any]]]) -> list[list[str] | None]:
    """Return the ids that each visit finds new, to somebody who learns svd."""
    asked = [{"day": day, "items": items, "topics": ["svd"], "records": ["resource/book"]} for day, items in days]
    found: list[list[str] | None] = scripts("visits", days=asked)
    return found


def test_the_first_visit_finds_nothing_new(scripts: Scripts) -> None:
    """Nobody was away."""
    assert visits(scripts, ("2026-11-21", [item("a", 0)])) == [[]]


def test_what_is_new_stays_so_for_a_day(scripts: Scripts) -> None:
    """It is there on every page of that day, and gone on the next."""
    one, both = [item("a", 0)], [item("b", 5), item("a", 0)]
    days = [("2026-11-21", one), ("2026-11-23", both), ("2026-11-23", both), ("2026-11-24", both)]
    assert visits(scripts, *days) == [[], ["b"], ["b"], []]


def test_a_visit_between_a_commit_and_its_publication_misses_nothing(scripts: Scripts) -> None:
    """What counts is what the site had told by then, not when somebody came; also of things of the same moment."""
    before, after = [item("a", 0)], [item("a", 0), item("b", 0)]
    assert visits(scripts, ("2026-11-22", before), ("2026-11-25", after)) == [[], ["b"]]


def test_only_what_is_ones_own_is_told(scripts: Scripts) -> None:
    """Of one's topics, and of what one marked; not of others."""
    later = [item("b", 5, "gans"), item("c", 5, "gans", kind="resource", of="book"), item("d", 5)]
    assert visits(scripts, ("2026-11-21", [item("a", 0)]), ("2026-11-22", later))[1] == ["c", "d"]


def test_what_was_called_seen_is_not_told_again(scripts: Scripts) -> None:
    """With a button on the page, on the same day."""
    visit = VISIT | {"met": {"time": "2026-11-21T10:05:00Z", "ids": ["b"]}}
    assert scripts("toldAll", items=[item("b", 5), item("a", 0)], text=json.dumps(visit), topics=["svd"]) == []


def test_a_site_that_tells_of_no_change_is_no_trouble(scripts: Scripts) -> None:
    """Neither on the first visit nor on a later one."""
    assert visits(scripts, ("2026-11-21", []), ("2026-11-22", [item("a", 0)]), ("2026-11-23", [])) == [None, [], []]


@pytest.mark.parametrize(
    "text",
    [
        *("", "null", "[]", "3", "{", "{}", '{"version":1}'),
        json.dumps(VISIT | {"version": 2}),
        json.dumps(VISIT | {"day": "yesterday"}),
        json.dumps(VISIT | {"seen": None}),
        json.dumps(VISIT | {"met": {"time": "now", "ids": []}}),
        json.dumps(VISIT | {"met": {"time": MARK["time"], "ids": "a"}}),
    ],
)
def test_what_cannot_be_read_counts_as_no_visit(scripts: Scripts, text: str) -> None:
    """Damage, and the format of another version."""
    assert scripts("visit", text=text) is None


def test_what_is_kept_is_read_again(scripts: Scripts) -> None:
    """The format as it stands in browsers."""
    assert scripts("visit", text=json.dumps(VISIT)) == VISIT


def test_what_is_ones_own(scripts: Scripts) -> None:
    """What one learns, has done, wrote about and wants to get to; not what one skips or marked as to do."""
    entry = {"changed": "2026-11-21T10:00:00Z"}
    status = {"a": "done", "b": "learning", "c": "todo", "d": "skip"}
    progress = {
        "goal": {"kind": "path", "id": "first", **entry},
        "topics": {id: {"status": word, **entry} for id, word in status.items()},
        "notes": {"e": {"text": "mine", **entry}, "f": {"text": "", **entry}},
        "bookmarks": {"book": {"marked": True, **entry}, "page": {"marked": False, **entry}},
        "answers": {},
    }
    found = {"topics": ["a", "b", "e", "g"], "records": ["path/first", "resource/book"], "begun": True}
    assert scripts("own", progress=progress, wanted=["d", "g"]) == found
    none: dict[str, Any] = {"goal": None, "topics": {}, "notes": {}, "bookmarks": {}, "answers": {}}
    assert scripts("own", progress=none, wanted=[]) == {"topics": [], "records": [], "begun": False}


@given(minutes=st.lists(st.lists(st.integers(0, 500), max_size=3), min_size=1, max_size=6))
def test_every_change_after_the_first_visit_is_told_once(scripts: Scripts, minutes: list[list[int]]) -> None:
    """Whoever comes once a day is told of each change on one day, if changes only come after those that were there."""
    items: list[dict[str, Any]] = [item("start", 0)]
    days = [("2026-01-01", list(items))]
    start = 0
    for i, some in enumerate(minutes):
        for j, minute in enumerate(sorted(some)):
            items.insert(0, item(f"{i}-{j}", start + minute))
        start = max([start, *(start + minute for minute in some)])
        days.append((str(date(2026, 1, 2) + timedelta(i)), list(items)))
    told = [id for found in visits(scripts, *days) for id in found or ()]
    assert sorted(told) == sorted(one["id"] for one in items if one["id"] != "start")
