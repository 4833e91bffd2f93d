"""The words that stand on the pages for the closed vocabularies of the model, for times and for numbers."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from roadmap_site.links.seen import Verdict
from roadmap_site.model import CostOrUnknown, Dropped, KindOrUnknown, LevelOrUnknown


class LevelWords(NamedTuple):
    """A level as it is shown: a word, and how many of three bars are filled."""

    name: str
    bars: int


LEVELS: Final[dict[LevelOrUnknown, LevelWords]] = {
    "beginner": LevelWords("Beginner", 1),
    "intermediate": LevelWords("Intermediate", 2),
    "advanced": LevelWords("Advanced", 3),
    "unknown": LevelWords("Level not known", 0),
}
KINDS: Final[dict[KindOrUnknown, str]] = {
    "course": "Course",
    "video": "Video",
    "playlist": "Video series",
    "book": "Book",
    "article": "Article",
    "tutorial": "Tutorial",
    "documentation": "Documentation",
    "paper": "Paper",
    "interactive": "Interactive",
    "code": "Code",
    "notes": "Notes",
    "tool": "Tool",
    "unknown": "Kind not known",
}
COSTS: Final[dict[CostOrUnknown, str]] = {
    "free": "Free",
    "free-signup": "Free with sign-up",
    "audit": "Free to audit",
    "paid": "Paid",
    "unknown": "Price not known",
}
HEALTH: Final[dict[Verdict, str]] = {
    "ok": "Link checked on {checked}",
    "moved": "Link checked on {checked}; it leads on to a new address",
    "anchor": "Link checked on {checked}; the page is there, the part of it may have moved",
    "blocked": "Closed to our checker on {checked}; it should open in a browser",
    "temporary": "The site was in trouble on {checked}",
    "insecure": "The site’s certificate was not valid on {checked}",
    "soft_404": "Not there any more since {since}",
    "gone": "Not there any more since {since}",
    "refused": "Not checked: its address is not public",
}
LINKS: Final[dict[Verdict, str]] = {
    "ok": "Works",
    "moved": "Moved",
    "anchor": "Works",
    "blocked": "Closed to our checker",
    "temporary": "In trouble",
    "insecure": "In trouble",
    "soft_404": "Not there any more",
    "gone": "Not there any more",
    "refused": "Not to be asked",
}
STATES: Final = {  # what LINKS says, with what it means
    "Works": "The page was there, under a title that fits.",
    "Moved": "It leads on for good to another address, and the page is there.",
    "Closed to our checker": "The site is alive and refuses robots; it should open in a browser.",
    "In trouble": "The site did not answer well, or its certificate was not valid; that may pass.",
    "Not there any more": "Nothing was found, or a page that says so.",
    "Not to be asked": "The address is not public.",
    "Not checked yet": "No machine has asked since it was added.",
}
PATH_KINDS: Final = {
    "goal": "To a goal",
    "role": "To a role",
    "document": "After a document",
}


class DroppedWords(NamedTuple):
    """Why addresses were dropped: a heading, and what it means."""

    title: str
    meaning: str


DROPPED: Final[dict[Dropped, DroppedWords]] = {
    "unconfirmed": DroppedWords(
        "Could not be confirmed",
        "Nothing that we trust says that the page exists, or that it is what it was said to be.",
    ),
    "gone": DroppedWords("Gone", "The page is known to have been taken down."),
    "moved": DroppedWords("Moved", "The page has another address now; the new one is used."),
    "off-topic": DroppedWords("Off the topic", "The page is about something else than it was listed for."),
    "too-broad": DroppedWords(
        "Too broad", "The address leads to a home page or a whole site, and not to what was meant."
    ),
    "not-a-resource": DroppedWords(
        "Not a resource", "The address is a badge, a picture or a link of the document itself."
    ),
    "replaced": DroppedWords("Replaced", "The page exists, but another one serves the topic better."),
}
LANGUAGES: Final = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian",
    "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "ne": "Nepali", "nl": "Dutch",
    "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish",
    "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
    "und": "Not known",
}  # fmt: skip


def language(tag: str) -> str:
    """Return the English name of a language, or its tag when we have no name for it."""
    name = LANGUAGES.get(tag.split("-", maxsplit=1)[0].lower())
    if name is None:
        return tag
    return f"{name} ({tag})" if "-" in tag else name


def imported(source: str) -> str:
    """Return what is said of a topic that was imported and that nobody has worked through."""
    return f"Taken over from {source}, and not worked through yet: what is not known is not told."


def hours(minutes: int | None, *, exact: bool = True) -> str:
    """Return a length such as `2 h 25 min`, or in whole hours from ten on; nothing when it is not known."""
    if minutes is None:
        return ""
    if minutes < 60:
        return f"{minutes} min"
    whole, rest = divmod(minutes, 60)
    if rest and exact and whole < 10:
        return f"{whole} h {rest} min"
    return f"{whole + (rest >= 30):,} h"


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun, such as `1 topic` or `1,200 topics`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def size(data: str | bytes) -> str:
    """Return how large a file is, such as `320 kB` or `1.2 MB`; a text is counted in UTF-8."""
    kilobytes = max(1, round(len(data.encode("utf-8") if isinstance(data, str) else data) / 1000))
    return f"{kilobytes} kB" if kilobytes < 1000 else f"{kilobytes / 1000:.1f} MB"


def day(value: date) -> str:
    """Return a day such as 21 November 2026."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
