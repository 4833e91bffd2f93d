"""What a preview of a page shows where people share its address: Open Graph, and X's names for the same."""

from __future__ import annotations

from roadmap_site.discovery.seen import Seen
from roadmap_site.render.text import one_line


def share(seen: Seen, picture: str | None) -> dict[str, str]:
    """Return the values that the theme puts into a page's head, as plain text that it escapes.

    `picture` is the file of the page's own picture, below the site's root. Previews are made elsewhere, so that without
    the site's address no picture can be named.
    """
    found = {
        "type": "article" if seen.kind in ("topic", "project", "path", "stage") else "website",
        "title": one_line(seen.title),
        "description": one_line(seen.description),
    }
    if seen.site:
        found["url"] = seen.site + seen.url
        if picture:
            found["picture"] = seen.site + picture
    return found
