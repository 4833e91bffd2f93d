"""When pages last changed, as far as that is known: by git, and by the days on which resources were added."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from roadmap_site.model import Resource
from roadmap_site.roadmap import Roadmap


def days(roadmap: Roadmap, folder: Path, docs: Path) -> dict[str, str]:
    """Return page to the day of its last known change, such as 2026-11-21; pages of which none is known are left out.

    A page of the roadmap changes with its own file, a page that was written by hand with itself.
    """
    return committed(docs) | dict(_of_records(roadmap, committed(folder)))


def _of_records(roadmap: Roadmap, known: dict[str, str]) -> Iterator[tuple[str, str]]:
    for kind in ("stage", "topic", "path", "project"):
        for id, record in getattr(roadmap, f"{kind}s").items():
            added = [_added(entry) for entry in getattr(record, "resources", ())]
            day = max([*filter(None, added), known.get(roadmap.files[f"{kind}:{id}"], "")])
            if day:
                yield f"roadmap/{kind}s/{id}{'/index' if kind == 'stage' else ''}.md", day


def _added(entry: object) -> str:
    added: date | None = entry.added if isinstance(entry, Resource) else None
    return added.isoformat() if added else ""


def committed(folder: Path) -> dict[str, str]:
    """Return file below a folder to the day of the last commit that changed it.

    A shallow clone does not know what its oldest commits changed, so that they count for nothing.
    """
    log = _git(folder, "log", "--relative", "--name-only", "-z", "--format=format:%x01%H %cs", "--", ".")
    where = _git(folder, "rev-parse", "--git-path", "shallow").strip()
    try:
        oldest = set((folder / where).read_text(encoding="ascii").split()) if where else set()
    except OSError:  # the clone is whole
        oldest = set()
    found: dict[str, str] = {}
    for commit in log.split("\x01")[1:]:
        said, _, names = commit.partition("\n")
        id, _, day = said.rstrip("\0").partition(" ")
        if id not in oldest:
            for name in filter(None, names.split("\0")):
                found.setdefault(name, day)
    return found


def _git(folder: Path, *arguments: str) -> str:
    try:
        command = ["git", "-C", str(folder), *arguments]
        run = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - no shell
    except OSError:  # there is no git
        return ""
    return run.stdout.decode("utf-8", "replace") if run.returncode == 0 else ""
