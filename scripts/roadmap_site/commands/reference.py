"""`roadmap reference`: the pages on the fields, the rules and the Python package."""

from __future__ import annotations

import argparse
from pathlib import Path

from roadmap_site.reference import pages


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `roadmap reference`."""
    parser.add_argument("--docs", metavar="DIR", type=Path, default=Path("docs"), help="MkDocs' folder (default: docs)")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a page is not current")


def run(args: argparse.Namespace) -> int:
    """Write each page that is not current; with --check only name them, and return 1."""
    stale = []
    for name, text in pages().items():
        path: Path = args.docs / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(path)
            if not args.check:
                path.write_text(text, encoding="utf-8")
    for path in stale:
        print(f"{path}: {'must be written anew: run `roadmap reference`' if args.check else 'written'}")
    return int(args.check and bool(stale))
