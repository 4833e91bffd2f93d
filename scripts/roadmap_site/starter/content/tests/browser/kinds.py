"""Every page that is not one of many, and of stages, topics, paths and projects the fullest one each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from roadmap_site.load import load
from roadmap_site.render import nav
from samples import ROOT

_MANY = ("roadmap/stages/", "roadmap/topics/", "roadmap/paths/", "roadmap/projects/")


def _pages(entries: Any) -> Iterator[str]:
    if isinstance(entries, str):
        yield entries.removesuffix(".md").removesuffix("index").rstrip("/")
    for entry in entries.values() if isinstance(entries, dict) else entries if isinstance(entries, list) else ():
        yield from _pages(entry)


def _kinds() -> dict[str, str]:
    roadmap = load(ROOT / "roadmap").roadmap
    if roadmap is None:
        raise SystemExit("`scripts/check` says what is wrong")
    found = {
        page or "home": f"{page}/".lstrip("/") for page in _pages(nav(roadmap)) if not f"{page}/".startswith(_MANY)
    }
    for kind in ("stages", "topics", "paths", "projects"):
        records = getattr(roadmap, kind)
        if records:
            found[kind] = f"roadmap/{kind}/"
            fullest = max((len(record.model_dump_json()), id) for id, record in records.items())[1]
            found[kind.removesuffix("s")] = f"roadmap/{kind}/{fullest}/"
    found.pop("topics", None)  # they have no page of their own
    return {**found, "not-found": "404.html"}


KINDS = _kinds()
