"""Changes to the text of one file: the canonical form, and entries that are added."""

from __future__ import annotations

from collections.abc import Mapping

from roadmap_site.edit import form
from roadmap_site.edit.node import Block, Item, Node, find, node, with_item
from roadmap_site.edit.order import ordered
from roadmap_site.edit.tree import parse
from roadmap_site.model import Record
from roadmap_site.problems import Problem, Refused
from roadmap_site.source import read


class Unsafe(Exception):
    """A file would mean something else afterwards; it is left as it is."""


def formatted(text: str, record: type[Record] | None = None) -> str:
    """Return a file's text in canonical form, with the fields of a record in order.

    Raises Refused, with the problems, for a text that is not YAML as we read it, and Unsafe when the result would not
    hold the same data.
    """
    clean = newlines(text)
    return written(ordered(tree_of(clean), record), clean)


def newlines(text: str) -> str:
    """Return a text without a byte-order mark, whose lines end in `\\n`."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def tree_of(text: str, path: str = "") -> Node:
    """Return the tree of a file's text. Raises Refused when something is wrong with its YAML."""
    document = read(path, text.encode())
    if document.problems:
        raise Refused(document.problems)
    if not isinstance(document.data, dict):
        raise Refused([Problem(path, 1, 1, "mapping", "a file must hold a mapping of fields to values")])
    return parse(newlines(text))


def written(tree: Node, like: str) -> str:
    """Return the text of a tree. Raises Unsafe when it does not hold the data of the text that it was made from."""
    result = form.text(tree)
    if result == like:
        return result
    before, after = read("", like.encode()), read("", result.encode())
    if after.problems or after.data != before.data:
        raise Unsafe
    return result


def entry_text(record: type[Record], fields: Mapping[str, object], indent: int = 2) -> str:
    """Return the lines of one entry of a list, in canonical form: `  - id: …`; fields that are None are left out."""
    entry = Block((Item(ordered(node(fields), record)),), mapping=False)
    return "".join(f"{line}\n" for line in form.lines(entry, indent))


def with_entry(text: str, record: type[Record], field: str, fields: Mapping[str, object]) -> str:
    """Return the text of a record's file with an entry at the end of a list, which is made when it is not there.

    The rest of the file is put in canonical form too. Raises Refused for a text that is not YAML as we read it.
    """
    tree = tree_of(newlines(text))
    if not isinstance(find(tree, (field,)), Block):
        tree = with_item(tree, (), [], field)
    return form.text(ordered(with_item(tree, (field,), fields), record))
