"""A build in MkDocs' own order and with all its events; only what changed is rendered."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import mkdocs
from mkdocs import utils
from mkdocs.commands import build as plain
from mkdocs.exceptions import Abort, BuildError
from mkdocs.structure.files import File, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from roadmap_site.publish import keys
from roadmap_site.publish.kept import Kept, index_of
from roadmap_site.publish.navigation import Resting
from roadmap_site.publish.page import Shown, Site, Written, show, write
from roadmap_site.publish.put import clear, known, put
from roadmap_site.workers import shared_out

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

Made = TypeVar("Made", Written, Shown)
log = logging.getLogger("mkdocs.roadmap")
_AT_ONCE: Final = 250  # finished pages that are held at a time
# Plugins whose work on a page depends on that page alone; with any other, nothing is kept.
_KNOWN: Final = frozenset({"search", "material/search", "roadmap"})


def can_keep(config: MkDocsConfig) -> bool:
    """Return whether pages may be kept: with this version of MkDocs, and no plugins that we know nothing of."""
    return mkdocs.__version__.startswith("1.6.") and not set(config.plugins) - _KNOWN - set(config.hooks)


@dataclass
class Begun:
    """A build whose pages are known and read, and not yet made."""

    site: Site
    pages: list[Page]
    copied: list[File]
    everything: bytes  # the hash of what all pages depend on
    kept: Kept
    made: frozenset[str]  # the paths of all files, of pages and those that are copied
    used: set[bytes] = field(default_factory=set)
    entries: dict[str, list[dict[str, Any]]] = field(default_factory=dict)  # of the search index, by page

    @cached_property
    def early(self) -> frozenset[str]:
        """The files that are whole before the end of a build: pages, and what is copied."""
        return frozenset(file.dest_uri for file in (*self.site.doc_files, *self.copied))

    def read(self, page: Page) -> None:
        """Read a page's source, with what plugins do to it."""
        config, files = self.site.config, self.site.files
        config._current_page = page
        page = config.plugins.on_pre_page(page, config=config, files=files)
        page.read_source(config)
        page.markdown = config.plugins.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
        config._current_page = None

    def make(self, pages: list[Page]) -> None:
        """Make pages: take what is kept, render the rest, put each on disk and into the search index."""
        for page in pages:
            if page.markdown is None:
                self.read(page)
        of_content = [keys.written(page, self.everything) for page in pages]
        for page, one in zip(pages, self._through(pages, of_content, lambda page: write(page, self.site)), strict=True):
            one.put(page, self.site.files)
        around = keys.Around(self.site.nav)
        of_page = [key and around.shown(page, key) for page, key in zip(pages, of_content, strict=True)]
        for start in range(0, len(pages), _AT_ONCE):
            if start:
                self.kept.store()
            some = pages[start : start + _AT_ONCE]
            made = self._through(some, of_page[start : start + _AT_ONCE], lambda page: show(page, self.site))
            for page, one_shown in zip(some, made, strict=True):
                if one_shown.output:
                    put(Path(page.file.abs_dest_path), one_shown.output)
                self.entries[page.file.src_uri] = one_shown.entries

    def _through(self, pages: list[Page], by: list[bytes | None], make: Callable[[Page], Made]) -> list[Made]:
        """Return what is kept by these keys, and make what is not."""
        self.kept.fetch(key for key in by if key)
        self.used.update(key for key in by if key)
        found: list[Any] = [self.kept.get(key) if key else None for key in by]
        missing = [place for place, one in enumerate(found) if one is None]
        for place, one in zip(missing, shared_out(make, [pages[place] for place in missing]), strict=True):
            found[place] = one
            if (key := by[place]) and one.quiet:
                self.kept.put(key, one)
        return found


def begin(config: MkDocsConfig, kept: Kept, serve_url: str | None = None, before: Begun | None = None) -> Begun:
    """Run a build as far as MkDocs goes before it reads pages: settings, files, navigation.

    `before` is the last build into the same folder, of which nothing is cleared away when all its files are made again.
    """
    inclusion = InclusionLevel.is_in_serve if serve_url else InclusionLevel.is_included
    config = config.plugins.on_config(config)
    config.plugins.on_pre_build(config=config)
    if not serve_url:
        log.info(f"Building documentation to directory: {config.site_dir}")
    files = get_files(config)
    env = config.theme.get_env()
    files.add_files_from_theme(env, config)
    files = config.plugins.on_files(files, config=config)
    set_exclusions(files, config)
    nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
    nav.resting = Resting(nav)  # type: ignore[attr-defined]  # for the theme's templates, which are given it
    doc_files = list(files.documentation_pages(inclusion=inclusion))
    pages = [file.page or Page(None, file, config) for file in doc_files]
    search: Any = next((plugin for name, plugin in config.plugins.items() if name.endswith("search")), None)
    entries = search.search_index.entries if search else []
    made = frozenset(file.abs_dest_path for file in (*files, *doc_files))
    if before is None or before.made - made:
        clear(config.site_dir, made | known(config.site_dir, index_of(config)))
    others = [file for file in files if not file.is_documentation_page() and inclusion(file.inclusion)]  # type: ignore[no-untyped-call]
    env = config.plugins.on_env(env, config=config, files=files)
    site = Site(config, files, doc_files, nav, env, entries)
    return Begun(site, pages, others, keys.whole(config, files), kept, made)


def finish(begun: Begun) -> None:
    """Do what is left when all pages are made: the theme's own templates, links to anchors, and what plugins add."""
    site = begun.site
    site.index[:] = [entry for page in begun.pages for entry in begun.entries[page.file.src_uri]]
    for template in site.config.theme.static_templates:
        plain._build_theme_template(template, site.env, site.files, site.config, site.nav)
    for template in site.config.extra_templates:
        plain._build_extra_template(template, site.files, site.config, site.nav)
    for page in begun.pages:
        page.validate_anchor_links(files=site.files, log_level=site.config.validation.links.anchors)
    site.config.plugins.on_post_build(config=site.config)


@contextlib.contextmanager
def told(config: MkDocsConfig) -> Iterator[None]:
    """Tell plugins of an error, and end as MkDocs ends; in strict mode warnings are errors."""
    counter = utils.CountHandler()
    counter.setLevel(logging.WARNING)
    if config.strict:
        logging.getLogger("mkdocs").addHandler(counter)
    try:
        yield
        if counts := counter.get_counts():
            raise Abort(f"Aborted with {', '.join(f'{n} {kind.lower()}s' for kind, n in counts)} in strict mode!")
    except Exception as error:
        config.plugins.on_build_error(error=error)
        if isinstance(error, BuildError):
            log.error(str(error))
            raise Abort("Aborted with a BuildError!") from error
        if isinstance(error, OSError):  # a full disk, a folder that is read-only
            log.error(f"the site could not be made: {error}")
            raise Abort("Aborted: mend that, and build again.") from error
        raise
    finally:
        logging.getLogger("mkdocs").removeHandler(counter)


def build(config: MkDocsConfig, cache: Path | None) -> None:
    """Build a site as `mkdocs build` does."""
    started = time.monotonic()
    with told(config):
        begun = begin(config, Kept(cache))
        for file in begun.copied:
            put(Path(file.abs_dest_path), file.content_bytes)
        begun.make(begun.pages)
        finish(begun)
        begun.kept.save(begun.used)
    log.info(f"Documentation built in {time.monotonic() - started:.2f} seconds")
