"""The one place that writes: a set of texts becomes a folder, whole or not at all."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MARKER: Final = ".generated-by-roadmap"
_STAGING: Final = ".staging"


class NotOurs(Exception):
    """The folder holds something that the build did not write, and will not delete."""


@dataclass(frozen=True)
class Written:
    """What a write changed; paths are below the folder."""

    changed: tuple[str, ...]
    added: tuple[str, ...]  # those of them that were not there
    removed: tuple[str, ...]
    kept: int


def write_folder(folder: Path, texts: Mapping[str, str | bytes]) -> Written:
    """Make a folder hold just these texts and other files, touching only what differs.

    Everything is first written beside its place and only then moved there, so that a full disk or an error leaves the
    folder as it was, and a kill leaves every file whole. Raises NotOurs for a folder with other things in it, and
    OSError when it cannot be written.
    """
    with _locked(folder):
        staging = folder / _STAGING
        shutil.rmtree(staging, ignore_errors=True)  # of a build that was killed
        try:
            return _write(folder, staging, texts)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def replace_files(folder: Path, texts: Mapping[str, str]) -> None:
    """Give some files of a folder that this build wrote new texts, each whole or not at all, and leave the others."""
    with _locked(folder):
        staging = folder / _STAGING
        try:
            for name, text in texts.items():
                if not _holds(folder / name, data := text.encode("utf-8")):
                    _place(staging / name, set()).write_bytes(data)
                    (staging / name).replace(_place(folder / name, set()))
        finally:
            shutil.rmtree(staging, ignore_errors=True)


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Make sure that a folder is ours, and hold its marker locked, so that two builds at once take turns."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise NotOurs(f"{folder} must be a folder, not a file or link")
    if folder.is_dir() and not (folder / MARKER).exists() and any(folder.iterdir()):
        raise NotOurs(f"{folder} holds files that this build did not write: move them away first")
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / MARKER).open("a") as marker:
        fcntl.flock(marker, fcntl.LOCK_EX)
        yield


def _write(folder: Path, staging: Path, texts: Mapping[str, str | bytes]) -> Written:
    changed: list[str] = []
    made: set[Path] = set()
    for name, text in texts.items():
        data = text.encode("utf-8") if isinstance(text, str) else text
        if _holds(folder / name, data):
            continue
        _place(staging / name, made).write_bytes(data)
        changed.append(name)
    there = _files(folder)
    stale = sorted(there - texts.keys())
    for name in stale:
        (folder / name).unlink()
    _drop_empty(folder)
    for name in changed:
        (staging / name).replace(_place(folder / name, made))
    added = tuple(name for name in changed if name not in there)
    return Written(tuple(changed), added, tuple(stale), len(texts) - len(changed))


def _place(path: Path, made: set[Path]) -> Path:
    """Return a path whose folder is there."""
    if path.parent not in made:
        path.parent.mkdir(parents=True, exist_ok=True)
        made.add(path.parent)
    return path


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except (FileNotFoundError, NotADirectoryError):
        return False


def _files(folder: Path) -> set[str]:
    found: set[str] = set()
    for where, folders, names in os.walk(folder):
        here = Path(where).relative_to(folder)
        if here == Path():
            folders[:] = [name for name in folders if name != _STAGING]
        found.update((here / name).as_posix() for name in names)
        found.update((here / name).as_posix() for name in folders if (Path(where) / name).is_symlink())
    return found - {MARKER}


def _drop_empty(folder: Path) -> None:
    for where, _, _ in os.walk(folder, topdown=False):
        path = Path(where)
        if path != folder and path.relative_to(folder).parts[0] != _STAGING:
            with contextlib.suppress(OSError):  # it is not empty
                path.rmdir()
