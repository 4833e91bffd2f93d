"""What a page depends on, as hashes: of its Markdown, and of all that the theme shows around it."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

import roadmap_site

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure import StructureItem
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

_UNSTABLE: Final = re.compile(r" at 0x[0-9a-f]+")
# What changes from one build to the next and is no part of a page, or is counted elsewhere.
_APART: Final = frozenset({"nav", "site_dir", "plugins", "hooks", "watch", "dev_addr", "docs_dir", "theme", "pages"})

_BEYOND: Final = ("--8<--", "--------8<--------")  # marks of pages that take in other files
_IN_NAVIGATION: Final = ("icon", "status", "subtitle")  # what the theme shows there of a page's front matter


def hashed(*parts: object) -> bytes:
    """Return the hash of some values that print as what they are."""
    state = hashlib.blake2b(digest_size=16)
    for part in parts:
        state.update(part if isinstance(part, bytes) else repr(part).encode("utf-8", "surrogatepass"))
        state.update(b"\0")
    return state.digest()


def whole(config: MkDocsConfig, files: Files) -> bytes:
    """Return the hash of what every page depends on: settings, templates, versions, and which files there are."""
    return hashed(settings(config), sorted((file.src_uri, file.url) for file in files))


def settings(config: MkDocsConfig) -> bytes:
    """Return the hash of settings, templates and versions."""
    named = {key: value for key, value in config.items() if key not in _APART}
    plugins = [(name, dict(plugin.config)) for name, plugin in config.plugins.items() if hasattr(plugin, "config")]
    said = repr([named, dict(config.theme), config.theme.dirs, plugins])
    if _UNSTABLE.search(said):  # something without a value of its own: only this process can tell whether it changed
        said += str(os.getpid())
    hooks = [Path(hook.__file__).read_bytes() for hook in _hooks(config) if hook.__file__]
    return hashed(_versions(), said, *hooks, *_templates(config.theme.dirs))


def _hooks(config: MkDocsConfig) -> Iterator[ModuleType]:
    named: Any = config.hooks  # by name, whatever its annotation says
    yield from named.values()


@cache
def _versions() -> tuple[str, ...]:
    """Return the version of every package that there is."""
    return tuple(sorted(f"{one.name} {one.version}" for one in distributions()))


def _templates(folders: Iterable[str]) -> Iterator[bytes]:
    """Yield the content of what may change without a new version: templates outside packages, and our own code."""
    yield _code()
    for folder in map(Path, folders):
        if "site-packages" not in str(folder):
            yield from _contents(folder)


@cache
def _code() -> bytes:
    """Return the hash of our own code; what of it runs was read when this process began."""
    return hashed(*(part for folder in roadmap_site.__path__ for part in _contents(Path(folder))))


def _contents(folder: Path) -> Iterator[bytes]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".html", ".py", ".xml", ".yml", ".svg") and path.is_file():
            yield str(path).encode()
            yield path.read_bytes()


def written(page: Page, everything: bytes) -> bytes | None:
    """Return the hash of what a page's content depends on; nothing when it takes in other files."""
    assert page.markdown is not None  # noqa: S101 - it was read
    if any(mark in page.markdown for mark in _BEYOND):
        return None
    return hashed(everything, page.file.src_uri, page.markdown)


class Around:
    """What the theme shows of a navigation, by the pages that it stands around."""

    def __init__(self, nav: Navigation) -> None:
        self._nav = nav
        self._levels: dict[int, bytes] = {}  # a section's own, hashed once for all pages in it

    def shown(self, page: Page, content: bytes) -> bytes:
        """Return the hash of what a finished page depends on: its content, and what the theme says around it."""
        about = (page.title, page.url, page.edit_url, page.canonical_url, page.file.inclusion, page.meta)
        beside = [_named(one) for one in (page.previous_page, page.next_page, self._nav.homepage)]
        # A pruned navigation shows, of each level above a page, all that stands in it.
        levels = (self._level(section, (section, *_children(section))) for section in page.ancestors)
        return hashed(content, about, beside, self._level(self._nav, self._nav.items), *levels)

    def _level(self, of: object, items: Iterable[StructureItem]) -> bytes:
        if id(of) not in self._levels:
            self._levels[id(of)] = hashed([_named(item) for item in items])
        return self._levels[id(of)]


def _children(item: StructureItem) -> list[StructureItem]:
    found: list[StructureItem] = getattr(item, "children", None) or []
    return found


def _named(item: StructureItem | None) -> Any:
    """Return what is shown of something in a navigation: of a section its name and where it leads."""
    if item is None:
        return None
    below = _children(item)
    meta = [getattr(item, "meta", {}).get(name) for name in _IN_NAVIGATION]
    own = (type(item).__name__, str(item.title), getattr(item, "url", None), meta)
    indexes = [_named(child) for child in below if getattr(child, "is_index", False)]
    return (*own, len(below) > 1, indexes, _named(below[0])) if below else own
