"""Small roadmaps that break no rule, for tests to change."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
Data = dict[str, Any]


def resource(id: str, **fields: Any) -> Data:
    """Return a resource that breaks no rule."""
    return {
        "id": id,
        "title": f"About {id}",
        "url": f"https://example.org/{id}",
        "by": ["Ann Author"],
        "kind": "article",
        "cost": "free",
        "why": "It explains each step in plain words, for those who begin.",
        **fields,
    }


def topic(title: str, *requires: str, **fields: Any) -> Data:
    """Return a topic that breaks no rule; its resources are named after its title."""
    name = title.lower().replace(" ", "-")
    return {
        "title": title,
        "summary": f"What {title} is, and what it is good for. "
        + "It is explained from the start, with examples. " * 2,
        "level": "beginner",
        "requires": [{"topic": id, "why": f"It builds on {id}."} for id in requires],
        "goals": [{"id": id, "text": f"{id.capitalize()} it"} for id in ("explain", "use", "judge")],
        "resources": [
            resource(f"{name}-intro", pick="start-here", covers=["explain"]),
            resource(f"{name}-book", kind="book", part="Chapter 1", covers=["use", "judge"]),
            resource(f"{name}-page", url=f"https://example.com/{name}", covers=["judge"]),
        ],
        "questions": [
            {"id": word, "ask": f"Why {word}?", "answer": f"Because of {title}."} for word in ("now", "here", "so")
        ],
        **fields,
    }


def small() -> dict[str, Data]:
    """Return a roadmap of three topics that breaks no rule: file name to data."""
    return {
        "index.yml": {"title": "Baking", "description": "From flour to bread.", "stages": ["dough", "oven"]},
        "dough/index.yml": {"title": "Dough", "summary": "All before the oven.", "topics": ["flour", "yeast"]},
        "dough/flour.yml": topic("Flour"),
        "dough/yeast.yml": topic("Yeast", "flour"),
        "oven/index.yml": {"title": "Oven", "summary": "Heat and patience.", "topics": ["bread"]},
        "oven/bread.yml": topic("Bread", "yeast"),
    }


def write(folder: Path, files: Mapping[str, Data | str | bytes]) -> Path:
    """Write a roadmap's files: data as YAML, text and bytes as they are."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            text = (
                content
                if isinstance(content, str)
                else yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1000)
            )
            path.write_text(text, encoding="utf-8")
    return folder
