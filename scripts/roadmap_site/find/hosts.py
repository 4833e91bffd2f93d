"""What an address alone says: of a few hosts it is certain what they hold, and that it is free."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from roadmap_site.addresses import host
from roadmap_site.find.values import Fact

SOURCE: Final = "the address"
# Host, path, kind, price; a host that begins with a dot stands for all below it. A price where all of it costs that.
_HOSTS: Final = (
    ("youtube.com", r"/playlist", "playlist", "free"),
    ("youtube.com", r"/(?:watch|live|shorts)", "video", "free"),
    ("youtu.be", r"/.+", "video", "free"),
    ("arxiv.org", r"/(?:abs|pdf|html)/", "paper", "free"),
    ("openreview.net", r"/(?:forum|pdf)", "paper", "free"),
    ("aclanthology.org", r"/.+", "paper", "free"),
    ("jmlr.org", r"/papers/", "paper", "free"),
    ("proceedings.mlr.press", r"/v\d+/.+", "paper", "free"),
    ("papers.nips.cc", r"/paper", "paper", "free"),
    ("proceedings.neurips.cc", r"/paper", "paper", "free"),
    ("github.com", r"/[^/]+/[^/]+", "code", "free"),
    ("gist.github.com", r"/.+", "code", "free"),
    ("colab.research.google.com", r"/.+", "interactive", ""),
    ("kaggle.com", r"/learn/", "course", ""),
    ("ocw.mit.edu", r"/courses/", "course", "free"),
    ("coursera.org", r"/(?:learn|specializations|professional-certificates)/", "course", ""),
    ("edx.org", r"/(?:learn|course)/", "course", ""),
    ("udacity.com", r"/course/", "course", ""),
    ("udemy.com", r"/course/", "course", ""),
    (".readthedocs.io", r"", "documentation", "free"),
    ("docs.python.org", r"", "documentation", "free"),
    ("docs.pytorch.org", r"/docs/", "documentation", "free"),
    ("wikipedia.org", r"/wiki/", "article", "free"),
    (".wikipedia.org", r"/wiki/", "article", "free"),
    ("observablehq.com", r"/.+", "interactive", "free"),
    ("distill.pub", r"/\d{4}/", "article", "free"),
)  # fmt: skip


def facts(url: str) -> Iterator[Fact]:
    """Yield what the address of a page says of it."""
    where, path = host(url), urlsplit(url).path
    for name, pattern, kind, cost in _HOSTS:
        if (where.endswith(name) if name.startswith(".") else where == name) and re.match(pattern, path):
            yield Fact("kind", kind, SOURCE, url)
            if cost:
                yield Fact("cost", cost, SOURCE, url)
            return
