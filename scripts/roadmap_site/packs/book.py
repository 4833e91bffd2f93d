"""EPUB 3 from chapters: https://www.w3.org/TR/epub-33/, in a ZIP that is the same bytes every time."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from roadmap_site.layout.lettering import broken
from roadmap_site.render.engine import page

EPOCH: Final = "1980-01-01T00:00:00Z"  # the first moment that a ZIP can name; where nothing is known of the time
_FIRST: Final = (1980, 1, 1, 0, 0, 0)
_WIDE, _LINES = 8.2, 6  # ems and lines that a title may take on the cover
_CONTAINER: Final = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


@dataclass(frozen=True)
class Book:
    """What a book is made of."""

    id: str  # what tells it from all others, and stays
    modified: str
    title: str
    values: Mapping[str, Any]  # what its templates are given
    chapters: Sequence[tuple[str, str, Markup]]  # file without its suffix, title, text


def bound(book: Book) -> bytes:
    """Return a book as the bytes of its file."""
    values = dict(book.values)
    texts = [("start", book.title, _part("pack-start.html", values)), *book.chapters]
    if values["pack"].project:
        texts.append(("project", values["pack"].project.title, _part("pack-project.html", values)))
    if values["answers"]:
        texts.append(("answers", "Answers", values["answers"]))
    files = [name for name, _, _ in texts]
    urn = uuid.uuid5(uuid.NAMESPACE_URL, book.id).urn
    package = page("pack.opf", **values, files=files, urn=urn, modified=book.modified)
    held = {
        "META-INF/container.xml": _CONTAINER,
        "book/package.opf": package,
        "book/cover.svg": _cover(values),
        "book/contents.xhtml": page("pack-contents.xhtml", **values, files=files),
        "book/book.css": page("pack.css"),
        **{f"book/{name}.xhtml": page("pack-page.xhtml", title=title, body=body) for name, title, body in texts},
    }
    return _zipped(held)


def _cover(values: Mapping[str, Any]) -> str:
    """Return what a shelf of books shows: as SVG, which every reader of EPUB 3 has to know."""
    lines = broken(values["pack"].title, _WIDE, _LINES)
    placed = [(290 + 66 * number, line) for number, line in enumerate(lines)]
    site = broken(values["roadmap"].title, 2 * _WIDE, 1)[0]
    return page("pack-cover.svg", **values, lines=placed, site=site)


def markup(text: str) -> Markup:
    """Return what a template made as markup: the engine has escaped all that it was given."""
    return Markup(text)  # noqa: S704


def _part(template: str, values: Mapping[str, Any]) -> Markup:
    return markup(page(template, **values, top=1, below=2))


def _zipped(held: Mapping[str, str]) -> bytes:
    """Return a ZIP of files, before which stands what kind of file it is, neither packed nor dated."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(_info("mimetype", zipfile.ZIP_STORED), "application/epub+zip")
        for name, text in held.items():
            archive.writestr(_info(name, zipfile.ZIP_DEFLATED), text.encode("utf-8"))
    return data.getvalue()


def _info(name: str, how: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _FIRST)
    info.compress_type, info.create_system, info.external_attr = how, 3, 0o644 << 16
    return info
