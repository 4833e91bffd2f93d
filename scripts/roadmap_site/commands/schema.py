"""`roadmap schema`: the JSON Schema that editors read."""

from __future__ import annotations

import argparse
from pathlib import Path

from roadmap_site.commands.common import add_folder
from roadmap_site.schema import schemas


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `roadmap schema`."""
    add_folder(parser)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a schema is not current")


def run(args: argparse.Namespace) -> int:
    """Write each schema that is not current; with --check only name them, and return 1."""
    folder: Path = args.roadmap / "schema"
    stale = []
    for name, text in schemas().items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path)
            if not args.check:
                folder.mkdir(exist_ok=True)
                path.write_text(text, encoding="utf-8")
    for path in stale:
        print(f"{path}: {'must be written anew: run `roadmap schema`' if args.check else 'written'}")
    return int(args.check and bool(stale))
