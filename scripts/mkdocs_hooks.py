"""What ties the roadmap to MkDocs: it is built before the pages are read, and again when a file of it is edited."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

import roadmap_site
from roadmap_site.build import build
from roadmap_site.problems import Refused, as_text
from roadmap_site.render import nav
from roadmap_site.render.text import html
from roadmap_site.roadmap import Roadmap
from roadmap_site.write import NotOurs

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files

log = get_plugin_logger("roadmap")
_built: list[tuple[Roadmap, Path]] = []  # the last one; MkDocs hands nothing on from one event to the next
_KINDS = {"topics": "topic", "stages": "stage", "paths": "path", "projects": "project"}
_OTHERS = {"roadmap/stages/index.md": "roadmap:index", "roadmap/retired.md": "roadmap:retired"}


def _roadmap_dir(config: MkDocsConfig) -> Path:
    root = Path(config.config_file_path).parent
    return root / os.environ.get("ROADMAP_DIR", "roadmap")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Build the pages, and take the site's name and navigation from the roadmap."""
    folder = _roadmap_dir(config)
    try:
        result = build(folder, Path(config.docs_dir))
    except Refused as refused:
        _fail(f"the roadmap has mistakes\n{refused}")
    except (NotOurs, OSError) as error:
        _fail(f"the pages could not be made: {error}")
    else:
        if result.warnings:
            log.info("%s", as_text(result.warnings))
        _built[:] = [(result.roadmap, folder)]
    roadmap, _ = _built[0]
    config.site_name = html(roadmap.index.title)
    config.site_description = html(roadmap.index.description)
    config.nav = nav(roadmap)
    return config


def _fail(message: str) -> None:
    """Stop; or, while serving, say so and go on with the last good pages, which MkDocs would otherwise withhold."""
    if not _built:
        raise PluginError(message)
    log.error("%s\nThe last good pages are shown until this is mended.", message)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Lead the pencil of a generated page to the YAML that it is made from."""
    roadmap, folder = _built[0]
    root = Path(config.config_file_path).resolve().parent
    inside = folder.resolve().is_relative_to(root)
    for file in files.documentation_pages():
        if file.src_uri.startswith("roadmap/"):
            source = roadmap.files.get(_key(file.src_uri))
            file.edit_uri = _yaml(folder, root, source) if inside and source else None
    return files


def _key(uri: str) -> str:
    """Return `topic:svd` for `roadmap/topics/svd.md`."""
    if uri in _OTHERS:
        return _OTHERS[uri]
    parts = uri.removesuffix(".md").removesuffix("/index").split("/")
    return f"{_KINDS.get(parts[1], '')}:{parts[-1]}"


def _yaml(folder: Path, root: Path, source: str) -> str:
    return f"../{(folder.resolve() / source).relative_to(root).as_posix()}"


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:  # noqa: ARG001
    """Watch what the pages are made from instead of the pages, so that one edit is one rebuild."""
    docs = Path(config.docs_dir)
    server.unwatch(str(docs))
    for path in sorted(docs.iterdir()):
        if path.name != "roadmap":
            server.watch(str(path))
    server.watch(str(_roadmap_dir(config)))
    server.watch(str(Path(roadmap_site.__path__[0]) / "render" / "templates"))
    return server
