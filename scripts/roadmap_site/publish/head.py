"""What the theme puts into the head of a page for readers that are no browsers, as values of its front matter.

It is there before a page is rendered, so that it counts among what the page depends on.
"""

from __future__ import annotations

from collections.abc import Collection
from html import unescape
from typing import TYPE_CHECKING, Any, Final

from roadmap_site.discovery import Seen, linked_text, share
from roadmap_site.discovery.twins import twin_url
from roadmap_site.export import ROOT as API

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

    from roadmap_site.render import Site

NAME: Final = "head"  # of the value in a page's front matter
_KINDS: Final = {"topics": "topic", "stages": "stage", "paths": "path", "projects": "project"}


def key(uri: str) -> str:
    """Return `topic:svd` for `roadmap/topics/svd.md`, `list:topics` for a list of all, `page:` for other pages."""
    if uri == "index.md":
        return "home:"
    folder, *parts = uri.removesuffix(".md").removesuffix("/index").split("/")
    if folder != "roadmap" or parts[0] not in _KINDS:
        return "page:"
    return f"{_KINDS[parts[0]]}:{parts[-1]}" if parts[1:] else f"list:{parts[0]}"


def head(
    page: Page, config: MkDocsConfig, site: Site, address: str | None, pictures: Collection[str]
) -> dict[str, Any]:
    """Return the description of a page whose source was read, in the forms that its head has.

    `pictures` are those that there are, as files below the site's root.
    """
    seen = _seen(page, config, site, address)
    found: dict[str, Any] = {"linked": linked_text(site, seen), "share": share(seen, pictures)}
    if seen.kind == "topic":
        found["twin"] = twin_url("", seen.id)
    if address and (feed := _feed(seen)):
        found["feed"] = feed
    if seen.kind in _KINDS.values():
        found["data"] = f"{API}{seen.kind}s/{seen.id}.json"
    return found


def _feed(seen: Seen) -> str:
    """Return which feed tells what is new on a page; nothing when none does."""
    if seen.kind in ("topic", "stage"):
        return f"{seen.kind}s/{seen.id}"
    return "all" if seen.kind == "home" or seen.url == "roadmap/whats-new/" else ""


def _seen(page: Page, config: MkDocsConfig, site: Site, address: str | None) -> Seen:
    index = site.roadmap.index
    above = [] if page.is_homepage else [(index.title, "")]
    for section in [*page.ancestors][::-1]:
        first = next((one for one in getattr(section, "children", None) or () if getattr(one, "is_index", False)), None)
        if first is not None and first is not page:
            above.append((unescape(str(first.title)), getattr(first, "url", "")))
    return Seen(
        key=key(page.file.src_uri),
        url=page.url,
        title=index.title if page.is_homepage else unescape(str(page.title or index.title)),
        description=unescape(str(page.meta.get("description") or index.description)),
        trail=tuple(above),
        language=str(config.theme["language"]),
        site=address,
    )
