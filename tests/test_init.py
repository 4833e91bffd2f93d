"""`roadmap init`: another roadmap's project is whole, green and finished, and can be given a newer engine."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from published import Site
from roadmap_site.checks import check, gaps
from roadmap_site.cli import main
from roadmap_site.load import load
from roadmap_site.starter import place, project, update
from roadmap_site.starter.engine import here, parts
from samples import ROOT

OURS = ("deep learning", "deep-learning", "backprop", "neural")


def init(folder: Path, *options: str) -> Path:
    assert main(["init", str(folder), *options]) == 0
    return folder


def fake_setup(folder: Path) -> dict[str, str]:
    """Make a .venv of the packages that are here, with the project's own engine, and call it current."""
    tools = folder / ".venv/bin"
    tools.mkdir(parents=True)
    here = Path(sys.executable).parent
    for name in ("python", "ruff", "mypy", "roadmap", "pytest", "mkdocs"):
        command = f"PYTHONPATH={shlex.quote(str(folder / 'scripts'))} exec {shlex.quote(str(here / name))}"
        (tools / name).write_text(f'#!/bin/sh\n{command} "$@"\n')
        (tools / name).chmod(0o755)
    script = 'echo "$PWD $(cat requirements.lock pyproject.toml | cksum)" > .venv/.current'
    subprocess.run(["sh", "-c", script], cwd=folder, check=True)
    return {name: value for name, value in os.environ.items() if not name.startswith("ROADMAP_SITE")}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return init(tmp_path_factory.mktemp("init") / "git-roadmap")


def test_the_small_roadmap_is_without_fault() -> None:
    """No problem, and no gap either: it shows what good looks like."""
    loaded = load(project.CONTENT / "roadmap")
    assert check(loaded) == ()
    assert gaps(loaded) == ()
    assert loaded.roadmap is not None
    assert len(loaded.roadmap.stages) >= 2
    assert len(loaded.roadmap.topics) >= 3
    assert loaded.roadmap.paths
    assert loaded.roadmap.projects
    assert loaded.roadmap.retired


def test_nothing_of_ours_is_carried_along(made: Path) -> None:
    """Neither our field nor our address, in any text but the licence of the engine, which must be named."""
    found = [
        f"{path.relative_to(made)}: {word}"
        for path in made.rglob("*")
        if path.is_file() and path.suffix not in (".woff2", ".lock") and path != made / "scripts/LICENSE"
        for word in OURS
        if word in path.read_bytes().decode("utf-8", "replace").casefold()
    ]
    assert found == []
    assert not list(made.rglob("__pycache__"))


def test_its_own_test_command_is_green_and_its_site_whole(made: Path) -> None:
    """`scripts/test` and `scripts/build`, as they stand there, with its own engine."""
    env = fake_setup(made)
    subprocess.run(["git", "init", "--quiet"], cwd=made, check=True)
    run = subprocess.run(["scripts/test"], cwd=made, env=env, capture_output=True, text=True, timeout=900)
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
    assert " passed" in run.stdout
    build = subprocess.run(["scripts/build"], cwd=made, env=env, capture_output=True, text=True, timeout=300)
    assert build.returncode == 0, build.stderr
    site = Site(made / "site")
    assert "Git Roadmap" in site.pages[""].text
    assert {f"roadmap/topics/{id}/" for id in ("undoing-changes", "branches-and-merging")} <= site.pages.keys()


def test_options_become_the_site_s_own(tmp_path: Path) -> None:
    """The title on every page, the repository behind the pencil, the address that GitHub Pages gives."""
    folder = init(tmp_path / "rust", "--title", 'Rust: "the" roadmap', "--repo", "Some-One/rust")
    config = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    assert 'site_url: !ENV [ROADMAP_SITE_URL, "https://some-one.github.io/rust/"]' in config
    assert 'repo_url: !ENV [ROADMAP_REPO_URL, "https://github.com/Some-One/rust"]' in config
    roadmap = load(folder / "roadmap").roadmap
    assert roadmap is not None
    assert roadmap.index.title == 'Rust: "the" roadmap'
    assert 'The Rust: "the" roadmap contributors' in (folder / "LICENSE").read_text(encoding="utf-8")
    assert (folder / "scripts/LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--title", ""], "--title must be one line"),
        (["--title", "x" * 101], "at most 100"),
        (["--repo", "nobody"], "--repo must be OWNER/NAME"),
        (["--repo", "https://example.org/a b/c"], "--repo must be"),
        (["--repo", 'a/b"]\nhooks: [x.py]'], "--repo must be"),
        (["--url", "javascript:alert(1)"], "--url must be"),
        (["--url", 'https://example.org/"]'], "--url must be"),
        (["--keep", "a"], "--keep goes with --update"),
    ],
)
def test_options_that_cannot_be_are_refused(
    tmp_path: Path, options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With 2, and nothing is made."""
    assert main(["init", str(tmp_path / "new"), *options]) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@given(st.text(max_size=120))
def test_no_title_breaks_the_files(title: str) -> None:
    """Whatever it is, it is refused, or it is the title."""
    try:
        own = project.settings(title, "", "")
    except project.Wrong:
        return
    text = project.new_files(here(), own)["roadmap/index.yml"]
    assert yaml.safe_load(text)["title"] == own.title


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is ever written over; an empty folder is taken."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full/mine.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "full")
    for name, said in (("full", "is not empty"), ("file", "must be a folder"), ("link", "must be a folder")):
        assert main(["init", str(tmp_path / name)]) == 1
        assert said in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "full", "link", "mine.txt"]
    (tmp_path / "empty").mkdir()
    init(tmp_path / "empty")


def test_a_failure_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk halfway: no folder, and nothing beside it."""
    written = iter(range(20))
    write_bytes = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if next(written, None) is None:
            raise OSError(28, "No space left on device")
        return write_bytes(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    assert main(["init", str(tmp_path / "new")]) == 1
    assert list(tmp_path.iterdir()) == []


def old(folder: Path, *names: str) -> None:
    """Make the project one of an older engine: these files were other ones then, and nobody changed them."""
    digests = update.recorded(folder)
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"older\n")
        digests[name] = place.digest(b"older\n")
    (folder / place.MANIFEST).write_bytes(place.manifest(digests))


def test_an_update_brings_what_nobody_changed(tmp_path: Path) -> None:
    """Changed, new and deleted files of the engine; what is the site's own is not touched."""
    folder = init(tmp_path / "new")
    old(folder, "scripts/check", "scripts/roadmap_site/gone.py")
    digests = update.recorded(folder)
    del digests["docs/data.md"]
    (folder / "docs/data.md").unlink()
    (folder / place.MANIFEST).write_bytes(place.manifest(digests))
    (folder / "mkdocs.yml").write_text("mine")
    (folder / "docs/mine.md").write_text("mine")
    assert main(["init", "--update", str(folder)]) == 0
    assert (folder / "scripts/check").read_bytes() == (ROOT / "scripts/check").read_bytes()
    assert (folder / "scripts/check").stat().st_mode & 0o111
    assert not (folder / "scripts/roadmap_site/gone.py").exists()
    assert (folder / "docs/data.md").is_file()
    assert (folder / "mkdocs.yml").read_text() == (folder / "docs/mine.md").read_text() == "mine"
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert main(["init", "--update", str(folder)]) == 0
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_update_never_writes_over_a_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where both changed a file nothing at all is written, until the person says what stays."""
    folder = init(tmp_path / "new")
    old(folder, "scripts/check", "docs/plan.md")
    (folder / "docs/plan.md").write_text("changed by hand\n")
    (folder / "docs/progress.md").write_text("changed by hand, and the engine did not\n")
    capsys.readouterr()
    assert main(["init", "--update", str(folder)]) == 1
    out, err = capsys.readouterr()
    assert out == "docs/plan.md: was changed by hand, and the new engine changed it as well\n"
    assert "--keep" in err
    assert (folder / "scripts/check").read_bytes() == b"older\n"
    assert main(["init", "--update", str(folder), "--keep", "docs/plan.md"]) == 0
    assert (folder / "docs/plan.md").read_text() == "changed by hand\n"
    assert (folder / "docs/progress.md").read_text().startswith("changed by hand")
    assert (folder / "scripts/check").read_bytes() != b"older\n"
    capsys.readouterr()
    assert main(["init", "--update", str(folder)]) == 0
    assert "docs/plan.md: stays as you changed it" in capsys.readouterr().out


def test_exemptions_stay_when_the_engine_s_packages_change(tmp_path: Path) -> None:
    """The end of pyproject.toml is the site's own."""
    folder = init(tmp_path / "new")
    engine, none = parts((folder / "pyproject.toml").read_bytes())
    assert none == b""
    own = b'\n[[tool.roadmap.links.exempt]]\nurl = "https://example.org/"\nreason = "It refuses robots."\n'
    digests = {**update.recorded(folder), "pyproject.toml": place.digest(b"older\n")}
    (folder / place.MANIFEST).write_bytes(place.manifest(digests))
    (folder / "pyproject.toml").write_bytes(b"older\n" + own)
    assert main(["init", "--update", str(folder)]) == 0
    assert (folder / "pyproject.toml").read_bytes() == engine + own


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "did not make it"),
        ("{", "is not as it was written"),
        ("[]", "is not as it was written"),
        (json.dumps({"version": 1, "files": {"../../outside": "x"}}), "is not as it was written"),
        (json.dumps({"version": 1, "files": {"/etc/outside": "x"}}), "is not as it was written"),
    ],
)
def test_what_is_no_project_is_refused(
    tmp_path: Path, text: str | None, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """In words, whatever stands in its list of files."""
    (tmp_path / "scripts").mkdir()
    if text is not None:
        (tmp_path / place.MANIFEST).write_text(text)
    assert main(["init", "--update", str(tmp_path)]) == 1
    assert said in capsys.readouterr().err


def test_an_update_writes_through_no_link(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that was replaced by a link to elsewhere is told, and elsewhere stays as it was."""
    folder = init(tmp_path / "new")
    old(folder, ".ci/run")
    (folder / ".ci").rename(tmp_path / "elsewhere")
    (folder / ".ci").symlink_to(tmp_path / "elsewhere")
    assert main(["init", "--update", str(folder)]) == 1
    assert ".ci/run: leads through a symbolic link" in capsys.readouterr().out
    assert (tmp_path / "elsewhere/run").read_bytes() == b"older\n"


def test_the_engine_does_not_update_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--update", str(ROOT)]) == 2
    assert "this very engine" in capsys.readouterr().err
