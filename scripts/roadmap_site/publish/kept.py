"""Finished work by the hash of all that it was made from, kept on disk from one build to the next."""

from __future__ import annotations

import contextlib
import pickle
import sqlite3
import zlib
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_TABLE: Final = "CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID"
_FOLDER: Final = ".cache"  # beside mkdocs.yml; to delete it costs time and nothing else
_INDEX: Final = "outputs.json"


def cache_of(config: MkDocsConfig) -> Path:
    """Return the folder that keeps what earlier builds made."""
    return Path(config.config_file_path).parent / _FOLDER


def index_of(config: MkDocsConfig) -> Path:
    """Return where it is noted what an earlier build put into the site besides its pages."""
    return cache_of(config) / _INDEX


class Kept:
    """Values by key: those of this process at hand, those of earlier ones in a file.

    A file that cannot be read or written costs the time that it would have saved, and nothing else. A kill leaves it
    whole; after a build it holds what that used and nothing else.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._values: dict[bytes, Any] = {}
        self._stored: set[bytes] = set()
        if path:
            with contextlib.suppress(sqlite3.Error, OSError), contextlib.closing(self._open(path)) as file:
                self._stored = {key for (key,) in file.execute("SELECT key FROM kept")}

    @staticmethod
    def _open(path: Path) -> sqlite3.Connection:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = sqlite3.connect(path, timeout=10)
        file.execute(_TABLE)
        return file

    def fetch(self, keys: Iterable[bytes]) -> None:
        """Bring values from the file, those of all keys at once."""
        wanted = [key for key in keys if key in self._stored and key not in self._values]
        if not wanted or not self._path:
            return
        with contextlib.suppress(sqlite3.Error, OSError), contextlib.closing(self._open(self._path)) as file:
            for key in wanted:
                for (value,) in file.execute("SELECT value FROM kept WHERE key = ?", (key,)):
                    with contextlib.suppress(zlib.error, pickle.UnpicklingError, AttributeError, EOFError):
                        self._values[key] = pickle.loads(zlib.decompress(value))  # noqa: S301 - our own cache, as .pyc is

    def get(self, key: bytes) -> Any:
        """Return the value of a key, or nothing."""
        return self._values.get(key)

    def put(self, key: bytes, value: Any) -> None:
        """Keep a value."""
        self._values[key] = value

    def store(self) -> None:
        """Write what is new into the file, and hold nothing any longer."""
        new = [key for key in self._values if key not in self._stored]
        self._change(new, ())
        self._values.clear()

    def save(self, keys: set[bytes], most: int | None = None) -> bool:
        """Keep the values of these keys and no others, here and in the file; return whether all are in it.

        With `most`, only so many are written before somebody else has a turn.
        """
        self._values = {key: value for key, value in self._values.items() if key in keys}
        new = [key for key in self._values if key not in self._stored]
        self._change(new[:most], self._stored - keys)
        written = self._stored.issuperset(new[:most])  # else nothing can be, and there is no sense in going on
        return not most or len(new) <= most or not written

    def _change(self, new: Collection[bytes], old: Collection[bytes]) -> None:
        if not self._path or not (new or old):
            return
        with contextlib.suppress(sqlite3.Error, OSError), contextlib.closing(self._open(self._path)) as file, file:
            rows = ((key, zlib.compress(pickle.dumps(self._values[key], 5), 1)) for key in new)
            file.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", rows)
            file.executemany("DELETE FROM kept WHERE key = ?", ((key,) for key in old))
            self._stored = (self._stored - {*old}) | {*new}
