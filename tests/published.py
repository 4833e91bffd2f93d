"""The built site, as the tests look at it: made once, read from disk, or served on loopback."""

from __future__ import annotations

import gzip
import hashlib
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

from roadmap_site.site_file import setting
from samples import ROOT

# The published site does not stand at the root of its host.
BASE = urlsplit(setting(ROOT / "mkdocs.yml", "site_url") or "/").path


def project(folder: Path, roadmap: Path) -> Path:
    """Copy what makes a site of a roadmap into a folder of its own, so that a test may change it."""
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=shutil.ignore_patterns("roadmap"))
    (folder / "scripts").mkdir()
    for name in ("mkdocs.yml", "mkdocs_hooks.py"):
        shutil.copy(ROOT / "scripts" / name, folder / "scripts")
    shutil.copytree(roadmap, folder / "roadmap")
    return folder


def build(folder: Path, site_dir: Path) -> subprocess.CompletedProcess[str]:
    """Build the site of a project strictly, as `scripts/build` does."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site_dir)]
    env = {name: value for name, value in os.environ.items() if not name.startswith("ROADMAP_")}
    env["NO_MKDOCS_2_WARNING"] = "1"
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=600)


@dataclass(frozen=True)
class Link:
    """Something a page refers to: the element, the attribute and the address."""

    tag: str
    attribute: str
    url: str


class Page(HTMLParser):
    """What a test asks of a page's HTML: what it refers to, its ids, its title and its meta data."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.links: list[Link] = []
        self.ids: set[str] = set()
        self.meta: dict[str, str] = {}
        self.handlers: list[str] = []
        self.attributes: set[str] = set()
        self.text = path.read_text(encoding="utf-8")
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.attributes |= values.keys()
        self.handlers += [f"{tag} {name}" for name in values if name.startswith("on")]
        if "id" in values:
            self.ids.add(values["id"])
        if tag == "meta" and "name" in values:
            self.meta[values["name"]] = values.get("content", "")
        rel = values.get("rel", "")
        for name in ("href", "src", "srcset", "data", "poster", "action"):
            if name in values and not (tag == "link" and rel in ("canonical", "prev", "next")):
                self.links.append(Link(tag, name, values[name]))


class Site:
    """All pages of a built site, under their address below the base."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pages = {
            path.relative_to(folder).as_posix().removesuffix("index.html"): Page(path)
            for path in sorted(folder.rglob("*.html"))
        }

    def broken(self) -> list[str]:
        """Return what pages refer to within the site that is not there."""
        wrong = []
        for address, page in self.pages.items():
            for link in page.links:
                url, fragment = urldefrag(urljoin(f"https://site.test{BASE}{address}", link.url))
                parts = urlsplit(url)
                if parts.netloc != "site.test" or not parts.path.startswith(BASE):
                    if parts.netloc == "site.test":
                        wrong.append(f"{address}: {link.url} leads out of the site")
                    continue
                target = parts.path.removeprefix(BASE)
                if target in self.pages:
                    if fragment and fragment not in self.pages[target].ids and fragment != "__top":
                        wrong.append(f"{address}: {link.url} names no part of that page")
                elif not (self.folder / target).is_file():
                    wrong.append(f"{address}: {link.url} is not there")
        return wrong


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a built site below its base on loopback; yield its address."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            return super().translate_path(path.removeprefix(BASE.rstrip("/")))

        def end_headers(self) -> None:
            self.send_header("Cache-Control", "no-cache")  # else a browser guesses, by how old a file is
            super().end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}{BASE}"
        finally:
            server.shutdown()


@contextmanager
def hosted(folder: Path) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """Serve a built site as its host does: compressed, to be kept for ten minutes, with ETags and redirects.

    Yields its address and a list that grows by the path and the bytes on the wire of every answer, headers left out.
    """
    sent: list[tuple[str, int]] = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path.removeprefix(BASE)
            file = folder / path / "index.html" if path == "" or path.endswith("/") else folder / path
            if file.is_dir():
                self.send_response(301)
                self.send_header("Location", f"{BASE}{path}/")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            if not file.is_file():
                self.answer(404, path, (folder / "404.html").read_bytes(), "text/html; charset=utf-8")
                return
            data = file.read_bytes()
            tag = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
            if self.headers.get("If-None-Match") == tag:
                self.answer(304, path, b"", None, tag)
            else:
                self.answer(200, path, data, self.guess_type(str(file)), tag)

        def answer(self, status: int, path: str, data: bytes, kind: str | None, tag: str | None = None) -> None:
            packed = kind is not None and not kind.startswith(("font/", "image/png"))
            body = gzip.compress(data, 9) if packed else data
            sent.append((path, len(body)))
            self.send_response(status)
            self.send_header("Cache-Control", "max-age=600")
            if tag:
                self.send_header("ETag", tag)
            if kind:
                self.send_header("Content-Type", kind)
            if packed:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}{BASE}", sent
        finally:
            server.shutdown()


def tree(folder: Path) -> dict[str, bytes]:
    """Return a built site as a value; the compressed site map holds the time at which it was made."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "sitemap.xml.gz")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(files)}
