"""The fields of an entry: what is missing, what is wrong, and what its topic's file becomes with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from roadmap_site.checks import check, gaps
from roadmap_site.checks.words import language_fault
from roadmap_site.edit.change import Unsafe, entry_text, with_entry
from roadmap_site.folder import read_folder
from roadmap_site.load import Loaded, assembled
from roadmap_site.model import Resource, Topic, Use
from roadmap_site.problems import Problem, shown
from roadmap_site.shape import shape
from roadmap_site.source import Document, read

Fields = Mapping[str, object]
REQUIRED: Final = {
    Resource: ("title", "url", "by", "kind", "cost", "why"),
    Use: ("use", "why"),
}


@dataclass(frozen=True)
class Addition:
    """An entry in its place: the lines that are added, the file that they are added to, and its text with them."""

    path: Path
    line: int
    entry: str
    text: str
    errors: tuple[Problem, ...]  # that were not there before
    warnings: tuple[Problem, ...]


def record_of(fields: Fields) -> type[Resource] | type[Use]:
    """Return what an entry is: a description, or the use of one that stands elsewhere."""
    return Use if "use" in fields else Resource


def missing(fields: Fields) -> tuple[str, ...]:
    """Return the fields that an entry must have and has not."""
    return tuple(name for name in REQUIRED[record_of(fields)] if not fields.get(name))


def wrong(fields: Fields, goals: Sequence[str] = ()) -> tuple[tuple[str, str, str], ...]:
    """Return field, message and hint of each value that cannot stand in its field."""
    _, problems = shape(Document("", "", _plain(fields)), record_of(fields))
    found = [(one.message.split("`")[1], one.message, one.hint) for one in problems if "`" in one.message]
    covers = fields.get("covers")
    strange = [goal for goal in covers if goal not in goals] if goals and isinstance(covers, tuple | list) else []
    hint = f"Its goals: {', '.join(goals)}."
    found += [("covers", f"`covers` must hold goals of the topic, and {shown(goal)} is none", hint) for goal in strange]
    language = fields.get("language")
    if isinstance(language, str) and (fault := language_fault(language)):
        found.append(("language", f"`language` {fault}", ""))
    return tuple(one for one in found if not one[1].endswith("must be given"))


def _plain(fields: Fields) -> dict[str, object]:
    """Return fields as YAML reads them."""
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in fields.items() if value is not None
    }


def addition(loaded: Loaded, root: Path, topic: str, fields: Fields) -> Addition:
    """Return an entry at the end of a topic's resources, with what would be wrong; raise Refused and Unsafe."""
    record = record_of(fields)
    document = loaded.documents[f"topic:{topic}"]
    given = {name: fields[name] for name in record.model_fields if fields.get(name) not in (None, "", ())}
    text = with_entry(document.text, Topic, "resources", _plain(given))
    after = _with(root, f"topic:{topic}", text)
    if not _only_more(document.data, after.documents[f"topic:{topic}"].data):
        raise Unsafe
    entries = after.documents[f"topic:{topic}"].data
    last = len(entries["resources"]) - 1 if isinstance(entries, dict) else 0
    line, _ = after.documents[f"topic:{topic}"].place(("resources", last))
    old, old_gaps = set(map(_what, check(loaded))), set(map(_what, gaps(loaded)))
    return Addition(
        Path(document.path), line, entry_text(record, _plain(given)), text,
        tuple(one for one in check(after) if one.severity == "error" and _what(one) not in old),
        tuple(one for one in gaps(after) if _what(one) not in old_gaps),
    )  # fmt: skip


def _only_more(before: object, after: object) -> bool:
    """Return whether a file holds what it held, with one more resource at the end."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return False
    return {**after, "resources": after["resources"][:-1]} == before


def _with(root: Path, key: str, text: str) -> Loaded:
    """Return a roadmap as it will be with another text in one of its files."""
    folder = read_folder(root)
    before = folder.documents[key]
    folder.documents[key] = after = read(before.path, text.encode())
    folder.problems = [*(one for one in folder.problems if one not in before.problems), *after.problems]
    return assembled(folder)


def _what(problem: Problem) -> tuple[str, str, str]:
    """Return a problem without its line, which moves."""
    return problem.path, problem.rule, problem.message
