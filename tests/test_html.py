"""The Nu HTML checker finds nothing wrong with any page, beyond what the theme itself makes."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

from tools import need, npm_tools

# What the theme itself makes on every page, each with its reason.
THEME: dict[str, str] = {}


def test_every_page_is_valid_html(built: Path) -> None:
    """All errors of all pages, without those of the theme."""
    need("java")
    jar = npm_tools() / "vnu-jar/build/dist/vnu.jar"
    command = [
        "java",
        "-Xss8m",
        "-jar",
        str(jar),
        "--errors-only",
        "--format",
        "json",
        "--exit-zero-always",
        "--skip-non-html",
        str(built),
    ]
    run = subprocess.run(command, capture_output=True, text=True, timeout=900)
    errors = [m for m in json.loads(run.stderr)["messages"] if m["type"] == "error"]
    ours = [m for m in errors if not any(re.search(known, m["message"]) for known in THEME)]
    assert [f"{m['url'][-60:]}: {m['message']} {m.get('extract', '')[:120]!r}" for m in ours[:20]] == []
    unneeded = {known for known in THEME if not any(re.search(known, m["message"]) for m in errors)}
    assert not unneeded, "an exemption that the theme no longer needs is taken out"
