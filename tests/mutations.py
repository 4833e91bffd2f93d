"""Files of a roadmap, changed as no careful person would: what `check` has to survive.

All is decided by the random numbers that are handed in, so that a case can be made again.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from random import Random
from typing import Any, Final

import yaml

from roadmap_site.source import MAX_BYTES, read

TOKENS: Final = (
    *(": ", "- ", "? ", "&a ", "*a", "<<: *a", "!!python/object/apply:os.system [id]", "!!binary ", "!t ", "| ", "|-\n"),
    *(">+9\n", "---\n", "...\n", "%YAML 1.1\n---\n", "%TAG ! x\n", "{", "}", "[", "]", "#", '"', "'", "\t", "\n\t", ","),
    *("@", "`", "\\", '"\\ud800"', '"\\x00"', '"\\e[31m"', "~", "=", "<<", "\r", "\r\n", "\0", "${{ x }}", "{{ x }}", "--8<--"),
)  # fmt: skip
MARKS: Final = (
    *("\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\u2028", "\u2029", "\x85", "\xad", "\x1b[2J", "\x07", "\x7f"),
    *("e" + "\u0301" * 400, "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U000e0041", "\ue000", "\ufffe", "\U0010ffff"),
    *("\u0430", "\uff21", "\u0130", "\ufdfa" * 50, "\u115f", "\u3164", "\u2800", "\u0345", "\u1e9e", "\U0001d7d8"),
)  # fmt: skip
VALUES: Final[tuple[Any, ...]] = (
    *(None, True, False, 0, -1, 1 << 31, 1 << 63, 1 << 64, 10**400, 10**5000, 1e308, float("inf"), float("nan"), -0.0),
    *("", " ", "\n", "no", "1e999", "0x" + "f" * 500, "9" * 5000, "1:2:3", "0o17", "1_0", ".inf", "2026-02-30", "0000-00-00"),
    *("9999-12-31", "10000-01-01", "-1h", "0m", "99999999999999999h", "1h60m", "1.5h", "h", "\u0661h", "\xb2h", "1h" * 200),
    *("http://[::1", "http://[", "https://", "http:", "//x", "https:///x", "https://x:99999999/", "https://x:-1/", "https://x:\u0661/"),
    *("https://" + "a." * 2000, "https://" + "a" * 300 + ".org", "https://xn--a/", "https://xn--" + "9" * 80 + "/", "https://\u2100.org/"),
    *("https://e\u0301.org/", "https://a..b/", "https://.", "https://%00/", "https://a/%zz%", "https://1.2.3.4.5/", "https://0x7f.1/"),
    *("https://u:p@x.org/", "https://x.org/#" + "#" * 99, "https://x.org/?" + "a=b&" * 500, "javascript:1", "data:,x", "https://\u212a.org"),
    *("../../etc/passwd", "con", "nul.yml", "-", "--", "a--b", "a" * 5000, "\u00e9", "index", "paths", "x" * 100_000, "- " * 20_000),
    *("(" * 20_000, "a " * 20_000, "a, " * 10_000, "<" * 20_000, "[](" * 5_000, "&#0;" * 2_000, "https://" * 5_000, "." * 50_000),
    *([], {}, [None], [[]], [{}], {"": ""}, {"id": None}, {"use": {}}, {"a": {"b": {"c": {}}}}, ["x"] * 3_000, [{"id": "x"}] * 300),
)  # fmt: skip
MOST: Final = MAX_BYTES + 10


def mutated(raw: bytes, other: bytes, random: Random) -> bytes:
    """Return a file changed in one to four ways; `other` is another one, of which it may take parts."""
    for _ in range(random.choice((1, 1, 2, 2, 3, 4))):
        raw = random.choice(_WAYS)(raw, other, random)[:MOST]
    return raw


def _place(raw: bytes, random: Random) -> int:
    return random.randint(0, len(raw))


def _span(raw: bytes, random: Random) -> tuple[int, int]:
    start = _place(raw, random)
    return start, min(len(raw), start + random.choice((1, 2, 5, 20, 100, 1_000)))


def _put(raw: bytes, text: bytes, random: Random) -> bytes:
    at = _place(raw, random)
    return raw[:at] + text + raw[at:]


# bytes


def _other_bytes(raw: bytes, _: bytes, random: Random) -> bytes:
    found = bytearray(raw)
    for _i in range(random.choice((1, 1, 3, 10))):
        if found:
            found[random.randrange(len(found))] = random.randrange(256)
    return bytes(found)


def _more_bytes(raw: bytes, _: bytes, random: Random) -> bytes:
    return _put(raw, random.randbytes(random.choice((1, 2, 4, 50))), random)


def _fewer_bytes(raw: bytes, _: bytes, random: Random) -> bytes:
    start, end = _span(raw, random)
    return raw[:start] + raw[end:]


def _bytes_again(raw: bytes, _: bytes, random: Random) -> bytes:
    start, end = _span(raw, random)
    return raw[:end] + raw[start:end] * random.choice((1, 2, 50, 5_000)) + raw[end:]


def _cut(raw: bytes, _: bytes, random: Random) -> bytes:
    return raw[: _place(raw, random)]


def _part_of_another(raw: bytes, other: bytes, random: Random) -> bytes:
    return raw[: _place(raw, random)] + other[_place(other, random) :]


def _encoded(raw: bytes, _: bytes, random: Random) -> bytes:
    text = raw.decode("utf-8", "replace")
    return text.encode(random.choice(("utf-16", "utf-8-sig", "utf-32", "latin-1", "utf-7", "cp037")), "replace")


def _line_ends(raw: bytes, _: bytes, random: Random) -> bytes:
    return raw.replace(b"\n", random.choice((b"\r\n", b"\r", b"\n\n", b"\x85", "\u2028".encode(), b" \n", b"")))


# tokens


def _token(raw: bytes, _: bytes, random: Random) -> bytes:
    return _put(raw, random.choice(TOKENS).encode() * random.choice((1, 1, 1, 2, 100)), random)


def _mark(raw: bytes, _: bytes, random: Random) -> bytes:
    return _put(raw, random.choice(MARKS).encode() * random.choice((1, 1, 1, 3, 500)), random)


def _character(raw: bytes, _: bytes, random: Random) -> bytes:
    code = random.choice((random.randrange(0x80), random.randrange(0x3000), random.randrange(0x110000)))
    return _put(raw, chr(code).encode("utf-8", "surrogatepass"), random)


def _deep(raw: bytes, _: bytes, random: Random) -> bytes:
    unit = random.choice((b"[", b"{", b"{a: ", b"- ", b"? ", b"[{a: [", b"|\n", b"&a [", b"!t ["))
    return _put(raw, unit * random.choice((20, 31, 100, 5_000, 100_000)), random)


def _tower(raw: bytes, _: bytes, random: Random) -> bytes:
    depth = random.choice((20, 31, 300, 1_200))
    return raw + b"\n" + b"".join(b" " * i + random.choice((b"a:\n", b"- \n", b"? x\n")) for i in range(depth))


def _anchors(raw: bytes, _: bytes, random: Random) -> bytes:
    lines = ["bomb0: &b0 [x, x, x]"]
    lines += [f"bomb{i}: &b{i} [{', '.join([f'*b{i - 1}'] * 9)}]" for i in range(1, random.choice((3, 9, 200)))]
    return raw + "\n".join(("", *lines, "loop: &l [*l]", "")).encode()


# lines


def _lines(raw: bytes, other: bytes, random: Random) -> bytes:
    lines = raw.split(b"\n")
    at = random.randrange(len(lines))
    line = lines[at]
    how = random.randrange(9)
    if how == 0:
        del lines[at]
    elif how == 1:  # a key twice, or very often
        lines[at:at] = [line] * min(random.choice((1, 2, 100, 3_000)), MOST // (len(line) + 1) + 1)
    elif how == 2:
        lines.insert(random.randrange(len(lines)), lines.pop(at))
    elif how == 3:
        lines[at] = b" " * random.choice((1, 2, 7, 1_000)) + line
    elif how == 4:
        lines[at] = line.lstrip()
    elif how == 5:
        lines[at] = b"\t" + line.lstrip()
    elif how == 6:
        random.shuffle(lines)
    elif how == 7:
        lines[at:at] = random.choices(other.split(b"\n"), k=random.choice((1, 5, 50)))
    else:
        lines[at] = line.partition(b":")[0] + b":" + random.choice((b"", b" >", b" |", b" []", b" {}", b" ''", b" #"))
    return b"\n".join(lines)


# structures


def _structure(raw: bytes, other: bytes, random: Random) -> bytes:
    """Change values where they stand in the data, and write it anew."""
    if len(raw) > 200_000:  # copies of its parts would need all the memory that there is
        return _lines(raw, other, random)
    data, donor = read("a.yml", raw).data, read("b.yml", other).data
    if not isinstance(data, dict | list):  # it was refused
        return _lines(raw, other, random)
    data = copy.deepcopy(data)
    for _ in range(random.choice((1, 1, 2, 6))):
        places = [*_places(data)]
        if not places:
            break
        holder, key = random.choice(places)
        how = random.randrange(7)
        if how <= 2:
            holder[key] = copy.deepcopy(random.choice(VALUES))
        elif how == 3:
            del holder[key]
        elif how == 4:  # what stands elsewhere, here or in another file
            source, name = random.choice([*_places(donor)] or places)
            holder[key] = copy.deepcopy(source[name])
        elif how == 5 and isinstance(holder, dict):
            others = [name for _, name in places if isinstance(name, str)]
            holder[random.choice((random.choice(others), "zzz", "", "on", "<<"))[:50]] = holder.pop(key)
        else:
            for _i in range(random.choice((1, 2, 40))):
                holder[key] = [holder[key]] if random.random() < 0.5 else {"a": holder[key]}
    try:
        if random.random() < 0.3:
            return json.dumps(data, ensure_ascii=random.random() < 0.5).encode("utf-8", "surrogatepass")
        return yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False).encode("utf-8", "replace")
    except (yaml.YAMLError, ValueError, RecursionError, TypeError, UnicodeError):
        return raw


def _places(data: Any) -> list[tuple[Any, Any]]:
    """Return every mapping or list of some data with each of its keys; at most some thousands."""
    found: list[tuple[Any, Any]] = []
    left = [data]
    while left and len(found) < 5_000:
        holder = left.pop()
        keys = list(holder) if isinstance(holder, dict) else range(len(holder)) if isinstance(holder, list) else ()
        for key in keys:
            found.append((holder, key))
            left.append(holder[key])
    return found


_BYTES = (_other_bytes, _more_bytes, _fewer_bytes, _bytes_again, _cut, _part_of_another, _encoded, _line_ends)
_SIGNS = (_token, _token, _token, _mark, _mark, _character, _deep, _tower, _anchors)
_WAYS: Final[tuple[Callable[[bytes, bytes, Random], bytes], ...]] = (
    *_BYTES,
    *_SIGNS,
    *(_lines,) * 6,
    *(_structure,) * 10,
)
