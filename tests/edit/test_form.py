"""The canonical form keeps the meaning of a file, every comment and every blank line."""

from __future__ import annotations

import re
from typing import Any, TypeVar

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from roadmap_site.edit import change
from roadmap_site.edit.form import WIDTH
from roadmap_site.edit.node import Node, Scalar
from roadmap_site.edit.order import record_of
from roadmap_site.edit.tree import parse
from roadmap_site.folder import read_folder
from roadmap_site.model import Goal, Resource, Topic
from roadmap_site.problems import Refused
from roadmap_site.source import read
from samples import ROOT, resource

LONG = " ".join(f"word{i}" for i in range(30))

CASES = {
    "fields go in the order of the model, with their comments; what heads the file stays there": (
        "# head\n\nlevel: beginner  # for all\n# about the title\ntitle: A\n",
        "# head\n\n# about the title\ntitle: A\nlevel: beginner  # for all\n",
    ),
    "lists are indented; covers stands in brackets, aliases does not": (
        "aliases: [a, 'b: c']\nresources:\n- id: x\n  covers:\n  - a\n  - b\n",
        'aliases:\n  - a\n  - "b: c"\nresources:\n  - id: x\n    covers: [a, b]\n',
    ),
    "comments within brackets break the list": (
        "goals:\n  - id: x\nresources:\n  - id: x\n    covers: [a, # first\n      b]  # both\n",
        "goals:\n  - id: x\nresources:\n  - id: x\n    covers:  # both\n      - a # first\n      - b\n",
    ),
    "single quotes become double ones, and quotes stay": (
        "title: 'It''s'\nsummary: \"Kept\"\n",
        'title: "It\'s"\nsummary: "Kept"\n',
    ),
    "long text is folded, whatever it was": (
        f"title: {LONG}\nsummary: '{LONG}'\n",
        "title: >-\n  " + LONG[:117].rpartition(" ")[0] + "\n  " + LONG[len(LONG[:117].rpartition(" ")[0]) + 1 :] + "\n"
        "summary: >-\n  "
        + LONG[:117].rpartition(" ")[0]
        + "\n  "
        + LONG[len(LONG[:117].rpartition(" ")[0]) + 1 :]
        + "\n",
    ),
    "folded text stays as it is broken while it fits": (
        "summary: >-   # two or three\n     One.\n     Two\n     three.\n",
        "summary: >-   # two or three\n  One.\n  Two\n  three.\n",
    ),
    "comments below an entry stay within it, those at the next field's column go with that": (
        "requires:\n    - topic: a\n      why: b\n      # more\n\n    # - topic: c\n\n# goals\ngoals:\n  - id: x\n",
        "requires:\n  - topic: a\n    why: b\n    # more\n\n  # - topic: c\n\n# goals\ngoals:\n  - id: x\n",
    ),
    "comments between a dash, a key and its value go before it": (
        "goals:\n  - # one\n    # two\n    text: T\n    id:\n      # three\n      x\n# end\n",
        "goals:\n  # one\n  # two\n  # three\n  - id: x\n    text: T\n# end\n",
    ),
    "carriage returns, spaces at the end, lines at the end and a missing one": (
        "\ufeff\r\n# head  \r\ntitle: A   \r\nlevel: beginner\r\n\r\n\r\n",
        "# head\ntitle: A\nlevel: beginner\n",
    ),
    "no newline at the end": ("title: A", "title: A\n"),
    "text that holds lines stays lines": ("summary: |-\n    a\n\n      b\n", "summary: |-\n  a\n\n    b\n"),
    "brackets become lines": ("goals: [{id: x, text: 'y'}]\n", 'goals:\n  - id: x\n    text: "y"\n'),
}


@pytest.mark.parametrize("name", CASES)
def test_the_form(name: str) -> None:
    """Each line of the form's description holds."""
    before, after = CASES[name]
    assert change.formatted(before, Topic) == after
    assert change.formatted(after, Topic) == after


def test_our_own_files_are_in_form() -> None:
    """The roadmap, and the annotated file of CONTRIBUTING, are written as the formatter writes them."""
    for key, document in read_folder(ROOT / "roadmap").documents.items():
        assert change.formatted(document.text, record_of(key)) == document.text, document.path
    example = re.findall(r"```yaml\n((?:#[^\n]*\n)?title: .*?)```", (ROOT / "CONTRIBUTING.md").read_text(), re.DOTALL)[
        0
    ]
    assert change.formatted(example, Topic) == example


def test_what_is_not_yaml_is_refused() -> None:
    """With the problems; nothing is guessed."""
    with pytest.raises(Refused) as refused:
        change.formatted("a: [1\n")
    assert refused.value.problems[0].rule == "yaml-syntax"


def test_an_entry_is_added_at_the_end_of_its_list() -> None:
    """In canonical form; what stands there stays, also what is commented out below the list."""
    text = "title: T\nresources:\n  # the first\n  - id: a  # one\n\n  # - id: gone\n\n# questions\nquestions: []\n"
    fields = {"why": "B: " + LONG, "id": "b", "by": ["Ann", "D, E"], "year": 2020, "level": None}
    entry = change.entry_text(Resource, fields)
    words = f"B: {LONG}"
    assert entry == (
        f'  - id: b\n    by: [Ann, "D, E"]\n    year: 2020\n    why: >-\n      {words[:111]}\n      {words[112:]}\n'
    )
    added = change.with_entry(text, Topic, "resources", fields)
    assert added == text.replace("  - id: a  # one\n", "  - id: a  # one\n" + entry)
    assert change.formatted(added, Topic) == added
    made = change.with_entry("title: T\nquestions: []\n", Topic, "goals", {"text": "Do it", "id": "x"})
    assert made == "title: T\ngoals:\n  - id: x\n    text: Do it\nquestions: []\n"
    assert change.entry_text(Goal, {"text": "no", "id": "x"}, 0) == '- id: x\n  text: "no"\n'


# Documents as nobody would write them: every style, comments and blank lines wherever YAML lets them stand.
texts = st.one_of(
    st.sampled_from(
        ("a", "no", "12", "", " lead", "a: b", "x #y", "- z", "it's", 'say "so"', "#", LONG, "é ∂ 漢", "a  b")
    ),
    st.text(
        st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn"), exclude_characters="\u2028\u2029"), max_size=12
    ),
    st.lists(st.sampled_from(("One", "two:", "#three", LONG, "", "  four")), min_size=1, max_size=4).map("\n".join),
)
values = st.recursive(
    texts,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(("id", "title", "covers", "why", "steps", "z: y", "no")), inner, max_size=3),
    ),
    max_leaves=10,
)


Choice = TypeVar("Choice")


class Writer:
    """Writes data as YAML, with choices drawn from hypothesis."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw, self.count, self.blank = draw, 0, 0

    def pick(self, *options: Choice) -> Choice:
        return self.draw(st.sampled_from(options))

    def note(self) -> str:
        self.count += 1
        return f"# note{self.count}."

    def beside(self) -> str:
        return self.pick("", "", "", "  ", " " + self.note(), "   " + self.note())

    def between(self, indent: int) -> str:
        """Return comments and blank lines, at this indentation or any other."""
        rows = [self.pick("blank", "here", "odd") for _ in range(self.pick(0, 0, 0, 1, 2))]
        self.blank += rows.count("blank")
        return "".join(
            "\n"
            if row == "blank"
            else " " * (indent if row == "here" else self.pick(0, 1, 2, 4, 7)) + self.note() + "\n"
            for row in rows
        )

    def scalar(self, value: str, indent: int) -> str:
        double = '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
        forms = [double]
        if "\n" not in value:
            forms += ["'" + value.replace("'", "''") + "'", value]
        short = f"{self.pick(*forms)}{self.beside()}\n"
        if not value or value[0].isspace() or not value.strip("\n") or value.endswith("\n") or self.pick(0, 1):
            return short
        rows = "".join(" " * indent + row + "\n" if row else "\n" for row in value.split("\n"))
        mark = "|-" if "\n" in value else self.pick("|-", ">-")
        return f"{mark}{self.beside()}\n{rows}"

    def flow(self, value: Any) -> str:
        gap = self.pick("", "", " ", " " + self.note() + "\n" + " " * 20)
        if isinstance(value, dict):
            return "{" + ",".join(gap + f'"{k}": {self.flow(v)}' for k, v in value.items()) + gap + "}"
        if isinstance(value, list):
            return "[" + ",".join(gap + self.flow(v) for v in value) + gap + "]"
        return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    def value(self, value: Any, indent: int) -> str:
        """Return what follows a colon or a dash, to the end of its last line."""
        if isinstance(value, str):
            return " " + self.scalar(value, indent)
        if not value or self.pick(0, 0, 0, 1):
            return " " + self.flow(value) + self.beside() + "\n"
        return self.beside() + "\n" + self.block(value, indent)

    def block(self, value: Any, indent: int) -> str:
        step = self.pick(1, 2, 4)
        pad = " " * indent
        rows = [(f'"{k}":', v) for k, v in value.items()] if isinstance(value, dict) else [("-", v) for v in value]
        return "".join(self.between(indent) + pad + head + self.value(v, indent + step) for head, v in rows)


@st.composite
def documents(draw: Any) -> tuple[str, Any, int]:
    """Return a document, the data that is meant, and how many blank lines there are between its values."""
    writer = Writer(draw)
    data = draw(st.dictionaries(st.sampled_from(("title", "goals", "resources", "summary")), values, min_size=1))
    return f"# top\n{writer.between(0)}{writer.block(data, 0)}{writer.between(0)}# end\n", data, writer.blank


def blanks(tree: Node) -> int:
    if isinstance(tree, Scalar):
        return 0
    return tree.after.count("") + sum(item.before.count("") + blanks(item.value) for item in tree.items)


@settings(max_examples=400, deadline=None)
@given(documents(), st.sampled_from((None, Topic)), st.booleans())
def test_wild_documents(document: tuple[str, Any, int], record: type[Topic] | None, windows: bool) -> None:
    """The form is its own form, means the same, has every comment and blank line, and is no wider than it must."""
    text, data, blank = document
    before = read("f.yml", text.encode())
    assume(not before.problems)
    after = change.formatted(text.replace("\n", "\r\n") if windows else text, record)
    assert change.formatted(after, record) == after
    assert read("f.yml", after.encode()).data == before.data
    if before.data == data:  # else a comment or blank line became part of a text
        assert blanks(parse(after)) == blank
    for name in re.findall(r"# note\d+\.", text):
        assert after.count(name) == text.count(name)
    assert not re.search(r"[ \t]\n", after) or "|" in after
    wide = [line for line in after.split("\n") if len(re.sub(r" *# note.*", "", line)) > WIDTH]
    assert not wide or "|" in after or all("\\n" in line or "  " in line.strip() for line in wide)


def test_a_resource_of_the_samples_is_plain() -> None:
    """Nothing is quoted without need when it is new."""
    assert '"' not in change.entry_text(Resource, resource("bread"))
