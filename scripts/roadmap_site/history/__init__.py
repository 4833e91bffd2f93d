"""What changed, and when, as git knows it: never more than it knows.

`git` asks, `state` reads files as they once were, `diff` compares, `words` says it, `walk` goes from commit to commit,
and `kept` remembers what it found, since a commit never changes.
"""

from __future__ import annotations

from roadmap_site.history.entries import KINDS, NOTHING, Action, Entry, Kind, Past, Words, added_key, urn
from roadmap_site.history.news import News, happened
from roadmap_site.history.walk import history

__all__ = [
    "KINDS",
    "NOTHING",
    "Action",
    "Entry",
    "Kind",
    "News",
    "Past",
    "Words",
    "added_key",
    "happened",
    "history",
    "urn",
]
