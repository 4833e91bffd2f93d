"""What mkdocs.yml says of the site, for commands that run without MkDocs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import yaml


class _Loader(yaml.SafeLoader):
    """Reads what MkDocs reads: `!ENV`, and tags that name Python objects, of which nothing is needed here."""


def _env(loader: _Loader, node: yaml.Node) -> Any:
    """Return the first variable of `!ENV [NAME, OTHER, default]` that is set, else the default."""
    if isinstance(node, yaml.ScalarNode):
        return os.environ.get(str(node.value))
    *names, default = loader.construct_sequence(node) if isinstance(node, yaml.SequenceNode) else [None]
    return next((os.environ[str(name)] for name in names if str(name) in os.environ), default)


_Loader.add_constructor("!ENV", _env)
_Loader.add_multi_constructor("", lambda *_: None)


def site_file(config: Path) -> dict[str, Any]:
    """Return the settings of a mkdocs.yml; none when it is not there, or not YAML."""
    try:
        data = yaml.load(config.read_bytes(), _Loader)  # noqa: S506 - it is a SafeLoader
    except (OSError, yaml.YAMLError):
        return {}
    return data if isinstance(data, dict) else {}


def setting(config: Path, name: str) -> str | None:
    """Return a top-level setting of a mkdocs.yml that is text; nothing when the file or the setting is not there."""
    value = site_file(config).get(name)
    return value if isinstance(value, str) and value else None
