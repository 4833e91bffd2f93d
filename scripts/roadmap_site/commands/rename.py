"""`roadmap rename`: another id, with every reference mended."""

from __future__ import annotations

import argparse

from roadmap_site.commands.common import add_folder
from roadmap_site.commands.editing import edited
from roadmap_site.edit.draft import Draft
from roadmap_site.edit.rename import rename


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `roadmap rename`."""
    parser.add_argument("old", metavar="OLD", help="id of a stage, topic, resource, path or project, or TOPIC/GOAL")
    parser.add_argument("new", metavar="NEW", help="its new id; the old one stays reserved and leads to it")
    add_folder(parser)


def run(args: argparse.Namespace) -> int:
    """Rename, and say what was mended."""

    def change(draft: Draft) -> str:
        thing, places = rename(draft, args.old, args.new)
        mended = "".join(f"\n{place}: mended" for place in places)
        return f"the {thing.kind} {thing.id} is now {args.new}, and leads there from its old id{mended}"

    return edited(args, "rename", change)
