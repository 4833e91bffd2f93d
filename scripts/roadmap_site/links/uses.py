"""Where addresses stand: in hand-written Markdown, or in a plain list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from roadmap_site.addresses import fault
from roadmap_site.links.seen import Link, Use

# Inline links, reference definitions, autolinks, and what stands bare; a closing bracket belongs to the address only
# when its opening one does.
_MARKDOWN: Final = re.compile(
    r"\]\(\s*<?(?P<inline>https?://(?:[^\s()<>]|\([^\s()<>]*\))+)"
    r"|^\s{0,3}\[[^\]]+\]:\s*<?(?P<reference>https?://[^\s<>]+)"
    r"|<(?P<auto>https?://[^\s<>]+)>"
    r"|(?:href|src)=\"(?P<html>https?://[^\"\s]+)\""
    r"|(?<![\w(\[\"'=`/<])(?P<bare>https?://(?:[^\s()<>`\"'\]]|\([^\s()<>]*\))+)",
    re.IGNORECASE,
)
_FENCE: Final = re.compile(r"^\s*(`{3,}|~{3,})")


def of_markdown(path: Path) -> Iterator[tuple[str, None, Use]]:
    """Yield every address in a Markdown file, outside of code."""
    fence = ""
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
            continue
        if fence:
            continue
        bare = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", lambda m: " " * len(m[0]), line)
        for found in _MARKDOWN.finditer(bare):
            url = next(text for text in found.groups() if text)
            if found["bare"]:
                url = url.rstrip(".,;:!?*_")
            yield url, None, Use(str(path), number, found.start(found.lastgroup or 0) + 1)


def of_list(text: str, name: str) -> Iterator[tuple[str, None, Use]]:
    """Yield the addresses of a plain list: one a line, empty lines and lines that begin with # left out."""
    for number, line in enumerate(text.splitlines(), 1):
        url = line.strip()
        if url and not url.startswith("#"):
            yield url, None, Use(name, number)


def links(found: Iterable[tuple[str, str | None, Use]]) -> list[Link]:
    """Return each address once, with all its places, in the order in which they first stand."""
    uses: dict[str, list[Use]] = {}
    titles: dict[str, str] = {}
    for url, expected, use in found:
        uses.setdefault(url, []).append(use)
        if expected:
            titles.setdefault(url, expected)
    return [Link(url, titles.get(url), tuple(places)) for url, places in uses.items()]


def why_never(url: str) -> str:
    """Return why an address is not asked at all; empty when it is."""
    try:
        parts = urlsplit(url)
        if parts.scheme.lower() in ("http", "https") and parts.hostname and parts.username is None:
            return ""
    except ValueError:
        pass
    wrong = fault(url)
    return f"{wrong[0][0].upper()}{wrong[0][1:]}." if wrong else ""
