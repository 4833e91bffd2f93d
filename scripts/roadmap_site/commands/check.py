"""`roadmap check`: every problem, all at once."""

from __future__ import annotations

import argparse
import sys

from roadmap_site import problems
from roadmap_site.checks import check, gaps
from roadmap_site.commands.common import FORMATS, add_folder, add_format
from roadmap_site.load import load


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `roadmap check`."""
    add_folder(parser)
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Print all problems and gaps; 1 when one of them is an error."""
    loaded = load(args.roadmap)
    found = sorted((*check(loaded), *gaps(loaded)))
    if text := FORMATS[args.format](found):
        print(text)
    print(problems.summary(found), file=sys.stderr)
    return int(any(problem.severity == "error" for problem in found))
