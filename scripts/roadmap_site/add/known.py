"""Where an address stands already, in whatever form it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from roadmap_site.addresses import normal
from roadmap_site.links import words
from roadmap_site.links.memory import Memory
from roadmap_site.load import Loaded
from roadmap_site.model import Resource, Retired
from roadmap_site.roadmap import Roadmap
from roadmap_site.source import Location


@dataclass(frozen=True)
class Standing:
    """A place where an address stands: as a resource, or as a part of one."""

    resource: str
    owner: str  # id of the topic or project
    path: str
    line: int
    dose: bool  # it is the address of a part that this place needs
    url: str


def standing(loaded: Loaded, roadmap: Roadmap, urls: Iterable[str], memory: Memory) -> Standing | None:
    """Return where one of several addresses of a page stands, resources first; nothing when none does.

    What the link checker remembers counts too: an address that is known to lead here is the same.
    """
    wanted = {normal(url) for url in urls}
    found = None
    for file, location, url, resource, dose in _all(roadmap):
        entry = memory.get(url)
        later = entry.final_url if entry and entry.verdict in ("ok", "moved") else None
        if normal(url) in wanted or (later and normal(later) in wanted):
            document = loaded.documents[file]
            here = Standing(resource, file.partition(":")[2], document.path, document.place(location)[0], dose, url)
            if not dose:
                return here
            found = found or here
    return found


def _all(roadmap: Roadmap) -> Iterator[tuple[str, Location, str, str, bool]]:
    """Yield file, place, address and resource of every address that is linked as one, and whether it is a part."""
    for file, owner in roadmap.owners.items():
        for i, entry in enumerate(owner.resources):
            described = isinstance(entry, Resource)
            name = entry.id if isinstance(entry, Resource) else entry.use
            for field in ("url", "part_url"):
                if url := getattr(entry, field, None):
                    yield file, ("resources", i, field), url, name, not described or field == "part_url"


def retired(loaded: Loaded, roadmap: Roadmap, urls: Iterable[str]) -> tuple[Retired, str] | None:
    """Return the retired entry of one of several addresses, and its place as `path:line`; nothing when none is."""
    wanted = {normal(url) for url in urls}
    for i, entry in enumerate(roadmap.retired):
        if normal(entry.url) in wanted:
            document = loaded.documents["roadmap:retired"]
            return entry, f"{document.path}:{document.place(('retired', i, 'url'))[0]}"
    return None


def uses(roadmap: Roadmap, resource: str, topic: str) -> bool:
    """Return whether a topic offers a resource already."""
    return topic in roadmap.users[resource]


def namesake(loaded: Loaded, roadmap: Roadmap, title: str) -> Standing | None:
    """Return where a resource of the same title is described: perhaps the same one, at another address."""
    wanted = words.words(title)
    for id, home in roadmap.homes.items():
        if len(wanted) > 1 and words.words(home.resource.title) == wanted:
            kind, owners = ("topic", roadmap.topics) if home.owner in roadmap.topics else ("project", roadmap.projects)
            at = next(i for i, one in enumerate(owners[home.owner].resources) if getattr(one, "id", None) == id)
            document = loaded.documents[f"{kind}:{home.owner}"]
            line, _ = document.place(("resources", at, "title"))
            return Standing(id, home.owner, document.path, line, False, home.resource.url)
    return None
