"""Files of a site that MkDocs need not know: pages may link to them, and nobody has to read or copy them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from mkdocs.structure.files import File, Files, file_sort_key

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


@dataclass(frozen=True)
class Sources:
    """What a build reads besides docs/ and the theme: folders, and all else as values; and what it makes in docs/."""

    folders: tuple[Path, ...]
    facts: tuple[object, ...]
    made: Path


class Besides(Protocol):
    """What a site has besides what MkDocs makes of pages and copies."""

    lazy: bool  # a file is made when it is asked for, and not at the end of a build

    def sources(self, config: MkDocsConfig) -> Sources:
        """Return what a build reads."""

    def output(self, address: str) -> bytes | None:
        """Return the file at an address of the site; nothing when there is none."""

    def catch_up(self) -> None:
        """Do what can wait until no browser does."""


class Linked(Files):
    """MkDocs' files; a page may also link to others, which stand at an address of their own."""

    def __init__(self, files: Iterable[File], config: MkDocsConfig, address: Callable[[str], str | None]) -> None:
        super().__init__(files)
        self._config, self._address = config, address
        self.beyond = False  # a path was asked for that MkDocs knows nothing of

    def get_file_from_path(self, path: str) -> File | None:
        """Return the file that has a path below docs/, or would have."""
        if (found := super().get_file_from_path(path)) is not None:
            return found
        self.beyond = True
        address, config = self._address(path), self._config
        if address is None:
            return None
        return File(path, None, config.site_dir, config.use_directory_urls, dest_uri=address)


def with_just(files: Iterable[File], folder: str, paths: Set[str], config: MkDocsConfig) -> list[File]:
    """Return files in MkDocs' order, with just these in a folder of docs/, whatever is on disk."""
    found = [file for file in files if not file.src_uri.startswith(folder) or file.src_uri in paths]
    new = paths - {file.src_uri for file in found}
    if not new:
        return found
    made = (File(path, config.docs_dir, config.site_dir, config.use_directory_urls) for path in new)
    docs = [file for file in found if file.src_dir == config.docs_dir]
    others = [file for file in found if file.src_dir != config.docs_dir]  # a theme's come last
    return sorted((*docs, *made), key=file_sort_key) + others
