"""`roadmap new`: a file to fill in, at its place and on its list."""

from __future__ import annotations

import argparse

from roadmap_site.commands.common import add_folder
from roadmap_site.commands.editing import edited
from roadmap_site.edit.draft import Draft
from roadmap_site.edit.new import SKELETONS, new


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `roadmap new`."""
    parser.add_argument("kind", choices=SKELETONS, help="what it is")
    parser.add_argument("id", metavar="ID", help="its id, which stays for ever")
    parser.add_argument("--stage", metavar="ID", help="the stage of a topic")
    parser.add_argument("--title", metavar="TEXT", help="its title (default: from the id)")
    add_folder(parser)


def run(args: argparse.Namespace) -> int:
    """Write the file, and say what comes next."""

    def change(draft: Draft) -> str:
        path = new(draft, args.kind, args.id, args.stage, args.title)
        return f"{path}: fill in every TODO; `roadmap check` says which are left"

    return edited(args, "new", change, incomplete=True)
