"""What is worth adding is told by `roadmap gaps` and on a page, and is never a warning of the check."""

from __future__ import annotations

import json
import shlex
from copy import deepcopy
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from roadmap_site.checks.wants import WANTS, wants
from roadmap_site.cli import main
from roadmap_site.forms.fields import forms
from roadmap_site.graph import graph_of
from roadmap_site.load import load
from roadmap_site.render import render
from samples import resource, small, topic, write


def whole() -> dict[str, Any]:
    """Return a roadmap that lacks nothing: two hosts, a video, and each goal covered twice."""
    files: dict[str, Any] = small()
    for data in files.values():
        for i, entry in enumerate(data.get("resources", ())):
            entry |= {"covers": ["explain", "use", "judge"], "level": "beginner"}
            entry |= {"kind": "video"} if i == 2 else {}
    return files


def made(folder: Path, files: dict[str, Any]) -> dict[str, list[str]]:
    """Return headings and messages, without what should be looked at again."""
    roadmap = load(write(folder / "roadmap", files)).roadmap
    assert roadmap is not None
    return {heading: [f"{w.owner}: {w.message}" for w in rows] for heading, rows in wants(roadmap).items()}


def resources(*changes: dict[str, Any]) -> list[dict[str, Any]]:
    """Return three resources that lack nothing, each changed."""
    found = whole()["dough/flour.yml"]["resources"]
    return [deepcopy(entry | change) for entry, change in zip(found, changes, strict=True)]


@pytest.mark.parametrize(
    ("heading", "fields", "message"),
    [
        (
            "Nothing for beginners",
            {"resources": resources(*[{"level": "advanced"}] * 3)},
            "no resource is for beginners",
        ),
        ("Nothing free", {"resources": resources(*[{"cost": "paid"}] * 3)}, "no resource is free"),
        ("Nothing to read", {"resources": resources(*[{"kind": "video"}] * 3)}, "every resource is a video"),
        ("Nothing to watch", {"resources": resources(*[{"kind": "notes"}] * 3)}, "no resource is a video or a course"),
        ("No questions", {"questions": []}, "it asks no question"),
        (
            "All that is free on one host",
            {"resources": resources({}, {}, {"cost": "paid"})},
            "all that is free stands on example.org",
        ),
        (
            "Goals that nothing covers",
            {
                "resources": resources(*[{"covers": ["use", "judge"]}] * 3),
                "goals": [
                    {"id": "explain", "text": "Explain it", "open": "Nobody has."},
                    *({"id": id, "text": f"{id} it"} for id in ("use", "judge")),
                ],
            },
            "nothing covers “Explain it”",
        ),
        (
            "Goals that hang on one resource",
            {"resources": resources({}, {"covers": ["use", "judge"]}, {"covers": ["use", "judge"]})},
            "only one resource covers “Explain it”",
        ),
    ],
)
def test_each_is_found(tmp_path: Path, heading: str, fields: dict[str, Any], message: str) -> None:
    """And nothing else, in a roadmap that lacks nothing else."""
    assert made(tmp_path, whole()) == {}
    flour = whole()["dough/flour.yml"] | fields
    assert made(tmp_path, {**whole(), "dough/flour.yml": flour}) == {heading: [f"flour: {message}"]}


def test_the_oldest_are_looked_at_again(tmp_path: Path) -> None:
    """Those that were added first; of these the oldest; ten at most."""
    files = whole()
    old = [resource(f"old-{i}", year=2000 + i, added="2026-01-01") for i in range(12)]
    new = resource("new", year=1990, added="2026-02-01")
    for entry in (*old, new):
        entry |= {"covers": ["explain", "use", "judge"], "level": "beginner"}
    files["oven/bread.yml"]["resources"] += [new, *old]
    found = made(tmp_path, files)["To look at again"]
    assert found[0] == "bread: “About old-0” is of 2000, added on 2026-01-01"
    assert len(found) == 10
    assert not any("new" in row for row in found)


def test_an_advanced_topic_needs_nothing_for_beginners(tmp_path: Path) -> None:
    """It is not for them."""
    flour = whole()["dough/flour.yml"] | {"level": "advanced", "resources": resources(*[{"level": "advanced"}] * 3)}
    assert made(tmp_path, {**whole(), "dough/flour.yml": flour}) == {}


def test_gaps_prints_each_with_a_command_that_the_command_line_knows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In words, and as JSON; the check is silent about them."""
    root = write(tmp_path / "roadmap", {**small(), "dough/flour.yml": topic("Flour", questions=[])})
    assert main(["check", "--roadmap", str(root)]) == 0
    assert "host" not in capsys.readouterr().out
    assert main(["gaps", "--roadmap", str(root)]) == 0
    out = capsys.readouterr().out
    assert f"Nothing to watch:\n{root}/dough/flour.yml:" in out
    commands = [line.strip() for line in out.splitlines() if line.startswith("    roadmap ")]
    assert "roadmap add URL --topic flour --kind video" in commands
    capsys.readouterr()
    for command in commands:
        words = ["https://example.net/new" if word == "URL" else word for word in shlex.split(command)[1:]]
        rest = ["--roadmap", str(root), *(["--dry-run", "--offline", "--yes"] if words[0] == "add" else [])]
        assert main([*words, *rest]) in (0, 1), command  # 2 would be wrong usage
    assert main(["gaps", "--roadmap", str(root), "--format", "json"]) == 0
    capsys_out = capsys.readouterr().out
    found = json.loads(capsys_out[capsys_out.index("[\n") :])
    assert {"nothing-to-watch", "enough-questions"} <= {problem["rule"] for problem in found}


def test_the_page_tells_the_same_and_opens_the_form(tmp_path: Path) -> None:
    """Filled in with the topic, or the address; what is in a title stays text."""
    files = whole()
    files["dough/flour.yml"] |= {"title": "Flour <b>", "resources": resources(*[{"kind": "notes", "year": 1999}] * 3)}
    roadmap = load(write(tmp_path / "roadmap", files)).roadmap
    assert roadmap is not None
    page = render(roadmap, graph_of(roadmap), {}, "https://github.com/a/b")["gaps.md"]
    assert "## Nothing to watch" in page
    assert "<b>" not in page
    links = [part.split('"')[0] for part in unescape(page).split('href="')[1:] if part.startswith("https")]
    known = {field.id for form in forms(roadmap) for field in form.fields}
    for link in links:
        assert set(parse_qs(urlsplit(link).query)) - {"template"} <= known, link
    assert any("topic=flour" in link for link in links)
    assert any("url=https%3A%2F%2Fexample.org%2Fflour-intro" in link for link in links)


def test_a_roadmap_that_lacks_nothing_has_a_page_all_the_same(tmp_path: Path) -> None:
    """Contribute links to it."""
    roadmap = load(write(tmp_path / "roadmap", whole())).roadmap
    assert roadmap is not None
    page = render(roadmap, graph_of(roadmap), {})["gaps.md"]
    assert "Nothing that a machine could see" in page
    assert len({heading for heading, _, _ in WANTS}) == len(WANTS)
