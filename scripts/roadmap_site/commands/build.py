"""`roadmap build`: the pages of a roadmap."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from roadmap_site import problems
from roadmap_site.build import build
from roadmap_site.commands.common import add_folder
from roadmap_site.problems import Refused
from roadmap_site.write import NotOurs


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `roadmap build`."""
    add_folder(parser)
    parser.add_argument(
        "--docs", metavar="DIR", type=Path, default=Path("docs"), help="MkDocs' folder of pages (default: docs)"
    )


def run(args: argparse.Namespace) -> int:
    """Write what changed and say how much that was; 1 when nothing could be written."""
    try:
        result = build(args.roadmap, args.docs)
    except Refused as refused:
        print(refused)
        print(f"{problems.summary(refused.problems)}; the pages are left as they were", file=sys.stderr)
        return 1
    except (NotOurs, OSError) as error:
        print(f"roadmap build: {error}; the pages are left as they were", file=sys.stderr)
        return 1
    if result.warnings:
        print(problems.as_text(result.warnings))
    written = result.written
    counts = f"{len(written.changed):,} written, {written.kept:,} unchanged, {len(written.removed):,} deleted"
    print(f"{args.docs / 'roadmap'}: {counts}")
    return 0
