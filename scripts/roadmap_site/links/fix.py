"""Rewrites addresses that moved for good, and nothing else in the files."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from roadmap_site.addresses import SHORTENERS, fault, host, normal, tracking
from roadmap_site.links.memory import Entry
from roadmap_site.links.seen import Judgement, Link, Use
from roadmap_site.links.words import agree
from roadmap_site.save import save


@dataclass(frozen=True, slots=True)
class Fix:
    """An address and what it becomes."""

    old: str
    new: str
    uses: tuple[Use, ...]


def fix_of(link: Link, made: Judgement, taken: Collection[str], other_hosts: bool) -> Fix | str:
    """Return the new address of a link that moved, or why it is left as it is.

    `taken` holds the normalised addresses of all other links.
    """
    new = made.final_url or ""
    if made.verdict != "moved" or not made.permanent:
        return "part of the way there is a temporary redirect"
    if fault(new) or tracking(new) or host(new) in SHORTENERS:
        return f"{new} is no address for a roadmap"
    if host(new) != host(link.url) and not other_hosts:
        return f"{new} is on another host; --fix-hosts takes that as well"
    if made.warnings:
        return "its title does not fit any more"
    if normal(new) != normal(link.url) and normal(new) in taken:
        return f"{new} is described elsewhere already; `use` that resource"
    return Fix(link.url, new, link.uses)


def known_move(link: Link, entry: Entry | None, taken: Collection[str]) -> Fix | None:
    """Return the new address of a link that an earlier run saw moved for good, on its host, under a title that fits."""
    if entry is None or entry.verdict != "moved" or entry.final_url is None:
        return None
    if link.expected and entry.title and not agree(link.expected, entry.title):
        return None
    made = Judgement("moved", entry.reason, final_url=entry.final_url, permanent=True)
    found = fix_of(link, made, taken, other_hosts=False)
    return None if isinstance(found, str) else found


def rewritten(text: str, old: str, new: str, places: Iterable[Use]) -> str | None:
    """Return a file's text with an address replaced where it stands; nothing when it does not stand there so."""
    lines = text.splitlines(keepends=True)
    for use in places:
        if use.line > len(lines):
            return None
        line = lines[use.line - 1]
        at = line.find(old, max(0, use.column - 1))
        after = line[at + len(old) : at + len(old) + 1]
        if at < 0 or (after and not (after.isspace() or after in "'\")>]}|,")):
            return None  # written another way, over several lines or with escapes: a person must do it
        lines[use.line - 1] = line[:at] + new + line[at + len(old) :]
    return "".join(lines)


def apply(fixes: Iterable[Fix]) -> tuple[tuple[Fix, ...], tuple[tuple[Fix, str], ...]]:
    """Write all fixes; return those that were made, and those that were not, with the reason."""
    made: list[Fix] = []
    left: list[tuple[Fix, str]] = []
    for one in fixes:
        texts: dict[Path, str] = {}
        for path in {use.path for use in one.uses}:
            with Path(path).open(encoding="utf-8", newline="") as file:
                text = rewritten(file.read(), one.old, one.new, [use for use in one.uses if use.path == path])
            if text is None:
                left.append((one, f"in {path} it is written in a form that only a person can change"))
                break
            texts[Path(path)] = text
        else:
            save(texts)
            made.append(one)
    return tuple(made), tuple(left)
