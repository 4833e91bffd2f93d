"""`roadmap gaps`: what a curator could add next."""

from __future__ import annotations

import argparse
import sys
from itertools import chain

from roadmap_site.checks import gaps, on_purpose
from roadmap_site.checks.wants import Want, wants
from roadmap_site.commands.common import FORMATS, add_folder, add_format
from roadmap_site.load import Loaded, load
from roadmap_site.problems import Problem


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `roadmap gaps`."""
    add_folder(parser)
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Print what is missing, what is missing on purpose, and what to add; 1 when the roadmap cannot be read."""
    loaded = load(args.roadmap)
    if loaded.roadmap is None:
        print(f"roadmap gaps: {args.roadmap} cannot be read as a roadmap; `roadmap check` says why", file=sys.stderr)
        return 1
    found, purposes, wanted = gaps(loaded), on_purpose(loaded), wants(loaded.roadmap)
    count = sum(map(len, wanted.values()))
    if args.format != "text":
        also = [_problem(loaded, heading, want) for heading, rows in wanted.items() for want in rows]
        print(FORMATS[args.format]((*found, *also)))
    else:
        parts = [FORMATS["text"](found)] if found else []
        parts += [
            "\n".join(chain([f"{heading}:"], (_line(loaded, want) for want in rows)))
            for heading, rows in wanted.items()
        ]
        if purposes:
            parts.append(
                "\n".join(["Left out on purpose:", *(f"{path}: {rule}: {why}" for path, rule, why in purposes)])
            )
        print("\n\n".join(parts))
    print(f"{len(found):,} gaps, {len(purposes):,} left out on purpose, {count:,} worth adding to", file=sys.stderr)
    return 0


def _line(loaded: Loaded, want: Want) -> str:
    document = loaded.documents[want.file]
    return f"{document.path}:{document.place(want.location)[0]}: {want.message}\n    {want.command}"


def _problem(loaded: Loaded, heading: str, want: Want) -> Problem:
    document = loaded.documents[want.file]
    rule = heading.lower().replace(" ", "-")
    return Problem(document.path, *document.place(want.location), rule, want.message, want.command, "warning")
