"""What a page says of itself in its head: citation_* and Dublin Core, Open Graph, its title and language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import urlsplit

from roadmap_site.find import clean
from roadmap_site.find.values import Fact
from roadmap_site.links.page import Page

CITATION: Final = "the page’s citation_* tags"
DUBLIN_CORE: Final = "the page’s Dublin Core tags"
OPEN_GRAPH: Final = "the page’s Open Graph tags"
META: Final = "the page’s meta tags"
MICRODATA: Final = "the page’s microdata"
_DATES: Final = (
    (CITATION, ("citation_publication_date", "citation_date", "citation_year", "citation_online_date")),
    (DUBLIN_CORE, ("dcterms.issued", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date")),
    (OPEN_GRAPH, ("article:published_time", "video:release_date", "book:release_date", "og:video:release_date")),
    (META, ("date", "datepublished", "pubdate", "publish_date", "parsely-pub-date", "sailthru.date")),
)
_PAPER: Final = ("journal_title", "conference_title", "arxiv_id", "doi")
_OG_KINDS: Final = {"article": "article", "book": "book", "books.book": "book"}
_ITEM: Final = re.compile(
    r"<meta\s[^>]{0,200}?itemprop=[\"'](duration|datePublished|uploadDate)[\"'][^>]{0,40}?content=[\"']([^\"']{1,60})[\"']"
)


def sites(page: Page, url: str) -> tuple[str, ...]:
    """Return the names by which the site of a page is known for certain: those it gives, and its host's."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    labels = host.split(".")
    deep = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3  # as in co.uk
    own = labels[-3:-2] if deep else labels[-2:-1]
    return (page.meta.get("og:site_name", ""), page.meta.get("application-name", ""), host, *own)


def facts(page: Page, url: str, names: Iterable[str], latest: int) -> Iterator[Fact]:
    """Yield what the head says, the surest first."""
    sites = tuple(names)
    many: dict[str, list[str]] = {}
    for name, content in page.metas:
        many.setdefault(name, []).append(content)
    meta = page.meta
    titles: tuple[tuple[str, str | None], ...] = (
        (CITATION, meta.get("citation_title")), (DUBLIN_CORE, meta.get("dc.title") or meta.get("dcterms.title")),
        (OPEN_GRAPH, meta.get("og:title")), (META, meta.get("twitter:title")), ("the page’s title", page.title),
    )  # fmt: skip
    for source, value in titles:
        if title := clean.title(value, (*sites, *_behind(value, page.headings[:1]))):
            yield Fact("title", title, source, url)
    authors = (
        (CITATION, ("citation_author", "citation_authors"), True),
        (DUBLIN_CORE, ("dc.creator", "dcterms.creator"), True),
        (OPEN_GRAPH, ("article:author", "book:author"), False), (META, ("author", "parsely-author"), False),
    )  # fmt: skip
    for source, keys, turned in authors:
        for key in keys:
            values = [one for value in many.get(key, ()) for one in (value.split(";") if turned else [value])]
            if by := clean.people(values, turned=turned):
                yield Fact("by", by, source, url)
    yield from _kind(meta, url)
    yield from _rest(page, url, latest)


def _behind(title: str | None, headings: Iterable[str]) -> Iterator[str]:
    """Yield what stands in a title behind the page's own heading: the name of a site or an author."""
    for heading in headings:
        if title and len(heading.split()) > 1 and title.startswith(f"{heading} "):
            yield title.removeprefix(heading)


def _kind(meta: dict[str, str], url: str) -> Iterator[Fact]:
    if "citation_isbn" in meta and "citation_journal_title" not in meta:
        yield Fact("kind", "book", CITATION, url)
    elif "citation_title" in meta and any(f"citation_{key}" in meta for key in _PAPER):
        yield Fact("kind", "paper", CITATION, url)
    said = clean.text(meta.get("og:type", "")).casefold()
    if kind := "video" if said.startswith("video") else _OG_KINDS.get(said):
        yield Fact("kind", kind, OPEN_GRAPH, url)


def _rest(page: Page, url: str, latest: int) -> Iterator[Fact]:
    meta = page.meta
    for key in ("video:duration", "og:video:duration"):
        if time := clean.time(clean.minutes(meta.get(key))):
            yield Fact("time", time, OPEN_GRAPH, url)
    items: dict[str, str] = dict(reversed(_ITEM.findall(page.whole())))
    if time := clean.time(clean.minutes(items.get("duration"))):
        yield Fact("time", time, MICRODATA, url)
    for source, keys in _DATES:
        for key in keys:
            if year := clean.year(meta.get(key), latest):
                yield Fact("year", year, source, url)
    for key in ("datePublished", "uploadDate"):
        if year := clean.year(items.get(key), latest):
            yield Fact("year", year, MICRODATA, url)
    tongues = (
        (CITATION, meta.get("citation_language")),
        (DUBLIN_CORE, meta.get("dc.language") or meta.get("dcterms.language")),
        ("the page’s language", page.language),
        (META, meta.get("content-language")),
        (OPEN_GRAPH, meta.get("og:locale")),
    )  # fmt: skip
    for source, value in tongues:
        if language := clean.language(value):
            yield Fact("language", language, source, url)


def price(page: Page) -> str:
    """Return the price that a page names, as it writes it; nothing when it names none."""
    for kind in ("product", "og"):
        amount, currency = (clean.text(page.meta.get(f"{kind}:price:{part}", "")) for part in ("amount", "currency"))
        if re.fullmatch(r"\d{1,7}(?:[.,]\d{1,4})?", amount):
            return f"{amount} {currency if re.fullmatch('[A-Za-z]{3}', currency) else ''}".strip()
    return ""
