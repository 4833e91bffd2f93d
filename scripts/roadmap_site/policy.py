"""What a browser may load and run on a page, as a Content-Security-Policy that stands in the page itself.

A static host sends no headers of ours. So even text that a mistake of ours let through as HTML runs no script, loads
nothing, and asks nobody.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from html import escape
from typing import Final

_PAGE: Final[Mapping[str, tuple[str, ...]]] = {
    "default-src": ("'none'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),  # the theme's style sheets hold small pictures
    "font-src": ("'self'",),
    "connect-src": ("'self'",),
    "worker-src": ("'self'",),
    "manifest-src": ("'self'",),
    "form-action": ("'self'",),
    "base-uri": ("'none'",),
}
_FILE: Final[Mapping[str, tuple[str, ...]]] = {
    "default-src": ("'none'",),
    "form-action": ("'none'",),
    "base-uri": ("'none'",),
}
# The ways in which Markdown lets the author of a page align the columns of a table.
_ALIGNED: Final = tuple(f"text-align: {side};" for side in ("left", "center", "right"))
_DIRECTIVE: Final = re.compile(r"[a-z]+(?:-[a-z]+)*")
_SOURCE: Final = re.compile(r"[^\s;,\"<>]+")
_INLINE: Final = re.compile(r"<(script|style)(\s[^>]*)?>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
_DATA: Final = re.compile(r"""\s(?:src\s*=|type\s*=\s*["']?(?:application/(?:ld\+)?json)\b)""", re.IGNORECASE)
_HEAD: Final = re.compile(r"<head[^>]*>(?:\s*<meta\s+charset=[^>]*>)?", re.IGNORECASE)


@lru_cache(maxsize=1_000)
def hashed(text: str) -> str:
    """Return how a policy names a script or style sheet that stands in a page."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def of_file(*styles: str, beside: bool = False) -> str:
    """Return the policy of a page that may show these style sheets, or those that stand beside it, and nothing else."""
    sources = (*map(hashed, styles), *(["'self'"] if beside else []))
    more = {"style-src": sources} if sources else {}
    return _text({**_FILE, **more})


def wrong_sources(sources: object) -> str | None:
    """Return what is wrong with a site's own sources, which must be a mapping of directives to lists, or false."""
    if sources is False:
        return None
    if not isinstance(sources, dict):
        return "it must be false, or name directives, such as `img-src: [https://example.org]`"
    for name, values in sources.items():
        if not isinstance(name, str) or not _DIRECTIVE.fullmatch(name):
            return f"`{name}` must be a directive such as `img-src`"
        if not isinstance(values, list) or not all(isinstance(v, str) and _SOURCE.fullmatch(v) for v in values):
            return f"`{name}` must be a list of sources such as https://example.org"
    return None


def inline(html: str) -> list[tuple[str, str]]:
    """Return each script and style sheet that stands in a page, as `script` or `style` with its text."""
    found = _INLINE.findall(html)
    return [(tag.lower(), text) for tag, rest, text in found if tag.lower() == "style" or not _DATA.search(rest)]


def with_policy(html: str, known: re.Pattern[str], more: Mapping[str, Iterable[str]]) -> tuple[str, list[str]]:
    """Return a page with its policy, and the beginnings of what stands in it and will not work.

    A script or style sheet in the page works when the theme's templates hold it, which is what `known` tells: text
    that looks like one does not. `more` has further sources by directive.
    """
    allowed = {name: dict.fromkeys((*_PAGE.get(name, ()), *more.get(name, ()))) for name in (*_PAGE, *more)}
    refused = []
    for tag, text in inline(html):
        if known.fullmatch(text):
            allowed[f"{tag}-src"][hashed(text)] = None
        else:
            refused.append(" ".join(text.split())[:60])
    if any(f'style="{way}"' in html for way in _ALIGNED):
        allowed["style-src-attr"] = dict.fromkeys(("'unsafe-hashes'", *map(hashed, _ALIGNED)))
    meta = (
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_text(allowed), quote=False)}">'
        '<meta name="referrer" content="same-origin">'
    )
    return _HEAD.sub(lambda head: head[0] + meta, html, count=1), refused


def templates_hold(sources: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for the scripts and style sheets in templates; where they print a value it may be any word."""
    forms: dict[str, None] = {}
    for source in sources:
        for _, text in inline(source):
            if text.strip() and "{%" not in text:
                forms["[^<>\"'`\\\\{}]*".join(map(re.escape, re.split(r"\{\{.*?\}\}", text, flags=re.DOTALL)))] = None
    return re.compile("|".join(forms) or r"(?!)", re.DOTALL)


def _text(policy: Mapping[str, Collection[str]]) -> str:
    return "; ".join(f"{name} {' '.join(values)}" for name, values in policy.items())
