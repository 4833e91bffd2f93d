"""The page on the fields of the YAML files, made from the schemas that editors read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from roadmap_site.model import CONTRIBUTOR_PATTERN, ID_PATTERN, TIME_PATTERN
from roadmap_site.schema import FILES, schemas

_HEAD: Final = """\
---
title: Fields
description: Every field of the roadmap's YAML files - what it holds, which words it allows, and whether it must be given.
---

# Fields

Every field of the files below `roadmap/`, in the order in which they stand in a file. What is not called required can be left out. An editor that reads the schemas completes them and says the same while you type; `roadmap fix` puts them in order.
{: .rm-lead }

A whole file with remarks stands in `CONTRIBUTING.md`, in the repository; what must hold beyond the shape stands under [Rules](rules.md).

- An **id** is made of lower-case letters, digits and single hyphens, such as `gradient-descent`. It stays for ever: `roadmap rename` keeps the old one.
- A **time** is hours and minutes of work: `45m`, `3h` or `2h25m`.
- A **date** is written as `2026-11-21`.
- **Text** is plain text: Markdown and HTML are shown as they are written.
"""  # noqa: E501 - one paragraph a line, as in all pages
_TABLE: Final = "Field | Holds | What it says\n----- | ----- | ------------\n"
_NAMES: Final = {
    "topic": "Topic", "path": "Path", "project": "Project", "stage": "Stage",
    "roadmap": "Roadmap", "retired": "Dropped addresses",
}  # fmt: skip
_PATTERNS: Final = {
    ID_PATTERN: "an id",
    TIME_PATTERN: "a time",
    CONTRIBUTOR_PATTERN: "a name or an account",
}


def page() -> str:
    """Return the Markdown of docs/fields.md."""
    made = schemas()
    known: set[str] = set()
    parts = [_HEAD]
    for kind in _NAMES:
        schema = json.loads(made[f"{kind}.schema.json"])
        parts.append(f"## {_NAMES[kind]}\n\n`{FILES[kind][1]}`\n\n{_TABLE}{''.join(_rows(schema))}")
        for name, part in _in_order(schema):
            if name not in known:
                known.add(name)
                parts.append(f"### {name}\n\n{part['description']}\n\n{_TABLE}{''.join(_rows(part))}")
    return "\n".join(parts)


def _in_order(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the records that a file holds, in the order in which its fields name them."""
    inner: dict[str, dict[str, Any]] = schema.get("$defs", {})
    waiting, seen = [schema], set()
    while waiting:
        for name in _named(waiting.pop(0).get("properties", {})):
            if name not in seen and inner[name]["description"] != schema["description"]:
                seen.add(name)
                waiting.append(inner[name])
                yield name, inner[name]


def _named(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"].rpartition("/")[2]
        for inner in value.values():
            yield from _named(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _named(inner)


def _rows(schema: dict[str, Any]) -> Iterator[str]:
    for name, value in schema["properties"].items():
        must = "**required**: " if name in schema.get("required", ()) else ""
        default = f"; `{value['default']}` when left out" if value.get("default") else ""
        yield f"`{name}` | {must}{_held(value)}{default} | {_cell(value['description'])}\n"


def _held(value: dict[str, Any]) -> str:
    """Return in words what a field may hold."""
    value = next((one for one in value.get("anyOf", ()) if one.get("type") != "null"), value)
    if "$ref" in value:
        return _link(value)
    if "enum" in value:
        return ", ".join(f"`{word}`" for word in value["enum"])
    if value["type"] == "array":
        items, least = value["items"], " (at least one)" if value.get("minItems") else ""
        if "oneOf" in items:
            return f"a list of {' or '.join(map(_link, items['oneOf']))}{least}"
        inner = _link(items) if "$ref" in items else "ids" if items.get("pattern") == ID_PATTERN else "texts"
        return f"a list of {inner}{least}"
    if value["type"] == "integer":
        return f"a whole number from {value['minimum']} to {value['maximum']}"
    if value.get("format") == "date":
        return "a date"
    if "pattern" in value:
        return _PATTERNS.get(value["pattern"], "a name without spaces")
    return f"text of at most {value['maxLength']:,} characters"


def _link(value: dict[str, Any]) -> str:
    name = value["$ref"].rpartition("/")[2]
    return f"[{name}](#{name.lower()})"


def _cell(text: str) -> str:
    return text.replace("<", "&lt;").replace("|", "&#124;")
