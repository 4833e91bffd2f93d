"""The questions as decks to take along: text files that Anki imports, and tables for everything else.

Anki's side is https://docs.ankiweb.net/importing/text-files.html, with headers that Anki 2.1.54 and later reads; older
ones take them for comments. The tables are RFC 4180.
"""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Final

from roadmap_site.graph import Graph
from roadmap_site.later import Later
from roadmap_site.roadmap import Roadmap

_ALL: Final = ("all",)
COLUMNS: Final = ("id", "stage", "topic", "question", "answer")
# Every line of a file is one card and begins with its id: docs/assets/javascripts/deck.mjs picks cards by it.
_HEADERS: Final = "#separator:Tab\n#html:true\n#notetype:Basic\n#deck:{deck}\n#guid column:1\n#tags column:4\n"
_BOM: Final = "\ufeff"  # without it spreadsheets take UTF-8 for something else, and show no ×, − or ² right
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")  # what makes a spreadsheet compute a cell instead of showing it


@dataclass(frozen=True)
class Card:
    """A question, with where it stands."""

    topic: str
    id: str
    stage: str
    names: tuple[str, str]  # of its stage and its topic
    ask: str
    answer: str

    @cached_property
    def note(self) -> str:
        """The line that Anki reads: what it knows the card by, front, back, tags."""
        front = f"<small>{_html(self.names[1])}</small><br>{_html(self.ask)}"
        fields = (f"roadmap/{self.topic}/{self.id}", front, _html(self.answer), f"roadmap::{self.stage}::{self.topic}")
        return "\t".join(fields) + "\n"

    @cached_property
    def row(self) -> str:
        """The line of the table."""
        return _row((f"{self.topic}/{self.id}", *self.names, self.ask, self.answer))


def decks(roadmap: Roadmap, graph: Graph) -> Later[str]:
    """Return a deck and a table of everything, of each stage, topic and path: path below docs/roadmap/ to text.

    The same question is the same note in all of them; what holds no question is left out, but for the whole. Each also
    stands under its former ids.
    """
    cards = {id: tuple(_cards(roadmap, id)) for id in roadmap.topics}
    found: dict[str, Callable[[], str]] = {}
    for names, title, topics in _collections(roadmap, graph):
        held = [card for topic in topics for card in cards[topic]]
        if held or names == _ALL:
            deck = "::".join(part.replace("::", ":") for part in (roadmap.index.title, title) if part)
            for name in names:
                found |= {f"decks/{name}.txt": partial(_notes, deck, held), f"decks/{name}.csv": partial(_table, held)}
    return Later(found)


def _notes(deck: str, cards: Iterable[Card]) -> str:
    return _HEADERS.format(deck=_line(deck)) + "".join(card.note for card in cards)


def _table(cards: Iterable[Card]) -> str:
    return _BOM + _row(COLUMNS) + "".join(card.row for card in cards)


def _collections(roadmap: Roadmap, graph: Graph) -> Iterator[tuple[tuple[str, ...], str, Iterable[str]]]:
    """Yield the file's names, what the deck is called within the roadmap's, and the topics in their order."""
    yield _ALL, "", graph.order
    for id, stage in roadmap.stages.items():
        yield _names("stages", id, stage.former_ids), stage.title, roadmap.stage_topics[id]
    for id, topic in roadmap.topics.items():
        yield _names("topics", id, topic.former_ids), roadmap.stages[roadmap.stage_of[id]].title, (id,)
    for id, path in roadmap.paths.items():
        yield _names("paths", id, path.former_ids), path.title, path.topics()


def _names(folder: str, id: str, former: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{folder}/{name}" for name in (id, *former))


def _cards(roadmap: Roadmap, id: str) -> Iterator[Card]:
    topic, stage = roadmap.topics[id], roadmap.stage_of[id]
    for question in topic.questions:
        yield Card(id, question.id, stage, (roadmap.stages[stage].title, topic.title), question.ask, question.answer)


def _line(text: str) -> str:
    return " ".join(text.split())


def _html(text: str) -> str:
    """Return text as a field that Anki shows as it is; without a quote, which would begin a quoted field."""
    return html.escape(_line(text), quote=False).replace('"', "&quot;")


def _row(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in map(_line, cells))
    return text.getvalue()
