"""The files that a repository customarily has: they say what is so, in the form that others read."""

from __future__ import annotations

import json
import re
import tomllib

import yaml

from roadmap_site.load import load
from roadmap_site.site_file import setting
from samples import ROOT

REQUIRED = {"cff-version", "message", "title", "authors"}
ALLOWED = REQUIRED | {"abstract", "type", "repository-code", "url", "license", "keywords"}


def test_the_citation_is_that_of_this_roadmap() -> None:
    """Citation File Format 1.2.0: the fields that it asks for, no unknown ones, and what the configuration says."""
    data = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert data.keys() >= REQUIRED
    assert data.keys() <= ALLOWED
    assert data["cff-version"] == "1.2.0"
    assert data["type"] in ("software", "dataset")
    assert all(author.keys() == {"name"} for author in data["authors"]), "an entity has a name"
    assert len(data["keywords"]) == len(set(data["keywords"]))
    roadmap = load(ROOT / "roadmap").roadmap
    assert roadmap is not None
    assert data["title"] == roadmap.index.title
    assert data["url"] == setting(ROOT / "mkdocs.yml", "site_url")
    assert data["repository-code"] == setting(ROOT / "mkdocs.yml", "repo_url")


def test_there_is_one_licence_and_all_say_so() -> None:
    """LICENSE, the package, the citation and the README."""
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert licence.startswith("MIT License\n")
    assert "the text in `roadmap/` and `docs/`" in (ROOT / "README.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert project["license"] == citation["license"] == "MIT"


def test_the_development_container_runs_what_everybody_runs() -> None:
    """`scripts/setup`, on a Python that we support, with Node for the tests of scripts; its editor is ours."""
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))
    assert (ROOT / container["postCreateCommand"]).is_file()
    version = re.search(r":3\.(\d+)$", container["image"])
    assert version is not None
    assert int(version[1]) >= 11
    extensions = json.loads((ROOT / ".vscode/extensions.json").read_text(encoding="utf-8"))
    assert container["customizations"]["vscode"]["extensions"] == extensions["recommendations"]


def test_no_address_of_a_person_is_made_up() -> None:
    """Whoever has to report something does it through the repository."""
    for name in ("CODE_OF_CONDUCT.md", "SECURITY.md", "README.md", "CONTRIBUTING.md", "CITATION.cff"):
        assert not re.search(r"[\w.]+@[\w-]+\.\w+", (ROOT / name).read_text(encoding="utf-8")), name


def test_no_merge_was_left_half_done() -> None:
    """A browser passes over what it does not understand in a style sheet, and says nothing."""
    files = [path for top in ("docs", "scripts", "tests") for path in (ROOT / top).rglob("*.*") if path.is_file()]
    mark = re.compile(rb"^(<{7}|>{7}) ", re.MULTILINE)
    assert [str(path) for path in files if "node_modules" not in path.parts and mark.search(path.read_bytes())] == []
