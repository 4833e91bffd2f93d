"""Run `roadmap check` on mutated files, in a process of its own: `python tests/fuzz.py COUNT [SEED [FIRST]]`.

Prints one line of JSON: how many files there were, those that were not dealt with as they must be, and the slowest, and
the most megabytes that a process held. FIRST is where a run goes on that was stopped; the cases do not depend on it.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import re
import resource
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from mutations import mutated
from roadmap_site.commands import check

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests/golden/roadmap"
SECONDS, MEGABYTES = 1.0, 300
BATCH = 20  # files to a process
FORMS = ("text", "json", "github")
WHOLE = 400  # one case in so many changes a file of the whole roadmap instead of the small one
LINE_END = re.compile(rb"\r\n|[\n\r]|\xc2\x85|\xe2\x80[\xa8\xa9]")  # as YAML counts
PLACE = re.compile(r"^(?P<path>[^\n]*?):(?P<line>\d+):(?P<column>\d+): .+ \[[a-z0-9-]+\]$")


class Roadmap:
    """A copy of a roadmap in which one file at a time is changed."""

    def __init__(self, source: Path, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(source, folder, ignore=shutil.ignore_patterns("schema"))
        self.files = {path: path.read_bytes() for path in sorted(folder.rglob("*.yml"))}

    def kin(self, path: Path) -> str:
        """Return what kind of file stands there."""
        name, above = path.name, path.parent.name
        if path.parent == self.folder:
            return name
        return above if above in ("paths", "projects") else "stage" if name == "index.yml" else "topic"


def wrong(said: str, errors: str, code: int, form: str, folder: Path) -> str:
    """Return what is wrong with what `roadmap check` said; nothing when all is well."""
    if "Traceback" in errors or code not in (0, 1):
        return f"exit {code}: {errors[-500:]}"
    if form == "json":
        found = [(p["path"], p["line"], p["column"]) for p in json.loads(said)] if said else []
    elif form == "text":
        lines = [line for line in said.splitlines() if not line.startswith("    ")]
        matches = [PLACE.match(line) for line in lines]
        if not all(matches):
            return f"a line without a place: {next(a for a, b in zip(lines, matches, strict=True) if not b)[:300]!r}"
        if code != any(": warning: " not in line for line in lines):
            return f"exit {code}, after: {lines[:3]}"
        found = [(m["path"], int(m["line"]), int(m["column"])) for m in matches if m]
    else:
        return "" if all(line.startswith(("::error file=", "::warning file=")) for line in said.splitlines()) else said
    last = {path: max(line for other, line, _ in found if other == path) for path in {path for path, _, _ in found}}
    for path, line, column in found:
        if not Path(path).is_relative_to(folder) or line < 1 or column < 1:
            return f"no place: {path}:{line}:{column}"
    for path, line in last.items():
        if Path(path).is_file() and line > len(LINE_END.split(Path(path).read_bytes())):
            return f"a line that is not there: {path}:{line}"
    return ""


def case(number: int, seed: int, small: Roadmap, whole: Roadmap) -> dict[str, Any]:
    """Run one case; return what was wrong, the seconds of the processor that it took, and the file that was changed."""
    random = Random(f"{seed}:{number}")
    roadmap = whole if number % WHOLE == WHOLE - 1 else small
    path = random.choice([*roadmap.files])
    pool = [file for file in whole.files if whole.kin(file) == roadmap.kin(path)] or [path]
    raw = roadmap.files[path] if roadmap is whole or random.random() < 0.3 else whole.files[random.choice(pool)]
    content = mutated(raw, whole.files[random.choice([*whole.files])], random)
    form = random.choice(FORMS)
    out, err = io.StringIO(), io.StringIO()
    path.write_bytes(content)
    began = time.process_time()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = check.run(argparse.Namespace(roadmap=roadmap.folder, format=form))
        took = time.process_time() - began
        said = wrong(out.getvalue(), err.getvalue(), code, form, roadmap.folder)
    except Exception:  # all that should not be is told
        took, said = time.process_time() - began, traceback.format_exc()[-1_500:]
    path.write_bytes(roadmap.files[path])
    if not said and took > SECONDS:
        said = f"it took {took:.2f} s"
    if said and (keep := os.environ.get("FUZZ_KEEP")):
        Path(keep, f"{seed}-{number}-{path.name}").write_bytes(content)
    return {"case": number, "file": str(path.relative_to(roadmap.folder)), "said": said, "seconds": took}


def apart(numbers: Sequence[int], seed: int, small: Roadmap, whole: Roadmap) -> tuple[list[dict[str, Any]], int]:
    """Run cases in a process of their own; return what came of them, and the most megabytes that it held.

    When it is killed, or holds too much, each is run alone, to find out which it was.
    """
    results = small.folder.parent / "results"
    child = os.fork()
    if not child:
        code = 1
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (60, 60))  # what goes on and on is killed
            resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))  # what wants it all fails, and the machine lives
            results.write_text(json.dumps([case(number, seed, small, whole) for number in numbers]))
            code = 0
        finally:
            os._exit(code)
    _, status, used = os.wait4(child, 0)
    peak = used.ru_maxrss >> 10
    if not status and peak <= MEGABYTES:
        return json.loads(results.read_text()), peak
    for roadmap in (small, whole):
        for path, raw in roadmap.files.items():
            path.write_bytes(raw)
    if len(numbers) == 1:
        said = f"it held {peak} MB" if not status else f"the process ended with {os.waitstatus_to_exitcode(status)}"
        return [{"case": numbers[0], "file": "", "said": said, "seconds": used.ru_utime + used.ru_stime}], peak
    alone = [apart([number], seed, small, whole) for number in numbers]
    return [result for found, _ in alone for result in found], max(peak for _, peak in alone)


def main(count: int, seed: int = 1, first: int = 0) -> int:
    """Run cases and print the report; files that were not dealt with well are kept below FUZZ_KEEP when that is set."""
    failures: list[dict[str, Any]] = []
    slowest, most = {"seconds": 0.0}, 0
    with tempfile.TemporaryDirectory() as work:
        small, whole = Roadmap(GOLDEN, Path(work) / "small"), Roadmap(ROOT / "roadmap", Path(work) / "whole")
        for start in range(first, first + count, BATCH):
            found, peak = apart(range(start, min(start + BATCH, first + count)), seed, small, whole)
            for result in found:
                slowest = max(slowest, result, key=lambda one: one["seconds"])
                if result["said"]:
                    failures.append(result)
                    print(f"{seed}:{result['case']} {result['file']}: {result['said']}", file=sys.stderr, flush=True)
            most = max(most, peak)
    report = {"files": count, "seed": seed, "first": first, "failures": failures}
    print(json.dumps({**report, "slowest": slowest, "megabytes": most}))
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:4])))
