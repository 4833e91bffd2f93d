"""Whether a page that answers is the one that was meant: soft 404s, lobbies, home pages and parked domains."""

from __future__ import annotations

import hashlib
import re
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from roadmap_site.links import words
from roadmap_site.links.hosts import rules_of
from roadmap_site.links.place import Place, place_of, same_request
from roadmap_site.links.seen import Seen

_SHORT_ERROR: Final = re.compile(
    r"\W*(?:404\W*)?(?:(?:error|message|detail|status|code)\W*)*(?:404|not[ _-]?found)\W*(?:\w+\W*){0,6}", re.IGNORECASE
)
_LONG: Final = 1200  # characters of text, from which a page may be an article on errors
_SHORT: Final = 600  # up to which a page is little more than a message
_ABOUT_ERRORS: Final = re.compile(r"404|not-?found|missing", re.IGNORECASE)
_LANGUAGE: Final = (
    r"(?:ar|cs|da|de|en|es|fi|fr|he|hi|hu|id|it|ja|ko|nl|no|pl|pt|ro|ru|sv|th|tr|uk|vi|zh)(?:[-_][a-zA-Z]{2,4})?"
)
_HOME: Final = re.compile(rf"/(?:{_LANGUAGE}/?)?(?:index|home|default|main|start|welcome)?(?:\.\w{{2,5}})?/?")
_LOBBY: Final = re.compile(
    r"(?:^|.*/)(?:404|410|error|errors|not-?found|page-?not-?found|notfound|missing|search|catalog|catalogue|browse|explore|expired|unavailable|sorry|oops|gone)"
    r"(?:\.\w{2,5})?/?(?:\?.*)?",
    re.IGNORECASE,
)


def sibling_of(url: str, close: bool = True) -> str | None:
    """Return the address of a page that cannot exist, beside one; nothing when there is no beside.

    When it need not be close, it is the same for all pages under the first part of the path, so that it is asked once.
    """
    parts = urlsplit(url)
    steps = parts.path.split("/")
    at = len(steps) - 1 if steps[-1] else len(steps) - 2
    if at < 1:
        return None
    if not close and at > 2:
        at, steps = 2, steps[:3]
    name, dot, ending = steps[at].rpartition(".")
    kept = f".{ending}" if dot and name and re.fullmatch(r"[A-Za-z]{2,5}", ending) else ""
    mark = hashlib.sha256("/".join(steps[:at]).encode()).hexdigest()[:10]  # the same for all pages of a folder
    steps[at] = f"zq-{mark}-xv{kept}"
    return urlunsplit((parts.scheme, parts.netloc, "/".join(steps), "", ""))


def fits(seen: Seen, place: Place) -> bool:
    """Return whether a page shows by its title that it is the one that was meant."""
    page = place.page
    if page is None:
        return False
    if seen.expected:
        return bool(place.names) and words.agree(seen.expected, *place.names)
    last = [step for step in urlsplit(seen.url).path.split("/") if step][-1:]
    slug = set(words.words(re.sub(r"[-_.+]|%20", " ", unquote(last[0])))) if last else set()
    slug = {word for word in slug if not word.isdigit() and len(word) > 2}
    have = set(words.words(" ".join(place.names)))
    return bool(slug & have) if slug else False


def _site(host: str | None) -> str:
    """Return the part of a host that its pages share, near enough: its last two labels, or three as in co.uk."""
    labels = (host or "").lower().split(".")
    deep = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3:] if deep else labels[-2:])


def _strayed(seen: Seen, place: Place) -> str:
    """Return how far from the address it ended: nothing, `lobby`, `home` or `elsewhere`."""
    start, end = urlsplit(seen.url), urlsplit(place.hop.url)
    if len(place.attempt) == 1:
        return ""
    for rule in rules_of(seen.url):
        if rule.lobby and re.fullmatch(rule.lobby, end.path) and not re.fullmatch(rule.lobby, start.path):
            return "lobby"
    before, after = unquote(start.path).rstrip("/").casefold(), unquote(end.path).rstrip("/").casefold()
    if _LOBBY.fullmatch(end.path) and not _LOBBY.fullmatch(start.path):
        return "lobby"
    if before == after:
        return "elsewhere" if start.query and not end.query and not before else ""
    if _HOME.fullmatch(end.path or "/") and not _HOME.fullmatch(start.path or "/") and not end.query:
        return "home"
    trimmed = re.sub(r"/(?:index|default)\.\w{2,5}$|\.(?:html?|php|aspx?)$", "", before)
    return "" if trimmed == re.sub(r"/(?:index|default)\.\w{2,5}$|\.(?:html?|php|aspx?)$", "", after) else "elsewhere"


def _says_so(seen: Seen, place: Place) -> str:
    """Return the title or heading that says that the page is not there, unless that is what the page is about."""
    page = place.page
    path = unquote(urlsplit(seen.url).path)
    if page is None or words.says_not_there(seen.expected or "") or _ABOUT_ERRORS.search(path):
        return ""
    for name in (page.title, *page.headings[:2]):
        if name and words.says_not_there(name) and (name == page.title or len(page.text) < 3000):
            return name
    return ""


def may_be_essay(seen: Seen, place: Place) -> bool:
    """Return whether what sounds like an error may as well be the title of an essay."""
    name = _says_so(seen, place)
    return bool(name) and not words.says_not_there(name, colon=False)


def _alike(place: Place, beside: Place) -> bool:
    """Return whether a page beside, that cannot exist, answers with much the same."""
    if not beside.alive or beside.page is None or place.page is None:
        return False
    return words.alike(place.page.text, beside.page.text) > 0.7


def doubt(seen: Seen, place: Place) -> str | None:
    """Return a page that cannot exist, when the host's word on it is needed to believe the page that answers."""
    page = place.page
    if _says_so(seen, place):
        return sibling_of(seen.url)
    if fits(seen, place):
        return None
    if page and len(page.text) < _SHORT and words.text_not_there(page.text):
        return sibling_of(seen.url)
    if _strayed(seen, place):
        return sibling_of(seen.url)
    parts = urlsplit(seen.url)
    if place.page is None or place.page.scripted or parts.query:
        return None
    return sibling_of(seen.url, close=parts.path.lower().endswith((".pdf", ".zip", ".ipynb", ".csv", ".ps")))


def not_there(seen: Seen, place: Place) -> str | None:
    """Return why a page that answers 200 is not the page that was meant, in words; nothing when it seems to be."""
    hop, page = place.hop, place.page
    kind = hop.header("content-type").partition(";")[0].strip().lower()
    if page is None:
        if kind in ("application/json", "text/plain", "application/xml", "text/xml") and len(hop.body) < 1500:
            text = hop.body.decode("utf-8", "replace")
            if words.text_not_there(text) or _SHORT_ERROR.fullmatch(text):
                return "It answers 200, but what it says is that nothing was found."
        return None
    for rule in rules_of(hop.url):
        for pattern, says in rule.withdrawn:
            if re.search(pattern, page.text) or re.search(pattern, page.title):
                return says
    if words.parked(page.title, page.text, page.source) and not (fits(seen, place) and len(page.text) > 400):
        return "The domain is parked, for sale or suspended: the site is not there any more."
    beside = place_of(seen.sibling) if seen.sibling else None
    name = _says_so(seen, place)
    certain = words.says_not_there(name, colon=False) or (beside.alive if beside else len(page.text) < _LONG)
    if name and certain:
        return f"It answers {hop.status}, but its page says “{name[:80]}”."
    if fits(seen, place):
        return None
    if len(page.text) < _SHORT and words.text_not_there(page.text) and (beside is None or _alike(place, beside)):
        return f"It answers {hop.status}, but what it says is that the page is not there."
    strayed = _strayed(seen, place)
    if strayed == "elsewhere" and _same_number(seen.url, hop.url):
        return None
    if strayed == "lobby":
        return f"It leads to {hop.url}, a page for everybody who asks for something that is not there."
    home = strayed == "home"
    if home and _site(urlsplit(seen.url).hostname) == _site(urlsplit(hop.url).hostname):
        return f"It leads to the home page, {hop.url}, and not to what was meant."
    if beside and beside.alive and not _truthful(beside):
        if strayed and same_request(beside.hop.url, hop.url):
            return f"It leads to {hop.url}, as does any address beside it that does not exist."
        if not strayed and _same_page(seen, place, beside):
            return "It shows the same page as any address beside it that does not exist."
    return None


def _same_number(one: str, other: str) -> bool:
    """Return whether two paths hold the same number, by which the host knows its pages whatever else is in the path."""
    numbers = set(re.findall(r"(?<![\w.])\d{3,}(?![\w.])", urlsplit(one).path))
    return bool(numbers & set(re.findall(r"(?<![\w.])\d{3,}(?![\w.])", urlsplit(other).path)))


def _truthful(beside: Place) -> bool:
    page = beside.page
    return page is not None and (
        words.says_not_there(page.title) or (len(page.text) < 600 and words.text_not_there(page.text))
    )


def _same_page(seen: Seen, place: Place, beside: Place) -> bool:
    page, other = place.page, beside.page
    if page is None or other is None or page.scripted or len(page.text) < 40:
        return False  # scripts make the page, so that the HTML says nothing
    if same_request(beside.hop.url, seen.url):
        return False  # what does not exist is sent here: this is the page
    own = urljoin(place.hop.url, page.canonical) if page.canonical else ""
    if own and urlsplit(own).path.rstrip("/") == urlsplit(seen.url).path.rstrip("/") and urlsplit(own).path.strip("/"):
        theirs = urljoin(beside.hop.url, other.canonical) if other.canonical else ""
        if theirs == own:
            return False  # any name leads to this page, which says that it is the one
    return page.title == other.title and words.alike(page.text, other.text) > 0.9
