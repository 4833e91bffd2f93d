"""A tree to text, in the canonical form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from roadmap_site.edit.node import Block, Item, Node, Scalar, plain

WIDTH: Final = 120
BRACKETS: Final = frozenset(("by", "covers", "also"))  # lists that stand on one line while they fit

_SPACE: Final = re.compile(r"(?<=\S) (?=\S)")
_ESCAPED: Final = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')
_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_BRACKETED: Final = re.compile(r"[,\[\]{}]|:")


def text(tree: Node) -> str:
    """Return the text of a tree."""
    return "".join(f"{line}\n" for line in lines(tree)).lstrip("\n").rstrip("\n") + "\n"


def lines(tree: Node, indent: int = 0) -> Iterator[str]:
    """Yield the lines of a tree, indented."""
    pad = " " * indent
    if isinstance(tree, Scalar):
        yield from _scalar(pad[:-1], tree, indent - 2, "")
        return
    for item in tree.items:
        yield from _notes(item.before, pad)
        if item.key is not None:
            yield from _entry(item, indent)
        elif isinstance(item.value, Block) and item.value.items:
            before, value = _hoisted(item.value)
            yield from _notes(before, pad)
            first, *rest = lines(value, indent + 2)
            yield f"{pad}- {first[indent + 2 :]}"
            yield from rest
        else:
            yield from _value(f"{pad}-", item, indent)
    yield from _notes(tree.after, pad)


def quoted(value: str) -> str:
    """Return a text in double quotes, with what must be escaped."""
    return '"' + _ESCAPED.sub(lambda c: _ESCAPES.get(c[0]) or _hexadecimal(ord(c[0])), value) + '"'


def _hexadecimal(code: int) -> str:
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def _notes(notes: tuple[str, ...], pad: str) -> Iterator[str]:
    return (pad + note if note else "" for note in notes)


def _hoisted(block: Block) -> tuple[tuple[str, ...], Block]:
    """Return the comments before a block's first item, which cannot stand behind a dash, and the block without them."""
    first = block.items[0]
    before, value = first.before, first.value
    if first.key is None and isinstance(value, Block) and value.items:
        inner, value = _hoisted(value)
        before = (*before, *inner)
    return before, replace(block, items=(replace(first, before=(), value=value), *block.items[1:]))


def _entry(item: Item, indent: int) -> Iterator[str]:
    key = item.key or ""
    head = " " * indent + (key if plain(key) else quoted(key)) + ":"
    value = item.value
    if isinstance(value, Block) and value.items:
        if key in BRACKETS and (short := _bracketed(value)) and len(head) + 1 + len(short) <= WIDTH:
            yield f"{head} {short}{item.comment}"
        else:
            yield head + item.comment
            yield from lines(value, indent + 2)
    else:
        yield from _value(head, item, indent)


def _value(head: str, item: Item, indent: int) -> Iterator[str]:
    if isinstance(item.value, Scalar):
        yield from _scalar(head, item.value, indent, item.comment)
    else:
        yield f"{head} {'{}' if item.value.mapping else '[]'}{item.comment}"


def _bracketed(block: Block) -> str:
    """Return a list on one line; nothing when it cannot stand so."""
    if block.mapping or block.after:
        return ""
    values = []
    for item in block.items:
        value = item.value
        if item.before or item.comment or not isinstance(value, Scalar) or not value.value:
            return ""
        bare = not value.style and not _BRACKETED.search(value.value)
        values.append(value.value if bare else quoted(value.value))
    return f"[{', '.join(values)}]"


def _scalar(head: str, scalar: Scalar, indent: int, comment: str) -> Iterator[str]:
    value, style = scalar.value, scalar.style
    if not style and not value:
        yield head + comment
        return
    width = WIDTH - indent - 2
    broken = _broken(scalar, width) if style in (">", "|") else ()
    short = value if not style and _stays_plain(value) else quoted(value)
    if not broken and (style not in ("|", ">") or not value):
        fits = "\n" not in value and len(head) + 1 + len(short) <= WIDTH
        broken = () if fits or " " not in value else tuple(_folded(value, width) or ())
    if not broken:
        yield f"{head} {short}{comment}"
        return
    chomping = "" if value.endswith("\n") else "-"
    yield f"{head} {'|' if style == '|' and _literal(value) else '>'}{chomping}{comment}"
    for line in broken:
        yield " " * (indent + 2) + line if line else ""


def _stays_plain(value: str) -> bool:
    """Say whether what was read as plain, maybe over several lines or in brackets, is read so on one line too."""
    return "\n" not in value and not re.search(r"\A[-?:](?:\s|\Z)|:\s|:\Z|\s#|\A#|[\x85\u2028\u2029]", value)


def _broken(scalar: Scalar, width: int) -> tuple[str, ...]:
    """Return the lines of a block: as its writer broke them, while they fit; nothing when it cannot be a block."""
    value = scalar.value.removesuffix("\n")
    if scalar.style == "|":
        return tuple(value.split("\n")) if _literal(scalar.value) else ()
    if all(scalar.lines) and " ".join(scalar.lines) == value and max(map(len, scalar.lines)) <= width:
        return scalar.lines
    return tuple(_folded(scalar.value, width) or ())


def _literal(value: str) -> bool:
    """Say whether a text can stand as it is, line by line."""
    rows = value.removesuffix("\n").split("\n")
    return (
        bool(rows[0].strip() and rows[-1].strip())
        and not rows[0][0].isspace()
        and all(row == "" or row.strip() for row in rows)
        and not _ESCAPED.search(value.replace('"', "").replace("\\", "").replace("\n", ""))
    )


def _folded(value: str, width: int) -> list[str] | None:
    """Return the lines that fold into a text; nothing when none do."""
    rows = value.removesuffix("\n").split("\n")
    if not _literal(value) or any(row[:1].isspace() or row[-1:].isspace() for row in rows):
        return None
    found: list[str] = []
    for i, row in enumerate(rows):
        if i:
            found.append("")
        if row:
            found.extend(_filled(row, width))
    return found


def _filled(row: str, width: int) -> Iterator[str]:
    line = ""
    for word in _SPACE.split(row):
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line
