"""Colours that a site chooses for itself: whether they can be read on its paper."""

from __future__ import annotations

import re
from typing import Final

_HEX: Final = re.compile(r"#[0-9a-fA-F]{6}")
PAPERS: Final = {"light": "#f5f8f9", "dark": "#1b2228"}  # --rm-surface of theme.css, the harder ground in each scheme
ENOUGH: Final = 4.5  # WCAG 2.2, 1.4.3


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours such as `#0b5f73`, from 1 to 21, as WCAG 2.2 defines it."""
    lower, higher = sorted((_luminance(one), _luminance(other)))
    return (higher + 0.05) / (lower + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def wrong_accent(accent: object) -> str | None:
    """Return what is wrong with a site's accent, which must be a mapping of `light` and `dark` to a colour."""
    if not isinstance(accent, dict) or accent.keys() != PAPERS.keys():
        return "it must have two colours, `light` and `dark`"
    for scheme, paper in PAPERS.items():
        colour = accent[scheme]
        if not isinstance(colour, str) or not _HEX.fullmatch(colour):
            return f"`{scheme}` must be a colour such as '#0b5f73', in quotes"
        found = contrast(colour, paper)
        if found < ENOUGH:
            change = "darker" if scheme == "light" else "lighter"
            return f"`{scheme}` has a contrast of {found:.1f}, and text needs {ENOUGH}: take a {change} one"
    return None
