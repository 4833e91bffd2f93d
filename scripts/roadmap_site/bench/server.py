"""MkDocs' server of a project, as a process of its own."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

PLAIN: Final = {"ROADMAP_PLAIN": "1"}  # MkDocs' own way, and not ours


@contextlib.contextmanager
def server(project: Path, env: Mapping[str, str]) -> Iterator[str]:
    """Yield the address of a server that answers; raise RuntimeError when it ends before."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}/"
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--livereload", "--dev-addr", f"127.0.0.1:{port}"],
        cwd=project, env={**os.environ, "ROADMAP_SITE_URL": url, "NO_MKDOCS_2_WARNING": "1", **env},
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            if process.poll() is not None:
                raise RuntimeError("mkdocs serve ended")
            time.sleep(0.02)
        yield url
    finally:
        process.terminate()
        process.wait()
