"""The pages' scripts as values: the plan agrees with Python's, and progress is never lost or invented."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_site.graph import Graph
from scripts import Scripts

NAMES = [f"t{i}" for i in range(9)]
TIMES = st.dates(date(2020, 1, 1), date(2030, 1, 1)).map(lambda day: f"{day}T10:00:00Z")
IDS = st.sampled_from(["svd", "norms", "numpy", "pytorch"])
QUESTIONS = st.builds("{}/{}".format, IDS, st.sampled_from(["why", "how"]))
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1)).map(str)
ANSWERS = st.fixed_dictionaries(
    {
        "knew": st.booleans(),
        "day": DAYS,
        "due": DAYS,
        "stability": st.floats(0.001, 36_500),
        "difficulty": st.floats(1, 10),
        "changed": TIMES,
    }
)
PARTS = ("topics", "notes", "bookmarks", "answers")
NOW = "2026-11-21T10:00:00Z"
some = st.lists(st.sampled_from(NAMES), max_size=4)


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """A graph without cycles, its topics in any order."""
    edges = {name: draw(st.lists(st.sampled_from(NAMES[:i]), unique=True)) if i else [] for i, name in enumerate(NAMES)}
    return Graph({name: tuple(edges[name]) for name in draw(st.permutations(NAMES))})


@st.composite
def progresses(draw: st.DrawFn) -> dict[str, Any]:
    status = st.sampled_from(["todo", "learning", "done", "skip"])
    return {
        "version": 2,
        "goal": draw(st.none() | st.fixed_dictionaries({"kind": st.just("topic"), "id": IDS, "changed": TIMES})),
        "topics": draw(st.dictionaries(IDS, st.fixed_dictionaries({"status": status, "changed": TIMES}))),
        "notes": draw(st.dictionaries(IDS, st.fixed_dictionaries({"text": st.text(max_size=9), "changed": TIMES}))),
        "bookmarks": draw(st.dictionaries(IDS, st.fixed_dictionaries({"marked": st.booleans(), "changed": TIMES}))),
        "answers": draw(st.dictionaries(QUESTIONS, ANSWERS)),
    }


def form(graph: Graph) -> dict[str, Any]:
    return {"order": graph.order, "requires": graph.requires}


@given(graphs(), some, some, some)
def test_both_languages_make_the_same_plan(
    scripts: Scripts, graph: Graph, goals: list[str], known: list[str], skip: list[str]
) -> None:
    """It is the smallest set that is closed under requires without what is known, and nothing comes too early."""
    plan = scripts("plan", graph=form(graph), goals=goals, known=known, skip=skip)
    assert plan == list(graph.plan(goals, known, skip))
    settled = set(graph.plan(known)) | set(skip)
    for i, topic in enumerate(plan):
        assert all(needed in settled or needed in plan[:i] for needed in graph.requires[topic])
        assert topic in goals or any(topic in graph.requires[other] for other in plan), "nobody needs it"
    assert set(goals) <= settled | set(plan)


@given(graphs(), some)
def test_both_languages_know_what_is_ready(scripts: Scripts, graph: Graph, done: list[str]) -> None:
    assert scripts("ready", graph=form(graph), done=done) == list(graph.ready(done))


@given(graphs())
def test_what_waits_for_a_topic_is_counted(scripts: Scripts, graph: Graph) -> None:
    counts = scripts("waiting", graph=form(graph), topics=NAMES)
    assert counts == {name: sum(name in graph.ancestors(other) for other in NAMES) for name in NAMES}


@given(progresses(), progresses())
def test_merging_is_commutative_and_loses_nothing(scripts: Scripts, one: Any, other: Any) -> None:
    """Of each entry what was changed last is kept; doing it again changes nothing."""
    both = scripts("merged", one=one, other=other)
    assert both == scripts("merged", one=other, other=one)
    assert both == scripts("merged", one=both, other=one)
    for part in PARTS:
        assert both[part].keys() == one[part].keys() | other[part].keys()
        for id, entry in both[part].items():
            assert entry["changed"] == max(p[part][id]["changed"] for p in (one, other) if id in p[part])


@given(progresses())
def test_a_file_brings_back_what_was_exported(scripts: Scripts, progress: Any) -> None:
    assert scripts("round", progress=progress, now=NOW) == {"progress": progress, "lost": 0}
    assert scripts("differences", before=progress, after=progress) == []


@given(progresses())
def test_a_renamed_id_takes_its_marks_with_it(scripts: Scripts, progress: Any) -> None:
    """When old and new both have a mark, the later one stays."""
    renamed = scripts("renamed", progress=progress, former={"svd": "norms"})
    for part, under in ((part, "/why" if part == "answers" else "") for part in PARTS):
        old, new = f"svd{under}", f"norms{under}"
        entries = [progress[part][id] for id in (old, new) if id in progress[part]]
        assert old not in renamed[part]
        assert (new in renamed[part]) == bool(entries)
        if entries:
            assert renamed[part][new]["changed"] == max(entry["changed"] for entry in entries)


@given(progresses())
def test_a_renamed_question_takes_its_answer_with_it(scripts: Scripts, progress: Any) -> None:
    """Also when its topic was renamed too."""
    renamed = scripts("renamed", progress=progress, former={"svd": "norms", "norms/why": "norms/wherefore"})
    before = [progress["answers"][id] for id in ("svd/why", "norms/why") if id in progress["answers"]]
    assert not {"svd/why", "norms/why"} & renamed["answers"].keys()
    assert ("norms/wherefore" in renamed["answers"]) == bool(before)
    if before:
        assert renamed["answers"]["norms/wherefore"] in before


@given(progresses())
def test_what_an_older_version_wrote_is_read(scripts: Scripts, progress: Any) -> None:
    """Version 1 knew no answers; its stores and its exported files are taken as they are."""
    old = {**{part: value for part, value in progress.items() if part != "answers"}, "version": 1}
    read: dict[str, Any] = {"progress": {**progress, "answers": {}}, "lost": 0}
    assert scripts("read", text=json.dumps(old)) == read
    assert scripts("imported", text=json.dumps({"kind": "roadmap progress", "exported": NOW, **old})) == read


def test_an_answer_that_is_not_whole_is_left_out(scripts: Scripts) -> None:
    """A day that is none, numbers out of bounds, a question without its topic: the others stay."""
    good: dict[str, Any] = {
        "knew": True,
        "day": "2026-11-21",
        "due": "2026-11-23",
        "stability": 2.3,
        "difficulty": 2.1,
        "changed": NOW,
    }
    changes: list[dict[str, Any]] = [{"knew": 1}, {"day": "2026-02-30"}, {"due": None}, {"stability": 0}]
    changes += [{"stability": "2"}, {"difficulty": 11}]
    answers = {f"svd/q{i}": {**good, **change} for i, change in enumerate(changes)}
    text = json.dumps({"version": 2, "answers": {"svd/why": good, "svd": good, "svd/why/so": good, **answers}})
    found = scripts("read", text=text)
    assert found["progress"]["answers"] == {"svd/why": good}
    assert found["lost"] == 2 + len(changes)


def test_an_import_tells_of_an_answer_that_only_its_day_differs(scripts: Scripts) -> None:
    """Else what was reviewed elsewhere would seem to be here already."""
    answer = {"knew": True, "day": "2026-11-21", "due": "2026-11-23", "stability": 2.3, "difficulty": 2.1}
    empty: dict[str, Any] = {"version": 2, "goal": None, "topics": {}, "notes": {}, "bookmarks": {}}
    before = {**empty, "answers": {"svd/why": {**answer, "changed": NOW}}}
    after = {**empty, "answers": {"svd/why": {**answer, "due": "2026-12-04", "changed": NOW}}}
    [change] = scripts("differences", before=before, after=after)
    assert (change["before"], change["after"]) == ("known, due on 2026-11-23", "known, due on 2026-12-04")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda v: st.lists(v) | st.dictionaries(st.text(), v)
    )
)
def test_what_is_not_ours_is_refused_or_read_as_nothing(scripts: Scripts, data: Any) -> None:
    """Whatever a file holds, there is an answer in words and never a broken page."""
    try:
        found = scripts("read", text=json.dumps(data))
    except ValueError as error:
        assert str(error).startswith(("it ", "a newer"))
    else:
        assert found["progress"]["topics"] == {}


def test_what_can_be_read_is_kept(scripts: Scripts) -> None:
    """One broken entry does not cost the others."""
    good, bad = {"status": "done", "changed": NOW}, {"status": "almost", "changed": NOW}
    text = json.dumps({"version": 1, "topics": {"svd": good, "norms": bad, "__proto__": good, "x y": good}, "notes": 7})
    found = scripts("read", text=text)
    assert found["progress"]["topics"] == {"svd": good}
    assert found["lost"] == 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "it is not JSON"),
        ("[]", "it holds no progress"),
        ("{}", "it does not say which version it is"),
        ('{"version": 99}', "a newer version of this site wrote it; load the page anew"),
        ('{"version": 1}', "it was not exported from here"),
    ],
)
def test_a_file_that_is_no_export_is_refused_with_the_reason(scripts: Scripts, text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        scripts("imported", text=text)
