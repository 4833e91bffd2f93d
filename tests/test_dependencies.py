"""The packages that this needs: each with its reason, locked by hash, and looked up among known vulnerabilities."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

from samples import ROOT

PROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
# The module of a package, where it has another name; what no module imports is called, or configured, somewhere.
MODULES = {
    "dnspython": "dns", "pillow": "PIL", "prompt-toolkit": "prompt_toolkit", "pyyaml": "yaml",
    "markdown-it-py": "markdown_it", "openapi-spec-validator": "openapi_spec_validator",
    "axe-playwright-python": "axe_playwright_python",
}  # fmt: skip
CALLED = {
    "mkdocs-linkcheck": ".ci/links",
    "mkdocs-material": "scripts/mkdocs.yml",
    "pymdown-extensions": "scripts/mkdocs.yml",
    "hatchling": "pyproject.toml",
    "mypy": "scripts/test",
    "ruff": "scripts/test",
    "zensical": "tests/test_zensical.py",
    "zizmor": "tests/test_workflows.py",
}
WORDS = {"mkdocs-linkcheck": "mkdocs-linkcheck", "mkdocs-material": "material", "pymdown-extensions": "pymdownx"}


def names() -> list[str]:
    """Return all direct dependencies."""
    data = tomllib.loads(PROJECT)
    return [
        re.split(r"[<>=!~ ]", one)[0] for one in (*data["project"]["dependencies"], *data["dependency-groups"]["dev"])
    ]


def imported() -> set[str]:
    """Return every module that our code imports."""
    found: set[str] = set()
    for path in (*(ROOT / "scripts").rglob("*.py"), *(ROOT / "tests").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.split(".")[0])
    return found


def test_each_has_its_reason() -> None:
    """On its own line of pyproject.toml, behind it."""
    lines = {line[1]: line[2] for line in re.finditer(r'^    "([a-z0-9-]+)[^"]*",(.*)$', PROJECT, re.MULTILINE)}
    assert set(names()) <= lines.keys()
    assert [name for name in names() if not re.match(r" +# \S.{3,}", lines[name])] == []


def test_each_is_used() -> None:
    """By an import, or where it is called or configured; types go with the package that they are for."""
    modules = imported()
    for name in names():
        if name in CALLED:
            assert WORDS.get(name, name) in (ROOT / CALLED[name]).read_text(encoding="utf-8"), name
        elif name.startswith("types-"):
            assert name.removeprefix("types-") in ("pyyaml", *(MODULES.get(one, one) for one in names())), name
        elif name != "editables":  # hatchling asks for it
            assert MODULES.get(name, name) in modules, name


@pytest.mark.parametrize("lock", ["requirements.lock", ".ci/audit.lock"])
def test_all_are_locked_by_hash(lock: str) -> None:
    """One version each, with its hashes, and no index is named."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", re.sub(r"^ *#.*\n", "", text, flags=re.MULTILINE))
    for entry in filter(str.strip, entries):
        assert re.match(r"[a-z0-9._-]+==\S+", entry), entry
        assert "--hash=sha256:" in entry, entry
    assert "://" not in re.sub(r"^ *#.*\n", "", text, flags=re.MULTILINE)


def test_the_lock_holds_all() -> None:
    """What pyproject.toml names is locked."""
    locked = set(
        re.findall(r"^([a-z0-9._-]+)==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert set(names()) <= locked


ASKED: dict[str, Any] = {"name": "sound", "version": "1", "vulns": []}
HOLE: dict[str, Any] = {"name": "leaky", "version": "2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3"]}]}
SKIPPED: dict[str, Any] = {"name": "unasked", "skip_reason": "Dependency not found on PyPI: unasked (1)"}


@pytest.mark.parametrize(
    ("found", "code", "said"),
    [
        ({"dependencies": [ASKED]}, 0, "1 packages, 1 asked about, 0 known vulnerabilities"),
        ({"dependencies": [ASKED, HOLE]}, 1, "leaky 2: PYSEC-1; mended in 3"),
        ({"dependencies": [ASKED, SKIPPED]}, 3, "not asked: Dependency not found on PyPI: unasked (1)"),
        ({"dependencies": [HOLE, SKIPPED]}, 1, "2 packages, 1 asked about, 1 known vulnerabilities"),
        ({"dependencies": []}, 3, "0 packages, 0 asked about"),
        (None, 3, "Nobody could be asked. pip-audit ended with:\n  no route"),
    ],
)
def test_not_asked_is_not_good_news(found: dict[str, Any] | None, code: int, said: str, tmp_path: Path) -> None:
    """pip-audit ends with 0 when it skipped every package; the script ends with 3, and says what could not be asked."""
    fake = tmp_path / "pip-audit"
    write = (
        f"cat > \"${{10}}\" <<'END'\n{json.dumps(found)}\nEND\n" if found is not None else "echo no route >&2; exit 1\n"
    )
    fake.write_text(f"#!/bin/sh\n{write}")
    fake.chmod(0o755)
    env = {**os.environ, "PIP_AUDIT": str(fake)}
    run = subprocess.run(["bash", ".ci/audit"], cwd=ROOT, env=env, capture_output=True, text=True, timeout=60)
    assert (run.returncode, run.stderr) == (code, "")
    assert said in run.stdout
