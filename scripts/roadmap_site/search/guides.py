"""Pages written by hand, section by section, as far as a search needs them."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml
from markdown.extensions.toc import slugify, unique

_FRONT: Final = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_HEADING: Final = re.compile(r"^(#{1,3}) +(.+?)(?: *\{:?(?P<own>[^}]*)\})? *$")
_OWN_ID: Final = re.compile(r"#([\w-]+)")
_MARKUP: Final = re.compile(r"\]\([^)]*\)(?:\{[^}]*\})?|<[^>]+>|^\{:.*\}$|^--8<--.*$|[`*]+", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """A page's beginning, or what stands under one heading."""

    address: str
    title: str
    about: str
    text: str
    where: str = ""


def guides_in(docs_dir: Path) -> dict[str, str]:
    """Return the pages written by hand: path below docs_dir to Markdown; what cannot be read is left out."""
    found = {}
    for path in sorted(_by_hand(docs_dir)):
        try:
            found[path.relative_to(docs_dir).as_posix()] = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):  # MkDocs says it better
            continue
    return found


def _by_hand(docs_dir: Path) -> Iterator[Path]:
    for here, folders, names in os.walk(docs_dir):
        made = ("roadmap",) if Path(here) == docs_dir else ()
        folders[:] = [name for name in folders if not name.startswith(".") and name not in made]
        yield from (Path(here, name) for name in names if name.endswith(".md") and not name.startswith("."))


def sections(file: str, text: str, whole: bool) -> Iterator[Section]:
    """Yield the page of a Markdown file; with `whole`, its sections and their words as well."""
    front = _FRONT.match(text)
    meta = _meta(front[1]) if front else {}
    body = text[front.end() :] if front else text
    folder, _, name = file.rpartition("/")
    address = f"{folder}/".lstrip("/") if name in ("index.md", "README.md") else f"{file.removesuffix('.md')}/"
    found = list(_split(body))
    first = next((title for level, title, _, _ in found if level == 1), "")
    title = html.unescape(str(meta.get("title") or first or Path(file).stem.replace("-", " ").capitalize()))
    opening = " ".join(lines for level, _, _, lines in found if level < 2)
    yield Section(address, title, html.unescape(str(meta.get("description") or "")), opening if whole else "")
    if whole:
        for level, heading, id, lines in found:
            if level > 1:
                yield Section(f"{address}#{id}", heading, "", lines, title)


def _meta(text: str) -> dict[str, object]:
    try:
        found = yaml.safe_load(text)
    except yaml.YAMLError:
        return {}
    return found if isinstance(found, dict) else {}


def _split(body: str) -> Iterator[tuple[int, str, str, str]]:
    """Yield level, title, id and words of each part; ids are those that MkDocs makes."""
    used: set[str] = set()
    level, title, id, left = 0, "", "", False
    lines: list[str] = []
    fenced = False
    for line in [*body.splitlines(), "# "]:
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        heading = None if fenced else _HEADING.match(line)
        if not heading and line != "# ":
            lines.append(line)
            continue
        if not left and (title or lines):
            yield level, title, id, _plain("\n".join(lines))
        if heading:
            own = heading["own"] or ""
            level, title, left = len(heading[1]), _plain(heading[2]), "data-search-exclude" in own
            named = _OWN_ID.search(own)
            id = unique(named[1] if named else slugify(title, "-"), used)
            lines = []


def _plain(text: str) -> str:
    return _MARKUP.sub(" ", text.replace("[", " ")).strip()
