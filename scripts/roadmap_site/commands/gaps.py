"""`roadmap gaps`: what a curator could add next."""

from __future__ import annotations

import argparse
import sys

from roadmap_site.checks import gaps, on_purpose
from roadmap_site.commands.common import FORMATS, add_folder, add_format
from roadmap_site.load import load


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `roadmap gaps`."""
    add_folder(parser)
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Print what is missing, and what is missing on purpose; 1 when the roadmap cannot be read."""
    loaded = load(args.roadmap)
    if loaded.roadmap is None:
        print(f"roadmap gaps: {args.roadmap} cannot be read as a roadmap; `roadmap check` says why", file=sys.stderr)
        return 1
    found = gaps(loaded)
    if text := FORMATS[args.format](found):
        print(text)
    purposes = on_purpose(loaded)
    if args.format == "text" and purposes:
        print("\nLeft out on purpose:" if found else "Left out on purpose:")
        for path, rule, why in purposes:
            print(f"{path}: {rule}: {why}")
    print(f"{len(found):,} gaps, {len(purposes):,} left out on purpose", file=sys.stderr)
    return 0
