"""`roadmap forms`: the issue forms that GitHub shows."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from roadmap_site.commands.common import add_folder
from roadmap_site.forms.fields import forms
from roadmap_site.forms.files import FOLDER, files
from roadmap_site.load import load


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `roadmap forms`."""
    add_folder(parser)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a form is not current")
    parser.add_argument("--labels", action="store_true", help="only print the label of each form, one a line")


def run(args: argparse.Namespace) -> int:
    """Write each form that is not current; with --check only name them, and return 1."""
    roadmap = load(args.roadmap).roadmap
    if roadmap is None:
        print(f"roadmap forms: {args.roadmap} cannot be read as a roadmap; `roadmap check` says why", file=sys.stderr)
        return 1
    if args.labels:
        print("\n".join(form.label for form in forms(roadmap)))
        return 0
    folder, made = Path(FOLDER), files(roadmap)
    stale = [name for name, text in made.items() if _text(folder / name) != text]
    left = sorted(path.name for path in folder.glob("*.y*ml") if path.name not in made)
    if not args.check:
        folder.mkdir(parents=True, exist_ok=True)
        for name in stale:
            (folder / name).write_text(made[name], encoding="utf-8")
    for name in stale:
        print(f"{folder / name}: {'must be written anew: run `roadmap forms`' if args.check else 'written'}")
    for name in left:
        print(f"{folder / name}: is none of our forms: delete it, or add it to forms/fields.py")
    return int(bool(left) or (args.check and bool(stale)))


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
