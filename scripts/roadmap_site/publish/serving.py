"""What MkDocs' server is told to do otherwise: wait for what is not made yet, see edits at once, and tell of them.
And of mistakes, in the page itself: who edits looks there.

A browser loads its page anew as soon as an edit is seen: it gets ready while the site is built.
"""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mkdocs.livereload import _timestamp
from watchdog.events import (
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from roadmap_site.policy import hashed

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

    from roadmap_site.publish.live import Live

_App = Callable[[dict[str, Any], Any], Iterable[bytes]]
# Not that a file was read: a build reads them all, and to be told so of each takes longer than to read it.
_CHANGES: Final[list[type[FileSystemEvent]]] = [
    *(FileCreatedEvent, FileModifiedEvent, FileMovedEvent, FileDeletedEvent),
    *(DirMovedEvent, DirDeletedEvent),  # a folder that is moved away says nothing of its files
]
_SETTLED: Final = 0.02  # seconds without another change, for editors that write in several steps
_FOR_EVER: Final = re.compile(r"assets/.*\.[0-9a-f]{8}\.min\.(?:css|js)")  # the theme's files, named by their content
_BODY: Final = re.compile(rb"<body[^>]*>")
_STYLE: Final = """
.rm-mistake { position: fixed; inset: auto 0 0; z-index: 100; padding: 1rem; background: #7a1020; color: #fff }
.rm-mistake pre { max-height: 35vh; margin: 0; overflow: auto; font: 14px/1.5 monospace; white-space: pre-wrap }
@media print { .rm-mistake { display: none } }
"""
_MOST: Final = 20_000  # characters of mistakes that are shown
_POLL: Final = re.compile(r"/livereload/([0-9]+)/[0-9]+")


def attach(server: LiveReloadServer, live: Live) -> None:
    """Let a server wait for what is not made yet, and see edits at once."""
    gc.disable()  # of a large roadmap it takes longer than what a browser waits for; the background tidies up
    inner: _App = server.serve_request
    poll, page, mount = _poll(server, inner), _page(server, live, inner), server.mount_path

    def serve(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path.startswith("/livereload/"):
            return poll(environ, start_response)
        return (page if path.startswith(mount) else inner)(environ, start_response)

    server.set_app(serve)
    server.build_delay = _SETTLED
    if os.environ.get("ROADMAP_WATCH") != "poll":  # folders that another machine shares tell nothing by themselves
        paths = [Path(path) for path in server._watched_paths]
        server.observer = Observer()  # type: ignore[assignment]
        edits = _Edits(server, paths, live.await_edit)
        for folder in {path if path.is_dir() else path.parent for path in paths}:
            server.observer.schedule(edits, str(folder), recursive=folder in paths, event_filter=_CHANGES)


def _page(server: LiveReloadServer, live: Live, inner: _App) -> _App:
    """Return what answers with a file of the site, as the newest edit makes it."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        uri = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore").removeprefix(server.mount_path)
        while True:
            with server._epoch_cond:
                server._epoch_cond.wait_for(lambda: server._visible_epoch == server._wanted_epoch)
            begun, said = live.begun, _Said()
            live.bring(live.file(uri))
            found = inner(environ, said)
            if begun is live.begun:  # else it may be of the build before
                status, headers = said.what
                kept = status.startswith("200") and _FOR_EVER.fullmatch(uri)
                more = [("Cache-Control", "max-age=86400, immutable")] if kept else []
                start_response(status, [*headers, *more])
                return found

    return answer


def _poll(server: LiveReloadServer, inner: _App) -> _App:
    """Return what tells a browser that its page is old: when an edit is seen, and not when its build has ended."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        asked = _POLL.fullmatch(environ["PATH_INFO"])
        if not asked:
            return inner(environ, start_response)
        shown = int(asked[1])
        with server._epoch_cond:
            server._log_poll_request(environ.get("HTTP_REFERER"), request_id=environ["PATH_INFO"])
            server._epoch_cond.wait_for(lambda: server._wanted_epoch > shown, server.poll_response_timeout)
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"%d" % server._wanted_epoch]

    return answer


def say_in_pages(server: LiveReloadServer, mistake: Callable[[], str]) -> None:
    """Say in pages what must be mended, if anything; and let the script run that MkDocs puts into what it serves."""
    plain: Callable[[bytes, float], bytes] = server._inject_js_into_html

    def inject(content: bytes, epoch: float) -> bytes:
        made = plain(content, epoch)
        start = made.rindex(b"<script>") + len(b"<script>")
        made = _allowed("script", made[start : made.index(b"</script>", start)].decode(), made)
        said, body = mistake(), _BODY.search(made)
        if not said or not body:
            return made
        text = said[:1].upper() + (said[1:] if len(said) <= _MOST else f"{said[1:_MOST]}…")
        box = f'<div class="rm-mistake" role="alert"><pre tabindex="0">{escape(text)}</pre></div>'
        made = made[: body.end()] + box.encode() + made[body.end() :]
        return _allowed("style", _STYLE, made.replace(b"</head>", f"<style>{_STYLE}</style></head>".encode(), 1))

    server._inject_js_into_html = inject  # type: ignore[method-assign]


def _allowed(kind: str, text: str, page: bytes) -> bytes:
    """Return a page whose policy lets one more script or style sheet work that stands in it."""
    before = f"{kind}-src 'self'"
    return page.replace(before.encode(), f"{before} {hashed(text)}".encode(), 1)


class _Said:
    """Takes what a server begins to answer."""

    def __call__(self, *what: Any) -> None:
        self.what = what


class _Edits(FileSystemEventHandler):
    """Asks a server for a build when one of its files changes, or one in its folders."""

    def __init__(self, server: LiveReloadServer, paths: list[Path], seen: Callable[[], None]) -> None:
        self._server, self._seen = server, seen
        self._paths = frozenset(paths)

    def on_any_event(self, event: FileSystemEvent) -> None:
        touched = [Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path]
        if not any(path in self._paths or not self._paths.isdisjoint(path.parents) for path in touched):
            return
        self._seen()
        server = self._server
        with server._epoch_cond:  # first, since the build that is asked for below sets it to its own
            server._wanted_epoch = _timestamp()
            server._epoch_cond.notify_all()
        with server._rebuild_cond:
            server._want_rebuild = True
            server._rebuild_cond.notify_all()
