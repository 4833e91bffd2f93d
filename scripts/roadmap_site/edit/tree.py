"""YAML text to its tree: the values from libyaml's events, the comments and blank lines from what lies between them."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import yaml

from roadmap_site.edit.node import Block, Item, Node, Scalar
from roadmap_site.source import events_of

_LINE: Final = re.compile(r"\n[ \t]*(?=\n)|(?P<gap>[ \t]*)(?P<comment>#[^\n]*)")
_BESIDE: Final = 1 << 20  # the column of a comment that stands beside something


@dataclass(slots=True)
class _Trivia:
    start: int
    column: int  # of a comment on a line of its own
    text: str
    gap: str


def parse(text: str) -> Node:
    """Return the tree of a text that `source.read` finds nothing wrong with; its lines must end in `\\n`."""
    return _Parser(text, events_of(text)).document()


def _start(event: yaml.Event) -> int:
    return event.start_mark.index if event.start_mark else 0


def _stop(event: yaml.Event) -> int:
    return event.end_mark.index if event.end_mark else 0


def _column(event: yaml.Event) -> int:
    return event.start_mark.column if event.start_mark else 0


def _end(text: str, event: yaml.ScalarEvent) -> int:
    """Return where a scalar ends, without the blank lines after a block."""
    start, end = _start(event), _stop(event)
    return start + len(text[start:end].rstrip()) if event.style in (">", "|") else end


def _trivia(text: str, events: list[yaml.Event]) -> Iterator[_Trivia]:
    start = 0
    for event in events:
        if isinstance(event, yaml.ScalarEvent):
            yield from _between(text, start, _start(event))
            start = _end(text, event)
    yield from _between(text, start, len(text))


def _between(text: str, start: int, end: int) -> Iterator[_Trivia]:
    part = text[start:end]
    if "#" not in part and part.count("\n") < 2:
        return
    for found in _LINE.finditer(part):
        at = start + found.start()
        comment = found["comment"]
        if comment is None:
            yield _Trivia(at + 1, -1, "", "")
            continue
        line = text.rfind("\n", 0, at + 1) + 1
        own = line >= start + (start > 0) and not text[line : start + found.start("comment")].strip()
        column = start + found.start("comment") - line if own else _BESIDE
        yield _Trivia(start + found.start("comment"), column, comment.rstrip(), found["gap"])


class _Parser:
    def __init__(self, text: str, events: list[yaml.Event]) -> None:
        self.text = text
        self.events = deque(events)
        self.trivia = deque(_trivia(text, events))

    def document(self) -> Node:
        while not isinstance(self.events[0], yaml.NodeEvent):
            self.events.popleft()
        before = self._until(_start(self.events[0]))
        value, comment = self._value()
        after = tuple(t.text for t in self.trivia)
        if comment:
            before = (*before, comment.strip())
        if not isinstance(value, Block) or not value.items:
            return Block((Item(value, None, before),), mapping=False, after=after)
        first = replace(value.items[0], before=(*before, *value.items[0].before))
        return replace(value, items=(first, *value.items[1:]), after=(*value.after, *after))

    def _until(self, index: int) -> tuple[str, ...]:
        """Take the comments and blank lines before an index."""
        taken = []
        while self.trivia and self.trivia[0].start < index:
            taken.append(self.trivia.popleft().text)
        return tuple(taken)

    def _below(self, indent: int, event: yaml.Event) -> tuple[str, ...]:
        """Take the comments that belong to a block that ends: those indented like it, and deeper than what follows."""
        following = _column(event) if _start(event) < len(self.text) else -1
        least = max(indent, following + 1)
        last = 0
        for i, found in enumerate(self.trivia):
            if found.start >= _start(event) or (found.text and found.column < least):
                break
            if found.text:
                last = i + 1
        return tuple(self.trivia.popleft().text for _ in range(last))

    def _beside(self, end: int) -> str:
        """Take the comment on the line on which something ends, and before what follows it."""
        if (
            self.trivia
            and self.trivia[0].column == _BESIDE
            and self.trivia[0].start < _start(self.events[0])
            and "\n" not in self.text[end : self.trivia[0].start]
        ):
            found = self.trivia.popleft()
            return (found.gap if found.gap.strip(" ") == "" and found.gap else "  ") + found.text
        return ""

    def _value(self) -> tuple[Node, str]:
        """Return the next value, and the comment beside it."""
        event = self.events.popleft()
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        mapping = isinstance(event, yaml.MappingStartEvent)
        flow = self.text[_start(event) : _stop(event)] in ("{", "[")
        items: list[Item] = []
        if flow and (comment := self._beside(_stop(event))):
            self.trivia.appendleft(_Trivia(_stop(event), -1, comment.strip(), ""))
        while not isinstance(self.events[0], yaml.CollectionEndEvent):
            items.append(self._item(mapping))
        end = self.events.popleft()
        if not flow:
            return Block(tuple(items), mapping, self._below(_column(event), end)), ""
        after = self._until(_start(end))
        if not items:
            return Block((), mapping), "".join(f"  {text}" for text in after if text) or self._beside(_stop(end))
        return Block(tuple(items), mapping, after), self._beside(_stop(end))

    def _item(self, mapping: bool) -> Item:
        before = self._until(_start(self.events[0]))
        key = None
        beside = ""
        if mapping:
            event = self.events.popleft()
            key = str(getattr(event, "value", ""))
            beside = self._beside(_stop(event))
            if isinstance(self.events[0], yaml.ScalarEvent):
                before = (*before, *self._until(_start(self.events[0])))
        value, comment = self._value()
        if beside and comment:
            before = (*before, beside.strip())
        comment = comment or beside
        if comment and key is None and isinstance(value, Block) and value.items:
            before, comment = (*before, comment.strip()), ""
        return Item(value, key, before, comment)

    def _scalar(self, event: yaml.ScalarEvent) -> tuple[Scalar, str]:
        end = _end(self.text, event)
        if event.style not in (">", "|"):
            return Scalar(event.value, event.style or ""), self._beside(end)
        header, _, content = self.text[_start(event) : end].partition("\n")
        at = header.find("#")
        comment = header[len(header[:at].rstrip()) :].rstrip() if at > 0 else ""
        return Scalar(event.value, event.style, tuple(line.strip(" ") for line in content.split("\n"))), comment
