"""While somebody types, the editor completes, explains and marks: by our settings, or by the first line of a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import get_args

import pytest
import yaml

from editor import Editor
from roadmap_site.model import KindOrUnknown, Topic
from samples import ROOT, Data, resource, small, topic
from tools import need

SETTINGS = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
LINE = "# yaml-language-server: $schema=../schema/topic.schema.json\n"


@pytest.fixture(scope="module", params=["settings", "line"])
def editor(request: pytest.FixtureRequest) -> Iterator[tuple[Editor, str]]:
    """VS Code with our settings and a file without the line; and any other editor, with the line and no settings."""
    need("node")
    settings = SETTINGS if request.param == "settings" else {"yaml.schemaStore.enable": False}
    editor = Editor(ROOT, settings)
    yield editor, "" if request.param == "settings" else LINE
    editor.close()


def text(data: Data) -> str:
    return yaml.safe_dump(data, sort_keys=False)


def place(text: str, words: str) -> tuple[int, int]:
    """Return line and character right after some words."""
    before = text[: text.index(words) + len(words)]
    return before.count("\n"), len(before.rpartition("\n")[2])


def test_what_is_right_is_not_marked(editor: tuple[Editor, str]) -> None:
    server, line = editor
    name = "roadmap/some-stage/is-marked.yml"
    assert server.open(name, line + text(topic("Bread"))) == []


def test_what_is_wrong_is_marked_where_it_is(editor: tuple[Editor, str]) -> None:
    """A word that is none, a field that is none, a field that is missing."""
    server, line = editor
    name = "roadmap/some-stage/is-is.yml"
    bread = topic("Bread", level="begginer", tilte="Bread")
    del bread["summary"]
    opened = line + text(bread)
    marks = {mark["range"]["start"]["line"]: mark["message"] for mark in server.open(name, opened)}
    level, extra = place(opened, "level: ")[0], place(opened, "tilte: ")[0]
    assert '"beginner"' in marks[level]
    assert "tilte" in marks[extra]
    assert any("summary" in message for message in marks.values())


def test_the_kinds_are_offered(editor: tuple[Editor, str]) -> None:
    """After `kind: ` in a resource: all of the model, and nothing else; `unknown` is for what was imported."""
    server, line = editor
    name = "roadmap/some-stage/kinds-offered.yml"
    bread = topic("Bread")
    bread["resources"] = [resource("bread-book", kind="", covers=["explain"])]
    opened = line + text(bread).replace("kind: ''", "kind: ")
    server.open(name, opened)
    assert server.completions(name, *place(opened, "kind: ")).keys() == set(get_args(KindOrUnknown))


def test_the_fields_are_offered_with_what_they_mean(editor: tuple[Editor, str]) -> None:
    """On an empty line of a topic: those that it has not yet, each with the model's own sentence."""
    server, line = editor
    name = "roadmap/some-stage/fields-mean.yml"
    opened = line + "title: Bread\nlevel: beginner\n"
    server.open(name, opened)
    offered = server.completions(name, *place(opened, "level: beginner\n"))
    assert set(Topic.model_fields) - {"title", "level"} <= offered.keys()
    assert "title" not in offered
    said = json.dumps(offered["summary"]["documentation"])
    assert (Topic.model_fields["summary"].description or "nothing") in said


def test_a_field_explains_itself(editor: tuple[Editor, str]) -> None:
    """Under the pointer."""
    server, line = editor
    name = "roadmap/some-stage/field-itself.yml"
    opened = line + text(topic("Bread"))
    server.open(name, opened)
    row, character = place(opened, "level")
    hover = json.dumps(server.at("hover", name, row, character - 2))
    assert (Topic.model_fields["level"].description or "nothing") in hover


@pytest.mark.parametrize(
    ("name", "of", "wrong"),
    [
        ("roadmap/index.yml", "index.yml", {"stages": "dough"}),
        ("roadmap/some-stage/index.yml", "dough/index.yml", {"topics": "flour"}),
        ("roadmap/retired.yml", None, {"retired": [{"url": "https://example.org/"}]}),
        ("roadmap/paths/way.yml", None, {"title": "A way", "kind": "walk", "summary": "On.", "steps": []}),
        ("roadmap/projects/loaf.yml", None, {"title": "A loaf"}),
    ],
)
def test_every_kind_of_file_has_its_own_schema(name: str, of: str | None, wrong: Data) -> None:
    """By its place alone; another kind's fields are not asked for."""
    need("node")
    for data in ([small()[of]] if of else []) + [{**small().get(of or "", {}), **wrong}]:
        server = Editor(ROOT, SETTINGS)
        said = " ".join(mark["message"] for mark in server.open(name, text(data)))
        server.close()
        assert bool(said) == (wrong.items() <= data.items())
        assert "goals" not in said


def test_every_file_of_the_roadmap_begins_with_its_line() -> None:
    """So that editors without settings of ours find the schema, too."""
    for path in sorted((ROOT / "roadmap").rglob("*.yml")):
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        schema = first.removeprefix("# yaml-language-server: $schema=")
        assert schema != first, path
        assert (path.parent / schema).is_file(), path
