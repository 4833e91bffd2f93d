"""A folder of Markdown topics with typed links, such as `- [@article@Title](address)`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from roadmap_site.intake.found import Section
from roadmap_site.intake.ledger import Ledger
from roadmap_site.intake.markdown import Inline, Node, lines, parsed
from roadmap_site.intake.outline import LISTS, Outline
from roadmap_site.problems import Problem

MAX_BYTES: Final = 1 << 20
_NUMBER: Final = re.compile(r"^\d+[-_. ]+")
_NUMBERS: Final = re.compile(r"(\d+)")


def topics(folder: Path) -> tuple[Section, dict[str, Ledger], list[Problem]]:
    """Return what stands in a folder of topics, what became of each line, and which files could not be read."""
    texts, problems = _texts(folder)
    root = Section(_named(source_of(folder)), "", 1)
    stages: dict[str, Section] = {"": root}
    ledgers: dict[str, Ledger] = {"": Ledger("", "", [])}
    for name, text in sorted(texts.items(), key=lambda row: _order(row[0])):
        ledgers[name] = ledger = Ledger.of((folder / name).as_posix(), name, text)
        read = _topic(ledger, _named(_stem(name)))
        path = PurePosixPath(name)
        stage = stages[""]
        for i, part in enumerate(path.parts[:-1]):
            key = "/".join(path.parts[: i + 1])
            if key not in stages:
                stages[key] = Section(_named(part), name, 1)
                stage.parts.append(stages[key])
            stage = stages[key]
        if path.stem == "index":
            stage.title, stage.path, stage.line = read.title, name, read.line
            stage.text, stage.resources, stage.concepts = read.text, read.resources, read.concepts
        else:
            stage.parts.append(read)
    return root, ledgers, problems


def source_of(folder: Path) -> str:
    """Return what a folder of topics is called; one named `content` stands in the folder that says of what."""
    whole = folder.resolve()
    return whole.parent.name if whole.name == "content" else whole.name


def _texts(folder: Path) -> tuple[dict[str, str], list[Problem]]:
    """Return the Markdown files of a folder; of all others, why they are not taken."""
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_dir() and not path.is_symlink():
            continue
        why = ""
        if path.is_symlink() or any(part.startswith(".") for part in PurePosixPath(name).parts):
            why = "a symbolic link, or a hidden file, is not taken"
        elif path.suffix.lower() not in (".md", ".markdown"):
            why = "a file that is not Markdown is not taken"
        elif path.stat().st_size > MAX_BYTES:
            why = "a file of more than 1 MiB is not taken"
        else:
            try:
                found[name] = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                why = "a file that is not UTF-8 is not taken"
        if why:
            problems.append(Problem(path.as_posix(), 1, 1, "import-form", why, "", "warning"))
    return found, problems


def _order(name: str) -> list[list[tuple[int, int, str]]]:
    """Return what files are ordered by: numbers as numbers, and the page of a folder first."""
    parts = PurePosixPath(name).parts
    keys = [[(0, int(one), "") if one.isdigit() else (1, 0, one) for one in _NUMBERS.split(part)] for part in parts]
    return [*keys[:-1], [] if _stem(name) == "index" else keys[-1]]


def _stem(name: str) -> str:
    return PurePosixPath(name).stem.partition("@")[0]


def _named(stem: str) -> str:
    """Return the title that the name of a file or folder stands for."""
    words = " ".join(re.split(r"[-_\s]+", _NUMBER.sub("", stem))).strip()
    return words[:1].upper() + words[1:]


def _topic(ledger: Ledger, name: str) -> Section:
    """Return the topic in a file: its first title, its text, and its links; further titles are its concepts."""
    reader = _Reader(ledger)
    reader.read(parsed(ledger).children)
    topic = reader.root
    topic.title = topic.title or name
    for part in _all(topic.parts):
        topic.concepts.append(part.title)
        topic.text += part.text
        topic.concepts += part.concepts
        topic.resources += part.resources
    topic.parts = []
    return topic


def _all(parts: Sequence[Section]) -> Iterator[Section]:
    for part in parts:
        yield part
        yield from _all(part.parts)


class _Reader(Outline):
    """Reads one topic."""

    def begin(self, level: int, title: str, first: int, last: int) -> Section:
        """Take the first title for the topic's own."""
        if not self.root.title and level == 1:
            self.ledger.use(first, last)
            self.root.title, self.root.line = title, first
            return self.root
        return super().begin(level, title, first, last)

    def _paragraph(self, line: Inline, following: Node | None) -> None:
        """Leave out the sentence that leads to the list of links."""
        if following is not None and following.type in LISTS and not line.links and line.text.strip().endswith(":"):
            first, last = lines(following)
            links = [one for one in following.walk() if one.type == "link"]
            if links and first <= last:
                self.ledger.use(line.first, line.last)
                return
        super()._paragraph(line, following)
