"""Bytes to text that can be read: what editors and other systems leave in a file."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Final

from roadmap_site.source import read

_INDENT: Final = re.compile(r"^[ \t]*\t[ \t]*(?=\S)", re.MULTILINE)


def repaired(raw: bytes) -> tuple[str, tuple[str, ...]] | None:
    """Return a file's text with what was mended, in words; nothing when it cannot be read even so.

    A byte-order mark goes, lines end in a line feed, and tabs that indent become two spaces each, where they are all
    that keeps the file from being read.
    """
    text = _decoded(raw)
    if text is None:
        return None
    said = list(_said(raw, text))
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if problems := read("", text.encode()).problems:
        without = _INDENT.sub(lambda found: found[0].expandtabs(2), text)
        if without == text or "tabs" not in problems[0].message or read("", without.encode()).problems:
            return None
        text = without
        said.append("lines must be indented with spaces, not tabs")
    return text, tuple(said)


def _decoded(raw: bytes) -> str | None:
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return raw.decode("utf-16" if wide else "utf-8")
    except UnicodeDecodeError:
        return None


def _said(raw: bytes, text: str) -> Iterator[str]:
    if raw.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield "a file must be UTF-8 text without a byte-order mark"
    if "\r" in text:
        yield "lines must end in a line feed alone, as on Linux and macOS"
