"""`roadmap init`: a whole project for another roadmap, and newer engines for it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from roadmap_site.starter import place, project, update
from roadmap_site.starter.engine import here

USAGE: Final = 2
_NEXT: Final = """\
    cd {}
    git init --initial-branch main && git add --all && git commit --message 'A new roadmap'
    scripts/serve    # the site at http://127.0.0.1:8000/
    scripts/test     # all that must hold
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `roadmap init`."""
    parser.add_argument(
        "folder", metavar="DIR", type=Path, help="the project's folder; a new one must not be there yet"
    )
    parser.add_argument("--title", metavar="TEXT", help="what the roadmap is called")
    parser.add_argument(
        "--repo", metavar="OWNER/NAME", default="", help="its repository on GitHub, or the address of one"
    )
    parser.add_argument(
        "--url", metavar="URL", default="", help="the site's address (default: the repository's GitHub Pages)"
    )
    parser.add_argument("--update", action="store_true", help="bring the engine in DIR to the state of this one")
    parser.add_argument(
        "--keep", metavar="FILE", action="append", default=[], help="with --update: leave this file as it is"
    )


def run(args: argparse.Namespace) -> int:
    """Make or update a project, and say how it goes on; 1 when nothing could be done, 2 for wrong usage."""
    try:
        return _update(args) if args.update else _new(args)
    except project.Wrong as wrong:
        sys.stderr.write(f"roadmap init: {wrong}\n")
        return USAGE
    except (place.Refused, update.NoProject, OSError) as error:
        sys.stderr.write(f"roadmap init: {error}\n")
        return 1


def _new(args: argparse.Namespace) -> int:
    if args.keep:
        raise project.Wrong("--keep goes with --update")
    own = project.settings(args.title, args.repo, args.url)
    engine = here()
    files = project.new_files(engine, own)
    digests = {name: place.digest(data) for name, data in project.engine_files(engine).items()}
    place.make(args.folder, {**files, place.MANIFEST: place.manifest(digests)})
    print(f"{args.folder}: {len(files) + 1:,} files of a whole project, with a small roadmap to begin from\n")
    print(_NEXT.format(args.folder))
    print("README.md says how to make it yours, and how to publish it.")
    return 0


def _update(args: argparse.Namespace) -> int:
    if args.title or args.repo or args.url:
        raise project.Wrong("--title, --repo and --url are for a new project: edit mkdocs.yml")
    engine = here()
    if not engine.installed and engine.root.resolve() == args.folder.resolve():
        raise project.Wrong(f"{args.folder} carries this very engine: call the command of a newer one")
    made = update.plan(args.folder, project.engine_files(engine), tuple(args.keep))
    through = sorted(update.links(args.folder, made.written))
    for name in made.conflicts:
        print(f"{name}: was changed by hand, and the new engine changed it as well")
    for name in through:
        print(f"{name}: leads through a symbolic link")
    if made.conflicts or through:
        print("Nothing was written. Take your changes out of these files, or name each with --keep.", file=sys.stderr)
        return 1
    for name in made.kept:
        print(f"{name}: stays as you changed it")
    place.change(args.folder, made.written, list(made.removed))
    print(f"{args.folder}: {len(made.written):,} files written, {len(made.removed):,} deleted, {len(made.kept):,} kept")
    return 0
