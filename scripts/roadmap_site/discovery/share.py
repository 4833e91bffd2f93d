"""What a preview of a page shows where people share its address: Open Graph, and X's names for the same."""

from __future__ import annotations

from collections.abc import Collection

from roadmap_site.discovery.faces import SITE, SIZE, picture_of
from roadmap_site.discovery.seen import Seen
from roadmap_site.render.text import one_line


def share(seen: Seen, pictures: Collection[str]) -> dict[str, str | int]:
    """Return the values that the theme puts into a page's head, as plain text that it escapes.

    `pictures` are those that there are, as files below the site's root: a page shows its own, else the site's. Previews
    are made elsewhere, so that without the site's address no picture can be named.
    """
    found: dict[str, str | int] = {
        "type": "article" if seen.kind in ("topic", "project", "path", "stage") else "website",
        "title": one_line(seen.title),
        "description": one_line(seen.description),
    }
    if not seen.site:
        return found
    found["url"] = seen.site + seen.url
    for picture in (picture_of(seen.kind, seen.id), SITE):
        if picture in pictures:
            width, height = SIZE
            return found | {"picture": seen.site + picture, "width": width, "height": height}
    return found
