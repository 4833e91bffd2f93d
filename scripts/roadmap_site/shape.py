"""Plain data to records: what pydantic finds wrong with a file, said in our words and at its place."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from roadmap_site.model import CONTRIBUTOR_PATTERN, ID_PATTERN, TIME_PATTERN, Record
from roadmap_site.problems import Problem, shown
from roadmap_site.quick import remembered
from roadmap_site.source import Document

RULES: Final = {
    "mapping": "A file must hold a mapping of fields to values.",
    "required-field": "A field that is required must be given.",
    "unknown-field": "A field must be one that the schema knows.",
    "value-type": "A value must be of the type that its field holds: text, a number, a list or a mapping.",
    "vocabulary": "A value must be one of the words that its field allows.",
    "format": "An id, a time, a date and a year must be well formed.",
    "length": "Text and lists must be neither empty nor too long.",
}

MOST: Final = 50  # problems of shape that are reported for one file
RecordType = TypeVar("RecordType", bound=Record)

_ID: Final = re.compile(r"^[ \t-]*id:[ \t]*[\"']?([a-z0-9-]+)", re.MULTILINE)
_TYPES: Final = {
    "string_type": "text",
    "int_type": "a whole number",
    "tuple_type": "a list",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "dict_type": "a mapping",
    "date_type": "a date",
}
_KINDS: Final = {
    str: "text",
    bool: "true or false",
    int: "a number",
    list: "a list",
    dict: "a mapping",
    type(None): "nothing",
}


@remembered
def shape(document: Document, record: type[RecordType]) -> tuple[RecordType | None, tuple[Problem, ...]]:
    """Return the record that a document holds, or what is wrong with its shape."""
    data = document.data
    if not isinstance(data, dict):
        held = "is empty" if data is None else f"holds {_KINDS[type(data)]}"
        message = f"a file must hold a mapping of fields to values; this one {held}"
        return None, (
            Problem(document.path, 1, 1, "mapping", message, f"Begin with `{next(iter(record.model_fields))}: …`."),
        )
    try:
        return record.model_validate(data), ()
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True, include_input=True)
    problems = [_problem(document, record, detail) for detail in details[:MOST]]
    if len(details) > MOST:
        message = f"{len(details) - MOST:,} more values here are not what they must be"
        problems.append(Problem(document.path, 1, 1, "value-type", message, "Mend the ones above first."))
    return None, tuple(problems)


def _problem(document: Document, record: type[Record], detail: ErrorDetails) -> Problem:
    location = tuple(
        part for part in detail["loc"] if part not in ("resource", "use") or _is_field(detail["loc"], part)
    )
    name = str(location[-1]) if location else ""
    kind, value = detail["type"], detail["input"]
    context: Mapping[str, Any] = detail.get("ctx", {})

    def at(rule: str, message: str, hint: str = "", *, key: bool = False) -> Problem:
        line, column = document.place(location, key=key)
        return Problem(document.path, line, column, rule, message, hint)

    if kind == "missing":
        return at("required-field", f"{shown(name)} must be given", f"Add a line `{name}: …`.")
    if kind == "extra_forbidden":
        known = _fields(record, detail["loc"])
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
        hint = f"Did you mean `{near[0]}`?" if near else f"Fields here: {', '.join(known)}."
        return at("unknown-field", f"{shown(name)} is not a field", hint, key=True)
    if kind == "literal_error":
        allowed = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
        allowed = [word for word in allowed if word != "unknown"]  # it is for what was imported, and no advice
        near = difflib.get_close_matches(str(value), allowed, n=1, cutoff=0.5)
        hint = f"Did you mean `{near[0]}`?" if near else ""
        return at("vocabulary", f"{shown(name)} must be one of {', '.join(allowed)}; it is {shown(value)}", hint)
    if kind in _TYPES or kind.endswith("_type"):
        wanted = _TYPES.get(kind, kind.removesuffix("_type"))
        if isinstance(value, dict) and "use" not in value and wanted == "text":
            hint = "A value that holds “: ” must be put in quotes."
        else:
            hint = f'Write "{value}" in quotes.' if wanted == "text" and isinstance(value, bool | int) else ""
        held = _KINDS.get(type(value), type(value).__name__)
        return at("value-type", f"{_named(location)} must be {wanted}; it is {held}", hint)
    return at(*_bounds(_named(location), kind, value, context))


def _bounds(name: str, kind: str, value: object, context: Mapping[str, Any]) -> tuple[str, str, str]:
    if kind == "string_pattern_mismatch":
        if context["pattern"] == TIME_PATTERN:
            return "format", f"{name} must be a time such as 45m, 3h or 2h25m; it is {shown(value)}", ""
        if context["pattern"] == ID_PATTERN:
            message = f"{name} must be an id: lower-case letters, digits and single hyphens; it is {shown(value)}"
            return "format", message, "Ids look like `gradient-descent`."
        if context["pattern"] == CONTRIBUTOR_PATTERN:
            message = f"{name} must be a name, or a GitHub account such as @octocat; it is {shown(value)}"
            return "format", message, 'An account is written in quotes: "@octocat".'
        return "format", f"{name} is not well formed: {shown(value)}", ""
    if kind.startswith("date"):
        return "format", f"{name} must be a date such as 2026-11-21; it is {shown(value)}", ""
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = "at least" if kind.startswith("greater") else "at most"
        return "format", f"{name} must be {bound} {context.get('ge', context.get('le'))}; it is {shown(value)}", ""
    if kind == "string_too_short":
        return "length", f"{name} must not be empty", "Write it, or leave the field out."
    if kind == "string_too_long":
        length = len(value) if isinstance(value, str) else 0
        return (
            "length",
            f"{name} must be at most {context['max_length']:,} characters long; it is {length:,}",
            "Say it in fewer words.",
        )
    if kind == "too_short":
        return "length", f"{name} must hold at least {context['min_length']} entry", "Add one."
    return "value-type", f"{name} is not what it must be: {shown(value)}", ""


def _named(location: tuple[str | int, ...]) -> str:
    """Return `` `covers` `` for a field, and `` entry 2 of `covers` `` for a value in its list."""
    if not location:
        return "the file"
    last = location[-1]
    return f"entry {last + 1} of {shown(location[-2])}" if isinstance(last, int) and len(location) > 1 else shown(last)


def _is_field(location: tuple[str | int, ...], part: str | int) -> bool:
    # pydantic puts the tag of the union (resource, use) into the location, right behind the index in the list
    where = location.index(part)
    return where == 0 or not isinstance(location[where - 1], int)


def _fields(record: type[Record], location: tuple[str | int, ...]) -> list[str]:
    """Return the fields that are known where the unknown one stands."""
    models = {"resource": "Resource", "use": "Use"}
    schema = _schema(record)
    here: Any = schema
    for part in location[:-1]:
        here = _resolve(schema, here)
        if part in models and "oneOf" in here:
            here = schema["$defs"][models[str(part)]]
        elif isinstance(part, int):
            here = here.get("items", here)
        else:
            here = here.get("properties", {}).get(part, here)
    return list(_resolve(schema, here).get("properties", {}))


@cache
def _schema(record: type[Record]) -> dict[str, Any]:
    return record.model_json_schema()


def _resolve(schema: Any, here: Any) -> Any:
    for option in (here, *here.get("anyOf", ())):
        if "$ref" in option:
            return schema["$defs"][option["$ref"].rpartition("/")[2]]
    return next((o for o in here.get("anyOf", ()) if o.get("type") != "null"), here)


def raw_ids(document: Document) -> Iterator[str]:
    """Yield the resource ids in a file with mistakes, so that references to them are not called unknown.

    Where the file is no YAML, every line that names an id counts.
    """
    data = document.data
    if data is None:
        yield from _ID.findall(document.text)
    entries = data.get("resources") if isinstance(data, dict) else None
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("id"), str):
            yield entry["id"]
