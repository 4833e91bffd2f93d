"""Addresses whose verdict is known better by a person: in pyproject.toml, each with a reason and a date.

[[tool.roadmap.links.exempt]]
url = "https://example.org/page"   # or a pattern with *
reason = "The host refuses every robot; it opens in a browser."
date = 2026-11-21
"""

from __future__ import annotations

import datetime
import fnmatch
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from roadmap_site.links.report import Row


class WrongExemption(Exception):
    """The list of exemptions is not as it must be."""


@dataclass(frozen=True, slots=True)
class Exemption:
    """An address, or a pattern of addresses, that never fails a run."""

    url: str
    reason: str
    date: datetime.date

    def covers(self, url: str) -> bool:
        return url == self.url or ("*" in self.url and fnmatch.fnmatchcase(url, self.url))


def read(path: Path) -> tuple[Exemption, ...]:
    """Return the exemptions in a pyproject.toml, none when there is none; raise WrongExemption."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WrongExemption(f"{path}: {error}") from None
    found = []
    for i, row in enumerate(data.get("tool", {}).get("roadmap", {}).get("links", {}).get("exempt", []), 1):
        try:
            url, reason, date = row["url"], row["reason"], row["date"]
        except (KeyError, TypeError):
            raise WrongExemption(f"{path}: exemption {i} must have url, reason and date") from None
        if not (isinstance(url, str) and isinstance(reason, str) and reason.strip() and type(date) is datetime.date):
            raise WrongExemption(
                f"{path}: exemption {i} must have a url and a reason in quotes, and a date such as 2026-11-21"
            )
        found.append(Exemption(url, reason, date))
    return tuple(found)


def not_needed(exemptions: Sequence[Exemption], rows: Sequence[Row]) -> tuple[str, ...]:
    """Return what is to be said of exemptions that cover nothing, or only what is well."""
    said = []
    for one in exemptions:
        covered = [row for row in rows if one.covers(row.url)]
        if not covered:
            said.append(f"The exemption of {one.url} ({one.date}) is not needed any more: the address stands nowhere.")
        elif all(row.verdict == "ok" for row in covered):
            said.append(f"The exemption of {one.url} ({one.date}) is not needed any more: it is there.")
    return tuple(said)
