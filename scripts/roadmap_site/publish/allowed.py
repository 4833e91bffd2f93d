"""What a site's own configuration and theme let a browser load and run, for the policy of its pages."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from urllib.parse import urlsplit

from roadmap_site.policy import templates_hold

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_NO_TEMPLATES: Final = ("assets", ".icons")  # thousands of files in the theme


Allowed: TypeAlias = tuple[re.Pattern[str], Mapping[str, list[str]]]


def allowed(config: MkDocsConfig) -> Allowed | None:
    """Return what `with_policy` needs to know of a site; nothing when the site wants no policy."""
    if config.extra.get("policy") is False:
        return None
    return _known(config.theme.dirs), _sources(config)


def _sources(config: MkDocsConfig) -> Mapping[str, list[str]]:
    """Return what `mkdocs.yml` names on other hosts, by directive: nothing, in a site as ours."""
    found: dict[str, list[str]] = {
        "script-src": list(_elsewhere(getattr(script, "path", script) for script in config.extra_javascript)),
        "style-src": list(_elsewhere(config.extra_css)),
    }
    if config.theme.name == "material" and config.theme.get("font"):  # the theme asks for its fonts
        found["style-src"].append("https://fonts.googleapis.com")
        found["font-src"] = ["https://fonts.gstatic.com"]
    own: Mapping[str, list[str]] = config.extra.get("policy") or {}
    return {name: [*found.get(name, ()), *own.get(name, ())] for name in (*found, *own)}


def _elsewhere(addresses: Any) -> Iterator[str]:
    for address in map(str, addresses):
        parts = urlsplit(address)
        if parts.netloc:
            yield f"{parts.scheme or 'https'}://{parts.netloc}{parts.path}"


def _known(folders: list[str]) -> re.Pattern[str]:
    """Return a pattern for the scripts and style sheets in a theme's templates."""
    return templates_hold(
        text for folder in folders for text in (_kept if "site-packages" in folder else _templates)(folder)
    )


def _templates(folder: str) -> tuple[str, ...]:
    found = []
    for path, below, names in os.walk(folder):
        below[:] = [name for name in below if name not in _NO_TEMPLATES]
        found += [Path(path, name).read_text(encoding="utf-8") for name in sorted(names) if name.endswith(".html")]
    return tuple(text for text in found if "<script" in text or "<style" in text)


_kept: Final[Callable[[str], tuple[str, ...]]] = lru_cache(maxsize=50)(_templates)  # packages do not change
