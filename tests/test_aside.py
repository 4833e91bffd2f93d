"""HTML that does not pass through Markdown comes out of it as if it had."""

from __future__ import annotations

from pathlib import Path

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.structure.pages import _HTMLHandler

from roadmap_site.publish.aside import anchors, put_back, set_aside
from samples import ROOT

PAGES = sorted(path for path in (ROOT / "tests/golden/pages/roadmap").rglob("*.md") if not path.match("root/*"))
LONG = f'<div class="a" id="one"><div>{"text " * 60}</div><p id="two">x</p></div>'
PIECES = st.sampled_from(
    [LONG, "<div>", "</div>", "\n\n", "\n", "text", "# Heading", "- point", "<p id='x'>", "    ", "`<div>`"]
)


def html(text: str) -> str:
    return str(markdown.markdown(text, extensions=["attr_list", "toc"]))


def lines(text: str) -> list[str]:
    """Return what is not blank."""
    return [line for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_a_page_is_the_same(page: Path) -> None:
    """Every kind of generated page, but for the lines of its front matter."""
    text = page.read_text(encoding="utf-8").split("\n---\n", 1)[-1]
    shorter, blocks = set_aside(text)
    assert lines(put_back(html(shorter), blocks)) == lines(html(text))
    known = _HTMLHandler()
    known.feed(text)
    rest = _HTMLHandler()
    rest.feed(shorter)
    assert known.present_anchor_ids == rest.present_anchor_ids | {*anchors(blocks)}


def test_most_of_a_page_of_cards_is_set_aside() -> None:
    """That is what it is for."""
    text = (ROOT / "tests/golden/pages/roadmap/library.md").read_text(encoding="utf-8")
    assert len(set_aside(text)[0]) < len(text) / 4


@given(st.lists(PIECES).map("".join))
def test_nothing_is_lost(text: str) -> None:
    """Whatever stands around it, and whether or not tags are closed."""
    shorter, blocks = set_aside(text)
    assert put_back(shorter, blocks) == text


@pytest.mark.parametrize(
    "around", ["text\n{}\n\ntext", "- point\n\n    {}\n", "{}", "text\n\n{} more\n", "text\n\n{}\nmore\n"]
)
def test_what_may_belong_to_something_else_is_left(around: str) -> None:
    """Only what has blank lines around it stands by itself."""
    text = around.format(LONG)
    assert set_aside(text) == (text, {})


def test_a_block_names_itself_by_its_content() -> None:
    """So that a page which is kept by its text is made again when only such a block has changed."""
    one, other = (set_aside(f"text\n\n{LONG.replace('text', word)}\n")[0] for word in ("one", "two"))
    assert one != other
    assert LONG not in one


def test_a_mark_that_somebody_wrote_stays() -> None:
    """It stands for nothing."""
    mark = f"<!--set-aside-{'0' * 32}-->"
    shorter, blocks = set_aside(f"{mark}\n\n{LONG}\n")
    assert put_back(shorter, blocks) == f"{mark}\n\n{LONG}\n"
