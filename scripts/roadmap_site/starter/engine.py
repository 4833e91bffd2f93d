"""The engine: the files that every roadmap's project has in common, in a checkout or in an installed package.

The wheel's build loads this file alone (scripts/hatch_build.py), so that it imports nothing but the standard library.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PACKAGE: Final = "scripts/roadmap_site"
PROJECT: Final = "pyproject.toml"
_TABLES: Final = b"\n[[tool.roadmap."  # from here on that file is the site's own
CARRIED: Final = "carried"  # folder of the installed package that holds the files beside it
_FOLDERS: Final = (".ci", ".devcontainer", ".github", ".vscode", "docs", "scripts")
_FILES: Final = (
    ".editorconfig", ".gitignore", ".pre-commit-config.yaml", "CODE_OF_CONDUCT.md", "SECURITY.md",
    "pyproject.toml", "requirements.lock",
    # The tests that know no roadmap; what only we can test, such as the rules, is tested where the engine is made.
    "tests/conftest.py", "tests/published.py", "tests/samples.py", "tests/test_html.py", "tests/test_site.py",
    "tests/test_workflows.py", "tests/browser/test_pages.py", "tests/tools/__init__.py", "tests/tools/lint.mjs",
    "tests/tools/package.json", "tests/tools/package-lock.json",
)  # fmt: skip
_OWN: Final = (".github/ISSUE_TEMPLATE", "docs/assets/images", "docs/roadmap")
_LEFT: Final = ("__pycache__", "node_modules", "engine.json", "LICENSE")
_SUFFIXES: Final = (".pyc", ".pyo", ".orig", ".rej", "~")


@dataclass(frozen=True)
class Engine:
    """Where the engine's files are; `installed` when the package stands alone, with the others below it."""

    root: Path
    package: Path
    installed: bool

    def read(self, name: str) -> bytes:
        """Return the content of a file, named from the project's folder; raise OSError when it is not there."""
        inside = name.startswith(f"{PACKAGE}/")
        data = (self.package / name.removeprefix(f"{PACKAGE}/") if inside else self.root / name).read_bytes()
        return parts(data)[0] if name == PROJECT else data

    def names(self) -> tuple[str, ...]:
        """Return the names of all files, in order."""
        found = set(names(self.root))
        if self.installed:
            found.update(f"{PACKAGE}/{name}" for name in _below(self.package) if not name.startswith(f"{CARRIED}/"))
        return tuple(sorted(found))

    def licence(self) -> bytes:
        """Return the licence of the engine; of a project that carries it, it stands beside the engine."""
        try:
            return self.read("scripts/LICENSE")
        except OSError:
            return self.read("LICENSE")


def here() -> Engine:
    """Return the engine that is running."""
    package = Path(__file__).resolve().parent.parent
    carried = package / CARRIED
    return (
        Engine(carried, package, installed=True) if carried.is_dir() else Engine(package.parent.parent, package, False)
    )


def parts(project: bytes) -> tuple[bytes, bytes]:
    """Return the engine's part of a pyproject.toml, and the site's own: what the link checker is told."""
    engine, found, own = project.partition(_TABLES)
    return engine.rstrip() + b"\n", found + own


def names(root: Path) -> Iterator[str]:
    """Yield the names of the engine's files below a project's folder."""
    for name in _FILES:
        if (root / name).is_file():
            yield name
    for folder in _FOLDERS:
        for name in _below(root / folder):
            path = f"{folder}/{name}"
            if not any(path == own or path.startswith(f"{own}/") for own in _OWN):
                yield path


def _below(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        name = path.relative_to(folder)
        if path.is_file() and not set(name.parts) & set(_LEFT) and not name.name.endswith(_SUFFIXES):
            yield name.as_posix()
