"""The files of the search hold all that can be found, and the browser's side reads them as they are meant."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_site.build import draft
from roadmap_site.search import FOLDER, search_files
from roadmap_site.search.guides import guides_in, sections
from roadmap_site.search.words import STOP, squeeze, words
from samples import Data, resource, small, topic, write
from scripts import Scripts

GUIDE = """\
---
title: Guide &amp; more
description: What there is.
---

# Guide

Opening words with [a link](other.md) and `code`.

## A first <b>section</b> {: #own }

Kneading takes stamina.

```sh
## no heading
```

## A first section

Again.

## Left out {: #out data-search-exclude }

Nobody finds this.
"""


def made(folder: Path, files: dict[str, Data], **guides: str) -> dict[str, str]:
    """Return the files of the search of a roadmap, by name."""
    site = draft(write(folder / "roadmap", files), folder / "docs").site
    found = search_files(site, {f"{name}.md": text for name, text in guides.items()}, {"library.md": "# Library"})
    return {path.removeprefix(FOLDER): text for path, text in found.items()}


def rolls(title: str = "Brötchen", **fields: Any) -> dict[str, Data]:
    own = {"aliases": ["bread rolls", "bread-rolls", "Semmel"], "former_ids": ["small-loaves"]}
    text = {"summary": "A roll is a small bread with much crust, for those who want breakfast soon.", **fields}
    more = resource("scoring", title="Scoring dough with a lame", by=["Zoë Example"], covers=["use"])
    made = topic("Rolls", "yeast", **{**own, **text})
    made["resources"].append(more)
    made["title"] = title
    return {**small(), "oven/bread.yml": made}


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    return made(tmp_path, rolls(), guide=GUIDE)


def ask(scripts: Scripts, files: dict[str, str], text: str) -> Any:
    return scripts("found", files=files, text=text)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("brotchen", "roadmap/topics/bread/"),
        ("BREADROLLS", "roadmap/topics/bread/"),
        ("semmeln", "roadmap/topics/bread/"),
        ("small loaves", "roadmap/topics/bread/"),
        ("crust", "roadmap/topics/bread/"),
        ("zoe", "roadmap/topics/bread/#r-scoring"),
        ("scoring", "roadmap/topics/bread/#r-scoring"),
        ("stamina", "guide/#own"),
        ("library", "roadmap/library/"),
        ("guide & more", "guide/"),
        ("seml", "roadmap/topics/bread/"),
    ],
)
def test_everything_is_found(scripts: Scripts, files: dict[str, str], text: str, first: str) -> None:
    """By its name, its other and former names, its words, its authors; without accents, and with a slip."""
    assert ask(scripts, files, text)["lines"][0]["address"] == first


def test_a_result_says_where_it_stands(scripts: Scripts, files: dict[str, str]) -> None:
    """A topic its stage, a resource its topic, a section its page; each has a line about it."""
    found = {text: ask(scripts, files, text)["lines"][0] for text in ("brotchen", "scoring", "stamina")}
    assert [found[text]["where"] for text in found] == ["Oven", "Brötchen", "Guide & more"]
    assert found["brotchen"]["about"] == "A roll is a small bread with much crust, for those who want breakfast soon."
    assert found["scoring"]["about"] == "Zoë Example, article, free"


def test_what_is_left_out_is_not_found(scripts: Scripts, files: dict[str, str]) -> None:
    """Sections that say so, words that say nothing, and headings that are code."""
    assert not any("out" in line["address"] for line in ask(scripts, files, "nobody")["lines"])
    known = {word for name, text in files.items() if name.startswith("words") for word in json.loads(text)["words"]}
    assert not known & set(STOP.split())
    assert [section.address for section in sections("guide.md", GUIDE, whole=True)] == [
        "guide/", "guide/#own", "guide/#a-first-section",
    ]  # fmt: skip


def test_names_are_enough_to_begin_with(scripts: Scripts, files: dict[str, str]) -> None:
    """Where the texts cannot be had, names are found, and that more may be there is said."""
    found = ask(scripts, {"names.json": files["names.json"]}, "brotchen")
    assert [line["title"] for line in found["lines"]] == ["Brötchen"]
    assert found["steps"] == 2 and found["lost"]
    with pytest.raises(ValueError, match="names"):
        ask(scripts, {}, "brotchen")


def test_a_query_loads_only_its_parts(scripts: Scripts, tmp_path: Path) -> None:
    """Of many parts of words, those that may hold the word; each word is in one of them."""
    terms = " ".join(f"{a}{b}{c}xq" for a in "abcdefghij" for b in "klmnopqrst" for c in "uvwxyz")
    files = made(tmp_path, rolls(), guide=GUIDE, **{f"guide-{i}": f"# Guide {i}\n\n{terms}" for i in range(20)})
    parts = [name for name in files if name.startswith("words")]
    assert len(parts) > 1
    assert max(len(files[name]) for name in parts) < 60_000
    everything = [word for name in parts for word in json.loads(files[name])["words"]]
    assert everything == sorted(everything) and len(everything) == len(set(everything))
    for word in ("akuxq", "jtzxq", "flwxq"):
        found = ask(scripts, files, word)
        assert {line["address"] for line in found["lines"]} == {f"guide-{i}/" for i in range(20)}
        assert len([name for name in found["asked"] if name.startswith("words")]) == 1


def test_hostile_names_stay_text(scripts: Scripts, tmp_path: Path) -> None:
    """They are found, and shown, as they are."""
    evil = "<img src=x onerror=alert(1)> evil"
    files = made(tmp_path, rolls(title=evil, aliases=["__proto__", "constructor"]))
    for text in ("onerror", "__proto__", "constructor", "evil"):
        [first, *_] = ask(scripts, files, text)["lines"]
        assert first["title"] == evil


def test_an_edit_keeps_the_other_files(tmp_path: Path) -> None:
    """The order stays when a text changes, so that files of both builds go together; else they say that they do not."""
    one = made(tmp_path / "one", rolls())
    other = made(
        tmp_path / "other", rolls(summary="Quite another text stands here now, about rolls and how they rise.")
    )
    longer = made(tmp_path / "longer", small())
    versions = [{json.loads(text)["version"] for text in files.values()} for files in (one, other, longer)]
    assert versions[0] == versions[1] != versions[2]
    assert [len(found) for found in versions] == [1, 1, 1]


def test_guides_that_cannot_be_read_are_left_out(tmp_path: Path) -> None:
    """Of that MkDocs speaks better; what is hidden or generated is no guide."""
    write(tmp_path, {"a.md": "# A", "roadmap/b.md": "# B", ".drafts/c.md": "# C", "sub/index.md": "Text alone"})
    (tmp_path / "d.md").write_bytes(b"\xff\xfe\xff")
    found = guides_in(tmp_path)
    assert sorted(found) == ["a.md", "sub/index.md"]
    assert [section.title for section in sections("sub/index.md", found["sub/index.md"], whole=True)] == ["Index"]
    broken = "---\ntitle: [\n---\n# Mine"
    assert [section.title for section in sections("x.md", broken, whole=True)] == ["Mine"]


@given(st.text(st.characters(exclude_categories=["Cn", "Cs"])))  # of newer characters one side may know more
def test_both_sides_take_texts_apart_alike(scripts: Scripts, text: str) -> None:
    """A word that the build writes is the word that the browser looks for."""
    found = scripts("words", text=text)
    assert set(found) - set(STOP.split()) == words(text)
    assert "".join(found) == squeeze(text)


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=5), max_size=3))
def test_marks_leave_texts_as_they_are(scripts: Scripts, text: str, terms: list[str]) -> None:
    """Whatever is marked, the parts are the text."""
    assert "".join(part["text"] for part in scripts("marked", text=text, terms=terms)) == text


@given(st.text("abc", min_size=1, max_size=6), st.text("abc", min_size=1, max_size=6))
def test_slips_are_counted(scripts: Scripts, one: str, other: str) -> None:
    """Left out, put in, changed or swapped letters; more than the limit are not counted further."""
    found = scripts("slips", term=one, word=other, most=2, begins=False)
    assert min(found, 3) == min(distance(one, other), 3)
    begun = min(distance(one, other[:length]) for length in range(len(other) + 1))
    assert min(scripts("slips", term=one, word=other, most=2, begins=True), 3) == min(begun, 3)


def distance(one: str, other: str) -> int:
    """Return the distance of two words, each letter swapped at most once."""
    rows = [[i + j if 0 in (i, j) else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            same = one[i - 1] == other[j - 1]
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (not same))
            if i > 1 and j > 1 and re.match(f"{re.escape(one[i - 1])}{re.escape(one[i - 2])}", other[j - 2 : j]):
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]
