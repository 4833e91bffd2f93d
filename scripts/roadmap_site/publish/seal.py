"""Whether a build has anything to do: not when all that it reads and all that it made are as it left them."""

from __future__ import annotations

import contextlib
import json
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mkdocs.utils import get_build_date

from roadmap_site.publish.kept import cache_of
from roadmap_site.publish.keys import hashed, settings
from roadmap_site.save import save

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from roadmap_site.publish.files import Besides

_FILE: Final = "seal.json"
_SNIPPETS: Final = "pymdownx.snippets"
OURS: Final = "mkdocs.roadmap"  # the log of this package
_log: Final = logging.getLogger("mkdocs")


class Seal:
    """What a build read, what it made, and what it said; a build that warned of something leaves none."""

    def __init__(self, config: MkDocsConfig, besides: Besides) -> None:
        self._config, self._besides = config, besides
        self._file = cache_of(config) / _FILE
        self._read = self._reads()  # before plugins change the settings

    def unbroken(self) -> bool:
        """Return whether nothing has changed; if so, say what that build said."""
        try:
            found = json.loads(self._file.read_bytes())
            if self._read is None or found["read"] != self._read or found["made"] != self._made():
                return False
            said = [(str(name), int(level), str(message)) for name, level, message in found["said"]]
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return False
        for name, level, message in said:
            logging.getLogger(name).log(level, "%s", message)
        return True

    @contextlib.contextmanager
    def put(self) -> Iterator[None]:
        """Put a seal on what is built within."""
        with contextlib.suppress(OSError):
            self._file.unlink()
        listener = _Listener()
        _log.addHandler(listener)
        try:
            yield
        finally:
            _log.removeHandler(listener)
        if self._read is None or listener.warned:
            return
        data = {"read": self._read, "made": self._made(), "said": listener.said}
        with contextlib.suppress(OSError):
            save({self._file: json.dumps(data, ensure_ascii=False)})

    def _reads(self) -> str | None:
        """Return the hash of all that a build reads; nothing when that cannot be known."""
        config, sources = self._config, self._besides.sources(self._config)
        docs = os.path.realpath(config.docs_dir)
        bases = config.mdx_configs.get(_SNIPPETS, {}).get("base_path", [])
        for base in [bases] if isinstance(bases, str) else bases:
            if not os.path.realpath(base).startswith(docs):
                return None  # pages may take in whatever stands there
        themes = [folder for folder in config.theme.dirs if "site-packages" not in folder]
        folders: tuple[Any, ...] = (config.docs_dir, *themes, *sources.folders)
        contents = (_contents(Path(folder), sources.made) for folder in folders)
        about = (config.site_dir, config.docs_dir, config.strict, _log.getEffectiveLevel(), get_build_date())
        facts = (settings(config), config.nav, about, sources.facts)
        return hashed(*facts, *(part for found in contents for part in found)).hex()

    def _made(self) -> str:
        """Return the hash of how the files stand that a build made."""
        sources = self._besides.sources(self._config)
        return hashed(*(one for folder in (self._config.site_dir, sources.made) for one in _states(folder))).hex()


class _Listener(logging.Handler):
    """Keeps what is logged, and whether it holds a warning."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.said: list[tuple[str, int, str]] = []
        self.warned = False

    def emit(self, record: logging.LogRecord) -> None:
        if record.name != OURS:  # which tells how a build goes on
            self.said.append((record.name, record.levelno, record.getMessage()))
        self.warned |= record.levelno >= logging.WARNING


def _files(folder: str | Path, apart: str | None = None) -> Iterator[os.DirEntry[str]]:
    """Yield all files in a folder, in the same order each time, but for those of one folder in it."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:  # there is none
        return
    for entry in entries:
        if entry.is_dir():
            if entry.path != apart:
                yield from _files(entry.path, apart)
        else:
            yield entry


def _contents(folder: Path, apart: Path) -> Iterator[Any]:
    for entry in _files(folder, str(apart)):
        yield entry.path
        with contextlib.suppress(FileNotFoundError):  # a link that leads nowhere
            yield Path(entry.path).read_bytes()


def _states(folder: str | Path) -> Iterator[Any]:
    for entry in _files(folder):
        state = entry.stat()
        yield entry.path, state.st_size, state.st_mtime_ns
