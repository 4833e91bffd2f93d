"""A small web for `roadmap add`: pages of every kind of metadata, hosts with open interfaces, and hostile ones."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import escape
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

import pytest
from link_case import HTML, page, plain, prose, to, zipped
from link_server import Answers, Reply, Server, Site

from roadmap_site.links import fetch, wire


def meta(**values: str | list[str]) -> str:
    """Return meta tags; `__` in a name stands for a colon, `_0_` for a dot."""
    tags = []
    for name, value in values.items():
        name = name.replace("__", ":").replace("_0_", ".")
        key = "property" if ":" in name else "name"
        tags += [
            f'<meta {key}="{name}" content="{escape(one)}">' for one in ([value] if isinstance(value, str) else value)
        ]
    return "".join(tags)


def ld(data: Any) -> str:
    """Return JSON-LD as pages hold it."""
    text = data if isinstance(data, str) else json.dumps({"@context": "https://schema.org", **data})
    return f'<script type="application/ld+json">{text}</script>'


def api(data: Any, kind: str = "application/json") -> Reply:
    """Return the answer of an interface."""
    return plain(data if isinstance(data, str) else json.dumps(data), kind)


COURSE: Final = {
    "@type": "Course",
    "name": "Gradients &amp; Graphs | Lesson Hall",
    "url": "https://course.test/lesson",
    "author": [{"@type": "Person", "name": "Ada Lovelace"}, {"@type": "Organization", "name": "Lesson Hall"}],
    "provider": {"@type": "Organization", "name": "Lesson Hall"},
    "inLanguage": "pt-br",
    "datePublished": "2021-05-04T10:00:00Z",
    "timeRequired": "PT1H30M",
    "isAccessibleForFree": True,
}
ATOM: Final = """<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">
<title type="html">ArXiv Query: id_list=1706.03762</title><entry><id>http://arxiv.org/abs/1706.03762v7</id>
<published>2017-06-12T17:57:34Z</published><title>Attention Is
  All You Need</title><summary>The dominant sequence models &lt;b&gt;</summary>
<author><name>Ashish Vaswani</name></author><author><name>Noam Shazeer</name></author></entry></feed>"""
BOMB: Final = Reply("200 OK", (HTML,), b"<title>Zero</title>" + b"<p>0</p>" * 4_000_000)
SHOP: Final = {
    "@type": "Book", "name": "A Book of Nets", "author": "Bo Baker",
    "offers": [{"@type": "Offer", "price": "49.00", "priceCurrency": "EUR"}],
}  # fmt: skip
HOSTILE: Final = (
    "</script><script>alert(1)</script> {{ 7*7 }} {% raw %} $(id) `id` ${{ x }} [a](javascript:b) \u202eevil\x07"
)


def site(**pages: Answers) -> Site:
    """Return a host whose pages stand under the names that are given; `lesson` is `/lesson`."""
    return Site({f"/{name}": answer for name, answer in pages.items()})


def world() -> dict[str, Site]:
    """Return all hosts."""
    hosts: dict[str, Site] = {
        "course.test": site(lesson=page("Gradients & Graphs | Lesson Hall", head=ld(COURSE))),
        "journal.test": site(
            locked=page("Just a moment...", "<p>Checking.", status="403 Forbidden"),
            paper=page(
                "Deep things - Journal",
                head=meta(
                    citation_title="On Deep Things", citation_author=["Lovelace, Ada", "Bo Baker"],
                    citation_publication_date="2019/03/01", citation_journal_title="J. of Things",
                    citation_language="en", og__title="Deep things - Journal", og__type="website",
                ),
            )
        ),
        "library.test": site(
            book=page(
                "Nets and knots",
                head=meta(
                    DC_0_title="Nets and Knots", DC_0_creator=["Baker, Bo"], DC_0_language="de-DE",
                    DCTERMS_0_issued="2015-01-01", citation_isbn="978-0-00-000000-0",
                ),
            )
        ),
        "blog.test": site(
            post=page(
                "The Illustrated Net – Blog",
                head=meta(
                    og__title="The Illustrated Net – Blog", og__type="article", og__site_name="Blog",
                    og__locale="en_US", article__published_time="2020-02-02", author="Jay Alam",
                )
                + '<link rel="canonical" href="https://blog.test/posts/illustrated-net">',
            ),
            plain=page("Notes on nets · Somebody", None, h1="Notes on nets"),
            front=page("A page", head='<link rel="canonical" href="/">'),
        ),
        "shop.test": site(book=page("A Book of Nets", head=ld(SHOP) + meta(product__price__amount="49.00"))),
        "graph.test": site(
            lesson=page(
                "Nets, step by step",
                head=ld(
                    {
                        "@graph": [
                            {"@type": "WebSite", "name": "Graph House"},
                            {"@type": "BreadcrumbList", "name": "Home"},
                            {"@type": ["TechArticle", "Article"], "headline": "Nets, step by step", "inLanguage": {"@type": "Language", "name": "French", "alternateName": "fr"}, "author": {"name": "Ann Author"}},
                        ]
                    }
                ),
            ),
            list=page("Courses", head=ld({"@graph": [{"@type": "Course", "name": f"Courses {i}"} for i in range(9)]})),
            other=page("Nets at home", head=ld({"@type": "Article", "headline": "Subscribe for weekly deals"})),
        ),
        "www.youtube.com": Site(
            {
                "/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DVMj-3S1tku0": api(
                    {"title": "The spelled-out intro", "author_name": "Andrej Karpathy", "type": "video"}
                ),
                "/watch?v=VMj-3S1tku0": page(
                    "- YouTube", head='<meta itemprop="duration" content="PT145M52S">'
                    '<meta itemprop="datePublished" content="2022-08-16T12:05:33-07:00">',
                ),
            },
            plain("Bad Request", status="400 Bad Request"),
        ),
        "arxiv.org": Site({"/abs/1706.03762": page("[1706.03762] Attention Is All You Need"), "/pdf/1706.03762": plain(b"%PDF-1.5 \x00\x01", "application/pdf")}),
        "export.arxiv.org": Site({"/api/query?id_list=1706.03762&max_results=1": api(ATOM, "application/atom+xml")}),
        "doi.org": Site({"/api/handles/10.1038/nature14539": api({"responseCode": 1}), "/api/handles/10.5281/zenodo.1": api({"responseCode": 1}), "/10.1038/nature14539": to("https://journal.test/locked"), "/10.5281/zenodo.1": to("https://journal.test/locked")}),
        "api.crossref.org": Site(
            {
                "/works/10.1038%2Fnature14539": api(
                    {"message": {"title": ["Deep learning"], "type": "journal-article", "language": "en",
                                 "author": [{"given": "Yann", "family": "LeCun"}, {"name": "A Group"}],
                                 "issued": {"date-parts": [[2015, 5, 27]]}}}
                )
            }
        ),
        "api.datacite.org": Site(
            {
                "/dois/10.5281%2Fzenodo.1": api(
                    {"data": {"attributes": {"titles": [{"title": "Some code"}], "publicationYear": 2018,
                                             "creators": [{"name": "Baker, Bo"}],
                                             "types": {"resourceTypeGeneral": "Software"}}}},
                    "application/vnd.api+json",
                )
            }
        ),
        "github.com": Site({"/karpathy/micrograd": page("GitHub - karpathy/micrograd: A tiny engine", head=meta(og__type="object"))}),
        "api.github.com": Site(
            {"/repos/karpathy/micrograd": api({"name": "micrograd", "private": False, "owner": {"login": "karpathy"}, "created_at": "2020-04-13T04:31:18Z"})}
        ),
    }  # fmt: skip
    return hosts | hostile()


def hostile() -> dict[str, Site]:
    """Return hosts that mean harm, or are broken."""
    tower = "[" * 50_000
    many = json.dumps([{"@type": "Article", "headline": f"No {i}"} for i in range(5_000)])
    return {
        "evil.test": site(
            script=page(HOSTILE, head=meta(og__title=HOSTILE, author=HOSTILE) ),
            tower=page("A tower", head=ld(tower)),
            spaces=page("Wide open", head=ld(" " * 200_000 + "x")),
            wrapped=page("Wrapped up", head=ld('//<![CDATA[\n{"@type": "Article", "headline": "Wrapped up", "author": "Ann Author"}\n//]]>')),
            many=page("Many things", head=ld(many)),
            broken=page("A broken thing", head=ld('{"@type": "Article", "headline": "A broken thing",')),
            number=page("A number", head=ld({"@type": "Article", "headline": 7, "author": {"name": ["x"]}, "offers": 1, "timeRequired": {}, "inLanguage": 3, "datePublished": [1]})),
            numbers=page("Digits", head=ld('{"@type": "Article", "headline": "Digits", "copyrightYear": ' + "9" * 10_000 + "}")),
            long=page("Long " * 200, head=meta(og__title="x" * 30_000)),
            latin=Reply("200 OK", (("Content-Type", "text/html; charset=utf-8"),), b"<title>Caf\xe9 au lait for nets</title>" + prose("x").encode()),
            shift=Reply("200 OK", (("Content-Type", "text/html; charset=shift_jis"),), "<title>深層学習の基礎</title>".encode("shift_jis") + prose("x").encode()),
            bomb=zipped(BOMB),
            endless=Reply("200 OK", (HTML,), b"<title>Endless nets</title>" + prose("x").encode(), framing="close", endless=b"<p>more</p>" * 1000),
            slow=page("Slow nets", pause=20.0),
            inside=to("http://10.0.0.1/admin"),
            cloud=to("http://169.254.169.254/latest/meta-data/"),
            members=page("Sign in", '<form><input type="password"></form>', head=meta(og__title="A nice course")),
            lost=page("A course that was", status="404 Not Found", head=meta(og__title="A nice course")),
            soft=page("Page not found", "<p>Sorry, this page does not exist.", head=meta(og__type="article")),
            blocked=page("Attention Required! | Cloudflare", "<p>Checking your browser.", status="403 Forbidden"),
            canonical=page("Nets again", head='<link rel="canonical" href="javascript:alert(1)">'),
            moved=to("https://evil.test/new", 301),
            new=page("Moved nets"),
        ),
    }  # fmt: skip


class _AsItStands(Server):
    def address(self, text: str) -> str:
        return text


@contextmanager
def serving(hosts: Mapping[str, Site]) -> Iterator[Server]:
    """Serve the hosts over https under the addresses that they have on the real web, without ports."""
    with _AsItStands(hosts) as server, pytest.MonkeyPatch.context() as patch:

        def sendable(url: str) -> tuple[str, str, int]:
            sent, host, port = wire.sendable(url)
            if host not in hosts or port != 443:
                return sent, host, port
            parts = urlsplit(sent)
            port = server.ports["https"]
            return urlunsplit(parts._replace(netloc=f"{host}:{port}")), host, port

        patch.setattr(fetch, "sendable", sendable)
        for name in ("http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
            patch.delenv(name, raising=False)
        yield server
