"""One page, made as MkDocs makes it, with all that other parts of a build need of it as a value."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.commands import build as plain
from mkdocs.structure.files import InclusionLevel
from mkdocs.structure.toc import AnchorLink, TableOfContents

from roadmap_site.publish.files import Linked

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page


@dataclass(frozen=True)
class Written:
    """A page's content: what Markdown made of it."""

    content: str
    title: str | None
    toc: tuple[Any, ...]
    anchors: frozenset[str]
    links: dict[str, dict[str, str]]  # to anchors of other pages, by their source
    quiet: bool = True  # nothing was logged on the way, or asked of files that may come and go: it can be kept

    def put(self, page: Page, files: Files) -> None:
        """Give a page this content, as if it had been rendered."""
        page.content = self.content
        page._title_from_render = self.title
        page.toc = TableOfContents([_anchor(one) for one in self.toc])
        if page.toc.items:
            page.toc.items[0].active = True  # type: ignore[attr-defined]
        page.present_anchor_ids = set(self.anchors)
        found = ((files.get_file_from_path(uri), links) for uri, links in self.links.items())
        page.links_to_anchors = {file: links for file, links in found if file}


@dataclass(frozen=True)
class Shown:
    """A finished page: its HTML, and what it adds to the search index."""

    output: bytes
    entries: list[dict[str, Any]]
    quiet: bool = True


@dataclass
class Site:
    """What all pages of one build share."""

    config: MkDocsConfig
    files: Files
    doc_files: list[File]
    nav: Navigation
    env: jinja2.Environment
    index: list[dict[str, Any]] = field(default_factory=list)  # the search plugin's, when there is one


def write(page: Page, site: Site) -> Written:
    """Render a page's Markdown, which was read."""
    config, files = site.config, site.files
    config._current_page = page
    linked = files if isinstance(files, Linked) else None
    if linked:
        linked.beyond = False
    try:
        with _heard() as said:
            page.render(config, files)
            assert page.content is not None  # noqa: S101 - render sets it
            content = config.plugins.on_page_content(page.content, page=page, config=config, files=files)
    finally:
        config._current_page = None
    page.content = content
    links = {file.src_uri: found for file, found in (page.links_to_anchors or {}).items()}
    anchors = frozenset(page.present_anchor_ids or ())
    quiet = not said and not (linked and linked.beyond)
    return Written(content or "", page._title_from_render, tuple(map(_tuple, page.toc)), anchors, links, quiet)


def show(page: Page, site: Site) -> Shown:
    """Put a written page into the theme, and the page on disk."""
    before, path = len(site.index), Path(page.file.abs_dest_path)
    path.unlink(missing_ok=True)
    with _heard() as said:
        excluded = page.file.inclusion.value <= InclusionLevel.DRAFT.value
        plain._build_page(page, site.config, site.doc_files, site.nav, site.env, excluded=excluded)
    entries = site.index[before:]
    del site.index[before:]
    return Shown(path.read_bytes() if path.exists() else b"", entries, not said)


def _tuple(one: AnchorLink) -> tuple[Any, ...]:
    return one.title, one.id, one.level, tuple(map(_tuple, one.children))


def _anchor(found: tuple[Any, ...]) -> AnchorLink:
    title, id, level, children = found
    one = AnchorLink(title, id, level)
    one.children.extend(map(_anchor, children))
    return one


class _Listener(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@contextmanager
def _heard() -> Iterator[list[str]]:
    """Collect what MkDocs logs, which goes on to where it goes."""
    log, listener = logging.getLogger("mkdocs"), _Listener()
    log.addHandler(listener)
    try:
        yield listener.said
    finally:
        log.removeHandler(listener)
