"""What a page says of itself: its title, its text, its anchors, where it sends the reader."""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from roadmap_site.links.seen import Hop

_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_META: Final = re.compile(rb"<meta[^>]{0,500}charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_REFRESH: Final = re.compile(r"\s*(\d*)(?:\.\d*)?\s*[;,\s]\s*(?:url\s*=\s*)?(.+)", re.IGNORECASE | re.DOTALL)
_BOMS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_TEXT_LIMIT: Final = 20_000
_PARSED: Final = 256 * 1024  # bytes of a page that are parsed: enough for what it says of itself
_DEEPEST: Final = 1_000  # tags left open, beyond which the parser would take a time that grows with the square
_SHALLOW: Final = 8 * 1024  # characters of such a page that are parsed
_CLOSES_ITSELF: Final = re.compile(
    r"<(?:area|base|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|source|td|th|tr|track|wbr|!)", re.IGNORECASE
)


def decode(body: bytes, content_type: str) -> str:
    """Return bytes as text, as a browser would read them: mark, header, meta, UTF-8, else Windows-1252."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    names = [found[1] for found in (_CHARSET.search(content_type),) if found]
    if meta := _META.search(body[:4096]):
        names.append(meta[1].decode("ascii", "replace"))
    for name in names:
        try:
            info = codecs.lookup(name)
        except (LookupError, ValueError):
            continue
        if info._is_text_encoding:  # rot13, zip and their like are not encodings of pages
            return body.decode("windows-1252" if info.name in ("iso8859-1", "ascii") else info.name, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        # a body that was cut within a character is still UTF-8
        return body.decode("utf-8" if error.start >= len(body) - 4 else "windows-1252", "replace")


def is_html(hop: Hop) -> bool:
    """Return whether an answer is a page for people."""
    kind = hop.header("content-type").partition(";")[0].strip().lower()
    if kind in ("text/html", "application/xhtml+xml"):
        return True
    start = hop.body[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return not kind and start.startswith((b"<!doctype html", b"<html", b"<head", b"<title"))


@dataclass(frozen=True)
class Page:
    """An HTML page that was read in part or whole."""

    source: str  # its beginning
    whole: Callable[[], str]  # all of it that came

    @cached_property
    def _tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.source)

    @cached_property
    def title(self) -> str:
        """The title, on one line."""
        node = self._tree.css_first("head > title") or self._tree.css_first("title:not(svg title)")
        return " ".join(node.text().split())[:300] if node else ""

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The first headings of the first two ranks."""
        return tuple(" ".join(node.text().split())[:300] for node in self._tree.css("h1, h2")[:4])

    @cached_property
    def text(self) -> str:
        """The beginning of what a reader sees, without scripts and styles."""
        tree = LexborHTMLParser(self.source)  # a second tree, since this one loses branches
        tree.strip_tags(["script", "style", "noscript", "template", "svg", "head"], recursive=True)
        body = tree.body
        return " ".join(body.text(separator=" ").split())[:_TEXT_LIMIT] if body else ""

    @cached_property
    def metas(self) -> tuple[tuple[str, str], ...]:
        """All meta values in their order, each with its name or property in lower case."""
        found = []
        for node in self._tree.css("meta"):
            name = node.attributes.get("name") or node.attributes.get("property") or node.attributes.get("http-equiv")
            if name:
                found.append((name.lower(), node.attributes.get("content") or ""))
        return tuple(found)

    @cached_property
    def meta(self) -> dict[str, str]:
        """The first of each meta value."""
        return dict(reversed(self.metas))

    @cached_property
    def data(self) -> tuple[str, ...]:
        """The texts of its JSON-LD (https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents)."""
        return tuple(node.text() for node in self._tree.css('script[type^="application/ld+json" i]'))

    @cached_property
    def language(self) -> str:
        """The language that it says it is in, or nothing."""
        node = self._tree.css_first("html")
        return (node.attributes.get("lang") or "").strip() if node else ""

    @cached_property
    def canonical(self) -> str:
        """The address that the page gives itself, or nothing."""
        node = self._tree.css_first('link[rel~="canonical" i]')
        return (node.attributes.get("href") or "").strip() if node else ""

    @property
    def refresh(self) -> tuple[int, str] | None:
        """Where the page sends its reader by itself: seconds, and the address as it stands."""
        for node in self._tree.css('meta[http-equiv="refresh" i]'):
            parent = node.parent
            while parent is not None and parent.tag not in ("noscript", "template"):
                parent = parent.parent
            found = None if parent else _REFRESH.match(node.attributes.get("content") or "")
            if found:
                url = found[2].strip().strip("\"'").strip()
                if url:
                    return min(int(found[1] or 0), 86_400), url
        return None

    @cached_property
    def asks_password(self) -> bool:
        return self._tree.css_first('input[type="password" i]') is not None

    @cached_property
    def shows_nothing(self) -> bool:
        """Whether there is nothing to read or to look at, nor a script that could bring it."""
        return not self.text and self._tree.css_first(_SHOWS) is None

    @cached_property
    def scripted(self) -> bool:
        """Whether scripts make the page: hardly any text in the HTML, but scripts."""
        return len(self.text) < 200 and self._tree.css_first("script") is not None

    def has_anchor(self, fragment: str) -> bool:
        """Return whether a fragment leads to something, in the forms that browsers and GitHub understand."""
        source = self.whole()
        return any(_anchor(name).search(source) for name in {fragment, unquote(fragment)})


_SHOWS: Final = "script, img, picture, svg, canvas, video, audio, iframe, frame, frameset, object, embed, input, math"


def _anchor(name: str) -> re.Pattern[str]:
    """Return a pattern of an id or name, plain or in the quoted HTML that a script puts in."""
    forms = "|".join({re.escape(name), re.escape(html.escape(name)), re.escape(name.lower())} if name else {"(?!)"})
    value = rf"(?:(?:{re.escape(name)}|{re.escape(html.escape(name))})|user-content-(?:{forms}))"
    quoted = r"\\(?:u0022|\")"
    return re.compile(
        rf"""[\s"'/](?:[iI][dD]|[nN][aA][mM][eE])\s*=\s*(?:"\s*{value}\s*"|'\s*{value}\s*'|{value}(?=[\s>/])|{quoted}{value}{quoted[:2]})""",
    )


def _bounded(source: str) -> str:
    """Return a page's source, or only its beginning when it leaves more tags open than a page for people does."""
    opened = source.count("<") - 2 * source.count("</")
    if opened > _DEEPEST and opened - len(_CLOSES_ITSELF.findall(source)) > _DEEPEST:
        return source[:_SHALLOW]
    return source


def read(hop: Hop) -> Page:
    """Return the page in an answer."""
    kind = hop.header("content-type")
    return Page(_bounded(decode(hop.body[:_PARSED], kind)), lambda: decode(hop.body, kind))
