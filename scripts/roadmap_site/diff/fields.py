"""Two states of one record become details: what changed, was gained, was lost, or stands elsewhere."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from roadmap_site.diff.records import Detail
from roadmap_site.diff.references import lines
from roadmap_site.diff.state import Json, State

_MISSING: Final = object()
# What follows from something else, which is named where it stands.
_DERIVED: Final[Mapping[str, frozenset[str]]] = {
    "stage": frozenset({"id", "page"}),
    "topic": frozenset({"id", "page", "source", "unlocks"}),
    "resource": frozenset({"id", "topics"}),
    "path": frozenset({"id", "page"}),
    "project": frozenset({"id", "page"}),
}
# By what the members of a list are known, and whether that is the id of a record.
_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(("requires", "helps", "skips"), ("topic",)),
    "resources": ("id",),
    "goals": ("id",),
    "questions": ("id", "ask"),  # those of older versions have no id
}
_NAMING: Final = frozenset({"requires", "helps", "skips", "resources", "assumes", "topics"})
_SAME: Final = ("url", "level", "minutes")  # what an offer takes from its resource when it says nothing itself


def details(kind: str, before: Json, after: Json, old: State, new: State) -> tuple[Detail, ...]:
    """Return what differs between two states of a record; a field that one of them has not is not compared."""
    titles = {**old.titles, **new.titles}
    offered = _inherited(old, new)
    found: list[Detail] = []
    for name in after:
        if name not in before or name in _DERIVED.get(kind, ()) or before[name] == after[name]:
            continue
        if kind == "stage" and name == "groups":
            found += _groups(before, after)
        elif kind == "path" and name == "steps":
            found += _lines(before[name], after[name])
        else:
            found += _field(name, before[name], after[name], offered if name == "resources" else _never)
    return tuple(_titled(detail, titles) for detail in found)


Inherited = Callable[[str, str, Any, Any], bool]


def _never(key: str, field: str, before: Any, after: Any) -> bool:  # noqa: ARG001 - one shape for both
    return False


def _inherited(old: State, new: State) -> Inherited:
    """Return whether an offer only follows its resource, whose own change is named there."""

    def follows(key: str, field: str, before: Any, after: Any) -> bool:
        now = new.of("resource").get(key, {})
        was = next((old.of("resource")[id] for id in (key, *now.get("former_ids", ())) if id in old.of("resource")), {})
        return field in _SAME and was.get(field, _MISSING) == before and now.get(field, _MISSING) == after

    return follows


def _titled(detail: Detail, titles: Mapping[str, str]) -> Detail:
    if detail.key is None or detail.field.partition(".")[0] not in _NAMING or detail.key not in titles:
        return detail
    return Detail(detail.field, detail.what, detail.key, titles[detail.key], detail.before, detail.after)


def _field(name: str, before: Any, after: Any, inherited: Inherited) -> Iterator[Detail]:
    if isinstance(before, dict) and isinstance(after, dict):
        for field in after:
            if field in before and before[field] != after[field]:
                yield from _field(f"{name}.{field}", before[field], after[field], _never)
        return
    if isinstance(before, list) and isinstance(after, list):
        for key in _KEYS.get(name, (None,)):
            had, has = _members(before, key), _members(after, key)
            if had is not None and has is not None:
                yield from _list(name, had, has, inherited)
                return
    yield Detail(name, "changed", before=before, after=after)


def _members(items: Sequence[Any], key: str | None) -> dict[str, Any] | None:
    """Return the members of a list by what they are known by; nothing when that is not one text for each."""
    named: list[tuple[str, Any]]
    if key is None:
        named = [(item, item) for item in items if isinstance(item, str)]
    else:
        named = [(item[key], item) for item in items if isinstance(item, dict) and isinstance(item.get(key), str)]
    found = dict(named)
    return found if len(found) == len(items) else None


def _list(name: str, had: Mapping[str, Any], has: Mapping[str, Any], inherited: Inherited) -> Iterator[Detail]:
    for key in has:
        if key not in had:
            yield Detail(name, "gained", key, after=has[key])
        elif isinstance(has[key], dict):
            for field in has[key]:
                before, after = had[key].get(field, _MISSING), has[key][field]
                if before is not _MISSING and before != after and not inherited(key, field, before, after):
                    yield Detail(f"{name}.{field}", "changed", key, before=before, after=after)
    for key in had:
        if key not in has:
            yield Detail(name, "lost", key, before=had[key])
    stayed = [
        key for key in has if key in had and _pick(had[key]) == _pick(has[key])
    ]  # picks stand first by themselves
    order = [key for key in had if key in stayed]
    if order != stayed:
        yield Detail(name, "reordered", before=order, after=stayed)


def _pick(item: Any) -> Any:
    return item.get("pick") if isinstance(item, dict) else None


def _groups(before: Json, after: Json) -> Iterator[Detail]:
    """Yield what changed in a stage's groups, of the topics that stayed in it: what comes and goes says so itself."""
    had, has = _placed(before), _placed(after)
    at, to = set(had.values()), set(has.values())
    for heading in dict.fromkeys(has.values()):
        if heading not in at:
            yield Detail("groups", "gained", heading)
    for heading in dict.fromkeys(had.values()):
        if heading not in to:
            yield Detail("groups", "lost", heading)
    moved = [id for id in has if id in had and had[id] != has[id] and {had[id], has[id]} <= at & to]
    for id in moved:
        yield Detail("topics", "moved", id, before=had[id], after=has[id])
    order, now = ([id for id in ids if id in others and id not in moved] for ids, others in ((had, has), (has, had)))
    if order != now:
        yield Detail("topics", "reordered", before=order, after=now)


def _placed(stage: Json) -> dict[str, str]:
    """Return each topic of a stage with the heading of its group; a group of the stage's own name has none."""
    found: dict[str, str] = {}
    for group in stage["groups"] if isinstance(stage["groups"], list) else ():
        if isinstance(group, dict) and isinstance(group.get("topics"), list):
            heading = str(group.get("title", ""))
            heading = "" if heading == stage.get("title") else heading
            found |= {topic: heading for topic in group["topics"] if isinstance(topic, str)}
    return found


def _lines(before: Any, after: Any) -> Iterator[Detail]:
    """Yield the lines that a path gained and lost, and whether those that stayed stand in another order."""
    had, has = _counted(before), _counted(after)
    for key, line in has.items():
        if key not in had:
            yield Detail("steps", "gained", _line(line), after=line)
    for key, line in had.items():
        if key not in has:
            yield Detail("steps", "lost", _line(line), before=line)
    if [key for key in has if key in had] != [key for key in had if key in has]:
        yield Detail("steps", "reordered")


def _counted(steps: Any) -> dict[tuple[str, int], dict[str, Any]]:
    """Return the lines of a path, each under its content and how many of the same stand before it."""
    found: dict[tuple[str, int], dict[str, Any]] = {}
    many: Counter[str] = Counter()
    for line in lines(steps):
        content = json.dumps(line, sort_keys=True)
        found[content, many[content]] = line
        many[content] += 1
    return found


def _line(line: Mapping[str, Any]) -> str:
    """Return what a line is known by: its text, or the id that it leads to."""
    names = ("text", "topic", "resource", "project", "stage", "path", "page", "section")
    return str(next((line[name] for name in names if line.get(name)), ""))
