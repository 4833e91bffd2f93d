"""Titles broken into lines that fit into a box. No font is read: widths are those of ours, rounded up."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

_NARROW: Final = frozenset("fijlrt.,:;'’()[]|!/ -I")
_WIDE: Final = frozenset("mwMWQO@%&—")


def width(text: str) -> float:
    """Return about how wide a text is, in ems."""
    return sum(map(_em, text))


@lru_cache(maxsize=4096)
def _em(char: str) -> float:
    if char in _NARROW:
        return 0.33
    if char in _WIDE:
        return 0.86
    if ord(char) > 0x2E7F:  # Chinese, Japanese, Korean
        return 1.0
    return 0.66 if char.isupper() else 0.56


@lru_cache(maxsize=10_000)  # a title stands in many pictures
def broken(text: str, ems: float, most: int = 4) -> tuple[str, ...]:
    """Return a text in as few lines of a width as it needs, of about the same length; what is left over is cut."""
    words = [part for word in text.split() for part in _pieces(word, ems)]
    lines = _filled(words, ems)
    if len(lines) > most:
        kept = lines[:most]
        while kept[-1] and width(kept[-1] + "…") > ems:
            kept[-1] = kept[-1][:-1]
        return (*kept[:-1], kept[-1].rstrip() + "…")
    low, high = width(text) / max(1, len(lines)), ems
    for _ in range(6):  # the narrowest width that needs no more lines
        middle = (low + high) / 2
        if len(_filled(words, middle)) <= len(lines):
            high = middle
        else:
            low = middle
    return tuple(_filled(words, high))


def _pieces(word: str, ems: float) -> list[str]:
    """Return a word, in pieces when it is wider than a line."""
    if width(word) <= ems:
        return [word]
    pieces = [""]
    for char in word:
        if width(pieces[-1] + char) > ems:
            pieces.append("")
        pieces[-1] += char
    return pieces


def _filled(words: list[str], ems: float) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and width(f"{lines[-1]} {word}") <= ems:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
