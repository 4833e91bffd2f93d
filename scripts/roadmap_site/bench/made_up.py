"""Roadmaps of any size to measure with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

RESOURCES: Final = 12  # of a made-up topic


def roadmaps(roadmap: Path, sizes: Iterable[int]) -> Iterator[Path]:
    """Yield a roadmap, and then made-up ones with so many topics, which are there until the next is asked for."""
    yield roadmap
    for size in sizes:
        with TemporaryDirectory() as temporary:
            yield made_up(Path(temporary) / "roadmap", size)


def made_up(folder: Path, topics: int) -> Path:
    """Write a roadmap with so many topics of twelve resources, in stages of twenty-five."""
    stages = [f"stage-{i}" for i in range((topics + 24) // 25)]
    folder.mkdir(parents=True)
    _dump(folder / "index.yml", {"title": "Made up", "description": "A roadmap to measure with.", "stages": stages})
    for s, stage in enumerate(stages):
        ids = [f"topic-{i}" for i in range(s * 25, min(topics, s * 25 + 25))]
        (folder / stage).mkdir()
        summary = "A stage that was made up to measure with."
        _dump(folder / stage / "index.yml", {"title": f"Stage {s}", "summary": summary, "topics": ids})
        for id in ids:
            _dump(folder / stage / f"{id}.yml", _topic(int(id.removeprefix("topic-"))))
    return folder


def _topic(i: int) -> dict[str, object]:
    words = f"Words of topic {i} that say what it is about, and why a learner would need it at this point of the way. "
    goals = [{"id": f"goal-{g}", "text": f"Do the thing of number {g} by hand and explain it"} for g in range(4)]
    return {
        "title": f"Topic of number {i}",
        "summary": words * 2,
        "level": "beginner",
        "aliases": [f"alias {i} {a}" for a in range(3)],
        "concepts": [f"concept {i} {c}" for c in range(6)],
        "requires": [{"topic": f"topic-{n}", "why": words} for n in sorted({i // 2, i // 3, i - 1} - {i, -1})],
        "goals": goals,
        "resources": [
            {
                "id": f"resource-{i}-{r}",
                "title": f"Resource {r} of topic {i}: a title of ordinary length",
                "url": f"https://example.org/topic/{i}/resource-{r}.html",
                "by": ["Ann Author", "Ben Author"],
                "kind": ("video", "book", "article", "course")[r % 4],
                "cost": "free",
                "time": f"{r + 1}h",
                "year": 2020,
                "why": words,
                "covers": [f"goal-{r % 4}"],
                **({"pick": "start-here"} if r == 0 else {}),
            }
            for r in range(RESOURCES)
        ],
    }


def _dump(path: Path, data: object) -> None:
    path.write_text(json.dumps(data, indent=1), encoding="utf-8")  # JSON is YAML
