"""The fields of a tree in the order in which the model has them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any, Final, get_args

from roadmap_site.edit.node import Block, Item, Node
from roadmap_site.model import Path, Project, Record, RetiredList, RoadmapIndex, StageIndex, Topic, Use

RECORDS: Final[dict[str, type[Record]]] = {
    "roadmap:index": RoadmapIndex,
    "roadmap:retired": RetiredList,
    "stage": StageIndex,
    "topic": Topic,
    "path": Path,
    "project": Project,
}


def record_of(key: str) -> type[Record]:
    """Return the record in the file that a key such as `topic:svd` or `roadmap:index` names."""
    return RECORDS.get(key) or RECORDS[key.partition(":")[0]]


def ordered(tree: Node, record: type[Record] | None) -> Node:
    """Return a tree with its fields in order; unknown ones follow, and the comments at the file's head stay there."""
    if record is None or not isinstance(tree, Block) or not tree.mapping or not tree.items:
        return tree
    head = tree.items[0].before
    items = (replace(tree.items[0], before=()), *tree.items[1:])
    first, *rest = _fields(items, record)
    return replace(tree, items=(replace(first, before=(*head, *first.before)), *rest))


def _fields(items: tuple[Item, ...], record: type[Record]) -> list[Item]:
    place = {name: i for i, name in enumerate(record.model_fields)}
    found = sorted(items, key=lambda item: place.get(item.key or "", len(place)))
    return [replace(item, value=_value(item.value, inner(record, item.key or ""))) for item in found]


def _value(value: Node, inner: tuple[type[Record], ...]) -> Node:
    if not inner or not isinstance(value, Block) or not value.items:
        return value
    if not value.mapping:
        return replace(value, items=tuple(replace(item, value=_value(item.value, inner)) for item in value.items))
    keys = {item.key for item in value.items}
    record = Use if Use in inner and "use" in keys else inner[0]
    return replace(value, items=tuple(_fields(value.items, record)))


@cache
def inner(record: type[Record], name: str) -> tuple[type[Record], ...]:
    """Return the records that a field holds."""
    field = record.model_fields.get(name)
    return tuple(_records(field.annotation)) if field else ()


def _records(annotation: Any) -> list[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return [annotation]
    return [found for part in get_args(annotation) for found in _records(part)]
