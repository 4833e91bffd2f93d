"""The published site: whole, strict, without a request to anybody else.

This file goes with every project that `roadmap init` makes, so nothing in it knows which roadmap it is about.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from published import Site, build, project
from roadmap_site.load import load
from roadmap_site.site_file import setting
from samples import ROOT, small, topic, write


@pytest.fixture(scope="module")
def site(built: Path) -> Site:
    return Site(built)


def test_every_record_has_its_page(site: Site) -> None:
    """Each stage, topic, path and project of the roadmap."""
    roadmap = load(ROOT / "roadmap").roadmap
    assert roadmap is not None
    for kind in ("stages", "topics", "paths", "projects"):
        for id in getattr(roadmap, kind):
            assert f"roadmap/{kind}/{id}/" in site.pages


def test_nothing_within_the_site_is_broken(site: Site) -> None:
    """Every link, picture, script, style sheet and fragment leads somewhere."""
    assert site.broken() == []


def test_no_page_loads_anything_from_elsewhere(site: Site) -> None:
    """Only links that a reader follows leave the site."""
    for address, page in site.pages.items():
        for link in page.links:
            if re.match(r"(?:https?:)?//", link.url):
                assert link.tag == "a", f"{address}: {link}"


def test_style_sheets_load_nothing_from_elsewhere(site: Site) -> None:
    """Fonts and pictures are local."""
    for path in site.folder.rglob("*.css"):
        assert not re.search(r"url\(\s*['\"]?(?:https?:)?//|@import", path.read_text(encoding="utf-8")), path


def test_every_page_says_what_it_is(site: Site) -> None:
    """A description for search engines, and one heading of the first rank."""
    for address, page in site.pages.items():
        if "http-equiv" in page.text and "refresh" in page.text:
            continue
        assert len(re.findall(r"<h1[ >]", page.text)) == 1, address
        if address != "404.html":
            assert page.meta.get("description"), address


def test_no_page_is_a_placeholder(site: Site) -> None:
    """Nothing left to be written, and no template syntax that was not filled in."""
    for address, page in site.pages.items():
        if address == "rules/":  # it names what no text may be
            continue
        body = page.text.partition("<article")[2].partition("</article>")[0]
        assert not re.search(r"(?i:\bTODO\b|\bTBD\b|lorem ipsum|coming soon)|Undefined", body), address


def test_the_pencil_opens_the_yaml(site: Site) -> None:
    """Edit on a topic's page leads to the topic's file, when the site names its repository."""
    roadmap = load(ROOT / "roadmap").roadmap
    assert roadmap is not None
    id, stage = next(iter(roadmap.stage_of.items()))
    edits = [link.url for link in site.pages[f"roadmap/topics/{id}/"].links if "/edit/" in link.url]
    assert bool(edits) == bool(setting(ROOT / "mkdocs.yml", "repo_url"))
    assert all(url.endswith(f"/edit/main/roadmap/{stage}/{id}.yml") for url in edits)


def test_the_whole_roadmap_is_published_as_data(site: Site) -> None:
    """roadmap.json stands beside the pages."""
    data = json.loads((site.folder / "roadmap/roadmap.json").read_text(encoding="utf-8"))
    assert {topic["page"] for topic in data["topics"]} <= site.pages.keys()


def test_another_roadmap_makes_a_whole_site(tmp_path: Path) -> None:
    """Three topics of another field: the same site, and it does not call itself ours."""
    run = build(project(tmp_path / "project", write(tmp_path / "roadmap", small())), tmp_path / "site")
    assert run.returncode == 0, run.stderr
    site = Site(tmp_path / "site")
    assert site.broken() == []
    home = site.pages[""].text
    assert "Baking" in home
    assert "From flour to bread." in home
    body = home.partition("<body")[2]
    ours = load(ROOT / "roadmap").roadmap
    assert ours is not None
    assert ours.index.title not in body


HOSTILE = " ".join(
    (
        "<script>alert(1)</script> <img src=x onerror=alert(1)> &lt;b&gt;",
        "{{ 7*7 }} {% raw %} ${{ github.token }} $(id)",
        "**b** _i_ `c` [l](javascript:alert(1)) ![i](x) {: .x onclick=alert(1) }",
        '--8<-- "README.md" :smile: ==m== ~~s~~ ^^i^^ [^1] *[HTML]: x \\ | # - 1. > +',
    )
)


def test_text_of_strangers_is_shown_as_it_is(tmp_path: Path) -> None:
    """HTML, Markdown, template and shell syntax in every text field is only text on every page."""
    bread = topic("Bread", "yeast", summary=HOSTILE, aliases=[HOSTILE[:150]], concepts=[HOSTILE[:190]])
    bread["title"] = HOSTILE[:190]
    bread["requires"][0]["why"] = HOSTILE
    bread["goals"][0]["text"] = HOSTILE
    bread["questions"] = [{"id": "hostile", "ask": HOSTILE, "answer": HOSTILE}]
    for resource in bread["resources"]:
        resource |= {"title": HOSTILE[:190], "why": HOSTILE, "part": HOSTILE[:190], "by": [HOSTILE[:190]]}
    files = {**small(), "oven/bread.yml": bread}
    files["index.yml"] = {**files["index.yml"], "title": HOSTILE[:190], "description": HOSTILE}
    files["oven/index.yml"] = {
        **files["oven/index.yml"],
        "title": HOSTILE[:190],
        "summary": HOSTILE,
        "outcomes": [HOSTILE],
    }
    files["paths/way.yml"] = {
        "title": HOSTILE[:190], "summary": HOSTILE, "kind": "document",
        "origin": {"document": HOSTILE[:190], "title": HOSTILE[:190], "mended": [HOSTILE]},
        "steps": [{"text": HOSTILE, "topic": "bread", "note": HOSTILE, "steps": [{"text": HOSTILE, "topic": "flour"}]}],
    }  # fmt: skip
    run = build(project(tmp_path / "project", write(tmp_path / "roadmap", files)), tmp_path / "site")
    assert run.returncode == 0, run.stderr
    site = Site(tmp_path / "site")
    for address, page in site.pages.items():
        body = page.text.partition("<body")[2]
        assert "<script>alert" not in body, address
        assert page.handlers == [], address
        assert not any(link.url.lower().startswith("javascript:") for link in page.links), address
        assert "<em>i</em>" not in body and "<strong>b</strong>" not in body, address
        assert "49" not in re.findall(r"[({ ](49)[)} ]", body), address
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in site.pages["roadmap/topics/bread/"].text
