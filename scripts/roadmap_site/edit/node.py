"""The tree of a YAML file: scalars and blocks, with the comments and blank lines around each of their items."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from roadmap_site.plain import is_text
from roadmap_site.source import Location

_UNSAFE: Final = re.compile(r"[-?:](?:\s|\Z)|[,\[\]{}#&*!|>'\"%@`=~]|<<|\.\.\.|---|.*(?::(?:\s|\Z)|\s#)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value: its text, how it was written (`"` `'` `>` `|`, or nothing for plain), and its folded lines."""

    value: str
    style: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A value in a list, or under a key, with the lines before it and the comment beside it."""

    value: Node
    key: str | None = None
    before: tuple[str, ...] = ()  # comments, and "" for a blank line
    comment: str = ""  # with the spaces before it


@dataclass(frozen=True, slots=True)
class Block:
    """A mapping or a list, with the comments below its last item."""

    items: tuple[Item, ...]
    mapping: bool
    after: tuple[str, ...] = ()


Node: TypeAlias = Scalar | Block


def plain(value: str) -> bool:
    """Say whether a text may be written without quotes, and be read as that text."""
    return (
        bool(value) and value == value.strip() and value.isprintable() and not _UNSAFE.match(value) and is_text(value)
    )


def node(value: object) -> Node:
    """Return the tree of plain data: text, numbers, dates, lists and mappings; fields without a value are left out."""
    if isinstance(value, Mapping):
        return Block(tuple(Item(node(v), str(k)) for k, v in value.items() if v is not None), mapping=True)
    if isinstance(value, str):
        if "\n" in value.strip("\n"):
            return Scalar(value, "|")
        return Scalar(value) if plain(value) else Scalar(value, '"')
    if isinstance(value, Sequence):
        return Block(tuple(Item(node(v)) for v in value), mapping=False)
    if isinstance(value, bool):
        return Scalar("true" if value else "false")
    if isinstance(value, int | datetime.date):
        return Scalar(str(value))
    raise TypeError(f"no YAML for {type(value).__name__}")


def find(tree: Node, location: Location) -> Node | None:
    """Return what stands at a place in a tree; nothing when there is nothing."""
    for part in location:
        at = _index(tree, part)
        if at is None or not isinstance(tree, Block):
            return None
        tree = tree.items[at].value
    return tree


def changed(tree: Node, location: Location, change: Callable[[Node], Node]) -> Node:
    """Return a tree with the value at a place changed. Raises LookupError when there is nothing at that place."""
    if not location:
        return change(tree)
    at = _index(tree, location[0])
    if at is None or not isinstance(tree, Block):
        raise LookupError(location)
    item = tree.items[at]
    inner = replace(item, value=changed(item.value, location[1:], change))
    return replace(tree, items=(*tree.items[:at], inner, *tree.items[at + 1 :]))


def without(tree: Node, location: Location) -> Node:
    """Return a tree without the item at a place; the comments before it go with it, those at the file's head stay."""
    *way, last = location

    def drop(block: Node) -> Node:
        at = _index(block, last)
        if at is None or not isinstance(block, Block):
            raise LookupError(location)
        rest = [*block.items[:at], *block.items[at + 1 :]]
        if at == 0 and not way and rest:
            rest[0] = replace(rest[0], before=(*block.items[0].before, *rest[0].before))
        return replace(block, items=tuple(rest))

    return changed(tree, tuple(way), drop)


def with_item(tree: Node, location: Location, value: object, key: str | None = None) -> Node:
    """Return a tree with a value added at the end of the list, or under a key of the mapping, at a place."""

    def add(block: Node) -> Node:
        if not isinstance(block, Block):
            raise LookupError(location)
        return replace(block, items=(*block.items, Item(node(value), key)))

    return changed(tree, location, add)


def _index(tree: Node, part: str | int) -> int | None:
    if not isinstance(tree, Block):
        return None
    if isinstance(part, int):
        return part if not tree.mapping and part < len(tree.items) else None
    return next((i for i, item in enumerate(tree.items) if tree.mapping and item.key == part), None)
