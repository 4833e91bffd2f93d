"""The command, as a person and as a machine call it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from roadmap_site.cli import main
from samples import ROOT, small, topic, write


def test_a_clean_roadmap_exits_0_in_silence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing on standard output; one line of summary beside it."""
    root = write(tmp_path / "roadmap", small())
    assert main(["check", "--roadmap", str(root)]) == 0
    assert capsys.readouterr() == ("", "no problems\n")


def test_problems_exit_1_with_place_rule_and_hint(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line a problem, its hint below, and a count."""
    root = write(tmp_path / "roadmap", {**small(), "oven/bread.yml": topic("Bread", "yeast", level="begginer")})
    assert main(["check", "--roadmap", str(root)]) == 1
    out, err = capsys.readouterr()
    message = "`level` must be one of beginner, intermediate, advanced; it is `begginer`"
    assert out == f"{root}/oven/bread.yml:3:8: {message} [vocabulary]\n    Did you mean `beginner`?\n"
    assert err == "1 error\n"


def test_warnings_alone_exit_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A warning is told and stops nobody."""
    bread = topic("Bread")
    root = write(tmp_path / "roadmap", {**small(), "oven/bread.yml": bread})
    assert main(["check", "--roadmap", str(root)]) == 0
    out, err = capsys.readouterr()
    assert "warning: the topic `bread` should be connected" in out
    assert err == "1 warning\n"


def test_json_is_a_list_of_problems(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With path, line, column, rule, severity, message and hint; empty when all is well."""
    root = write(tmp_path / "roadmap", {**small(), "oven/bread.yml": "title: x\ntitle: y\n"})
    assert main(["check", "--roadmap", str(root), "--format", "json"]) == 1
    problems = json.loads(capsys.readouterr().out)
    assert {tuple(sorted(p)) for p in problems} == {("column", "hint", "line", "message", "path", "rule", "severity")}
    assert problems[0]["path"] == f"{root}/oven/bread.yml"
    write(root, small())
    assert main(["check", "--roadmap", str(root), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_github_format_cannot_be_broken_out_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A value with newlines and colons stays inside its workflow command."""
    bread = topic("Bread", "yeast", level="x\n::error::hacked%0A")
    root = write(tmp_path / "road:map,1", {**small(), "oven/bread.yml": bread})
    assert main(["check", "--roadmap", str(root), "--format", "github"]) == 1
    [line] = capsys.readouterr().out.splitlines()
    assert line.startswith("::error file=")
    assert "road%3Amap%2C1/oven/bread.yml,line=3,col=8,title=vocabulary::" in line
    assert "hacked%250A" in line


@pytest.mark.parametrize("args", [[], ["chek"], ["check", "--format", "xml"], ["check", "extra"], ["build", "--bogus"]])
def test_wrong_usage_exits_2(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """argparse says what is wrong."""
    with pytest.raises(SystemExit) as exit:
        main(args)
    assert exit.value.code == 2
    assert "usage: roadmap" in capsys.readouterr().err


def test_build_writes_pages_and_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The second build of the same data writes nothing."""
    root, docs = write(tmp_path / "roadmap", small()), tmp_path / "docs"
    assert main(["build", "--roadmap", str(root), "--docs", str(docs)]) == 0
    assert (docs / "roadmap/topics/bread.md").is_file()
    capsys.readouterr()
    assert main(["build", "--roadmap", str(root), "--docs", str(docs)]) == 0
    assert capsys.readouterr().out.startswith(f"{docs}/roadmap: 0 written, ")


def test_a_build_that_fails_leaves_the_last_good_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Bad data: the problems, exit 1, and the pages as they were."""
    root, docs = write(tmp_path / "roadmap", small()), tmp_path / "docs"
    main(["build", "--roadmap", str(root), "--docs", str(docs)])
    before = {p: p.read_bytes() for p in docs.rglob("*") if p.is_file()}
    write(root, {"oven/bread.yml": "title: ["})
    assert main(["build", "--roadmap", str(root), "--docs", str(docs)]) == 1
    assert "[yaml-syntax]" in capsys.readouterr().out
    assert {p: p.read_bytes() for p in docs.rglob("*") if p.is_file()} == before


def test_a_build_never_overwrites_the_roadmap_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--docs .` would make the folder of the data the folder of the pages."""
    root = write(tmp_path / "roadmap", small())
    before = sorted(root.rglob("*"))
    assert main(["build", "--roadmap", str(root), "--docs", str(tmp_path)]) == 1
    assert "choose another folder" in capsys.readouterr().err
    assert sorted(root.rglob("*")) == before


def test_rules_prints_every_rule_with_its_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    """A line a rule."""
    assert main(["rules"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "no-cycle            Prerequisites must not go in a circle." in lines


def test_schemas_are_current_and_agree_with_the_check(tmp_path: Path) -> None:
    """The committed schemas are those of the model; a standard validator accepts what we accept."""
    assert main(["schema", "--check", "--roadmap", str(ROOT / "roadmap")]) == 0
    schema = json.loads((ROOT / "roadmap/schema/topic.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    assert validator.is_valid(topic("Bread", "yeast"))
    assert not validator.is_valid({**topic("Bread"), "level": "wizard"})
    assert not validator.is_valid({**topic("Bread"), "sumary": "x"})


def test_a_stale_schema_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--check` writes nothing and exits 1; without it the schemas are written."""
    root = write(tmp_path / "roadmap", small())
    assert main(["schema", "--check", "--roadmap", str(root)]) == 1
    assert "must be written anew" in capsys.readouterr().out
    assert main(["schema", "--roadmap", str(root)]) == 0
    assert main(["schema", "--check", "--roadmap", str(root)]) == 0


def test_a_closed_pipe_is_no_traceback() -> None:
    """`roadmap check | head -1` ends quietly."""
    command = f"'{sys.executable}' -m roadmap_site check --roadmap tests/broken | head -1"
    run = subprocess.run(["/bin/sh", "-c", command], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert "Traceback" not in run.stderr


def test_a_terminal_without_unicode_gets_escapes(tmp_path: Path) -> None:
    """Messages hold typographic characters; a C locale must not end in a traceback."""
    root = write(tmp_path / "roadmap", {**small(), "oven/bread.yml": topic("Bread", "yeast", level="größer→")})
    run = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-m", "roadmap_site", "check", "--roadmap", str(root)],
        env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
