"""`roadmap bench`: times, each beside what others need for the same."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from roadmap_site.bench import history
from roadmap_site.bench.row import Row, as_json, of_json, table, worse
from roadmap_site.commands.common import add_folder

WHAT = ("commands", "builds", "serve", "edits", "search", "links")
_MOST_EDITED = 1_000  # topics; with more, MkDocs' own server takes minutes for each edit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `roadmap bench`."""
    add_folder(parser)
    parser.add_argument("what", nargs="*", metavar="WHAT", help=f"what is timed: {', '.join(WHAT)} (default: all)")
    parser.add_argument(
        "--sizes", metavar="N", type=int, nargs="*", default=[1_000, 5_000], help="topics of made-up roadmaps"
    )
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the measurements to a file as well")
    parser.add_argument("--against", metavar="FILE", type=Path, help="exit 1 when a ratio is a third worse than there")
    parser.add_argument(
        "--history", metavar="FILE", type=Path, help="runs before this one: the last good one is what --against names"
    )
    parser.add_argument("--keep", metavar="FILE", type=Path, help="write the history, with this run at its end")


def run(args: argparse.Namespace) -> int:
    """Print a table of times; 1 when something got worse by a third."""
    if unknown := set(args.what) - set(WHAT):
        print(f"roadmap bench: {', '.join(sorted(unknown))}: must be among {', '.join(WHAT)}", file=sys.stderr)
        return 2
    try:
        runs = history.read(args.history.read_bytes()) if args.history and args.history.exists() else ()
        before = of_json(args.against.read_text(encoding="utf-8")) if args.against else history.measure(runs)
    except (OSError, ValueError, history.WrongHistory) as error:
        print(f"roadmap bench: {args.against or args.history}: {error}", file=sys.stderr)
        return 2
    rows: list[Row] = []
    for what in args.what or WHAT:
        for line in table(_noted(_measured(args)[what](), rows)):
            print(line, flush=True)
    if args.json:
        args.json.write_text(as_json(rows), encoding="utf-8")
    slower = worse(before, rows)
    if args.keep:
        commit = os.environ.get("GITHUB_SHA", "")
        args.keep.write_text(history.written(runs, rows, slower, commit, datetime.now(UTC)), encoding="utf-8")
    for line in slower:
        print(f"worse by more than a third: {line}", file=sys.stderr)
    return int(bool(slower))


def _noted(found: Iterable[Row], rows: list[Row]) -> Iterator[Row]:
    for row in found:
        rows.append(row)
        yield row


def _measured(args: argparse.Namespace) -> dict[str, Callable[[], Iterator[Row]]]:
    top = Path.cwd()

    def commands() -> Iterator[Row]:
        from roadmap_site.bench.starts import starts

        return starts(args.roadmap)

    def builds() -> Iterator[Row]:
        from roadmap_site.bench.builds import builds

        return builds(top, args.roadmap, args.sizes)

    def serve() -> Iterator[Row]:
        from roadmap_site.bench.serves import serves

        return serves(top, args.roadmap)

    def edits() -> Iterator[Row]:
        from roadmap_site.bench.edits import edits

        return edits(top, args.roadmap, [size for size in args.sizes if size <= _MOST_EDITED])

    def search() -> Iterator[Row]:
        from roadmap_site.bench.search import searches

        return searches(top, args.roadmap, args.sizes)

    def links() -> Iterator[Row]:
        from roadmap_site.links.bench import bench

        for count, hosts, milliseconds in ((2_000, 50, 50), (20_000, 200, 20)):
            found = bench(count, hosts, milliseconds)
            base = next((t.seconds for t in found if t.name == "lychee, no pause"), found[0].seconds)
            of = f"links, {count:,} addresses on {hosts} hosts that answer after {milliseconds} ms"
            yield from (Row(of, t.name, t.seconds, base, t.memory, t.name.startswith("ours")) for t in found)

    return {"commands": commands, "builds": builds, "serve": serve, "edits": edits, "search": search, "links": links}
