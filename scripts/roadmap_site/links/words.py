"""The words with which pages say that they are not there, ask for a login, or mistrust us; and how titles compare."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

_SPLIT: Final = re.compile(r"\s+[|–—·•»«:\-]+\s+|[|·•»]|:\s+")
_SPLIT_HARD: Final = re.compile(r"\s+[|–—·•»«\-]+\s+|[|·•»]")
_STOP: Final = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "for",
        "from",
        "how",
        "in",
        "into",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "that",
        "the",
        "this",
        "to",
        "with",
        "your",
        "you",
        "we",
        "our",
        "us",
        "what",
        "why",
        "der",
        "die",
        "das",
        "und",
        "von",
        "zu",
        "mit",
        "la",
        "le",
        "les",
        "de",
        "des",
        "du",
        "et",
        "en",
        "el",
        "los",
        "las",
        "y",
        "index",
        "html",
        "htm",
        "php",
        "aspx",
        "page",
        "pages",
        "www",
        "com",
        "org",
        "net",
    ]
)


@lru_cache(maxsize=1)
def _phrases() -> dict[str, str]:
    data = _data()
    return {
        name: "|".join(f"(?:{one})" for one in found)
        .replace("{thing}", data["thing"])
        .replace("{absent}", data["absent"])
        for name, found in data.items()
        if isinstance(found, list)
    }


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "phrases.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=32)
def _pattern(name: str, around: str = "{}") -> re.Pattern[str]:
    return re.compile(around.replace("{}", f"(?:{_phrases()[name]})"), re.IGNORECASE)


def _may(name: str, text: str) -> bool:
    """Return whether a phrase can be in a text at all: the words that each of them needs are looked for first."""
    low = text.casefold()
    return any(word in low for word in _needs()[name])


@lru_cache(maxsize=1)
def _needs() -> dict[str, list[str]]:
    needs: dict[str, list[str]] = _data()["needs"]
    return needs


def _plain(text: str) -> str:
    """Return a text with one form of the apostrophe and of not."""
    text = " ".join(text.replace("’", "'").replace("&#39;", "'").split())
    text = re.sub(r"\b(?:can't|cannot)\b", "can not", text, flags=re.IGNORECASE)
    return re.sub(r"(?<=\w)n't\b", " not", re.sub(r"(?<=\w)'re\b", " are", text))


@lru_cache(maxsize=256)
def _says(name: str, title: str, colon: bool = True) -> bool:
    """Return whether a title, or a part of it, is one of the phrases; a colon may part it as well."""
    title, pattern = _plain(title[:300]), _pattern(name)
    found = (_SPLIT if colon else _SPLIT_HARD).split(title)
    parts = (part.strip(" \t.!…?-–—|:") for part in (title, *found))
    return any(pattern.fullmatch(part) for part in parts if part)


@lru_cache(maxsize=64)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text that carry meaning, in lower case and without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    found = (word for word in re.findall(r"\w+", plain.replace("_", " ")) if word not in _STOP)
    return tuple(word[:-1] if len(word) > 3 and word[-1] == "s" != word[-2] else word for word in found)


def agree(expected: str, *found: str) -> bool:
    """Return whether what a page calls itself fits an expected title: half of its words, or most of the page's own."""
    want, have = set(words(expected)), set(words(" ".join(found)))
    if not want or not have:
        return True  # nothing to compare
    first = set(words(found[0]))
    return len(want & have) * 2 >= len(want) or len(want & first) * 2 > len(first) > 0


def strange(expected: str, *found: str) -> bool:
    """Return whether not one word of what a page calls itself is in the expected title."""
    want, have = set(words(expected)), set(words(" ".join(found)))
    return bool(want) and bool(have) and not want & have


def alike(one: str, other: str) -> float:
    """Return how much of two texts is the same, from 0 to 1, by their words."""
    a, b = Counter(words(one)), Counter(words(other))
    total = max(sum(a.values()), sum(b.values()))
    return sum((a & b).values()) / total if total else 1.0


def says_not_there(title: str, colon: bool = True) -> bool:
    """Return whether a title says that the page is not there; after a colon it may be the title of an essay."""
    return _says("not_there_title", title, colon)


def text_not_there(text: str) -> bool:
    """Return whether a short text says that the page is not there."""
    return _pattern("not_there_text").search(_plain(text)) is not None


def parked(title: str, text: str, source: str) -> bool:
    """Return whether a page is what a registrar or host shows in place of a site."""
    if len(text) > 3000:
        return False
    both = f"{title} {text}"
    if _may("parked_text", both) and _pattern("parked_text").search(_plain(both)):
        return True
    return _may("parked_source", source) and _pattern("parked_source").search(source) is not None


def login_title(title: str) -> bool:
    """Return whether a title is that of a login."""
    return _says("login_title", title)


def login_address(host: str, path: str) -> bool:
    """Return whether a host or path is that of a login."""
    in_path = _pattern("login_path", r"(?:^|[/._-]){}(?:[/._?-]|$)").search(path)
    return in_path is not None or _pattern("login_host", r"^{}\.").match(host) is not None


def about_access(path: str) -> bool:
    """Return whether a path may be that of a login, or as well that of a page about logins."""
    return _pattern("access_path", r"(?:^|[/._-]){}(?:[/._?-]|$)").search(path) is not None


def trouble(title: str) -> bool:
    """Return whether a title says that the site is down for now."""
    return _says("trouble_title", title)


def consent(host: str, path: str, title: str) -> bool:
    """Return whether a page only asks for consent."""
    where = _pattern("consent_path", r"(?:^|[/.]){}(?:[/.?-]|$)").search(f"{host}{path}")
    return where is not None or _says("consent_title", title)


def challenge_title(title: str) -> bool:
    """Return whether a title asks for proof that a person is asking."""
    return _says("challenge_title", title)


def challenge_source(source: str) -> bool:
    """Return whether a page's source holds the scripts with which hosts ask for such proof."""
    return _pattern("challenge_source").search(source) is not None
