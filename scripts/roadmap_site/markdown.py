"""Text from strangers in the Markdown that GitHub renders: it shows literally, and calls nobody."""

from __future__ import annotations

import re
from typing import Final

BODY: Final = 65_536  # characters that GitHub takes as the body of an issue, a pull request or a comment
LIMIT: Final = 400  # characters of one text

# In a rendered page GitHub links names after @, numbers after # or GH-, and addresses; a joiner that is not seen stands
# between, so that nobody is called, no issue of others gets a note, and no word such as "closes" closes one.
_JOINER: Final = "&#8288;"
_CALLS: Final = re.compile(r"&#(?:64|35|58|36);|\bwww(?=\.)|\bGH(?=&#45;)", re.IGNORECASE)
_ACTIVE: Final = re.compile(r"(?![\w .,;'()/%])[!-~]|_|^\d")  # what Markdown or HTML may read as more than text
_REPOSITORY: Final = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)


def is_repository(name: str) -> bool:
    """Say whether text is the name of a repository, such as `people/roadmap`."""
    return bool(_REPOSITORY.fullmatch(name))


def short(text: str, limit: int = LIMIT) -> str:
    """Return text on one line, without characters that cannot be seen, and not longer than so many characters."""
    line = "".join(char for char in " ".join(text.split()) if char.isprintable())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def code(text: str) -> str:
    """Return text as code, in which GitHub reads neither Markdown nor names; the fence is longer than any in it."""
    line = short(text)
    fence = "`" * (max((len(run) for run in re.findall("`+", line)), default=0) + 1)
    return f"{fence} {line} {fence}" if "`" in line or not line else f"{fence}{line}{fence}"


def prose(text: str, limit: int = LIMIT) -> str:
    """Return text that shows literally, and calls nobody."""
    line = _ACTIVE.sub(lambda found: f"&#{ord(found[0])};", short(text, limit))
    return _CALLS.sub(lambda found: found[0] + _JOINER, line)
