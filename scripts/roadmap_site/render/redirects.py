"""Small static pages that lead on: at the addresses that pages had, and at short ones that stay."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from roadmap_site.later import Later
from roadmap_site.render.engine import file_page
from roadmap_site.render.site import AT_ROOT
from roadmap_site.roadmap import Roadmap

_FOLDERS: Final = ("stages/", "topics/", "paths/", "projects/")
FORMER: Final = (*_FOLDERS, *(f"{AT_ROOT}{folder}" for folder in (*_FOLDERS, "resources/")))  # how paths begin


def redirects(roadmap: Roadmap) -> Later[str]:
    """Return path to page: for every former id the page that it had, and for every id that there is or was a short one.

    The short address of a resource leads to its card; that of a dropped one to what took its place.
    """
    found: dict[str, Callable[[], str]] = {}
    for folder, id, title, former in _records(roadmap):
        moved, short = (_leading(title, f"{up}{id}/") for up in ("../", f"../../roadmap/{folder}/"))
        found |= {f"{folder}/{old}/index.html": moved for old in former}
        found |= {f"{AT_ROOT}{folder}/{name}/index.html": short for name in (id, *former)}
    for id, home in roadmap.homes.items():
        card = _leading(home.resource.title, _card(roadmap, id))
        found |= {f"{AT_ROOT}resources/{name}/index.html": card for name in (id, *home.resource.former_ids)}
    for entry in roadmap.retired:
        instead = _card(roadmap, entry.replaced_by) if entry.replaced_by else "../../roadmap/retired/"
        left = _leading(entry.title or entry.url, instead)
        found |= {f"{AT_ROOT}resources/{id}/index.html": left for id in entry.ids}
    return Later(found)


def _leading(title: str, to: str) -> Callable[[], str]:
    return partial(file_page, "redirect.html", title=title, to=to)


def _card(roadmap: Roadmap, id: str) -> str:
    """Return where the card of a resource stands, from a short address."""
    owner = roadmap.homes[id].owner
    return f"../../roadmap/{'topics' if owner in roadmap.topics else 'projects'}/{owner}/#r-{id}"


def _records(roadmap: Roadmap) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Yield folder, id, title and former ids of everything that has a page."""
    for id, stage in roadmap.stages.items():
        yield "stages", id, stage.title, stage.former_ids
    for id, topic in roadmap.topics.items():
        yield "topics", id, topic.title, topic.former_ids
    for id, path in roadmap.paths.items():
        yield "paths", id, path.title, path.former_ids
    for id, project in roadmap.projects.items():
        yield "projects", id, project.title, project.former_ids
