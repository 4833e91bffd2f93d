"""Study packs: what a reader finds in them, in which order, and that nothing in the roadmap can break them."""

from __future__ import annotations

import io
import itertools
import posixpath
import re
import shutil
import subprocess
import zipfile
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag
from xml.etree import ElementTree as ET

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from roadmap_site.build import health_in
from roadmap_site.graph import graph_of
from roadmap_site.load import load
from roadmap_site.packs import Packs
from roadmap_site.render.site import Site
from roadmap_site.roadmap import Roadmap
from samples import ROOT, small, topic, write
from tools import POLICY, need, npm_tools

XHTML, OPF, OPS = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/opf}", "{http://www.idpf.org/2007/ops}"
SITE, MOMENT = "https://example.org/roadmap-site/", "2026-11-21T10:00:00Z"
HOSTILE = "</title><script>alert(1)</script> & \" ' ]]> <!-- {{ 7*7 }} &lt;b&gt; --- **b**"


def loaded(folder: Path) -> Roadmap:
    found = load(folder)
    assert found.roadmap is not None, found.problems
    return found.roadmap


def packs(folder: Path, address: str | None = SITE) -> Packs:
    roadmap = loaded(folder)
    return Packs(Site(roadmap, graph_of(roadmap), health_in(folder)), address, MOMENT)


@pytest.fixture(scope="module")
def ours() -> Packs:
    return packs(ROOT / "roadmap")


class Book:
    """An EPUB as a reading system opens it: from its container to its package, and from there in the spine's order."""

    def __init__(self, data: str | bytes) -> None:
        assert isinstance(data, bytes)
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        container = ET.fromstring(self.zip.read("META-INF/container.xml"))
        [root] = container.iter("{urn:oasis:names:tc:opendocument:xmlns:container}rootfile")
        self.root = root.attrib["full-path"]
        self.package = ET.fromstring(self.zip.read(self.root))
        items = {item.attrib["id"]: item.attrib for item in self.package.iter(f"{OPF}item")}
        spine = [items[ref.attrib["idref"]]["href"] for ref in self.package.iter(f"{OPF}itemref")]
        self.pages = {href: self.xml(href) for href in spine}
        [nav] = [item["href"] for item in items.values() if item.get("properties") == "nav"]
        self.nav = self.xml(nav)

    def xml(self, href: str) -> ET.Element:
        return ET.fromstring(self.zip.read(posixpath.join(posixpath.dirname(self.root), href)))

    def contents(self) -> list[str]:
        [toc] = [nav for nav in self.nav.iter(f"{XHTML}nav") if nav.get(f"{OPS}type") == "toc"]
        return [anchor.attrib["href"] for anchor in toc.iter(f"{XHTML}a")]

    def text(self, href: str) -> str:
        return " ".join("".join(self.pages[href].itertext()).split())


class Html(HTMLParser):
    """What stands in the one page: its ids, its links, its elements and its text."""

    def __init__(self, text: str | bytes) -> None:
        super().__init__()
        assert isinstance(text, str)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.loads: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.add(tag)
        assert not any(name.startswith("on") for name in values)
        if "id" in values:
            self.ids.append(values["id"] or "")
        if tag == "a":
            self.links.append(values["href"] or "")
        self.loads += [tag] if tag in ("link", "img", "script", "iframe", "object") or "src" in values else []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def folder_with(tmp_path: Path, text: str) -> Path:
    """Write a roadmap in which a text stands wherever text may stand."""
    bread = topic("Bread", "yeast", summary=f"{text} " + "It is explained from the start, with examples. " * 2)
    bread |= {"title": text[:80], "concepts": [text[:80]]}
    bread["requires"][0]["why"] = text
    bread["goals"][0]["text"] = text
    bread["questions"] = [{"id": "hostile", "ask": text, "answer": text}]
    for resource in bread["resources"]:
        resource |= {"title": text[:80], "why": text, "part": text[:80], "by": [text[:80]]}
    files: dict[str, Any] = {**small(), "oven/bread.yml": bread}
    files["index.yml"] |= {"title": text[:80], "description": text}
    files["oven/index.yml"] |= {"title": text[:80], "summary": text, "outcomes": [text]}
    files["paths/way.yml"] = {
        "title": text[:80], "summary": text, "kind": "goal", "assumes": ["flour"], "outcomes": [text],
        "steps": [{"text": text, "steps": [{"topic": "bread"}]}],
    }  # fmt: skip
    return write(tmp_path / "roadmap", files)


def epubcheck(tmp_path: Path, *books: str | bytes) -> None:
    """The checker that shops and libraries use finds nothing, not even to warn of."""
    need("java", "epubcheck")
    program = shutil.which("epubcheck")
    assert program
    java = ["java", "-XX:TieredStopAtLevel=1", "-jar", str(Path(program).resolve()), "--failonwarnings"]

    def check(number: int) -> subprocess.CompletedProcess[str]:
        path, book = tmp_path / f"{number}.epub", books[number]
        assert isinstance(book, bytes)
        path.write_bytes(book)
        return subprocess.run([*java, str(path)], capture_output=True, text=True, timeout=300)

    with ThreadPoolExecutor(2) as pool:
        for run in pool.map(check, range(len(books))):
            assert run.returncode == 0, run.stdout + run.stderr


def test_every_path_and_stage_has_both(ours: Packs) -> None:
    roadmap = loaded(ROOT / "roadmap")
    wanted = {f"packs/paths/{id}" for id in roadmap.paths} | {f"packs/stages/{id}" for id in roadmap.stages}
    assert set(ours) == {f"{name}.{form}" for name in wanted for form in ("html", "epub")}


def test_epubcheck_finds_nothing(ours: Packs, tmp_path: Path) -> None:
    """In the books of all stages, and so in every topic, a path with a project, and one of a site without address."""
    books = [ours[name] for name in ours if name.startswith("packs/stages/") and name.endswith(".epub")]
    assert len(books) > 10
    books += [ours["packs/paths/first-month.epub"]]
    books.append(packs(write(tmp_path / "roadmap", small()), None)["packs/stages/oven.epub"])
    epubcheck(tmp_path, *books)


def test_a_book_reads_in_the_order_of_the_path(ours: Packs) -> None:
    """The spine and the contents agree: an overview, every topic once, the project, the answers."""
    roadmap = loaded(ROOT / "roadmap")
    site = Site(roadmap, graph_of(roadmap), {})
    for id in roadmap.paths:
        book = Book(ours[f"packs/paths/{id}.epub"])
        topics = site.path_topics[id]
        end = (["project.xhtml"] if roadmap.paths[id].project else []) + ["answers.xhtml"]
        assert list(book.pages) == ["start.xhtml", *[f"t-{one}.xhtml" for one in book_order(book)], *end]
        assert book.contents() == list(book.pages)
        assert sorted(book_order(book)) == sorted(topics)
    first = Book(ours["packs/paths/first-month.epub"])
    assert book_order(first) == list(site.path_topics["first-month"])


def book_order(book: Book) -> list[str]:
    return [href.removeprefix("t-").removesuffix(".xhtml") for href in book.pages if href.startswith("t-")]


def test_a_book_says_what_it_is(ours: Packs) -> None:
    """Title, language, source, moment, and what a screen reader may count on; every file has one first heading."""
    book = Book(ours["packs/stages/mathematics.epub"])
    said = {(e.get("property") or e.tag.rpartition("}")[2], e.text) for e in book.package.iter()}
    stage = loaded(ROOT / "roadmap").stages["mathematics"]
    for wanted in (
        *(("title", stage.title), ("language", "en"), ("source", f"{SITE}roadmap/stages/mathematics/")),
        *(("dcterms:modified", MOMENT), ("schema:accessMode", "textual"), ("schema:accessibilityHazard", "none")),
    ):
        assert wanted in said
    for href, page in book.pages.items():
        levels = [int(e.tag[-1]) for e in page.iter() if re.fullmatch(rf"{XHTML}h[1-6]", e.tag)]
        assert levels[0] == 1 and levels.count(1) == 1, href
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), href
        assert page.get("lang") == "en"


def test_a_book_has_a_cover(ours: Packs) -> None:
    """Its title, whole, for shelves and to a screen reader; nothing runs out of it."""
    for name in ours:
        if name.endswith(".epub"):
            book = Book(ours[name])
            [cover] = [item for item in book.package.iter(f"{OPF}item") if item.get("properties") == "cover-image"]
            picture = book.xml(cover.attrib["href"])
            texts = [one for one in picture.iter() if one.tag.endswith("}text")]
            title = " ".join(one.text or "" for one in texts if one.get("font-size") == "50")
            assert title == next(e.text for e in picture.iter() if e.tag.endswith("}title")), name
            assert max(int(one.attrib["y"]) for one in texts) == 730


def test_everything_of_a_topic_is_in_both(ours: Packs) -> None:
    """Summary, goals, concepts, resources with their addresses, questions, and the answers at the end."""
    roadmap = loaded(ROOT / "roadmap")
    book, html = Book(ours["packs/stages/training.epub"]), Html(ours["packs/stages/training.html"])
    words = " ".join("".join(html.words).split())
    health = health_in(ROOT / "roadmap")
    lost = {url for url, entry in health.items() if entry.verdict in ("gone", "soft_404")}
    for id in roadmap.stage_topics["training"]:
        one, chapter = roadmap.topics[id], book.text(f"t-{id}.xhtml")
        items = roadmap.items(one)
        for text in (
            *(one.title, one.summary, *(goal.text for goal in one.goals), *one.concepts),
            *(item.title for item in items), *(item.why for item in items), *(q.ask for q in one.questions),
        ):  # fmt: skip
            assert " ".join(text.split()) in chapter
            assert " ".join(text.split()) in words
        for question in one.questions:
            answer = " ".join(question.answer.split())
            assert answer in book.text("answers.xhtml") and answer in words
            assert answer not in chapter
        links = {e.get("href") for e in book.pages[f"t-{id}.xhtml"].iter(f"{XHTML}a")}
        assert {item.url for item in items} - lost <= links & {*html.links}
        assert "Notes" in chapter


def test_every_link_within_a_pack_leads_somewhere(ours: Packs) -> None:
    """To a part of the page, or a part of a file of the book; all others are addresses of the web."""
    for name in ours:
        if name.endswith(".html"):
            html = Html(ours[name])
            assert len(html.ids) == len(set(html.ids)), name
            inner = {link.removeprefix("#") for link in html.links if link.startswith("#")}
            assert inner <= set(html.ids), name
            assert all(link.startswith(("#", "https://", "http://")) for link in html.links), name
            continue
        book = Book(ours[name])
        ids = {href: {e.get("id") for e in page.iter()} for href, page in book.pages.items()}
        for href, page in book.pages.items():
            for anchor in page.iter(f"{XHTML}a"):
                to, fragment = urldefrag(anchor.attrib["href"])
                if not to.startswith(("https://", "http://")):
                    assert (unquote(to) or href) in ids, (name, href, to)
                    assert not fragment or fragment in ids[unquote(to) or href], (name, href, fragment)


def test_the_page_needs_nothing_but_itself(ours: Packs) -> None:
    """No script, no picture, no style sheet, no font from anywhere."""
    for name in ours:
        if name.endswith(".html"):
            text = ours[name]
            assert isinstance(text, str)
            assert Html(text).loads == []
            assert not re.search(r"@import|url\(", text.partition("</style>")[0])


def test_what_is_gone_is_not_linked(tmp_path: Path) -> None:
    """The golden roadmap has an address that is not there any more, with a copy."""
    made = packs(ROOT / "tests/golden/roadmap")
    health = health_in(ROOT / "tests/golden/roadmap")
    gone = {url: entry for url, entry in health.items() if entry.verdict in ("gone", "soft_404")}
    assert gone
    links = {link for name in made if name.endswith(".html") for link in Html(made[name]).links}
    assert not links & gone.keys()
    assert {entry.archived for entry in gone.values() if entry.archived} <= links


def test_two_builds_are_the_same_bytes(ours: Packs) -> None:
    """Whatever the order in which packs are asked for, and not later than the moment of the content."""
    again = packs(ROOT / "roadmap")
    for name in reversed(list(ours)):
        assert again[name] == ours[name], name
    book = Book(ours["packs/stages/mathematics.epub"])
    assert {info.date_time for info in book.zip.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    first = book.zip.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")


def test_text_of_strangers_stays_text(tmp_path: Path) -> None:
    """In every field: the book is well formed, and neither it nor the page holds an element that we did not write."""
    made = packs(folder_with(tmp_path, HOSTILE))
    plain = packs(write(tmp_path / "plain", {**small(), "paths/way.yml": way()}))
    for name in ("packs/paths/way.html", "packs/stages/oven.html"):
        assert Html(made[name]).tags <= Html(plain[name]).tags | {"h3", "b"}
    for name in ("packs/paths/way.epub", "packs/stages/oven.epub"):
        book = Book(made[name])
        assert HOSTILE in book.text("t-bread.xhtml") and HOSTILE in book.text("answers.xhtml")
        assert not any(e.tag == f"{XHTML}script" for page in book.pages.values() for e in page.iter())
    epubcheck(tmp_path, made["packs/paths/way.epub"])


def way() -> dict[str, Any]:
    return {
        "title": "Way", "summary": "A way.", "kind": "goal", "assumes": ["flour"], "outcomes": ["Bake"],
        "steps": [{"text": "First", "steps": [{"topic": "bread"}]}],
    }  # fmt: skip


def test_ids_that_run_together_do_not_meet(tmp_path: Path) -> None:
    """Question `b-c` of topic `a` and question `c` of topic `a-b` are two."""
    files: dict[str, Any] = small()
    ask = {"ask": "Why?", "answer": "So."}
    files["dough/index.yml"] |= {"topics": ["a", "a-b", "flour", "yeast"]}
    files["dough/a.yml"] = topic("A", questions=[{"id": "b-c", **ask}])
    files["dough/a-b.yml"] = topic("A b", questions=[{"id": "c", **ask}])
    html = Html(packs(write(tmp_path / "roadmap", files))["packs/stages/dough.html"])
    assert len(html.ids) == len(set(html.ids))


def test_a_stage_without_questions_has_no_answers(tmp_path: Path) -> None:
    files: dict[str, Any] = small()
    files["oven/bread.yml"] = topic("Bread", "yeast", questions=[])
    made = packs(write(tmp_path / "roadmap", files))
    assert list(Book(made["packs/stages/oven.epub"]).pages) == ["start.xhtml", "t-bread.xhtml"]
    assert "answers" not in Html(made["packs/stages/oven.html"]).ids


def test_the_page_is_valid_html(ours: Packs, tmp_path: Path) -> None:
    """The Nu HTML checker finds nothing, in ours and in one full of hostile text."""
    need("java")
    jar = npm_tools() / "vnu-jar/build/dist/vnu.jar"
    texts = (ours["packs/paths/first-month.html"], packs(folder_with(tmp_path, HOSTILE))["packs/paths/way.html"])
    for number, text in enumerate(texts):
        assert isinstance(text, str)
        (tmp_path / f"{number}.html").write_text(text, encoding="utf-8")
    command = ["java", "-Xss8m", "-jar", str(jar), *POLICY, *(str(path) for path in sorted(tmp_path.glob("*.html")))]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_it_fits(page: Page, ours: Packs, tmp_path: Path, scheme: Any, width: int) -> None:
    """Opened from a disk, with no network at all."""
    text = ours["packs/stages/neural-networks.html"]
    assert isinstance(text, str)
    (tmp_path / "pack.html").write_text(text, encoding="utf-8")
    page.context.set_offline(True)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((tmp_path / "pack.html").as_uri())
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_pages_offer_the_packs_with_their_sizes(built: Path) -> None:
    """Under the name and of the size that they have; the service worker leaves them alone."""
    for of, id in (("paths", "first-month"), ("stages", "training")):
        text = (built / f"roadmap/{of}/{id}/index.html").read_text(encoding="utf-8")
        for form in ("html", "epub"):
            file = built / f"roadmap/packs/{of}/{id}.{form}"
            [said] = re.findall(rf'packs/{of}/{id}\.{form}"[^>]*>[^<]*, (\d+) kB\)', text)
            assert int(said) == round(file.stat().st_size / 1000)
    assert "roadmap/packs/" not in (built / "sw.js").read_text(encoding="utf-8").partition("const FILES")[2]
