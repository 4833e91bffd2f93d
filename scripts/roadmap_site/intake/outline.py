"""An outline in Markdown, as lists of links and many roadmaps are: headings, nested lists, links, tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from roadmap_site.intake.entry import entries, in_text, tidy
from roadmap_site.intake.found import Found, Section
from roadmap_site.intake.ledger import Ledger
from roadmap_site.intake.markdown import Inline, Node, inline, lines, parsed, unticked

LISTS: Final = frozenset(("bullet_list", "ordered_list"))
LONGEST_CONCEPT: Final = 100  # characters; what is longer is a sentence
_MOST_TITLE: Final = 200
_HEAD: Final = re.compile(r"\s*[-–—:]\s+|:\s*\Z")
_LETTERS: Final = re.compile(r"[^\W\d_]{2}")
_DEEPEST: Final = 100  # level of a title that is no heading
_ABOUT: Final = re.compile(
    r"\W*licen[cs]e\W*|\W*(?:how to )?contribut(?:e|ing|ions?|ors?)"
    r"(?: guidelines?)?\W*|\W*(?:acknowledge?ments?|credits|sponsors?|star history|changelog|code of conduct)\W*",
    re.IGNORECASE,
)
_CONTENTS: Final = re.compile(r"\W*(?:table of )?contents?\W*", re.IGNORECASE)
_OTHER: Final = {
    "fence": "code is not taken",
    "code_block": "code is not taken",
    "html_block": "HTML is not taken",
}


def outline(path: str, name: str, text: str) -> tuple[Section, Ledger]:
    """Return what stands in an outline, below its title, and what became of each line.

    `path` is where it stands, `name` what the roadmap calls it.
    """
    ledger = Ledger.of(path, name, text)
    reader = Outline(ledger)
    reader.read(parsed(ledger).children)
    return reader.whole(), ledger


class Outline:
    """Reads the blocks of a text into sections."""

    def __init__(self, ledger: Ledger, title: str = "", line: int = 1) -> None:
        self.ledger = ledger
        self.root = Section(title, ledger.name, line)
        self.open: list[tuple[int, Section]] = [(0, self.root)]

    def whole(self) -> Section:
        """Return all of it; what stands below the title counts as its own, and what is empty is told of."""
        root = self.root
        if self._title and root.parts[:1] == [self._title]:
            top = self._title
            root.title, root.line, root.parts = top.title, top.line, [*top.parts, *root.parts[1:]]
            root.text += top.text
            root.resources += top.resources
            root.concepts += top.concepts
        self._prune(root)
        return root

    _title: Section | None = None  # the first heading of the first level

    def _prune(self, section: Section) -> None:
        for part in section.parts:
            self._prune(part)
            if part.empty:
                self.ledger.tell(part.line, part.last, "import-form", "a title with nothing below it is not taken")
        section.parts = [part for part in section.parts if not part.empty]

    def read(self, blocks: Sequence[Node]) -> None:
        """Read blocks, one after the other."""
        skipped: tuple[int, int, int] | None = None  # level, first and last line of a section about the list itself
        for i, block in enumerate(blocks):
            first, last = lines(block)
            if block.type == "heading":
                level, line = int(block.tag[1]), inline(block.children[0] if block.children else None, self.ledger)
                if skipped and level <= skipped[0]:
                    self._about(skipped)
                    skipped = None
                if not skipped and line and (level > 1 or self._title) and _ABOUT.fullmatch(line.text):
                    skipped = (level, first, last)
                elif not skipped:
                    self._heading(level, line, first, last)
            elif not skipped:
                self._block(block, blocks[i + 1] if i + 1 < len(blocks) else None)
            if skipped:
                skipped = (skipped[0], skipped[1], last)
        if skipped:
            self._about(skipped)

    def _about(self, skipped: tuple[int, int, int]) -> None:
        self.ledger.tell(*skipped[1:], "import-form", "a part that is about the list itself is not taken")

    @property
    def here(self) -> Section:
        """The section that is being read."""
        return self.open[-1][1]

    def _heading(self, level: int, line: Inline | None, first: int, last: int) -> None:
        title = tidy(line.text) if line else ""
        if not title:
            self.ledger.tell(first, last, "import-form", "a title without a text is not taken")
            return
        section = self.begin(level, title, first, last)
        self._title = self._title or (section if level == 1 and not _CONTENTS.fullmatch(title) else None)
        if line and line.links:
            section.resources += entries(line, self.ledger)

    def begin(self, level: int, title: str, first: int, last: int) -> Section:
        """Open a section; all of its level or deeper end."""
        self.ledger.use(first, last)
        if len(title) > _MOST_TITLE:
            self.ledger.tell(first, last, "import-text", "a title is cut after 200 characters")
            title = title[: _MOST_TITLE - 1].rstrip() + "…"
        while self.open[-1][0] >= level:
            self.open.pop()
        section = Section(title, self.ledger.name, first, last)
        self.here.parts.append(section)
        self.open.append((level, section))
        return section

    def _block(self, block: Node, following: Node | None) -> None:
        first, last = lines(block)
        if block.type == "paragraph":
            line = inline(block.children[0] if block.children else None, self.ledger)
            if line:
                self._paragraph(line, following)
        elif block.type in LISTS:
            for item in block.children:
                self._item(item, self.here)
        elif block.type == "table":
            self._table(block)
        elif block.type == "blockquote":
            for child in block.children:
                self._block(child, None)
            self.ledger.use(first, first)
        elif block.type == "hr":
            self.ledger.use(first, last)
        elif block.type in _OTHER:
            self.ledger.tell(first, last, "import-form", _OTHER[block.type])

    def _paragraph(self, line: Inline, following: Node | None) -> None:
        words = tidy("".join(part for part in line.parts if isinstance(part, str)))
        text = line.text.strip()
        if following is not None and following.type in LISTS and line.strong and tidy(line.strong) == tidy(text):
            level = next(level for level, _ in reversed(self.open) if level != _DEEPEST)
            while self.open[-1][0] > level:
                self.open.pop()
            self.begin(_DEEPEST, tidy(text), line.first, line.last)
        elif line.links and not words:
            self._links(line, self.here)
        elif not text:
            self.ledger.tell(line.first, line.last, "import-form", "a picture is not taken")
        else:
            self.here.text += in_text(line, self.ledger)

    def _links(self, line: Inline, section: Section) -> list[Found]:
        found = entries(line, self.ledger)
        section.resources += found
        if found:
            self.ledger.use(line.first, line.last)
        return found

    def _item(self, item: Node, section: Section, above: Found | None = None) -> None:
        """Read a line of a list, with all below it; `above` is the resource that it stands under."""
        first, last = lines(item)
        blocks = list(item.children)
        line = inline(blocks[0].children[0], self.ledger) if blocks and blocks[0].type == "paragraph" else None
        nested = [child for block in blocks if block.type in LISTS for child in block.children]
        others = [block for block in blocks[bool(line) :] if block.type not in LISTS]
        if line is None:
            line = Inline((), first, first)
            self.ledger.use(first)
        line = unticked(line)
        inner = tuple(link for link in line.links if link.url.startswith("#"))
        if inner and len(inner) == len(line.links):
            self.ledger.tell(first, last, "import-form", "a link to a part of the document itself is not taken")
            return
        text = tidy(line.text)
        if line.links:
            found = self._links(line, section)
            above = found[-1] if found else None
        elif text and nested:
            section = self._below(line, section)
            above = None
        elif text:
            self._words(line, text, section, above)
        elif not nested:
            self.ledger.tell(first, line.last, "import-form", "a line of a list without a text is not taken")
        for child in nested:
            self._item(child, section, above)
        self._rest(others, section, above)

    def _rest(self, blocks: Sequence[Node], section: Section, above: Found | None) -> None:
        """Read what else stands below a line of a list."""
        for block in blocks:
            line = inline(block.children[0], self.ledger) if block.type == "paragraph" and block.children else None
            if line and line.links:
                self._links(line, section)
            elif line and (text := tidy(line.text)):
                self._words(line, text, section, above)
            else:
                first, last = lines(block)
                self.ledger.tell(first, last, "import-form", _OTHER.get(block.type, "this has no place in a list"))

    def _below(self, line: Inline, section: Section) -> Section:
        """Return the section that a line without a link begins, when others stand under it."""
        text = tidy(line.text)
        strong = tidy(line.strong) if text.startswith(tidy(line.strong)) else ""
        parts = _HEAD.split(text, maxsplit=1)
        title = strong or parts[0]
        rest = tidy(text.removeprefix(title))
        made = Section(title[:_MOST_TITLE], self.ledger.name, line.first, line.last, [rest] if rest else [])
        if len(title) > _MOST_TITLE:
            self.ledger.tell(line.first, line.last, "import-text", "a title is cut after 200 characters")
        self.ledger.use(line.first, line.last)
        section.parts.append(made)
        return made

    def _words(self, line: Inline, text: str, section: Section, above: Found | None) -> None:
        """Take a line without a link for what is said of the resource above, for a concept, or for a sentence."""
        self.ledger.use(line.first, line.last)
        if above is not None:
            above.why = f"{above.why.rstrip('.')}. {text}" if above.why else text
        elif len(text) <= LONGEST_CONCEPT:
            section.concepts.append(text)
        else:
            section.text.append(text)

    def _table(self, block: Node) -> None:
        rows = [row for part in block.children for row in part.children]
        first, last = lines(block)
        self.ledger.use(first, min(first + 1, last))  # the heads, and the line below them
        heads = [line.text if (line := inline(cell.children[0], self.ledger)) else "" for cell in rows[0].children]
        for row in rows[1:]:
            cells = [inline(cell.children[0] if cell.children else None, self.ledger) for cell in row.children]
            self._row(heads, cells, lines(row)[0])

    def _row(self, heads: Sequence[str], cells: Sequence[Inline | None], number: int) -> None:
        """Read a row: its first cell with words names it; all other cells say something of it.

        Where that cell is a link, links in other cells are told of; where it is none, each of them is a resource.
        """
        named = next((i for i, cell in enumerate(cells) if cell and _LETTERS.search(cell.text)), None)
        cell = cells[named] if named is not None else None
        own = cell is not None and bool(cell.links)
        linked = [named] if own else [i for i, other in enumerate(cells) if other and other.links]
        if not linked or cell is None:
            self.ledger.tell(number, number, "import-form", "a row of a table without a link is not taken")
            return
        said = [
            f"{tidy(head)}: {text}" if tidy(head) else text
            for i, (head, other) in enumerate(zip(heads, cells, strict=False))
            if i not in (named, *linked) and other and (text := tidy(" ".join(in_text(other, self.ledger))))
        ]
        for other in (cells[i] for i in linked if i is not None):
            for found in self._links(other, self.here) if other else ():
                found.title = found.title if own else f"{tidy(cell.text)}: {found.title}"
                found.why = "; ".join(filter(None, (found.why, *said)))
