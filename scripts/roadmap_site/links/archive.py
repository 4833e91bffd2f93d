"""Archived copies of pages, from the Wayback Machine's availability interface (https://archive.org/help/wayback_api.php)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from typing import Final
from urllib.parse import quote, urlsplit

from roadmap_site.links.fetch import Fetcher
from roadmap_site.links.options import Options
from roadmap_site.links.pace import Pace
from roadmap_site.links.seen import Attempt

INTERFACE: Final = "https://archive.org/wayback/available?url="
_PAUSE: Final = 1.0  # seconds between two requests to the archive


def copy_in(attempt: Attempt) -> str | None:
    """Return the archived copy that the interface's answer names, when that was a good page."""
    last = attempt[-1]
    if last.status != 200:
        return None
    try:
        closest = json.loads(last.body)["archived_snapshots"]["closest"]
        url, status = closest["url"], str(closest["status"])
    except (ValueError, KeyError, TypeError):
        return None
    if not isinstance(url, str) or not status.startswith("2") or urlsplit(url).hostname != "web.archive.org":
        return None
    return "https://" + url.partition("://")[2]


def copies(urls: Sequence[str], options: Options, found: Callable[[str, str], None], pause: float = _PAUSE) -> None:
    """Ask for the archived copy of each address, in turn, and call `found` for each that there is."""
    asyncio.run(_copies(urls, options, found, pause))


async def _copies(urls: Sequence[str], options: Options, found: Callable[[str, str], None], pause: float) -> None:
    pace = Pace(2, per_host=1, gap=pause)
    async with Fetcher(options) as fetcher:
        for url in urls:
            async with pace.turn("archive.org"):
                attempt = await fetcher.get(INTERFACE + quote(url.partition("#")[0], safe=""))
            pace.learn("archive.org", attempt)
            if copy := copy_in(attempt):
                found(url, copy)
