"""Ids that are proposed: readable, kebab, and not taken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from itertools import chain, count
from typing import Final

from roadmap_site.roadmap import Roadmap

_MOST: Final = 48  # characters of a proposal; an id may have 80
_WORDS: Final = 5
_SMALL: Final = frozenset(
    (
        *("a", "an", "and", "are", "as", "at", "by", "for", "from", "how", "i", "in", "into", "is", "it", "of", "on"),
        *("or", "that", "the", "this", "to", "using", "via", "we", "what", "with", "you", "your"),
    )
)
_LETTERS: Final = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "æ": "ae", "Æ": "AE", "đ": "d", "þ": "th", "ı": "i"}
)


def taken(roadmap: Roadmap) -> frozenset[str]:
    """Return every id that is or was in use."""
    kinds = (roadmap.stages, roadmap.topics, roadmap.paths, roadmap.projects)
    found = {id for records in kinds for id in records} | set(roadmap.homes)
    found |= {old for records in kinds for record in records.values() for old in record.former_ids}
    return frozenset(found | {old for home in roadmap.homes.values() for old in home.resource.former_ids})


def proposed(title: str, by: Sequence[str], kind: str, used: Collection[str]) -> str:
    """Return an id such as `karpathy-building-micrograd`: a surname and the first words of the title that tell."""
    surname = kebab(by[0]).split("-")[-1:] if by and len(by[0].split()) <= 4 else []
    told = [word for word in kebab(title).split("-") if word and word not in _SMALL and word not in surname]
    name = "-".join((*surname, *told[:_WORDS]))
    while len(name) > _MOST and "-" in name:
        name = name.rpartition("-")[0]
    name = name[:_MOST].strip("-") or kind or "resource"
    others = chain([name, f"{name}-{kind}"] if kind else [name], (f"{name}-{n}" for n in count(2)))
    return next(one for one in others if one not in used)


def kebab(text: str) -> str:
    """Return text as the words of an id; nothing when it has no letter that we can write."""
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", plain)).strip("-")
