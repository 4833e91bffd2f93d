"""The theme's templates, compiled once and not at every build."""

from __future__ import annotations

import contextlib
import os
import types
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Final

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
    """Return a `list_templates` that passes over hidden folders where MkDocs does: in one are all of 14,000 icons."""

    def list_templates(
        _: jinja2.Environment,
        extensions: Collection[str] | None = None,
        filter_func: Callable[[str], bool] | None = None,
    ) -> list[str]:
        if filter_func is None or filter_func(".hidden/icon.svg"):
            return plain(extensions, filter_func)
        return sorted(name for name in {name for folder in folders for name in _seen(folder)} if filter_func(name))

    return list_templates


def _seen(top: str) -> Iterator[str]:
    """Yield the files of a folder that are not hidden."""
    for here, below, names in os.walk(top):
        below[:] = [name for name in below if not name.startswith(".")]
        for name in names:
            yield Path(here, name).relative_to(top).as_posix()
