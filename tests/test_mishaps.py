"""A full disk, a folder that is read-only, two builds at once: told in words, and nothing is lost or half there."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from published import project
from samples import small, write

ENV = {name: value for name, value in os.environ.items() if not name.startswith("ROADMAP_")}
ENV["NO_MKDOCS_2_WARNING"] = "1"
ROADMAP = f"{shlex.quote(sys.executable)} -m roadmap_site"
MKDOCS = f"{shlex.quote(sys.executable)} -m mkdocs build -q --strict --site-dir"
ADD = "add https://example.net/x --topic bread --title 'Text on bread' --author Ann --kind article --cost free --yes"
WRITERS = {
    "build": f"{ROADMAP} build",
    "fix": f"{ROADMAP} fix",
    "rename": f"{ROADMAP} rename flour meal",
    "add": f"{ROADMAP} {ADD} --offline --by '' --why 'It shows each fold of a dough, in a picture of its own.'",
    "mkdocs": f"{MKDOCS} site",
}


def apart(script: str) -> subprocess.CompletedProcess[str]:
    """Run a script that may mount what it likes, seen by nobody else: as root, or as one who is root only there."""
    unshare = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", "--mount"]
    return subprocess.run([*unshare, "sh", "-c", script], env=ENV, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="module", autouse=True)
def can_mount() -> None:
    """Skip where nothing can be mounted; CI's machine can."""
    if shutil.which("unshare") is None or apart("mount -t tmpfs tmpfs /mnt").returncode:
        if os.environ.get("ROADMAP_TESTS") == "all" and sys.platform == "linux" and os.geteuid() == 0:
            pytest.fail("nothing can be mounted")
        pytest.skip("nothing can be mounted")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project whose pages are there, and whose files `fix` would change."""
    made = project(tmp_path / "project", write(tmp_path / "roadmap", small()))
    subprocess.run(f"{ROADMAP} build", shell=True, cwd=made, env=ENV, check=True, capture_output=True)
    return made


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", WRITERS)
def test_a_read_only_folder_is_told(folder: Path, name: str) -> None:
    """In words that name what could not be written; all is as it was."""
    if name == "build":  # which writes nothing when nothing changed
        (folder / "docs/roadmap/map.md").unlink()
    before = tree(folder)
    here = shlex.quote(str(folder))
    run = apart(f"mount --bind {here} {here} && mount -o remount,bind,ro {here} && cd {here} && {WRITERS[name]}")
    assert run.returncode in (1, 3), run.stderr
    assert "Read-only file system" in run.stderr
    assert "Traceback" not in run.stderr
    assert tree(folder) == before


@pytest.mark.parametrize("name", WRITERS)
def test_a_full_disk_is_told_and_loses_nothing(folder: Path, tmp_path: Path, name: str) -> None:
    """On a disk that has room for the project alone; with room, the same command then does its work."""
    disk, copy = tmp_path / "disk", tmp_path / "copy"
    disk.mkdir()
    if name == "build":
        (folder / "docs/roadmap/map.md").unlink()
    before = tree(folder)
    script = f"""
        mount -t tmpfs -o size=64m tmpfs {disk} && cp -r {shlex.quote(str(folder))}/. {disk}/ && cd {disk} || exit 90
        head -c 70000000 /dev/zero > filler 2>/dev/null
        {WRITERS[name]}
        code=$?
        rm filler
        cp -r . {copy}
        {WRITERS[name]} >&2 || exit 91
        exit $code
    """
    run = apart(script)
    assert run.returncode in (1, 3), f"{run.returncode}: {run.stdout}{run.stderr}"
    assert "No space left" in run.stderr
    assert "Traceback" not in run.stderr
    after = {path: data for path, data in tree(copy).items() if not path.startswith(("site/", ".cache/"))}
    assert after == before


def test_a_cache_that_cannot_be_written_costs_time_alone(folder: Path, tmp_path: Path) -> None:
    """The site is the same without it."""
    one, other, cache = tmp_path / "one", tmp_path / "other", folder / ".cache"
    subprocess.run(f"{MKDOCS} {one}", shell=True, cwd=folder, env=ENV, check=True, capture_output=True)
    shutil.rmtree(cache)
    cache.mkdir()
    here = shlex.quote(str(folder))
    run = apart(f"mount -t tmpfs tmpfs {cache} && mount -o remount,ro {cache} && cd {here} && {MKDOCS} {other}")
    assert run.returncode == 0, run.stderr
    assert not any(cache.iterdir())
    assert {**tree(one), "sitemap.xml.gz": b""} == {**tree(other), "sitemap.xml.gz": b""}


def test_builds_at_once_do_not_disturb_each_other(folder: Path, tmp_path: Path) -> None:
    """Two of MkDocs and one of the pages, with the same pages and the same cache: each site is whole."""
    shutil.rmtree(folder / "docs/roadmap")
    commands = [f"{MKDOCS} {tmp_path / 'one'}", f"{MKDOCS} {tmp_path / 'other'}", f"{ROADMAP} build"]
    runs = [
        subprocess.Popen(command, shell=True, cwd=folder, env=ENV, stderr=subprocess.PIPE, text=True)
        for command in commands
    ]
    for run in runs:
        _, errors = run.communicate(timeout=300)
        assert run.returncode == 0, errors
    subprocess.run(f"{MKDOCS} {tmp_path / 'alone'}", shell=True, cwd=folder, env=ENV, check=True, capture_output=True)
    alone = {**tree(tmp_path / "alone"), "sitemap.xml.gz": b""}
    assert {**tree(tmp_path / "one"), "sitemap.xml.gz": b""} == alone
    assert {**tree(tmp_path / "other"), "sitemap.xml.gz": b""} == alone
