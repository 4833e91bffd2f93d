"""What several commands share: the roadmap's folder, and the forms in which problems are printed."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from roadmap_site import problems
from roadmap_site.problems import Problem

FORMATS: Final[dict[str, Callable[[Sequence[Problem]], str]]] = {
    "text": problems.as_text,
    "github": problems.as_github,
    "json": problems.as_json,
}


def add_folder(parser: argparse.ArgumentParser) -> None:
    """Add --roadmap, the folder that a command is about."""
    default = Path(os.environ.get("ROADMAP_DIR", "roadmap"))
    parser.add_argument(
        "--roadmap", metavar="DIR", type=Path, default=default, help="the roadmap's folder (default: %(default)s)"
    )


def add_format(parser: argparse.ArgumentParser) -> None:
    """Add --format, the form in which problems are printed."""
    parser.add_argument("--format", choices=FORMATS, default="text", help="how they are printed (default: text)")
