"""Files that are missing, misplaced, unreadable or huge are named, and nothing else breaks."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Found
from roadmap_site.checks import check
from roadmap_site.load import load
from samples import small, topic, write


def said(root: Path) -> list[str]:
    return [f"{Path(p.path).name}:{p.line}:{p.column} {p.rule}" for p in check(load(root))]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """One problem, and how to name another folder."""
    assert said(tmp_path / "nowhere") == ["nowhere:1:1 readable"]


def test_a_file_instead_of_a_folder(tmp_path: Path) -> None:
    """One problem."""
    (tmp_path / "file").write_text("x")
    assert said(tmp_path / "file") == ["file:1:1 readable"]


def test_an_empty_folder(tmp_path: Path) -> None:
    """The index is missing."""
    assert said(tmp_path) == ["index.yml:1:1 index-missing"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "flour.yml:1:1 mapping"),
        (b"- a\n", "flour.yml:1:1 mapping"),
        (b"just text\n", "flour.yml:1:1 mapping"),
        (b"# only a comment\n", "flour.yml:1:1 mapping"),
        (b"\xff\xfe", "flour.yml:1:1 encoding"),
        (b"title: [\n", "flour.yml:2:1 yaml-syntax"),
        (b"title: " + b"x" * 2_000_000, "flour.yml:1:1 too-large"),
        (b"\n" * 1_040_000, "flour.yml:1:1 mapping"),
    ],
)
def test_a_file_that_cannot_be_a_topic(found: Found, content: bytes, expected: str) -> None:
    """One problem with its place, and none in the files that refer to it."""
    problems = found({"dough/flour.yml": content})
    assert [f"{Path(p.path).name}:{p.line}:{p.column} {p.rule}" for p in problems] == [expected]


def test_a_folder_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's reason is given for the folder; the rest is read."""
    root = write(tmp_path / "roadmap", small())
    scan = os.scandir

    def refuse(path: Any) -> Any:
        if Path(path).name == "oven":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    problems = check(load(root))
    assert ("readable", "the folder must be readable: Permission denied") in {(p.rule, p.message) for p in problems}


def test_a_wrong_type_deep_inside(found: Found) -> None:
    """The place is that of the value."""
    bread = topic("Bread", "yeast")
    bread["resources"][1]["covers"] = ["use", {"a": 1}]
    [problem] = found({"oven/bread.yml": bread})
    assert (problem.rule, problem.message) == ("value-type", "entry 2 of `covers` must be text; it is a mapping")


def test_numbers_are_not_taken_for_text(found: Found) -> None:
    """A number in a text field says how to write it."""
    bread = topic("Bread", "yeast") | {"title": 2022}
    [problem] = found({"oven/bread.yml": bread})
    assert (problem.message, problem.hint) == ("`title` must be text; it is a number", 'Write "2022" in quotes.')


def test_many_mistakes_in_a_file_are_counted(found: Found) -> None:
    """The first fifty are told, the rest counted."""
    problems = found({"oven/bread.yml": topic("Bread", "yeast", concepts=[1] * 500)})
    assert len(problems) == 51
    assert any(p.message == "450 more values here are not what they must be" for p in problems)


def test_files_of_other_kinds(tmp_path: Path) -> None:
    """Hidden files and a README are passed over; all else is out of place."""
    files: dict[str, Any] = {
        **small(),
        ".hidden": "x",
        "README.md": "x",
        "dough/README.md": "x",
        "dough/notes.txt": "x",
        "dough/old.yaml": "x: 1",
        "dough/a/b/c/d/e/f/g/h/i/j/deep.yml": "x: 1",
        "stray.yml": "x: 1",
    }
    assert said(write(tmp_path / "roadmap", files)) == [
        "deep.yml:1:1 misplaced-file",
        "notes.txt:1:1 misplaced-file",
        "old.yaml:1:1 file-name",
        "stray.yml:1:1 misplaced-file",
    ]


def test_ten_thousand_topics(tmp_path: Path) -> None:
    """A large roadmap is only large."""
    topics = [f"t{i}" for i in range(10_000)]
    lines = "".join(f"  - {id}\n" for id in topics)
    root = write(
        tmp_path / "roadmap",
        {
            "index.yml": {"title": "Large", "description": "Ten thousand topics.", "stages": ["all"]},
            "all/index.yml": f"title: All\nsummary: All of them.\ntopics:\n{lines}",
        },
    )
    for i, id in enumerate(topics):
        requires = f"requires: [{{topic: t{i // 2}, why: It is next.}}]\n" if i else ""
        (root / f"all/{id}.yml").write_text(
            f"title: Topic {i}\nsummary: The topic of number {i}.\nlevel: beginner\n{requires}"
            "goals: [{id: a, text: Do a}, {id: b, text: Do b}]\nresources:\n"
            f"  - {{id: r{i}, title: R {i}, url: 'https://example.org/{i}', by: [A], kind: book, cost: free, "
            "pick: start-here, why: It is good., covers: [a, b]}\n"
            f"  - {{use: r{(i + 1) % 10_000}, why: It is near.}}\n"
        )
    assert said(root) == []


FIELDS = st.sampled_from(["title", "summary", "level", "requires", "goals", "resources", "aliases", "concepts", "zzz"])
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda v: (
        st.lists(v, max_size=3) | st.dictionaries(st.sampled_from(["id", "use", "topic", "url", "x"]), v, max_size=3)
    ),
    max_leaves=8,
)


@given(changes=st.dictionaries(FIELDS, JUNK, min_size=1, max_size=3))
def test_any_value_in_any_field_is_checked(tmp_path_factory: pytest.TempPathFactory, changes: dict[str, Any]) -> None:
    """Whatever stands in a field, every problem has a place in a file that is there."""
    files: dict[str, Any] = {**small(), "oven/bread.yml": {**topic("Bread", "yeast"), **changes}}
    root = write(tmp_path_factory.mktemp("junk") / "roadmap", files)
    for problem in check(load(root)):
        lines = Path(problem.path).read_text(encoding="utf-8").split("\n")
        assert 1 <= problem.line <= len(lines)
        assert problem.message
