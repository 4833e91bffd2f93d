"""Texts become words, exactly as search-match.mjs takes a query apart."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

# Words that say nothing of what somebody looks for; the browser is told them.
STOP: Final = (
    "a about am an and are as at be by can did do does doing for from get had has have how i if in into is it its me "
    "my of on or please should so than that the their them then there these they this to use want was we were what "
    "when where which who why will with without would you your"
)
_STOP: Final = frozenset(STOP.split())
_WORD: Final = re.compile(r"[^\W_]+")
_DROPPED: Final = re.compile("[\u0300-\u036f'’]")  # accents, once they stand alone, and apostrophes


def normal(text: str) -> str:
    """Return a text in small letters, without accents and apostrophes."""
    text = text.lower()
    return text.replace("'", "") if text.isascii() else _DROPPED.sub("", unicodedata.normalize("NFKD", text))


@lru_cache(maxsize=16_384)  # many texts stand in more than one place
def words(text: str) -> frozenset[str]:
    """Return the words of a text that can be searched for."""
    return frozenset(_WORD.findall(normal(text))) - _STOP


def squeeze(text: str) -> str:
    """Return the words of a text as one."""
    return "".join(_WORD.findall(normal(text)))
