"""How long our part of a build takes beside MkDocs' own, for our roadmap and for made-up ones of any size."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from roadmap_site.build import pages
from roadmap_site.checks import check
from roadmap_site.graph import graph_of
from roadmap_site.load import load
from roadmap_site.render.nav import nav
from roadmap_site.write import write_folder

RESOURCES = 12  # resources of a made-up topic


@dataclass(frozen=True)
class Timing:
    """Seconds of each part of a build, and megabytes at the peak, ours and MkDocs'."""

    name: str
    topics: int
    check: float
    render: float
    write: float
    memory: float
    mkdocs: float
    mkdocs_memory: float

    @property
    def ours(self) -> float:
        return self.check + self.render + self.write

    @property
    def share(self) -> float:
        """Our part as a share of MkDocs' own."""
        return self.ours / self.mkdocs


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


def measure(config: Path, roadmap: Path, name: str) -> Timing:
    """Build a roadmap into a temporary folder with the site's own configuration, and time each part."""
    with TemporaryDirectory() as temporary:
        work = Path(temporary)
        docs = work / "docs"
        shutil.copytree(config.parent / "docs", docs, ignore=shutil.ignore_patterns("roadmap"))
        with get_context("spawn").Pool(1) as pool:
            topics, seconds, entries, memory = pool.apply(_ours, (roadmap, docs))
        settings = {
            "INHERIT": str(config),
            "docs_dir": str(docs),
            "site_dir": str(work / "site"),
            "theme": {"custom_dir": str(docs / ".overrides")},
            "hooks": [],
            "nav": entries,
        }
        (work / "mkdocs.yml").write_text(json.dumps(settings), encoding="utf-8")
        started = time.perf_counter()
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(work / "mkdocs.yml")]
        process = subprocess.Popen(command, cwd=work)  # snippets are looked up from here
        _, status, usage = os.wait4(process.pid, 0)  # the use of this process alone
        process.returncode = os.waitstatus_to_exitcode(status)
        mkdocs = time.perf_counter() - started
        if process.returncode:
            raise RuntimeError(f"mkdocs build exited with {process.returncode}")
        mkdocs_memory = usage.ru_maxrss / 1024
    return Timing(name, topics, *seconds, memory=memory, mkdocs=mkdocs, mkdocs_memory=mkdocs_memory)


def _ours(roadmap: Path, docs: Path) -> tuple[int, tuple[float, float, float], list[object], float]:
    """Run our part in a process of its own, so that its memory is its own."""
    times = [time.perf_counter()]
    loaded = load(roadmap)
    problems = check(loaded)
    assert loaded.roadmap is not None and not problems, problems[:3]  # noqa: S101
    times.append(time.perf_counter())
    texts = pages(loaded.roadmap, graph_of(loaded.roadmap), {})
    times.append(time.perf_counter())
    write_folder(docs / "roadmap", texts)
    times.append(time.perf_counter())
    seconds = (times[1] - times[0], times[2] - times[1], times[3] - times[2])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return len(loaded.roadmap.topics), seconds, nav(loaded.roadmap), memory


def bench(config: Path, roadmap: Path, sizes: Sequence[int]) -> Iterator[Timing]:
    """Yield the timing of a roadmap, and of made-up ones of these sizes."""
    yield measure(config, roadmap, roadmap.name)
    for size in sizes:
        with TemporaryDirectory() as temporary:
            yield measure(config, made_up(Path(temporary) / "roadmap", size), f"made up, {size:,}")
