"""MkDocs' build, with what has not changed kept: the same pages, byte for byte, in less time.

`seal` tells whether there is anything to do. `site` runs a build in MkDocs' own order and with its events, `keys` says
what a page depends on, `kept` holds finished pages by those keys, `templates` compiles the theme once, `navigation`
renders once what it shows on many pages. `live` makes a served page when it is asked for, and `serving` tells browsers
of edits. `aside` spares Markdown what is HTML already. `files` and `put` see to what is generated besides pages, so
that MkDocs need not read and copy it. `head` and `previews` add what others show of a page, `lent` what a site of
another project lacks. `alone` is this publisher without a roadmap, to be measured.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import mkdocs.commands.build as build_command
import mkdocs.commands.serve as serve_command

from roadmap_site.publish import serving
from roadmap_site.publish.files import Besides
from roadmap_site.publish.kept import cache_of, index_of
from roadmap_site.publish.live import Live
from roadmap_site.publish.seal import Seal
from roadmap_site.publish.site import build, can_keep
from roadmap_site.publish.templates import keep_templates
from roadmap_site.quick import end_at_once, seldom_collected

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer


__all__ = ["attach", "build_what_changed", "cache_of", "index_of", "take_over"]
log = logging.getLogger("mkdocs.roadmap")
_plain: Final = build_command.build
_live: list[Live] = []  # MkDocs hands nothing on from its start to its server


def take_over(command: str, besides: Besides) -> None:
    """Put our build in the place of MkDocs' own in this process."""
    if command == "serve":
        serve_command.build = partial(_serve, besides)  # type: ignore[attr-defined]
    else:
        build_command.build = partial(_build, besides)
        end_at_once()


def _cache(config: MkDocsConfig) -> Path:
    folder = cache_of(config)
    keep_templates(folder / "templates")
    return folder / "pages.sqlite"


def _build(besides: Besides, config: MkDocsConfig, *, serve_url: str | None = None, dirty: bool = False) -> None:
    if dirty or serve_url or not can_keep(config):
        _plain(config, serve_url=serve_url, dirty=dirty)
    else:
        build_what_changed(besides, config)


def build_what_changed(besides: Besides, config: MkDocsConfig) -> None:
    """Build a site as `mkdocs build` does; when nothing at all has changed, leave it as it is."""
    seal = Seal(config, besides)
    if seal.unbroken():
        log.info(f"Nothing has changed since {config.site_dir} was built")
        return
    with seal.put(), seldom_collected():
        build(config, _cache(config))


def _serve(besides: Besides, config: MkDocsConfig, *, serve_url: str | None = None, dirty: bool = False) -> None:
    besides.lazy = not dirty and can_keep(config)
    if not besides.lazy:
        _live.clear()
        _plain(config, serve_url=serve_url, dirty=dirty)
    else:
        cache = _cache(config)
        if not _live:
            _live.append(Live(cache, besides))
        _live[0].build(config, serve_url)


def attach(server: LiveReloadServer, mistake: Callable[[], str]) -> None:
    """Let a server show pages as soon as they are made, and say in them what must be mended, if anything."""
    serving.say_in_pages(server, mistake)
    for live in _live:
        serving.attach(server, live)
