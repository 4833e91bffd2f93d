"""A second opinion: what mkdocs-linkcheck says of the same addresses, and where the two disagree."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

from roadmap_site.addresses import normal
from roadmap_site.links.report import Row

_ABSENT: Final = frozenset(("gone", "soft_404", "refused"))


def second_opinion(pages: Path, seconds: float = 1800.0) -> tuple[frozenset[str], str]:
    """Return the addresses that mkdocs-linkcheck calls broken in a built site, and why it gave none, if so.

    It asks each address once, waits ten seconds, calls everything but 200 broken, and one timeout ends its run. In the
    Markdown it finds no address, since colons are written as entities there, so it reads the HTML.
    """
    program = str(Path(sys.executable).parent / "mkdocs-linkcheck")
    command = [program, "--recurse", "--ext", ".html", str(pages)]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        return frozenset(), f"it did not finish: {type(error).__name__}"
    if "Total links checked" not in run.stdout:
        last = (run.stderr.strip().splitlines() or ["it said nothing"])[-1]
        return frozenset(), f"it ended with an error: {last[:200]}"
    return frozenset(re.findall(r"^\[✖\] (https?://\S+)", run.stdout, re.MULTILINE)), ""


def disagreements(rows: Sequence[Row], broken: Collection[str]) -> list[str]:
    """Return one line for each address on which the two do not agree."""
    theirs = {normal(url) for url in broken}
    lines = []
    for row in rows:
        if normal(row.url) in theirs and row.verdict not in _ABSENT:
            lines.append(f"{row.url}: mkdocs-linkcheck calls it broken; here it is {row.verdict}: {row.reason}")
        elif normal(row.url) not in theirs and row.verdict in _ABSENT:
            lines.append(f"{row.url}: mkdocs-linkcheck finds nothing wrong; here it is {row.verdict}: {row.reason}")
    return lines
