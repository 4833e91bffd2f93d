"""YAML is read as people read it, and everything in it has a place."""

from __future__ import annotations

import sys
import tracemalloc

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from roadmap_site.source import read


def rules(text: str | bytes) -> list[str]:
    document = read("f.yml", text.encode() if isinstance(text, str) else text)
    return [f"{p.line}:{p.column} {p.rule}" for p in document.problems]


def test_plain_values_keep_their_types() -> None:
    """Text, whole numbers, true, false, nothing, lists and mappings come through."""
    document = read("f.yml", b"a: text\nb: 2022\nc: true\nd:\ne: [1, x]\nf: {g: 'no'}\nh: 2026-11-21\n")
    assert document.data == {
        "a": "text",
        "b": 2022,
        "c": True,
        "d": None,
        "e": [1, "x"],
        "f": {"g": "no"},
        "h": "2026-11-21",
    }
    assert not document.problems


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:\n\tb: 1\n", "2:1 yaml-syntax"),
        ("a: 'x\n", "1:4 yaml-syntax"),
        ("a: b: c\n", "1:5 yaml-syntax"),
        ("a: b\nc", "2:2 yaml-syntax"),
        ("a: 1\n---\nb: 2\n", "2:1 yaml-syntax"),
        ("a: &x 1\n", "1:4 yaml-alias"),
        ("<<: {a: 1}\n", "1:1 yaml-alias"),
        ("a: !!python/object/apply:os.system [ls]\n", "1:4 yaml-tag"),
        ("a: 1\nb: 2\na: 3\n", "3:1 yaml-duplicate-key"),
        ("? [a]\n: b\n", "1:3 yaml-key"),
        ("a: on\n", "1:4 yaml-trap"),
        ("a: No\n", "1:4 yaml-trap"),
        ("a: 1.10\n", "1:4 yaml-trap"),
        ("a: 1e3\n", "1:4 yaml-trap"),
        ("a: 010\n", "1:4 yaml-trap"),
        ("a: 0x1f\n", "1:4 yaml-trap"),
        ("a: 1:30\n", "1:4 yaml-trap"),
        ("a: 1_000\n", "1:4 yaml-trap"),
        ("a: .nan\n", "1:4 yaml-trap"),
        ("a: 123456789012345678901234567890\n", "1:4 yaml-trap"),
        (b"\xef\xbb\xbfa: 1\n", "1:1 encoding"),
        ("a: 1\n".encode("utf-16"), "1:1 encoding"),
        (b"a: 1\nb: \xff\n", "2:4 encoding"),
        ("a: x\x1b[31m\n", "1:5 control-characters"),
        ('a: "x\\e[31m"\n', "1:4 control-characters"),
        ('a: "\\u202Egnp.exe"\n', "1:4 control-characters"),
        ("a: \u202egnp.exe\n", "1:4 control-characters"),
        (b"a: " + b"x" * (1 << 20), "1:1 too-large"),
        ("- a\n" * 60_000, "50000:3 too-large"),
        ("[" * 10_000, "1:31 too-deep"),
    ],
)
def test_what_people_would_misread_is_refused_at_its_place(text: str | bytes, expected: str) -> None:
    """Each trap is named at its line and column."""
    assert rules(text) == [expected]


def test_quotes_disarm_traps() -> None:
    """Quoted, the same words are text."""
    document = read("f.yml", b"a: 'no'\nb: \"1.10\"\nc: |\n  on\n")
    assert (document.data, document.problems) == ({"a": "no", "b": "1.10", "c": "on\n"}, ())


def test_all_traps_of_a_file_are_found_at_once() -> None:
    """Reading goes on after a trap."""
    assert rules("a: no\nb: 1.5\na: &x 1\n") == [
        "1:4 yaml-trap",
        "2:4 yaml-trap",
        "3:1 yaml-duplicate-key",
        "3:4 yaml-alias",
    ]


def test_an_alias_bomb_costs_nothing() -> None:
    """A kilobyte that would be gigabytes is refused where it stands."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{c}: &{c} [{', '.join([f'*{p}'] * 9)}]" for p, c in zip("abcdefgh", "bcdefghi", strict=True)]
    tracemalloc.start()
    assert {r.split()[1] for r in rules("\n".join(lines))} == {"yaml-alias"}
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_every_value_has_its_place() -> None:
    """A place is that of the value, of its key, or of the nearest value around it."""
    document = read("f.yml", b"a: 1\nb:\n  - x\n  - c: 3\n")
    assert document.place(("b", 1, "c")) == (4, 8)
    assert document.place(("b", 1, "c"), key=True) == (4, 5)
    assert document.place(("b", 1, "resource", "c")) == (4, 8)
    assert document.place(("b", 1, "missing")) == (4, 5)
    assert document.place(()) == (1, 1)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    """Nothing that a file can hold is more than a problem with a place."""
    document = read("f.yml", raw)
    assert all(p.line >= 1 and p.column >= 1 and p.message for p in document.problems)


scalars = st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text(max_size=20)
values = st.recursive(
    scalars, lambda v: st.lists(v, max_size=4) | st.dictionaries(st.sampled_from("abcd"), v, max_size=4), max_leaves=12
)


@given(st.dictionaries(st.sampled_from("abcdef"), values, max_size=5))
def test_what_a_yaml_library_writes_is_read_back(data: dict[str, object]) -> None:
    """Data written by PyYAML without aliases, with traps in quotes, comes back as it was."""

    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, data: object) -> bool:
            return True

    Dumper.add_representer(str, lambda d, s: d.represent_scalar("tag:yaml.org,2002:str", s, style='"'))
    document = read("f.yml", yaml.dump(data, Dumper=Dumper, allow_unicode=True).encode())
    if not document.problems:
        assert document.data == data
    else:
        assert {p.rule for p in document.problems} <= {"control-characters"}


def test_libyaml_is_used() -> None:
    """The fast parser is there; without it everything works, ten times slower."""
    assert yaml.__with_libyaml__ or sys.implementation.name != "cpython"
