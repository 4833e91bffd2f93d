"""A run that is stopped, politely or not, leaves a whole memory, and the next one goes on from there."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from roadmap_site.links.memory import Memory

TIMES = int(os.environ.get("ROADMAP_INTERRUPTIONS", "6"))  # of each kind; 50 before a release
COUNT = 400
CODE = "import sys; from roadmap_site.cli import main; sys.exit(main(sys.argv[1:]))"


@pytest.fixture(scope="module")
def urls(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    command = [sys.executable, "-m", "roadmap_site.links.bench_server", "30"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        port = server.stdout.readline().strip()
        path = tmp_path_factory.mktemp("urls") / "urls.txt"
        path.write_text("\n".join(f"http://127.0.1.{1 + i % 20}:{port}/page/{i}" for i in range(COUNT)))
        yield path
        server.terminate()


def start(urls: Path, memory: Path) -> subprocess.Popen[bytes]:
    arguments = ["links", "--urls", str(urls), "--memory", str(memory), "--allow-network", "127.0.0.0/8"]
    arguments += ["--per-host", "2", "--pause", "0.02s", "--format", "json"]
    return subprocess.Popen(
        [sys.executable, "-c", CODE, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL], ids=["ctrl-c", "kill"])
def test_memory_is_whole_whenever_a_run_is_stopped(urls: Path, tmp_path: Path, how: signal.Signals) -> None:
    """At random moments; what a polite stop had learnt is kept, and the last run knows everything."""
    memory = tmp_path / "health.jsonl"
    chance = random.Random(int(how))
    known = 0
    for _ in range(TIMES):
        run = start(urls, memory)
        try:
            run.wait(0.3 + chance.random() * 1.2)
        except subprocess.TimeoutExpired:
            run.send_signal(how)
        assert run.wait(20) in (0, 130, -signal.SIGINT, -signal.SIGKILL)
        found = len(Memory.read(memory))  # raises when a line is broken
        assert found >= known
        known = found
    began = time.monotonic()
    assert start(urls, memory).wait(60) == 0
    assert time.monotonic() - began < 60
    assert len(Memory.read(memory)) == COUNT
    left = [path.name for path in tmp_path.iterdir() if path.name != memory.name]
    assert how == signal.SIGKILL or left == []
