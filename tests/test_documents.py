"""What the documents say is so."""

from __future__ import annotations

import re
import subprocess

import pytest

from roadmap_site.checks import sentences
from samples import ROOT


def test_contributing_names_every_rule() -> None:
    """The table holds each rule with its sentence, in the order of `roadmap rules`, and nothing else."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", text, re.MULTILINE)
    written = {name: sentence.replace("&lt;", "<").replace("&#124;", "|") for name, sentence in rows}
    assert list(written.items()) == list(sentences().items())


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_what_the_documents_link_to_is_there(name: str) -> None:
    """Every relative link and picture, and every script that is named."""
    text = (ROOT / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
        assert (ROOT / target).exists(), target
    for script in re.findall(r"`?(scripts/[a-z]+)\b(?![/.\w])", text):
        assert (ROOT / script).exists(), script


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
