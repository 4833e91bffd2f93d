"""Who added a resource is told on one page, and only with a name that is one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conftest import Found
from roadmap_site.graph import graph_of
from roadmap_site.load import load
from roadmap_site.render import render
from samples import resource, small, topic, write


def contributors(tmp_path: Path, *names: tuple[str, str]) -> str:
    bread = topic("Bread", "yeast")
    for i, (name, added) in enumerate(names):
        bread["resources"].append(resource(f"more-{i}", added_by=name, added=added, covers=["use"]))
    roadmap = load(write(tmp_path / "roadmap", {**small(), "oven/bread.yml": bread})).roadmap
    assert roadmap is not None
    return render(roadmap, graph_of(roadmap), {})["contributors.md"]


def test_nobody_yet_is_said_plainly(tmp_path: Path) -> None:
    """The page says who chose what is there, and how to get on it."""
    page = contributors(tmp_path)
    assert "Nobody has added a resource under their own name yet" in page
    assert "The 9 resources of this roadmap were chosen and described by the maintainers." in page
    assert "## How to stand here" in page


def test_who_added_last_stands_first(tmp_path: Path) -> None:
    """Each with what it was, the newest first; an account is linked, a name is not."""
    page = contributors(
        tmp_path, ("Ada Lovelace", "2026-01-01"), ("@bo-baker", "2026-02-02"), ("Ada Lovelace", "2026-03-03")
    )
    assert page.index("## Ada Lovelace") < page.index("About more-2")
    assert page.index("About more-2") < page.index("About more-0") < page.index("## &#64;bo-baker")
    assert page.count("https&#58;//github.com/") == 1
    assert "9 more resources were chosen" in page


@pytest.mark.parametrize(
    "name", ["a@b.example", "https://example.org", "<b>Ada</b>", "@-x", "{{ 7 }}", "Ada  B", "", 7]
)
def test_a_name_is_no_address_and_no_markup(found: Found, name: Any) -> None:
    """What is neither a name nor an account is an error at its place."""
    [problem] = found(flour=lambda data: data["resources"][0].update(added_by=name))
    assert problem.path.endswith("dough/flour.yml")
    assert "added_by" in problem.message
