"""What a bench measured, as values: a run is compared with the one before it by ratios, never by seconds."""

from __future__ import annotations

from pathlib import Path

import pytest

from roadmap_site.bench.made_up import made_up
from roadmap_site.bench.row import Row, as_json, of_json, table, worse
from roadmap_site.checks import check
from roadmap_site.cli import main
from roadmap_site.load import load


def test_a_made_up_roadmap_breaks_no_rule(tmp_path: Path) -> None:
    """What is measured is what the builder is for."""
    loaded = load(made_up(tmp_path / "roadmap", 60))
    assert loaded.roadmap is not None
    assert len(loaded.roadmap.topics) == 60
    assert not check(loaded)


def test_a_run_comes_back_from_its_file() -> None:
    """With every value."""
    rows = [Row("build", "ours", 1.5, 3.0, 80.0), Row("build", "theirs", 3.0)]
    assert of_json(as_json(rows)) == rows
    assert list(table(rows)) == [
        "build",
        "  ours                                     1.50 s     0.50 x       80 MB",
        "  theirs                                   3.00 s",
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
