"""A feed as Atom, RFC 4287."""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from roadmap_site.feeds.items import MOST, Feed, Item

TYPE: Final = "application/atom+xml"


def atom(feed: Feed) -> str:
    """Return the text of a feed."""
    lines = (
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
        *_texts(id=feed.id, title=feed.title, subtitle=feed.about, updated=feed.updated),
        f"<author>{''.join(_texts(name=feed.author, uri=feed.author_url))}</author>",
        _link("self", TYPE, feed.atom_url),
        _link("alternate", "text/html", feed.page),
        *map(_entry, feed.items),
        "</feed>\n",
    )
    return "\n".join(lines)


@lru_cache(maxsize=MOST)
def _entry(item: Item) -> str:
    lines = (
        "<entry>",
        *_texts(id=item.id, title=item.title, published=item.time, updated=item.time),
        _link("alternate", "text/html", item.url),
        f"<category term={quoteattr(item.kind)}/>",
        f'<content type="html">{escape(item.html)}</content>',
        "</entry>",
    )
    return "\n".join(lines)


def _texts(**texts: str) -> list[str]:
    return [f"<{name}>{escape(text)}</{name}>" for name, text in texts.items()]


def _link(rel: str, type: str, href: str) -> str:
    return f"<link rel={quoteattr(rel)} type={quoteattr(type)} href={quoteattr(href)}/>"
