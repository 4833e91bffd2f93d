"""A served site whose pages are made when a browser asks for them, and else in the background.

After an edit the browser waits for the page that it shows and for nothing else, and no page is ever an old one.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from roadmap_site.publish.kept import Kept
from roadmap_site.publish.put import put
from roadmap_site.publish.site import Begun, begin, finish, told

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from roadmap_site.publish.files import Besides

log = logging.getLogger("mkdocs.roadmap")
_COURTESY: Final = 1.0  # seconds that the background leaves to a browser that loads its page anew
_SOME: Final = 40  # pages that are kept before a browser has a turn
_UNTIDIED: Final = 20  # builds, of which none was finished before the next
_QUIET: Final = 10.0  # seconds without an edit, in which there is time for what nobody waits for
_AWAITED: Final = 1.0  # seconds that the background leaves to an edit that was seen, until its build asks for the turn


def _depth(page: Page) -> int:
    return page.file.src_uri.count("/")


class Live:
    """The build of a served site: begun at every edit, finished file by file."""

    def __init__(self, cache: Path | None, besides: Besides) -> None:
        self._kept = Kept(cache)
        self._besides = besides
        self._turn = threading.Condition()  # one file at a time: MkDocs marks the page that it makes
        self._asked: list[None] = []  # one for each edit and browser that waits; the background gives way to them
        self.begun: Begun | None = None
        self._left: dict[str, Page | File] = {}  # by the file that it becomes
        self._given: set[str] = set()  # files besides the pages, of this build
        self._whole = True
        self._wanted = False  # somebody waits until it is
        self._untidied = 0  # builds since the garbage collector ran
        self._awaited = 0.0  # until when an edit that was seen may ask for its turn

    def build(self, config: MkDocsConfig, serve_url: str | None) -> None:
        """Begin a build; the background goes on with it."""
        with self._now(), told(config):
            self._awaited = 0.0
            begun = begin(config, self._kept, serve_url, self.begun)
            for page in begun.pages:
                if not page.file.src_uri.startswith("roadmap/"):  # others may show what its front matter says
                    begun.read(page)
            for uri in self._given:
                Path(config.site_dir, uri).unlink(missing_ok=True)
            self._given.clear()
            self.begun, self._whole, self._wanted = begun, False, False
            self._untidied += 1
            self._left = {one.dest_uri: one for one in begun.copied}
            # Lists of everything stand at the top, and take longest: an edit must not have to wait for them.
            pages = sorted(begun.pages, key=_depth, reverse=True)
            self._left |= {page.file.dest_uri: page for page in pages}
        threading.Thread(target=self._go_on, args=(begun,), daemon=True).start()

    @contextlib.contextmanager
    def _now(self) -> Iterator[None]:
        """Have the next turn."""
        self._asked.append(None)
        try:
            self._turn.acquire()
        finally:
            self._asked.pop()
        try:
            # Not at the end: who has this turn may wait in it for the background, which gave way.
            self._turn.notify_all()
            yield
        finally:
            self._turn.release()

    def _go_on(self, begun: Begun) -> None:
        """Make what no browser asks for, and the end of it; stop when the next build has begun.

        What takes long waits until nothing was edited for a while, since an edit would have to wait for it.
        """
        try:
            if self._pause(begun, _COURTESY) and self._through(self._next_below, begun) and self._pause(begun, _QUIET):
                all(self._through(step, begun) for step in (self._next, self._finish, self._catch_up))
        except Exception:
            log.exception("The rest of the site could not be made.")
        with self._now():
            self._whole |= self.begun is begun
        self._through(self._save, begun)
        self._tidy_up(begun)

    def _through(self, step: Callable[[Begun], bool], begun: Begun) -> bool:
        """Take turns at a step until it is done; return whether it is, and no other build has begun."""
        while True:
            time.sleep(max(0.0, self._awaited - time.monotonic()))
            with self._turn:
                self._turn.wait_for(lambda: not self._asked)
                if self.begun is not begun:
                    return False
                if step(begun):
                    return True

    def _pause(self, begun: Begun, seconds: float) -> bool:
        """Wait, but not when somebody waits for the whole site; return whether no other build has begun."""
        with self._turn:
            self._turn.wait_for(lambda: self._wanted or self.begun is not begun, seconds)
            return self.begun is begun

    def _tidy_up(self, begun: Begun) -> None:
        """Free memory when nothing was edited for a while, or not for too long, since everything stops meanwhile."""
        with self._turn:
            if self.begun is begun or self._untidied > _UNTIDIED:
                gc.collect()
                self._untidied = 0

    def _next_below(self, begun: Begun) -> bool:
        """Make the next file, but not the pages at the top, where lists of everything stand."""
        one = next(iter(self._left.values()), None)
        return (isinstance(one, Page) and _depth(one) <= 1) or self._next(begun)

    def _next(self, _: Begun) -> bool:
        if self._left:
            self._make(next(iter(self._left)))
        return not self._left

    def _finish(self, begun: Begun) -> bool:
        finish(begun)
        return True

    def _save(self, begun: Begun) -> bool:
        return self._kept.save(begun.used, _SOME)

    def _catch_up(self, _: Begun) -> bool:
        self._besides.catch_up()
        return True

    def _make(self, uri: str) -> None:
        assert self.begun is not None  # noqa: S101 - it has files left
        one = self._left[uri]
        if isinstance(one, File):
            put(Path(one.abs_dest_path), one.content_bytes)
        else:
            self.begun.make([one])
        del self._left[uri]

    def await_edit(self) -> None:
        """Hold the background up, which would slow down the build that is about to begin."""
        self._awaited = time.monotonic() + _AWAITED

    def bring(self, uri: str) -> None:
        """Return when a file of the site is as it must be."""
        with self._now():
            if self.begun is None or self._brought(uri, self.begun):
                return
            self._wanted = True
            self._turn.notify_all()
            self._turn.wait_for(lambda: self._whole)

    def _brought(self, uri: str, begun: Begun) -> bool:
        """Return whether a file is as it must be before the end of a build, as all but the search index is."""
        if uri in self._left:
            self._make(uri)
        elif uri not in begun.early and uri not in self._given:
            content = self._besides.output(uri)
            if content is None:
                return False
            put(Path(begun.site.config.site_dir, uri), content)
            self._given.add(uri)
        return True

    def file(self, uri: str) -> str:
        """Return the file that an address leads to."""
        page = f"{uri.rstrip('/')}/index.html".removeprefix("/")
        return page if not uri or uri.endswith("/") or page in self._left else uri
