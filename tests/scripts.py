"""The pages' scripts, asked from Python: a process that answers one question a line."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from samples import ROOT
from tools import need


class Scripts:
    """Asks the modules below docs/assets/javascripts/ about values."""

    def __init__(self) -> None:
        node = shutil.which("node")
        assert node is not None, "node is needed to test the pages' scripts"
        self.process = subprocess.Popen(
            [node, str(ROOT / "tests/javascript/cases.mjs")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __call__(self, ask: str, **given: Any) -> Any:
        """Return the answer; raise ValueError with the script's own words when it refuses."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"ask": ask, **given}) + "\n")
        self.process.stdin.flush()
        told = json.loads(self.process.stdout.readline())
        if "error" in told:
            raise ValueError(told["error"])
        return told.get("answer")

    def close(self) -> None:
        self.process.communicate(timeout=10)


@pytest.fixture(scope="session")
def scripts() -> Iterator[Scripts]:
    need("node")
    scripts = Scripts()
    yield scripts
    scripts.close()
