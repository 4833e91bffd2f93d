"""Text from strangers becomes text on a page: nothing in it can be markup, in Markdown or in HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from markupsafe import Markup

# Numeric entities mean the same in Markdown and in HTML, so one escape serves both, attributes included. Left alone are
# only the characters that no Markdown extension gives a meaning within a line: . , ; ' ( ) / % and a single hyphen.
_ENTITIES: Final = {ord(char): f"&#{ord(char)};" for char in '"#$&*+:<=>@[\\]^_`{|}~!'}
# Control characters (Markdown keeps its place holders between two of them), direction overrides (they can make a line
# read backwards), lone surrogates and what YAML does not allow.
_UNSEEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
_HYPHENS: Final = re.compile(r"^-|-(?=-)|(?<=-)-")
_FIRST: Final = re.compile(r"^\?|^(\d+)\.")


def one_line(text: str) -> str:
    """Return text on one line, without characters that cannot be seen."""
    line = " ".join(text.split())
    return line if line.isprintable() else _UNSEEN.sub("", line)


@lru_cache(maxsize=100_000)  # titles, names and reasons stand on many pages
def plain(text: str) -> Markup:
    """Return text that shows literally, wherever it is put in Markdown or HTML."""
    line = one_line(text).translate(_ENTITIES)
    if "-" in line:
        line = _HYPHENS.sub("&#45;", line)
    if line[:1].isdigit() or line[:1] == "?":
        line = _FIRST.sub(lambda m: f"{m[1]}&#46;" if m[1] else "&#63;", line)
    return Markup(line)  # noqa: S704 - this is the escape


def html(text: str) -> str:
    """Return text for the places where the theme prints a value as it is, such as the title of a page."""
    return one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def front_matter(values: Mapping[str, Any]) -> Markup:
    """Return the metadata block of a page; JSON is YAML, and never ends the block."""
    lines = (f"{key}: {json.dumps(_html(value), ensure_ascii=False)}\n" for key, value in values.items())
    return Markup("---\n" + "".join(lines) + "---\n")  # noqa: S704 - JSON of escaped text


def _html(value: Any) -> Any:
    if isinstance(value, str):
        return html(value)
    if isinstance(value, Mapping):
        return {key: _html(item) for key, item in value.items()}
    return [_html(item) for item in value] if isinstance(value, (list, tuple)) else value


def web_address(url: str) -> Markup | None:
    """Return an address for an href, or nothing when it does not begin with http:// or https://."""
    return plain(url) if re.match(r"https?://[^\s/]", url, re.IGNORECASE) else None


def slug(text: str) -> str:
    """Return text as part of an anchor."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60].strip("-")
