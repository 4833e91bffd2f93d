"""A difference in words: as text for a terminal, as GitHub's Markdown, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from roadmap_site.diff.records import Broken, Change, Detail, Difference, Total
from roadmap_site.diff.state import Kind
from roadmap_site.markdown import code, prose, short

_HEADINGS: Final[Mapping[Kind, str]] = {
    "roadmap": "Roadmap", "stage": "Stages", "topic": "Topics", "resource": "Resources", "path": "Paths",
    "project": "Projects", "retired": "Retired addresses",
}  # fmt: skip
# Fields by what a reader calls them; one that is not here goes by its own name.
_FIELDS: Final = {
    "requires": "prerequisite", "requires.why": "reason of the prerequisite",
    "helps": "good to have", "helps.why": "reason for what is good to have",
    "resources": "resource", "resources.url": "address of the resource", "resources.part": "part of the resource",
    "resources.level": "level of the resource", "resources.minutes": "time of the resource",
    "resources.pick": "pick of the resource", "resources.why": "reason of the resource",
    "resources.covers": "goals that the resource covers",
    "goals": "goal", "goals.text": "words of the goal", "goals.open": "why nothing covers the goal",
    "questions": "question", "questions.ask": "words of the question", "questions.answer": "answer to the question",
    "skips": "left out", "skips.why": "cost of what is left out", "assumes": "taken for known",
    "aliases": "other name", "concepts": "concept", "outcomes": "outcome", "minutes": "time", "url": "address",
    "by": "author", "former_ids": "former id", "groups": "group", "topics": "topic", "steps": "line",
    "skills": "skill", "milestones": "milestone", "criteria": "criterion", "mistakes": "common mistake",
    "stretch": "way to go on", "dataset.licence": "licence of the data",
    "dataset.url": "address of the data",
}  # fmt: skip
# Fields that lead to one record.
_LEADING: Final = {"stage": "moved:", "home": "described in:", "project": "project at its end:"}
_TEXT: Final = 160  # characters of a value; the whole of it stands in the JSON
_EMPTY: Final = "nothing"


@dataclass(frozen=True)
class _Form:
    """How a form shows text of strangers, and an id or address."""

    text: Callable[[str], str]
    code: Callable[[str], str]
    titles: Mapping[str, str]

    def named(self, id: str) -> str:
        """Return the title of a record with its id."""
        title = self.titles.get(id, id)
        return self.code(id) if title == id else f"{self.text(title)} ({self.code(id)})"


def as_text(difference: Difference) -> str:
    """Return the difference for a terminal: a heading a kind, a line a record, what differs within it below."""
    parts = []
    for heading, entries in _sections(difference, _Form(short, short, difference.titles)):
        lines = [heading]
        for first, below in entries:
            lines += [f"  {first}", *(f"      {line}" for line in below)]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def as_markdown(difference: Difference) -> str:
    """Return the difference as Markdown for a comment on GitHub; titles and the like are escaped."""
    parts = []
    for heading, entries in _sections(difference, _Form(prose, code, difference.titles)):
        lines = [f"### {heading}", ""]
        for first, below in entries:
            lines += [f"- {first}", *(f"  - {line}" for line in below)]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def as_json(difference: Difference) -> str:
    """Return the difference as JSON, without the records themselves; what a change has not is left out."""
    changes = [_given(replace(change, record={})) for change in difference.changes]
    totals, broken = (list(map(_given, found)) for found in (difference.totals, difference.broken))
    return json.dumps({"changes": changes, "totals": totals, "broken": broken}, indent=2, ensure_ascii=False)


def _given(value: Change | Detail | Total | Broken) -> dict[str, Any]:
    """Return the fields that a value has; before and after may be null and stay."""
    names = {name: getattr(value, name) for name in value.__dataclass_fields__}
    given = {k: v for k, v in names.items() if k in ("before", "after") or v not in (None, (), {})}
    return given | {"details": list(map(_given, value.details))} if isinstance(value, Change) else given


Entry = tuple[str, list[str]]


def _sections(difference: Difference, form: _Form) -> Iterator[tuple[str, list[Entry]]]:
    for kind, heading in _HEADINGS.items():
        changes = [change for change in difference.changes if change.kind == kind]
        if changes:
            actions = dict.fromkeys(change.action for change in changes)
            counts = (f"{sum(change.action == action for change in changes):,} {action}" for action in actions)
            yield f"{heading}: {', '.join(counts)}", [_entry(change, form) for change in changes]
    if difference.totals:
        yield "Totals", [(_total(total, form), []) for total in difference.totals]
    if difference.broken:
        yield "Addresses that would break", list(_broken(difference.broken, form))


def _entry(change: Change, form: _Form) -> Entry:
    known = change.kind not in ("roadmap", "retired")
    name = form.named(change.id) if known else form.text(change.title)
    more = ""
    if change.action == "renamed":
        more = f", before {form.code(change.former or '')}"
    elif change.action == "merged":
        more = f" into {form.named(change.into or '')}"
    elif change.action == "added":
        more = "".join(f", {fact}" for fact in _facts(change.record, form))
    return f"{change.action}: {name}{more}", [_detail(detail, form) for detail in change.details]


def _facts(record: Mapping[str, Any], form: _Form) -> Iterator[str]:
    if isinstance(record.get("stage"), str):
        yield f"in {form.named(record['stage'])}"
    if isinstance(record.get("minutes"), int):
        yield _time(record["minutes"])
    if isinstance(record.get("url"), str) and "id" in record:
        yield form.code(record["url"])


def _detail(detail: Detail, form: _Form) -> str:
    words = _FIELDS.get(detail.field, form.text(detail.field.replace("_", " ").replace(".", ": ")))
    if detail.field in _LEADING:
        before, after = (form.named(id) if isinstance(id, str) else _EMPTY for id in (detail.before, detail.after))
        return f"{_LEADING[detail.field]} {before} → {after}"
    if detail.what == "reordered":
        return f"{words}: in another order"
    key = "" if detail.key is None else form.named(detail.key) if detail.title else form.text(detail.key)
    if detail.what in ("gained", "lost"):
        value = detail.after if detail.what == "gained" else detail.before
        why = (
            value.get("why") or value.get("text") or value.get("ask")
            if isinstance(value, Mapping) and detail.field != "steps"
            else None
        )
        return f"{words} {detail.what}: {key or 'without heading'}" + (f": {form.text(str(why))}" if why else "")
    if detail.what == "moved":
        return f"{words} moved: {key}, from {_value(detail.before, form)} to {_value(detail.after, form)}"
    before, after = (_value(value, form, detail.field.endswith("minutes")) for value in (detail.before, detail.after))
    return f"{words}{' ' + key if key else ''}: {before} → {after}"


def _value(value: Any, form: _Form, time: bool = False) -> str:
    if value is None or value == [] or value == "":
        return _EMPTY
    if time and isinstance(value, int):
        return _time(value)
    if isinstance(value, str):
        return form.code(value) if value.startswith(("http://", "https://")) else form.text(short(value, _TEXT))
    return form.text(short(json.dumps(value, ensure_ascii=False), _TEXT))


def _time(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return " ".join(
        part for part in (f"{hours:,} h" if hours else "", f"{rest} min" if rest or not hours else "") if part
    )


def _total(total: Total, form: _Form) -> str:
    if total.of != "minutes":
        return f"{total.of}: {total.before:,} → {total.after:,}"
    of = f"time of the path {form.named(total.path)}" if total.path else "time of all topics"
    return f"{of}: {_time(total.before)} → {_time(total.after)}"


def _broken(broken: Sequence[Broken], form: _Form) -> Iterator[Entry]:
    for one in broken:
        hint = f"Name {form.code(one.id)} in `former_ids` of the {one.kind} that took its place."
        if one.kind == "resource":
            hint = f"{hint[:-1]}, or in `ids` of its entry in retired.yml."
        yield f"{one.kind} {form.named(one.id)}", [*map(form.code, one.addresses), hint]
