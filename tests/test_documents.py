"""What the documents say is so."""

from __future__ import annotations

import argparse
import re
import subprocess
from collections.abc import Iterator
from importlib import import_module
from typing import Any, Literal, get_args, get_origin

import pytest

from roadmap_site.checks import sentences
from roadmap_site.cli import main
from roadmap_site.commands import SENTENCES, module_of
from roadmap_site.forms.fields import forms
from roadmap_site.load import load
from roadmap_site.model import Record, Resource, Topic, Use
from roadmap_site.schema import FILES
from roadmap_site.shape import shape
from roadmap_site.source import Document, read
from samples import ROOT

DOCUMENTS = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CODE_OF_CONDUCT.md", "docs/contribute.md")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


# What is made from the code


def test_what_is_made_from_the_code_is_current() -> None:
    """The pages on the fields, the rules and the package."""
    assert main(["reference", "--check", "--docs", str(ROOT / "docs")]) == 0


def test_every_rule_is_named() -> None:
    """The table holds each rule with its sentence, in the order of `roadmap rules`, and nothing else."""
    rows = re.findall(r"^`([a-z-]+)` \| (.+)$", text_of("docs/rules.md"), re.MULTILINE)
    written = {name: sentence.replace("&lt;", "<").replace("&#124;", "|") for name, sentence in rows}
    assert list(written.items()) == list(sentences().items())


def records(record: type[Record]) -> Iterator[type[Record]]:
    """Yield a record and all that it holds, by what pydantic knows of them."""
    found = {record.__name__} | set(record.model_json_schema().get("$defs", ()))
    module = import_module("roadmap_site.model")
    yield from (getattr(module, name) for name in sorted(found))


def words(annotation: Any) -> Iterator[str]:
    """Yield the words that a field allows, when it is no free text."""
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        for part in get_args(annotation):
            yield from words(part)


def test_every_field_is_named() -> None:
    """Each field of each record, in its table, with its description, its words, and whether it is required."""
    text = text_of("docs/fields.md")
    tables = {
        heading: dict(re.findall(r"^`(\w+)` \| (.+)$", table, re.MULTILINE))
        for heading, table in re.findall(r"^##+ ([^\n]+)\n(.*?)(?=^##|\Z)", text, re.MULTILINE | re.DOTALL)
    }
    own = {"StageIndex": "Stage", "RoadmapIndex": "Roadmap", "RetiredList": "Dropped addresses"}
    for top, _ in FILES.values():
        for record in records(top):
            rows = tables[own.get(record.__name__, record.__name__)]
            assert list(rows) == list(record.model_fields), record
            for name, field in record.model_fields.items():
                held, _, about = rows[name].partition(" | ")
                assert about == field.description, name
                assert held.startswith("**required**: ") == field.is_required(), name
                assert all(f"`{word}`" in held for word in words(field.annotation)), name


# What is shown as an example


def entry(text: str, line: int, record: type[Record]) -> list[str]:
    """Return what is wrong with an example."""
    document = Document("example.yml", text, read("example.yml", text.encode()).data)
    _, problems = shape(document, record)
    return [f"{line}: {problem}" for problem in problems]


def examples(name: str) -> list[str]:
    return re.findall(r"^```yaml\n(.*?)^```$", text_of(name), re.MULTILINE | re.DOTALL)


def test_the_annotated_file_is_a_topic() -> None:
    """It breaks no rule of shape, and shows every field that a topic must have."""
    (example,) = [one for one in examples("CONTRIBUTING.md") if "title:" in one]
    assert entry(example, 0, Topic) == []
    data = read("example.yml", example.encode()).data
    assert isinstance(data, dict)
    assert {name for name, field in Topic.model_fields.items() if field.is_required()} <= data.keys()
    assert {"use", "id"} <= {key for one in data["resources"] for key in one}


def test_the_entries_on_the_page_are_entries() -> None:
    """Both kinds, as they would be pasted."""
    kinds = set()
    for example in examples("docs/contribute.md"):
        data = read("example.yml", example.encode()).data
        assert isinstance(data, dict)
        for one in data["resources"]:
            record = Use if "use" in one else Resource
            kinds.add(record)
            _, problems = shape(Document("example.yml", "", one), record)
            assert problems == ()
    assert kinds == {Resource, Use}


# What is named


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_the_documents_link_to_is_there(name: str) -> None:
    """Every relative link, with its heading, and every script that is named."""
    text, folder = text_of(name), (ROOT / name).parent
    for target, _, heading in re.findall(r"\]\((?!https?:|#)([^)#]+)(#([^)]+))?\)", text):
        path = folder / target
        made = target.startswith("roadmap/") and name.startswith("docs/")  # by the build, which checks such links
        assert path.exists() or made, target
        assert not heading or heading in headings(path.read_text(encoding="utf-8")), target
    for heading in re.findall(r"\]\(#([^)]+)\)", text):
        assert heading in headings(text), heading
    for script in re.findall(r"`?(scripts/[a-z]+)\b(?![/.\w])", text):
        assert (ROOT / script).exists(), script


def headings(text: str) -> set[str]:
    """Return the anchors that GitHub gives the headings of a document."""
    found = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}


def parser(command: str) -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(add_help=False)
    import_module(module_of(command)).add_arguments(made)
    return made


@pytest.mark.parametrize("name", [*DOCUMENTS, "docs/how-it-works.md", "docs/data.md"])
def test_commands_and_their_options_are_known(name: str) -> None:
    """Every `roadmap COMMAND --option` that is named."""
    named = re.findall(r"(?:^|[`/])roadmap (\w+)([^`#\n]*)", text_of(name), re.MULTILINE)
    for command, rest in named:
        if command == "COMMAND":
            continue
        assert command in SENTENCES, command
        known = parser(command).format_help()
        for option in re.findall(r"--[a-z][a-z-]*", rest):
            assert re.search(rf"{option}\b", known), (command, option)


def test_the_readme_names_every_command() -> None:
    """In its table, each once."""
    table = re.findall(r"^\| (?:Content|Checks|Making|Workflows) \| (.+) \|$", text_of("README.md"), re.MULTILINE)
    named = [word for row in table for word in re.findall(r"`([a-z]+)`", row)]
    assert sorted(named) == sorted(SENTENCES)


def test_every_test_that_is_named_is_there() -> None:
    """SECURITY.md says which test shows what; behind each file stand names of tests in it."""
    text = re.sub(r"\s+", " ", text_of("SECURITY.md"))
    found = re.findall(r"`(tests/[\w/]+\.py)`:((?:,? `test_\w+`)+)", text)
    assert {file for file, _ in found} == set(re.findall(r"tests/[\w/]+\.py", text))
    assert sum(names.count("test_") for _, names in found) == len(re.findall(r"\btest_\w+`", text))
    for file, names in found:
        for name in re.findall(r"test_\w+", names):
            assert re.search(rf"^def {name}\(", text_of(file), re.MULTILINE), (file, name)


def test_five_ways_in_the_same_order() -> None:
    """In the repository and on the site."""
    ways = ("form", "pencil", "add|command", "editor", "code")
    for name, level in (("CONTRIBUTING.md", "###"), ("docs/contribute.md", "##")):
        found = re.findall(rf"^{level} (\d)\. (.+)$", text_of(name), re.MULTILINE)
        assert [number for number, _ in found] == list("12345"), name
        for (_, heading), way in zip(found, ways, strict=True):
            assert re.search(way, heading.lower()), heading


def test_the_forms_that_the_documents_name_are_there() -> None:
    """*Suggest a resource* and *Report*, by their titles."""
    roadmap = load(ROOT / "roadmap").roadmap
    assert roadmap is not None
    titles = [form.title for form in forms(roadmap)]
    assert len(titles) == 4  # CONTRIBUTING tells of two, and of "two more"
    assert titles[0] == "Suggest a resource"
    assert titles[1].startswith("Report")
    assert "*Suggest a resource*" in text_of("CONTRIBUTING.md")
    assert "*Report*" in text_of("CONTRIBUTING.md")


# What the files are like


def test_every_script_is_short_and_can_be_run() -> None:
    """One word, at most twenty lines of sh, executable."""
    for path in (ROOT / "scripts").iterdir():
        if path.is_file() and not path.suffix:
            assert path.stat().st_mode & 0o111, path
            assert len(path.read_text(encoding="utf-8").splitlines()) <= 20, path


def test_no_file_names_an_index_a_mirror_or_a_machine() -> None:
    """The lock and everything else can be used anywhere."""
    run = subprocess.run(
        ["git", "grep", "-nIE", r"--(extra-)?index-url|file:///(opt|home|root)|/root/|/home/[a-z]"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    lines = [line for line in run.stdout.splitlines() if not line.startswith("tests/test_documents.py")]
    assert lines == []
