"""Who adds: what git knows of it, and remembers."""

from __future__ import annotations

import subprocess
from pathlib import Path

_KEY = "roadmap.by"


def remembered(folder: Path) -> str | None:
    """Return who adds here, as it was said once; empty when nobody is to be named, nothing when it was never said."""
    return _config(folder, "--get", _KEY)


def proposed(folder: Path) -> str:
    """Return the name that git signs commits with, or nothing."""
    return _config(folder, "--get", "user.name") or ""


def remember(folder: Path, name: str) -> bool:
    """Keep who adds in the configuration of this checkout alone; say whether that went well."""
    return _config(folder, "--local", _KEY, name) is not None


def _config(folder: Path, *arguments: str) -> str | None:
    try:
        run = subprocess.run(  # noqa: S603 - its arguments are ours, and no shell reads them
            ["git", "-C", str(folder), "config", *arguments],  # noqa: S607
            capture_output=True, text=True, timeout=10,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return None
    return run.stdout.strip() if run.returncode == 0 else None
