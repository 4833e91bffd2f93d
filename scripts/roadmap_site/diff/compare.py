"""Two states become a difference: which record is which, what became of it, and which addresses nothing answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from roadmap_site.diff.fields import details
from roadmap_site.diff.records import Broken, Change, Difference, Total
from roadmap_site.diff.references import led, study_minutes, topics_on
from roadmap_site.diff.state import FOLDERS, Json, Kind, State, title

_ORDERED: Final = ("stages", "paths")  # whose order is chosen; that of all others follows from them


def difference(old: State, new: State) -> Difference:
    """Return all that differs.

    What a state of an older version does not have, such as a field that came later, is not compared. A reference to a
    record that was renamed or merged since counts as one to what it became.
    """
    became = _became(old, new)
    changes = [*_roadmap(old, new, became)]
    for kind in FOLDERS:
        if _both(old, new, FOLDERS[kind]):
            changes += _records(kind, old, new, became)
    if _both(old, new, "retired"):
        changes += _records("retired", old, new, became)
    titles = {**old.titles, **new.titles}
    return Difference(tuple(changes), tuple(_totals(old, new, became)), tuple(_broken(old, new)), titles)


def _both(old: State, new: State, name: str) -> bool:
    return name in old.records and name in new.records


def _became(old: State, new: State) -> dict[str, str]:
    """Return former id to present id, of what the old state has under the former one."""
    return {
        former: id
        for kind in FOLDERS
        for id, record in new.of(kind).items()
        for former in record.get("former_ids", ())
        if former in old.of(kind) and former not in new.of(kind)
    }


def _roadmap(old: State, new: State, became: Mapping[str, str]) -> Iterator[Change]:
    """Yield what changed of the roadmap itself: its title, and the order of what has an order of its own."""
    before, after = ({k: s.data[k] for k in ("title", "description") if k in s.data} for s in (old, new))
    for name in _ORDERED:
        if _both(old, new, name):
            had = dict.fromkeys(became.get(id, id) for id in old.records[name])
            has = new.records[name]
            before[name], after[name] = [id for id in had if id in has], [id for id in has if id in had]
    if found := details("roadmap", before, after, old, new):
        yield Change("roadmap", "changed", "", str(new.data.get("title") or ""), found, record=new.data)


def _pairs(kind: Kind, old: State, new: State, became: Mapping[str, str]) -> dict[str, str]:
    """Return present id to the id before, of each record that is in both states; several that became one are merged."""
    before, after = old.of(kind), new.of(kind)
    pairs = {id: id for id in before if id in after}
    for id in before:
        if id in became:
            pairs.setdefault(became[id], id)
    return pairs


def _records(kind: Kind, old: State, new: State, became: Mapping[str, str]) -> Iterator[Change]:
    before, after = old.of(kind), new.of(kind)
    pairs = _pairs(kind, old, new, became)
    for id, record in after.items():
        if id not in pairs:
            yield Change(kind, "added", id, title(record), record=record)
            continue
        former = pairs[id]
        found = details(kind, _settled(before[former], id, became), record, old, new)
        if former != id:
            yield Change(kind, "renamed", id, title(record), found, former, record=record)
        elif found:
            yield Change(kind, "changed", id, title(record), found, record=record)
    for id, record in before.items():
        into = became.get(id)
        if into and pairs[into] != id:
            yield Change(kind, "merged", id, title(record), into=into, into_title=title(after[into]), record=record)
        elif not into and id not in after:
            yield Change(kind, "removed", id, title(record), record=record)


def _settled(record: Json, id: str, became: Mapping[str, str]) -> Json:
    """Return an old record with present ids, and with the former ids that follow from what became of others."""
    settled: Json = led(record, became)
    if "former_ids" not in record:
        return settled
    gained = [former for former, present in became.items() if present == id]
    return {**settled, "former_ids": sorted({*record["former_ids"], *gained})}


def _totals(old: State, new: State, became: Mapping[str, str]) -> Iterator[Total]:
    for name in FOLDERS.values():
        if _both(old, new, name) and len(old.records[name]) != len(new.records[name]):
            yield Total(name, len(old.records[name]), len(new.records[name]))
    had, has = study_minutes(old, old.of("topic")), study_minutes(new, new.of("topic"))
    if had != has:
        yield Total("minutes", had, has)
    for id, former in _pairs("path", old, new, became).items():
        path = new.of("path")[id]
        had, has = study_minutes(old, topics_on(old.of("path")[former])), study_minutes(new, topics_on(path))
        if had != has:
            yield Total("minutes", had, has, id, title(path))


def _broken(old: State, new: State) -> Iterator[Broken]:
    answered = {address for addresses in _answers(new).values() for address in addresses}
    dropped = (entry.get("ids") for entry in new.of("retired").values())
    answered |= {f"resources/{id}/" for ids in dropped if isinstance(ids, list) for id in ids}
    for (kind, id), addresses in _answers(old).items():
        lost = tuple(address for address in addresses if address not in answered)
        if lost:
            yield Broken(kind, id, title(old.of(kind)[id]), lost)


def _answers(state: State) -> dict[tuple[Kind, str], list[str]]:
    """Return what answers for each record: its page, if it has one, and the short address, also of its former ids."""
    return {
        (kind, id): [
            f"{place}/{name}/"
            for name in (id, *record.get("former_ids", ()))
            for place in ((folder,) if kind == "resource" else (f"roadmap/{folder}", folder))
        ]
        for kind, folder in FOLDERS.items()
        for id, record in state.of(kind).items()
    }
