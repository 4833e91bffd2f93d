"""The issue forms: current, within what GitHub allows, and read back as they were filled in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from roadmap_site.cli import main
from roadmap_site.forms.fields import Form, forms
from roadmap_site.forms.files import FOLDER, files
from roadmap_site.forms.read import NotRead, read
from roadmap_site.load import load
from samples import ROOT, small, write

ROADMAP = load(ROOT / "roadmap").roadmap
assert ROADMAP is not None
FORMS = forms(ROADMAP)
RESOURCE = FORMS[0]
FILES = files(ROADMAP)
IDS = [form.name for form in FORMS]


def filled(form: Form, values: dict[str, str]) -> str:
    """Return the text of the issue that GitHub makes of a form."""
    return "\n\n".join(f"### {field.label}\n\n{values.get(field.id) or '_No response_'}" for field in form.fields)


def test_the_forms_are_current(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """What stands in .github is what the model and the roadmap make today."""
    monkeypatch.chdir(ROOT)
    assert main(["forms", "--check"]) == 0, capsys.readouterr().out


def test_what_is_not_current_is_named_and_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """--check writes nothing; without it the forms are written; a file that is none of ours is named."""
    write(tmp_path / "roadmap", small())
    monkeypatch.chdir(tmp_path)
    assert main(["forms", "--check"]) == 1
    assert not (tmp_path / FOLDER).exists()
    assert main(["forms"]) == 0
    assert main(["forms", "--check"]) == 0
    assert "Dough" in (tmp_path / FOLDER / "3-topic.yml").read_text(encoding="utf-8")
    (tmp_path / FOLDER / "old.yml").write_text("name: old\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["forms", "--check"]) == 1
    assert "old.yml: is none of our forms" in capsys.readouterr().out


@pytest.mark.parametrize("name", sorted(FILES))
def test_github_takes_the_file(name: str) -> None:
    """The rules of GitHub's documentation: keys, unique ids and labels, options without `None` and booleans."""
    data = yaml.safe_load(FILES[name])
    if name == "config.yml":
        assert data.keys() <= {"blank_issues_enabled", "contact_links"}
        return
    assert data.keys() == {"name", "description", "labels", "body"}
    ids, labels = [], []
    for element in data["body"]:
        attributes: dict[str, Any] = element["attributes"]
        assert all(isinstance(value, (str, list)) and value for value in attributes.values())
        if element["type"] == "markdown":
            continue
        assert re.fullmatch(r"[A-Za-z0-9_-]+", element["id"])
        ids.append(element["id"])
        labels.append(attributes["label"].lower())
        assert element["validations"].keys() == {"required"}
        if element["type"] == "dropdown":
            options = attributes["options"]
            assert len(options) == len(set(options)) <= 50
            assert all(isinstance(one, str) and one.lower() != "none" for one in options)
        else:
            assert "options" not in attributes
    assert len(set(ids)) == len(ids)
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("form", FORMS, ids=IDS)
def test_only_the_last_field_may_have_lines(form: Form) -> None:
    """So that nothing in it can be taken for another field."""
    assert all(field.kind != "textarea" for field in form.fields[:-1])
    assert len({form.label for form in FORMS}) == len(FORMS)


LINE = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=60).map(str.strip)
TEXT = st.lists(st.one_of(LINE, st.sampled_from([f"### {f.label}" for f in RESOURCE.fields]), st.just("")), max_size=6)


@given(st.lists(LINE, min_size=10, max_size=10), TEXT, st.sampled_from(["\n", "\r\n"]))
def test_what_was_written_is_read(lines: list[str], text: list[str], end: str) -> None:
    """Any values come back, whatever headings stand in the last one, and whatever ends a line."""
    values = {}
    for field, line in zip(RESOURCE.fields, lines, strict=True):
        value = field.options[len(line) % len(field.options)] if field.options else line
        values[field.id] = "\n".join(text).strip() if field.kind == "textarea" else value
    values = {id: value for id, value in values.items() if value not in ("", "None", "_No response_")}
    headings = {f"### {field.label}" for field in RESOURCE.fields}
    if headings & set(values.values()) - {values.get("why")} or re.match("[`~]{3}", values.get("why", "")):
        return
    assert read(filled(RESOURCE, values).replace("\n", end), RESOURCE) == values


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("", "“Address” is missing"),
        ("### Address\n\nx", "“Topic” is missing"),
        (filled(RESOURCE, {"title": "a\n### Address\nb"}), "“Address” stands twice"),
        (filled(RESOURCE, {"title": "a\nb"}), "“Title” must be one line"),
        (filled(RESOURCE, {"kind": "Rootkit"}), "“Kind” must be one of: Course,"),
        (filled(RESOURCE, {"title": "x" * 3_000}), "at most 2,000"),
        (filled(RESOURCE, {"why": "x" * 1_000_000}), "longer than the 65,536"),
        ("# Address\n\n" * 20, "is missing"),
    ],
)
def test_what_is_not_the_form_is_said(body: str, says: str) -> None:
    """Each answer names the field and what is wrong with it."""
    with pytest.raises(NotRead) as caught:
        read(body, RESOURCE)
    assert says in " ".join(caught.value.sentences)


def test_a_fence_around_the_last_field_is_taken_off() -> None:
    """GitHub puts one there for a field that renders code, and people do."""
    assert read(filled(RESOURCE, {"why": "```text\nIt is\ngood\n```"}), RESOURCE)["why"] == "It is\ngood"
