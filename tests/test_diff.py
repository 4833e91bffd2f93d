"""The difference of two states of the roadmap: every change named once, in words that nothing breaks out of."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_site.cli import main
from roadmap_site.diff import (
    Detail,
    Difference,
    Unreadable,
    as_json,
    as_markdown,
    as_text,
    difference,
    read_state,
    state_of,
)
from roadmap_site.export import roadmap_json
from roadmap_site.graph import graph_of
from roadmap_site.load import load
from samples import ROOT, Data, small, topic, write

Files = Mapping[str, Any]


@cache
def ours() -> str:
    """Return the roadmap.json of our own roadmap."""
    roadmap = load(ROOT / "roadmap").roadmap
    assert roadmap is not None
    return roadmap_json(roadmap, graph_of(roadmap))


def exported(folder: Path, files: Files) -> str:
    roadmap = load(write(folder, files)).roadmap
    assert roadmap is not None
    return roadmap_json(roadmap, graph_of(roadmap))


def compared(tmp_path: Path, files: Files, before: Files | None = None) -> Difference:
    old, new = exported(tmp_path / "old", before or small()), exported(tmp_path / "new", files)
    return difference(read_state(old), read_state(new))


def said(found: Difference) -> list[tuple[str, str, str, list[tuple[str, str, str | None]]]]:
    """Return kind, action and id of every change with field, kind and key of its details."""
    return [(c.kind, c.action, c.id, [(d.field, d.what, d.key) for d in c.details]) for c in found.changes]


def test_a_state_does_not_differ_from_itself() -> None:
    """Nor from an equal one; and nothing is said of it."""
    found = difference(read_state(ours()), read_state(ours()))
    assert not found
    assert (as_text(found), as_markdown(found)) == ("", "")


def _retitled(record: Data) -> tuple[str, str, str | None]:
    record["title"] += " anew"
    return "title", "changed", None


def _lost_goal(record: Data) -> tuple[str, str, str | None]:
    return "goals", "lost", record["goals"].pop(0)["id"]


def _gained_question(record: Data) -> tuple[str, str, str | None]:
    record["questions"].append({"id": "new", "ask": "Is this one new?", "answer": "It is."})
    return "questions", "gained", "new"


def _other_reason(record: Data) -> tuple[str, str, str | None]:
    record["resources"][-1]["why"] += " And more."
    return "resources.why", "changed", record["resources"][-1]["id"]


def _other_level(record: Data) -> tuple[str, str, str | None]:
    record["level"] = "advanced" if record["level"] == "beginner" else "beginner"
    return "level", "changed", None


def _gained_edge(record: Data) -> tuple[str, str, str | None]:
    record["requires"].append({"topic": "not-there-before", "why": "It is needed."})
    return "requires", "gained", "not-there-before"


EDITS = (_retitled, _lost_goal, _gained_question, _other_reason, _other_level, _gained_edge)
OURS = read_state(ours())
COUNT = len(OURS.data["topics"])


@settings(max_examples=40)
@given(st.dictionaries(st.integers(0, COUNT - 1), st.sets(st.sampled_from(EDITS), min_size=1), max_size=5))
def test_every_change_is_named_once(edits: dict[int, set[Callable[[Data], tuple[str, str, str | None]]]]) -> None:
    """Any edits of any topics: just these, in the order of the topics, also backwards."""
    topics = [copy.deepcopy(topic) if i in edits else topic for i, topic in enumerate(OURS.data["topics"])]
    expected = [
        ("topic", "changed", topics[i]["id"], sorted((edit(topics[i]) for edit in some), key=str))
        for i, some in sorted(edits.items())
    ]
    new = state_of({**OURS.data, "topics": topics})
    assert [(k, a, i, sorted(d, key=str)) for k, a, i, d in said(difference(OURS, new))] == expected
    assert len(difference(new, OURS).changes) == len(expected)


@settings(max_examples=40)
@given(st.sets(st.integers(0, COUNT - 1), max_size=5), st.booleans())
def test_what_comes_and_goes_is_named_once(places: set[int], gone: bool) -> None:
    """Topics that are only in one of the states are added or removed; counts and hours are told."""
    chosen = [topic for i, topic in enumerate(OURS.data["topics"]) if i in places]
    new = state_of({**OURS.data, "topics": [topic for topic in OURS.data["topics"] if topic not in chosen]})
    found = difference(OURS, new) if gone else difference(new, OURS)
    assert said(found) == [("topic", "removed" if gone else "added", topic["id"], []) for topic in chosen]
    assert {total.of for total in found.totals} == ({"topics", "minutes"} if chosen else set())
    lost = [(topic["id"], (topic["page"], f"topics/{topic['id']}/")) for topic in chosen if gone]
    assert [(broken.id, broken.addresses) for broken in found.broken] == lost


def test_a_renamed_topic_is_itself_under_another_id(tmp_path: Path) -> None:
    """What requires it, and what it opens, did not change; its old address is answered."""
    files = small()
    files["dough/leaven.yml"] = {**files.pop("dough/yeast.yml"), "title": "Leaven", "former_ids": ["yeast"]}
    files["dough/index.yml"]["topics"] = ["flour", "leaven"]
    files["oven/bread.yml"]["requires"] = [{"topic": "leaven", "why": "It builds on yeast."}]
    found = compared(tmp_path, files)
    assert said(found) == [("topic", "renamed", "leaven", [("title", "changed", None)])]
    assert found.changes[0].former == "yeast"
    assert found.broken == ()


def test_a_merged_topic_leads_to_what_it_became_part_of(tmp_path: Path) -> None:
    """The edges that led to it count as edges to the other one."""
    files = small()
    del files["dough/yeast.yml"]
    files["dough/index.yml"]["topics"] = ["flour"]
    files["dough/flour.yml"]["former_ids"] = ["yeast"]
    files["oven/bread.yml"]["requires"] = [{"topic": "flour", "why": "It builds on yeast."}]
    found = compared(tmp_path, files)
    [merged] = [change for change in found.changes if change.kind == "topic"]
    assert (merged.action, merged.id, merged.into, merged.into_title) == ("merged", "yeast", "flour", "Flour")
    assert {change.id for change in found.changes if change.kind == "resource"} == {
        "yeast-intro", "yeast-book", "yeast-page",
    }  # fmt: skip
    assert [broken.kind for broken in found.broken if broken.kind != "resource"] == []


def test_a_topic_that_moves_between_stages_says_so_once(tmp_path: Path) -> None:
    """The stages themselves did not change, nor did its address."""
    files = small()
    files["oven/yeast.yml"] = files.pop("dough/yeast.yml")
    files["dough/index.yml"]["topics"], files["oven/index.yml"]["topics"] = ["flour"], ["yeast", "bread"]
    found = compared(tmp_path, files)
    assert said(found) == [("topic", "changed", "yeast", [("stage", "changed", None)])]
    assert as_text(found) == ("Topics: 1 changed\n  changed: Yeast (yeast)\n      moved: Dough (dough) → Oven (oven)")


def test_groups_of_a_stage(tmp_path: Path) -> None:
    """A heading that comes, a topic in another group, another order: each by itself."""

    def dough(*groups: tuple[str, list[str]]) -> Files:
        files = small()
        files["dough/index.yml"]["topics"] = []
        files["dough/index.yml"]["groups"] = [{"title": title, "topics": ids} for title, ids in groups]
        files["dough/salt.yml"] = topic("Salt")
        return files

    before = dough(("Dry", ["flour", "salt"]), ("Alive", ["yeast"]))
    cases: dict[str, tuple[Files, list[tuple[str, str, str | None]]]] = {
        "moved": (dough(("Dry", ["flour"]), ("Alive", ["salt", "yeast"])), [("topics", "moved", "salt")]),
        "order": (dough(("Dry", ["salt", "flour"]), ("Alive", ["yeast"])), [("topics", "reordered", None)]),
        "title": (
            dough(("White", ["flour", "salt"]), ("Alive", ["yeast"])),
            [("groups", "gained", "White"), ("groups", "lost", "Dry")],
        ),
    }
    for name, (files, details) in cases.items():
        assert said(compared(tmp_path / name, files, before)) == [("stage", "changed", "dough", details)], name


def test_what_follows_from_a_resource_is_told_with_the_resource(tmp_path: Path) -> None:
    """A new address stands once, though other topics lead to it too; a dose of its own is told there."""
    files = small()
    for name, dose in (("dough/yeast.yml", {}), ("oven/bread.yml", {"url": "https://example.org/3", "part": "3"})):
        files[name]["resources"].append({"use": "flour-book", "part": "2", "why": "On gluten.", **dose})
    after = {name: json.loads(json.dumps(data)) for name, data in files.items()}
    after["dough/flour.yml"]["resources"][1]["url"] = "https://example.org/second-edition"
    after["oven/bread.yml"]["resources"][-1]["part"] = "4"
    found = compared(tmp_path, after, files)
    assert said(found) == [
        ("topic", "changed", "bread", [("resources.part", "changed", "flour-book")]),
        ("resource", "changed", "flour-book", [("url", "changed", None)]),
    ]
    assert found.changes[0].details[0].title == "About flour-book"


def test_paths_tell_their_lines_and_their_hours(tmp_path: Path) -> None:
    """A line that is gained or lost, and what the whole path now takes."""
    path = {"title": "Way", "summary": "To bread.", "kind": "goal", "steps": [{"topic": "flour"}, {"topic": "flour"}]}
    before = {**small(), "paths/way.yml": path}
    before["dough/flour.yml"]["time"], before["oven/bread.yml"]["time"] = "2h", "45m"
    after = {**before, "paths/way.yml": {**path, "steps": [{"topic": "flour"}, {"steps": [{"topic": "bread"}]}]}}
    found = compared(tmp_path, after, before)
    [(kind, action, id, details)] = said(found)
    assert (kind, action, id) == ("path", "changed", "way")
    assert details == [("steps", "gained", ""), ("steps", "gained", "bread"), ("steps", "lost", "flour")]
    assert as_text(found).endswith("Totals\n  time of the path Way (way): 2 h → 2 h 45 min")


def test_an_older_version_that_lacks_fields_and_lists_is_read() -> None:
    """What it does not know is not called new."""
    data = json.loads(ours())
    del data["projects"], data["retired"], data["version"]
    for record in data["topics"]:
        del record["questions"], record["former_ids"], record["page"]
        for item in record["resources"]:
            del item["level"]
    assert not difference(read_state(json.dumps(data)), read_state(ours()))
    back = difference(read_state(ours()), read_state(json.dumps(data)))
    assert (back.changes, back.totals) == ((), ())
    assert {broken.kind for broken in back.broken} == {"project"}, "what the new state has not is not answered"


def test_questions_of_a_version_without_ids_are_the_same_questions() -> None:
    """They are known by what they ask; only the answer changed."""
    old, new = json.loads(ours()), json.loads(ours())
    for record in old["topics"]:
        for question in record["questions"]:
            del question["id"]
    new["topics"][0]["questions"][0]["answer"] = "Otherwise."
    asked = new["topics"][0]["questions"][0]["ask"]
    found = difference(state_of(old), state_of(new))
    assert said(found) == [("topic", "changed", new["topics"][0]["id"], [("questions.answer", "changed", asked)])]


def test_a_field_that_nobody_thought_of_is_compared_too() -> None:
    """A later version may hold more; what both states have is compared."""
    old, new = json.loads(ours()), json.loads(ours())
    old["topics"][0]["trust"], new["topics"][0]["trust"] = {"state": "ok", "day": 1}, {"state": "gone", "day": 1}
    found = difference(read_state(json.dumps(old)), read_state(json.dumps(new)))
    assert [change.details for change in found.changes] == [
        (Detail("trust.state", "changed", before="ok", after="gone"),)
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "it must be JSON"),
        ("[" * 100_000, "it must be JSON"),
        ("[]", "it must be a mapping"),
        ('{"topics": {}}', "a list `topics`"),
        ('{"topics": [], "version": 99}', "take a newer"),
        ('{"topics": [{"title": "x"}]}', "`topics[0]` must be a mapping with a text `id`"),
        ('{"topics": [{"id": "x"}, {"id": "x"}]}', "which another one has"),
        ('{"topics": [], "paths": 3}', "`paths` must be a list"),
        ('{"topics": [{"id": "x", "former_ids": "y"}]}', "must be a list of ids"),
    ],
)
def test_what_is_no_state_of_a_roadmap_is_refused(text: str, reason: str) -> None:
    """With what must be."""
    with pytest.raises(Unreadable, match=re.escape(reason)):
        read_state(text)


Wild = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(["title", "requires", "resources", "goals", "groups", "steps", "minutes", "stage", "x"])
Records = st.lists(st.tuples(st.sampled_from("pqr"), st.dictionaries(FIELDS, Wild, max_size=4)), max_size=3)


@st.composite
def wild(draw: st.DrawFn) -> str:
    lists = ("stages", "topics", "resources", "paths", "projects")
    data = {name: [{**fields, "id": name[0] + id} for id, fields in draw(Records)] for name in lists}
    return json.dumps({name: list({r["id"]: r for r in records}.values()) for name, records in data.items()})


@given(wild(), wild())
def test_wild_states_are_compared_without_a_traceback(one: str, other: str) -> None:
    """Any values in any field; and nothing differs only one way round."""
    old, new = read_state(one), read_state(other)
    there, back = difference(old, new), difference(new, old)
    assert {(c.kind, c.id) for c in there.changes} == {(c.kind, c.id) for c in back.changes}
    for form in (as_text, as_markdown, as_json):
        assert form(there) == form(difference(read_state(one), read_state(other)))
    assert not difference(old, old)


HOSTILE = "<img src=x> @team #1 [l](javascript:1) `c` **b**\n## H\x1b[31m \u202ex"


def test_titles_of_strangers_are_only_text(tmp_path: Path) -> None:
    """In Markdown nothing is markup and nobody is called; on a terminal nothing is obeyed; in JSON it is as it was."""
    files = small()
    bread = files["oven/bread.yml"]
    bread["title"] = bread["requires"][0]["why"] = "<img src=x> @team #1 [l](javascript:1) `c` **b** ## H"
    bread["resources"][0]["url"] = "https://example.org/`x`<b>@team"
    found = compared(tmp_path, files)
    text = as_markdown(found)
    outside = re.sub(r"(`+).*?\1", "", text)
    assert not re.search(r"<|@|\[|\*\*|&#64;(?!&#8288;)", outside)
    data = json.loads(ours())
    data["topics"][0]["title"] = HOSTILE
    shown = as_text(difference(read_state(ours()), read_state(json.dumps(data))))
    assert "\x1b" not in shown and "\u202e" not in shown and "\n## H" not in shown
    assert json.loads(as_json(found))["changes"][0]["title"] == bread["title"]


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """0 with a difference or without; 1 when --addresses finds one that breaks; 2 for what cannot be read."""
    files = small()
    del files["oven/bread.yml"]
    files["oven/heat.yml"] = topic("Oven heat", "yeast")
    files["oven/index.yml"]["topics"] = ["heat"]
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    old.write_text(exported(tmp_path / "a", small()), encoding="utf-8")
    new.write_text(exported(tmp_path / "b", files), encoding="utf-8")
    assert main(["diff", str(old), str(new)]) == 0
    out = capsys.readouterr().out
    assert "removed: Bread (bread)" in out and "added: Oven heat (heat), in Oven" in out
    assert main(["diff", str(old), str(new), "--addresses"]) == 1
    out = capsys.readouterr().out
    assert "roadmap/topics/bread/" in out
    assert "Name bread in `former_ids` of the topic that took its place." in out
    assert "Name bread-intro in `former_ids` of the resource that took its place, or in `ids` of its entry" in out
    files["oven/heat.yml"]["former_ids"] = ["bread"]
    files["oven/heat.yml"]["resources"][0]["former_ids"] = ["bread-intro"]
    dropped = {"kind": "gone", "reason": "It is not there any more.", "date": date(2026, 11, 21)}
    entry = {"url": "https://example.org/old", "ids": ["bread-book", "bread-page"], **dropped}
    files["retired.yml"] = {"retired": [entry]}
    new.write_text(exported(tmp_path / "c", files), encoding="utf-8")
    assert main(["diff", str(old), str(new), "--addresses"]) == 0
    assert capsys.readouterr() == ("", "no address breaks\n")
    assert main(["diff", str(old), str(tmp_path / "none.json")]) == 2
    assert "none.json: No such file" in capsys.readouterr().err
    new.write_text("<html>", encoding="utf-8")
    assert main(["diff", str(old), str(new)]) == 2
    assert "it must be JSON" in capsys.readouterr().err
