"""A feed before it has a format."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Final

MOST: Final = 20_000  # items whose text is remembered, since each stands in several feeds


@dataclass(frozen=True)
class Item:
    """One thing that happened, or many of the same commit told together."""

    id: str
    time: str  # RFC 3339, in UTC
    title: str
    url: str
    kind: str
    lines: tuple[str, ...]

    @cached_property
    def html(self) -> str:
        """Its lines as paragraphs; nothing in them is markup."""
        return "".join(f"<p>{escape(line)}</p>" for line in self.lines) or f"<p>{escape(self.title)}</p>"


@dataclass(frozen=True)
class Feed:
    """What is told of the site, a stage or a topic, the newest first."""

    id: str
    title: str
    about: str
    page: str  # all addresses are whole ones
    atom_url: str
    json_url: str
    updated: str
    author: str
    author_url: str
    items: tuple[Item, ...]
