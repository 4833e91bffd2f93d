"""kill -9 at any moment: no file is half written, nothing is lost or left behind, and the next run does the rest.

`ROADMAP_KILLS=20 scripts/test tests/test_kills.py` kills each command as often; `tests/links/test_link_interrupted.py`
does the same to `roadmap links`.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from published import project
from samples import resource, small, topic, write

TIMES = int(os.environ.get("ROADMAP_KILLS", "2"))
ENV = {name: value for name, value in os.environ.items() if not name.startswith("ROADMAP_")}
ROADMAP = [sys.executable, "-m", "roadmap_site"]
ADD = ["add", "https://example.net/x", "--topic", "bread", "--title", "Text on bread", "--author", "Ann", "--kind"]
ADD += ["article", "--cost", "free", "--yes", "--offline", "--by", "", "--why", "It shows each fold, in a picture."]
KEPT = (".cache",)  # what only saves time


@dataclass(frozen=True)
class Job:
    """A command that writes; `ready` makes a folder for it, and `again` may be what it ends with the second time."""

    command: list[str]
    ready: Callable[[Path], object]
    again: tuple[int, ...] = (0,)
    killed: list[str] | None = None  # another one that is killed, after which this one must do as well as ever


def crooked(folder: Path) -> None:
    """Write a roadmap that checks, and that `fix` gives another form to in every file."""
    files = {**small(), **{f"oven/t{n}.yml": topic(f"Topic {n}", "flour") for n in range(40)}}
    files["oven/index.yml"] = {**files["oven/index.yml"], "topics": ["bread", *(f"t{n}" for n in range(40))]}
    write(folder / "roadmap", {name: dict(reversed(data.items())) for name, data in files.items()})


def plain(folder: Path) -> None:
    write(folder / "roadmap", small())


def many(folder: Path) -> None:
    bread = topic("Bread", "yeast")
    bread["resources"] += [resource(f"more-{n}", covers=["use"]) for n in range(60)]
    write(folder / "roadmap", {**small(), "oven/bread.yml": bread})


def site(folder: Path) -> None:
    plain(folder)
    folder.rename(folder.with_name("content"))
    project(folder, folder.with_name("content") / "roadmap")
    shutil.rmtree(folder.with_name("content"))


MKDOCS = [sys.executable, "-m", "mkdocs", "build", "-q", "--strict", "--site-dir", "site"]
JOBS = {
    "build": Job([*ROADMAP, "build", "--docs", "docs"], many),
    "fix": Job([*ROADMAP, "fix"], crooked),
    "add": Job([*ROADMAP, *ADD], plain, again=(0, 1)),  # the second time it stands there already
    "rename": Job([*ROADMAP, "rename", "flour", "meal"], plain, again=(0, 1, 2)),
    "mkdocs": Job(MKDOCS, site),
    "serve": Job(MKDOCS, site, killed=[sys.executable, "-m", "mkdocs", "serve", "-q", "--dev-addr", "127.0.0.1:0"]),
}


def tree(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder, hidden ones too; the compressed site map holds the time at which it was made."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not set(KEPT) & {*path.relative_to(folder).parts} and path.name != "sitemap.xml.gz"
    }


def run(job: Job, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(job.command, cwd=folder, env=ENV, capture_output=True, text=True, timeout=300)


@pytest.mark.parametrize("name", JOBS)
def test_the_next_run_ends_as_if_nothing_was(tmp_path: Path, name: str) -> None:
    """Whatever the moment: each file was the old or the new one, and then all are the new ones, and no others."""
    job, chance = JOBS[name], random.Random(f"{name}{os.environ.get('ROADMAP_SEED', '1')}")
    whole = tmp_path / "whole"
    whole.mkdir()
    job.ready(whole)
    before = tree(whole)
    began = time.monotonic()
    first = run(job, whole)
    took = time.monotonic() - began
    assert first.returncode == 0, first.stderr
    after = tree(whole)
    assert before != after
    for number in range(TIMES):
        folder = tmp_path / str(number)
        folder.mkdir()
        job.ready(folder)
        process = subprocess.Popen(
            job.killed or job.command,
            cwd=folder,
            env={**ENV, "TMPDIR": str(tmp_path)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(took * chance.uniform(0.3, 1.05))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if MKDOCS is not job.command:  # what MkDocs publishes is made anew, so that it may be half there
            for path, data in tree(folder).items():
                staged = "/.staging/" in path or "/.roadmap-edit" in path
                assert staged or data in (before.get(path), after.get(path)), f"{path} is neither old nor new"
        again = run(job, folder)
        assert again.returncode in job.again, again.stderr
        assert "Traceback" not in again.stderr
        left = tree(folder)
        assert sorted(path for path in left.keys() | after.keys() if left.get(path) != after.get(path)) == []
        shutil.rmtree(folder)
