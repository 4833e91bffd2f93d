"""Decks: what Anki's importer and a table's reader find in the files is what the questions say, whatever they say."""

from __future__ import annotations

import csv
import html
import io
import json
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from roadmap_site.decks import COLUMNS, Card, decks
from roadmap_site.export import question_files
from roadmap_site.graph import graph_of
from roadmap_site.load import load
from samples import ROOT, small, topic, write
from scripts import Scripts

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).map(lambda text: text.strip() or "x")
WILD = st.sampled_from(
    ["=1+1", "+x", "-x", "@x", '"q" and more', "a, b", "#deck:Mine", "'", "{{c1::x}}", "<b>&amp;</b>"]
)


def made(root: Path) -> dict[str, str]:
    roadmap = load(root).roadmap
    assert roadmap is not None
    return dict(decks(roadmap, graph_of(roadmap)))


def notes(text: str) -> tuple[dict[str, str], list[list[str]]]:
    """Read a file as Anki does: `#key:value` lines at the top, then rows, fields between quotes too."""
    headers, lines = {}, text.split("\n")
    while lines[0].startswith("#"):
        key, _, value = lines.pop(0)[1:].partition(":")
        headers[key] = value
    assert headers["separator"] == "Tab"
    return headers, list(csv.reader(io.StringIO("\n".join(lines), newline=""), delimiter="\t", strict=True))


def rows(text: str) -> list[dict[str, str]]:
    """Read a table as RFC 4180 has it; the mark before it says that it is UTF-8."""
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), strict=True))


def back(field: str) -> str:
    """Return what Anki shows of a field: the text of its HTML."""
    assert "<" not in field
    return html.unescape(field)


@given(st.lists(st.tuples(TEXT | WILD, TEXT | WILD), min_size=1, max_size=5))
def test_whatever_a_question_says_it_comes_back(asked: list[tuple[str, str]]) -> None:
    """Quotes, commas, markup, headers and formulas stay text, a card stays a line."""
    cards = [Card("svd", f"q{i}", "maths", ("Maths", "SVD"), ask, answer) for i, (ask, answer) in enumerate(asked)]
    _, found = notes("#separator:Tab\n" + "".join(card.note for card in cards))
    assert [row[0] for row in found] == [f"roadmap/svd/{card.id}" for card in cards]
    for (_, front, answer, tags), card in zip(found, cards, strict=True):
        assert front.startswith("<small>SVD</small><br>")
        said = (back(front.removeprefix("<small>SVD</small><br>")), back(answer))
        assert said == (" ".join(card.ask.split()), " ".join(card.answer.split()))
        assert tags == "roadmap::maths::svd"
    for row, card in zip(csv.reader(io.StringIO("".join(card.row for card in cards), newline="")), cards, strict=True):
        for cell, text in zip(row[3:], (card.ask, card.answer), strict=True):
            assert cell.removeprefix("'") == " ".join(text.split()).removeprefix("'")
            assert not cell.startswith(("=", "+", "-", "@")), "a spreadsheet would compute it"


def test_our_own_questions_are_all_there_once() -> None:
    """In learning order, each under an id that no other has, in the deck and in the table."""
    found = made(ROOT / "roadmap")
    roadmap = load(ROOT / "roadmap").roadmap
    assert roadmap is not None
    ids = [f"{t}/{question.id}" for t in graph_of(roadmap).order for question in roadmap.topics[t].questions]
    headers, cards = notes(found["decks/all.txt"])
    assert headers == {
        "separator": "Tab",
        "html": "true",
        "notetype": "Basic",
        "deck": "Deep Learning Roadmap",
        "guid column": "1",
        "tags column": "4",
    }
    assert [card[0] for card in cards] == [f"roadmap/{id}" for id in ids]
    assert len(set(ids)) == len(ids)
    assert [row["id"] for row in rows(found["decks/all.csv"])] == ids
    for id in roadmap.topics:
        assert len(notes(found[f"decks/topics/{id}.txt"])[1]) == len(roadmap.topics[id].questions)


def test_the_same_question_is_the_same_line_everywhere(tmp_path: Path) -> None:
    """So that importing a second deck makes nothing twice; only the deck's name differs."""
    found = made(write(tmp_path / "roadmap", small()))
    line = notes(found["decks/topics/yeast.txt"])[1][0]
    for name, deck in (("all", "Baking"), ("stages/dough", "Baking::Dough"), ("topics/yeast", "Baking::Dough")):
        headers, cards = notes(found[f"decks/{name}.txt"])
        assert headers["deck"] == deck
        assert line in cards


def test_what_holds_no_question_has_no_deck(tmp_path: Path) -> None:
    """But for the whole, which the Review page links to."""
    files: dict[str, Any] = small()
    for name in ("dough/flour", "dough/yeast", "oven/bread"):
        files[f"{name}.yml"] = files[f"{name}.yml"] | {"questions": []}
    found = made(write(tmp_path / "roadmap", files))
    assert sorted(found) == ["decks/all.csv", "decks/all.txt"]
    assert rows(found["decks/all.csv"]) == []


def test_a_name_does_not_make_a_deck_within_a_deck(tmp_path: Path) -> None:
    files: dict[str, Any] = small()
    files["index.yml"] = files["index.yml"] | {"title": "Baking::now"}
    assert "#deck:Baking:now::Dough\n" in made(write(tmp_path / "roadmap", files))["decks/stages/dough.txt"]


def test_a_deck_of_some_questions_is_put_together_in_the_browser(scripts: Scripts, tmp_path: Path) -> None:
    """From the files of their topics: the same lines, under the name of the whole."""
    flour = topic("Flour", questions=[{"id": "x", "ask": "roadmap/yeast/now\t?", "answer": "yeast/now,"}])
    found = made(write(tmp_path / "roadmap", {**small(), "dough/flour.yml": flour}))
    ids = ["yeast/now", "bread/so"]
    parts = [found[f"decks/topics/{id}.txt"] for id in ("yeast", "flour", "bread")]
    headers, cards = notes(scripts("joined", decks=parts, ids=ids))
    assert headers["deck"] == "Baking"
    assert [card[0] for card in cards] == [f"roadmap/{id}" for id in ids]
    tables = [found[f"decks/topics/{id}.csv"] for id in ("yeast", "flour", "bread")]
    text = scripts("joined", decks=[table.removeprefix("\ufeff") for table in tables], ids=ids)
    read = rows("\ufeff" + text)
    assert [row["id"] for row in read] == ids
    assert tuple(read[0]) == COLUMNS


def test_a_review_loads_the_questions_of_a_topic_alone(tmp_path: Path) -> None:
    """A small file a topic, as it stands in the roadmap's own."""
    roadmap = load(write(tmp_path / "roadmap", small())).roadmap
    assert roadmap is not None
    found = question_files(roadmap)
    assert sorted(found) == [f"questions/{id}.json" for id in ("bread", "flour", "yeast")]
    assert [question["id"] for question in json.loads(found["questions/yeast.json"])] == ["now", "here", "so"]
