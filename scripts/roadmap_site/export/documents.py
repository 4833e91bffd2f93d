"""Parts of the page about the data: how to use each file, and every field of the whole, from the shapes themselves."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Union, get_args, get_origin

from markupsafe import Markup
from pydantic import BaseModel

from roadmap_site.export import records
from roadmap_site.export.about import About
from roadmap_site.export.api.endpoints import ENDPOINTS, ROOT
from roadmap_site.render.embed import codes
from roadmap_site.render.engine import page
from roadmap_site.render.site import AT_ROOT
from roadmap_site.roadmap import Roadmap

_ELSEWHERE: Final = "https://example.org/"  # stands in examples for a site whose address is not known
_SAFE: Final = re.compile(r"https?://[A-Za-z0-9._~:/-]+/")


@dataclass(frozen=True)
class Row:
    """A field, with its way from the top of the file."""

    name: Markup
    about: Markup


def data_part(about: About, roadmap: Roadmap, topic: str) -> str:
    """Return how to use the interface: all its files, and a line of code for each way to read it, such as a topic."""
    site = about.site if about.site and _SAFE.fullmatch(about.site) else _ELSEWHERE
    files = [
        (Markup(end.href), Markup(end.about), None if "{" in end.href else Markup(f"roadmap/{AT_ROOT}{ROOT}{end.href}"))  # noqa: S704 - our own words
        for end in ENDPOINTS
    ]
    return page(
        "data.md",
        files=files,
        api=Markup(f"{site}{ROOT}"),  # noqa: S704 - checked
        site=Markup(site),  # noqa: S704 - checked
        topic=Markup(topic),  # noqa: S704 - an id
        codes=[Markup(code) for code in codes(site, "topics", topic, roadmap.topics[topic].title)],  # noqa: S704 - in a fence, where all is text
    )


@cache
def fields_part() -> str:
    """Return the tables of all fields of the whole."""
    lists = {name: _inner(field.annotation) for name, field in records.Whole.model_fields.items()}
    parts = [(name.capitalize(), list(_rows(shape, f"{name}."))) for name, shape in lists.items() if shape]
    top = [Row(Markup(name), _about(field.description)) for name, field in records.Whole.model_fields.items()]  # noqa: S704
    return page("fields.md", top=top, parts=parts)


def _rows(shape: type[BaseModel], prefix: str) -> Iterator[Row]:
    for name, field in shape.model_fields.items():
        yield Row(Markup(prefix + name), _about(field.description))  # noqa: S704 - names of our own
        inner = _inner(field.annotation)
        if inner and inner is not shape:  # a line of a path has lines under it, of the same shape
            yield from _rows(inner, f"{prefix}{name}.")


def _about(text: str | None) -> Markup:
    return Markup((text or "").rstrip(".").replace("|", "&#124;"))  # noqa: S704 - our own words


def _inner(annotation: Any) -> type[BaseModel] | None:
    """Return the shape that a field holds, alone, in a list or as an option."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (tuple, Union, types.UnionType):
        return next((found for part in get_args(annotation) if (found := _inner(part))), None)
    return None
