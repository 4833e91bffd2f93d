"""What a bench measured, as values: a run is compared with the one before it by ratios, never by seconds."""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from published import tree
from roadmap_site.bench import builds, edits, history, search
from roadmap_site.bench.made_up import made_up
from roadmap_site.bench.row import Row, as_json, of_json, table, worse
from roadmap_site.bench.run import run
from roadmap_site.checks import check
from roadmap_site.cli import main
from roadmap_site.load import load
from samples import ROOT
from stage import remote, stage


def test_a_made_up_roadmap_breaks_no_rule(tmp_path: Path) -> None:
    """What is measured is what the builder is for."""
    loaded = load(made_up(tmp_path / "roadmap", 60))
    assert loaded.roadmap is not None
    assert len(loaded.roadmap.topics) == 60
    assert not check(loaded)


def test_everybody_builds_the_same_pages(tmp_path: Path) -> None:
    """Our publisher beside MkDocs itself: what is timed makes the same files, byte for byte."""
    project = builds.project_of(tmp_path / "project", ROOT, made_up(tmp_path / "roadmap", 3))
    found = load(project / "roadmap").roadmap
    assert found is not None
    settings = builds.settings_of(found) | {"site_dir": "plain"}
    plain = builds.for_others(project, "pruned", settings)
    run([sys.executable, "-m", "roadmap_site", "build"], project)
    for config in (plain, builds.for_ourselves(project, settings)):
        run([sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", config], project)
    one, other = tree(project / "plain"), tree(project / "alone/site")
    assert sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name)) == []
    assert "roadmap/topics/topic-1/index.html" in one


def test_an_edit_and_a_search_are_timed_in_a_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways beside those of others, each of which must show what was asked for."""
    monkeypatch.setattr(edits, "_EDITS", 1)
    monkeypatch.setattr(edits, "_REST", 0.5)
    monkeypatch.setattr(search, "_TIMES", 1)
    monkeypatch.setattr(search, "_RATE", 10**8)
    monkeypatch.setattr(search, "_DELAY", 1)
    root = made_up(tmp_path / "roadmap", 3)
    rows = [*edits.edits(ROOT, root, ()), *search.searches(ROOT, root, ())]
    assert {"edit to page, 3 topics", "search, 3 topics"} == {row.of for row in rows}
    names = {row.name for row in rows}
    assert {"ours", "MkDocs serve", "ours: click to first result", "Material: click to first result"} <= names
    assert all(row.seconds > 0 for row in rows), rows


def test_a_run_comes_back_from_its_file() -> None:
    """With every value."""
    rows = [Row("build", "ours", 1.5, 3.0, 80.0, goal="0.5 x"), Row("build", "theirs", 3.0)]
    assert of_json(as_json(rows)) == rows
    assert list(table(rows)) == [
        "build",
        "  ours                                           1.50 s     0.50 x       80 MB  goal: 0.5 x",
        "  theirs                                         3.00 s",
    ]


@pytest.mark.parametrize(("seconds", "base", "found"), [(1.3, 1.0, 0), (1.4, 1.0, 1), (14.0, 14.0, 0), (0.1, 0.01, 1)])
def test_a_ratio_that_is_a_third_worse_is_found(seconds: float, base: float, found: int) -> None:
    """A slower machine is no worse ratio; what has no measure, or is not ours, is not compared."""
    before = [Row("build", "ours", 1.0, 1.0), Row("build", "theirs", 1.0, 1.0, kept=False)]
    now = [Row("build", "ours", seconds, base), Row("build", "theirs", 9.0, 1.0, kept=False), Row("new", "ours", 9, 1)]
    assert len(worse(before, now)) == found


def test_the_command_compares_and_refuses_what_is_no_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 1 when something is worse, 2 for wrong usage."""
    root, file = made_up(tmp_path / "roadmap", 3), tmp_path / "run.json"
    assert main(["bench", "commands", "--roadmap", str(root), "--json", str(file)]) == 0
    assert "roadmap check" in capsys.readouterr().out
    quick = [Row(row.of, row.name, row.seconds / 100, row.base, kept=row.kept) for row in of_json(file.read_text())]
    file.write_text(as_json(quick))
    assert main(["bench", "commands", "--roadmap", str(root), "--against", str(file)]) == 1
    assert "worse by more than a third" in capsys.readouterr().err
    file.write_text('[{"no": 1}]')
    assert main(["bench", "commands", "--against", str(file)]) == 2
    assert main(["bench", "everything"]) == 2


GOOD = [Row("build", "ours", 1.0, 1.0)]
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def archive(data: bytes, name: str = history.NAME) -> bytes:
    """Return an archive as a workflow leaves it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, data)
    return made.getvalue()


def test_a_history_is_kept_from_run_to_run() -> None:
    """A run in which something got worse is kept, and is no measure for the next one; it comes back from an archive."""
    text = history.written((), GOOD, (), "c1", NOW)
    runs = history.read(text.encode())
    text = history.written(runs, [Row("build", "ours", 9.0, 1.0)], ["slow"], "c2", NOW)
    runs = history.read(archive(text.encode()))
    assert [(run.commit, run.worse) for run in runs] == [("c1", ()), ("c2", ("slow",))]
    assert history.measure(runs) == tuple(GOOD)
    many = history.written(runs * 300, GOOD, (), "c3", NOW)
    assert len(history.read(many.encode())) == history.RUNS


@pytest.mark.parametrize(
    "raw",
    [
        b"PK\x03\x04", b"{}", b"[1]", b"\xff", b"null", archive(b"[" * 100_000), archive(b"0" * (history.MOST + 9)),
        b'{"time": "", "commit": "", "worse": [], "rows": [{"of": "", "name": "", "seconds": "<b>"}]}',
        b'{"time": "", "commit": "", "worse": [], "rows": [{"of": "", "name": "", "seconds": NaN}]}',
        b'{"time": "", "commit": "", "worse": [], "rows": [{"of": 1, "name": "", "seconds": 1}]}',
    ],
)  # fmt: skip
def test_what_is_no_history_is_refused(raw: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It was left by another run, and may hold anything; a bomb is not unpacked."""
    try:
        assert history.read(raw) == ()  # such as an archive in which the file is too long to be read
    except history.WrongHistory:
        (tmp_path / "old").write_bytes(raw)
        assert main(["bench", "commands", "--history", str(tmp_path / "old")]) == 2
        assert "one run a line" in capsys.readouterr().err


def test_the_command_goes_by_the_history(tmp_path: Path) -> None:
    """Without one it begins one; what is worse than its last good run fails, and is kept."""
    root, old, new = made_up(tmp_path / "roadmap", 3), tmp_path / "old", tmp_path / "new"
    arguments = ["bench", "commands", "--roadmap", str(root), "--history", str(old), "--keep"]
    assert main([*arguments, str(new)]) == 0
    (run,) = history.read(new.read_bytes())
    quick = [Row(row.of, row.name, row.seconds / 100, row.base, kept=row.kept) for row in run.rows]
    old.write_text(history.written((), quick, (), "c", NOW))
    assert main([*arguments, str(new)]) == 1
    assert [bool(run.worse) for run in history.read(new.read_bytes())] == [False, True]


def test_the_steps_of_the_workflow_go_from_one_history_to_the_next(tmp_path: Path) -> None:
    """The first run begins one; the next one fetches it, and fails for what got worse, which it keeps, too."""
    here = stage(tmp_path / "run", remote(tmp_path))
    bench = here.folder / "scripts/bench"
    bench.write_text('#!/bin/sh\nexec .venv/bin/roadmap bench commands "$@"\n')
    bench.chmod(0o755)
    first = here.run("bash", ".ci/bench", "last")
    assert (first.stdout, first.stderr) == (b"No history yet.\n", b"")
    assert here.run("bash", ".ci/bench", "measure").returncode == 0
    kept = here.folder / "found/bench.jsonl"
    (run,) = history.read(kept.read_bytes())
    quick = [Row(row.of, row.name, row.seconds / 100, row.base, kept=row.kept) for row in run.rows]
    (tmp_path / "old.zip").write_bytes(archive(history.written((), quick, (), "c", NOW).encode()))
    here.answers = {"artifacts?name=bench": "5\n", "artifacts/5/zip": f"@{tmp_path / 'old.zip'}"}
    assert here.run("bash", ".ci/bench", "last").returncode == 0
    ended = here.run("bash", ".ci/bench", "measure")
    assert ended.returncode == 1
    assert b"worse by more than a third" in ended.stderr
    assert [bool(run.worse) for run in history.read(kept.read_bytes())] == [False, True]
