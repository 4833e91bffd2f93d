"""What a build knows of its site: where it will stand, and of which moment it is."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import Final


@dataclass(frozen=True)
class About:
    """Where a site will stand, and the moment of its content; the clock is never asked, so that builds are equal."""

    site: str | None = None  # its address, with a slash at the end
    made: datetime | Callable[[], datetime | None] | None = None  # or what finds it out

    @cached_property
    def moment(self) -> str | None:
        """The moment in UTC, as RFC 3339 writes it."""
        made = self.made() if callable(self.made) else self.made
        return made.strftime("%Y-%m-%dT%H:%M:%SZ") if made else None


UNKNOWN: Final = About()


def about(site: str | None, roadmap_dir: Path) -> About:
    """Return what is known: the moment is SOURCE_DATE_EPOCH, else that of the last commit, else nothing."""
    return About(f"{site.rstrip('/')}/" if site else None, partial(_moment, roadmap_dir))


def _moment(folder: Path) -> datetime | None:
    seconds = os.environ.get("SOURCE_DATE_EPOCH") or _committed(folder)
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _committed(folder: Path) -> str:
    try:
        command = ["git", "-C", str(folder), "log", "-1", "--format=%ct"]
        run = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - no shell
    except OSError:  # there is no git
        return ""
    return run.stdout.strip()
