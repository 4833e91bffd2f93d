"""A served site whose pages are made when a browser asks for them, and else in the background.

After an edit the browser waits for the page that it shows and for nothing else, and no page is ever an old one.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from roadmap_site.publish.kept import Kept
from roadmap_site.publish.site import Begun, begin, finish, told

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.roadmap")
_CHANGES: Final = frozenset({"created", "modified", "moved", "deleted"})  # and not that a file was read
_COURTESY: Final = 0.3  # seconds that the background leaves to a browser that loads its page anew
_SETTLED: Final = 0.03  # seconds without another change, for editors that write in several steps


class Live:
    """The build of a served site: begun at every edit, finished page by page."""

    def __init__(self, cache: Path | None, catch_up: Callable[[], bool]) -> None:
        self._kept = Kept(cache)
        self._catch_up = catch_up  # what is to be done before the end; it returns whether a build is due
        self._turn = threading.Condition()  # one page at a time: MkDocs marks the one it makes
        self._asked = 0  # browsers that wait; the background gives way to them
        self._begun: Begun | None = None
        self._left: dict[str, Page] = {}  # by the file that a page becomes
        self._whole = True
        self._server: LiveReloadServer | None = None

    def build(self, config: MkDocsConfig, serve_url: str | None) -> None:
        """Begin a build; the background goes on with it."""
        with self._turn, told(config):
            begun = begin(config, self._kept, serve_url)
            for page in begun.pages:
                if not page.file.src_uri.startswith("roadmap/"):  # others may show what its front matter says
                    begun.read(page)
            if self._begun is None:
                begun.copy()
            self._begun, self._whole = begun, False
            self._left = {page.file.dest_uri: page for page in begun.pages}
        threading.Thread(target=self._go_on, args=(begun,), daemon=True).start()

    def _go_on(self, begun: Begun) -> None:
        """Make what no browser asks for, and the end of it; stop when the next build has begun."""
        time.sleep(_COURTESY)
        try:
            for step in (self._prepare, self._next, self._finish):
                while True:
                    with self._turn:
                        self._turn.wait_for(lambda: not self._asked)
                        if self._begun is not begun:
                            return
                        if step(begun):
                            break
        except Exception:
            log.exception("The rest of the site could not be made.")
        with self._turn:
            self._whole = True
            self._turn.notify_all()

    def _prepare(self, begun: Begun) -> bool:
        due = self._catch_up()
        begun.copy()
        if due and self._server:
            want_build(self._server)
        return True

    def _next(self, _: Begun) -> bool:
        if self._left:
            self._make(next(iter(self._left)))
        return not self._left

    def _finish(self, begun: Begun) -> bool:
        finish(begun)
        self._kept.save(begun.used)
        return True

    def _make(self, uri: str) -> None:
        assert self._begun is not None  # noqa: S101 - it has pages left
        self._begun.make([self._left[uri]])
        del self._left[uri]

    def bring(self, uri: str) -> None:
        """Return when a file of the site is as it must be."""
        self._asked += 1
        try:
            with self._turn:
                if uri in self._left:
                    self._make(uri)
        finally:
            self._asked -= 1
        with self._turn:
            self._turn.notify_all()
            if not self._early(uri):
                self._turn.wait_for(lambda: self._whole)

    def _early(self, uri: str) -> bool:
        """Return whether a file is as it must be before the end of a build: pages, and what only editing changes."""
        return self._begun is None or uri in self._begun.early

    def attach(self, server: LiveReloadServer) -> None:
        """Let a server wait for what is not made yet, and see edits at once."""
        self._server = server
        inner, mount = server.serve_request, server.mount_path

        def serve(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            if path.startswith(mount) and not path.startswith("/livereload/"):
                uri = path.removeprefix(mount)
                self.bring(f"{uri}index.html" if uri.endswith("/") or not uri else uri)
                self.bring(f"{uri}/index.html") if f"{uri}/index.html" in self._left else None
            return inner(environ, start_response)

        server.set_app(serve)
        server.build_delay = _SETTLED
        if os.environ.get("ROADMAP_WATCH") != "poll":  # folders that another machine shares tell nothing by themselves
            paths = [Path(path) for path in server._watched_paths]
            server.observer = Observer()  # type: ignore[assignment]
            edits = _Edits(server, paths)
            for folder in {path if path.is_dir() else path.parent for path in paths}:
                server.observer.schedule(edits, str(folder), recursive=folder in paths)


class _Edits(FileSystemEventHandler):
    """Asks a server for a build when one of its files changes, or one in its folders."""

    def __init__(self, server: LiveReloadServer, paths: list[Path]) -> None:
        self._server = server
        self._paths = frozenset(paths)

    def on_any_event(self, event: FileSystemEvent) -> None:
        touched = [Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path]
        ours = any(path in self._paths or not self._paths.isdisjoint(path.parents) for path in touched)
        if event.is_directory or event.event_type not in _CHANGES or not ours:
            return
        want_build(self._server)


def want_build(server: LiveReloadServer) -> None:
    """Ask a server for a build."""
    with server._rebuild_cond:
        server._want_rebuild = True
        server._rebuild_cond.notify_all()
