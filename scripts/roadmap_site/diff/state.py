"""A state of the roadmap as a file holds it: `roadmap.json` of this version, or of an older one with fewer fields."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Literal

from roadmap_site.problems import shown

Json = Mapping[str, Any]
NEWEST: Final = 1  # the version of roadmap.json that is read here
Kind = Literal["roadmap", "stage", "topic", "resource", "path", "project", "retired"]
Listed = Literal["stages", "topics", "resources", "paths", "projects"]
FOLDERS: Final[Mapping[Kind, Listed]] = {
    "stage": "stages",
    "topic": "topics",
    "resource": "resources",
    "path": "paths",
    "project": "projects",
}
_KEYS: Final[Mapping[str, str]] = {**dict.fromkeys(FOLDERS.values(), "id"), "retired": "url"}


class Unreadable(ValueError):
    """The file does not hold a state of the roadmap."""


@dataclass(frozen=True)
class State:
    """A state of the roadmap; a list that an older version did not have is not there, which is not an empty one."""

    data: Json

    @cached_property
    def records(self) -> Mapping[str, Mapping[str, Json]]:
        """Field of the file, such as `topics`, to its records by id; addresses that were dropped by address."""
        return {name: {item[key]: item for item in self.data[name]} for name, key in _KEYS.items() if name in self.data}

    def of(self, kind: Kind) -> Mapping[str, Json]:
        """Return the records of a kind, by id; none for a list that is not there."""
        return self.records.get(FOLDERS.get(kind, "retired"), {})

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """Id to title, of everything that has an id of its own."""
        return {id: title(record) for kind in FOLDERS for id, record in self.of(kind).items()}


def title(record: Json) -> str:
    """Return the title of a record, or what else it is known by."""
    return str(record.get("title") or record.get("id") or record.get("url") or "")


def read_state(text: str | bytes) -> State:
    """Return the state that a file holds; raises Unreadable, with what must be."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"it must be JSON: {error}") from None
    return state_of(data)


def state_of(data: Any) -> State:
    """Return a state made of a value that JSON gave; raises Unreadable, with what must be."""
    if not isinstance(data, dict) or not isinstance(data.get("topics"), list):
        raise Unreadable("it must be a mapping with a list `topics`, as roadmap.json is")
    version = data.get("version", NEWEST)
    if not isinstance(version, int) or version > NEWEST:
        raise Unreadable(f"it has version {shown(version)}; at most {NEWEST} is read here: take a newer `roadmap`")
    for name, key in _KEYS.items():
        _check(name, key, data.get(name, []))
    return State(data)


def _check(name: str, key: str, records: Any) -> None:
    if not isinstance(records, list):
        raise Unreadable(f"`{name}` must be a list")
    seen: set[str] = set()
    for i, record in enumerate(records):
        id = record.get(key) if isinstance(record, dict) else None
        if not isinstance(id, str):
            raise Unreadable(f"`{name}[{i}]` must be a mapping with a text `{key}`")
        if id in seen:
            raise Unreadable(f"`{name}[{i}]` has the {key} {shown(id)}, which another one has: it must stand once")
        seen.add(id)
        former = record.get("former_ids", [])
        if not isinstance(former, list) or not all(isinstance(old, str) for old in former):
            raise Unreadable(f"`{name}[{i}].former_ids` must be a list of ids")
