"""What is remembered: dates that are never lost, runs that merge, files that are whole or as they were."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_site.links.memory import Damaged, Entry, Memory, as_line, entry_of, from_line, merge
from roadmap_site.links.seen import VERDICTS, Judgement

DAY = date(2026, 11, 21)
days = st.dates(date(2024, 1, 1), date(2027, 1, 1))
texts = st.text(max_size=30).filter(bool)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    first, since, checked = sorted(draw(st.tuples(days, days, days)))
    return Entry(
        url=draw(st.sampled_from(["https://a.test/", "https://b.test/x", "https://c.test/?q=ü"])),
        verdict=draw(st.sampled_from(VERDICTS)),
        checked=checked,
        since=since,
        first_seen=first,
        missing_since=draw(st.none() | days),
        status=draw(st.none() | st.integers(100, 999)),
        final_url=draw(st.none() | texts),
        title=draw(st.none() | texts),
        reason=draw(st.text(max_size=30)),
        archived=draw(st.none() | texts),
        etag=draw(st.text(max_size=9)),
        modified=draw(st.text(max_size=9)),
    )


@st.composite
def memories(draw: st.DrawFn) -> Memory:
    memory = Memory()
    for entry in draw(st.lists(entries(), max_size=6)):
        memory.put(entry)
    return memory


@given(entries())
def test_an_entry_is_one_line_and_comes_back(entry: Entry) -> None:
    """Whatever a stranger's page is called."""
    line = as_line(entry)
    assert len(line.splitlines()) == 1 or "\n" not in line
    assert from_line(line) == entry


@given(memories(), memories())
def test_merging_is_commutative(one: Memory, other: Memory) -> None:
    """It does not matter which run ended first."""
    assert merge(one, other).text() == merge(other, one).text()


@given(memories(), memories(), memories())
def test_merging_is_idempotent_and_associative(one: Memory, other: Memory, third: Memory) -> None:
    """A part that is merged twice changes nothing, nor does the order of many."""
    both = merge(one, other)
    assert merge(both, other).text() == both.text()
    assert merge(merge(one, other), third).text() == merge(one, merge(other, third)).text()


@given(memories(), entries())
def test_the_day_on_which_an_address_was_first_seen_is_never_forgotten(memory: Memory, entry: Entry) -> None:
    """Neither by a new result nor by a merge."""
    before = memory.get(entry.url)
    first = min(entry.first_seen, before.first_seen) if before else entry.first_seen
    other = Memory()
    other.put(entry)
    merged = merge(memory, other).get(entry.url)
    assert merged is not None
    assert merged.first_seen == first
    memory.put(entry)
    kept = memory.get(entry.url)
    assert kept is not None
    assert kept.first_seen == first


def test_results_add_up() -> None:
    """Since when it is so, and since when it has been missing."""
    ok = entry_of("https://a.test/", Judgement("ok", "There."), DAY, None)
    later = entry_of("https://a.test/", Judgement("ok", "There."), DAY + timedelta(20), ok)
    assert (later.since, later.first_seen, later.checked) == (DAY, DAY, DAY + timedelta(20))
    once = entry_of("https://a.test/", Judgement("temporary", "404.", missing=True), DAY + timedelta(30), later)
    twice = entry_of("https://a.test/", Judgement("gone", "404.", missing=True), DAY + timedelta(31), once)
    assert once.missing_since == twice.missing_since == DAY + timedelta(30)
    assert entry_of("https://a.test/", Judgement("ok", "There."), DAY + timedelta(40), twice).missing_since is None


def test_good_answers_rest_and_come_due_on_different_days() -> None:
    """Troubled ones are asked sooner."""
    good = {entry_of(f"https://a.test/{i}", Judgement("ok", ""), DAY, None).due for i in range(100)}
    assert len(good) > 5
    assert min(good) >= DAY + timedelta(10)
    assert entry_of("https://a.test/", Judgement("temporary", ""), DAY, None).due == DAY + timedelta(1)


def test_a_damaged_line_is_named(tmp_path: Path) -> None:
    """Nothing is overwritten that could not be read."""
    path = tmp_path / "health.jsonl"
    path.write_text(as_line(entry_of("https://a.test/", Judgement("ok", ""), DAY, None)) + "\nnonsense\n")
    with pytest.raises(Damaged, match=r"health\.jsonl:2:1"):
        Memory.read(path)


def test_lines_are_sorted_and_the_file_is_whole(tmp_path: Path) -> None:
    """A small change is a small difference; no other file is left beside it."""
    memory = Memory()
    for name in "cab":
        memory.put(entry_of(f"https://{name}.test/", Judgement("ok", ""), DAY, None))
    path = tmp_path / "health.jsonl"
    memory.write(path)
    assert [from_line(line).url for line in path.read_text().splitlines()] == [f"https://{n}.test/" for n in "abc"]
    assert [p.name for p in tmp_path.iterdir()] == ["health.jsonl"]
    assert Memory.read(path).text() == memory.text()


def test_what_a_killed_run_left_is_cleared_away(tmp_path: Path) -> None:
    """But not what another run may be writing at this moment."""
    path = tmp_path / "link-health.jsonl"
    old, new = tmp_path / ".link-health.jsonl.abc", tmp_path / ".link-health.jsonl.def"
    for one in (old, new):
        one.write_text("half a line", encoding="utf-8")
    os.utime(old, (0, 0))
    Memory().write(path)
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted((path.name, new.name))
