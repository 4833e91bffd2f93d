"""`roadmap move`: a topic in another stage."""

from __future__ import annotations

import argparse

from roadmap_site.commands.common import add_folder
from roadmap_site.commands.editing import edited
from roadmap_site.edit.draft import Draft
from roadmap_site.edit.rename import move


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `roadmap move`."""
    parser.add_argument("topic", metavar="TOPIC", help="id of the topic")
    parser.add_argument("stage", metavar="STAGE", help="id of the stage at whose end it goes")
    parser.add_argument("--group", metavar="TITLE", help="the group of that stage (default: the last)")
    add_folder(parser)


def run(args: argparse.Namespace) -> int:
    """Move the topic's file and its line in the lists."""

    def change(draft: Draft) -> str:
        move(draft, args.topic, args.stage, args.group)
        return f"{draft.document(f'topic:{args.topic}').path}: the topic {args.topic} is in {args.stage} now"

    return edited(args, "move", change)
