"""Small static pages at the addresses that pages had under their former ids."""

from __future__ import annotations

from collections.abc import Mapping

from roadmap_site.model import Path, Project, StageIndex, Topic
from roadmap_site.render.engine import page
from roadmap_site.roadmap import Roadmap


def redirects(roadmap: Roadmap) -> dict[str, str]:
    """Return path to page, for every former id of a topic, stage, path or project."""
    kinds: dict[str, Mapping[str, Topic | StageIndex | Path | Project]] = {
        "topics": roadmap.topics,
        "stages": roadmap.stages,
        "paths": roadmap.paths,
        "projects": roadmap.projects,
    }
    return {
        f"{folder}/{former}/index.html": page("redirect.html", title=record.title, to=f"../{id}/")
        for folder, records in kinds.items()
        for id, record in records.items()
        for former in record.former_ids
    }
