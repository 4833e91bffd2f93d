"""`roadmap pull`: the one comment on a pull request, from what the building job left.

Exit codes: 0 done, 1 it is out of date and nothing is to be said, 2 wrong usage, 3 a file that is not what it must be.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, Field, StringConstraints, ValidationError

from roadmap_site.pull import bundle, comment

_COULD_NOT: Final = 3
_Number = Annotated[int, Field(strict=True, gt=0)]
_Sha = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{40}(?:[0-9a-f]{24})?$")]


class _WorkflowRun(BaseModel):
    id: _Number
    head_sha: _Sha
    event: str


class _Event(BaseModel):
    workflow_run: _WorkflowRun


class _Head(BaseModel):
    sha: _Sha


class _Pull(BaseModel):
    number: _Number
    head: _Head


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `roadmap pull`."""
    parser.add_argument(
        "action",
        choices=("run", "number", "comment"),
        help="run: print the run's number; number: that of its pull request, as the archive says; comment: write it",
    )
    parser.add_argument("--event", metavar="FILE", type=Path, help="the event, as GitHub writes it")
    parser.add_argument("--bundle", metavar="FILE", type=Path, help="the archive that the building job left")
    parser.add_argument("--pull", metavar="FILE", type=Path, help="the pull request, as GitHub's interface tells it")
    parser.add_argument("--files", metavar="FILE", type=Path, help="the files that it changes, one a line")
    parser.add_argument("--output", metavar="FILE", type=Path, help="where the comment is written")


def run(args: argparse.Namespace) -> int:
    """Do one of the steps."""
    needs = {"run": ("event",), "number": ("bundle",), "comment": ("event", "bundle", "pull", "files", "output")}
    if missing := [f"--{name}" for name in needs[args.action] if getattr(args, name) is None]:
        print(f"roadmap pull: {args.action} needs {' '.join(missing)}", file=sys.stderr)
        return 2
    try:
        if args.action == "run":
            print(_event(args.event).id)
            return 0
        if args.action == "number":
            print(_bundle(args.bundle).number)
            return 0
        return _comment(args)
    except (bundle.WrongBundle, OSError) as error:
        print(f"roadmap pull: {error}", file=sys.stderr)
    except (ValidationError, ValueError, RecursionError) as error:
        print(f"roadmap pull: a file of GitHub's must have its shape: {type(error).__name__}", file=sys.stderr)
    return _COULD_NOT


def _json(path: Path) -> Any:
    return json.loads(path.read_bytes())


def _event(path: Path) -> _WorkflowRun:
    return _Event.model_validate(_json(path)).workflow_run


def _bundle(path: Path) -> bundle.Bundle:
    with path.open("rb") as file:
        return bundle.read(file.read(bundle.MOST + 1))


def _comment(args: argparse.Namespace) -> int:
    """Write the comment; 1 when the pull request has gone on since, or is another one."""
    event, found = _event(args.event), _bundle(args.bundle)
    pull = _Pull.model_validate(_json(args.pull))
    if event.event != "pull_request" or pull.number != found.number or pull.head.sha != event.head_sha:
        print("roadmap pull: what was built is not the head of that pull request (any more)", file=sys.stderr)
        return 1
    files = tuple(args.files.read_text(encoding="utf-8", errors="replace").splitlines()[:3000])
    about = comment.Run(os.environ.get("GITHUB_REPOSITORY", ""), event.id, event.head_sha, files)
    args.output.write_text(comment.text(found, about), encoding="utf-8")
    return 0
