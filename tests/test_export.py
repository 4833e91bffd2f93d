"""roadmap.json holds the whole roadmap, the same bytes each time."""

from __future__ import annotations

import json
from pathlib import Path

from roadmap_site.export import roadmap_json
from roadmap_site.graph import graph_of
from roadmap_site.load import load
from samples import small, topic, write


def exported(root: Path) -> str:
    roadmap = load(root).roadmap
    assert roadmap is not None
    return roadmap_json(roadmap, graph_of(roadmap))


def test_everything_is_there_under_its_id(tmp_path: Path) -> None:
    """Topics with their doses and what they unlock; resources once, with where they are used."""
    bread = topic("Bread", "yeast")
    bread["resources"].append({"use": "flour-book", "part": "Chapter 3", "why": "On gluten.", "covers": ["use"]})
    data = json.loads(exported(write(tmp_path / "roadmap", {**small(), "oven/bread.yml": bread})))
    assert data["order"] == ["flour", "yeast", "bread"]
    by_id = {topic["id"]: topic for topic in data["topics"]}
    assert by_id["yeast"]["unlocks"] == ["bread"]
    assert by_id["bread"]["requires"] == [{"topic": "yeast", "why": "It builds on yeast."}]
    assert by_id["bread"]["resources"][-1]["part"] == "Chapter 3"
    [book] = [resource for resource in data["resources"] if resource["id"] == "flour-book"]
    assert (book["home"], book["topics"]) == ("flour", ["flour", "bread"])


def test_the_same_roadmap_is_the_same_text(tmp_path: Path) -> None:
    """Two exports are equal to the byte."""
    root = write(tmp_path / "roadmap", small())
    assert exported(root) == exported(root)
