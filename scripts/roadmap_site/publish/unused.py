"""What the theme brings and no visitor's browser ever asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

_STEMMERS: Final = "assets/javascripts/lunr/"


def drop_unused(files: Files, config: MkDocsConfig) -> None:
    """Take out the maps from the theme's scripts to their sources, and stemmers that no search of the theme's needs.

    Only tools of developers ask for the maps, and the theme's own sources have them.
    """
    search: Any = next((plugin for name, plugin in config.plugins.items() if name.endswith("search")), None)
    english = search is None or search.config.lang == ["en"]
    for file in list(files):
        path = file.src_uri
        if path.startswith("assets/") and (path.endswith(".map") or (english and path.startswith(_STEMMERS))):
            files.remove(file)
