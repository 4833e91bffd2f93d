"""`roadmap suggest`: the issue of somebody who suggests a resource becomes a changed topic file, or an answer.

Exit codes: 0 done, also when the answer is no; 2 wrong usage; 3 a file that is not what it must be.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from roadmap_site.commands.common import add_folder
from roadmap_site.commands.links_arguments import add_network_arguments, options_of
from roadmap_site.find.look import NoNetwork
from roadmap_site.find.look import look as ask
from roadmap_site.find.values import Found
from roadmap_site.links.options import Manner
from roadmap_site.load import load
from roadmap_site.save import save
from roadmap_site.suggest import issue, outcome
from roadmap_site.suggest.look import form, look
from roadmap_site.suggest.plan import Plan, plan

COULD_NOT: Final = 3
_SECONDS: Final = 120.0  # for all that is asked about one address


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `roadmap suggest`."""
    add_folder(parser)
    parser.add_argument(
        "action", choices=("look", "write"), help="look: read the issue, ask the address; write: change"
    )
    parser.add_argument("--event", metavar="FILE", type=Path, required=True, help="the event, as GitHub writes it")
    parser.add_argument("--outcome", metavar="FILE", type=Path, required=True, help="what look found, and write reads")
    parser.add_argument("--output", metavar="DIR", type=Path, help="where write puts answer.md, pull.md and message")
    add_network_arguments(parser.add_argument_group("how it asks"))
    parser.add_argument("--offline", action="store_true", help="do not ask the address")


def run(args: argparse.Namespace) -> int:
    """Do one of the two steps."""
    try:
        event = issue.read(_start(args.event, issue.MOST))
        return _look(args, event) if args.action == "look" else _write(args, event)
    except (issue.WrongEvent, outcome.WrongOutcome, OSError) as error:
        print(f"roadmap suggest: {error}", file=sys.stderr)
        return COULD_NOT


def _start(path: Path, most: int) -> bytes:
    with path.open("rb") as file:
        return file.read(most + 1)


def _look(args: argparse.Namespace, event: issue.Issue) -> int:
    """Write what becomes of the suggestion."""
    loaded = load(args.roadmap)
    roadmap = loaded.roadmap
    if roadmap is None:
        print(f"roadmap suggest: {args.roadmap} cannot be read; `roadmap check` says why", file=sys.stderr)
        return COULD_NOT
    if not event.has(form(roadmap).label):
        raise issue.WrongEvent("the issue has not the label of a suggestion")
    made = look(event, loaded, roadmap, _offline if args.offline else _asked(args), datetime.now(UTC).date())
    args.outcome.parent.mkdir(parents=True, exist_ok=True)
    args.outcome.write_text(made.json_text(), encoding="utf-8")
    print(made.answer or "an entry")
    return 0


def _write(args: argparse.Namespace, event: issue.Issue) -> int:
    """Change the topic's file, write the words beside it, and print what is to be done."""
    if args.output is None:
        print("roadmap suggest: write needs --output DIR", file=sys.stderr)
        return 2
    made = outcome.read(_start(args.outcome, outcome.MOST))
    if made.issue != event.number:
        raise outcome.WrongOutcome("it must be about the issue of the event")
    found: Plan = plan(made, args.roadmap)
    args.output.mkdir(parents=True, exist_ok=True)
    (args.output / "answer.md").write_text(found.answer, encoding="utf-8")
    (args.output / "pull.md").write_text(found.body, encoding="utf-8")
    (args.output / "message").write_text(f"{found.title}\n\nCloses #{found.number}.\n", encoding="utf-8")
    if found.path is not None:
        save({found.path: found.text})
    sys.stdout.write(found.lines())
    return 0


def _asked(args: argparse.Namespace) -> Callable[[str], Found]:
    """Return what asks an address: the link checker's client, which asks no internal ones."""
    manner = Manner(options_of(args), today=datetime.now(UTC).date(), max_time=_SECONDS)

    def find(url: str) -> Found:
        try:
            return ask(url, manner)
        except (NoNetwork, TimeoutError):
            return Found(url)

    return find


def _offline(url: str) -> Found:
    return Found(url)
