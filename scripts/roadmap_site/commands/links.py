"""`roadmap links`: arguments, progress, exit codes.

Exit codes: 0 nothing to do, 1 something that --fail-on names, 2 wrong usage, 3 it could not run.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from roadmap_site import problems
from roadmap_site.addresses import normal
from roadmap_site.commands.common import add_folder
from roadmap_site.commands.links_arguments import add_link_arguments, options_of
from roadmap_site.links import check as links_check
from roadmap_site.links import exempt, history, memory, names, report, select, uses
from roadmap_site.links.options import Manner
from roadmap_site.links.seen import Link, Use

USAGE, COULD_NOT = 2, 3


class Wrong(Exception):
    """The command was used wrongly, or cannot run; with its exit code."""

    def __init__(self, message: str, code: int = USAGE) -> None:
        super().__init__(message)
        self.code = code


@dataclass
class _Progress:
    """Says how far it is: all the time on a terminal, now and then in a log."""

    stream: TextIO
    started: float = field(default_factory=time.monotonic)
    last: float = 0.0

    def __call__(self, done: int, total: int, _: str) -> None:
        now = time.monotonic()
        terminal = self.stream.isatty()
        if now - self.last < (0.2 if terminal else 30.0) and (done < total or not terminal):
            return
        self.last = now
        rate = done / max(now - self.started, 0.001)
        left = (total - done) / rate if rate else 0
        line = f"{done:,} of {total:,} addresses, {rate:.1f} a second, about {left:.0f} s left"
        self.stream.write(f"\r{line}\x1b[K" if terminal else f"{line}\n")
        if terminal and done >= total:
            self.stream.write("\r\x1b[K")
        self.stream.flush()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `roadmap links`."""
    add_folder(parser)
    add_link_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Run `roadmap links` and return its exit code."""
    try:
        if args.action == ["issue"]:
            return _issue(args)
        if args.action:
            return _merge(args.action)
        return _site(args) if args.site else _check(args)
    except Wrong as wrong:
        sys.stderr.write(f"roadmap links: {wrong}\n")
        return wrong.code
    except (names.WrongResolver, select.NoSuchRevision, exempt.WrongExemption) as wrong:
        sys.stderr.write(f"roadmap links: {wrong}\n")
        return USAGE
    except memory.Damaged as damaged:
        sys.stderr.write(f"{damaged}\n")
        return COULD_NOT
    except links_check.NoNetwork:
        sys.stderr.write("roadmap links: this machine has no network; nothing was asked, and the memory is as it was\n")
        return COULD_NOT
    except OSError as error:
        sys.stderr.write(f"roadmap links: {error}\n")
        return COULD_NOT


def _merge(action: list[str]) -> int:
    if action[0] != "merge" or len(action) != 3:
        raise Wrong("an action must be: merge A B, or: issue --results FILE... --output FILE")
    sys.stdout.write(history.merged(Path(action[1]), Path(action[2])))
    return 0


def _issue(args: argparse.Namespace) -> int:
    """Write the text of the living issue, and print what is to be done with it."""
    from roadmap_site.links import issue

    if not args.output:
        raise Wrong("issue needs --output FILE")
    texts = [text for path in args.results if (text := path.read_text(encoding="utf-8")).strip()]
    there = issue.living(args.issues.read_text(encoding="utf-8")) if args.issues else None
    missing = max(0, (args.parts or len(texts)) - len(texts))
    exemptions = exempt.read(Path("pyproject.toml"))
    try:
        results = issue.read(texts)
    except issue.WrongResults as wrong:
        raise Wrong(str(wrong), COULD_NOT) from None
    made = issue.step(results, args.repo, args.rev, there, missing=missing, exemptions=exemptions)
    args.output.write_text(made.issue.body, encoding="utf-8")
    sys.stdout.write(made.lines())
    return 0


def _check(args: argparse.Namespace) -> int:
    links, addresses = _links(args)
    if args.only:
        links = select.only(links, args.only)
    if args.changed_since:
        links = select.changed_since(links, args.changed_since, Path.cwd())
    if args.shard:
        links = select.shard(links, *args.shard)
    path = args.memory or (None if args.urls else args.roadmap / "link-health.jsonl")
    known = memory.Memory.read(path) if path else memory.Memory()
    days = _history(args)
    if days:
        history.read(days)  # one that is damaged is told before anything is asked
    exemptions = exempt.read(Path("pyproject.toml")) if not args.urls else ()
    work = links_check.Work(
        links, _manner(args), known, path,
        ask_all=args.all or args.changed_since is not None, offline=args.offline, exemptions=exemptions,
    )  # fmt: skip
    checked = links_check.check(work, _Progress(sys.stderr))
    outcome = checked.outcome
    if args.archive or args.suggest:
        outcome = _archived(args, work, outcome)
    if days and (checked.judged or args.history):
        history.record(days, addresses, known)
    if args.compare:
        outcome = _compared(outcome)
    if args.fix or args.fix_hosts:
        _fix(args, work, checked)
    written = 0
    for piece in report.FORMATS[args.format](outcome, args.fail_on):
        written += sys.stdout.write(piece)
    if written:
        sys.stdout.write("\n")
    sys.stderr.write(f"{report.summary(outcome)}\n")
    return int(links_check.failing(outcome, args.fail_on, exemptions) > 0)


def _history(args: argparse.Namespace) -> Path | None:
    """Return where the totals of the day go: nowhere after a run that only asks a part, unless it is said."""
    if args.history and args.urls:
        raise Wrong("--history counts the addresses of the roadmap, and not those of --urls")
    part = args.urls or args.memory or args.only or args.changed_since or args.shard
    return args.history or (None if part else args.roadmap / history.NAME)


def _archived(args: argparse.Namespace, work: links_check.Work, outcome: report.Outcome) -> report.Outcome:
    """Look for archived copies: of all addresses with --archive, else of those that are not there any more."""
    from roadmap_site.links import archive

    lost = ("gone", "soft_404")
    wanted = [row.url for row in outcome.rows if not row.archived and (args.archive or row.verdict in lost)]
    found: dict[str, str] = {}
    if not args.offline:
        archive.copies(wanted, work.manner.options, found.__setitem__)
    for url, copy in found.items():
        if entry := work.memory.get(url):
            work.memory.put(replace(entry, archived=copy))
    if found and work.memory_path:
        work.memory.write(work.memory_path)
    return replace(outcome, rows=tuple(replace(row, archived=found.get(row.url, row.archived)) for row in outcome.rows))


def _compared(outcome: report.Outcome) -> report.Outcome:
    """Add where mkdocs-linkcheck says something else of the built pages."""
    from roadmap_site.links import compare

    if not Path("site").is_dir():
        raise Wrong("--compare reads the built site: run `scripts/build` first")
    broken, failed = compare.second_opinion(Path("site"))
    lines = compare.disagreements(outcome.rows, broken)
    said = f"mkdocs-linkcheck gave no opinion: {failed}" if failed else f"The two disagree on {len(lines):,} addresses."
    return replace(outcome, notes=(*outcome.notes, said, *(() if failed else lines)))


def _fix(args: argparse.Namespace, work: links_check.Work, checked: links_check.Checked) -> None:
    """Rewrite what moved for good, and say what was not rewritten and why."""
    from roadmap_site.links import fix

    taken = {normal(link.url) for link in work.links}
    fixes, left = [], []
    for link in work.links:
        made = checked.judged.get(link.url)
        if made and made.verdict == "moved":
            one = fix.fix_of(link, made, taken - {normal(link.url)}, args.fix_hosts)
            if isinstance(one, str):
                left.append(f"{link.url}: {one}")
            else:
                fixes.append(one)
    done, failed = fix.apply(fixes)
    for one in done:
        if entry := work.memory.get(one.old):
            work.memory.put(replace(entry, url=one.new, verdict="ok", final_url=None, reason="", since=entry.checked))
    if done and work.memory_path:
        work.memory.write(work.memory_path)
    left += [f"{one.old}: {why}" for one, why in failed]
    sys.stderr.write(f"{len(done):,} addresses rewritten\n" + "".join(f"    not {line}\n" for line in left))


def _site(args: argparse.Namespace) -> int:
    """Check a built site's own links, without the network."""
    from roadmap_site.links import site

    if not args.site.is_dir():
        raise Wrong(f"--site {args.site}: there is no such folder; `scripts/build` makes it")
    found = site.broken(args.site, "")
    if found:
        sys.stdout.write(f"{problems.as_github(found) if args.format == 'github' else problems.as_text(found)}\n")
    sys.stderr.write(f"{problems.summary(found)}\n")
    return int(bool(found))


def _links(args: argparse.Namespace) -> tuple[list[Link], Iterable[str]]:
    """Return what may be asked, and the addresses of the roadmap's resources, which are counted."""
    if args.urls:
        try:
            text = sys.stdin.read() if args.urls == "-" else Path(args.urls).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise Wrong(f"--urls {args.urls}: {error}") from None
        return uses.links(uses.of_list(text, "stdin" if args.urls == "-" else args.urls)), ()
    from roadmap_site.links.curated import of_roadmap
    from roadmap_site.load import load

    loaded = load(args.roadmap)
    if loaded.roadmap is None:
        raise Wrong(f"{args.roadmap} cannot be read as a roadmap; `roadmap check` says why", 1)
    return uses.links((*of_roadmap(loaded), *_markdown())), loaded.roadmap.addresses


def _markdown() -> Iterator[tuple[str, None, Use]]:
    pages = [*Path.cwd().glob("*.md"), *(p for p in Path("docs").glob("**/*.md") if "roadmap" not in p.parts[1:2])]
    for path in sorted(path.relative_to(Path.cwd()) if path.is_absolute() else path for path in pages):
        yield from uses.of_markdown(path)


def _manner(args: argparse.Namespace) -> Manner:
    try:
        options = replace(options_of(args), connections=max(1, args.connections))
    except FileNotFoundError as error:
        raise Wrong(str(error)) from None
    limit = min((t for t in (args.max_time, args.budget) if t is not None), default=None)
    return Manner(
        options,
        args.today or datetime.now(UTC).date(),
        args.browser,
        limit,
        max(1, args.per_host),
        max(0.0, args.pause),
    )
