"""What is not linked any more: a resource goes to retired.yml, a topic becomes part of another."""

from __future__ import annotations

import datetime
from typing import Any, Final

from roadmap_site.addresses import normal
from roadmap_site.edit.draft import Draft, Wrong, value_at
from roadmap_site.edit.names import Reference, Thing
from roadmap_site.problems import shown

_HEAD: Final = "# Every address that was dropped, with the reason. None of these may be linked again.\nretired: []\n"


def resource_of(draft: Draft, name: str) -> Thing:
    """Return the resource that an id or an address names. Raises Wrong."""
    if "://" not in name:
        return draft.one(name, ("resource",))
    for thing in draft.things():
        if thing.kind == "resource" and normal(_data(draft, thing)["url"]) == normal(name):
            return thing
    raise Wrong(f"no resource has the address {shown(name)}")


def retire(draft: Draft, thing: Thing, kind: str, reason: str, day: datetime.date, by: str | None) -> tuple[str, ...]:
    """Take a resource out, with its uses, and write why into retired.yml; return what became of them. Raises Wrong."""
    if by is not None and draft.one(by, ("resource",)) == thing:
        raise Wrong(f"{shown(by)} cannot take its own place")
    data = _data(draft, thing)
    home, _, owner = thing.file.partition(":")
    entry = {
        "url": data["url"],
        "ids": [thing.id, *(data.get("former_ids") or ())],
        "title": data["title"],
        "kind": kind,
        "reason": reason,
        "date": day,
        "topic": owner if home == "topic" else None,
        "replaced_by": by,
    }
    said = [f"{draft.place(thing.file, thing.location)}: taken out"]
    # from the last to the first, so that places stay right while entries go
    said += [
        f"{draft.place(found.file, found.location)}: {_released(draft, found, data, by)}"
        for found in sorted(draft.references("resource", thing.id), key=_backwards, reverse=True)
    ]
    draft.drop(thing.file, resource_of(draft, thing.id).location)
    if "roadmap:retired" not in draft.folder.documents:
        draft.add("roadmap:retired", draft.root / "retired.yml", _HEAD)
    had = value_at(draft.document("roadmap:retired").data, ("retired",)) or []
    draft.extend("roadmap:retired", ("retired",), [entry])
    said.append(f"{draft.place('roadmap:retired', ('retired', len(had)))}: written")
    return tuple(said)


def merge(draft: Draft, topic: Thing, into: str) -> tuple[str, ...]:
    """Make a topic part of another: its ids, aliases and resources go there; return what became of it. Raises Wrong."""
    target = draft.one(into, ("topic",))
    if target == topic:
        raise Wrong(f"{shown(into)} cannot become part of itself")
    data, there = _data(draft, topic), _data(draft, target)
    said = [
        f"{draft.place(found.file, found.location)}: {_led(draft, found, target)}"
        for found in sorted(draft.references("topic", topic.id), key=_backwards, reverse=True)
    ]
    draft.remove(topic.file)
    draft.write(target.file, (), "former_ids", [*draft.former(target), *(data.get("former_ids") or ()), topic.id])
    aliases = [*(there.get("aliases") or ()), data["title"], *(data.get("aliases") or ())]
    draft.write(
        target.file, (), "aliases", list({alias.casefold(): alias for alias in reversed(aliases)}.values())[::-1]
    )
    offered = {entry.get("use") or entry["id"] for entry in there["resources"]}
    extra = [entry for entry in data["resources"] if (entry.get("use") or entry["id"]) not in offered]
    dropped = ("covers", "pick")  # goals and picks are a topic's own
    draft.extend(target.file, ("resources",), [{k: v for k, v in e.items() if k not in dropped} for e in extra])
    said.append(f"{draft.document(target.file).path}: {len(extra)} resources added; say what they cover")
    said.append(f"{topic.id}: its goals, questions and prerequisites are gone; git has them")
    return tuple(said)


def _data(draft: Draft, thing: Thing) -> dict[str, Any]:
    found: dict[str, Any] = value_at(draft.document(thing.file).data, thing.location)
    return found


def _backwards(found: Reference) -> tuple[str, tuple[tuple[int, str], ...]]:
    return found.file, tuple((part, "") if isinstance(part, int) else (0, part) for part in found.location)


def _released(draft: Draft, found: Reference, data: dict[str, Any], by: str | None) -> str:
    """Do without a resource in one place; return what was done."""
    *record, field = found.location
    if found.file.startswith("path:"):
        if by is not None:
            draft.put(found.file, {found.location: by})
            return f"leads to {by}"
        step = value_at(draft.document(found.file).data, tuple(record))
        draft.write(found.file, tuple(record), "resource", None)
        draft.write(found.file, tuple(record), "retired", data["url"])
        if not step.get("text"):
            draft.write(found.file, tuple(record), "text", data["title"])
        return "says that it was dropped"
    if found.file == "roadmap:retired":
        draft.write(found.file, tuple(record), str(field), by)
        return f"is replaced by {by}" if by else "is replaced by nothing now"
    draft.drop(found.file, tuple(record))
    return "its use is taken out"


def _led(draft: Draft, found: Reference, new: Thing) -> str:
    """Lead a reference to a topic to another one, unless that stands beside it already; return what was done."""
    *way, last = found.location
    within = value_at(draft.document(found.file).data, tuple(way))
    if isinstance(within, list):  # of ids: a stage's or group's topics, starts, assumes, also
        if new.id in within or found.file.startswith("stage:"):
            draft.drop(found.file, found.location)
            return "taken out"
    elif last == "topic" and len(way) > 1 and way[-2] in ("requires", "helps", "skips"):
        record = value_at(draft.document(found.file).data, tuple(way[:-2]))
        beside = {edge["topic"]: name for name in ("helps", "requires", "skips") for edge in record.get(name) or ()}
        if found.file == new.file or (new.id in beside and (way[-2], beside[new.id]) != ("requires", "helps")):
            draft.drop(found.file, tuple(way))
            return "taken out"
        if new.id in beside:  # what was only good to have is needed now
            at = next(i for i, edge in enumerate(record["helps"]) if edge["topic"] == new.id)
            draft.drop(found.file, (*way[:-2], "helps", at))
    elif found.file.startswith("path:"):
        for field in ("goal", "concept"):  # they were the old topic's
            if field in within:
                draft.write(found.file, tuple(way), field, None)
    draft.put(found.file, {found.location: new.id})
    return f"leads to {new.id}"
