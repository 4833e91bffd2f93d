"""The schedule of reviews as values: it is FSRS, it never asks sooner for knowing, and order and merge are settled."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts import Scripts
from test_scripts import ANSWERS, DAYS, QUESTIONS, progresses
from tools import FOLDER, npm_tools

START = date(2026, 1, 1)
GIVEN = st.lists(st.tuples(st.integers(0, 400), st.booleans()), min_size=1, max_size=12)


@pytest.fixture(scope="module")
def library() -> Iterator[Callable[[Any], Any]]:
    """Return the states that the FSRS library of its own authors reaches."""
    npm_tools()
    process = subprocess.Popen(
        ["node", str(FOLDER / "fsrs.mjs")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )

    def states(answers: Any) -> Any:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(answers) + "\n")
        process.stdin.flush()
        return json.loads(process.stdout.readline())

    yield states
    process.communicate(timeout=10)


def reviews(scripts: Scripts, answers: Any) -> Any:
    """Return what is kept after each of some answers: days since the last one, and whether it was known."""
    return scripts("reviews", start=str(START), answers=answers)


@given(GIVEN)
def test_it_is_the_published_schedule(scripts: Scripts, library: Callable[[Any], Any], answers: Any) -> None:
    """Stability, difficulty and interval are the library's; what was not known comes back the next day."""
    for mine, theirs, (_, knew) in zip(reviews(scripts, answers), library(answers), answers, strict=True):
        assert mine["stability"] == pytest.approx(theirs["stability"], rel=1e-5, abs=1e-6)
        assert mine["difficulty"] == pytest.approx(theirs["difficulty"], rel=1e-5)
        days = (date.fromisoformat(mine["due"]) - date.fromisoformat(mine["day"])).days
        assert days == (theirs["interval"] if knew else 1)


@given(GIVEN, st.integers(0, 400))
def test_knowing_never_brings_a_question_back_sooner(scripts: Scripts, answers: Any, days: int) -> None:
    """After a good answer the interval is at least as long as after the last good one, and at most a year."""
    *_, before, after = reviews(scripts, [*answers, [0, True], [days, True]])
    was, now = (date.fromisoformat(kept["due"]) - date.fromisoformat(kept["day"]) for kept in (before, after))
    assert timedelta(days=1) <= was <= now <= timedelta(days=365)


@given(GIVEN)
def test_not_knowing_brings_it_back_tomorrow(scripts: Scripts, answers: Any) -> None:
    """And counts as hard from then on."""
    *_, known = reviews(scripts, [*answers, [1, True]])
    *_, missed = reviews(scripts, [*answers, [1, False]])
    assert date.fromisoformat(missed["due"]) - date.fromisoformat(missed["day"]) == timedelta(days=1)
    assert missed["stability"] < known["stability"]
    assert missed["difficulty"] > known["difficulty"] or missed["difficulty"] == pytest.approx(10, abs=0.1)


def test_a_clock_that_went_back_is_no_matter(scripts: Scripts) -> None:
    """A journey to the west, or a clock that was wrong: the answer counts as one of the same day."""
    back = reviews(scripts, [[5, True], [-2, True]])[-1]
    assert back["stability"] == reviews(scripts, [[5, True], [0, True]])[-1]["stability"]


@given(st.dictionaries(QUESTIONS, ANSWERS), DAYS)
def test_what_waits_longest_comes_first(scripts: Scripts, answers: Any, day: str) -> None:
    """All that is due and nothing else, in an order that does not depend on how it was kept."""
    told = scripts("due", answers=answers, day=day)
    assert told == scripts("due", answers=dict(reversed(answers.items())), day=day)
    assert told["now"] == sorted(
        (id for id in answers if answers[id]["due"] <= day), key=lambda i: (answers[i]["due"], i)
    )
    later = sorted(answer["due"] for answer in answers.values() if answer["due"] > day)
    assert told["next"] == ({"day": later[0], "count": later.count(later[0])} if later else None)


@given(progresses(), progresses(), DAYS)
def test_two_machines_agree_on_what_is_due(scripts: Scripts, one: Any, other: Any, day: str) -> None:
    """Whoever imports the other's file, the later answer to each question counts."""
    here = scripts("merged", one=one, other=other)["answers"]
    there = scripts("merged", one=other, other=one)["answers"]
    assert scripts("due", answers=here, day=day) == scripts("due", answers=there, day=day)
    for id, answer in here.items():
        assert answer in [progress["answers"][id] for progress in (one, other) if id in progress["answers"]]
