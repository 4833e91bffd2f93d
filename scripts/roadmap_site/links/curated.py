"""Where addresses stand in the roadmap's own files."""

from __future__ import annotations

from collections.abc import Iterator

from roadmap_site.links.seen import Use
from roadmap_site.load import Loaded
from roadmap_site.model import Resource


def of_roadmap(loaded: Loaded) -> Iterator[tuple[str, str | None, Use]]:
    """Yield every address that the roadmap links, the title that is expected there, and its place."""
    roadmap = loaded.roadmap
    if roadmap is None:
        return
    for file, owner in roadmap.owners.items():
        document = loaded.documents[file]
        for i, entry in enumerate(owner.resources):
            for field in ("url", "part_url"):
                if (url := getattr(entry, field, None)) is not None:
                    line, column = document.place(("resources", i, field))
                    # a part has a title of its own, which the roadmap does not know
                    expected = entry.title if isinstance(entry, Resource) and field == "url" else None
                    yield url, expected, Use(document.path, line, column)
    for id, project in roadmap.projects.items():
        document = loaded.documents[f"project:{id}"]
        if project.dataset.url is not None:
            line, column = document.place(("dataset", "url"))
            yield project.dataset.url, project.dataset.name, Use(document.path, line, column)
        if project.baseline and project.baseline.url is not None:
            line, column = document.place(("baseline", "url"))
            yield project.baseline.url, None, Use(document.path, line, column)
