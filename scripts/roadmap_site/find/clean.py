"""Strangers' values become values that may stand in a file; nothing, when they cannot be what they should be."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from typing import Final

LONGEST: Final = 200  # characters of a title or a name
MOST: Final = 10  # authors that are named; of more, the first three and "and others"
_RAW: Final = 20_000  # characters beyond which nothing is a title or a name, and nothing is worth cleaning
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,10}\d{0,2});")
_BARS: Final = re.compile(r"\s+(?:\||-|–|—|·|•|::|»|\N{BULLET})\s+|\s*\|\s*")
_ISO: Final = re.compile(
    r"P(?:(?P<d>\d{1,4})D)?(?:T(?:(?P<h>\d{1,4})H)?(?:(?P<m>\d{1,5})M)?(?:(?P<s>\d{1,7})(?:[.,]\d+)?S)?)?\Z",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"(?<![\d.])(1[6-9]\d\d|20\d\d)(?![\d.])")
_TAG: Final = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:[-_.@].*)?\Z")
_APART: Final = {("pt", "BR"), ("zh", "TW"), ("zh", "HK"), ("zh", "Hans"), ("zh", "Hant")}  # differ in writing
_NOBODY: Final = re.compile(
    r"(?:admin(?:istrator)?|authors?|by|editor(?:ial)?(?: team)?|guest|n/?a|none|null|nobody|root|staff|test"
    r"|undefined|unknown|user|webmaster|wordpress|et al\.?|and others|others)\Z",
    re.IGNORECASE,
)


def text(value: object) -> str:
    """Return a value as text on one line: entities resolved, marks that cannot be seen taken out."""
    if not isinstance(value, str) or len(value) > _RAW:
        return ""
    for _ in range(2):  # some escape what is escaped already
        if not _ENTITY.search(value):
            break
        value = html.unescape(value)
    if "\ufffd" in value:
        return ""  # it was read in another encoding than it was written in
    value = "".join(" " if unicodedata.category(char) in ("Zl", "Zp", "Zs") else char for char in value)
    value = "".join(char for char in " ".join(value.split()) if not _unseen(char))
    return " ".join(unicodedata.normalize("NFC", value).split())


def _unseen(char: str) -> bool:
    """Return whether a character shows nothing: controls, direction marks, private ones and halves."""
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn") and char not in "\u200c\u200d"


def title(value: object, sites: Iterable[str] = ()) -> str:
    """Return a title without the name of its site behind a bar; a site's name is only what is given as one."""
    name = text(value)
    known = {_letters(site) for site in sites} - {""}
    while found := list(_BARS.finditer(name)):
        last = found[-1]
        if _letters(name[last.end() :]) not in known or not name[: last.start()].strip():
            break
        name = name[: last.start()].strip()
    return name if 0 < len(name) <= LONGEST and any(map(str.isalnum, name)) else ""


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def person(value: object, *, turned: bool = False) -> str:
    """Return a name, `Family, Given` turned round where names are written so; addresses and nobodies are no names."""
    name = text(value).strip(" ,;")
    if turned and name.count(",") == 1:
        family, given = (part.strip() for part in name.split(","))
        name = f"{given} {family}" if given and family else name
    if not 1 < len(name) <= 100 or "://" in name or "@" in name.strip("@") or _NOBODY.match(name):
        return ""
    return name if any(map(str.isalpha, name)) and not re.search(r"[<>{}|\\`$]", name) else ""


def people(values: Iterable[object], *, turned: bool = False) -> tuple[str, ...]:
    """Return names, each once; of very many the first three."""
    found = tuple(dict.fromkeys(name for value in values if (name := person(value, turned=turned))))
    return (*found[:3], "and others") if len(found) > MOST else found


def year(value: object, latest: int) -> int | None:
    """Return the year of a date in any common form, not before 1900 nor after the latest that can be."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    found = _YEAR.search(text(value)[:60])
    return int(found[1]) if found and 1900 <= int(found[1]) <= latest else None


def minutes(value: object) -> int | None:
    """Return an ISO 8601 duration such as PT2H25M, or a number of seconds, in minutes."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(int(value)) if 0 < value < 1e8 else ""
    written = text(value)
    if re.fullmatch(r"[1-9]\d{0,7}", written):
        seconds = int(written)
    elif (found := _ISO.fullmatch(written)) and any(found.groups()):
        day, hour, minute, second = (int(found[name] or 0) for name in "dhms")
        seconds = ((day * 24 + hour) * 60 + minute) * 60 + second
    else:
        return None
    return max(1, seconds // 60) if seconds else None


def time(minutes: int | None) -> str | None:
    """Return minutes as 45m, 3h or 2h25m; nothing for what is longer than any course."""
    if minutes is None or not 0 < minutes < 2_000 * 60:
        return None
    hours, rest = divmod(minutes, 60)
    return f"{hours}h{f'{rest}m' if rest else ''}" if hours else f"{rest}m"


def language(value: object) -> str | None:
    """Return a language tag, without a country where that makes no difference to a reader."""
    found = _TAG.fullmatch(text(value))
    if not found:
        return None
    base = found[1].lower()
    script, country = (found[2] or "").title(), (found[3] or "").upper()
    if base in ("und", "mul", "zxx", "xx"):
        return None
    return next((f"{base}-{part}" for part in (script, country) if (base, part) in _APART), base)
