"""A suggestion is looked at: what was written, whether it is there already, and what its address says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, get_args

from pydantic import ValidationError

from roadmap_site.add import ids, known
from roadmap_site.addresses import SHORTENERS, fault, host, normal
from roadmap_site.find.look import ABSENT, BELIEVED
from roadmap_site.find.values import Found
from roadmap_site.forms.fields import Form, forms
from roadmap_site.forms.read import NotRead, read
from roadmap_site.links.memory import Memory
from roadmap_site.load import Loaded
from roadmap_site.model import Cost, Kind, Level, Resource, Use
from roadmap_site.render.words import COSTS, KINDS, LEVELS
from roadmap_site.roadmap import Roadmap
from roadmap_site.suggest import values
from roadmap_site.suggest.issue import Issue
from roadmap_site.suggest.outcome import Answered, Outcome

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "kind": {KINDS[word]: word for word in get_args(Kind)},
    "cost": {COSTS[word]: word for word in get_args(Cost)},
    "level": {LEVELS[word].name: word for word in get_args(Level)},
}
_LONGEST: Final = {"title": 200, "part": 200, "why": 2_000, "url": 2_000}


class _Answer(Exception):
    """There is no entry to be made, for reasons that the person is told."""

    def __init__(self, kind: Answered, *sentences: str) -> None:
        super().__init__(*sentences)
        self.kind, self.sentences = kind, sentences


def form(roadmap: Roadmap) -> Form:
    """Return the form that becomes pull requests."""
    return next(form for form in forms(roadmap) if form.name == "resource")


def look(issue: Issue, loaded: Loaded, roadmap: Roadmap, find: Callable[[str], Found], today: date) -> Outcome:
    """Return what becomes of a suggestion. `find` asks the address; it is not called for what needs no asking."""
    try:
        return _entry(issue, loaded, roadmap, find, today)
    except _Answer as answer:
        return Outcome(
            version=1, issue=issue.number, answer=answer.kind,
            sentences=tuple(sentence[:1000] for sentence in answer.sentences[:20]),
        )  # fmt: skip


def _entry(issue: Issue, loaded: Loaded, roadmap: Roadmap, find: Callable[[str], Found], today: date) -> Outcome:
    try:
        written = read(issue.body or "", form(roadmap))
    except NotRead as wrong:
        raise _Answer("incomplete", *wrong.sentences) from None
    fields = _fields(written, roadmap)
    topic = fields.pop("topic")
    _linked(fields["url"])
    if used := _there([fields["url"]], fields, topic, loaded, roadmap):
        return Outcome(version=1, issue=issue.number, topic=topic, entry=used)
    found = find(fields["url"])
    if found.judged and found.judged.verdict in ABSENT:
        raise _Answer("broken", values.text(found.judged.reason)[:400])
    if found.url != fields["url"] and not fault(found.url) and not values.foreign(found.url):
        fields["url"] = found.url
    if used := _there([found.url, *found.also], fields, topic, loaded, roadmap):
        return Outcome(version=1, issue=issue.number, topic=topic, entry=used)
    looked_up: dict[str, Any] = {fact.field: _tidy(fact.value) for fact in found.facts if fact.field not in fields}
    fields |= looked_up
    missing = [label for id, label in (("title", "Title"), ("by", "Authors"), ("kind", "Kind")) if not fields.get(id)]
    if missing:
        raise _Answer(
            "incomplete", *(f"“{one}” could not be found out from the address: please fill it in." for one in missing)
        )
    id = ids.proposed(fields["title"], fields["by"], fields["kind"], ids.taken(roadmap))
    more = {"added": today, **({"added_by": issue.account} if issue.account else {})}
    if fields.get("level") == roadmap.topics[topic].level:
        del fields["level"]
    try:
        entry = Resource(id=id, **fields, **more)
    except ValidationError as error:
        wrong_fields = sorted({str(one["loc"][0]) for one in error.errors()})
        raise _Answer("incomplete", *(f"“{name}” is not what it should be." for name in wrong_fields)) from None
    notes = [values.text(note)[:400] for note in found.notes[:10]]
    if found.judged is None or found.judged.verdict not in BELIEVED:
        reason = values.text(found.judged.reason)[:400] if found.judged else "nothing answered."
        notes.insert(0, f"The address could not be looked at by a machine: {reason}")
    return Outcome(
        version=1, issue=issue.number, topic=topic, entry=entry,
        sentences=tuple(note for note in notes if note), found=tuple(looked_up),
    )  # fmt: skip


def _tidy(value: Any) -> Any:
    if isinstance(value, str):
        return values.text(value)
    return tuple(map(values.text, value)) if isinstance(value, tuple) else value


def _fields(written: Mapping[str, str], roadmap: Roadmap) -> dict[str, Any]:
    """Return the values that were written into the form; raise with all that is wrong with them, at once."""
    fields: dict[str, Any] = {}
    wrong: list[str] = []
    for field in form(roadmap).fields:
        value = written.get(field.id, "")
        said = values.address(value) if field.id == "url" else values.text(value)
        if not said:
            if field.required:
                wrong.append(f"“{field.label}” is empty.")
            continue
        if len(said) > _LONGEST.get(field.id, 2_000):
            wrong.append(f"“{field.label}” must be at most {_LONGEST[field.id]:,} characters long.")
        elif field.options:
            fields[field.id] = _WORDS[field.id][value]
        elif field.id == "topic":
            fields["topic"] = _topic(said, roadmap, wrong)
        elif field.id == "time":
            fields["time"] = values.duration(said)
            if not fields["time"]:
                wrong.append(f"“{field.label}” must be a time such as 45m, 3h or 2h25m.")
        elif field.id == "by":
            fields["by"] = values.names(said)
            if not fields["by"] or len(fields["by"]) > 20 or max(map(len, fields["by"])) > 100:
                wrong.append(f"“{field.label}” must be names, with commas between them.")
        else:
            fields[field.id] = said
    if wrong:
        raise _Answer("incomplete", *wrong)
    return fields


def _topic(said: str, roadmap: Roadmap, wrong: list[str]) -> str | None:
    topic = values.topic(said, roadmap)
    if topic is None:
        near = [f"{roadmap.topics[id].title} ({id})" for id in values.near(said, roadmap)]
        hint = f" Did you mean {' or '.join(near)}?" if near else " Its page's address ends in the name that is needed."
        wrong.append(f"There is no topic “{said[:80]}”.{hint}")
    return topic


def _linked(url: str) -> None:
    """Raise when an address may not be linked, or must not be asked."""
    if fault_found := fault(url):
        raise _Answer("unclear", f"“Address”: {fault_found[0]}. {fault_found[1]}")
    if values.foreign(url):
        raise _Answer(
            "unclear",
            f"The host {host(url)} has letters beyond a to z, which may look like others: a person must see it.",
        )
    if host(url) in SHORTENERS:
        raise _Answer("unclear", "The address is that of a link shortener: please give the one that it leads to.")


def _there(urls: list[str], fields: Mapping[str, Any], topic: str, loaded: Loaded, roadmap: Roadmap) -> Use | None:
    """Return the use of a resource that is described already; nothing for a new one.

    Raises when the topic offers it, or when the address was dropped.
    """
    if dropped := known.retired(loaded, roadmap, urls):
        entry, _ = dropped
        now = roadmap.homes.get(entry.replaced_by or "")
        instead = f" {now.resource.title} took its place." if now else ""
        raise _Answer("retired", f"It was dropped on {entry.date.isoformat()}: {entry.reason}{instead}")
    standing = known.standing(loaded, roadmap, urls, Memory())
    if standing is None:
        return None
    home = roadmap.homes[standing.resource]
    if topic == home.owner or known.uses(roadmap, standing.resource, topic):
        title = roadmap.topics[topic].title
        raise _Answer("duplicate", f"“{home.resource.title}” stands in the topic “{title}” already.")
    given = {name: fields[name] for name in ("part", "time") if name in fields}
    if normal(home.resource.url) not in map(normal, urls):
        given["url"] = fields["url"]
    if fields.get("level", home.level) != home.level:
        given["level"] = fields["level"]
    return Use(use=standing.resource, why=fields["why"], **given)
