"""`roadmap import`: another community's content as a roadmap."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from roadmap_site.checks.words import language_fault
from roadmap_site.commands.common import FORMATS, add_format
from roadmap_site.intake.take import Nothing, from_outline, from_topics
from roadmap_site.problems import Refused
from roadmap_site.starter import place

FORMS = {"outline": from_outline, "topics": from_topics}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `roadmap import`."""
    parser.add_argument("form", choices=FORMS, help="an outline in one Markdown file, or a folder of topics")
    parser.add_argument("source", metavar="SOURCE", type=Path, help="the file or folder")
    parser.add_argument(
        "--to", metavar="DIR", type=Path, required=True, help="the roadmap's folder; it must be empty, or not there yet"
    )
    parser.add_argument("--title", metavar="TEXT", default="", help="what the roadmap is called (default: from SOURCE)")
    parser.add_argument(
        "--language", metavar="TAG", default="und", help="language of the resources, such as en (default: not known)"
    )
    parser.add_argument("--dry-run", action="store_true", help="write nothing; tell what would not be taken")
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Write the roadmap, and tell of every line that is not taken; 1 when nothing could be made, 2 for wrong usage."""
    title = " ".join(args.title.split())
    if (wrong := language_fault(args.language)) or len(title) > 200 or not title.isprintable():
        print(f"roadmap import: {f'--language {wrong}' if wrong else '--title must be short text'}", file=sys.stderr)
        return 2
    try:
        taken = FORMS[args.form](args.source, title, args.language)
        if not args.dry_run:
            place.make(args.to, {name: text.encode() for name, text in taken.files.items()})
    except (Nothing, OSError, place.Refused) as error:
        print(f"roadmap import: {error}; nothing was written", file=sys.stderr)
        return 1
    except Refused as refused:
        print(refused)
        print("roadmap import: it would break the rules above; nothing was written", file=sys.stderr)
        return 1
    if text := FORMATS[args.format](taken.problems):
        print(text)
    print(
        f"{args.to}: {taken.topics:,} topics and {taken.resources:,} resources. Of {taken.lines:,} lines "
        f"{taken.lines - taken.told:,} are taken as they are; of {taken.told:,} something is told above.\n"
        f"`roadmap check --roadmap {args.to}` says what is not known yet.",
        file=sys.stderr,
    )
    return 0
