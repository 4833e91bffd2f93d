"""What a run came to, in the forms that people and machines read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any, Final

from roadmap_site.links.seen import VERDICTS, Link, Use, Verdict
from roadmap_site.problems import Problem, as_github

HEADINGS: Final[dict[Verdict, str]] = {
    "gone": "Gone", "soft_404": "Not there, though the host says so only in words", "refused": "Must not be asked",
    "insecure": "No valid certificate", "anchor": "Page there, but not the part", "moved": "Moved for good",
    "temporary": "In trouble for now", "blocked": "Alive, but closed to robots", "ok": "There",
}  # fmt: skip
MARKS: Final[dict[Verdict, str]] = {
    "ok": "✓", "moved": "→", "anchor": "#", "soft_404": "✗", "gone": "✗",
    "blocked": "·", "temporary": "~", "insecure": "!", "refused": "✗",
}  # fmt: skip


_QUIET: Final = ("blocked", "temporary")  # nothing to do yet


@dataclass(frozen=True, slots=True)
class Row:
    """One address, as it is reported."""

    url: str
    verdict: Verdict
    reason: str
    advice: str
    final_url: str | None
    status: int | None
    title: str | None
    first_seen: date
    checked: date
    elapsed: float | None
    archived: str | None
    uses: tuple[Use, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """All rows, and what was not reached, with the exemptions that are not needed any more."""

    rows: tuple[Row, ...]
    unreached: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()


def counts(rows: Sequence[Row]) -> dict[str, int]:
    """Return how many addresses have each verdict, those that none has left out."""
    found = {verdict: sum(row.verdict == verdict for row in rows) for verdict in VERDICTS}
    return {verdict: number for verdict, number in found.items() if number}


def summary(outcome: Outcome) -> str:
    """Return one line that counts the verdicts."""
    parts = [f"{number:,} {verdict.replace('_', ' ')}" for verdict, number in counts(outcome.rows).items()]
    if outcome.unreached:
        parts.append(f"{len(outcome.unreached):,} not reached")
    return f"{len(outcome.rows):,} addresses: {', '.join(parts) or 'nothing to ask'}"


def _sorted(rows: Sequence[Row]) -> list[Row]:
    order = list(HEADINGS)
    return sorted(rows, key=lambda row: (order.index(row.verdict), row.url))


def _to_do(row: Row) -> bool:
    return row.verdict != "ok" or bool(row.warnings)


def text(outcome: Outcome) -> str:
    """Return what is to be known, grouped by verdict: one line for each place, with the reason and what to do."""
    lines: list[str] = []
    last = None
    for row in _sorted([row for row in outcome.rows if _to_do(row)]):
        if row.verdict != last:
            lines.append(f"\n{MARKS[row.verdict]} {HEADINGS[row.verdict]}" if row.verdict != "ok" else "\nWarnings")
            last = row.verdict
        where = ", ".join(f"{use.path}:{use.line}" for use in row.uses)
        lines.append(f"{where}: {row.url}")
        lines.extend(
            f"    {said}" for said in (row.reason if row.verdict != "ok" else "", *row.warnings, row.advice) if said
        )
        if row.archived and row.verdict in ("gone", "soft_404"):
            lines.append(f"    An archived copy: {row.archived}")
    if outcome.unreached:
        lines.append(
            f"\nNot reached in the time that there was: {len(outcome.unreached):,}, which says nothing about them."
        )
    lines.extend(f"\n{note}" for note in outcome.notes)
    return "\n".join(lines).strip("\n")


def _data(row: Row) -> dict[str, Any]:
    return {
        "url": row.url,
        "verdict": row.verdict,
        "reason": row.reason,
        "advice": row.advice,
        "final_url": row.final_url,
        "status": row.status,
        "title": row.title,
        "first_seen": row.first_seen.isoformat(),
        "checked": row.checked.isoformat(),
        "elapsed": None if row.elapsed is None else round(row.elapsed, 3),
        "archived": row.archived,
        "uses": [{"path": use.path, "line": use.line} for use in row.uses],
        "warnings": list(row.warnings),
    }


def as_json(outcome: Outcome) -> Iterator[str]:
    """Yield a JSON list of what is known of each address, piece by piece: of many it is long."""
    before = "[\n"
    for row in outcome.rows:
        yield before + json.dumps(_data(row), indent=2, ensure_ascii=False)
        before = ",\n"
    yield "\n]" if outcome.rows else "[]"


def github(outcome: Outcome, errors: frozenset[str] = frozenset()) -> str:
    """Return annotations of the lines on which something is to be done."""
    problems = [
        Problem(
            use.path, use.line, use.column, row.verdict,
            f"{row.url}: {' '.join((row.reason, *row.warnings))}", row.advice,
            "error" if row.verdict in errors else "warning",
        )
        for row in _sorted(outcome.rows) if _to_do(row)
        for use in row.uses
    ]  # fmt: skip
    return as_github(problems)


def _cell(value: str) -> str:
    for mark in "\\`*_{}[]()<>#+!|~&@":
        value = value.replace(mark, f"&#{ord(mark)};")
    return " ".join(value.split())


def markdown(outcome: Outcome) -> str:
    """Return a report for an issue or a summary page: what to do first stands first."""
    lines = [f"**{summary(outcome)}.**"]
    last = None
    for row in _sorted([row for row in outcome.rows if row.verdict != "ok"]):
        if row.verdict != last:
            quiet = row.verdict in _QUIET
            if last in _QUIET:
                lines.append("</details>")
            number = counts(outcome.rows)[row.verdict]
            title = f"{HEADINGS[row.verdict]} ({number:,})"
            lines.append(f"\n<details><summary>{title}: nothing to do yet</summary>\n" if quiet else f"\n### {title}\n")
            last = row.verdict
        places = ", ".join(f"`{use.path}:{use.line}`" for use in row.uses)
        target = f" Now at <{row.final_url}>." if row.verdict == "moved" and row.final_url else ""
        copy = f" [Archived copy]({row.archived})." if row.archived and row.verdict in ("gone", "soft_404") else ""
        lines.append(f"- {_cell(row.url)}<br>{_cell(row.reason)}{target}{copy} {_cell(row.advice)}<br>{places}")
    if last in _QUIET:
        lines.append("</details>")
    warned = [row for row in outcome.rows if row.verdict == "ok" and row.warnings]
    if warned:
        lines.append("\n### Worth a look\n")
        lines += [f"- {_cell(row.url)}<br>{_cell(' '.join(row.warnings))}" for row in warned]
    if outcome.unreached:
        lines.append(f"\n{len(outcome.unreached):,} addresses were not reached in time; that says nothing about them.")
    lines += [f"\n{_cell(note)}" for note in outcome.notes]
    return "\n".join(lines)


def junit(outcome: Outcome, errors: frozenset[str] = frozenset()) -> str:
    """Return a JUnit report: an address is a test case, and fails only for a verdict that the run fails for."""
    failed = sum(row.verdict in errors for row in outcome.rows)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuite name="links" tests="{len(outcome.rows)}" failures="{failed}" skipped="{len(outcome.unreached)}">',
    ]
    for row in outcome.rows:
        use = row.uses[0] if row.uses else Use("", 1)
        named = f"name={_quoted(row.url)} classname={_quoted(row.verdict)} file={_quoted(use.path)}"
        head = f'  <testcase {named} line="{use.line}" time="{row.elapsed or 0:.3f}"'
        said = f"{row.reason} {row.advice}".strip()
        if row.verdict in errors:
            lines.append(f"{head}><failure type={_quoted(row.verdict)}>{escape(_printable(said))}</failure></testcase>")
        elif row.verdict != "ok":
            lines.append(f"{head}><system-out>{escape(_printable(said))}</system-out></testcase>")
        else:
            lines.append(f"{head}/>")
    lines += [f"  <testcase name={_quoted(link.url)}><skipped/></testcase>" for link in outcome.unreached]
    return "\n".join((*lines, "</testsuite>"))


def _quoted(value: str) -> str:
    return f'"{escape(_printable(value))}"'


def _printable(value: str) -> str:
    return "".join(char if char.isprintable() else " " for char in value)


def sarif(outcome: Outcome, errors: frozenset[str] = frozenset()) -> str:
    """Return a SARIF 2.1.0 log."""
    results = [
        {
            "ruleId": row.verdict,
            "level": "error" if row.verdict in errors else "note" if row.verdict in _QUIET else "warning",
            "message": {"text": f"{row.url}: {row.reason} {row.advice}".strip()},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": use.path},
                        "region": {"startLine": use.line, "startColumn": use.column},
                    }
                }
                for use in row.uses
            ],
        }
        for row in _sorted(outcome.rows) if row.verdict != "ok"
    ]  # fmt: skip
    rules = [
        {"id": verdict, "shortDescription": {"text": title}} for verdict, title in HEADINGS.items() if verdict != "ok"
    ]
    return json.dumps(
        {
            "version": "2.1.0",
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "runs": [{"tool": {"driver": {"name": "roadmap links", "rules": rules}}, "results": results}],
        },
        indent=2,
        ensure_ascii=False,
    )


Form = Callable[[Outcome, frozenset[str]], Iterable[str]]  # pieces of one text
FORMATS: Final[dict[str, Form]] = {
    "text": lambda outcome, _: [text(outcome)],
    "json": lambda outcome, _: as_json(outcome),
    "github": lambda outcome, errors: [github(outcome, errors)],
    "markdown": lambda outcome, _: [markdown(outcome)],
    "junit": lambda outcome, errors: [junit(outcome, errors)],
    "sarif": lambda outcome, errors: [sarif(outcome, errors)],
}
