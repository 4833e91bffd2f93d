"""What ties a roadmap to MkDocs: its pages are made before MkDocs reads any, and again when a file of it is edited.

Other projects write `plugins: [roadmap]`; sites that carry this code use the hook `scripts/mkdocs_hooks.py`,
which is the same and needs no installed entry point. Only this module and `publish` know MkDocs.
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger

import roadmap_site
from roadmap_site.build import Draft, draft
from roadmap_site.colours import wrong_accent
from roadmap_site.discovery import days
from roadmap_site.export import ROOT as API
from roadmap_site.export import about
from roadmap_site.history import git, history
from roadmap_site.offline import filled, published
from roadmap_site.outputs import address, encoded, path_of
from roadmap_site.policy import with_policy, wrong_sources
from roadmap_site.problems import Refused, as_text
from roadmap_site.publish import attach, cache_of, index_of, take_over
from roadmap_site.publish.allowed import Allowed, allowed
from roadmap_site.publish.aside import anchors, put_back, set_aside
from roadmap_site.publish.files import Linked, Sources, with_just
from roadmap_site.publish.head import NAME, head
from roadmap_site.publish.lent import guides, lend_files, lend_settings, lent_folders, with_own
from roadmap_site.publish.previews import previews
from roadmap_site.publish.put import put_all
from roadmap_site.publish.unused import drop_unused
from roadmap_site.render import nav
from roadmap_site.render.text import html
from roadmap_site.write import NotOurs

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

log = get_plugin_logger("roadmap")
_FOLDER: Final = "roadmap/"  # below docs/, and of the site
_KEPT: Final = ".cache/history.json"  # what was found out about commits; to delete it costs time and nothing else
_KINDS: Final = {"topics": "topic", "stages": "stage", "paths": "path", "projects": "project"}
_OTHERS: Final = {"roadmap/stages/index.md": "roadmap:index", "roadmap/retired.md": "roadmap:retired"}


class Options(Config):  # type: ignore[no-untyped-call]
    """What `plugins: [{roadmap: {...}}]` takes."""

    folder = config_options.Type(str, default="roadmap")  # beside mkdocs.yml; ROADMAP_DIR wins


class RoadmapPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Build the roadmap's pages into docs/roadmap/, and name the site and its navigation after it."""

    def __init__(self) -> None:
        self.config = Options()  # MkDocs replaces it by what the site asks for; a hook has none
        self.config.validate()
        self.drafts: list[Draft] = []  # the last good one
        self.mistake = ""  # why the last good one is not the newest
        self.serves = False  # a server runs
        self.lazy = False  # it is ours, which asks for what a browser wants
        self.aside: dict[str, dict[str, str]] = {}  # by page, blocks of HTML by their marks
        self.previews: dict[str, bytes] = {}  # the pictures that there are, by their addresses
        self.allowed: Allowed | None = None  # what pages may load and run, beside the site's own files

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Build as MkDocs does, but keep what did not change; with this, one plugin serves all builds of a server.

        With ROADMAP_PLAIN in the environment MkDocs builds by itself.
        """
        self.serves = command == "serve"
        if not dirty and not os.environ.get("ROADMAP_PLAIN"):
            take_over(command, self)

    def _folder(self, config: MkDocsConfig) -> Path:
        return Path(config.config_file_path).parent / os.environ.get("ROADMAP_DIR", self.config.folder)

    def sources(self, config: MkDocsConfig) -> Sources:
        """Return what a build reads besides docs/: the roadmap, what git knows of it, and what a site was lent."""
        folder, docs = self._folder(config), Path(config.docs_dir)
        asked = sorted(item for item in os.environ.items() if item[0].startswith(("ROADMAP_", "SOURCE_DATE_EPOCH")))
        facts = (asked, git.head(folder), git.uncommitted(folder), git.head(docs))
        return Sources((folder, *lent_folders(config)), facts, docs / _FOLDER.strip("/"))

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Build the pages, and take the site's name and navigation from the roadmap."""
        folder = self._folder(config)
        lend_settings(config)
        if "accent" in config.extra and (wrong := wrong_accent(config.extra["accent"])):
            raise PluginError(f"mkdocs.yml: extra.accent: {wrong}")
        if "policy" in config.extra and (wrong := wrong_sources(config.extra["policy"])):
            raise PluginError(f"mkdocs.yml: extra.policy: {wrong}")
        try:
            past = partial(history, folder, Path(config.config_file_path).parent / _KEPT)
            site = about(config.site_url, folder)
            self._draft(draft(folder, Path(config.docs_dir), config.repo_url, site, past, guides(config)))
        except Refused as refused:
            self._fail(f"the roadmap has mistakes\n{refused}")
        except (NotOurs, OSError) as error:
            self._fail(f"the pages could not be made: {error}")
        roadmap = self._last.roadmap
        config.site_name = html(roadmap.index.title)
        config.site_description = html(roadmap.index.description)
        config.nav = with_own(config.nav, nav(roadmap))
        if not config.repo_url:
            config.edit_uri = None  # there is nowhere to edit
        return config

    @property
    def _last(self) -> Draft:
        if not self.drafts:
            raise PluginError("nothing was built")
        return self.drafts[-1]

    def _draft(self, new: Draft) -> None:
        """Write the pages of a draft; while serving only what pages take in, since they are read from the draft."""
        if self.lazy:
            new.write_parts()
        else:
            new.write_pages()
        if new.warnings:
            log.info("%s", as_text(new.warnings))
        self.drafts[:] = [new]
        self.mistake = ""
        self.aside.clear()

    def catch_up(self) -> None:
        """Write the pages that were put off."""
        self._last.write_pages()

    def output(self, address: str) -> bytes | None:
        """Return the file at an address of the site that is no page; nothing when there is none."""
        found = self._last.outputs.get(path_of(address))
        return None if found is None else encoded(found)

    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG002
        """Find out what the site's theme and configuration let a browser load and run."""
        self.allowed = allowed(config)
        return env

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:  # noqa: ARG002
        """Return a page of the draft."""
        path = self._made(page)
        return self._last.page(path) if path else None

    def _made(self, page: Page) -> str | None:
        """Return which page of the draft this is, if it is one and not written by hand."""
        path = page.file.src_uri.removeprefix(_FOLDER)
        return path if path != page.file.src_uri and path in self._last.makers else None

    def on_page_markdown(self, markdown: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Describe a page to those that read it by machine."""
        page.meta[NAME] = head(page, config, self._last.site, self._last.about.site, self.previews)
        if self._made(page):
            markdown, self.aside[page.file.src_uri] = set_aside(markdown)
        return markdown

    def on_page_content(self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Put back what Markdown need not read."""
        blocks = self.aside.pop(page.file.src_uri, {})
        page.present_anchor_ids = {*(page.present_anchor_ids or ()), *anchors(blocks)}
        return put_back(html, blocks)

    def _fail(self, message: str) -> None:
        """Stop; or, while serving, say so and go on with the last good pages, which MkDocs would otherwise withhold."""
        if not self.drafts:
            raise PluginError(message)
        message = message.replace(f"{Path.cwd()}{os.sep}", "")  # as the same mistakes are told on a terminal
        self.mistake = f"{message}\nThe last good pages are shown until this is mended."
        log.error("%s", self.mistake)

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Lead the pencil of a generated page to the YAML that it is made from, and links to what is no page."""
        lend_files(files, config)
        drop_unused(files, config)
        there = {f"{_FOLDER}{path}" for path in self._last.makers}
        files = Linked(with_just(files, _FOLDER, there, config), config, self._address)
        sources, folder = self._last.roadmap.files, self._folder(config).resolve()
        root = Path(config.config_file_path).resolve().parent
        where = folder.relative_to(root).as_posix() if config.repo_url and folder.is_relative_to(root) else None
        for file in files.documentation_pages():
            if file.src_uri.startswith(_FOLDER):
                source = sources.get(_key(file.src_uri))
                file.edit_uri = f"../{where}/{source}" if where and source else None
        # A served site is shared with nobody, so that it needs no pictures.
        cache = None if os.environ.get("ROADMAP_PLAIN") else cache_of(config)
        draws = config.site_url and not self.serves
        self.previews = previews(config, self._last.site, cache) if draws else {}
        return files

    def _address(self, uri: str) -> str | None:
        """Return where a file below docs/ stands in the site that is generated and no page."""
        path = uri.removeprefix(_FOLDER)
        return address(path) if path != uri and path in self._last.outputs else None

    def on_template_context(
        self, context: TemplateContext, /, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Tell the sitemap what is known of the days on which pages changed, and of what is no page."""
        if template_name == "sitemap.xml":
            site, folder = self._last.about, self._folder(config)
            known = {} if self.serves else days(self._last.roadmap, folder, Path(config.docs_dir))
            data = {"url": f"{site.site}{API}index.json", "day": (site.moment or "")[:10]}
            context |= {"known_days": known, "more_addresses": [data] if site.site else []}  # type: ignore[misc]
        return context

    @event_priority(-100)  # after all that plugins put into it
    def on_post_page(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Say in a page what it may load and run."""
        return self._safe(output, page.file.src_uri)

    @event_priority(-100)
    def on_post_template(self, output: str, /, *, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Say the same in pages that have no Markdown."""
        return self._safe(output, template_name) if template_name.endswith(".html") else output

    def _safe(self, output: str, name: str) -> str:
        if not self.allowed:
            return output
        text, refused = with_policy(output, *self.allowed)
        for start in refused:
            log.warning(f"{name}: what stands in the page itself is not let work: {start} (put it into a file)")
        return text

    @event_priority(-100)  # after the search index is written
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what is generated besides pages, and tell the service worker, if there is one, what it may keep."""
        folder, index = Path(config.site_dir), None if os.environ.get("ROADMAP_PLAIN") else index_of(config)
        if not self.lazy:
            put_all(folder, [self.previews.items, *self._last.outputs.shares()], index)
        worker = Path(config.docs_dir) / "sw.js"
        if worker.exists() and not self.serves:  # while serving, edits must show at once
            text = filled(worker.read_text(encoding="utf-8"), published(folder))
            (folder / "sw.js").write_text(text, encoding="utf-8")

    def on_serve(self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:  # noqa: ARG002
        """Watch what the pages are made from instead of the pages, so that one edit is one rebuild."""
        docs = Path(config.docs_dir)
        server.unwatch(str(docs))
        for path in sorted(docs.iterdir()):
            if path.name != "roadmap":
                server.watch(str(path))
        server.watch(str(self._folder(config)))
        if (engine := Path(config.config_file_path).with_name("scripts") / "mkdocs.yml").is_file():
            server.watch(str(engine))  # what mkdocs.yml inherits
        server.watch(str(Path(roadmap_site.__path__[0]) / "render" / "templates"))
        attach(server, lambda: self.mistake)
        return server


def _key(uri: str) -> str:
    """Return `topic:svd` for `roadmap/topics/svd.md`."""
    if uri in _OTHERS:
        return _OTHERS[uri]
    parts = uri.removesuffix(".md").removesuffix("/index").split("/")
    return f"{_KINDS.get(parts[1], '')}:{parts[-1]}"
