"""What a person is asked, in which order, with what is known already; and what an answer means."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, get_args

from roadmap_site.add.entry import REQUIRED, Fields, record_of, wrong
from roadmap_site.find import clean
from roadmap_site.model import TIME_PATTERN, Cost, Kind, Level, Pick, Topic
from roadmap_site.problems import shown
from roadmap_site.render.words import COSTS, KINDS, LANGUAGES, LEVELS
from roadmap_site.roadmap import Roadmap, minutes

LISTS: Final = {"by": ",", "covers": ","}  # fields that hold several, and what stands between them
_ORDER: Final = (
    *("title", "by", "kind", "cost", "language", "time", "year", "part", "part_url", "url", "level", "pick", "why"),
    *("covers", "id"),
)
_UNASKED: Final = ("part_url", "url")  # for options alone: hardly anything needs them
_PICKS: Final = {"start-here": "where most people should begin", "best": "the best of its kind in its stage"}


@dataclass(frozen=True)
class Question:
    """One field that is asked for."""

    name: str
    about: str
    default: str = ""
    required: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)  # word to what it means
    closed: bool = False  # nothing but a choice will do


def questions(fields: Fields, topic: Topic, given: Sequence[str]) -> Iterator[Question]:
    """Yield what is to be asked, what was given left out; what was found is the default."""
    record = record_of(fields)
    words: dict[str, Mapping[str, str]] = {
        "kind": {word: KINDS[word] for word in get_args(Kind)},
        "cost": {word: COSTS[word] for word in get_args(Cost)},
        "level": {word: LEVELS[word].name for word in get_args(Level)},
        "pick": {word: _PICKS[word] for word in get_args(Pick)},
        "covers": {goal.id: goal.text for goal in topic.goals},
        "language": LANGUAGES,
    }
    for name in _ORDER:
        if name in record.model_fields and name not in given and name not in _UNASKED:
            yield Question(
                name,
                (record.model_fields[name].description or "").replace("\n", " "),
                written(fields.get(name)),
                name in REQUIRED[record] or name == "id",
                words.get(name, {}),
                name in words and name != "language",
            )


def written(value: object) -> str:
    """Return a value as it is written in an answer."""
    if value is None:
        return ""
    return ", ".join(value) if isinstance(value, tuple | list) else str(value)


def parsed(name: str, answer: str) -> Any:
    """Return what an answer, or an option, means for a field; nothing when it is empty."""
    said = clean.text(answer)
    if not said:
        return None
    if name in LISTS:
        return tuple(part for one in said.split(LISTS[name]) if (part := one.strip())) or None
    if name == "time":
        return clean.time(minutes(said)) if re.match(TIME_PATTERN, said) else said  # 90m is 1h30m
    if name == "year":
        return int(said) if said.isascii() and said.isdigit() and len(said) <= 4 else said
    return said


def meant(question: Question, answer: str) -> str:
    """Return an answer with each word in full, where its beginning leaves no choice."""
    if not question.closed:
        return answer
    parts = answer.split(LISTS[question.name]) if question.name in LISTS else [answer]
    return ", ".join(_in_full(question.choices, part.strip()) for part in parts)


def _in_full(choices: Iterable[str], begun: str) -> str:
    found = [word for word in choices if begun and word.startswith(begun.casefold())]
    return found[0] if len(found) == 1 and begun not in choices else begun


def fault(question: Question, answer: str, fields: Fields, goals: Sequence[str]) -> str:
    """Return why an answer will not do, in words; nothing when it does."""
    value = parsed(question.name, meant(question, answer))
    if value is None:
        return "This one must be given." if question.required else ""
    if question.closed and question.name not in LISTS and value not in question.choices:
        return f"`{question.name}` must be one of those offered; it is {shown(value)}."
    found = wrong({**{name: fields[name] for name in ("use",) if name in fields}, question.name: value}, goals)
    return next((f"{message}. {hint}".strip() for name, message, hint in found if name == question.name), "")


def topic_of(said: str, roadmap: Roadmap) -> tuple[str | None, str]:
    """Return the id of the topic with this id, title or other name; or nothing, and why, with near ones."""
    names: dict[str, str] = {}
    for id, topic in roadmap.topics.items():
        for name in (id, topic.title, *topic.aliases, *topic.former_ids):
            names.setdefault(name.casefold(), id)
    key = " ".join(said.casefold().split())
    if key in names:
        return names[key], ""
    if not key:
        return None, "a topic must be given"
    near = dict.fromkeys(names[one] for one in difflib.get_close_matches(key[:200], names, n=3, cutoff=0.5))
    hint = f"; did you mean {', '.join(near)}?" if near else ""
    return None, f"there is no topic {shown(said)}{hint}"
