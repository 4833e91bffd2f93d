"""What a page says of itself in JSON-LD with the words of https://schema.org: broken, nested and huge as it comes."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import urljoin

from roadmap_site.addresses import normal
from roadmap_site.find import clean
from roadmap_site.find.values import Fact
from roadmap_site.links import words
from roadmap_site.links.page import Page

SOURCE: Final = "the page’s JSON-LD"
_MOST: Final = 2_000  # values that are looked at
KINDS: Final = {
    "Course": "course", "VideoObject": "video", "Movie": "video", "VideoPlaylist": "playlist", "Book": "book",
    "ScholarlyArticle": "paper", "TechArticle": "article", "BlogPosting": "article", "Article": "article",
    "NewsArticle": "article", "Report": "article", "HowTo": "tutorial", "APIReference": "documentation",
    "SoftwareSourceCode": "code", "SoftwareApplication": "tool", "WebApplication": "tool", "LearningResource": "",
    "PresentationDigitalDocument": "notes", "CreativeWork": "", "WebPage": "",
}  # fmt: skip
_WEAK: Final = ("CreativeWork", "WebPage", "LearningResource")  # what a page is called beside what it holds
_WRAPPED: Final = (("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("<![CDATA[", "]]>"))  # as was done for old browsers
_INWARD: Final = ("@graph", "mainEntity", "video", "publisher", "provider", "isPartOf")
Node = Mapping[str, Any]


def facts(page: Page, url: str, latest: int) -> tuple[tuple[Fact, ...], tuple[str, ...]]:
    """Return what the JSON-LD says of what the page is about, and the names of the site that it gives."""
    nodes = [node for source in page.data for node in _nodes(source)]
    sites = tuple(_sites(nodes))
    node = _main(nodes, page, url)
    return (tuple(_facts(node, url, sites, latest)) if node else ()), sites


def _nodes(source: str) -> Iterator[Node]:
    """Yield the records in a script, the outer ones first."""
    bare = source.strip()
    for opening, closing in _WRAPPED:
        bare = bare.removeprefix(opening).removesuffix(closing).strip()
    try:
        data = json.loads(bare, strict=False)
    except (ValueError, RecursionError):
        return  # it is broken, or a tower
    queue: deque[object] = deque([data])
    for _ in range(_MOST):
        if not queue:
            return
        value = queue.popleft()
        if isinstance(value, list):
            queue.extend(value[:_MOST])
        elif isinstance(value, dict):
            if any(name in KINDS or name in ("WebSite", "Organization") for name in _types(value)):
                yield value
            queue.extend(value[key] for key in _INWARD if key in value)


def _types(node: Node) -> tuple[str, ...]:
    named = node.get("@type")
    found = named if isinstance(named, list) else [named]
    return tuple(re.sub(r"^(?:https?://schema\.org/|schema:)", "", one) for one in found[:10] if isinstance(one, str))


def _sites(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        if {"WebSite", "Organization"} & set(_types(node)) and (name := clean.text(node.get("name"))):
            yield name


def _main(nodes: Iterable[Node], page: Page, url: str) -> Node | None:
    """Return the record of what the page is about: one that names this address, else the only one that is strong."""
    known = [node for node in nodes if any(name in KINDS for name in _types(node)) and _name(node)]
    shown = tuple(name for name in (page.title, page.meta.get("og:title", ""), *page.headings) if name)
    known = [node for node in known if words.agree(_name(node), *shown)]  # else it is about something else
    strong = [node for node in known if not set(_types(node)) <= set(_WEAK)]
    own = [node for node in strong if normal(url) in _addresses(node, url)]
    for some in (own, strong):
        if some and len({_name(node) for node in some}) == 1:
            return some[0]
    return known[0] if known and not strong and len({_name(node) for node in known}) == 1 else None


def _name(node: Node) -> str:
    return clean.text(node.get("name")) or clean.text(node.get("headline"))


def _addresses(node: Node, url: str) -> set[str]:
    found = [node.get("url"), node.get("@id"), node.get("mainEntityOfPage")]
    found += [inner.get("@id") for inner in found if isinstance(inner, dict)]
    here = set()
    for one in found:
        if isinstance(one, str) and len(one) < 2_000:
            try:
                here.add(normal(urljoin(url, one).partition("#")[0]))
            except ValueError:
                continue
    return here


def _facts(node: Node, url: str, sites: tuple[str, ...], latest: int) -> Iterator[Fact]:
    if title := clean.title(_name(node), sites):
        yield Fact("title", title, SOURCE, url)
    for key in ("author", "creator", "instructor"):
        if by := clean.people(_names(node.get(key))):
            yield Fact("by", by, SOURCE, url)
            break
    if kind := next((KINDS[name] for name in _types(node) if KINDS.get(name)), ""):
        yield Fact("kind", kind, SOURCE, url)
    if cost := _cost(node):
        yield Fact("cost", cost, SOURCE, url)
    length = next((m for key in ("duration", "timeRequired") if (m := clean.minutes(_plain(node.get(key))))), None)
    if time := clean.time(length):
        yield Fact("time", time, SOURCE, url)
    tongue = _first(node.get("inLanguage"))
    if language := clean.language(tongue.get("alternateName") if isinstance(tongue, dict) else tongue):
        yield Fact("language", language, SOURCE, url)
    for key in ("datePublished", "uploadDate", "dateCreated", "copyrightYear"):
        if year := clean.year(_plain(node.get(key)), latest):
            yield Fact("year", year, SOURCE, url)
            break


def _plain(value: object) -> object:
    return value if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)) else None


def _first(value: object) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _names(value: object) -> Iterator[object]:
    for one in (value if isinstance(value, list) else [value])[:200]:
        yield one.get("name") if isinstance(one, dict) else one


def _cost(node: Node) -> str:
    """Return `free` or `paid` when the page says so plainly; what lies between is for a person."""
    free = node.get("isAccessibleForFree")
    prices = set()
    offers = node.get("offers")
    for offer in (offers if isinstance(offers, list) else [offers])[:50]:
        if isinstance(offer, dict):
            price = offer.get("price", offer.get("lowPrice"))
            if re.fullmatch(r"\s*\d{1,7}(?:[.,]\d{1,4})?\s*", str(price)):
                prices.add(float(str(price).replace(",", ".")) > 0)
            elif clean.text(offer.get("category")).casefold() in ("free", "paid"):
                prices.add(clean.text(offer.get("category")).casefold() == "paid")
    if free is True or str(free).casefold() == "true":
        return "" if True in prices else "free"
    if free is False or str(free).casefold() == "false":
        return "paid" if False not in prices else ""
    return {frozenset((False,)): "free", frozenset((True,)): "paid"}.get(frozenset(prices), "")
