"""The Nu HTML checker finds nothing wrong with any page, beyond what the theme itself makes."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

from tools import need, npm_tools

# What the theme itself makes on every page, each with its reason.
THEME: dict[str, str] = {
    r"“autocomplete” is only allowed when .*class=\"md-(?:toggle|option)\"": (
        "The theme keeps browsers from restoring its check boxes."
    ),
    r"“for” attribute of the “label” element .*for=\"__toc\"": (
        "Pages without a table of contents keep the label that opens it."
    ),
}


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

    def known(message: dict[str, str], pattern: str) -> bool:
        return re.search(pattern, f"{message['message']} {message.get('extract', '')}", re.DOTALL) is not None

    ours = [m for m in errors if not any(known(m, pattern) for pattern in THEME)]
    assert [f"{m['url'][-60:]}: {m['message']} {m.get('extract', '')[:120]!r}" for m in ours[:20]] == []
    unneeded = {pattern for pattern in THEME if not any(known(m, pattern) for m in errors)}
    assert not unneeded, "an exemption that the theme no longer needs is taken out"
