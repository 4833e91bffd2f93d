"""What people write into a form, as values that may stand in a file; nothing, when they cannot."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from roadmap_site.add.address import tidy
from roadmap_site.addresses import host
from roadmap_site.roadmap import Roadmap

_HOURS: Final = re.compile(
    r"(\d{1,4}(?:[.,]\d{1,2})?)\s*(?:h|hr|hrs|hours?)(?:\s*(?:and\s*)?(\d{1,2})\s*(?:m|min|mins|minutes?)?)?"
)
_MINUTES: Final = re.compile(r"(\d{1,4})\s*(?:m|min|mins|minutes?)")
_CLOCK: Final = re.compile(r"(\d{1,4}):([0-5]\d)")
_BETWEEN: Final = re.compile(r"\s*[,;]\s*|\s+(?:and|&)\s+")


def text(value: str) -> str:
    """Return text on one line, in composed form, without marks that are not seen or turn the direction of writing."""
    value = "".join(" " if char.isspace() else char for char in unicodedata.normalize("NFC", value))
    return " ".join("".join(char for char in value if not _unseen(char)).split())


def clean(value: object) -> bool:
    """Say whether all text in a value is as `text` leaves it."""
    if isinstance(value, str):
        return text(value) == value
    return all(map(clean, value)) if isinstance(value, tuple) else True


def _unseen(char: str) -> bool:
    """Say whether a character shows nothing; the two joiners do, in some scripts and in emoji."""
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn") and char not in "\u200c\u200d"


def names(value: str) -> tuple[str, ...]:
    """Return the names in a list with commas, each once."""
    return tuple(dict.fromkeys(name for part in _BETWEEN.split(text(value)) if (name := part.strip())))


def duration(value: str) -> str | None:
    """Return a time such as `1.5 hours`, `2 h 25 min`, `90m` or `2:25` as 1h30m, 2h25m, 1h30m and 2h25m."""
    words = text(value).lower().removeprefix("about ").removeprefix("~").strip()
    if found := _HOURS.fullmatch(words):
        minutes = round(float(found[1].replace(",", ".")) * 60) + int(found[2] or 0)
    elif found := _MINUTES.fullmatch(words):
        minutes = int(found[1])
    elif found := _CLOCK.fullmatch(words):
        minutes = int(found[1]) * 60 + int(found[2])
    else:
        return None
    hours, rest = divmod(minutes, 60)
    if not 0 < minutes < 10_000 * 60:
        return None
    return f"{hours}h{f'{rest}m' if rest else ''}" if hours else f"{rest}m"


def address(value: str) -> str:
    """Return an address without what people put around one, and in the form in which it is written here."""
    return tidy(value.strip().removeprefix("<").removesuffix(">").strip("`"))


def foreign(url: str) -> bool:
    """Say whether the name of an address's host has letters beyond a to z, of which many look like others."""
    place = urlsplit(url).netloc
    return not place.isascii() or any(label.startswith("xn--") for label in host(url).split("."))


def topic(value: str, roadmap: Roadmap) -> str | None:
    """Return the id of the topic that is meant: by its id, a former one, its title, an alias, or its page's address."""
    wanted = _key(_last(value))
    for id, name in _names(roadmap):
        if _key(name) == wanted:
            return id
    return None


def near(value: str, roadmap: Roadmap) -> tuple[str, ...]:
    """Return the ids of up to three topics that may be meant."""
    known = {_key(name): id for id, name in _names(roadmap)}
    close = difflib.get_close_matches(_key(_last(value))[:80], known, n=6, cutoff=0.6)
    return tuple(dict.fromkeys(known[name] for name in close))[:3]


def _names(roadmap: Roadmap) -> Iterator[tuple[str, str]]:
    for id, record in roadmap.topics.items():
        for name in (id, record.title, *record.former_ids, *record.aliases):
            yield id, name


def _last(value: str) -> str:
    """Return the last step of an address, or the text itself."""
    if not re.match(r"https?://", value.strip()):
        return value
    try:
        return next((step for step in reversed(urlsplit(value.strip()).path.split("/")) if step), "")
    except ValueError:
        return value


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", " ", text(name).casefold()).strip()
