"""A newer engine for a project that carries an older one: what is to be written, and what stands in the way."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from roadmap_site.starter.engine import PROJECT, parts
from roadmap_site.starter.place import MANIFEST, digest, manifest


class NoProject(Exception):
    """The folder holds no project that `roadmap init` made."""


@dataclass(frozen=True)
class Update:
    """What an update writes and deletes, what stays as somebody changed it, and what it cannot decide."""

    written: Mapping[str, bytes]
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    conflicts: tuple[str, ...]


def recorded(folder: Path) -> dict[str, str]:
    """Return what the engine's files of a project were when they were written: name to digest; raise NoProject."""
    path = folder / MANIFEST
    try:
        data = json.loads(path.read_bytes())
        files = data["files"] if data["version"] == 1 else None
    except FileNotFoundError:
        raise NoProject(f"{folder} holds no {MANIFEST}: `roadmap init` did not make it") from None
    except (OSError, ValueError, TypeError, KeyError):
        files = None
    if not isinstance(files, dict) or not all(_inside(name) and isinstance(files[name], str) for name in files):
        raise NoProject(f"{path} is not as it was written: take it back from your history")
    return files


def _inside(name: object) -> bool:
    return isinstance(name, str) and not name.startswith("/") and ".." not in name.split("/")


def plan(folder: Path, new: Mapping[str, bytes], keep: tuple[str, ...]) -> Update:
    """Return what brings a project to a newer engine.

    What nobody changed is replaced, what the engine did not change stays, and a file that both changed is a conflict,
    unless it is one to `keep`.
    """
    old = recorded(folder)
    written: dict[str, bytes] = {}
    removed, kept, conflicts = [], [], []
    for name in sorted({*old, *new}):
        there = _read(folder / name)
        was, will = old.get(name), new.get(name)
        if name == PROJECT and there is not None and will is not None:
            there, own = parts(there)
            will_whole = will + own
        else:
            will_whole = will or b""
        now, then = (None if data is None else digest(data) for data in (there, will))
        if now == then:
            continue
        if now == was:
            if will is None:
                removed.append(name)
            else:
                written[name] = will_whole
        elif was == then or name in keep:
            kept.append(name)
        else:
            conflicts.append(name)
    record = manifest({name: digest(data) for name, data in new.items()})
    if _read(folder / MANIFEST) != record:
        written[MANIFEST] = record
    return Update(written, tuple(removed), tuple(kept), tuple(conflicts))


def links(folder: Path, names: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the names that lead through a symbolic link, which an update would write through."""
    for name in names:
        path = folder
        for part in Path(name).parts:
            path = path / part
            if path.is_symlink():
                yield name
                break


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
