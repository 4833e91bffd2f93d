"""What pages say of themselves to machines: schema.org's vocabulary, previews, and what the site's root tells."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import markdown
import pytest
from mkdocs.config import load_config
from PIL import Image
from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from published import Page
from published import Site as Built
from roadmap_site.build import checked
from roadmap_site.discovery import Seen, days, linked_text, root_files, share
from roadmap_site.discovery.draw import draw
from roadmap_site.discovery.faces import SITE, Face, faces
from roadmap_site.discovery.markdown import escaped, link
from roadmap_site.discovery.root import robots
from roadmap_site.discovery.things import PRIMARY, duration
from roadmap_site.discovery.twins import twin
from roadmap_site.graph import graph_of
from roadmap_site.publish import previews as kept_pictures
from roadmap_site.render import Site
from roadmap_site.render.words import KINDS
from samples import ROOT, small, topic, write
from stage import git
from tools import FOLDER, npm_tools

# what rdflib says of its own use of itself
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

ADDRESS = "https://example.org/baking/"
SCHEMA = "https://schema.org/"
VOCABULARY = json.loads((ROOT / "tests/data/schema-org.json").read_text(encoding="utf-8"))
# What schema.org's own context says of the properties that we use: these hold addresses.
_ADDRESSES = ("url", "item", "license", "contentUrl", "itemListOrder", "image")
CONTEXT = {"@vocab": SCHEMA, **{name: {"@id": f"{SCHEMA}{name}", "@type": "@id"} for name in _ADDRESSES}}
_PLAIN = {"Text", "URL", "Number", "Integer", "Boolean", "Date", "DateTime", "Duration"}


def site_of(folder: Path) -> Site:
    roadmap, _ = checked(folder)
    return Site(roadmap, graph_of(roadmap), {})


@pytest.fixture(scope="module")
def golden() -> Site:
    return site_of(ROOT / "tests/golden/roadmap")


def seen_pages(site: Site, address: str | None = ADDRESS) -> Iterator[Seen]:
    """Yield every kind of page there is, as a publisher sees it."""
    roadmap, trail = site.roadmap, (("Baking", ""), ("Stages", "roadmap/stages/"))
    for folder in ("stages", "topics", "paths", "projects"):
        for id, record in getattr(roadmap, folder).items():
            url = f"roadmap/{folder}/{id}/"
            yield Seen(f"{folder[:-1]}:{id}", url, record.title, record.summary, trail, site=address)
        if folder != "topics":
            yield Seen(f"list:{folder}", f"roadmap/{folder}/", folder.title(), "All of them", trail[:1], site=address)
    yield Seen("home:", "", roadmap.index.title, roadmap.index.description, site=address)
    yield Seen("page:", "plan/", "Plan", "Dates & hours", trail[:1], site=address)


def triples(text: str, base: str) -> Graph:
    """Return what an RDF parser makes of JSON-LD; the context, which it would fetch, is at hand."""
    data = json.loads(text)
    assert data.pop("@context") == SCHEMA.rstrip("/")
    return Graph().parse(data=json.dumps({"@context": CONTEXT, **data}), format="json-ld", base=base)


def above(types: set[str]) -> set[str]:
    """Return types with all that they are kinds of."""
    found, left = set(), list(types)
    while left:
        one = left.pop()
        assert one in VOCABULARY["types"], f"{one} is not in tests/data/schema-org.json"
        found.add(one)
        left += VOCABULARY["types"][one]
    return found


def types_of(graph: Graph, node: Node) -> set[str]:
    return {str(one).removeprefix(SCHEMA) for one in graph.objects(node, RDF.type)}


def wrong(graph: Graph) -> list[str]:
    """Return what a graph says that schema.org's vocabulary has no place for."""
    found = []
    for subject, predicate, value in graph:
        if predicate == RDF.type:
            continue
        name = str(predicate).removeprefix(SCHEMA)
        rule = VOCABULARY["properties"].get(name)
        if not rule:
            found.append(f"{name} is no property of tests/data/schema-org.json")
            continue
        if not above(types_of(graph, subject)) & {*rule["of"]}:
            found.append(f"{name} is no property of {types_of(graph, subject)}")
        types = types_of(graph, value) if isinstance(value, (URIRef, BNode)) else set()
        if types and "URL" not in rule["is"] and not above(types) & {*rule["is"]}:
            found.append(f"{name} is a {types}")
        if isinstance(value, Literal) and not _PLAIN & {*rule["is"]}:
            found.append(f"{name} is the text {value!r}")
    return found


def test_every_page_is_valid_against_the_vocabulary(golden: Site) -> None:
    """rdflib reads each; every type and property exists, on types that have it, with values that it takes."""
    kinds = set()
    for seen in seen_pages(golden):
        graph = triples(linked_text(golden, seen), ADDRESS + seen.url)
        assert wrong(graph) == [], seen.url
        assert "WebPage" in above(types_of(graph, URIRef(ADDRESS + seen.url)))
        kinds.add(seen.kind)
    assert kinds == {"stage", "topic", "path", "project", "list", "home", "page"}


def test_the_check_finds_what_is_wrong() -> None:
    """A property of another type, a value of another type, and a word that schema.org does not have."""
    bad = {"@type": "Organization", "@id": "x:1", "teaches": "bread", "publisher": {"@type": "Book"}, "baker": "Ann"}
    found = wrong(triples(json.dumps({"@context": SCHEMA[:-1], "@graph": [bad]}), ADDRESS))
    assert any("teaches is no property of" in line for line in found)
    assert any("publisher is a" in line for line in found)
    assert any(line.startswith("baker is no property") for line in found)


def test_every_kind_of_resource_has_a_primary_type() -> None:
    """Besides LearningResource, and one that schema.org has."""
    assert PRIMARY.keys() == KINDS.keys()
    assert above(set(PRIMARY.values()))


def test_things_are_the_same_from_page_to_page(golden: Site) -> None:
    """A topic that another page names, a stage's course and the site are described under just these names."""
    graphs = [triples(linked_text(golden, seen), ADDRESS + seen.url) for seen in seen_pages(golden)]
    described = {subject for graph in graphs for subject in graph.subjects(URIRef(f"{SCHEMA}name"))}
    named = {value for graph in graphs for value in graph.objects() if isinstance(value, URIRef) and "#" in value}
    ours = {value for value in named if str(value).startswith(ADDRESS)}
    assert ours
    assert {one for one in ours if not str(one).endswith("#breadcrumb")} <= described


def test_without_an_address_everything_is_relative(golden: Site) -> None:
    """The parser that knows where the page stands finds the same things."""
    for with_address, without in zip(seen_pages(golden), seen_pages(golden, None), strict=True):
        text = linked_text(golden, without)
        assert ADDRESS not in text
        base = ADDRESS + without.url
        assert {*triples(text, base).subjects(RDF.type)} >= {
            one
            for one in triples(linked_text(golden, with_address), base).subjects(RDF.type)
            if isinstance(one, URIRef)
        }


HOSTILE = '</script><script>alert(1)</script> <!-- <script> ]]> & "quoted" \\ \u2028 \u202e \x00 {{ 7*7 }}'


class Scripts(HTMLParser):
    """The script elements of a page: type and content."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str | None, str]] = []
        self.inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self.found.append((dict(attrs).get("type"), ""))
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self.inside:
            kind, text = self.found[-1]
            self.found[-1] = kind, text + data


def test_text_of_strangers_stays_inside_the_element(tmp_path: Path) -> None:
    """No text can end the script element, begin a comment in it, or be anything but the text that it is."""
    visible = HOSTILE.replace("\x00", "").replace("\u202e", "").replace("\u2028", "")  # the rules refuse the others
    bread = topic("Bread", "yeast", aliases=[visible]) | {"title": visible}
    bread["resources"][0]["title"] = visible
    site = site_of(write(tmp_path / "roadmap", {**small(), "oven/bread.yml": bread}))
    seen = Seen("topic:bread", "roadmap/topics/bread/", HOSTILE, HOSTILE, ((HOSTILE, ""),), site=ADDRESS)
    text = linked_text(site, seen)
    assert not re.search(r"[<>&\x00\u202e]", text)
    page = Scripts(f'<!doctype html><script type="application/ld+json">{text}</script><p>after')
    assert page.found == [("application/ld+json", text)]
    name = json.loads(text)["@graph"][0]["name"]
    assert name.split() == visible.split()


def test_a_resource_that_is_gone_is_not_linked(golden: Site) -> None:
    """What nothing is found at any more keeps its name and loses its address."""
    id, items = next((id, items) for id, items in golden.items.items() if items)
    gone = Site(golden.roadmap, golden.graph, {})
    gone.__dict__["lost"] = frozenset({items[0].url})
    text = linked_text(gone, Seen(f"topic:{id}", f"roadmap/topics/{id}/", "T", "D", site=ADDRESS))
    found = next(thing for thing in json.loads(text)["@graph"] if thing["@type"] == "ItemList")
    first = found["itemListElement"][0]["item"]
    assert first["name"] == items[0].title
    assert "url" not in first


def test_durations_are_iso_8601() -> None:
    """Hours and minutes, and nothing for nothing."""
    assert [duration(length) for length in (45, 60, 145, 0, None)] == ["PT45M", "PT1H", "PT2H25M", None, None]


def test_previews_have_plain_text() -> None:
    """The theme escapes it; without the site's address there is none to give."""
    seen = Seen("topic:x", "roadmap/topics/x/", "R&D\n<b>", "D", site=None)
    assert share(seen, {"roadmap/previews/site.png"}) == {"type": "article", "title": "R&D <b>", "description": "D"}
    assert share(Seen("page:", "p/", "T", "D", site=ADDRESS), ())["url"] == f"{ADDRESS}p/"


FACE = Face("Baking", "Topic", "Bread", "Beginner  ·  2 h", (False, True))


def test_a_picture_is_small_and_flat() -> None:
    """1200 by 630 pixels in 16 colours, at most 15 kB whatever the words; the same words, the same bytes."""
    for face in (FACE, replace(FACE, title="Metrics for regression, clusters, ranking, text and forecasts", stages=())):
        data = draw(face)
        assert data is not None
        assert len(data) <= 15_000
        image = Image.open(io.BytesIO(data))
        assert (image.size, image.mode) == ((1200, 630), "P")
        assert len(image.getcolors() or ()) <= 16
        assert draw(face) == data
    assert draw(FACE) != draw(replace(FACE, title="Breads"))
    assert draw(FACE) != draw(FACE, accent="#7a1f5c")


def test_nothing_runs_out_of_the_picture() -> None:
    """Long titles are set smaller, long facts end in three points, and a word that has no room makes no picture."""
    wide = draw(
        replace(FACE, title="A very long title of many words " * 3, facts="fact  ·  " * 30, stages=(True,) * 60)
    )
    assert wide is not None
    pixels = Image.open(io.BytesIO(wide)).convert("L")
    for box in ((0, 20, 85, 630), (1115, 20, 1200, 630), (0, 600, 1200, 630)):
        assert pixels.crop(box).getextrema() == (255, 255), "the margins are paper"
    assert draw(replace(FACE, title="Donaudampfschifffahrtsgesellschaftskapitän" * 2)) is None
    assert draw(replace(FACE, title="")) is not None


def test_letters_that_the_font_lacks_are_not_drawn_as_boxes() -> None:
    """Then there is no picture, and the page shows the site's."""
    assert draw(replace(FACE, title="Brot für Öfen: 50 %, naïve")) is not None
    for title in ("面包", "хлеб", "bread \U0001f35e"):
        assert draw(replace(FACE, title=title)) is None, title
    seen = Seen("topic:x", "roadmap/topics/x/", "面包", "D", site=ADDRESS)
    assert share(seen, {SITE})["picture"] == ADDRESS + SITE
    assert "picture" not in share(seen, ())


def test_pictures_are_drawn_once(golden: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rebuild draws what changed and nothing else; a cache that was lost costs time alone."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    drawn: list[str] = []

    def noted(face: Face, accent: str) -> bytes | None:
        drawn.append(face.title)
        return draw(face, accent)

    monkeypatch.setattr(kept_pictures, "draw", noted)
    first = kept_pictures.previews(config, golden, tmp_path)
    assert first.keys() == faces(golden).keys()
    assert len(drawn) == len({*faces(golden).values()}), "what stands under a former id, too, is drawn once"
    drawn.clear()
    assert kept_pictures.previews(config, golden, tmp_path) == first
    assert drawn == []
    id = next(iter(golden.roadmap.topics))
    other = golden.roadmap.topics[id].model_copy(update={"title": "Grain"})
    roadmap = replace(golden.roadmap, topics={**golden.roadmap.topics, id: other})
    kept_pictures.previews(config, Site(roadmap, golden.graph, {}), tmp_path)
    assert drawn == ["Grain"]
    (tmp_path / "previews.sqlite").write_bytes(b"no database")
    assert kept_pictures.previews(config, golden, tmp_path) == first


def data_of(page: Page) -> dict[str, Any]:
    (text,) = (text for kind, text in Scripts(page.text).found if kind == "application/ld+json")
    return dict(json.loads(text))


def pages_of(built: Path) -> dict[str, Page]:
    """Return the pages that MkDocs made: no page that only leads on, no error page, no file to take along."""
    made = {address: page for address, page in Built(built).pages.items() if address == "" or address.endswith("/")}
    return {address: page for address, page in made.items() if 'http-equiv="refresh"' not in page.text}


def test_every_published_page_describes_itself(built: Path) -> None:
    """One valid script element of data a page, at the page's own canonical address, and a preview."""
    for address, page in pages_of(built).items():
        data = data_of(page)
        (canonical,) = re.findall(r'<link rel="canonical" href="([^"]+)">', page.text)
        assert data["@graph"][0]["@id"] == canonical
        assert wrong(triples(json.dumps(data), canonical)) == [], address
        shown = dict(re.findall(r'<meta property="(og:[a-z_:]+)" content="([^"]*)">', page.text))
        assert shown.keys() >= {"og:title", "og:type", "og:url", "og:description", "og:site_name"}, address
        assert shown["og:url"] == canonical
        own = re.search(r"^roadmap/(topics|stages|paths|projects)/([^/]+)/$", address)
        picture = f"roadmap/previews/{own[1]}/{own[2]}.png" if own else SITE
        assert shown["og:image"].endswith(f"/{picture}"), address
        assert (built / picture).read_bytes()[1:4] == b"PNG"
        assert page.meta["twitter:card"] == "summary_large_image"
        data_links = re.findall(r'<link rel="alternate data" type="application/json" href="([^"]+)">', page.text)
        assert data_links == ([f"../../../api/v1/{own[1]}/{own[2]}.json"] if own else []), address


def shown(text: str) -> str:
    """Return Markdown as a renderer of it makes HTML."""
    return str(markdown.markdown(text))


def test_the_twin_of_a_page_holds_what_the_page_holds(golden: Site) -> None:
    """Every goal, prerequisite, resource, question and answer, with whole addresses."""
    for id, record in golden.roadmap.topics.items():
        text = twin(golden, id, ADDRESS)
        html = shown(text)
        plain = unescape(re.sub(r"<[^>]+>", "", html))
        for words in (
            record.title,
            record.summary,
            *(goal.text for goal in record.goals),
            *(edge.why for edge in (*record.requires, *record.helps)),
            *(item.title for item in golden.items[id]),
            *(item.why for item in golden.items[id]),
            *(text for question in record.questions for text in (question.ask, question.answer)),
        ):
            assert words in plain, f"{id}: {words}"
        hrefs = re.findall(r'href="([^"]*)"', html)
        assert {edge.topic for edge in record.requires} <= {
            href.removeprefix(f"{ADDRESS}roadmap/topics/").removesuffix(".md") for href in hrefs
        }
        assert all(re.match(r"https?://", href) for href in hrefs), hrefs


def test_text_of_strangers_is_text_in_the_twin(tmp_path: Path) -> None:
    """Rendered as Markdown it is neither HTML nor a link, a heading or a list, and no address is another scheme's."""
    hostile = "# h <script>alert(1)</script> [l](javascript:alert(1)) **b** _i_ `c` ![i](x) ~~s~~ &lt;b&gt; \\ 1. > a_b"
    bread = topic("Bread", "yeast", summary=hostile + " and so on, for those who begin with it all.") | {
        "title": hostile
    }
    bread["goals"][0]["text"] = hostile
    bread["resources"][0] |= {"title": hostile, "why": f"1. {hostile}"}
    site = site_of(write(tmp_path / "roadmap", {**small(), "oven/bread.yml": bread}))
    html = shown(twin(site, "bread", ADDRESS))
    assert not re.search(r"<(?:script|img|strong|em|code|del|blockquote)|javascript:[^)]*\"", html)
    assert unescape(re.sub(r"<[^>]+>", "", html)).count(hostile) >= 3
    assert escaped("snake_case costs 3 + 4") == "snake_case costs 3 + 4", "no escape that is not needed"
    assert link("a", "javascript:alert(1)") == "a"
    assert link("a", "https://example.org/a_(b) c") == "[a](<https://example.org/a_(b)%20c>)"


def test_llms_txt_names_every_topic(golden: Site) -> None:
    """Each on a line of its stage, in learning order, under the one heading of the first rank and a quotation."""
    text = root_files(golden, ADDRESS)["root/llms.txt"]
    assert text.startswith(f"# {golden.roadmap.index.title}\n\n> ")
    found = re.findall(rf"^- \[[^\n]*\]\({ADDRESS}roadmap/topics/([a-z0-9-]+)\.md\)", text, re.MULTILINE)
    assert found == [id for topics in golden.roadmap.stage_topics.values() for id in topics]
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1


def test_robots_names_the_sitemap_where_it_can() -> None:
    """The protocol wants a whole address; nothing is forbidden."""
    parser = RobotFileParser()
    parser.parse(robots(ADDRESS).splitlines())
    assert parser.can_fetch("anybody", f"{ADDRESS}roadmap/topics/")
    assert parser.site_maps() == [f"{ADDRESS}sitemap.xml"]
    assert "Sitemap" not in robots(None)


def commit(where: Path, day: str, message: str) -> None:
    moment = f"{day}T12:00:00+00:00"
    git(where, "add", "--all")
    subprocess.run(
        ["git", "-c", "user.name=Ann", "-c", "user.email=ann@example.org", "commit", "--quiet", "--message", message],
        cwd=where,
        check=True,
        env={**os.environ, "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment},
    )


def test_pages_have_the_days_that_are_known(tmp_path: Path) -> None:
    """Those of commits, or of a resource added later; a shallow clone knows only what it has seen change."""
    work = tmp_path / "work"
    git(tmp_path, "init", "--quiet", str(work))
    write(work / "roadmap", small())
    (work / "docs").mkdir()
    (work / "docs/plan.md").write_text("# Plan\n", encoding="utf-8")
    commit(work, "2024-01-02", "All")
    files = small()
    files["oven/bread.yml"]["summary"] += " Now with steam."
    write(work / "roadmap", files)
    commit(work, "2025-03-04", "Steam, ü and spaces")
    roadmap = site_of(work / "roadmap").roadmap
    found = days(roadmap, work / "roadmap", work / "docs")
    assert found["roadmap/topics/bread.md"] == "2025-03-04"
    assert found["roadmap/topics/flour.md"] == found["roadmap/stages/oven/index.md"] == found["plan.md"] == "2024-01-02"
    git(tmp_path, "clone", "--quiet", f"file://{work}", "whole")
    assert days(roadmap, tmp_path / "whole/roadmap", tmp_path / "whole/docs") == found
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{work}", "shallow")
    assert days(roadmap, tmp_path / "shallow/roadmap", tmp_path / "shallow/docs") == {}
    files["dough/flour.yml"]["resources"][0]["added"] = "2026-05-06"
    later = site_of(write(tmp_path / "later", files)).roadmap
    assert days(later, tmp_path / "later", tmp_path) == {"roadmap/topics/flour.md": "2026-05-06"}


def test_a_reader_of_sitemaps_takes_ours(built: Path, tmp_path: Path) -> None:
    """One that others wrote finds every entry and no fault, packed or not; it does find fault with a broken one."""
    npm_tools()

    def read(path: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["node", str(FOLDER / "sitemap.mjs"), str(path)], capture_output=True, text=True, timeout=120
        )

    text = (built / "sitemap.xml").read_text(encoding="utf-8")
    assert gzip.decompress((built / "sitemap.xml.gz").read_bytes()).decode() == text
    run = read(built / "sitemap.xml")
    assert run.returncode == 0, run.stderr
    assert [entry["url"] for entry in json.loads(run.stdout)] == re.findall(r"<loc>(.*?)</loc>", text)
    broken = tmp_path / "sitemap.xml"
    broken.write_text(text.replace("<loc>", "<place>", 1).replace("</loc>", "</place>", 1), encoding="utf-8")
    assert read(broken).returncode != 0


def test_the_sitemap_lists_the_pages_and_the_data(built: Path) -> None:
    """Every page that is no redirect, at its canonical address, and the interface's index; days only where known."""
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    root = ElementTree.parse(built / "sitemap.xml").getroot()
    found = [str(one.text) for one in root.findall("s:url/s:loc", names)]
    site = next(one for one in found if one.endswith("/api/v1/index.json")).removesuffix("api/v1/index.json")
    assert len(found) == len(set(found))
    assert {one.removeprefix(site) for one in found} == {*pages_of(built), "api/v1/index.json"}
    for day in root.findall("s:url/s:lastmod", names):
        assert date.fromisoformat(str(day.text))
    assert (built / "robots.txt").read_text(encoding="utf-8").endswith(f"Sitemap: {site}sitemap.xml\n")


def test_each_topic_has_its_twin_beside_its_page(built: Path) -> None:
    """Linked from the page; what llms.txt and the twins link to within the site is there."""
    pages, twins = Built(built).pages, sorted((built / "roadmap/topics").glob("*.md"))
    assert twins
    site = re.findall(r'<link rel="canonical" href="([^"]+)">', pages[""].text)[0]
    for path in twins:
        page = pages[f"roadmap/topics/{path.stem}/"].text
        assert f'<link rel="alternate twin" type="text/markdown" href="../{path.name}">' in page
    for path in (built / "llms.txt", *twins):
        for url in re.findall(rf"\(({re.escape(site)}[^)]*)\)|^- (?:Page|Data): (\S+)", path.read_text(), re.MULTILINE):
            to = next(filter(None, url)).removeprefix(site)
            assert to in pages or (built / to).is_file(), f"{path.name}: {to}"
