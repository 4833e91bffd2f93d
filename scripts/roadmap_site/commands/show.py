"""`roadmap show`: what has an id, where it stands and what refers to it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator

from roadmap_site import problems
from roadmap_site.commands.common import add_folder
from roadmap_site.edit.about import About, about
from roadmap_site.edit.draft import Draft, Wrong
from roadmap_site.edit.retire import resource_of
from roadmap_site.links.memory import Damaged, Memory
from roadmap_site.problems import Refused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `roadmap show`."""
    parser.add_argument("name", metavar="ID|URL", help="any id, TOPIC/GOAL, or the address of a resource")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how it is printed (default: text)")
    add_folder(parser)


def run(args: argparse.Namespace) -> int:
    """Print what is known; 1 when the roadmap cannot be read, 2 when nothing has that id."""
    try:
        draft = Draft.of(args.roadmap, incomplete=True)
        thing = resource_of(draft, args.name) if "://" in args.name else draft.one(args.name)
        found = about(draft, thing, Memory.read(args.roadmap / "link-health.jsonl"))
    except Wrong as wrong:
        print(f"roadmap show: {wrong}", file=sys.stderr)
        return 2
    except Refused as refused:
        print(problems.as_text(refused.problems))
        return 1
    except Damaged as damaged:
        print(f"roadmap show: {damaged}", file=sys.stderr)
        return 1
    as_json = args.format == "json"
    print(json.dumps(found.data(), indent=2, ensure_ascii=False) if as_json else "\n".join(_lines(found)))
    return 0


def _lines(found: About) -> Iterator[str]:
    yield f"{found.kind} {found.id}: {found.title}"
    yield f"stands in {found.place}"
    if found.former_ids:
        yield f"was called {', '.join(found.former_ids)}"
    if found.minutes:
        before = f", {_hours(found.plan_minutes)} with all that comes before it" if found.plan_minutes else ""
        yield f"takes {_hours(found.minutes)}{before}"
    for link in found.links:
        state = f"{link['verdict']} on {link['checked']}" if link["verdict"] else "not asked yet"
        yield f"{link['url']}: {state}" + (f", now {link['final_url']}" if link["final_url"] else "")
    count = len(found.referred)
    yield f"{count:,} {'place refers' if count == 1 else 'places refer'} to it{':' if count else ''}"
    yield from (f"  {place}" for place in found.referred)


def _hours(minutes: int) -> str:
    return f"{minutes / 60:.1f} h".replace(".0 h", " h")
