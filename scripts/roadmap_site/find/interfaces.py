"""Open interfaces of hosts that know their pages better than the pages say: what to ask, and how to read the answer."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from roadmap_site.find import clean
from roadmap_site.find.values import Fact
from roadmap_site.links.hosts import probe_of, rules_of
from roadmap_site.links.seen import Hop

_FORMS: Final = ("application/json", "text/javascript", "application/atom+xml", "application/xml", "text/xml")
Says = Iterator[tuple[str, Any]]  # field and value, not yet a fact


@dataclass(frozen=True)
class Interface:
    """Where a host's pages are described for machines."""

    name: str
    ask: Callable[[str], str]  # the page's address to that of its description; nothing when it has none
    read: Callable[[str, str, int], Says]  # the description, the page's address and the latest year to what it says

    def facts(self, hop: Hop, page: str, latest: int) -> tuple[Fact, ...]:
        """Return what an answer says; nothing when it is not what the interface is documented to send."""
        kind = hop.header("content-type").partition(";")[0].strip().lower()
        if hop.status != 200 or hop.trouble or not hop.whole or not (kind in _FORMS or kind.endswith("+json")):
            return ()
        try:
            found = list(self.read(hop.body.decode("utf-8", "replace"), page, latest))
        except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
            return ()  # it answers in another form than it did
        return tuple(Fact(name, value, self.name, hop.url) for name, value in found if value)  # type: ignore[arg-type]  # the readers give the fields' names


def of(url: str) -> tuple[Interface, ...]:
    """Return the interfaces that may know of an address, the best first."""
    return tuple(interface for interface in INTERFACES if interface.ask(url))


def _record(text: str) -> Mapping[str, Any]:
    data = json.loads(text)
    if not isinstance(data, dict):
        raise TypeError(data)
    return data


def _oembed(host: str) -> Callable[[str], str]:
    def ask(url: str) -> str:
        rule = next((rule for rule in rules_of(url) if rule.name == host and rule.probe), None)
        return probe_of(rule, url) if rule else ""

    return ask


def _video(text: str, page: str, latest: int) -> Says:
    data = _record(text)
    yield "title", clean.title(data.get("title"), ("YouTube", "Vimeo"))
    yield "by", clean.people([data.get("author_name")])
    yield "kind", "playlist" if "/playlist" in urlsplit(page).path else "video"
    yield "cost", "free"
    yield "time", clean.time(clean.minutes(data.get("duration")))  # Vimeo's alone
    yield "year", clean.year(data.get("upload_date"), latest)


_ARXIV: Final = re.compile(r"/(?:abs|pdf|html)/(\d{4}\.\d{4,5}|[a-z.-]+/\d{7})(?:v\d+)?(?:\.pdf)?/?\Z")


def _ask_arxiv(url: str) -> str:
    parts = urlsplit(url)
    paper = _ARXIV.match(parts.path) if parts.hostname in ("arxiv.org", "www.arxiv.org", "export.arxiv.org") else None
    return f"https://export.arxiv.org/api/query?id_list={quote(paper[1], safe='/')}&max_results=1" if paper else ""


def _arxiv(text: str, _: str, latest: int) -> Says:
    entry = LexborHTMLParser(text[:65_536]).css_first("entry")  # a parser of HTML, which knows no entities that grow
    if entry is None:
        return
    title, published = entry.css_first("title"), entry.css_first("published")
    name = clean.title(title.text() if title else "")
    if not name or name.casefold() == "error":
        return
    yield "title", name
    yield "by", clean.people(node.text() for node in entry.css("author > name"))
    yield "kind", "paper"
    yield "cost", "free"
    yield "year", clean.year(published.text() if published else "", latest)


_DOI: Final = re.compile(r"/(?:doi/)?(?:abs/|full/|pdf/|epdf/|book/|chapter/)?(10\.\d{4,9}/[^?#\s]+)")


def _doi(url: str) -> str:
    parts = urlsplit(url)
    known = (parts.hostname or "").removeprefix("www.").removeprefix("dx.") == "doi.org"
    found = _DOI.fullmatch(parts.path)
    return found[1].rstrip("/") if found and (known or parts.path.startswith("/doi/")) else ""


def _ask_at(interface: str) -> Callable[[str], str]:
    return lambda url: interface + quote(doi, safe="") if (doi := _doi(url)) else ""


def _crossref(text: str, _: str, latest: int) -> Says:
    work = _record(text)["message"]
    kinds = {"book": "book", "monograph": "book", "edited-book": "book", "reference-book": "book"}
    kinds |= {"journal-article": "paper", "proceedings-article": "paper", "posted-content": "paper"}
    yield "title", clean.title(_first(work.get("title")))
    authors = work.get("author") or work.get("editor") or []
    yield "by", clean.people(one.get("name") or f"{one.get('given', '')} {one.get('family', '')}" for one in authors)
    yield "kind", kinds.get(str(work.get("type")))
    yield "language", clean.language(work.get("language"))
    yield "year", clean.year(_first(_first((work.get("issued") or {}).get("date-parts"))), latest)


def _datacite(text: str, _: str, latest: int) -> Says:
    work = _record(text)["data"]["attributes"]
    kinds = {"JournalArticle": "paper", "ConferencePaper": "paper", "Preprint": "paper", "Book": "book"}
    kinds |= {"Software": "code", "ComputationalNotebook": "code"}
    yield "title", clean.title(_first(work["titles"]).get("title"))
    yield "by", clean.people((_creator(one) for one in work.get("creators") or []), turned=True)
    yield "kind", kinds.get(str((work.get("types") or {}).get("resourceTypeGeneral")))
    yield "language", clean.language(work.get("language"))
    yield "year", clean.year(work.get("publicationYear"), latest)


def _creator(one: Mapping[str, Any]) -> Any:
    given, family = one.get("givenName"), one.get("familyName")
    return f"{given} {family}" if given and family else one.get("name")


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _ask_github(url: str) -> str:
    parts = urlsplit(url)
    found = re.fullmatch(r"/([A-Za-z0-9-]{1,39})/([\w.-]{1,100}?)(?:\.git)?/?", parts.path)
    known = parts.hostname in ("github.com", "www.github.com") and not parts.fragment
    if not known or not found or found[1].casefold() in ("topics", "collections", "orgs", "sponsors", "marketplace"):
        return ""
    return f"https://api.github.com/repos/{found[1]}/{found[2]}"


def _github(text: str, _: str, latest: int) -> Says:
    data = _record(text)
    yield "title", clean.title(data.get("name"))
    yield "by", clean.people([(data.get("owner") or {}).get("login")])
    yield "kind", "code"
    yield "cost", "free" if data.get("private") is False else None
    yield "year", clean.year(data.get("created_at"), latest)


INTERFACES: Final = (
    Interface("YouTube’s oEmbed", _oembed("YouTube"), _video),  # https://oembed.com/#section7
    Interface("Vimeo’s oEmbed", _oembed("Vimeo"), _video),  # https://developer.vimeo.com/api/oembed/videos
    Interface("arXiv’s API", _ask_arxiv, _arxiv),  # https://info.arxiv.org/help/api/user-manual.html
    Interface(
        "Crossref", _ask_at("https://api.crossref.org/works/"), _crossref
    ),  # https://api.crossref.org/swagger-ui/index.html
    Interface(
        "DataCite", _ask_at("https://api.datacite.org/dois/"), _datacite
    ),  # https://support.datacite.org/docs/api
    Interface("GitHub’s API", _ask_github, _github),  # https://docs.github.com/rest/repos/repos#get-a-repository
)
