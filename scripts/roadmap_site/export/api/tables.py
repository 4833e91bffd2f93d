"""Resources, topics and edges as tables: CSV, and the Frictionless data package that says what is in them."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from types import NoneType
from typing import Any, Final, Literal, get_args, get_origin

from roadmap_site.export import records
from roadmap_site.export.api.endpoints import licence_url
from roadmap_site.export.text import json_text
from roadmap_site.later import Later

_Type = Literal["string", "integer", "date"]


@dataclass(frozen=True)
class _Column:
    name: str
    about: str
    type: _Type = "string"
    value: Callable[[Any], Any] | None = None  # when it is not the record's own field of that name
    required: bool = False


@dataclass(frozen=True)
class _Table:
    name: str
    about: str
    columns: tuple[_Column, ...]
    rows: Callable[[records.Whole], Iterable[Any]]
    key: str | None = None


def _of(shape: type[records.Shape], name: str) -> _Column:
    """Return a column that is a field of a record, described as it is there."""
    field = shape.model_fields[name]
    parts = set(_types(field.annotation))
    type: _Type = "integer" if int in parts else "date" if datetime.date in parts else "string"
    several = get_origin(field.annotation) is tuple
    return _Column(name, field.description or "", type, required=not several and NoneType not in parts)


def _types(annotation: Any) -> Iterator[Any]:
    yield annotation if isinstance(annotation, type) else None
    for part in get_args(annotation):
        yield from _types(part)


_RESOURCES: Final = _Table(
    "resources",
    "Every resource, once",
    tuple(
        _of(records.Resource, name)
        for name in (
            *("id", "title", "url", "by", "kind", "level", "cost", "minutes", "language", "year", "added"),
            *("home", "topics"),
        )
    ),
    lambda whole: whole.resources,
    "id",
)
_TOPICS: Final = _Table(
    "topics",
    "Every topic",
    tuple(
        _of(records.Topic, name)
        for name in ("id", "title", "stage", "level", "minutes", "summary", "aliases", "concepts", "page")
    ),
    lambda whole: whole.topics,
    "id",
)
_EDGES: Final = _Table(
    "edges",
    "What each topic builds on",
    (
        _Column("topic", "Id of the topic", value=lambda row: row[0].id, required=True),
        _Column("builds_on", "Id of the topic that comes first", value=lambda row: row[2].topic, required=True),
        _Column("kind", "`requires`, or `helps` when it is not needed", value=lambda row: row[1], required=True),
        _Column("why", "What of it is needed, or helps", value=lambda row: row[2].why, required=True),
    ),
    lambda whole: (
        (topic, kind, edge)
        for topic in whole.topics
        for kind, edges in (("requires", topic.requires), ("helps", topic.helps))
        for edge in edges
    ),
)
_TABLES: Final = (_RESOURCES, _TOPICS, _EDGES)
_LEADS: Final = {"edges": {"topic": "topics", "builds_on": "topics"}}  # columns that hold ids of another table
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def tables(whole: records.Whole, licence: str | None) -> Later[str]:
    """Return the tables and their description: file name to text."""
    found = {f"{table.name}.csv": partial(_csv, table, whole) for table in _TABLES}
    return Later({"datapackage.json": partial(_package, whole, licence), **found})


def _csv(table: _Table, whole: records.Whole) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    for record in table.rows(whole):
        writer.writerow(_cell(column, record) for column in table.columns)
    return text.getvalue()


def _cell(column: _Column, record: Any) -> Any:
    value = column.value(record) if column.value else getattr(record, column.name)
    text = "; ".join(value) if isinstance(value, tuple) else value
    # a spreadsheet would run such a text as a formula
    return f"'{text}" if isinstance(text, str) and text.startswith(_FORMULA) else text


def _package(whole: records.Whole, licence: str | None) -> str:
    licences = [{"name": licence, "path": licence_url(licence)}] if licence else []
    return json_text(
        {
            "profile": "tabular-data-package",
            "name": "roadmap",
            "title": whole.title,
            "description": whole.description,
            **({"licenses": licences} if licences else {}),
            "resources": [_described(table) for table in _TABLES],
        }
    )


def _described(table: _Table) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = table.key
    leads = [
        {"fields": name, "reference": {"resource": to, "fields": "id"}}
        for name, to in _LEADS.get(table.name, {}).items()
    ]
    if leads:
        schema["foreignKeys"] = leads
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: _Column) -> dict[str, Any]:
    required = {"constraints": {"required": True}} if column.required else {}
    return {"name": column.name, "type": column.type, "description": column.about, **required}
