"""What makes the site installable and readable offline: its manifest, and what the service worker knows of a build."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from roadmap_site.roadmap import Roadmap

_LINES: Final = ('const BUILD = "";', "const FILES = {};")
_DATA: Final = re.compile(r"roadmap/(?!roadmap\.json)(?:(?:questions|search)/)?[^/]+\.json")  # what scripts read
_NOT: Final = (
    *("assets/javascripts/lunr/", "assets/javascripts/workers/"),  # the theme's own search
    "assets/images/",  # pictures of the documents
    *("roadmap/packs/", "embed/"),  # to be taken along as files, and to be shown on other sites
    *("topics/", "resources/", "stages/", "paths/", "projects/"),  # short addresses, which only lead on
)


def manifest_json(roadmap: Roadmap) -> str:
    """Return the web app manifest, by which the site can be installed; its addresses are relative to itself."""
    icon = "../assets/icons/icon"
    data = {
        "name": roadmap.index.title,
        "description": roadmap.index.description,
        "start_url": "../",
        "scope": "../",
        "display": "minimal-ui",
        "background_color": "#ffffff",
        "theme_color": "#ffffff",
        "icons": [
            {"src": f"{icon}-192.png", "sizes": "192x192", "type": "image/png"},
            {"src": f"{icon}-512.png", "sizes": "512x512", "type": "image/png"},
            {"src": f"{icon}-maskable-512.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
        ],
        "shortcuts": [
            {"name": "Progress", "url": "../progress/"},
            {"name": "Library", "url": "library/"},
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def published(site_dir: Path) -> dict[str, str]:
    """Return the address of every page and of what pages are made of, below the site's root, with its hash."""
    return {_address(path): _hash((site_dir / path).read_bytes()) for path in sorted(_files(site_dir))}


def _address(path: str) -> str:
    return path.removesuffix("index.html") if path.split("/")[-1] == "index.html" else path


def _files(site_dir: Path) -> Iterator[str]:
    for here, below, names in os.walk(site_dir):
        folder = os.path.relpath(here, site_dir).replace(os.sep, "/").removeprefix(".")
        below[:] = [name for name in below if f"{folder}/{name}/".removeprefix("/") not in _NOT]
        for name in names:  # strings: most of the many files are none of these
            path = f"{folder}/{name}" if folder else name
            used = path.endswith(".html") or bool(_DATA.fullmatch(path)) or path.startswith("assets/")
            if used and not path.startswith(_NOT) and not path.endswith((".map", ".txt")):
                yield path


def filled(worker: str, files: Mapping[str, str]) -> str:
    """Return the worker's source for a build; the same source and files are always the same build.

    Raises ValueError when the source lacks the lines that the build writes.
    """
    if any(worker.count(line) != 1 for line in _LINES):
        raise ValueError(f"the service worker must hold once each: {' and '.join(_LINES)}")
    data = json.dumps(files, sort_keys=True, separators=(",", ":"))
    build = _hash((worker + data).encode("utf-8"))
    return worker.replace(_LINES[0], f'const BUILD = "{build}";').replace(_LINES[1], f"const FILES = {data};")


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:8]
