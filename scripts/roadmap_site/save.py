"""Files that people wrote are replaced whole, and several of them together."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import tempfile
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Final

JOURNAL: Final = ".roadmap-edit.json"
_STAGED: Final = ".roadmap-edit-"


def save(texts: Mapping[Path, str], delete: Collection[Path] = (), root: Path | None = None) -> None:
    """Write files and delete others: all of them, or none.

    Every text is first written beside its place, so that a full disk or an error leaves all as it was. With a root,
    what is to be moved and deleted is then written into a journal there, and done; after a kill in between,
    `recover(root)` does the rest. Modes stay. Raises OSError when a file cannot be written.
    """
    staged: dict[Path, Path] = {}
    for path in texts:
        path.parent.mkdir(parents=True, exist_ok=True)
    with _turns({path.parent for path in texts}):
        try:
            for path, text in texts.items():
                staged[path] = _beside(path, text)
            if root is None:
                _carry_out([(temporary, path) for path, temporary in staged.items()], delete)
                return
            moves = [
                (os.fspath(temporary.absolute()), os.fspath(path.absolute())) for path, temporary in staged.items()
            ]
            plan = json.dumps({"moves": moves, "delete": [os.fspath(path.absolute()) for path in delete]})
            _beside(root / JOURNAL, plan).replace(root / JOURNAL)
        except BaseException:
            for temporary in staged.values():
                temporary.unlink(missing_ok=True)
            raise
        recover(root)


@contextlib.contextmanager
def _turns(folders: Collection[Path]) -> Iterator[None]:
    """Write into folders as the only one, and first clear away what killed runs left in them."""
    with contextlib.ExitStack() as locks:
        for folder in sorted(folders):
            handle = os.open(folder, os.O_RDONLY)
            locks.callback(os.close, handle)
            with contextlib.suppress(OSError):  # there are file systems without locks
                fcntl.flock(handle, fcntl.LOCK_EX)
                if not any((place / JOURNAL).exists() for place in (folder, folder.parent)):
                    for left in folder.glob(f"{_STAGED}*"):
                        left.unlink()
        yield


def recover(root: Path) -> bool:
    """Finish what a killed run began in a roadmap; say whether there was something."""
    journal = root / JOURNAL
    try:
        plan = json.loads(journal.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return False
    moves = [(Path(temporary), Path(path)) for temporary, path in plan["moves"]]
    _carry_out(moves, [Path(path) for path in plan["delete"]])
    journal.unlink()
    return True


def _carry_out(moves: list[tuple[Path, Path]], delete: Collection[Path]) -> None:
    for temporary, path in moves:
        with contextlib.suppress(FileNotFoundError):  # it was moved before the kill
            temporary.replace(path)
    for path in delete:
        path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # other files stand in its folder
            path.parent.rmdir()


def _beside(path: Path, text: str) -> Path:
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(prefix=_STAGED, dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
