"""`roadmap diff OLD.json NEW.json`: what changed between two states of the roadmap, and which addresses would break."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from roadmap_site.diff import (
    Difference,
    State,
    Unreadable,
    as_json,
    as_markdown,
    as_text,
    difference,
    read_state,
)

_FORMATS: Final[dict[str, Callable[[Difference], str]]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": as_json,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `roadmap diff`."""
    parser.add_argument("old", metavar="OLD.json", type=Path, help="roadmap.json as it was, such as the published one")
    parser.add_argument("new", metavar="NEW.json", type=Path, help="roadmap.json as it is")
    parser.add_argument("--format", choices=_FORMATS, default="text", help="how it is printed (default: text)")
    parser.add_argument(
        "--addresses",
        action="store_true",
        help="print only the addresses that OLD.json has and nothing in NEW.json answers; exit 1 when there are any",
    )


def run(args: argparse.Namespace) -> int:
    """Print the difference and return 0; with --addresses 1 when one would break; 2 for a file that cannot be read."""
    old, new = _read(args.old), _read(args.new)
    if old is None or new is None:
        return 2
    found = difference(old, new)
    if args.addresses:
        found = replace(found, changes=(), totals=())
    if text := _FORMATS[args.format](found):
        print(text)
    if args.addresses and args.format == "text":
        print(
            f"{len(found.broken):,} records would lose addresses" if found.broken else "no address breaks",
            file=sys.stderr,
        )
    elif not found:
        print("no difference", file=sys.stderr)
    return int(args.addresses and bool(found.broken))


def _read(path: Path) -> State | None:
    try:
        return read_state(path.read_bytes())
    except (Unreadable, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        print(f"roadmap diff: {path}: {reason}", file=sys.stderr)
    return None
