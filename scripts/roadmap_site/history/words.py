"""What changed within a record, in a line or a few, for those who learn from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

from roadmap_site.diff import Change, Detail
from roadmap_site.history.entries import Words

# Long texts, of which it is enough to know that they are others now.
_REWRITTEN: Final = {
    "summary": "The summary was rewritten",
    "goals.text": "Goals were reworded",
    "requires.why": "The reasons for what comes before it were reworded",
    "resources.why": "What is said of its resources was reworded",
    "resources.part": "Another part of a resource is to be taken",
    "resources.pick": "The picks are others",
    "questions.ask": "Questions were reworded",
    "questions.answer": "Answers to questions were reworded",
    "project": "Another project ends it",
}
_MEMBERS: Final = {
    "goals": ("goal", "goals"), "questions": ("question", "questions"), "outcomes": ("outcome", "outcomes"),
    "milestones": ("milestone", "milestones"), "criteria": ("criterion", "criteria"), "steps": ("line", "lines"),
    "concepts": ("concept", "concepts"), "skills": ("skill", "skills"),
}  # fmt: skip
# Lists of ids: when something comes, and when it goes.
_NAMED: Final = {
    "requires": ("Now builds on", "Builds no longer on"),
    "helps": ("Now good to have before it", "No longer good to have before it"),
    "resources": ("Now offers", "Offers no longer"),
    "assumes": ("Now takes for known", "Takes no longer for known"),
    "skips": ("Now leaves out", "Leaves out no longer"),
}
_VALUES: Final = {
    "title": "Title", "level": "Level", "cost": "Price", "kind": "Kind", "url": "Address", "year": "Year",
    "language": "Language", "minutes": "Time",
}  # fmt: skip


def told(change: Change, apart: frozenset[str]) -> tuple[Words, ...]:
    """Return what is told of a change; `apart` are resources that have an entry of their own beside it."""
    return tuple(dict.fromkeys(_told(change.details, apart)))


def _told(details: Iterable[Detail], apart: frozenset[str]) -> Iterator[Words]:
    found = [detail for detail in details if not (detail.field == "resources" and detail.key in apart)]
    counts = Counter((detail.field, detail.what) for detail in found)
    for detail in found:
        name, what = detail.field, detail.what
        if name in _REWRITTEN:
            yield Words(_REWRITTEN[name])
        elif name == "stage":
            yield Words("Its stage, before and now", (str(detail.before), str(detail.after)))
        elif name in _VALUES:
            yield Words(f"{_VALUES[name]}: {_value(name, detail.before)} → {_value(name, detail.after)}")
        elif name in _NAMED and what in ("gained", "lost"):
            keys = tuple(one.key for one in found if (one.field, one.what) == (name, what) and one.key)
            yield Words(_NAMED[name][what == "lost"], keys)
        elif name in _MEMBERS and what in ("gained", "lost"):
            number = counts[name, what]
            yield Words(f"{number} {_MEMBERS[name][number > 1]} {'added' if what == 'gained' else 'taken out'}")


def _value(name: str, value: Any) -> str:
    if value is None:
        return "not known"
    if name != "minutes":
        return str(value)
    hours, rest = divmod(int(value), 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest else "") if part)
