"""The totals of each day of asking: written by a whole run, counted anew by the workflow, merged like the memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from link_case import case, page
from link_server import Server

from roadmap_site.cli import main
from roadmap_site.links import history
from roadmap_site.links.memory import Entry, Memory
from roadmap_site.load import load
from samples import ROOT, resource, small, topic, write
from stage import REPOSITORY, git, remote, stage

DAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    sites = case("fine", "ok", "there", "/lesson", {"/lesson": page("Lesson")}).sites
    with Server(dict(sites), {}) as running:
        yield running


@pytest.fixture
def roadmap(tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A roadmap whose addresses all stand on the local server: one is there, the others are not."""
    monkeypatch.chdir(tmp_path)
    for name in ("http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    fine = [resource("fine", title="Lesson", url=server.address("http://fine.test/lesson"), pick="start-here")]
    fine[0]["covers"] = ["explain", "use", "judge"]
    lost = [{**fine[0], "id": "lost", "url": server.address("http://fine.test/other")}]
    files = {
        "index.yml": small()["index.yml"] | {"stages": ["oven"]},
        "oven/index.yml": small()["oven/index.yml"] | {"topics": ["bread", "cake"]},
        "oven/bread.yml": topic("Bread", resources=fine),
        "oven/cake.yml": topic("Cake", resources=lost),
    }
    (tmp_path / "hosts").write_text("127.0.0.1 *\n")
    return write(tmp_path / "roadmap", files)


def ask(roadmap: Path, *more: object) -> int:
    hosts = roadmap.parent / "hosts"
    how = ["--allow-network", "127.0.0.0/8", "--resolver", hosts, "--pause", "0s", "--fail-on", "none"]
    return main(["links", *map(str, (*how, "--roadmap", roadmap, *more))])


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_whole_run_writes_the_totals_of_its_day(roadmap: Path) -> None:
    """One line a day, of all addresses; asking again on a day replaces its line, another day adds one."""
    path = roadmap / history.NAME
    for day in ("2026-11-18", "2026-11-18", "2026-11-20"):
        assert ask(roadmap, "--all", "--today", day) == 0
    assert [(line["day"], line["ok"]) for line in lines(path)] == [("2026-11-18", 1), ("2026-11-20", 1)]
    assert lines(path)[1]["gone"] == 1
    before = path.read_bytes()
    assert ask(roadmap, "--today", "2026-11-20") == 0, "nothing is due"
    assert path.read_bytes() == before
    assert load(roadmap).problems == [], "the file belongs there"


@pytest.mark.parametrize("part", [["--only", "bread"], ["--shard", "1/2"], ["--offline"], ["--memory", "else.jsonl"]])
def test_a_part_writes_none_unless_it_is_asked_to(roadmap: Path, part: list[str]) -> None:
    """What a part of the addresses came to would look like a day on which most were lost."""
    assert ask(roadmap, *part) == 0
    assert not (roadmap / history.NAME).exists()


def test_the_totals_can_be_counted_without_asking(roadmap: Path) -> None:
    """As after a merge; of the day on which something was last asked, and of the roadmap's own addresses alone."""
    known = Memory()
    url = next(iter(load(roadmap).roadmap.addresses))  # type: ignore[union-attr]
    for one in (url, "https://dropped.test/"):
        known.put(Entry(one, "blocked", DAY, DAY, DAY))
    known.write(roadmap.parent / "memory.jsonl")
    made = roadmap.parent / "made.jsonl"
    more = ["--offline", "--today", "2030-01-01", "--memory", roadmap.parent / "memory.jsonl", "--history", made]
    assert ask(roadmap, *more) == 0
    assert lines(made) == [{"day": "2026-11-20", "blocked": 1, "unchecked": 1}]


def test_a_damaged_history_is_told_before_anything_is_asked(roadmap: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With its line; it stays as it was, and no memory is made."""
    (roadmap / history.NAME).write_text("nonsense\n")
    assert ask(roadmap) == 3
    assert f"{history.NAME}:1:1: " in capsys.readouterr().err
    assert (roadmap / history.NAME).read_text() == "nonsense\n"
    assert not (roadmap / "link-health.jsonl").exists()
    assert ask(roadmap, "--urls", "-", "--history", "x") == 2


def test_two_histories_merge_as_two_memories_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By the same command; a file that is not there counts as empty."""
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text('{"day": "2026-11-18", "ok": 3}\n{"day": "2026-11-20", "ok": 2, "unchecked": 1}\n')
    other.write_text('{"day": "2026-11-20", "ok": 3}\n')
    assert main(["links", "merge", str(one), str(other)]) == 0
    assert capsys.readouterr().out == '{"day": "2026-11-18", "ok": 3}\n{"day": "2026-11-20", "ok": 3}\n'
    assert main(["links", "merge", str(tmp_path / "none"), str(other)]) == 0
    assert capsys.readouterr().out == other.read_text()


def test_the_workflow_keeps_the_totals_beside_the_memory(tmp_path: Path) -> None:
    """Parts are merged and counted, committed to their own branch, and brought back for a build."""
    host = remote(tmp_path / "host")
    for day, verdict in ((DAY, "ok"), (date(2026, 11, 27), "gone")):
        run = stage(tmp_path / day.isoformat(), host)
        known = Memory()
        known.put(Entry("https://example.org/bread-intro", verdict, day, day, day))  # type: ignore[arg-type]
        known.write(run.folder / "found/memory-1.jsonl")
        run.env = {"GIT_AUTHOR_DATE": "2026-11-27T00:00:00Z"}
        kept = run.run("bash", ".ci/links", "remember")
        assert kept.returncode == 0, kept.stderr
    bare = host / f"{REPOSITORY}.git"
    assert git(bare, "ls-tree", "--name-only", "link-health").split() == ["link-health.jsonl", "link-history.jsonl"]
    build = stage(tmp_path / "build", host)
    brought = build.run("bash", ".ci/links", "memory", "roadmap/link-health.jsonl", "roadmap/link-history.jsonl")
    assert brought.returncode == 0, brought.stderr
    days = history.read(build.folder / "roadmap/link-history.jsonl")
    assert [(one.day, dict(one.found)) for one in days] == [(DAY, {"ok": 1}), (date(2026, 11, 27), {"gone": 1})]
    assert all(one.unchecked == 8 for one in days)


def test_publishing_brings_both(tmp_path: Path) -> None:
    """What is counted would be of no use if the site were built without it."""
    text = (ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8")
    assert ".ci/links memory roadmap/link-health.jsonl roadmap/link-history.jsonl" in text
