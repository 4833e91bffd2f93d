"""Text of others as our rules want it; each change is told of."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from roadmap_site.add.ids import kebab, proposed
from roadmap_site.checks.words import is_loud, is_placeholder
from roadmap_site.intake.ledger import Ledger

_MARKS: Final = re.compile(r"([!?])[!?]+")
_SENTENCE: Final = re.compile(r".*[.!?](?=\s)", re.DOTALL)
_TODO: Final = re.compile(r"todo(?:-\d+)?\Z", re.IGNORECASE)
# Names that folders and files of a roadmap have already.
RESERVED: Final = frozenset(("paths", "projects", "schema", "index", "retired", "todo"))


def said(text: str, most: int, line: int, ledger: Ledger) -> str:
    """Return a text that keeps to our rules; nothing when it says nothing."""
    text = " ".join(text.split())
    if len(text) > most:
        whole = _SENTENCE.match(text[:most])
        text = whole[0] if whole else text[: most - 1].rstrip() + "…"
        ledger.tell(line, line, "import-text", f"a text is cut after {len(text):,} characters")
    if is_loud(text):
        text = text.capitalize()
        ledger.tell(line, line, "import-text", "a text in capitals is written in small letters")
    if _MARKS.search(text):
        text = _MARKS.sub(r"\1", text)
        ledger.tell(line, line, "import-text", "of several marks in a row one is taken")
    if text and (is_placeholder(text) or _TODO.match(text)):
        ledger.tell(line, line, "import-text", "a text that says nothing is not taken")
        return ""
    return text


def called(title: str, within: str, line: int, ledger: Ledger) -> str:
    """Return a title that says something by itself."""
    title = " ".join(title.split())
    if is_loud(title):
        title = title.capitalize()
        ledger.tell(line, line, "import-text", "a title in capitals is written in small letters")
    if is_placeholder(title) or _TODO.match(title):
        title = f"{within}: {title}"
        ledger.tell(line, line, "import-text", "a title that says nothing by itself gets the name of where it stands")
    if len(title) > 200:
        title = title[:199].rstrip() + "…"
        ledger.tell(line, line, "import-text", "a title is cut after 200 characters")
    return title


def id_of(title: str, otherwise: str, used: Collection[str]) -> str:
    """Return an id that nothing has."""
    return proposed(title if kebab(title) else otherwise, (), "stage" if otherwise == "stage" else "", used)
