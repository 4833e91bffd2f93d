"""The resources in one line of a list or table, with what it says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from roadmap_site.addresses import SHORTENERS, fault, host, tracking, untracked
from roadmap_site.intake.found import Found
from roadmap_site.intake.ledger import Ledger
from roadmap_site.intake.markdown import Inline, Link, joined
from roadmap_site.problems import shown

TYPED: Final = re.compile(r"@(?P<kind>[\w -]{1,30})@\s*(?P<title>.*)\Z", re.DOTALL)
# What the typed links of topic folders say; where a word is no kind of ours, the kind stays unknown.
KINDS: Final = {
    "article": "article", "video": "video", "course": "course", "book": "book", "opensource": "code",
    "tutorial": "tutorial", "paper": "paper", "documentation": "documentation", "tool": "tool",
    "official": "", "feed": "", "podcast": "", "roadmap": "", "website": "",
}  # fmt: skip
_VAGUE: Final = re.compile(
    r"[\[(\s]*(?:pdf|paper|arxiv|abs|html|doi|code|github|repo|video|videos?|youtube|slides?|notes?|link|here|this|site|"
    r"website|web|homepage|page|blog|post|article|book|course|demo|project|docs?|download|read|watch|source|official|"
    r"part \d+|\d+|[①-⑳])[\])\s]*\Z",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r"[\s\[\](){},;/|&+·•‧*]*(?:(?:and|or)[\s\[\](]*)?\Z", re.IGNORECASE)
_DASH: Final = re.compile(r"[\s\])]*(?:[-–—:|~]|--)\s+|[\s\])]*[:–—]")
_EDGES: Final = " \t-–—:|,;.·•*~"
_BY: Final = re.compile(r"\s*\(?by\s+", re.IGNORECASE)
_AND: Final = re.compile(r"\s*(?:,|&|\band\b)\s*")
_MOST_BY: Final = 80  # characters that are names, and not a sentence


def tidy(text: str) -> str:
    """Return text on one line, without the marks that join it to what stands beside it."""
    text = " ".join(text.split()).strip(_EDGES.replace(".", ""))
    return "" if re.fullmatch(r"[\W_]*", text) else text


def entries(line: Inline, ledger: Ledger) -> list[Found]:
    """Return the resources of a line; links that are none are told of.

    Links side by side are resources of their own. What stands behind them describes them; links in that are told of.
    """
    spans = [row for row in _spans(line.parts) if row[0].text.strip()]
    for link in line.links:
        if not link.text.strip():
            message = f"a link without a text, as of a picture, is not taken: {shown(link.url)}"
            ledger.tell(link.line, link.line, "import-form", message, link.column)
    if not spans:
        return []
    before = tidy(joined(line.parts[: spans[0][1]]))
    said, by, peers = _said(line, spans)
    title = _title(line, before, peers)
    found: list[Found] = []
    for link in peers:
        vague = bool(_VAGUE.match(link.text))
        name = f"{title} ({link.text.strip('[]() ')})" if vague and found else title if vague else link.text
        why = said if not before or vague else tidy(line.text)
        if vague and before and line.strong and before != line.strong:
            why = tidy(f"{before.removeprefix(line.strong).strip(_EDGES)} {said}")
        one = resource(Found(tidy(name) or name, link.url, link.line, why, by), link, ledger)
        if one:
            found.append(one)
    for link, *_ in spans:
        if link not in peers:
            message = f"a link in what is said of another one is not taken: {shown(link.url)}"
            ledger.tell(link.line, link.line, "import-address", message, link.column)
    return found


def _spans(parts: Sequence[str | Link]) -> list[tuple[Link, int, str]]:
    """Return each link, its place, and the text that follows it."""
    places = [i for i, part in enumerate(parts) if isinstance(part, Link)]
    ends = [*places[1:], len(parts)]
    rows = zip(places, ends, strict=True)
    return [(link, i, joined(parts[i + 1 : end])) for i, end in rows if isinstance(link := parts[i], Link)]


def _said(line: Inline, spans: Sequence[tuple[Link, int, str]]) -> tuple[str, tuple[str, ...], list[Link]]:
    """Return what is said of a line's links, who made them, and the links that it is said of."""
    peers = [spans[0][0]]
    at = spans[0][1]
    for (_, place, _), (link, next_place, _) in pairwise(spans):
        if not _BETWEEN.match(joined(line.parts[place + 1 : next_place])) and not _VAGUE.match(link.text):
            break
        peers.append(link)
        at = next_place
    rest = line.parts[at + 1 :]
    text = joined(rest)
    if match := _BY.match(text):
        names, _, more = _parted(text[match.end() :])
        if 0 < len(names) <= _MOST_BY:
            by = tuple(dict.fromkeys(name for one in _AND.split(names) if (name := tidy(one).strip("()."))))
            return tidy(more), by, peers
    return tidy(text), (), peers


def _parted(text: str) -> tuple[str, str, str]:
    found = _DASH.search(text)
    return (text[: found.start()], found[0], text[found.end() :]) if found else (text, "", "")


def _title(line: Inline, before: str, peers: Sequence[Link]) -> str:
    """Return the title for links whose own text says only what they are, such as `pdf`."""
    named = next((link.text for link in peers if not _VAGUE.match(link.text)), "")
    strong = tidy(line.strong) if before.startswith(tidy(line.strong)) else ""
    return strong or before or named or peers[0].text


def resource(one: Found, link: Link, ledger: Ledger) -> Found | None:
    """Return a resource whose address may stand in a roadmap; nothing, and the reason told, when it may not."""
    wrong = fault(link.url)
    if wrong or host(link.url) in SHORTENERS:
        message, hint = wrong or ("the address is that of a link shortener", "Write the address that it leads to.")
        said = f"{shown(one.title)} is not taken: {message}: {shown(link.url)}"
        ledger.tell(link.line, link.line, "import-address", said, link.column, hint)
        return None
    if len(link.url) > 2_000:
        message = f"{shown(one.title)} is not taken: its address is longer than 2,000 characters"
        ledger.tell(link.line, link.line, "import-address", message, link.column)
        return None
    url = link.url
    if names := tracking(url):
        url = untracked(url)
        message = f"what only says where a reader came from is taken out of the address: {', '.join(map(shown, names))}"
        ledger.tell(link.line, link.line, "import-address", message, link.column)
    kind = ""
    if match := TYPED.match(one.title):
        word = match["kind"].lower()
        kind = KINDS.get(word, "")
        one = replace(one, title=tidy(match["title"]) or url)
        if word not in KINDS:
            ledger.tell(
                link.line, link.line, "import-form", f"{shown(word)} is no kind that is known here", link.column
            )
    ledger.use(link.line)
    return replace(one, url=url, kind=kind)


def in_text(line: Inline, ledger: Ledger) -> Iterator[str]:
    """Yield a line as text; links in it are told of."""
    for link in line.links:
        message = f"a link within a text is not taken: {shown(link.url)}"
        ledger.tell(link.line, link.line, "import-address", message, link.column)
    ledger.use(line.first, line.last)
    if text := line.text.strip():
        yield text
