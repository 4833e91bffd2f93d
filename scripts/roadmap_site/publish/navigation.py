"""What the navigation says of all that a page does not stand in, made once for the pages that stand side by side."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page


class Resting:
    """Renders inactive items of a navigation, each once for every place that links to it are relative to."""

    def __init__(self, nav: Navigation) -> None:
        self._above = {folder for page in nav.pages for folder in _folders(page.url)}
        self._made: dict[tuple[Any, ...], str] = {}

    def __call__(
        self, page: Page | None, item: Any, path: str, level: int, parent: Any, render: Callable[..., str]
    ) -> str:
        """Return what a theme's macro makes of an item, which depends on nothing else."""
        if not page or item.active or getattr(item, "pages", None):
            return render(item, path, level, parent)
        key = (id(item), path, level, level > 1 and bool(parent.active), self._beside(page.url))
        if key not in self._made:
            self._made[key] = render(item, path, level, parent)
        return self._made[key]

    def _beside(self, url: str) -> tuple[bool, str]:
        """Return what only pages have in common from which all links are the same; none may stand below them."""
        return (True, url) if url in self._above else (False, posixpath.dirname(url.rstrip("/")))


def _folders(url: str) -> set[str]:
    parts = url.split("/")[:-1]
    return {"".join(f"{part}/" for part in parts[:depth]) for depth in range(len(parts))}
