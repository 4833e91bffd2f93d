"""Files of some moment become a state that can be compared, whatever the rules were then.

Only what a reader of feeds would want to know is taken: no aliases, no order, nothing that machines count.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from roadmap_site.diff import State
from roadmap_site.diff.state import Unreadable, state_of
from roadmap_site.roadmap import minutes
from roadmap_site.source import read

_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TIME: Final = re.compile(r"(?:\d{1,4}h)?(?:\d{1,2}m)?(?<=[hm])")
_FOLDERS: Final = ("paths", "projects")
_TEXTS: Final[Mapping[str, tuple[str, ...]]] = {
    "stages": ("title", "summary"),
    "topics": ("title", "summary", "level"),
    "resources": ("title", "url", "kind", "cost", "language", "year", "added"),
    "paths": ("title", "summary", "kind", "project"),
    "projects": ("title", "summary", "level"),
}
_LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "stages": ("outcomes",),
    "topics": ("concepts",),
    "resources": ("by",),
    "paths": ("outcomes", "assumes"),
    "projects": ("skills", "milestones", "criteria"),
}
Record = dict[str, Any]


def state(files: Mapping[str, bytes]) -> State | None:
    """Return the state that some files hold, by path below the roadmap; nothing when one of them cannot be read."""
    data: dict[str, list[Record]] = {name: [] for name in _TEXTS}
    for path, raw in files.items():
        *folders, name = path.removesuffix(".yml").split("/")
        if len(folders) != 1 or not all(_ID.fullmatch(part) for part in (*folders, name)):
            continue  # of the roadmap as a whole, or none of its files
        found = _data(raw)
        if found is None:
            return None
        _put(data, folders[0], name, found)
    with contextlib.suppress(Unreadable):  # an id stands twice, or is none
        return state_of(data)
    return None


@lru_cache(maxsize=1_000)  # what one commit has after it, the next has before it
def _data(raw: bytes) -> Record | None:
    document = read("", raw)
    return None if document.problems or not isinstance(document.data, dict) else document.data


def _put(data: dict[str, list[Record]], folder: str, name: str, found: Record) -> None:
    """Put the records of one file where they belong."""
    if name == "index":
        data["stages"].append(_record("stages", folder, found))
    elif folder == "paths":
        steps = found.get("steps")
        path = _record("paths", name, found) | {"steps": steps if isinstance(steps, list) else []}
        data["paths"].append(path | {"skips": _edges(found, "skips")})
    else:
        kind = "projects" if folder in _FOLDERS else "topics"
        own = _record(kind, name, found) | {"minutes": _minutes(found), "requires": _edges(found, "requires")}
        if kind == "topics":
            own |= {"stage": folder, "helps": _edges(found, "helps")}
            own |= {"goals": _members(found, "goals", "text"), "questions": _members(found, "questions", "ask")}
        data[kind].append(own | {"resources": list(map(_offer, _entries(found)))})
        described = [entry for entry in _entries(found) if "use" not in entry]
        data["resources"] += [_resource(entry, name) for entry in described]


def _record(kind: str, id: str, found: Record) -> Record:
    texts = {name: _text(found.get(name)) for name in _TEXTS[kind]}
    lists = {name: _texts(found.get(name)) for name in _LISTS[kind]}
    return {"id": id, "former_ids": _texts(found.get("former_ids")), **texts, **lists}


def _resource(entry: Record, owner: str) -> Record:
    """Return a resource; a level that it only has from its topic changes with that, and is not told again."""
    level = {"level": entry["level"]} if isinstance(entry.get("level"), str) else {}
    return _record("resources", str(entry["id"]), entry) | level | {"minutes": _minutes(entry), "home": owner}


def _offer(entry: Record) -> Record:
    said = {name: _text(entry.get(name)) for name in ("part", "pick", "why")}
    return {"id": str(entry.get("use") or entry["id"]), **said, "covers": _texts(entry.get("covers"))}


def _entries(found: Record) -> Iterator[Record]:
    for entry in _list(found.get("resources")):
        if isinstance(entry, dict) and isinstance(entry.get("use") or entry.get("id"), str):
            yield entry


def _edges(found: Record, name: str) -> list[Record]:
    edges = (edge for edge in _list(found.get(name)) if isinstance(edge, dict) and isinstance(edge.get("topic"), str))
    return [{"topic": edge["topic"], "why": _text(edge.get("why"))} for edge in edges]


def _members(found: Record, name: str, words: str) -> list[Record]:
    members = (one for one in _list(found.get(name)) if isinstance(one, dict) and isinstance(one.get(words), str))
    return [{"id": one.get("id"), words: one[words], "answer": _text(one.get("answer"))} for one in members]


def _minutes(found: Record) -> int | None:
    time = found.get("time")
    return minutes(time) if isinstance(time, str) and _TIME.fullmatch(time) else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _texts(value: Any) -> list[str]:
    return [str(item) for item in _list(value) if isinstance(item, (str, int))]


def _text(value: Any) -> str | None:
    return str(value) if isinstance(value, (str, int)) else None
