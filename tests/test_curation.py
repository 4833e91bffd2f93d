"""What curation asks for: each rule is broken once, and may be lacked on purpose."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from roadmap_site.checks import CURATION, NEEDLESS, check, gaps, on_purpose
from roadmap_site.load import load
from samples import Data, resource, small, topic, write


def bread(**fields: Any) -> dict[str, Data]:
    """Return the change of one topic."""
    return {"oven/bread.yml": topic("Bread", "yeast", **fields)}


def offered(*changes: Data) -> list[Data]:
    """Return what the topic offers, with changes of the first ones."""
    made = topic("Bread")["resources"]
    return [{**one, **(changes[i] if i < len(changes) else {})} for i, one in enumerate(made)]


def path(**fields: Any) -> dict[str, Data]:
    """Return a path to a loaf."""
    steps = [{"topic": "flour"}, {"topic": "yeast"}, {"topic": "bread"}]
    whole = {"title": "To a loaf", "summary": "From nothing to a loaf.", "kind": "goal", "outcomes": ["Bake one"]}
    return {**project(), "paths/loaf.yml": {**whole, "project": "loaf-project", "steps": steps, **fields}}


def project(**fields: Any) -> dict[str, Data]:
    """Return a project."""
    whole = {
        "title": "A loaf",
        "summary": "Bake a loaf for others.",
        "level": "beginner",
        "time": "5h",
        "skills": ["Kneading"],
        "requires": [{"topic": "bread", "why": "You bake one."}],
        "dataset": {"name": "Flour", "url": "https://example.org/shop", "licence": "MIT", "about": "A kilogram."},
        "baseline": {"method": "Bought bread", "score": "3 of 5 friends", "source": "Measured"},
        "milestones": ["Knead", "Wait", "Bake"],
        "criteria": ["4 of 5 friends ask for more", "The crust is brown"],
        "stretch": ["Use rye"],
        "mistakes": ["Too early", "Too hot"],
    }
    return {"projects/loaf-project.yml": {**whole, **fields}}


HALF = {"title": "Dough", "summary": "All before the oven.", "topics": ["flour", "yeast"]}
BROKEN: dict[str, dict[str, Data]] = {
    "enough-goals": bread(
        goals=[{"id": "explain", "text": "Explain it"}, {"id": "use", "text": "Use it"}],
        resources=offered({}, {"covers": ["use"]}, {"covers": ["use"]}),
    ),
    "enough-resources": bread(resources=offered({}, {"covers": ["use", "judge"], "url": "https://a.test/"})[:2]),
    "enough-questions": bread(questions=[{"id": "why", "ask": "Why?", "answer": "Because."}]),
    "free-way": bread(resources=offered({}, {"cost": "paid"}, {})),
    "several-hosts": bread(resources=offered({}, {}, {"url": "https://example.org/third"})),
    "dose": bread(resources=offered({}, {"part": None}, {})),
    "telling-why": bread(resources=offered({"title": "A long page on bread", "why": "A long page on bread. " * 3})),
    "summary-length": bread(summary="Bread."),
    "honest-time": bread(time="1h", resources=offered({"time": "2h"})),
    "needed-edge": {
        "oven/bread.yml": topic("Bread", "yeast", "flour"),
    },
    "imported": bread(imported="README.md:7"),
    "path-order": path(steps=[{"topic": "flour"}, {"topic": "bread"}, {"topic": "yeast"}]),
    "path-end": path(outcomes=[]),
    "project-data": project(dataset={"name": "Flour", "url": "https://example.org/shop", "about": "A kilogram."}),
    "project-measure": project(criteria=["Friends ask for more", "The crust is brown"]),
    "project-whole": project(mistakes=[]),
}


def found(folder: Path, changes: dict[str, Data]) -> list[str]:
    """Return the rules that a changed roadmap breaks."""
    loaded = load(write(folder / "roadmap", {**small(), **changes}))
    assert check(loaded) == ()
    return [problem.rule for problem in gaps(loaded)]


def test_every_rule_of_curation_has_its_case() -> None:
    assert BROKEN.keys() == {rule.name for rule in CURATION}


@pytest.mark.parametrize("rule", BROKEN)
def test_a_rule_finds_what_breaks_it(rule: str, tmp_path: Path) -> None:
    """And no other rule does."""
    assert found(tmp_path, BROKEN[rule]) == [rule]


@pytest.mark.parametrize("rule", BROKEN)
def test_what_is_left_out_on_purpose_is_no_gap(rule: str, tmp_path: Path) -> None:
    """But it is told, with the reason."""
    name = next(reversed(BROKEN[rule]))
    changed = {**BROKEN[rule], name: {**BROKEN[rule][name], "lacks": [{"rule": rule, "why": "So it must be."}]}}
    assert found(tmp_path, changed) == []
    loaded = load(tmp_path / "roadmap")
    assert on_purpose(loaded) == ((f"{tmp_path}/roadmap/{name}", rule, "So it must be."),)


@pytest.mark.parametrize("rule", ["dose", "no-such-rule"])
def test_a_reason_that_is_not_needed_is_told(rule: str, tmp_path: Path) -> None:
    """It would hide what comes later."""
    assert found(tmp_path, bread(lacks=[{"rule": rule, "why": "Once it was so."}])) == [NEEDLESS[0]]


def test_a_path_may_assume_what_it_does_not_hold(tmp_path: Path) -> None:
    """With all that leads there."""
    assert found(tmp_path, path(assumes=["yeast"], steps=[{"topic": "bread"}])) == []


def test_a_path_may_skip_what_it_says(tmp_path: Path) -> None:
    """That alone: what the rest of the path needs is still asked for."""
    skips = [{"topic": "yeast", "why": "Buy the dough."}]
    assert found(tmp_path, path(skips=skips, steps=[{"topic": "bread"}])) == []
    assert found(tmp_path, path(skips=[{"topic": "flour", "why": "Buy it."}], steps=[{"topic": "bread"}])) == [
        "path-order"
    ]


def test_the_upper_limit_of_a_time_needs_all_times(tmp_path: Path) -> None:
    """Of what has no time nobody can say that it does not fill the hours."""
    long = [{"time": "1h"}, {"time": "1h"}, {"time": "1h"}]
    assert found(tmp_path, bread(time="9h", resources=offered(*long))) == ["honest-time"]
    assert found(tmp_path, bread(time="9h", resources=offered(*long[:2]))) == []


def test_gaps_do_not_stumble_over_mistakes(tmp_path: Path) -> None:
    """What is wrong with a roadmap is for `roadmap check` to say."""
    circle = {
        "dough/index.yml": HALF,
        "dough/flour.yml": topic("Flour", "bread", "nowhere"),
        **bread(resources=[*offered(), {"use": "nothing", "why": "It is not there, but this is said elsewhere."}]),
        **path(assumes=["nowhere"], steps=[{"topic": "nowhere"}]),
    }
    loaded = load(write(tmp_path / "roadmap", {**small(), **circle}))
    assert check(loaded) != ()
    assert gaps(loaded) == ()


def test_a_resource_of_a_project_is_no_gap(tmp_path: Path) -> None:
    """Rules on doses and reasons are for what topics offer."""
    assert found(tmp_path, project(resources=[resource("oven-book", kind="book")])) == []
