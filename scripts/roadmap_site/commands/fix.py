"""`roadmap fix`: the roadmap's files in one form, and mended where rules know how."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from roadmap_site.commands.common import FORMATS, add_folder, add_format
from roadmap_site.edit.fix import Plan, plan
from roadmap_site.links.memory import Damaged, Memory
from roadmap_site.save import save


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `roadmap fix`."""
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", type=Path, help="files or folders (default: the whole roadmap)"
    )
    parser.add_argument("--check", action="store_true", help="write nothing; say what would change, and exit with 1")
    add_folder(parser)
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Write what can be mended; 1 when a file cannot be read, and with --check when something would change."""
    try:
        made = _plan(args)
    except (Damaged, OSError, ValueError) as error:
        print(f"roadmap fix: {error}", file=sys.stderr)
        return 2
    try:
        if not args.check:
            save(made.texts)
    except OSError as error:
        print(f"roadmap fix: {error}; nothing was changed", file=sys.stderr)
        return 1
    if text := FORMATS[args.format]((*made.found, *made.left)):
        print(text)
    count = f"{len(made.texts):,} file{'' if len(made.texts) == 1 else 's'}"
    said = f"{count} would change: run `roadmap fix`" if args.check else f"{count} changed"
    left = f"; {len({p.path for p in made.left}):,} cannot be read: mend them by hand" if made.left else ""
    if made.texts or left:
        print(f"{said}{left}", file=sys.stderr)
    return int(bool(made.left) or (args.check and bool(made.texts)))


def _plan(args: argparse.Namespace) -> Plan:
    """Raise ValueError for a path that is no file of the roadmap."""
    root: Path = args.roadmap
    only: set[Path] | None = None
    for path in args.paths:
        inside = path.resolve()
        home = root.resolve()
        if not path.exists() or not inside.is_relative_to(home):
            where = "is not there" if not path.exists() else f"is not in the roadmap {root}"
            raise ValueError(f"{path} {where}; name the roadmap with --roadmap DIR")
        here = root / inside.relative_to(home)
        only = (only or set()) | ({*here.rglob("*.yml")} if here.is_dir() else {here})
    return plan(root, only, Memory.read(root / "link-health.jsonl"))
