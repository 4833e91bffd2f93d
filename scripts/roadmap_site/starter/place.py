"""Writes a project: a new one whole or not at all, an old one file by file, each whole."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

MANIFEST: Final = "scripts/engine.json"


class Refused(Exception):
    """The folder is not one that a project can be made in."""


def digest(data: bytes) -> str:
    """Return what the manifest keeps of a file's content."""
    return hashlib.sha256(data).hexdigest()


def manifest(digests: Mapping[str, str]) -> bytes:
    """Return the list of the engine's files, as it is kept in a project."""
    return (json.dumps({"version": 1, "files": dict(sorted(digests.items()))}, indent=0) + "\n").encode()


def make(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a new folder of files; raise Refused when it holds anything, and OSError when it cannot be written.

    All is written beside it and moved there at once, so that it is there whole or not at all.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise Refused(f"{folder} must be a folder, not a file or link")
    if folder.is_dir() and any(folder.iterdir()):
        raise Refused(f"{folder} is not empty: name a folder that is not there yet")
    folder.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        staging.chmod(0o755)
        for name, data in files.items():
            _write(staging / name, data)
        staging.replace(folder)  # an empty folder gives way
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise


def change(folder: Path, files: Mapping[str, bytes], removed: list[str]) -> None:
    """Replace and delete files of a folder, the manifest last: after a kill, doing it again ends it."""
    with tempfile.TemporaryDirectory(prefix=".update-", dir=folder) as staging:
        for name, data in files.items():
            _write(Path(staging) / name, data)
        for name in sorted(files, key=lambda name: name == MANIFEST):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (Path(staging) / name).replace(folder / name)
    for name in removed:
        (folder / name).unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    path.chmod(0o755 if data.startswith(b"#!") else 0o644)
