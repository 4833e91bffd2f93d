"""What a site of another project lacks: its settings, and the pages, scripts and style sheets that ours has by hand.

A project of `roadmap init` has all of it in files of its own, so that nothing is lent there.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File
from pathspec.gitignore import GitIgnoreSpec

from roadmap_site.search.guides import guides_in
from roadmap_site.starter.engine import here

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

_OVERRIDES: Final = ".overrides"
_SNIPPETS: Final = "pymdownx.snippets"
# What the theme has when nobody chose: its fonts would be asked of a third party, and ours come with the style sheets.
_DEFAULTS: Final[dict[str, tuple[Any, ...]]] = {
    "font": ({"text": "Roboto", "code": "Roboto Mono"}, None),
    "palette": ({}, [], None),
}


def _docs() -> Path:
    return here().root / "docs"


def lend_settings(config: MkDocsConfig) -> None:
    """Give a site the settings that its pages need and that it does not have; raise PluginError for another theme."""
    docs, ours = Path(config.docs_dir), _docs()
    if docs.resolve() == ours.resolve() or (docs / _OVERRIDES).is_dir():
        return
    if config.theme.name != "material":
        raise PluginError("mkdocs.yml: theme: the pages of a roadmap are made for Material: write `theme: material`")
    engine = yaml.safe_load((here().root / "scripts/mkdocs.yml").read_text(encoding="utf-8"))
    _lend_theme(config, engine["theme"], ours / _OVERRIDES)
    _lend_extensions(config, engine["markdown_extensions"])
    config.extra_css[:0] = [path for path in engine["extra_css"] if path not in config.extra_css]
    for script in engine["extra_javascript"]:
        value = ExtraScriptValue(script["path"])
        value.type = script["type"]
        config.extra_javascript.append(value)
    hidden = GitIgnoreSpec.from_lines(engine["exclude_docs"].splitlines())
    config.exclude_docs = hidden + config.exclude_docs if config.exclude_docs else hidden


def _lend_theme(config: MkDocsConfig, theme: dict[str, Any], overrides: Path) -> None:
    own = config.theme.custom_dir is not None
    config.theme.dirs.insert(1 if own else 0, str(overrides))  # what the project overrides itself wins
    config.theme.static_templates.update(theme["static_templates"])
    for name, default in _DEFAULTS.items():
        if config.theme.get(name) in default:
            config.theme[name] = theme[name]
    config.theme["features"] = [*dict.fromkeys((*(config.theme.get("features") or ()), *theme["features"]))]


def _lend_extensions(config: MkDocsConfig, extensions: list[Any]) -> None:
    for extension in extensions:
        [(name, options)] = extension.items() if isinstance(extension, dict) else [(extension, {})]
        if name not in config.markdown_extensions:
            config.markdown_extensions.append(name)
        given = config.mdx_configs.setdefault(name, {})
        for option, value in options.items():
            given.setdefault(option, value)
    snippets = config.mdx_configs[_SNIPPETS]  # of a settings file its folders are relative to where MkDocs runs
    base = snippets["base_path"]
    snippets["base_path"] = [*([base] if isinstance(base, str) else base), config.docs_dir]


def lend_files(files: Files, config: MkDocsConfig) -> None:
    """Add the pages, scripts, style sheets and fonts that a site does not have itself."""
    for docs in lent_folders(config):
        for path in sorted(docs.rglob("*")):
            name = path.relative_to(docs).as_posix()
            if path.is_file() and not name.startswith((".", "roadmap/")) and files.get_file_from_path(name) is None:
                files.append(File(name, str(docs), config.site_dir, config.use_directory_urls))


def lent_folders(config: MkDocsConfig) -> tuple[Path, ...]:
    """Return the folder that a site is lent files from, unless it is its own."""
    docs = _docs()
    return () if docs.resolve() == Path(config.docs_dir).resolve() else (docs,)


def guides(config: MkDocsConfig) -> dict[str, str]:
    """Return the Markdown of all published pages that are written by hand, by path: those lent, and the own."""
    hidden = [spec for spec in (config.exclude_docs, config.draft_docs) if spec]
    found: dict[str, str] = {}
    for folder in (*lent_folders(config), Path(config.docs_dir)):
        found |= guides_in(folder)
    return {path: text for path, text in found.items() if not any(spec.match_file(path) for spec in hidden)}


def with_own(own: list[Any] | None, ours: list[Any]) -> list[Any]:
    """Return the navigation of a site: what it names itself, and then what leads through the roadmap."""
    return [*own, *(entry for entry in ours if "Home" not in entry)] if own else ours
