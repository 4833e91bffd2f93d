"""What git knows of a folder, asked in few processes; nothing is guessed where it knows nothing."""

from __future__ import annotations

import hashlib
import itertools
import os
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MOST: Final = 2_000  # commits that are looked at
_FILES: Final = "*.yml"
_RAW: Final = re.compile(rb":(\d+) (\d+) ([0-9a-f]+) ([0-9a-f]+) [A-Z]\d*\Z")
_PLAIN: Final = (b"100644", b"100755")


@dataclass(frozen=True)
class Head:
    """Where a clone stands, and how much of the past it holds."""

    commit: str
    shallow: str | None  # a hash of where it is cut off; nothing when it is whole


@dataclass(frozen=True)
class Touched:
    """A file that a commit changed: its path below the folder, and the names of its texts before and after."""

    path: str
    old: str | None
    new: str | None


@dataclass(frozen=True)
class Commit:
    """A commit on the first-parent way, as far as it touched the folder."""

    name: str
    seconds: int  # since 1970, when it was made
    touched: tuple[Touched, ...]


def head(folder: Path) -> Head | None:
    """Return where the clone that holds a folder stands; nothing when none does, or there is no git."""
    said = _git(folder, "rev-parse", "HEAD^{commit}", "--git-path", "shallow")
    lines = said.decode("utf-8", "replace").splitlines() if said else []
    if len(lines) != 2:
        return None
    try:
        cut = (folder / lines[1]).read_bytes()
    except OSError:
        return Head(lines[0], None)
    return Head(lines[0], hashlib.blake2b(cut, digest_size=8).hexdigest())


def commits(folder: Path, head: Head) -> tuple[Commit, ...] | None:
    """Return the commits that touched a folder, the newest first, at most `MOST`; nothing when git cannot say.

    Only the first parents are followed, so that what was merged counts once, when it was merged.
    """
    said = _git(
        folder,
        *("-c", "log.showRoot=true", "-c", "core.quotePath=false", "log", "--first-parent", "-m", "--raw", "-z"),
        *("--no-abbrev", "--no-renames", "--relative", f"--max-count={MOST}", "--format=%x01%H %ct", head.commit),
        *("--", f":(glob)**/{_FILES}"),
    )
    return None if said is None else tuple(_commit(part) for part in said.split(b"\x01")[1:])


def _commit(part: bytes) -> Commit:
    name, *fields = part.split(b"\0")
    commit, seconds = name.split()
    touched = []
    fields = [field.strip(b"\n") for field in fields]
    for about, path in itertools.pairwise(fields):
        if found := _RAW.match(about):
            before, after, old, new = found.groups()
            texts = (_text(mode, text) for mode, text in ((before, old), (after, new)))
            touched.append(Touched(path.decode("utf-8", "replace"), *texts))
    return Commit(commit.decode(), int(seconds), tuple(touched))


def _text(mode: bytes, name: bytes) -> str | None:
    return name.decode() if mode in _PLAIN else None


def texts(folder: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Return the texts that git has under some names; what it has not, as in a partial clone, is not there."""
    wanted = list(dict.fromkeys(names))
    said = _git(folder, "cat-file", "--batch", input="".join(f"{name}\n" for name in wanted).encode()) or b""
    found: dict[str, bytes] = {}
    at = 0
    while (end := said.find(b"\n", at)) >= 0:
        name, *rest = said[at:end].split(b" ")
        at = end + 1
        if len(rest) == 2:
            size = int(rest[1])
            found[name.decode()] = said[at : at + size]
            at += size + 1
    return found


def uncommitted(folder: Path) -> bool:
    """Return whether a file of the folder differs from the last commit."""
    return bool(_git(folder, "status", "--porcelain", "--untracked-files=all", "--", f":(glob)**/{_FILES}"))


def _git(folder: Path, *arguments: str, input: bytes = b"") -> bytes | None:
    """Return what git says; nothing when it fails. It asks nobody, changes nothing, and minds no outer repository."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    env = inherited | {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    command = ["git", "-C", str(folder), "-c", "core.fsmonitor=false", *arguments]
    try:
        run = subprocess.run(command, input=input, capture_output=True, check=False, env=env)  # noqa: S603 - no shell
    except OSError:  # there is no git, or no folder
        return None
    return run.stdout if run.returncode == 0 else None
