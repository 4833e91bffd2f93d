"""Whole builds: ours cold, again and after one edit, beside MkDocs and Zensical on the very same pages."""

from __future__ import annotations

import json
import re
import shutil
import statistics
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any, Final

from roadmap_site.bench.made_up import roadmaps
from roadmap_site.bench.row import Row
from roadmap_site.bench.run import Took, run
from roadmap_site.load import load
from roadmap_site.render.nav import nav
from roadmap_site.roadmap import Roadmap
from roadmap_site.site_file import site_file

_MANY: Final = 1_000  # topics; of more, MkDocs without pruning takes hours
_ROUNDS: Final = 3
_BASE: Final = "MkDocs and Material, pruned"
_GOALS: Final = {
    "ours: reading, checking, pages": "600 MB",
    "ours: all, cold": "0.5 x, 600 MB",
    "ours: all, again": "0.1 x",
    "ours: all, one file changed": "0.1 x",
    "ours: the same pages, cold": "0.5 x",
    "ours: the same pages, again": "0.1 x",
    "ours: the same pages, one file changed": "0.1 x",
}
_ALONE: Final = "alone/mkdocs.yml"
_MKDOCS: Final = (sys.executable, "-m", "mkdocs", "build", "--quiet")
_OURS: Final = (sys.executable, "-m", "roadmap_site", "build")


def builds(top: Path, roadmap: Path, sizes: Sequence[int]) -> Iterator[Row]:
    """Yield what builds take: of a roadmap, and of made-up ones with so many topics."""
    for one in roadmaps(roadmap, sizes):
        yield from _of(top, one)


def _of(top: Path, roadmap: Path) -> Iterator[Row]:
    """Yield the median of some rounds, in each of which everybody builds once; of very many topics one is enough.

    MkDocs as it comes, which takes longest and is there to compare with, builds once.
    """
    with TemporaryDirectory() as temporary:
        project = project_of(Path(temporary) / "project", top, roadmap)
        found = load(project / "roadmap").roadmap
        assert found is not None  # noqa: S101 - it was made for this
        topics = len(found.topics)
        settings = settings_of(found) | {"site_dir": "plain"}
        for_others(project, "pruned", settings)
        for_others(project, "whole", settings, features=_unpruned(top))
        for_ourselves(project, settings)
        rounds = [dict(_round(project)) for _ in range(_ROUNDS if topics <= _MANY else 1)]
        took = {name: _median([one[name] for one in rounds]) for name in rounds[0]}
        if topics <= _MANY:
            took["MkDocs and Material as they come"] = run((*_MKDOCS, "--config-file", "whole.yml"), project)
        base = took[_BASE]
        for name, (seconds, memory) in took.items():
            ours = name in _GOALS
            yield Row(f"build, {topics:,} topics", name, seconds, base.seconds, memory, ours, _GOALS.get(name, ""))


def _round(project: Path) -> Iterator[tuple[str, Took]]:
    _clean(project)
    yield "ours: reading, checking, pages", run(_OURS, project)
    _clean(project)
    yield "ours: all, cold", run(_MKDOCS, project)
    yield _BASE, run((*_MKDOCS, "--config-file", "pruned.yml"), project)
    if zensical := shutil.which("zensical") or shutil.which("zensical", path=str(Path(sys.executable).parent)):
        for name in ("Zensical, cold", "Zensical, again"):
            yield name, run((zensical, "build", "--config-file", "pruned.yml"), project)
    yield "ours: all, again", run(_MKDOCS, project)
    _edit(project / "roadmap")
    yield "ours: all, one file changed", run(_MKDOCS, project)
    alone = (*_MKDOCS, "--config-file", _ALONE)
    yield "ours: the same pages, cold", run(alone, project)
    yield "ours: the same pages, again", run(alone, project)
    _edit(project / "docs/roadmap/topics", "*.md")
    yield "ours: the same pages, one file changed", run(alone, project)


def _median(times: Sequence[Took]) -> Took:
    return Took(statistics.median(t.seconds for t in times), max(t.memory for t in times))


def project_of(folder: Path, top: Path, roadmap: Path) -> Path:
    """Make a project of a roadmap and the site's own pages, in a folder that is not there."""
    shutil.copytree(top / "docs", folder / "docs", ignore=shutil.ignore_patterns("roadmap"))
    shutil.copytree(roadmap, folder / "roadmap")
    (folder / "scripts").mkdir()
    for path in (top / "scripts").glob("mkdocs*"):
        shutil.copy(path, folder / "scripts")
    shutil.copy(top / "mkdocs.yml", folder)
    return folder


def _clean(project: Path) -> None:
    """Put away what was built: a disk that has just deleted thousands of files is slow to make others."""
    away = Path(mkdtemp(dir=project.parent))
    for number, name in enumerate((".cache", "site", "docs/roadmap", "plain", "alone/.cache", "alone/site")):
        if (project / name).exists():
            (project / name).rename(away / str(number))


def settings_of(roadmap: Roadmap) -> dict[str, Any]:
    """Return what our plugin would set."""
    index = roadmap.index
    return {"site_name": index.title, "site_description": index.description, "nav": nav(roadmap)}


def for_others(project: Path, name: str, settings: dict[str, Any], **theme: Any) -> str:
    """Write a configuration for other publishers, and return its name: the pages as they stand, and no hook of ours."""
    usual = {"hooks": [], "plugins": ["search"]}
    whole = {"INHERIT": "mkdocs.yml", **usual, **settings, **({"theme": theme} if theme else {})}
    (project / f"{name}.yml").write_text(json.dumps(whole), encoding="utf-8")
    return f"{name}.yml"


def for_ourselves(project: Path, settings: dict[str, Any]) -> str:
    """Write a configuration for our publisher alone, in a folder where it keeps things for itself; return its name."""
    folder = (project / _ALONE).parent
    folder.mkdir()
    hook = "from roadmap_site.publish.alone import on_page_content, on_page_markdown, on_startup\n"
    (folder / "hook.py").write_text(hook, encoding="utf-8")
    own = {"INHERIT": "../mkdocs.yml", "docs_dir": "../docs", "theme": {"custom_dir": "../docs/.overrides"}}
    whole = {**settings, **own, "hooks": ["hook.py"], "plugins": ["search"], "site_dir": "site"}
    (project / _ALONE).write_text(json.dumps(whole), encoding="utf-8")
    return _ALONE


def _unpruned(top: Path) -> list[str]:
    features: list[str] = site_file(top / "scripts/mkdocs.yml")["theme"]["features"]
    return [name for name in features if name != "navigation.prune"]


def _edit(folder: Path, files: str = "*/*.yml") -> None:
    """Change a title."""
    path = next(path for path in sorted(folder.glob(files)) if path.name != "index.yml")
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r'("?title"?: "?)', r"\1Changed ", text, count=1), encoding="utf-8")
