"""Which addresses are asked in a run, and in which order."""

from __future__ import annotations

import fnmatch
import hashlib
import re
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from roadmap_site.links.memory import Entry, Memory
from roadmap_site.links.seen import Link


class NoSuchRevision(Exception):
    """Git does not know what was given with --changed-since."""


def only(links: Sequence[Link], pattern: str) -> list[Link]:
    """Return the links whose address or file fits a pattern: a part of it, or with * and ? the whole."""
    if any(mark in pattern for mark in "*?["):
        return [
            link
            for link in links
            if any(fnmatch.fnmatchcase(text, pattern) for text in (link.url, *(use.path for use in link.uses)))
        ]
    return [link for link in links if any(pattern in text for text in (link.url, *(use.path for use in link.uses)))]


def shard(links: Sequence[Link], part: int, parts: int) -> list[Link]:
    """Return one of so many parts; all addresses of a host are in the same, so that its pace is kept."""

    def number(link: Link) -> int:
        host = (urlsplit(link.url).hostname or "").removeprefix("www.")
        return int.from_bytes(hashlib.sha256(host.encode()).digest()[:8], "big") % parts

    return [link for link in links if number(link) == part - 1]


def changed_since(links: Sequence[Link], revision: str, root: Path) -> list[Link]:
    """Return the links whose address does not stand in the files of an earlier revision; raise NoSuchRevision."""
    old = set(_git_addresses(revision, root))
    return [link for link in links if link.url not in old]


def _git_addresses(revision: str, root: Path) -> list[str]:
    said = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if said.returncode:
        why = (said.stderr.strip().splitlines() or ["it names no commit"])[-1]
        raise NoSuchRevision(f"--changed-since must be a revision that git knows, and {revision!r} is none: {why}")
    # one process for all files: every line of the old tree that holds an address
    run = _git(root, "grep", "-h", "-I", "-E", "-e", "https?://", said.stdout.strip(), "--", ".")
    found: list[str] = []
    for line in run.stdout.splitlines():
        for match in re.finditer(r"https?://[^\s\"'<>]+", line):
            url = match[0]
            found += (url, url.rstrip(").,;:"), url.rstrip("."))
    return found


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - no shell, and what a person gave is one argument
        ["git", *arguments],  # noqa: S607 - the user's own git
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        errors="replace",
    )


def due(links: Sequence[Link], memory: Memory, today: date) -> list[Link]:
    """Return the links that are to be asked today."""
    found = []
    for link in links:
        entry = memory.get(link.url)
        if entry is None or entry.due <= today:
            found.append(link)
    return found


def by_need(links: Sequence[Link], memory: Memory) -> list[Link]:
    """Return links in the order in which they matter: new ones, troubled ones, then those asked longest ago."""

    def need(link: Link) -> tuple[int, date]:
        entry: Entry | None = memory.get(link.url)
        if entry is None:
            return 0, date.min
        return (1 if entry.verdict not in ("ok", "blocked") else 2), entry.checked

    return sorted(links, key=need)
