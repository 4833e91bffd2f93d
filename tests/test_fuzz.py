"""Mutated files through `roadmap check`: no traceback, none over a second, none over 300 MB, always a place.

`ROADMAP_FUZZ=100000 scripts/test tests/test_fuzz.py` runs as many, and `ROADMAP_SEED` others.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random

from fuzz import GOLDEN, PLACE, Roadmap
from mutations import mutated

COUNT = int(os.environ.get("ROADMAP_FUZZ", "500"))
SEED = int(os.environ.get("ROADMAP_SEED", "1"))
PART = 10_000  # files to a process


def test_every_mutated_file_is_told_what_is_wrong_with_it(tmp_path: Path) -> None:
    """Files of the golden roadmap and of ours, changed in bytes, signs, lines and structure."""
    for first in range(0, COUNT, PART):
        count = min(PART, COUNT - first)
        command = [sys.executable, "fuzz.py", *map(str, (count, SEED, first))]
        env = {**os.environ, "FUZZ_KEEP": str(tmp_path)}
        run = subprocess.run(command, cwd=Path(__file__).parent, env=env, capture_output=True, text=True, timeout=3_600)
        assert run.stdout, run.stderr
        report = json.loads(run.stdout)
        assert report["failures"] == [], f"the files are in {tmp_path}: {report}"
        assert report["files"] == count


def test_a_case_can_be_made_again(tmp_path: Path) -> None:
    """It depends on its number and the seed, and on nothing that came before."""
    files = Roadmap(GOLDEN, tmp_path / "small").files
    raw, other = files[tmp_path / "small/oven/bread.yml"], files[tmp_path / "small/index.yml"]
    made = [mutated(raw, other, Random(f"1:{number}")) for number in range(50)]
    assert made == [mutated(raw, other, Random(f"1:{number}")) for number in range(50)]
    assert len({*made, raw}) > 40


def test_a_line_without_a_place_would_be_seen() -> None:
    """The test knows a good line from a bad one."""
    assert PLACE.match("roadmap/a.yml:1:2: it must be [rule]")
    assert not PLACE.match("roadmap/a.yml: it must be [rule]")
    assert not PLACE.match("Traceback (most recent call last):")
