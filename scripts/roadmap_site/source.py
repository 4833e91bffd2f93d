"""YAML text to plain data, and the place of every key and value in it.

Only the part of YAML that people read the same way is let through: no anchors, aliases, tags or merge keys, no key
twice, and no word that YAML turns into something else behind the writer's back. The events of libyaml are read one by
one, so that an alias bomb or a tower of brackets is met before it can grow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final, TypeAlias

import yaml

from roadmap_site.plain import BOOLEAN_TRAP, FALSE, INTEGER, INVISIBLE, LINE_END, NULL, NUMBER_TRAP, TRUE, invisible
from roadmap_site.problems import Problem, shown
from roadmap_site.quick import MOST

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML was built without libyaml: the same, ten times slower
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

RULES: Final = {
    "encoding": "A file must be UTF-8 text without a byte-order mark.",
    "control-characters": "Text must not hold control characters or marks that reverse the direction of writing.",
    "too-large": "A file must be at most 1 MiB and hold at most 50,000 values.",
    "too-deep": "Values must not be nested more than 30 deep.",
    "yaml-syntax": "A file must be one YAML document.",
    "yaml-duplicate-key": "A key must stand only once in its mapping.",
    "yaml-alias": "Anchors, aliases and merge keys must not be used: write the value where it is needed.",
    "yaml-tag": "Tags such as !!str must not be used: put text in quotes instead.",
    "yaml-key": "A key must be plain text.",
    "yaml-trap": "A word that YAML reads as something else than text must be put in quotes.",
}


MAX_BYTES: Final = 1 << 20
MAX_VALUES: Final = 50_000
MAX_DEPTH: Final = 30

Location: TypeAlias = tuple[str | int, ...]
Place: TypeAlias = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Document:
    """One file: its data, what is wrong with its YAML, and where each value stands."""

    path: str
    text: str = field(repr=False)
    data: object = field(repr=False)
    problems: tuple[Problem, ...] = ()

    def place(self, location: Sequence[str | int], *, key: bool = False) -> Place:
        """Return line and column of a value, or of its key; of the nearest value around it when it is not there."""
        found: Location = ()
        for part in location:
            if (*found, part) in self._places:
                found = (*found, part)
        at = self._places.get(found, (1, 1, 1, 1))
        return at[2:] if key else at[:2]

    def locations(self) -> Iterable[Location]:
        """Return the location of every value."""
        return self._places.keys()

    @cached_property
    def _places(self) -> Mapping[Location, tuple[int, int, int, int]]:
        # Read a second time, only for a file in which something is wrong: places cost more than the data.
        reader = _Reader(self.path, self.text, places={})
        reader.read()
        return reader.places or {}


@lru_cache(maxsize=MOST)
def read(path: str, raw: bytes) -> Document:
    """Return the document in a file's bytes; what is wrong with it stands in its problems."""
    if len(raw) > MAX_BYTES:
        return _refuse(path, "", 1, 1, "too-large", "a file must be at most 1 MiB", "Split it, or leave something out.")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        message = "a file must be UTF-8 text without a byte-order mark"
        return _refuse(path, "", 1, 1, "encoding", message, "Save it as “UTF-8” (not “UTF-8 with BOM”).")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        line, column = _line_column(before, len(before))
        message = f"a file must be UTF-8 text; byte 0x{raw[error.start]:02x} is not"
        return _refuse(path, "", line, column, "encoding", message, "Save it again as UTF-8.")
    if bad := INVISIBLE.search(text):
        line, column = _line_column(text, bad.start())
        return _refuse(path, text, line, column, "control-characters", invisible(bad[0]), "Delete it.")
    reader = _Reader(path, text)
    data = reader.read()
    return Document(path, text, data, tuple(reader.problems))


def events_of(text: str) -> list[yaml.Event]:
    """Return the events of a text in which `read` finds no problem."""
    loader = Loader(text)
    try:
        return list(iter(loader.get_event, None))
    finally:
        loader.dispose()


def _refuse(path: str, text: str, line: int, column: int, rule: str, message: str, hint: str) -> Document:
    return Document(path, text, None, (Problem(path, line, column, rule, message, hint),))


def _line_column(text: str, offset: int) -> Place:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _start(event: yaml.Event) -> Place:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


class _Stop(Exception):
    """Reading cannot go on; the problem has been noted."""


class _Reader:
    def __init__(self, path: str, text: str, places: dict[Location, tuple[int, int, int, int]] | None = None) -> None:
        self.path = path
        self.text = text
        self.places = places
        self.problems: list[Problem] = []
        self._values = 0

    def read(self) -> object:
        loader = Loader(self.text)
        try:
            return self._document(iter(loader.get_event, None))
        except yaml.YAMLError as error:
            self._syntax(error)
        except _Stop:
            pass
        finally:
            loader.dispose()
        return None

    def _problem(self, event: yaml.Event, rule: str, message: str, hint: str) -> None:
        self.problems.append(Problem(self.path, *_start(event), rule, message, hint))

    def _document(self, events: Iterator[yaml.Event]) -> object:
        data: object = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.StreamEndEvent):
                break
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    message = "a file must hold one YAML document; another one begins here"
                    self._problem(event, "yaml-syntax", message, "Delete the `---` line.")
                    raise _Stop
            elif isinstance(event, yaml.NodeEvent):
                data = self._value(event, events, (), None)
        return data

    def _value(
        self, event: yaml.Event, events: Iterator[yaml.Event], location: Location, key: yaml.Event | None
    ) -> object:
        self._values += 1
        if self._values > MAX_VALUES:
            self._problem(event, "too-large", f"a file must hold at most {MAX_VALUES:,} values", "Split it.")
            raise _Stop
        if self.places is not None:
            self.places[location] = (*_start(event), *_start(key or event))
        elif type(event) is yaml.ScalarEvent and event.anchor is None and event.tag is None:  # as most are
            return self._scalar(event)
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            message = f"the alias {shown(f'*{anchor}')} must not be used"
            self._problem(event, "yaml-alias", message, "Write the value where it is needed.")
            return None
        if anchor is not None:
            message = f"the anchor {shown(f'&{anchor}')} must not be used"
            self._problem(event, "yaml-alias", message, "Delete it, and write the value where it is needed.")
        if tag is not None and tag != "!":
            self._problem(event, "yaml-tag", f"the tag {shown(tag)} must not be used", "Delete it.")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if len(location) >= MAX_DEPTH:
            self._problem(
                event, "too-deep", f"values must not be nested more than {MAX_DEPTH} deep", "Make it flatter."
            )
            raise _Stop
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, location)
        return self._mapping(events, location)

    def _sequence(self, events: Iterator[yaml.Event], location: Location) -> list[object]:
        items: list[object] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._value(event, events, (*location, len(items)), None))
        return items

    def _mapping(self, events: Iterator[yaml.Event], location: Location) -> dict[str, object]:
        data: dict[str, object] = {}
        keys: dict[str, yaml.Event] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                self._problem(event, "yaml-key", "a key must be plain text", "Write `name: value`.")
                raise _Stop
            key = event.value
            if key == "<<" and event.implicit[0]:
                self._problem(event, "yaml-alias", "the merge key << must not be used", "Write the fields out.")
            elif key in data:
                message = f"the key {shown(key)} stands here twice; it is already on line {_start(keys[key])[0]}"
                self._problem(event, "yaml-duplicate-key", message, "Keep one of the two.")
            keys.setdefault(key, event)
            value = self._value(next(events), events, (*location, key), event)
            data.setdefault(key, value)
        return data

    def _scalar(self, event: yaml.ScalarEvent) -> object:
        value: str = event.value
        if not event.implicit[0]:
            if event.style == '"' and (bad := INVISIBLE.search(value)):  # written as an escape
                self._problem(event, "control-characters", invisible(bad[0]), "Delete it.")
            return value
        if value in NULL:
            return None
        if value in TRUE or value in FALSE:
            return value in TRUE
        if INTEGER.match(value):
            return int(value)
        if BOOLEAN_TRAP.match(value):
            message = f"{shown(value)} is read as true or false by YAML"
            self._problem(event, "yaml-trap", message, f'If the word is meant, write "{value}" in quotes.')
        elif NUMBER_TRAP.match(value):
            message = f"{shown(value)} is read as a number by YAML, and changes on the way"
            self._problem(event, "yaml-trap", message, f"Write {shown(value)} in double quotes.")
        return value

    def _syntax(self, error: yaml.YAMLError) -> None:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        unclosed = "quoted scalar" in str(getattr(error, "context", "")) and "end of stream" in str(error)
        if unclosed:
            mark = getattr(error, "context_mark", mark)
        said = getattr(error, "problem", None) or "cannot be read"
        lines = LINE_END.split(self.text)  # libyaml's end is beyond the last when a file ends within a line
        line, column = min((mark.line, mark.column), (len(lines) - 1, len(lines[-1]))) if mark else (0, 0)
        here = lines[line]
        if "\t" in here[: column + 1]:
            message, hint = "YAML must be indented with spaces, not tabs", "Replace each tab by spaces."
            column = here.index("\t")
        elif unclosed:
            message, hint = "this quote is never closed", "Add the closing quote where the text ends."
        elif "mapping values are not allowed" in said:
            message = "a value that holds “: ” must be put in quotes, and each key must stand on its own line"
            hint = 'Write it as `key: "text: more text"`, and check the indentation.'
        elif "could not find expected ':'" in said or "did not find expected key" in said:
            message = "this line must be `key: value`, indented like its neighbours"
            hint = "Check the indentation and the quotes of this line and the one before it."
        else:
            message = f"this is not YAML: {said}"
            hint = "Check the quotes, brackets and indentation around here."
        self.problems.append(Problem(self.path, line + 1, column + 1, "yaml-syntax", message, hint))
