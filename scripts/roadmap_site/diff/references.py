"""What the records of a state name: present ids for former ones, and the topics of a path with their study time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from roadmap_site.diff.state import Json, State

_ONE: Final = frozenset({"topic", "resource", "project", "stage", "path", "home", "replaced_by"})
_MANY: Final = frozenset({"topics", "assumes", "also", "unlocks"})


def led(value: Any, became: Mapping[str, str]) -> Any:
    """Return a record in which present ids stand for former ones; what then stands twice stands once."""
    if isinstance(value, dict):
        return {name: _led(name, item, became) for name, item in value.items()}
    return [led(item, became) for item in value] if isinstance(value, list) else value


def _led(name: str, value: Any, became: Mapping[str, str]) -> Any:
    if name in _ONE and isinstance(value, str):
        return became.get(value, value)
    if name in _MANY and isinstance(value, list) and all(isinstance(id, str) for id in value):
        return list(dict.fromkeys(became.get(id, id) for id in value))
    if name == "resources" and isinstance(value, list):
        value = [item | {"id": became.get(item["id"], item["id"])} if _named(item) else item for item in value]
    found = led(value, became)
    return _once(found) if name in ("requires", "helps", "skips", "resources") and isinstance(found, list) else found


def _named(item: Any) -> bool:
    return isinstance(item, dict) and isinstance(item.get("id"), str)


def _once(items: list[Any]) -> list[Any]:
    seen: dict[str, Any] = {}
    for i, item in enumerate(items):
        key = (item.get("topic") or item.get("id")) if isinstance(item, dict) else None
        seen.setdefault(str(key or i), item)
    return list(seen.values())


def lines(steps: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield every line of a path in order, without the lines under it and with how deep it stands."""
    for step in steps if isinstance(steps, list) else ():
        if isinstance(step, dict):
            yield {name: value for name, value in step.items() if name != "steps"} | ({"depth": depth} if depth else {})
            yield from lines(step.get("steps"), depth + 1)


def topics_on(path: Json) -> tuple[str, ...]:
    """Return the topics of a path, each once, in its order."""
    named = ([line.get("topic"), *_texts(line.get("also"))] for line in lines(path.get("steps")))
    return tuple(dict.fromkeys(topic for topics in named for topic in topics if isinstance(topic, str)))


def _texts(value: Any) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def study_minutes(state: State, topics: Iterable[str]) -> int:
    """Return the study time of topics; one that is not known counts as none."""
    found = (state.of("topic").get(id, {}).get("minutes") for id in topics)
    return sum(minutes for minutes in found if isinstance(minutes, int))
