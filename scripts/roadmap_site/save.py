"""Files that people wrote are replaced whole, and several of them together."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path


def save(texts: Mapping[Path, str], delete: Collection[Path] = ()) -> None:
    """Write files, and delete others.

    Every text is first written beside its place, so that a full disk or an error leaves all as it was; then the files
    are moved there, one after the other, and at last the others deleted. A kill leaves every file whole, the old or the
    new one. Modes stay. Raises OSError when a file cannot be written.
    """
    staged: dict[Path, Path] = {}
    try:
        for path, text in texts.items():
            staged[path] = _beside(path, text)
        for path, temporary in staged.items():
            temporary.replace(path)
    finally:
        for temporary in staged.values():
            temporary.unlink(missing_ok=True)
    for path in delete:
        path.unlink(missing_ok=True)


def _beside(path: Path, text: str) -> Path:
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(handle)
        temporary.chmod(mode)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
