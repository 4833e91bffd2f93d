"""`roadmap reference`: the page on the Python package."""

from __future__ import annotations

import argparse
from pathlib import Path

from roadmap_site.reference import page


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `roadmap reference`."""
    parser.add_argument("--docs", metavar="DIR", type=Path, default=Path("docs"), help="MkDocs' folder (default: docs)")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when the page is not current")


def run(args: argparse.Namespace) -> int:
    """Write the page when it is not current; with --check only say so, and return 1."""
    path: Path = args.docs / "reference.md"
    text = page()
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return 0
    if not args.check:
        path.write_text(text, encoding="utf-8")
    print(f"{path}: {'must be written anew: run `roadmap reference`' if args.check else 'written'}")
    return int(args.check)
