"""What hosts do of their own, as data: where they tell the truth, and their words for a page that is gone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal
from urllib.parse import quote, urlsplit


@dataclass(frozen=True)
class HostRule:
    """What is known of the pages of some hosts."""

    name: str
    hosts: tuple[str, ...]  # without www.; one that begins with a dot stands for all below it
    address: str = ""  # pattern of path and query; its groups fill the probe
    probe: str = ""  # address of an open interface that knows whether the page is there; {url}, {1}, {2}
    ask: Literal["first", "when-blocked"] = "when-blocked"
    absent: frozenset[int] = frozenset((404, 410))  # statuses of the probe: it is not there
    hidden: frozenset[int] = frozenset((401, 403))  # it is there, and not for everybody
    withdrawn: tuple[tuple[str, str], ...] = ()  # pattern in the page's text, and what it says of the page
    notes: tuple[tuple[str, str], ...] = ()  # the same, of a page that is good to read nonetheless
    lobby: str = ""  # paths to which the host sends whoever asks for a page that is gone
    script_anchors: bool = False  # fragments are read by scripts, so their absence in the HTML says nothing


RULES: Final[tuple[HostRule, ...]] = (
    HostRule(
        "YouTube",
        ("youtube.com", "m.youtube.com", "youtu.be", "music.youtube.com"),
        # https://oembed.com/#section7 ; pages of videos that are gone answer 200
        address=r"/(?:watch\?|playlist\?|shorts/|live/|embed/|v/|[\w-]{11}(?:$|\?))",
        probe="https://www.youtube.com/oembed?format=json&url={url}",
        ask="first",
        absent=frozenset((400, 404)),
        script_anchors=True,
    ),
    HostRule(
        "YouTube channels",
        ("youtube.com", "m.youtube.com"),
        withdrawn=(
            (r"This (?:channel|page) (?:does not exist|isn't available)", "YouTube says that it is not there."),
        ),
        script_anchors=True,
    ),
    HostRule(
        "Vimeo",
        ("vimeo.com",),
        address=r"/\d+",
        probe="https://vimeo.com/api/oembed.json?url={url}",
    ),
    HostRule(
        "arXiv",
        ("arxiv.org", "export.arxiv.org"),
        withdrawn=(
            (
                r"This (?:paper|submission|article) has been withdrawn",
                "The paper has been withdrawn by its authors or by arXiv.",
            ),
            (
                r"Article(?: identifier)? '?[\w./-]+'? (?:not recognized|doesn't exist)",
                "arXiv knows no paper of this number.",
            ),
        ),
    ),
    HostRule(
        "DOI",
        ("doi.org", "dx.doi.org"),
        address=r"/(10\.\d{4,9}/[^?#]+)",
        probe="https://doi.org/api/handles/{1}",  # https://www.doi.org/the-identifier/resources/factsheets/doi-resolution-documentation
    ),
    HostRule(
        "GitHub",
        ("github.com", "gist.github.com"),
        withdrawn=((r"This repository is empty\.", "The repository is empty."),),
        notes=(
            (
                r"This repository (?:has been|was) archived by the owner",
                "The repository is archived: nobody maintains it.",
            ),
        ),
        script_anchors=False,
    ),
    HostRule(
        "PyPI",
        ("pypi.org",),
        address=r"/project/([\w.-]+)",
        probe="https://pypi.org/pypi/{1}/json",
    ),
    HostRule(
        "npm",
        ("npmjs.com",),
        address=r"/package/((?:@[\w.-]+/)?[\w.-]+)",
        probe="https://registry.npmjs.org/{1}",
    ),
    HostRule(
        "X",
        ("twitter.com", "x.com"),
        address=r"/\w+/status/\d+",
        probe="https://publish.twitter.com/oembed?url={url}",
        ask="first",
    ),
    HostRule("Coursera", ("coursera.org",), lobby=r"/(?:browse|search|courses|404)?/?"),
    HostRule("edX", ("edx.org",), lobby=r"/(?:search|learn|404|es)?/?"),
    HostRule("Udacity", ("udacity.com",), lobby=r"/(?:catalog|courses/all)?/?"),
    HostRule("Udemy", ("udemy.com",), lobby=r"/(?:courses/search|topic/[\w-]+)?/?"),
    HostRule("Kaggle", ("kaggle.com",), lobby=r"/(?:404|code|datasets|competitions)?/?", script_anchors=True),
    HostRule(
        "Medium",
        ("medium.com", ".medium.com", "towardsdatascience.com"),
        withdrawn=(
            (r"(?:The author|User) (?:deleted|deactivated or deleted) (?:this|their)", "Its author took it down."),
            (
                r"This (?:post|story) is (?:unavailable|under investigation)",
                "Medium says that the story is not available.",
            ),
        ),
    ),
    HostRule("Google Docs", ("docs.google.com", "drive.google.com", "colab.research.google.com"), script_anchors=True),
    HostRule("Observable", ("observablehq.com",), script_anchors=True),
)


@lru_cache(maxsize=1024)
def rules_of(url: str) -> tuple[HostRule, ...]:
    """Return the rules that hold for an address, in the table's order."""
    parts = urlsplit(url)
    named = _named((parts.hostname or "").removeprefix("www."))
    if not named:
        return ()
    rest = parts.path + (f"?{parts.query}" if parts.query else "")
    return tuple(rule for rule in named if not rule.address or re.match(rule.address, rest))


@lru_cache(maxsize=4096)
def _named(host: str) -> tuple[HostRule, ...]:
    def fits(name: str) -> bool:
        return host.endswith(name) if name.startswith(".") else host == name

    return tuple(rule for rule in RULES if any(map(fits, rule.hosts)))


def probe_of(rule: HostRule, url: str) -> str:
    """Return the address of the host's open interface that knows of a page."""
    parts = urlsplit(url)
    rest = parts.path + (f"?{parts.query}" if parts.query else "")
    found = re.match(rule.address, rest)
    groups = found.groups() if found else ()
    bare = url.partition("#")[0]
    return rule.probe.format("", *groups, url=quote(bare, safe=""))
