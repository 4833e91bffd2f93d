"""What `roadmap fix` would change: the form of files, and values that rules know better.

The rules themselves say what the right value is (`Finding.mend`), so that the check and the fix cannot disagree.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from roadmap_site import schema
from roadmap_site.addresses import normal
from roadmap_site.checks import mends
from roadmap_site.edit import change, form
from roadmap_site.edit.node import Node, Scalar, changed
from roadmap_site.edit.order import ordered, record_of
from roadmap_site.edit.repair import repaired
from roadmap_site.folder import Folder, read_folder
from roadmap_site.links import uses
from roadmap_site.links.curated import of_roadmap
from roadmap_site.links.fix import known_move
from roadmap_site.links.memory import Memory
from roadmap_site.load import Loaded, assembled
from roadmap_site.model import Record
from roadmap_site.problems import Problem, Refused, shown
from roadmap_site.quick import uncollected
from roadmap_site.source import Document, Location, read

FORM: Final = "canonical-form"
MOVED: Final = "moved-address"
_ROUNDS: Final = 5  # an address may need several mends, one after the other


@dataclass(frozen=True)
class Plan:
    """What would be written, what is wrong with it now, and the files that only a person can mend."""

    texts: Mapping[Path, str]
    found: tuple[Problem, ...]
    left: tuple[Problem, ...]


@uncollected
def plan(root: Path, only: Collection[Path] | None, memory: Memory) -> Plan:
    """Return what to change in a roadmap's files, or in some of them."""
    folder = read_folder(root)
    raw = {key: Path(document.path).read_bytes() for key, document in folder.documents.items() if document.problems}
    keys = [key for key, document in folder.documents.items() if only is None or Path(document.path) in only]
    found: list[Problem] = []
    for key in keys:
        found += _readable(folder, key, raw.get(key))
    before = dict(folder.documents)
    found += _mended(folder, keys, memory)
    texts: dict[Path, str] = {}
    left: list[Problem] = []
    for key in keys:
        document = folder.documents[key]
        if document.problems:
            left += document.problems
            continue
        try:
            line = schema.line(root, key)
            found += _misformed(before[key], record_of(key), line, key in raw)
            text = _headed(change.formatted(document.text, record_of(key)), line)
        except Refused as refused:
            left += [replace(problem, path=document.path) for problem in refused.problems]
            continue
        except change.Unsafe:
            message = "in canonical form this file would mean something else"
            left.append(Problem(document.path, 1, 1, FORM, message, "It is left as it is; please report it."))
            continue
        if key in raw or text != before[key].text:
            texts[Path(document.path)] = text
    return Plan(texts, tuple(sorted(set(found))), tuple(sorted(set(left))))


def _readable(folder: Folder, key: str, raw: bytes | None) -> Iterator[Problem]:
    """Put a file that cannot be read, but could be, in the folder as it would be read."""
    document = folder.documents[key]
    if raw is None:
        if "\r" in document.text:
            message = "lines must end in a line feed alone, as on Linux and macOS"
            yield Problem(document.path, 1, 1, FORM, message)
        return
    if mended := repaired(raw):
        text, said = mended
        folder.documents[key] = read(document.path, text.encode())
        for message in said:
            yield Problem(document.path, 1, 1, FORM, message)


def _mended(folder: Folder, keys: Collection[str], memory: Memory) -> Iterator[Problem]:
    """Mend the values in a folder's documents until no rule knows better; yield what was mended."""
    first = dict(folder.documents)
    for _ in range(_ROUNDS):
        loaded = assembled(folder)
        values: dict[str, dict[Location, str]] = {}
        for rule, file, location, new in (*_by_rules(loaded), *_by_memory(loaded, memory)):
            if file not in keys or location in values.setdefault(file, {}):
                continue
            old = _value(folder.documents[file].data, location)
            values[file][location] = new
            line, column = first[file].place(location)
            yield Problem(first[file].path, line, column, rule, f"{shown(old, 200)} should be {shown(new, 200)}")
        if not any(values.values()):
            return
        for file, new_values in values.items():
            folder.documents[file] = _replaced(folder.documents[file], record_of(file), new_values)


def _by_rules(loaded: Loaded) -> Iterator[tuple[str, str, Location, str]]:
    for rule, finding in mends(loaded):
        yield rule, finding.file, finding.location, finding.mend


def _by_memory(loaded: Loaded, memory: Memory) -> Iterator[tuple[str, str, Location, str]]:
    """Yield the addresses that the link checker saw moved for good."""
    if not len(memory):
        return
    keys = {document.path: key for key, document in loaded.documents.items()}
    links = uses.links(of_roadmap(loaded))
    taken = {normal(link.url) for link in links}
    for link in links:
        if move := known_move(link, memory.get(link.url), taken - {normal(link.url)}):
            for use in move.uses:
                key = keys[use.path]
                location = next(iter(_located(loaded.documents[key], (use.line, use.column))), None)
                if location is not None:
                    yield MOVED, key, location, move.new


def _located(document: Document, place: tuple[int, int]) -> Iterator[Location]:
    return (location for location in document.locations() if document.place(location) == place and location)


def _replaced(document: Document, record: type[Record], values: Mapping[Location, str]) -> Document:
    tree = change.tree_of(change.newlines(document.text), document.path)
    for location, new in values.items():
        tree = changed(tree, location, lambda old, new=new: _scalar(old, new))  # type: ignore[misc]
    return read(document.path, form.text(ordered(tree, record)).encode())


def _scalar(old: Node, new: str) -> Node:
    return replace(old, value=new, lines=()) if isinstance(old, Scalar) else old


def _value(data: object, location: Location) -> object:
    for part in location:
        data = data[part]  # type: ignore[index]
    return data


def _headed(text: str, line: str) -> str:
    """Return a text that begins with the line by which editors find its schema."""
    return text if not line or text.startswith(line.partition("=")[0]) else line + text


def _misformed(document: Document, record: type[Record], line: str, unreadable: bool) -> Iterator[Problem]:
    """Yield where a file is not in canonical form, apart from the values in it."""
    text = change.newlines(document.text)
    right = _headed(change.formatted(text, record), line)
    if right == text:
        return
    was, should = text.split("\n"), right.split("\n")
    for what, i, j, k, m in difflib.SequenceMatcher(None, was, should, autojunk=False).get_opcodes():
        if what == "equal" or unreadable:
            continue
        if what == "delete":
            message = f"{shown(was[i])} should not stand here" if was[i].strip() else "this blank line should go"
        elif what == "insert":
            message = f"{shown(should[k])} should stand here"
        else:
            one, other = next(
                ((a, b) for a, b in zip(was[i:j], should[k:m], strict=False) if a != b), (was[i], should[k])
            )
            message = _difference(one, other)
        yield Problem(document.path, min(i + 1, len(was)), 1, FORM, message)


def _difference(one: str, other: str) -> str:
    if one.strip() == other.strip():
        return "the line should be indented otherwise" if one.rstrip() == one else "no spaces should end the line"
    if one.split()[:3] == other.split()[:3] and len(one) > form.WIDTH >= len(other):
        return f"the line should break before column {form.WIDTH}"
    return f"{shown(one)} should be {shown(other)}"
