"""Markdown as a tree whose parts know their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from roadmap_site.intake.ledger import Ledger

Node = SyntaxTreeNode
_BARE: Final = re.compile(r"https?://[^\s<>]+[^\s<>.,;:!?'\"()\[\]]")
_TICK: Final = re.compile(r"\s*\[[ xX]\]\s+")
_SIGNS: Final = re.compile(r"(?<![\w:])(?:[ \t]*:[a-z][a-z0-9_+-]{1,40}:)+(?![\w:])")  # such as GitHub draws
_FENCE: Final = re.compile(r"(?:---|\+\+\+)\s*\Z")
_BREAKS: Final = frozenset(("softbreak", "hardbreak"))


@dataclass(frozen=True)
class Link:
    """A link in a line of text."""

    text: str
    url: str
    line: int
    column: int


@dataclass(frozen=True)
class Inline:
    """A run of text with the links in it; the first words in bold, when it begins with such."""

    parts: tuple[str | Link, ...]
    first: int
    last: int
    strong: str = ""

    @property
    def links(self) -> tuple[Link, ...]:
        return tuple(part for part in self.parts if isinstance(part, Link))

    @property
    def text(self) -> str:
        """All of its text, on one line."""
        return joined(self.parts)


def joined(parts: Sequence[str | Link]) -> str:
    """Return the text of parts, on one line."""
    return " ".join("".join(part if isinstance(part, str) else part.text for part in parts).split())


def parsed(ledger: Ledger) -> Node:
    """Return the tree of a text; settings at its head and definitions of links, which leave no trace, are settled."""
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    reader.validateLink = bool  # type: ignore[method-assign,assignment]  # what may be linked is judged later
    text = ledger.text
    if ledger.lines and _FENCE.match(ledger.lines[0]):
        fence = ledger.lines[0].strip()
        end = next((i for i, line in enumerate(ledger.lines[1:], 2) if line.strip() == fence), 0)
        if end:
            ledger.tell(1, end, "import-form", "settings at the head of the file are not taken")
            text = "\n" * end + "\n".join(ledger.lines[end:])
    known: dict[str, Any] = {}
    tree = Node(reader.parse(text, known))
    there = {node.attrs.get("href") or node.attrs.get("src") for node in tree.walk() if node.type in ("link", "image")}
    for definition in known.get("references", {}).values():
        first, last = definition["map"][0] + 1, definition["map"][1]
        if definition["href"] in there:
            ledger.use(first, last)
        else:
            ledger.tell(first, last, "import-form", "an address that no link uses is not taken")
    return tree


def lines(node: Node) -> tuple[int, int]:
    """Return the first and last line of a part that has lines."""
    if (node.token or node.nester_tokens) and node.map:
        return node.map[0] + 1, max(node.map[1], node.map[0] + 1)
    spans = [lines(child) for child in node.children if child.type not in ("text", "softbreak")]
    return (min(s[0] for s in spans), max(s[1] for s in spans)) if spans else (1, 1)


def inline(node: Node | None, ledger: Ledger) -> Inline | None:
    """Return the text of a paragraph, heading or cell; pictures and HTML in it are told of."""
    if node is None or node.type != "inline":
        return None
    first, last = lines(node)
    last = min(last, len(ledger.lines))
    parts: list[str | Link] = []
    line = first
    pictures, html, signs = set[int](), set[int](), set[int]()

    def walk(nodes: Sequence[Node]) -> Iterator[str | Link]:
        nonlocal line
        for child in nodes:
            if child.type in _BREAKS:
                line = min(line + 1, last)
                yield " "
            elif child.type == "link":
                before = set(pictures)
                label = joined(list(walk(child.children)))
                if not label:
                    pictures.intersection_update(before)  # the link as a whole is told of
                url = str(child.attrs.get("href", ""))
                yield Link(label, url, line, _column(ledger, line, label, url))
            elif child.type == "image":
                pictures.add(line)
            elif child.type == "html_inline":
                html.add(line)
            elif child.type == "text":
                plain = _SIGNS.sub("", child.content)
                signs.update((line,) if plain != child.content else ())
                yield from _bare(plain, line, ledger)
            elif child.type == "code_inline":
                yield child.content
            else:
                yield from walk(child.children)

    parts.extend(walk(node.children))
    for what, found in (("a picture", pictures), ("a sign such as :tada:", signs), ("HTML", html)):
        for where in found:
            ledger.tell(where, where, "import-form", f"{what} in the line is left out")
    begin = [child for child in node.children if child.type != "text" or child.content.strip()][:1]
    strong = joined(list(walk(begin[0].children))) if begin and begin[0].type in ("strong", "em") else ""
    return Inline(tuple(part for part in parts if part != ""), first, last, strong)


def _bare(text: str, line: int, ledger: Ledger) -> Iterator[str | Link]:
    """Yield text, and the addresses in it that are no links yet."""
    at = 0
    for found in _BARE.finditer(text):
        yield text[at : found.start()]
        yield Link(found[0], found[0], line, _column(ledger, line, found[0], found[0]))
        at = found.end()
    yield text[at:]


def _column(ledger: Ledger, line: int, label: str, url: str) -> int:
    text = ledger.lines[line - 1]
    found = [at for at in (text.find(f"[{label}]"), text.find(url), text.find(label)) if at >= 0]
    return found[0] + 1 if found else ledger.column(line)


def unticked(line: Inline) -> Inline:
    """Return a line without the box that it begins with."""
    head = line.parts[0] if line.parts else ""
    match = _TICK.match(head) if isinstance(head, str) else None
    if not match or isinstance(head, Link):
        return line
    return Inline((head[match.end() :], *line.parts[1:]), line.first, line.last, line.strong)
