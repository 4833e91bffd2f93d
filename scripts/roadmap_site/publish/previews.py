"""The pictures of shared pages, drawn once and kept by all that they show."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from roadmap_site.discovery.draw import ACCENT, draw, drawer
from roadmap_site.discovery.faces import faces
from roadmap_site.publish.kept import Kept
from roadmap_site.publish.keys import hashed
from roadmap_site.workers import shared_out

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from roadmap_site.render import Site

_FILE = "previews.sqlite"


def previews(config: MkDocsConfig, site: Site, cache: Path | None) -> dict[str, bytes]:
    """Return path below the site's root to picture; one is left out when the font lacks a letter of its words."""
    accent = str((config.extra.get("accent") or {}).get("light", ACCENT))
    found = faces(site)
    keys = {path: hashed(drawer(), accent, face) for path, face in found.items()}
    kept = Kept(cache / _FILE if cache else None)
    kept.fetch(keys.values())
    missing = {key: found[path] for path, key in keys.items() if kept.get(key) is None}  # alike ones are drawn once
    drawn = shared_out(partial(draw, accent=accent), list(missing.values()))
    for key, picture in zip(missing, drawn, strict=True):
        kept.put(key, picture or b"")
    kept.save({*keys.values()})
    return {path: picture for path, key in keys.items() if (picture := kept.get(key))}
