"""`roadmap retire`: a resource that is dropped, with the reason; or a topic that becomes part of another."""

from __future__ import annotations

import argparse
import datetime
import sys
from typing import get_args

from roadmap_site.commands.common import add_folder
from roadmap_site.commands.editing import edited
from roadmap_site.edit.draft import Draft, Wrong
from roadmap_site.edit.retire import merge, resource_of, retire
from roadmap_site.model import Dropped


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `roadmap retire`."""
    parser.add_argument("name", metavar="ID|URL", help="id or address of a resource, or id of a topic")
    parser.add_argument("--reason", metavar="TEXT", help="why it is dropped, in a sentence (a resource needs it)")
    parser.add_argument("--kind", choices=get_args(Dropped), help="why, in a word (default: replaced, or gone)")
    parser.add_argument("--replaced-by", metavar="ID", help="the resource that takes its place")
    parser.add_argument("--into", metavar="ID", help="the topic that a topic becomes part of")
    parser.add_argument("--yes", action="store_true", help="do not ask before its uses are taken out")
    add_folder(parser)


def run(args: argparse.Namespace) -> int:
    """Say what goes, ask, and do it."""

    def change(draft: Draft) -> str:
        topic = next((t for t in draft.things() if t.kind == "topic" and t.id == args.name), None)
        if args.into or topic:
            if topic is None:
                raise Wrong(f"--into is for topics; there is no topic {args.name}")
            if not args.into:
                raise Wrong("a topic can only become part of another one: name that with --into ID")
            said = merge(draft, topic, args.into)
        else:
            if not args.reason:
                raise Wrong("say why with --reason TEXT; it is kept in retired.yml")
            kind = args.kind or ("replaced" if args.replaced_by else "gone")
            thing = resource_of(draft, args.name)
            day = datetime.datetime.now(tz=datetime.UTC).date()
            said = retire(draft, thing, kind, args.reason, day, args.replaced_by)
        draft.texts()  # what would be wrong then is told before anything is asked
        print("\n".join(said))
        if len(said) > 2 and not args.yes and not _agreed():
            raise Wrong("nothing was changed; --yes goes on without asking")
        return ""

    return edited(args, "retire", change)


def _agreed() -> bool:
    if not sys.stdin.isatty():
        return False
    try:
        return input("Go on? [y/N] ").strip().casefold() in ("y", "yes")
    except EOFError:
        return False
