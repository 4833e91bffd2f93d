"""The theme's templates, compiled once and not at every build."""

from __future__ import annotations

import contextlib
import types
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, Final

import jinja2
from mkdocs.theme import Theme

_plain: Final = Theme.get_env
_known: dict[tuple[str, ...], jinja2.Environment] = {}


def keep_templates(cache: Path) -> None:
    """Let all builds of this process share a theme's environment, and keep compiled templates in a folder."""

    def get_env(theme: Theme) -> jinja2.Environment:
        folders = tuple(theme.dirs)
        if folders not in _known:
            env = _plain(theme)
            env.auto_reload = True  # it is older than the build that uses it
            with contextlib.suppress(OSError):
                cache.mkdir(parents=True, exist_ok=True)
                env.bytecode_cache = jinja2.FileSystemBytecodeCache(str(cache))
            env.list_templates = types.MethodType(_listing(env.list_templates, folders), env)  # type: ignore[method-assign]
            _known[folders] = env
        return _known[folders]

    Theme.get_env = get_env  # type: ignore[method-assign, assignment]


def _listing(plain: Callable[..., list[str]], folders: tuple[str, ...]) -> Callable[..., list[str]]:
    """Return a `list_templates` that looks again only when a folder outside of packages holds other files."""
    ours = [Path(folder) for folder in folders if "site-packages" not in folder]
    known: list[tuple[Any, list[str]]] = []

    def list_templates(
        _: jinja2.Environment,
        extensions: Collection[str] | None = None,
        filter_func: Callable[[str], bool] | None = None,
    ) -> list[str]:
        there = sorted(str(path) for folder in ours for path in folder.rglob("*"))
        if not known or known[0][0] != there:
            known[:] = [(there, plain(extensions, filter_func))]
        return known[0][1]

    return list_templates
