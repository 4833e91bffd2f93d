"""What changed as feeds and on a page: readers that others wrote accept all of it, and nothing in it can be markup."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import atoma
import feedparser
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from repository import Repository, changed
from roadmap_site.build import pages
from roadmap_site.export import UNKNOWN, About
from roadmap_site.feeds.site import MOST
from roadmap_site.graph import graph_of
from roadmap_site.history import Past, history
from roadmap_site.load import load
from samples import ROOT, resource, small, topic, write

SITE = "https://example.org/learn/"
PLACE = "root/feeds/"
ATOM = "{http://www.w3.org/2005/Atom}"
# The specification in the words of a schema: https://www.jsonfeed.org/version/1.1/
AUTHORS = {"type": "array", "items": {"type": "object", "minProperties": 1, "properties": {"url": {"format": "uri"}}}}
ITEM = {
    "type": "object",
    "required": ["id", "url", "title", "content_html", "date_published"],
    "properties": {
        "id": {"type": "string", "pattern": "^urn:uuid:[0-9a-f-]{36}$"},
        "url": {"type": "string", "format": "uri", "pattern": f"^{SITE}"},
        "title": {"type": "string", "minLength": 1},
        "content_html": {"type": "string", "minLength": 1},
        "date_published": {"type": "string", "format": "date-time"},
        "tags": {"type": "array", "items": {"type": "string"}},
    },
    "additionalProperties": False,
}
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string", "minLength": 1},
        "description": {"type": "string"},
        "home_page_url": {"type": "string", "format": "uri"},
        "feed_url": {"type": "string", "format": "uri"},
        "language": {"type": "string"},
        "authors": AUTHORS,
        "items": {"type": "array", "items": ITEM},
    },
    "additionalProperties": False,
}
HOSTILE = (
    "<script>alert(1)</script>", "</title><b>bold", "]]> end", "&amp; &lt;b&gt; &#60;i&#62;", "\" onload=\"alert(1)",
    "[a](javascript:alert(1)) **bold**", "{{ 7 * 7 }} {% raw %}", "--8<-- \"mkdocs.yml\"", "日本語 שלום é 🎉",
    "'; DROP TABLE", "<!-- comment -->", "<![CDATA[ x ]]>", "a\nb", "<p>already</p>",
)  # fmt: skip
ACCEPTS = Draft202012Validator(JSON_FEED, format_checker=FormatChecker())


def made(folder: Path, past: Past | None = None, site: str | None = SITE) -> dict[str, str]:
    """Return all that is generated from a roadmap."""
    roadmap = load(folder).roadmap
    assert roadmap is not None
    about = About(site, datetime(2026, 11, 21, tzinfo=UTC)) if site else UNKNOWN
    made = pages(roadmap, graph_of(roadmap), {}, about=about, past=history(folder) if past is None else past)
    return {name: text for name, text in made.items() if isinstance(text, str)}


def feeds(folder: Path, past: Past | None = None) -> dict[str, str]:
    found = made(folder, past)
    return {name.removeprefix(PLACE): text for name, text in found.items() if name.startswith(PLACE)}


def demanded(data: bytes) -> None:
    """Check what RFC 4287 says that a feed must have, and no reader looks at: ids, dates, authors, links."""
    feed = ElementTree.fromstring(data)
    assert feed.tag == f"{ATOM}feed"
    assert len(feed.findall(f"{ATOM}author/{ATOM}name")) == 1, "then entries need none"
    assert len([link for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]) == 1
    for part in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"{ATOM}{name}")) == 1, name
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", part.findtext(f"{ATOM}id") or "")
        for name in ("updated", "published"):
            for date in part.findall(f"{ATOM}{name}"):
                assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", date.text or "")
        alternates = [link for link in part.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert len(alternates) == 1, "not two of one type and language"
        assert all(link.attrib["href"].startswith(SITE) for link in part.findall(f"{ATOM}link"))
        assert all(term.attrib["term"] for term in part.findall(f"{ATOM}category"))
    for content in feed.iter(f"{ATOM}content"):
        assert content.get("type") == "html" and len(content) == 0, "what is HTML holds no child elements"


def accepted(found: dict[str, str]) -> dict[str, list[Any]]:
    """Return the entries of every Atom feed, once all readers have accepted it and its twin."""
    entries = {}
    for name, text in found.items():
        if name.endswith(".xml"):
            data = text.encode()
            lenient, strict = feedparser.parse(data), atoma.parse_atom_bytes(data)
            demanded(data)
            assert not lenient.bozo, (name, lenient.get("bozo_exception"))
            assert lenient.version == "atom10"
            twin = json.loads(found[f"{name.removesuffix('.xml')}.json"])
            ACCEPTS.validate(twin)
            other = atoma.parse_json_feed_bytes(json.dumps(twin).encode())
            ids = [entry.id for entry in lenient.entries]
            assert ids == [entry.id_ for entry in strict.entries] == [item.id_ for item in other.items]
            assert len(ids) == len({*ids}) <= MOST
            times = [entry.updated for entry in lenient.entries]
            assert times == sorted(times, reverse=True)
            assert lenient.feed.updated == (times[0] if times else lenient.feed.updated)
            entries[name.removesuffix(".xml")] = lenient.entries
    return entries


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "whole")


def test_our_own_feeds_are_accepted() -> None:
    """Those of the site, of every stage and of every topic, as far as this clone knows."""
    folder = ROOT / "roadmap"
    found = accepted(feeds(folder))
    roadmap = load(folder).roadmap
    assert roadmap is not None
    places = {f"{kind}/{id}" for kind in ("stages", "topics") for id in getattr(roadmap, kind)}
    assert {"all"} | places <= found.keys()
    assert found["all"]


def test_a_feed_tells_what_is_its_own(repo: Repository) -> None:
    """A topic's of the topic and its resources, a stage's of its topics, the site's of all; each links to a page."""
    repo.commit(small())
    files = changed("dough/flour.yml", "level", to="advanced")
    files["oven/bread.yml"]["resources"].append({"use": "flour-book", "part": "Chapter 2", "why": "On loaves."})
    files["paths/first.yml"] = {"title": "First", "summary": "A loaf.", "kind": "goal", "steps": [{"topic": "flour"}]}
    repo.commit(files)
    found = accepted(feeds(repo.roadmap))
    titles = {name: [entry.title for entry in entries] for name, entries in found.items()}
    assert titles["all"] == ["Topic changed: Flour", "Topic changed: Bread", "New path: First"]
    assert titles["topics/flour"] == titles["stages/dough"] == ["Topic changed: Flour"]
    assert titles["topics/bread"] == titles["stages/oven"] == ["Topic changed: Bread"]
    assert titles["topics/yeast"] == []
    (bread,) = found["topics/bread"]
    assert bread.link == f"{SITE}roadmap/topics/bread/"
    assert bread.content[0].value == "<p>Now offers: About flour-book.</p>"
    first = next(entry for entry in found["all"] if entry.title == "New path: First")
    assert (first.link, first.tags[0].term) == (f"{SITE}roadmap/paths/first/", "path")


def test_a_followed_feed_goes_on_under_a_former_id(repo: Repository) -> None:
    """The same stands under both names; at each the feed keeps its id, and everything in it keeps its own."""
    repo.commit(small())
    repo.commit(changed("dough/flour.yml", "level", to="advanced"))
    before = feeds(repo.roadmap)
    files = changed("dough/flour.yml", "level", to="advanced")
    files["dough/meal.yml"] = files.pop("dough/flour.yml") | {"former_ids": ["flour"]}
    files["dough/index.yml"]["topics"] = ["meal", "yeast"]
    files["dough/yeast.yml"]["requires"] = [{"topic": "meal", "why": "It builds on it."}]
    repo.commit(files)
    after = feeds(repo.roadmap)
    accepted(after)
    assert after["topics/flour.json"] == after["topics/meal.json"]
    old, new = (feedparser.parse(texts["topics/flour.xml"].encode()) for texts in (before, after))
    present = feedparser.parse(after["topics/meal.xml"].encode())
    assert old.feed.id == new.feed.id != present.feed.id
    assert [entry.id for entry in new.entries] == [entry.id for entry in present.entries]
    assert [entry.id for entry in old.entries] == [entry.id for entry in new.entries][-len(old.entries) :]
    assert new.feed.links[0].href == f"{SITE}feeds/topics/meal.xml"


def test_a_merge_leaves_both_feeds_their_ids(repo: Repository) -> None:
    """Who followed either of two topics that are one now goes on following it, and is told nothing twice."""
    repo.commit(small())
    before = feeds(repo.roadmap)
    files = small()
    files["dough/flour.yml"]["former_ids"] = ["yeast"]
    del files["dough/yeast.yml"]
    files["dough/index.yml"]["topics"] = ["flour"]
    files["oven/bread.yml"]["requires"] = [{"topic": "flour", "why": "It builds on it."}]
    repo.commit(files)
    after = feeds(repo.roadmap)
    accepted(after)
    ids = {
        name: [feedparser.parse(texts[f"topics/{name}.xml"].encode()).feed.id for texts in (before, after)]
        for name in ("flour", "yeast")
    }
    assert all(old == new for old, new in ids.values())
    assert ids["flour"] != ids["yeast"]
    told = feedparser.parse(after["topics/yeast.xml"].encode()).entries
    assert told[0].title == "Topic merged: Yeast"


def test_the_same_commit_gives_the_same_bytes(repo: Repository) -> None:
    """Nothing comes from the clock."""
    repo.commit(small())
    repo.commit(changed("dough/flour.yml", "level", to="advanced"))
    assert made(repo.roadmap) == made(repo.roadmap)


def test_many_at_once_do_not_push_all_else_out(repo: Repository) -> None:
    """In the feed of the site they are one; in those of stages and topics each stands by itself."""
    repo.commit(small())
    repo.commit(changed("oven/bread.yml", "level", to="advanced"))
    files = changed("oven/bread.yml", "level", to="advanced")
    files["dough/flour.yml"]["resources"] += [resource(f"r-{i}", added="2026-01-01") for i in range(70)]
    repo.commit(files)
    found = accepted(feeds(repo.roadmap))
    assert [entry.title for entry in found["all"]] == ["New resource: 70 of them", "Topic changed: Bread"]
    assert found["all"][0].content[0].value.endswith("About r-49 and 20 more.</p>")
    assert len(found["topics/flour"]) == MOST
    page = made(repo.roadmap)["whats-new.md"]
    assert "### 70 new resources" in page
    assert page.count("<li><a href=") == 60 + 1
    assert "And 10 more" in page


def test_hostile_titles_are_text_everywhere(repo: Repository) -> None:
    """Titles that are markup, scripts, entities or ends of sections; in feeds, on the page and in the data."""
    repo.commit(small())
    files: dict[str, Any] = small()
    for i, text in enumerate(HOSTILE):
        files[f"dough/wild-{i}.yml"] = topic(f"Wild {i}") | {"title": text}
    files["dough/index.yml"]["topics"] += [f"wild-{i}" for i in range(len(HOSTILE))]
    repo.commit(files)
    generated = made(repo.roadmap)
    found = {name.removeprefix(PLACE): text for name, text in generated.items() if name.startswith(PLACE)}
    accepted(found)
    told = {item["title"] for item in json.loads(found["stages/dough.json"])["items"] if item["tags"] == ["topic"]}
    assert told == {f"New topic: {' '.join(text.split())}" for text in HOSTILE}
    strict = atoma.parse_atom_bytes(found["stages/dough.xml"].encode())
    assert told <= {entry.title.value for entry in strict.entries}
    assert all(entry.title.text_type == atoma.atom.AtomTextType.text for entry in strict.entries)
    page = generated["whats-new.md"]
    for markup in ("<script", "<!--", "<![CDATA", "<b>", "<p>already", "{{", "--8<--", "](javascript"):
        assert markup not in page, markup


def test_without_an_address_of_the_site_there_are_no_feeds(tmp_path: Path) -> None:
    """Feeds need whole addresses; the page says what there is without them."""
    found = made(write(tmp_path / "roadmap", small()), site=None)
    assert not any(name.startswith(PLACE) for name in found)
    assert "Atom" not in found["whats-new.md"]


def test_the_page_says_what_is_not_known(repo: Repository, tmp_path: Path) -> None:
    """No history, a shallow one, changes that are not committed, commits that cannot be read."""
    page = made(write(tmp_path / "plain/roadmap", small()))["whats-new.md"]
    assert "history of the files was not at hand" in page
    repo.commit(small())
    repo.commit(changed("dough/flour.yml", "level", to="advanced"))
    page = made(repo.roadmap)["whats-new.md"]
    assert "not at hand" not in page
    assert "On 14 November 2023 the roadmap began" in page
    folder = repo.shallow(tmp_path / "shallow", 1)
    page = made(folder)["whats-new.md"]
    assert "The history that was at hand begins on 15 November 2023" in page
    write(folder, {"oven/bread.yml": topic("Bread", "yeast", level="advanced")})
    assert "not committed yet" in made(folder)["whats-new.md"]
    write(repo.roadmap, {"oven/bread.yml": "title: ["})
    repo.commit()
    repo.commit(small())
    assert "2 commits hold files that cannot be read" in made(repo.roadmap)["whats-new.md"]


def test_the_interface_tells_the_same(repo: Repository) -> None:
    """`changes.json` has the entries of the feeds, under the same ids, and is what its schema says."""
    repo.commit(small())
    files = changed("dough/flour.yml", "level", to="advanced")
    files["dough/flour.yml"]["resources"].append(resource("mill", added="2026-01-01"))
    commit = repo.commit(files)
    generated = made(repo.roadmap)
    data = json.loads(generated["root/api/v1/changes.json"])
    Draft202012Validator(
        json.loads(generated["root/api/v1/schema/Changes.json"]), format_checker=FormatChecker()
    ).validate(data)
    told = [item["id"] for item in json.loads(generated["root/feeds/all.json"])["items"]]
    assert told == [item["id"] for item in data["items"]]
    assert {item["commit"] for item in data["items"]} == {commit}
    assert [(i["kind"], i["action"], i["record"], i["topics"]) for i in data["items"]] == [
        ("topic", "changed", "flour", ["flour"]),
        ("resource", "added", "mill", ["flour"]),
    ]
    assert (data["whole"], data["unread"]) == (True, 0)
    lately = json.loads(generated["news.json"])["items"]
    assert [item["of"] for item in lately] == ["flour", "mill"]
