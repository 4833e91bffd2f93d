"""Text and addresses as Markdown that people and programs read as it is: as few escapes as keep its meaning."""

from __future__ import annotations

import re
from typing import Final

from roadmap_site.render.text import one_line, web_address

# What begins something in the middle of a line, and what does so only at the beginning of one. Every Markdown knows
# these by their backslash; the others by their entity.
_INSIDE: Final = re.compile(r"[\\`*\[\]]|(?<!\w)_|_(?!\w)")
_ENTITIES: Final = re.compile(r"<|&(?=#?\w+;)|~(?=~)|(?<=~)~|^=")
_NAMED: Final = {"<": "&lt;", "&": "&amp;"}
_FIRST: Final = re.compile(r"^(?:[#>+-]|\d+(?=[.)]))")


def escaped(text: str) -> str:
    """Return a line of text that Markdown shows as it is, wherever it stands."""
    line = _ENTITIES.sub(lambda m: _NAMED.get(m[0]) or f"&#{ord(m[0])};", one_line(text))
    line = _INSIDE.sub(r"\\\g<0>", line)
    return _FIRST.sub(lambda m: f"{m[0]}\\" if m[0].isdigit() else f"\\{m[0]}", line)


def link(text: str, url: str | None) -> str:
    """Return a link; only the text when the address does not begin with http:// or https://."""
    if url is None or web_address(url) is None:
        return escaped(text)
    return f"[{escaped(text)}]({_address(url)})"


def _address(url: str) -> str:
    address = re.sub(r"[\s<>\\]", lambda m: "".join(f"%{byte:02X}" for byte in m[0].encode()), url)
    return f"<{address}>" if re.search(r"[()]", address) else address
