"""What YAML reads a plain word as, when it does not read it as text, and what no text may hold."""

from __future__ import annotations

import re
from typing import Final

NULL: Final = frozenset(("", "~", "null", "Null", "NULL"))
TRUE: Final = frozenset(("true", "True", "TRUE"))
FALSE: Final = frozenset(("false", "False", "FALSE"))
BOOLEAN_TRAP: Final = re.compile(r"(?i:y|yes|n|no|on|off)\Z")
INTEGER: Final = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,15})\Z")
NUMBER_TRAP: Final = re.compile(
    r"[-+]?(?:0[bB]?[0-9_]+|0x[0-9a-fA-F_]+|0o[0-7]+|[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|[0-9][0-9_]*|(?:[0-9][0-9_]*)?\.[0-9_]+(?:[eE][-+]?[0-9]+)?|[0-9][0-9_]*\.(?:[eE][-+]?[0-9]+)?"
    r"|[0-9]+[eE][-+]?[0-9]+|\.(?:inf|Inf|INF))\Z|\.(?:nan|NaN|NAN)\Z"
)
LINE_END: Final = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")  # where libyaml begins a new line
INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)


def is_text(word: str) -> bool:
    """Say whether a plain word is read as text, by us and by every other reader of YAML."""
    if word in NULL or word in TRUE or word in FALSE:
        return False
    return not (BOOLEAN_TRAP.match(word) or INTEGER.match(word) or NUMBER_TRAP.match(word))


def invisible(character: str) -> str:
    """Return what is to be said of a character that nobody sees, or that reverses what is seen."""
    return f"text must not hold the invisible character U+{ord(character):04X}"
