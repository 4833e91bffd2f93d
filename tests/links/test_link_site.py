"""A small made-up site that breaks each thing once, and one that breaks nothing."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from published import BASE
from roadmap_site.links.site import broken

ADDRESS = f"https://people.test{BASE}"
HEAD = f'<!doctype html>\n<html>\n<head><link rel="canonical" href="{ADDRESS}"></head>\n<body>\n'
GOOD = {
    "index.html": HEAD
    + f"""
<a href="a/">a</a> <a href="a">without slash</a> <a href="a/#part">part</a> <a href="{ADDRESS}a/?q=1&amp;r=2#part">a</a>
<a href="//people.test{BASE}a/">own, without scheme</a> <a href="http://people.test{BASE}a/">own, http</a>
<a href="">here</a> <a href="#">top</a> <a href="#TOP">top</a> <a name="old"></a> <a href="#old">named</a>
<a href="?page=2">query</a> <a href=" {BASE}a/
">spaces around</a> <a href="{BASE.rstrip("/")}">home</a> <a href="a/#:~:text=word">words</a>
<a href="a/#caf%C3%A9">encoded part</a> <a href="sp%20ace%23.html">encoded</a>
<a href="../../../deep-learning-roadmap/a/">too far up, and down again</a>
<a href="mailto:a@b.test">m</a> <a href="javascript:void(0)">j</a> <a href="data:,x">d</a> <a href="tel:1">t</a>
<a href="https://elsewhere.test/nothing">x</a> <a href="//elsewhere.test/">x</a> <a href="httpd.html">not a scheme</a>
<a href="old/#part">through a redirect</a> <a href="paper.pdf#page=3">pdf</a> <a href="pic.svg#shape">svg</a>
<img src="pic.svg" srcset="pic.svg, pic.svg 2x,pic.svg 3x"> <svg><use xlink:href="pic.svg#shape"/></svg>
<div style="background: url( 'pic.svg' )"></div> <form action="a/"></form> <form action=""></form>
<!-- <a href="hidden">comment</a> --> <script>x = '<a href="hidden">';</script> <textarea><a href="hidden"></textarea>
<template><a href="hidden"></a></template> <link rel="preconnect" href="hidden">
</body>""",
    "a/index.html": '<html><body id="part"><p id="café"><a href="../">home</a> <a href="#part">p</a></body></html>',
    "old/index.html": '<html><head><meta http-equiv="refresh" content="0; url=\'../a/\'"></head></html>',
    "based/index.html": '<html><head><base href="../a/"></head><a href="#part">p</a><a href="../">h</a></html>',
    "404.html": f'<html><body><a href="{BASE}a/">a</a> <a href="#here" id="here">h</a></body></html>',
    "sp ace#.html": "<html></html>",
    "httpd.html": "<html></html>",
    "pic.svg": '<svg xmlns="http://www.w3.org/2000/svg"><path id="shape"/></svg>',
    "paper.pdf": "%PDF",
    "s/style.css": '@import "more.css"; /* url(hidden) */ a { b: url(../pic.svg#f) url("data:,)") url(#own) }',
    "s/more.css": "@namespace url(http://www.w3.org/2000/svg);",
}


def site(folder: Path, **changes: str) -> Path:
    """Write the good site with other files, whose `__` stands for a slash and `_` for a dot."""
    files = GOOD | {name.replace("__", "/").replace("_", "."): text for name, text in changes.items()}
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def said(folder: Path, base: str = "") -> list[str]:
    return [
        f"{Path(one.path).relative_to(folder).as_posix()}:{one.line}:{one.column} {one.rule}"
        for one in broken(folder, base)
    ]


@pytest.mark.parametrize("base", ["", BASE, BASE.strip("/"), ADDRESS])
def test_nothing_is_broken(tmp_path: Path, base: str) -> None:
    """All that a page may rightly do, with the base given and found."""
    assert broken(site(tmp_path), base) == []


BROKEN = {  # ▶ before the tag, where it is not the first
    "a link": ('<a href="b/">', "site-file"),
    "a link whose page has another case": ('<a href="A/">', "site-file"),
    "a link to Markdown": ('<a href="a.md">', "site-file"),
    "a link within a page": ('<a href="#b">', "site-fragment"),
    "a part of another page": ('<a href="a/#b">', "site-fragment"),
    "a part of another case": ('<a href="a/#Part">', "site-fragment"),
    "a part of a page that a redirect leads to": ('<a href="old/#b">', "site-fragment"),
    "a part of a picture": ('<img src="pic.svg#b">', "site-fragment"),
    "an absolute link to ourselves": (f'<a href="{ADDRESS}b/">', "site-file"),
    "a link with a query": ('<a href="b/?a=1&amp;b=2">', "site-file"),
    "a link that is encoded": ('<a href="caf%C3%A9/">', "site-file"),
    "a link encoded wrongly": ('<a href="%zz/">', "site-file"),
    "a link out of the base": ('<a href="/a/">', "site-outside"),
    "a link too far up": ('<a href="../a/">', "site-outside"),
    "a link that is no address": ('<a href="http://[a/">', "site-address"),
    "a link without quotes": ("<a class=x href=b/>", "site-file"),
    "a link in upper case": ("<A HREF='b/'>", "site-file"),
    "a link over lines": ('<a\n  title=">"\n  href="b/">', "site-file"),
    "a link after a comment that holds it": ('<!-- <a href="b/"> -->▶<a href="b/">', "site-file"),
    "an area": ('<area href="b/">', "site-file"),
    "a script": ('<script src="b.js"></script>', "site-file"),
    "a style sheet": ('<link rel="stylesheet" href="b.css">', "site-file"),
    "a style sheet without address": ('<link rel="stylesheet" href="">', "site-address"),
    "a picture": ('<img src="b.png">', "site-file"),
    "a picture without address": ('<img src="">', "site-address"),
    "a set of pictures": ('<img srcset="pic.svg 1x, b.png 2x">', "site-file"),
    "a source": ('<picture>▶<source srcset="b.png"></picture>', "site-file"),
    "a preloaded set": ('<link rel="preload" imagesrcset="b.png 1x">', "site-file"),
    "a poster": ('<video poster="b.png"></video>', "site-file"),
    "a frame": ('<iframe src="b/"></iframe>', "site-file"),
    "an object": ('<object data="b.svg"></object>', "site-file"),
    "a form": ('<form action="b/"></form>', "site-file"),
    "a symbol": ('<svg>▶<use href="#b"/></svg>', "site-fragment"),
    "a symbol as it was written before": ('<svg>▶<use xlink:href="b.svg#c"/></svg>', "site-file"),
    "a style of an element": ("<p style=\"background: url('b.png')\">", "site-file"),
    "a picture for others": (f'<meta property="og:image" content="{ADDRESS}b.png">', "site-file"),
    "a redirect": ('<meta http-equiv="Refresh" content="0;URL=b/">', "site-file"),
}


@pytest.mark.parametrize(("markup", "rule"), BROKEN.values(), ids=BROKEN)
def test_each_thing_is_found_where_it_stands(tmp_path: Path, markup: str, rule: str) -> None:
    """One thing is broken: it is named with the line and column of its tag, and nothing else is named."""
    lines = [GOOD["index.html"].rpartition("</body>")[0].rstrip("\n"), f"  é {markup}</body>"]
    column = 5 + max(0, markup.find("▶"))
    lines[1] = lines[1].replace("▶", "")
    assert said(site(tmp_path, index_html="\n".join(lines))) == [
        f"index.html:{lines[0].count(chr(10)) + 2}:{column} {rule}"
    ]


def test_style_sheets(tmp_path: Path) -> None:
    """Files and `<style>` elements, with the place of the address itself."""
    page = "<html>\n<style>p {\n  b: url(pic.svg);\n  c: url(no.png) }</style></html>"
    css = 'a { b: url("../pic.svg") }\n/* url(no) */ @import "no.css";\nb { c: url(no\\ font.woff) }'
    assert said(site(tmp_path, p_html=page, s__style_css=css)) == [
        "p.html:4:6 site-file", "s/style.css:2:15 site-file", "s/style.css:3:8 site-file",
    ]  # fmt: skip


def test_the_same_twice_is_said_twice(tmp_path: Path) -> None:
    """Each tag has its own place."""
    assert said(site(tmp_path, p_html='<a href="no">\n<a href="no">')) == [
        "p.html:1:1 site-file", "p.html:2:1 site-file",
    ]  # fmt: skip


def test_the_page_for_what_is_missing_needs_absolute_links(tmp_path: Path) -> None:
    """It is shown in place of pages at any depth."""
    page = f'<a href="a/">relative</a>\n<img src="pic.svg">\n<a href="{BASE}no/">'
    assert said(site(tmp_path, **{"404_html": page})) == [
        "404.html:1:1 site-404", "404.html:2:1 site-404", "404.html:3:1 site-file",
    ]  # fmt: skip


def test_redirects_in_a_circle(tmp_path: Path) -> None:
    """Both say so; a link to a part of them says nothing more."""
    to = '<meta http-equiv="refresh" content="0; url=/deep-learning-roadmap/{}">'
    pages = {"x_html": to.format("y.html"), "y_html": to.format("x.html"), "z_html": '<a href="x.html#a">'}
    assert said(site(tmp_path, **pages)) == ["x.html:1:1 site-redirect", "y.html:1:1 site-redirect"]


def test_a_base_in_the_page(tmp_path: Path) -> None:
    """Every address of the page is read from there, a mere part of the page too."""
    page = '<base href="/deep-learning-roadmap/a/"><a href="#part">\n<a href="#no">\n<a href="no">'
    assert said(site(tmp_path, p_html=page)) == ["p.html:2:1 site-fragment", "p.html:3:1 site-file"]


def test_the_base_from_the_sitemap_or_none(tmp_path: Path) -> None:
    """Without a canonical link the sitemap's shortest address is the first page; without any the host's root is."""
    pages = {"index_html": '<a href="/b/a/">', "a__index_html": '<a id="part" href="/a/">', "404_html": "<p>"}
    folder = site(tmp_path, **pages, sitemap_xml="<loc>https://x.test/b/a/</loc><loc>https://x.test/b/</loc>")
    assert said(folder) == ["a/index.html:1:1 site-outside"]
    assert said(folder, "/") == ["index.html:1:1 site-file"]
    (folder / "sitemap.xml").unlink()
    assert said(folder) == ["index.html:1:1 site-file"]


def test_hints(tmp_path: Path) -> None:
    """What is near is named."""
    problems = broken(site(tmp_path, p_html='<a href="Pic.SVG"><a href="nothing">'))
    assert [one.hint for one in problems] == ["Did you mean `pic.svg`?", ""]


def test_odd_bytes(tmp_path: Path) -> None:
    """Whatever stands in a file, the others are checked."""
    folder = site(tmp_path, z_html='<a href="no">')
    (folder / "p.html").write_bytes(b'\xff\xfe<a href="\x00\xe9"><a href=\xff <<style>url(</style>')
    (folder / "empty.html").write_bytes(b"")
    (folder / "q.css").write_bytes(b"\xff url( @import '")
    assert said(folder)[-1] == "z.html:1:1 site-file"


def test_two_thousand_pages_in_seconds(tmp_path: Path) -> None:
    """Measured at 2.4 s for 2,000 pages of 53 kB; here small ones with a hundred links each."""
    links = "".join(f'<a href="../p{i}/#x">{i}</a> <img src="../pic.svg">' for i in range(50))
    for i in range(500):
        (tmp_path / f"p{i}").mkdir()
        (tmp_path / f"p{i}/index.html").write_text(f'<html id="x">{links}</html>')
    (tmp_path / "pic.svg").write_text("<svg/>")
    start = time.perf_counter()
    assert broken(tmp_path) == []
    assert time.perf_counter() - start < 10  # ten times what it takes
