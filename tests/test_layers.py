"""The modules import only what stands before them, so that a reader can go from the top to the bottom."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from samples import ROOT

PACKAGE = ROOT / "scripts/roadmap_site"
ORDER = (
    *(
        "quick",
        "problems",
        "markdown",
        "model",
        "schema",
        "plain",
        "source",
        "shape",
        "folder",
        "roadmap",
        "load",
        "addresses",
        "graph",
        "layout",
        "checks",
    ),
    *("save", "later", "workers", "links", "offers", "edit", "find", "diff", "history"),
    *("colours", "site_file", "policy"),
    *(
        "render",
        "feeds",
        "forms",
        "add",
        "decks",
        "packs",
        "embeds",
        "suggest",
        "pull",
        "export",
        "discovery",
        "search",
        "write",
        "offline",
        "outputs",
        "build",
        "public",
        "reference",
        "starter",
        "publish",
        "plugin",
        "intake",
        "bench",
        "commands",
        "cli",
    ),
)


def parts(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        if isinstance(node, ast.ImportFrom) and node.module == "roadmap_site":
            names = [f"roadmap_site.{alias.name}" for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("roadmap_site.")}
    return found


def test_imports_only_point_down() -> None:
    """A module may import itself's package and what stands before it in the order."""
    for path in PACKAGE.rglob("*.py"):
        module = parts(path)
        if module in ("__init__", "__main__"):
            continue
        assert imported(path) <= {*ORDER[: ORDER.index(module) + 1]}, path


def test_only_the_command_prints_and_only_the_plugin_knows_mkdocs() -> None:
    """Everything else takes values and returns values, so that the publisher can be changed in one place."""
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"^\s*(?:import|from) mkdocs\b", text, re.MULTILINE) or parts(path) in (
            "publish",
            "plugin",
        ), path
        assert "print(" not in text or parts(path) in ("commands", "cli"), path


def test_modules_are_small() -> None:
    """One thing a module: none over 270 lines, half of them under 150."""
    lines = sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in PACKAGE.rglob("*.py"))
    assert lines[-1] <= 270
    assert lines[len(lines) // 2] <= 150
