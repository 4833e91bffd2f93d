"""HTML that need not pass through Markdown: it is set aside before, and put back after.

Markdown leaves a block of HTML as it is, but reads it tag by tag, several times; that is most of what it does in a page
of ours. What stands in its place names it by its content, so that a page still depends on all of its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from roadmap_site.publish.keys import hashed

_SHORTEST: Final = 200  # characters; less costs more to set aside
_START: Final = re.compile(r"(?<=\n\n)<(div|ol|ul|p|table|details|figure|section|nav)(?=[ >])")
_MARK: Final = re.compile(r"<!--set-aside-([0-9a-f]{32})-->")
_ID: Final = re.compile(r'<[^>]*?\sid="([^"]*)"')


def set_aside(markdown: str) -> tuple[str, dict[str, str]]:
    """Return a text with a mark in the place of each long block of HTML, and those by their marks.

    The text is one that was made from templates: what looks like a tag in it is one.
    """
    kept: list[str] = []
    blocks: dict[str, str] = {}
    done = 0
    for start, end in _blocks(markdown):
        block = markdown[start:end]
        mark = f"<!--set-aside-{hashed(block).hex()}-->"
        blocks[mark] = block
        kept += (markdown[done:start], mark)
        done = end
    return "".join((*kept, markdown[done:])), blocks


def put_back(html: str, blocks: Mapping[str, str]) -> str:
    """Return HTML with the blocks in the place of their marks."""
    return _MARK.sub(lambda mark: blocks.get(mark[0], mark[0]), html) if blocks else html


def anchors(blocks: Mapping[str, str]) -> Iterator[str]:
    """Yield what can be linked to in some blocks."""
    for block in blocks.values():
        yield from _ID.findall(block)


def _blocks(markdown: str) -> Iterator[tuple[int, int]]:
    """Yield where each long block of HTML begins and ends that has blank lines around it."""
    done = 0
    while found := _START.search(markdown, done):
        end = _end(markdown, found)
        if end is None:
            done = found.end()
            continue
        if end - found.start() >= _SHORTEST and (markdown.startswith("\n\n", end) or not markdown[end:].strip()):
            yield found.start(), end
        done = end


def _end(markdown: str, start: re.Match[str]) -> int | None:
    """Return where the tag that begins here is closed."""
    depth = 0
    for tag in re.compile(rf"<(/?){start[1]}(?=[ >])[^>]*>").finditer(markdown, start.start()):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.end()
    return None
