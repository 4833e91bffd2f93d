"""Times the link checker beside others, on the same addresses, in turns."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LIMIT: Final = 900.0  # seconds for one run of one checker


@dataclass(frozen=True)
class Timing:
    """One checker on one set of addresses: the best of its turns."""

    name: str
    seconds: float
    memory: float  # megabytes at most
    good: int  # addresses that it called good


@contextlib.contextmanager
def _server(milliseconds: int) -> Iterator[int]:
    command = [sys.executable, "-m", "roadmap_site.links.bench_server", str(milliseconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()


def _urls(count: int, hosts: int, port: int) -> list[str]:
    return [f"http://127.0.{1 + i % hosts // 250}.{1 + i % hosts % 250}:{port}/page/{i}" for i in range(count)]


async def _raw(urls: Sequence[str], connections: int) -> int:
    """Ask with bare streams and nothing else: what the network alone costs."""
    queue = iter(urls)
    good = 0

    async def work() -> None:
        nonlocal good
        for url in queue:
            host, _, path = url.removeprefix("http://").partition("/")
            name, _, port = host.partition(":")
            reader, writer = await asyncio.open_connection(name, int(port))
            writer.write(f"GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
            line = await reader.readline()
            good += line.startswith(b"HTTP/1.1 200")
            writer.close()

    await asyncio.gather(*(work() for _ in range(connections)))
    return good


def _run(name: str, command: list[str], good: Callable[[str], int]) -> Timing:
    """Run a checker and measure it; resource usage of the child alone."""
    started = time.monotonic()
    with tempfile.TemporaryFile("w+") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        try:
            _, _, usage = os.wait4(process.pid, 0)
        finally:
            process.returncode = 0
        seconds = time.monotonic() - started
        out.seek(0)
        return Timing(name, seconds, usage.ru_maxrss / 1024, good(out.read()))


def _raw_timing(urls: Sequence[str], connections: int) -> Timing:
    started = time.monotonic()
    good = asyncio.run(_raw(urls, connections))
    return Timing("raw asyncio", time.monotonic() - started, 0.0, good)


def bench(count: int, hosts: int, milliseconds: int, turns: int = 3) -> list[Timing]:
    """Return the best time of each checker that is installed, polite (50 ms a host) and not."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096) if hard > 0 else 4096, hard))
    best: dict[str, Timing] = {}
    with _server(milliseconds) as port, tempfile.TemporaryDirectory() as folder:
        urls = _urls(count, hosts, port)
        plain, page = Path(folder, "urls.txt"), Path(folder, "pages", "page.md")
        page.parent.mkdir()
        plain.write_text("\n".join(urls), encoding="utf-8")
        page.write_text("\n".join(f"- [page]({url})" for url in urls), encoding="utf-8")
        runs = _runs(plain, page.parent, urls)
        for _ in range(turns):
            for run in runs:
                timing = run()
                if timing.name not in best or timing.seconds < best[timing.name].seconds:
                    best[timing.name] = timing
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return list(best.values())


def _runs(plain: Path, pages: Path, urls: Sequence[str]) -> list[Callable[[], Timing]]:
    bin = Path(sys.executable).parent
    ours = [str(bin / "roadmap"), "links", "--urls", str(plain), "--allow-network", "127.0.0.0/8", "--format", "json"]
    fast = [*ours, "--pause", "0s", "--per-host", "1000", "--connections", "300"]
    polite = [*ours, "--pause", "0.05s", "--per-host", "10", "--connections", "300"]

    def ok(out: str) -> int:
        return len(re.findall(r'"verdict": "ok"', out))

    runs: list[Callable[[], Timing]] = [
        lambda: _raw_timing(urls, 1000),
        lambda: _run("ours, no pause", fast, ok),
        lambda: _run("ours, 50 ms a host", polite, ok),
    ]
    if lychee := shutil.which("lychee") or shutil.which(str(bin / "lychee")):
        common = [lychee, "--no-progress", "--max-concurrency", "1000", "--format", "compact"]
        hasty = [*common, "--host-concurrency", "1000", "--host-request-interval", "0s", str(plain)]

        def counted(out: str) -> int:
            found = re.search(r"(\d[\d,]*) OK", out)
            return int(found[1].replace(",", "")) if found else 0

        runs.append(lambda: _run("lychee, no pause", hasty, counted))
        runs.append(lambda: _run("lychee, 50 ms a host", [*common, str(plain)], counted))
    if len(urls) <= 2000:

        def not_broken(out: str) -> int:
            found = re.search(r"Broken links: (\d+)", out)
            return len(urls) - int(found[1]) if found else 0

        runs.append(lambda: _run("mkdocs-linkcheck", [str(bin / "mkdocs-linkcheck"), str(pages)], not_broken))
    return runs
