"""The one living issue about links: what it says, and whether it is opened, updated or closed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Literal
from urllib.parse import quote

from roadmap_site.links.exempt import Exemption, not_needed
from roadmap_site.links.report import Row
from roadmap_site.links.seen import VERDICTS, Use, Verdict
from roadmap_site.markdown import code, is_repository, prose

MARK: Final = "<!-- roadmap links: written by a workflow, which writes over what is changed here -->"
LIMIT: Final = 60_000  # GitHub takes 65,536
_HEADS: Final = 4_000  # more than all headings and endings of the groups
_PLACES: Final = 5
# What is read first, with its heading and what it asks of a person.
_GROUPS: Final[dict[str, tuple[str, str]]] = {
    "gone": (
        "gone",
        "A dead end for learners. Find the work elsewhere, or retire it in `roadmap/retired.yml` with what serves now.",
    ),
    "soft_404": (
        "not there, though the host answers",
        "The page says in words that there is nothing. Open it: when that is so, do the same as for what is gone.",
    ),
    "refused": (
        "must not be asked",
        "The address leads to a private network, or is none. Give a public one, or take it out.",
    ),
    "insecure": (
        "without a valid certificate",
        "Browsers warn before they open it. Look for another address, and tell the owner if you can.",
    ),
    "anchor": (
        "without the part that is linked",
        "The page is there, but not the part of it. Find the new name of the part, or link the whole page.",
    ),
    "moved": ("moved for good", "`scripts/links --fix` writes the new addresses; those on other hosts need a look."),
    "warning": ("worth a look", "The page is there, but something about it is unexpected."),
    "temporary": ("in trouble for now", "Nothing to do yet: it is asked again, and named above if it lasts."),
    "blocked": ("closed to robots", "Nothing to do: alive, but only a browser can see it."),
}
_ASK: Final = ("gone", "soft_404", "refused", "insecure", "anchor", "moved")  # what the issue is open for

Do = Literal["open", "reopen", "update", "close", "nothing"]


class WrongResults(Exception):
    """A file of results is not what `roadmap links --format json` prints."""


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue as it stands, or as it should."""

    title: str
    body: str
    number: int | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done with the living issue: the number is that of the one that is there."""

    do: Do
    issue: Issue

    def lines(self) -> str:
        """Return what to do, the number and the title, each on a line, for a script; no text of strangers is in it."""
        return f"{self.do}\n{self.issue.number or ''}\n{self.issue.title}\n"


def read(texts: Iterable[str]) -> list[Row]:
    """Return the rows of several runs, each address once, as it was seen last; raise WrongResults."""
    rows: dict[str, Row] = {}
    for text in texts:
        try:
            if not isinstance(found := json.loads(text), list):
                raise ValueError("it is no list")
            found = [_row(data) for data in found]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise WrongResults(f"results must be what `--format json` prints: {error}") from None
        for row in found:
            other = rows.get(row.url, row)
            last = max(row, other, key=lambda one: one.checked)
            rows[row.url] = replace(last, uses=tuple(dict.fromkeys((*other.uses, *row.uses))))
    return list(rows.values())


def living(text: str) -> Issue | None:
    """Return the living issue from what `gh issue list --json number,title,body,state` prints; raise WrongResults."""
    try:
        found = [
            Issue(str(one["title"]), str(one["body"]), int(one["number"]), str(one["state"]).upper() != "OPEN")
            for one in json.loads(text)
        ]
    except (ValueError, KeyError, TypeError) as error:
        raise WrongResults(f"the list of issues must be what `gh issue list` prints as JSON: {error}") from None
    ours = [issue for issue in found if issue.body.startswith(MARK)]
    return min(ours, key=lambda issue: (issue.closed, -(issue.number or 0)), default=None)


def step(
    rows: Sequence[Row],
    repo: str,
    rev: str,
    existing: Issue | None = None,
    *,
    missing: int = 0,
    exemptions: Sequence[Exemption] = (),
) -> Step:
    """Return what to do with the living issue, and what it is to say; missing is how many parts of the run failed."""
    notes = [prose(note) for note in (not_needed(exemptions, rows) if rows and not missing else ())]
    if missing:
        notes.append(
            f"{missing:,} of the jobs ended without a result; what they should have asked is not in this list."
        )
    kept = [row for row in rows if not any(one.covers(row.url) for one in exemptions)]
    made = Issue(_title(kept), _body(kept, _links_to(repo, rev), notes), existing.number if existing else None)
    asked = any(row.verdict in _ASK for row in kept)
    if existing is None or not rows:  # nothing seen is nothing changed
        return Step("open" if asked else "nothing", existing or made)
    if existing.closed:
        return Step("reopen" if asked else "nothing", made)
    if not asked and not missing:
        return Step("close", made)
    same = (made.title, made.body.split()) == (existing.title, existing.body.split())
    return Step("nothing" if same else "update", made)


def _row(data: dict[str, Any]) -> Row:
    verdict: Verdict = data["verdict"]
    if verdict not in VERDICTS:
        raise ValueError(f"{verdict!r} is no verdict")
    return Row(
        url=str(data["url"]), verdict=verdict, status=None, title=None, elapsed=None,
        reason=str(data.get("reason") or ""), advice=str(data.get("advice") or ""),
        final_url=data.get("final_url") and str(data["final_url"]),
        first_seen=date.fromisoformat(data["first_seen"]), checked=date.fromisoformat(data["checked"]),
        archived=data.get("archived") and str(data["archived"]),
        uses=tuple(Use(str(use["path"]), int(use["line"])) for use in data.get("uses") or ()),
        warnings=tuple(str(one) for one in data.get("warnings") or ()),
    )  # fmt: skip


def _group(row: Row) -> str:
    return "warning" if row.verdict == "ok" and row.warnings else row.verdict


def _title(rows: Sequence[Row]) -> str:
    counts = [(sum(row.verdict == name for row in rows), _GROUPS[name][0]) for name in _ASK]
    said = [f"{number:,} {words}" for number, words in counts if number]
    return f"Links: {', '.join(said) or 'nothing to do'}"


def _body(rows: Sequence[Row], base: str, notes: Sequence[str]) -> str:
    """Return the text of the issue: groups in the order of their need, each as long as there is room."""
    there = sum(row.verdict == "ok" for row in rows)
    when = f", last on {max(row.checked for row in rows)}" if rows else ""
    parts = [MARK, f"{len(rows):,} addresses were asked{when}; {there:,} of them are in order."]
    if any(row.verdict in _ASK for row in rows):
        parts.append("**Begin at the top**: what stands first stops learners most. A place opens the line to mend.")
    parts += notes
    room = LIMIT - sum(len(part) + 2 for part in parts) - _HEADS
    for name in _GROUPS:
        found = sorted(
            (r for r in rows if _group(r) == name), key=lambda r: ([(use.path, use.line) for use in r.uses[:1]], r.url)
        )
        if not found:
            continue
        lines: list[str] = []
        for row in found:
            line = _item(row, base)
            if len(line) < room:
                room -= len(line) + 1
                lines.append(line)
        if len(lines) < len(found):
            lines.append(f"- … and {len(found) - len(lines):,} more, for which there is no room here.")
        end = "\n\n</details>" if name not in (*_ASK, "warning") else ""
        parts.append(f"{_head(name, found)}\n\n" + "\n".join(lines) + end)
    return "\n\n".join(parts)


def _head(name: str, found: Sequence[Row]) -> str:
    words, advice = _GROUPS[name]
    if name in (*_ASK, "warning"):
        return f"### {len(found):,} {words}\n\n{advice}"
    return f"<details><summary>{len(found):,} {words}</summary>\n\n{advice}"


def _item(row: Row, base: str) -> str:
    """Return one address as an item of a list: itself, why it is here, and where it stands."""
    said = " ".join(prose(one) for one in (row.reason if row.verdict != "ok" else "", *row.warnings[:3]) if one)
    lines = [f"- {code(row.url)}", f"  {said}"] if said else [f"- {code(row.url)}"]
    if row.verdict == "moved" and row.final_url:
        lines.append(f"  Now: {code(row.final_url)}")
    elif row.advice and row.verdict in _ASK:
        lines.append(f"  {prose(row.advice)}")
    copy = quote(row.archived or "", safe=":/?&=%~+,;", errors="replace")
    if row.verdict in ("gone", "soft_404") and re.fullmatch(r"https://web\.archive\.org/web/\d+/.{1,400}", copy):
        lines.append(f"  [Archived copy]({copy})")
    more = [f"and {len(row.uses) - _PLACES:,} more places"] if len(row.uses) > _PLACES else []
    places = [*(_place(use, base) for use in row.uses[:_PLACES]), *more]
    return "\\\n".join(line for line in (*lines, f"  {', '.join(places)}" if places else "") if line)


def _links_to(repo: str, rev: str) -> str:
    if not is_repository(repo) or not re.fullmatch(r"[0-9a-f]{7,64}", rev):
        raise WrongResults("--repo must be OWNER/REPO, and --rev the hash of a commit")
    return f"https://github.com/{repo}/blob/{rev}/"


def _place(use: Use, base: str) -> str:
    name = code(f"{use.path}:{use.line}")
    outside = use.path.startswith(("/", "<")) or ".." in use.path.split("/") or not use.path
    # plain=1 shows the source of Markdown, which alone has lines
    plainly = "?plain=1" if use.path.endswith(".md") else ""
    return name if outside else f"[{name}]({base}{quote(use.path, errors='replace')}{plainly}#L{use.line})"
