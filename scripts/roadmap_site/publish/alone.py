"""Our publisher by itself: it is given finished pages, as others are, and makes nothing of a roadmap.

As a hook of MkDocs: `on_startup`, `on_page_markdown` and `on_page_content` of this module.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from roadmap_site.publish import take_over
from roadmap_site.publish.aside import anchors, put_back, set_aside
from roadmap_site.publish.files import Sources

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

_aside: Final[dict[str, dict[str, str]]] = {}


class Nothing:
    """What a site has besides its pages: nothing."""

    lazy = False

    def sources(self, config: MkDocsConfig) -> Sources:
        """Return no more than docs/, in which nothing is made."""
        return Sources((), (), Path(config.docs_dir) / ".none")

    def output(self, address: str) -> None:
        """Return nothing, since there is none."""

    def catch_up(self) -> None:
        """Do nothing."""


def on_startup(*, command: str, dirty: bool) -> None:  # noqa: ARG001
    """Put our build in the place of MkDocs' own."""
    take_over(command, Nothing())


def on_page_markdown(markdown: str, *, page: Page, **_: Any) -> str:
    """Spare Markdown what is HTML in a page that was made from a roadmap."""
    if not page.file.src_uri.startswith("roadmap/"):
        return markdown
    text, _aside[page.file.src_uri] = set_aside(markdown)
    return text


def on_page_content(html: str, *, page: Page, **_: Any) -> str:
    """Put back what was set aside."""
    blocks = _aside.pop(page.file.src_uri, {})
    page.present_anchor_ids = {*(page.present_anchor_ids or ()), *anchors(blocks)}
    return put_back(html, blocks)
