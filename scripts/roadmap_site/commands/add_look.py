"""What `roadmap add` finds out before it asks: the page, and who adds it."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from roadmap_site.add import author
from roadmap_site.add.questions import Question, fault, parsed
from roadmap_site.addresses import host, normal
from roadmap_site.commands.add_terminal import Terminal
from roadmap_site.commands.links_arguments import options_of
from roadmap_site.find.look import ABSENT, BELIEVED, NoNetwork, look
from roadmap_site.find.values import Found
from roadmap_site.links.options import Manner

NOT_ADDED, USAGE, COULD_NOT = 1, 2, 3


class Stop(Exception):
    """Nothing is added; with the reason in words, and the exit code."""

    def __init__(self, message: str, code: int = NOT_ADDED) -> None:
        super().__init__(message)
        self.code = code


def say(text: str) -> None:
    """Print a line for a person, beside what is printed for a program."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def looked(url: str, args: argparse.Namespace, today: date) -> Found:
    """Return what is found out of an address, having said it; raise Stop when the page is not there."""
    say(f"Asking {host(url)} …")
    manner = Manner(options_of(args), today)
    try:
        found = _safest(url, manner)
    except NoNetwork:
        message = "this machine has no network, so nothing can be found out; --offline takes what you give alone"
        raise Stop(message, COULD_NOT) from None
    judged = found.judged
    if judged and judged.verdict in ABSENT:
        raise Stop(f"it is not added: {judged.reason} (--offline would add it without asking.)")
    if judged and judged.verdict not in BELIEVED:
        say(f"The page could not be looked at: {judged.reason}")
    elif judged and judged.verdict == "anchor":
        say(judged.reason)
    if normal(found.url) != normal(url):
        say(f"It moved for good: it is written as {found.url}")
    for fact in found.facts:
        value = ", ".join(fact.value) if isinstance(fact.value, tuple) else fact.value
        say(f"  {fact.field:9} {value}   ({fact.source})")
    for note in found.notes:
        say(f"  {note}")
    return found


def _safest(url: str, manner: Manner) -> Found:
    """Return what is found over https where the page is there as well, else as it was given."""
    if urlsplit(url).scheme.lower() == "http":
        found = look(f"https{url[4:]}", manner)
        if found.judged and found.judged.verdict in BELIEVED:
            say(f"It is there over https too: it is written as {found.url}")
            return found
    return look(url, manner)


def named(args: argparse.Namespace, asks: Terminal | None) -> str | None:
    """Return who adds: as given, as it was said once, or as a person says now; nothing for nobody."""
    folder: Path = args.roadmap
    if args.added_by is not None:
        return _name(args.added_by)
    said = author.remembered(folder)
    if said is not None or asks is None:
        return said or None
    question = Question(
        "your name", "For the page of contributors: a name, or @account on GitHub; leave it empty to stay unnamed.",
        author.proposed(folder),
    )  # fmt: skip
    asked = Question("added_by", "")
    name = _name(asks.ask(question, lambda said: fault(asked, said, {}, ())))
    if not args.dry_run and author.remember(folder, name or ""):
        say("It is remembered in this checkout's git configuration, as roadmap.by.")
    return name


def _name(said: str) -> str | None:
    name = parsed("added_by", said)
    return name if isinstance(name, str) else None
