"""What a comment says; text of strangers is escaped, and what has no room is counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from roadmap_site.diff import as_markdown
from roadmap_site.links.report import HEADINGS, Row
from roadmap_site.markdown import code, is_repository, prose
from roadmap_site.problems import Problem, summary
from roadmap_site.pull.bundle import Bundle

MARK: Final = "<!-- roadmap pull: written by a workflow, which writes over what is changed here -->"
LIMIT: Final = 60_000  # GitHub takes 65,536
_CHANGES: Final = 30_000  # characters of what changes, of which there may be most
_PROBLEMS, _ROWS, _FILES = 40, 40, 5
_FAILING: Final = ("gone", "soft_404", "refused")
_WAITING: Final = ("temporary", "blocked")


@dataclass(frozen=True)
class Run:
    """What GitHub itself says of the run: nothing of this comes from the archive."""

    repository: str
    id: int
    sha: str  # of the commit that was built
    files: tuple[str, ...] = ()  # that the pull request changes


def text(bundle: Bundle, run: Run) -> str:
    """Return the text of the comment."""
    if not is_repository(run.repository):
        raise ValueError("a repository must be OWNER/NAME")
    parts = [MARK, *_changes(bundle), *_problems(bundle.problems), *_links(bundle.rows), *_preview(run)]
    return "\n\n".join(parts)[:LIMIT] + "\n"


def _changes(bundle: Bundle) -> Iterator[str]:
    yield "## What changes on the site"
    if bundle.changes is None:
        yield "That could not be compared, because one of the two states has mistakes."
    elif not bundle.changes:
        yield "Nothing that the roadmap's data tells."
    else:
        yield _fitting(as_markdown(bundle.changes).split("\n"), _CHANGES)


def _fitting(lines: Sequence[str], room: int) -> str:
    """Return as many whole lines as have room, and how many have not."""
    kept: list[str] = []
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            break
        kept.append(line)
    left = sum(1 for line in lines[len(kept) :] if line.strip())
    return "\n".join(kept) + (f"\n\n… and {left:,} more lines." if left else "")


def _problems(problems: Sequence[Problem] | None) -> Iterator[str]:
    if problems is None:
        yield "## Problems\n\nThe roadmap could not be checked."
        return
    errors = [one for one in problems if one.severity == "error"]
    if not errors:
        return  # warnings stand beside their lines
    yield f"## Problems: {summary(errors)}\n\nEach stands beside its line, too; with errors nothing can be merged."
    lines = [
        f"- {code(f'{one.path}:{one.line}:{one.column}')}: {_said(one.message, one.hint)} ({code(one.rule)})"
        for one in errors[:_PROBLEMS]
    ]
    yield _listed(lines, len(errors))


def _said(*sentences: str) -> str:
    return " ".join(
        prose(sentence if sentence.endswith((".", "?")) else f"{sentence}.") for sentence in sentences if sentence
    )


def _listed(lines: Iterable[str], number: int) -> str:
    shown = list(lines)
    more = [f"- … and {number - len(shown):,} more."] if number > len(shown) else []
    return "\n".join([*shown, *more])


def _links(rows: Sequence[Row] | None) -> Iterator[str]:
    if rows is None:
        yield "## Links\n\nThe links could not be asked."
        return
    if not rows:
        return
    order = list(HEADINGS)
    found = sorted(
        (row for row in rows if row.verdict != "ok" or row.warnings), key=lambda r: (order.index(r.verdict), r.url)
    )
    good = sum(row.verdict == "ok" for row in rows)
    asked = f"{len(rows):,} new {'address was' if len(rows) == 1 else 'addresses were'} asked; {good:,} in order."
    yield f"## Links\n\n{asked}"
    if found:
        yield _listed(map(_row, found[:_ROWS]), len(found))
    if any(row.verdict in _WAITING for row in found):
        yield "A site in trouble, or closed to robots, blocks nothing: open it in a browser."


def _row(row: Row) -> str:
    head = f"**{HEADINGS[row.verdict]}**" if row.verdict in _FAILING else HEADINGS[row.verdict]
    said = [row.reason if row.verdict != "ok" else "", *row.warnings[:2], row.advice]
    now = f" Now: {code(row.final_url)}." if row.verdict == "moved" and row.final_url else ""
    return f"- {head}: {code(row.url)} {_said(*said)}{now}"


def _preview(run: Run) -> Iterator[str]:
    page = f"https://github.com/{run.repository}/actions/runs/{run.id}"
    yield (
        f"## Preview\n\nThe built site is the artifact `preview` of [this run]({page}#artifacts). Unpack it: "
        "`python3 -m http.server --directory preview` shows it at `http://localhost:8000/`. With GitHub's command: "
        f"`gh run download {run.id} --repo {run.repository} --name preview --dir preview`."
    )
    others = [name for name in run.files if not name.startswith(("roadmap/", "docs/")) and not name.endswith(".md")]
    if others:
        names = ", ".join(map(code, others[:_FILES])) + (" …" if len(others) > _FILES else "")
        yield f"It changes code, too ({names}), and what stands above was said by that code: read it first."
    yield f"Of commit [`{run.sha[:12]}`](https://github.com/{run.repository}/commit/{quote(run.sha, safe='')})."
