"""A source to the files of a sound roadmap, with an account of every line; nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from roadmap_site.checks import check
from roadmap_site.folder import Folder
from roadmap_site.intake.found import Section
from roadmap_site.intake.ledger import Ledger
from roadmap_site.intake.made import NO_LANGUAGE, Maker
from roadmap_site.intake.outline import outline
from roadmap_site.intake.topics import MAX_BYTES, source_of, topics
from roadmap_site.load import assembled
from roadmap_site.problems import Problem, Refused
from roadmap_site.quick import uncollected
from roadmap_site.source import read


class Nothing(Exception):
    """There is nothing in a source that a roadmap could be made of."""


@dataclass(frozen=True)
class Taken:
    """A roadmap's files, and what became of the source."""

    files: dict[str, str]
    problems: tuple[Problem, ...]  # what was not taken, or not as it is
    lines: int  # that say something
    told: int  # of these, lines that something is told of
    topics: int
    resources: int


@uncollected
def from_outline(path: Path, title: str = "", language: str = NO_LANGUAGE) -> Taken:
    """Return the roadmap in a Markdown file; raise Nothing, OSError, or Refused when it would not be sound."""
    raw = path.read_bytes()
    if len(raw) > 8 * MAX_BYTES:
        raise Nothing(f"{path} is larger than 8 MiB: split it")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Nothing(f"{path} must be UTF-8 text; it is not at byte {error.start:,}") from None
    root, ledger = outline(path.as_posix(), path.name, text)
    root.path = path.name
    root.title = title or root.title
    return _made(root, {path.name: ledger}, path.name, language, [])


@uncollected
def from_topics(folder: Path, title: str = "", language: str = NO_LANGUAGE) -> Taken:
    """Return the roadmap in a folder of topics; raise Nothing, OSError, or Refused when it would not be sound."""
    root, ledgers, problems = topics(folder)
    root.title = title or root.title
    return _made(root, ledgers, source_of(folder), language, problems)


def _made(root: Section, ledgers: dict[str, Ledger], source: str, language: str, problems: list[Problem]) -> Taken:
    if root.empty or not (root.parts or root.holds):
        told = [problem for ledger in ledgers.values() for problem in ledger.close()]
        raise Nothing("\n".join(map(str, (*problems, *told, "nothing in it is a list of topics or links"))))
    maker = Maker(ledgers, source, language)
    files = maker.make(root)
    told = [problem for ledger in ledgers.values() for problem in ledger.close()]
    _sound(files)
    full = [line for ledger in ledgers.values() for line in ledger.lines if line.strip()]
    return Taken(
        files,
        tuple(sorted((*problems, *told))),
        len(full),
        sum(len(ledger.told) for ledger in ledgers.values()),
        len(files) - 1 - sum(name.endswith("/index.yml") for name in files),
        maker.resources,
    )


def _sound(files: dict[str, str]) -> None:
    """Raise Refused when files are not a roadmap without errors."""
    folder = Folder(Path())
    for name, text in files.items():
        stage, _, file = name.rpartition("/")
        key = "roadmap:index" if not stage else f"stage:{stage}" if file == "index.yml" else f"topic:{file[:-4]}"
        folder.files[key] = name
        folder.documents[key] = document = read(name, text.encode())
        folder.problems += document.problems
    errors = [problem for problem in check(assembled(folder)) if problem.severity == "error"]
    if errors:
        raise Refused(errors)
