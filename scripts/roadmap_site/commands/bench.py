"""`roadmap bench`: times, each beside what others need for the same."""

from __future__ import annotations

import argparse
from pathlib import Path

from roadmap_site.commands.common import add_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `roadmap bench`."""
    add_folder(parser)
    parser.add_argument("what", nargs="?", choices=("build", "links"), default="build", help="what is timed")
    sizes = [100, 1_000, 5_000]
    parser.add_argument("--sizes", metavar="N", type=int, nargs="*", default=sizes, help="topics of the made-up ones")


def run(args: argparse.Namespace) -> int:
    """Print a table of times."""
    return _links() if args.what == "links" else _build(args)


def _build(args: argparse.Namespace) -> int:
    from roadmap_site.bench import bench

    names = ("check", "render", "write", "ours", "MkDocs")
    print(f"{'roadmap':16} topics " + "".join(f" {name:>8}" for name in names) + "  share   memory (ours, MkDocs)")
    for t in bench(Path("mkdocs.yml").resolve(), args.roadmap, args.sizes):
        seconds = " ".join(f"{value:7.2f}s" for value in (t.check, t.render, t.write, t.ours, t.mkdocs))
        memory = f"{t.memory:.0f} MB, {t.mkdocs_memory:.0f} MB"
        print(f"{t.name:16} {t.topics:7,} {seconds} {t.share:6.1%}   {memory}", flush=True)
    return 0


def _links() -> int:
    from roadmap_site.links.bench import bench

    for count, hosts, milliseconds in ((2_000, 50, 50), (20_000, 200, 20)):
        found = bench(count, hosts, milliseconds)
        base = next((t.seconds for t in found if t.name == "lychee, no pause"), found[0].seconds)
        print(f"{count:,} addresses on {hosts} hosts that answer after {milliseconds} ms")
        for t in found:
            print(f"  {t.name:22} {t.seconds:7.2f} s  {t.seconds / base:5.2f} x  {t.memory:6.0f} MB  {t.good:,} good")
    return 0
