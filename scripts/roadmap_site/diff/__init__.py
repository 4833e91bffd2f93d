"""The difference of two states of the roadmap: what a reader of the old one finds changed in the new one.

A state is what `roadmap.json` holds, of this version or an older one. `difference` returns values, and the modules
beside it say them in words.
"""

from __future__ import annotations

from roadmap_site.diff.compare import difference
from roadmap_site.diff.records import Broken, Change, Detail, Difference, Total
from roadmap_site.diff.state import State, Unreadable, read_state, state_of
from roadmap_site.diff.words import as_json, as_markdown, as_text

__all__ = [
    "Broken",
    "Change",
    "Detail",
    "Difference",
    "State",
    "Total",
    "Unreadable",
    "as_json",
    "as_markdown",
    "as_text",
    "difference",
    "read_state",
    "state_of",
]
