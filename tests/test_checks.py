"""Every rule is broken once in tests/broken, and says what tests/broken.txt holds."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import Found
from roadmap_site.checks import CURATION, NEEDLESS, check, gaps, sentences
from roadmap_site.checks.rule import Fault, each
from roadmap_site.load import load
from roadmap_site.model import Topic
from samples import ROOT, Data, resource, small, topic, write

ELSEWHERE = {"readable", "too-large"}  # a folder that is not there, a file of a megabyte: see test_load and test_source


def test_the_broken_roadmap_yields_exactly_the_expected_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every message, hint and place is as it was read and approved."""
    monkeypatch.chdir(ROOT)
    said = "".join(f"{problem}\n" for problem in check(load(Path("tests/broken"))))
    assert said == Path("tests/broken.txt").read_text(encoding="utf-8")


def test_every_rule_is_broken_exactly_once() -> None:
    """No rule is without a case."""
    names = sorted(problem.rule for problem in check(load(ROOT / "tests/broken")))
    curation = {rule.name for rule in CURATION} | {NEEDLESS[0]}  # see test_curation
    assert names == sorted(sentences().keys() - ELSEWHERE - curation)


def test_every_rule_says_what_must_be() -> None:
    """A rule is one sentence with must or should."""
    for name, sentence in sentences().items():
        assert re.fullmatch(r"[A-Z][^.]*(?:index|retired|\.yml|[^.])* (?:must|should) .*\.", sentence), name
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)


def test_a_sound_roadmap_has_no_problems(found: Found) -> None:
    """The small roadmap of the tests breaks no rule."""
    assert found() == []


def test_our_own_roadmap_is_clean() -> None:
    """Neither errors nor warnings in what we publish."""
    loaded = load(ROOT / "roadmap")
    assert [str(problem) for problem in (*check(loaded), *gaps(loaded))] == []


def names(problems: list[Any]) -> list[str]:
    return [f"{Path(p.path).name}:{p.line} {p.rule}" for p in problems]


def test_a_mistake_in_one_file_is_not_reported_in_others(found: Found) -> None:
    """A topic, or a resource, whose file has the wrong shape still counts as there."""
    broken = topic("Flour")
    broken["level"] = "wizard"
    bread = topic("Bread", "flour")
    bread["resources"].append({"use": "flour-book", "why": "Its chapter on gluten."})
    assert [p.rule for p in found({"dough/flour.yml": broken, "oven/bread.yml": bread})] == ["vocabulary"]


def test_unknown_names_suggest_what_was_meant(found: Found) -> None:
    """Did you mean: for fields, words, topics, resources and goals."""
    bread = topic("Bread", "yeats")
    bread["sumary"] = "x"
    problems = found({"oven/bread.yml": bread})
    assert [p.hint for p in problems if p.rule == "unknown-field"] == ["Did you mean `summary`?"]
    bread.pop("sumary")
    bread["resources"][0]["covers"] = ["explian", "explain"]
    bread["resources"].append({"use": "flour-bok", "why": "Its chapter on gluten."})
    hints = {p.rule: p.hint for p in found({"oven/bread.yml": bread})}
    assert hints == {
        "topic-exists": "Did you mean `yeast`?",
        "covers-goal": "Did you mean `explain`?",
        "resource-exists": "Did you mean `flour-book`?",
    }


def test_a_renamed_topic_is_pointed_out(found: Found) -> None:
    """A former id or an alias in place of an id is said to be one."""
    changes = {
        "dough/flour.yml": topic("Flour", former_ids=["wheat-flour-type-550"]),
        "oven/bread.yml": topic("Bread", "wheat-flour-type-550", "yeast"),
    }
    assert [p.hint for p in found(changes)] == ["It is another name of `flour`: write that."]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "{{ 7 * 7 }}",
        "$(rm -rf /)",
        "${{ github.token }}",
        "**bold** [x](y)",
        "`x`",
        '--8<-- "x"',
    ],
)
def test_hostile_text_is_only_text(found: Found, text: str) -> None:
    """Markup and shell in a text field is no problem: the pages show it as it is."""
    assert found({"oven/bread.yml": topic("Bread", "yeast", summary=f"See {text} here.")}) == []


def test_messages_hold_nothing_that_a_terminal_obeys(found: Found) -> None:
    """A value is quoted short, on one line, with nothing but printable characters."""
    bread = topic("Bread", "yeast", level="x\u200b\n\x85y" * 100)
    [problem] = found({"oven/bread.yml": bread})
    assert problem.message.isprintable()
    assert len(problem.message) < 300


def test_a_start_of_an_unknown_price_is_not_called_unfree(found: Found) -> None:
    """That a used resource is missing is one mistake, not two."""
    bread = topic("Bread", "yeast")
    bread["resources"][0] = {"use": "nowhere", "why": "It is there.", "pick": "start-here", "covers": ["explain"]}
    assert [p.rule for p in found({"oven/bread.yml": bread})] == ["resource-exists"]


@pytest.mark.parametrize(
    ("slip", "rule"),
    [(("level: beginner", "level: expert"), "vocabulary"), (("  kind: book", "      kind: book"), "yaml-syntax")],
)
def test_a_slip_in_one_file_is_not_said_of_others(found: Found, slip: tuple[str, str], rule: str) -> None:
    """What they use of it is there, and what they lack may be in it."""
    bread = topic("Bread", "yeast")
    bread["resources"][1]["cost"] = "paid"
    bread["resources"][2] = {
        "use": "flour-page",
        "why": "It has the picture of every fold.",
        "covers": ["use", "judge"],
    }
    flour = yaml.safe_dump(topic("Flour"), sort_keys=False)
    assert found({"oven/bread.yml": bread, "dough/flour.yml": flour}) == []
    assert [p.rule for p in found({"oven/bread.yml": bread, "dough/flour.yml": flour.replace(*slip)})] == [rule]


def test_connected_roadmap_without_starts_may_begin_anywhere(found: Found) -> None:
    """Only a roadmap that names its starts is held to them."""
    assert found({"oven/bread.yml": topic("Bread", "yeast"), "dough/yeast.yml": topic("Yeast", "flour")}) == []
    index = {**small()["index.yml"], "starts": ["yeast"]}
    assert sorted(names(found({"index.yml": index}))) == ["flour.yml:1 true-start", "index.yml:7 true-start"]


def test_a_record_that_is_the_same_is_not_looked_at_again(tmp_path: Path) -> None:
    """A server checks at every edit; what a rule finds in a record alone, it finds once."""
    looked: list[str] = []

    @each("topic")
    def loud(topic: Topic) -> Iterator[Fault]:
        looked.append(topic.title)
        yield ("title",), f"{topic.title}!", "Whisper."

    def found() -> set[tuple[str, str]]:
        loaded = load(tmp_path)
        assert loaded.roadmap is not None
        return {(finding.file, finding.message) for finding in loud(loaded.roadmap, loaded)}

    write(tmp_path, small())
    before = found()
    assert len(before) == len(looked) > 1
    looked.clear()
    write(tmp_path, {"oven/bread.yml": topic("Rye", "yeast")})
    assert found() == before - {("topic:bread", "Bread!")} | {("topic:bread", "Rye!")}
    assert looked == ["Rye"]


def test_an_address_in_two_forms_is_described_twice(found: Found) -> None:
    """The second description is refused, and the first one named."""
    bread = topic("Bread", "yeast")
    bread["resources"].append(resource("again", url="http://www.example.org/flour-book/"))
    problems = found({"oven/bread.yml": bread, "index.yml": {**small()["index.yml"], "http_only": ["example.org"]}})
    assert [(p.rule, p.hint) for p in problems] == [
        ("described-once", "Write `use: flour-book`, with its part and why.")
    ]


def test_every_cycle_is_shown_as_the_path_it_is(found: Found) -> None:
    """From a topic along what it requires, back to itself."""
    changes = {"dough/flour.yml": topic("Flour", "bread"), "oven/bread.yml": topic("Bread", "yeast")}
    [problem] = found(changes)
    circle = "flour → bread → yeast → flour"
    turns = {
        " → ".join((*circle.split(" → ")[i:3], *circle.split(" → ")[:i], circle.split(" → ")[i])) for i in range(3)
    }
    assert problem.message.removeprefix("prerequisites must not go in a circle: ") in turns


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_out_of_the_roadmap_is_not_followed(found: Found, tmp_path: Path) -> None:
    """Neither a file nor a folder may be a symbolic link."""
    (tmp_path / "roadmap").mkdir()
    (tmp_path / "roadmap/secret.yml").symlink_to("/etc/passwd")
    (tmp_path / "roadmap/etc").symlink_to("/etc")
    assert names(found()) == ["etc:1 symbolic-link", "secret.yml:1 symbolic-link"]


def test_the_former_id_of_a_goal_or_question_is_nobody_else_s(found: Found) -> None:
    """A learner's marks would follow it to the wrong one."""

    def clash(data: Data) -> None:
        data["goals"][0]["former_ids"] = [data["goals"][1]["id"]]
        data["questions"][0]["former_ids"] = ["before"]
        data["questions"][1]["former_ids"] = ["before"]

    assert [problem.rule for problem in found(bread=clash)] == ["unique-goal", "unique-question"]
