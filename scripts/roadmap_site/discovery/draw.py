"""Draws pictures of 1200 by 630 pixels in sixteen colours, with a font of our own; the same words, the same bytes."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from roadmap_site.discovery.faces import SIZE, Face

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

ACCENT: Final = "#0b5f73"  # --rm-accent of theme.css
_FONTS: Final = Path(__file__).parent / "fonts"
_PAPER, _INK, _QUIET, _LINE = "#ffffff", "#17212b", "#4d5b67", "#d8e0e5"
_STEPS: Final = {"ink": (1, 6), "quiet": (7, 4), "accent": (11, 4)}  # first index of a colour, and its shades
_PLACE_OF_LINE: Final = 15
_LEFT, _WIDTH = 90, 1020
_SIZES: Final = (104, 92, 80, 70, 60, 52)  # of titles: the first that has room
_TALLEST, _LEADING = 300, 1.12
_MISSING: Final = "\uffff"  # a character that no font has


def draw(face: Face, accent: str = ACCENT) -> bytes | None:
    """Return a picture as PNG; nothing when the font lacks one of its characters, or the title has no room."""
    from PIL import Image, ImageDraw  # only a build that draws needs it

    lines = _broken(face.title)
    if lines is None or not all(_known(char) for char in face.text):
        return None
    size, titles = lines
    image = Image.new("L", SIZE, 0)  # of places in the palette
    pen = ImageDraw.Draw(image)
    shades = {name: first + steps - 1 for name, (first, steps) in _STEPS.items()}
    pen.rectangle((0, 0, SIZE[0], 15), fill=shades["accent"])
    _write(image, _fitting(face.site, _font(700, 34)), (_LEFT, 66), _font(700, 34), "quiet")
    _write(image, face.label, (_LEFT, 150), _font(700, 36), "accent")
    for number, line in enumerate(titles):
        _write(image, line, (_LEFT, 204 + int(number * size * _LEADING)), _font(700, size), "ink")
    _write(image, _fitting(face.facts, _font(400, 38)), (_LEFT, 516 if face.stages else 530), _font(400, 38), "quiet")
    if face.stages:
        step = _WIDTH / len(face.stages)
        gap = min(10, step / 4)
        for number, within in enumerate(face.stages):
            start = _LEFT + number * step
            box = (round(start), 582, round(start + step - gap), 594)
            pen.rectangle(box, fill=shades["accent"] if within else _PLACE_OF_LINE)
    image.putpalette(_palette(accent))
    data = io.BytesIO()
    image.save(data, "PNG", bits=4, compress_level=5)  # 7 takes a third longer, for 3 % less
    return data.getvalue()


@cache
def drawer() -> str:
    """Return what pictures depend on besides their words: this code, the fonts, and the library that draws."""
    state = hashlib.sha256(version("pillow").encode())
    for path in (Path(__file__), *sorted(_FONTS.glob("*.ttf"))):
        state.update(path.read_bytes())
    return state.hexdigest()


@cache
def _font(weight: int, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(_FONTS / f"atkinson-hyperlegible-next-{weight}.ttf", size)


@lru_cache(maxsize=10_000)
def _known(char: str) -> bool:
    font = _font(400, 38)
    return char == " " or bytes(font.getmask(char)) != bytes(font.getmask(_MISSING))


def _broken(title: str) -> tuple[int, tuple[str, ...]] | None:
    """Return the largest size at which a title has room, and its lines."""
    for size in _SIZES:
        font, lines = _font(700, size), [""]
        for word in title.split():
            longer = f"{lines[-1]} {word}".strip()
            if font.getlength(longer) <= _WIDTH:
                lines[-1] = longer
            else:
                lines.append(word)
        kept = tuple(line for line in lines if line)
        if len(kept) * size * _LEADING <= _TALLEST and all(font.getlength(line) <= _WIDTH for line in kept):
            return size, kept
    return None


def _fitting(text: str, font: FreeTypeFont) -> str:
    """Return a text that one line has room for; what is too long ends in three points."""
    kept = text
    while kept and font.getlength(kept if kept == text else f"{kept}…") > _WIDTH:
        kept = kept[:-1].rstrip()
    return kept if kept == text else f"{kept}…"


def _write(image: Image, text: str, place: tuple[int, int], font: FreeTypeFont, colour: str) -> None:
    """Put a line of text on paper."""
    if line := _line(text, font, colour):
        image.paste(line[0], (place[0] + line[1], place[1] + line[2]))


@lru_cache(maxsize=64)  # the name of the site stands on all pictures
def _line(text: str, font: FreeTypeFont, colour: str) -> tuple[Image, int, int] | None:
    """Return a line of text, its edges in shades of its colour, and how far right and down it begins."""
    from PIL import Image, ImageDraw

    first, steps = _STEPS[colour]
    left, top, right, bottom = (int(edge) for edge in font.getbbox(text))
    if right <= left or bottom <= top:
        return None
    mask = Image.new("L", (right - left + 2, bottom - top + 2), 0)
    ImageDraw.Draw(mask).text((1 - left, 1 - top), text, fill=255, font=font)
    shades = [0 if value < 128 / steps else first + min(steps - 1, value * steps // 256) for value in range(256)]
    return mask.point(shades), left - 1, top - 1


def _palette(accent: str) -> list[int]:
    shades = [_shade(full, step / _STEPS[name][1]) for name, full, step in _all_steps(accent)]
    return [part for colour in (_rgb(_PAPER), *shades, _rgb(_LINE)) for part in colour]


def _all_steps(accent: str) -> Iterator[tuple[str, str, int]]:
    for name, full in (("ink", _INK), ("quiet", _QUIET), ("accent", accent)):
        for step in range(1, _STEPS[name][1] + 1):
            yield name, full, step


def _shade(colour: str, part: float) -> tuple[int, ...]:
    """Return a colour on white paper that covers only a part of it."""
    return tuple(round(255 + (value - 255) * part) for value in _rgb(colour))


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))
