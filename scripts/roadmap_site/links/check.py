"""A whole run: what is due is asked, what is found is remembered, and what is known is returned."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from roadmap_site.links.exempt import Exemption, not_needed
from roadmap_site.links.memory import Entry, Memory, entry_of
from roadmap_site.links.options import Manner
from roadmap_site.links.report import Outcome, Row
from roadmap_site.links.run import Result, run
from roadmap_site.links.seen import Earlier, Judgement, Link
from roadmap_site.links.select import by_need, due
from roadmap_site.links.uses import why_never

_BATCH: Final = 200  # results, or seconds below, that a kill can cost
_SECONDS: Final = 10.0


class NoNetwork(Exception):
    """This machine has no network, so that nothing can be said of anybody else's."""


@dataclass(frozen=True)
class Work:
    """What a run is to do."""

    links: Sequence[Link]
    manner: Manner
    memory: Memory = field(default_factory=Memory)
    memory_path: Path | None = None  # where it is written; nowhere when left out
    ask_all: bool = False  # also what is not due
    offline: bool = False
    exemptions: Sequence[Exemption] = ()


@dataclass(frozen=True)
class Checked:
    """What a run came to, and what it made of each address that it asked."""

    outcome: Outcome
    judged: Mapping[str, Judgement]


Progress = Callable[[int, int, str], None]  # addresses done, addresses to do, the last verdict


def check(work: Work, progress: Progress = lambda *_: None) -> Checked:
    """Ask what is due, remember it, and return what is known of every link; raise NoNetwork."""
    today = work.manner.today
    found: dict[str, Row] = {}
    judged: dict[str, Judgement] = {}
    never = {link.url: why for link in work.links if (why := why_never(link.url))}
    for link in work.links:
        if link.url in never:
            made = Judgement("refused", never[link.url], "Give a public http or https address, or take the link out.")
            found[link.url] = _row(link, made, entry_of(link.url, made, today, None), 0.0)
    askable = [link for link in work.links if link.url not in never]
    wanted = [] if work.offline else askable if work.ask_all else due(askable, work.memory, today)
    wanted = by_need(wanted, work.memory)
    batch = _Batch(work)

    def earlier(url: str) -> Earlier | None:
        entry = work.memory.get(url)
        return entry.earlier() if entry else None

    def keep(result: Result) -> None:
        before = work.memory.get(result.link.url)
        entry = entry_of(result.link.url, result.made, today, before, result.rest, result.validators)
        if work.memory_path:  # else nobody will read it
            work.memory.put(entry)
        judged[result.link.url] = result.made
        found[result.link.url] = _row(result.link, result.made, entry, result.elapsed)
        batch.add()
        progress(len(found) - len(never), len(wanted), result.made.verdict)

    try:
        report = run(wanted, earlier, work.manner, keep) if wanted else None
    finally:
        batch.write()
    if report and report.network_down and all(r.made.verdict == "refused" for r in report.results):
        raise NoNetwork
    unreached = list(report.unreached) if report else []
    for link in askable:
        if link.url not in found and (entry := work.memory.get(link.url)):
            found[link.url] = _row(link, None, entry, None)
    known_unreached = tuple(link for link in unreached if link.url not in found)
    if work.offline:
        known_unreached = tuple(link for link in askable if link.url not in found)
    rows = tuple(found[link.url] for link in work.links if link.url in found)
    notes = list(not_needed(work.exemptions, rows)) if work.exemptions else []
    if report and report.network_down:
        notes.append("This machine's network went down during the run; what came after says nothing.")
    return Checked(Outcome(rows, known_unreached, tuple(notes)), judged)


class _Batch:
    """Writes the memory now and then, so that a kill costs little."""

    def __init__(self, work: Work) -> None:
        self.work, self.waiting, self.last = work, 0, time.monotonic()

    def add(self) -> None:
        self.waiting += 1
        if self.waiting >= max(_BATCH, len(self.work.memory) // 10) or time.monotonic() - self.last > _SECONDS:
            self.write()

    def write(self) -> None:
        if self.waiting and self.work.memory_path:
            self.work.memory.write(self.work.memory_path)
        self.waiting, self.last = 0, time.monotonic()


def _row(link: Link, made: Judgement | None, entry: Entry, elapsed: float | None) -> Row:
    if made is None:
        reason = entry.reason or "The page is there."
        made = Judgement(entry.verdict, reason, "", entry.final_url or link.url, entry.status, entry.title)
    return Row(
        url=link.url,
        verdict=made.verdict,
        reason=made.reason,
        advice=made.advice,
        final_url=made.final_url,
        status=made.status,
        title=made.title,
        first_seen=entry.first_seen,
        checked=entry.checked,
        elapsed=elapsed,
        archived=entry.archived,
        uses=link.uses,
        warnings=made.warnings,
    )


def failing(outcome: Outcome, verdicts: frozenset[str], exemptions: Sequence[Exemption] = ()) -> int:
    """Return how many addresses have a verdict that the run is to fail for, those that are exempt left out."""
    return sum(row.verdict in verdicts and not any(one.covers(row.url) for one in exemptions) for row in outcome.rows)
