"""Puts files into a site, and touches none that holds already what it must."""

# Names are strings here: of tens of thousands of files, paths would cost more than the files themselves.

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from pathlib import Path
from typing import Final

from roadmap_site.save import save
from roadmap_site.workers import shared_out

Share = Callable[[], Iterable[tuple[str, bytes]]]  # makes files, each with its name
_FEW: Final = 8  # shares
_State = tuple[str, int, int]  # the hash of what was put, and the size and time of the file since


def put(path: Path, content: bytes) -> None:
    """Make a file hold this; one that does is left alone."""
    try:
        if path.stat().st_size == len(content) and path.read_bytes() == content:
            return
    except (FileNotFoundError, NotADirectoryError):
        path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def put_all(folder: Path, shares: Sequence[Share], index: Path | None) -> None:
    """Make a folder hold the files of all shares, and none that an earlier call put there with the same index.

    The index knows what was put, so that a file of which nothing changed is not even read.
    """
    before, now = _read(index, folder), dict[str, _State]()
    for states in shared_out(lambda share: _put_share(folder, share, before), shares, _FEW):
        now |= states
    for name, was in before.items():
        if name not in now and _stat(folder / name) == was[1:]:  # and nobody else's since
            _drop(folder, folder / name)
    if index:
        with contextlib.suppress(OSError):
            save({index: json.dumps({"folder": str(folder), "files": now}, separators=(",", ":"))})


def _put_share(folder: Path, share: Share, before: Mapping[str, _State]) -> dict[str, _State]:
    now: dict[str, _State] = {}
    for name, content in share():
        path, digest = os.path.join(folder, name), hashlib.blake2b(content, digest_size=16).hexdigest()
        was = before.get(name)
        if not was or was != (digest, *_stat(path)):
            put(Path(path), content)
            was = (digest, *_stat(path))
        now[name] = was
    return now


def clear(folder: str, spared: Set[str]) -> None:
    """Delete what an earlier build left in a folder, as MkDocs does: not what begins with a point."""
    top = os.path.normpath(folder)
    for here, _, names in os.walk(top, topdown=False):
        if here[len(top) + 1 :].startswith("."):
            continue
        others = [path for name in names if (path := os.path.join(here, name)) not in spared]
        for path in others:
            if not (here == top and os.path.basename(path).startswith(".")):
                os.unlink(path)
        if here != top and len(others) == len(names):
            with contextlib.suppress(OSError):  # it is not empty
                os.rmdir(here)


def known(folder: str, index: Path) -> frozenset[str]:
    """Return the paths of the files that are in a folder by an index."""
    top = os.path.normpath(folder)
    return frozenset(os.path.join(top, name) for name in _read(index, Path(folder)))


def _read(index: Path | None, folder: Path) -> dict[str, _State]:
    try:
        data = json.loads(index.read_bytes()) if index else {}
        return {name: (was[0], was[1], was[2]) for name, was in data["files"].items() if data["folder"] == str(folder)}
    except (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return {}


def _stat(path: str | Path) -> tuple[int, int]:
    try:
        found = os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return -1, -1
    return found.st_size, found.st_mtime_ns


def _drop(folder: Path, path: Path) -> None:
    path.unlink()
    with contextlib.suppress(OSError):  # it is not empty
        while (path := path.parent) != folder:
            path.rmdir()
