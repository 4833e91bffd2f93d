"""Real git repositories of small roadmaps, for tests to commit to."""

from __future__ import annotations

import os
import shutil
import subprocess
from copy import deepcopy
from pathlib import Path
from typing import Any

from samples import small, write

FIRST = 1_700_000_000  # the moment of the first commit; each is a day later


class Repository:
    """A clone whose `roadmap` folder is committed state by state."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.roadmap = folder / "roadmap"
        self.commits = 0
        folder.mkdir(parents=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> str:
        seconds = f"{FIRST + self.commits * 86_400} +0000"
        env = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "GIT_COMMITTER_DATE": seconds}
        env |= {"GIT_AUTHOR_DATE": "2001-01-01T00:00:00Z"}  # when something was written does not count
        command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
        return subprocess.run(command, cwd=self.folder, env=env, capture_output=True, text=True, check=True).stdout

    def commit(self, files: dict[str, Any] | None = None) -> str:
        """Commit a state: these files and no others, or what is on disk."""
        if files is not None:
            shutil.rmtree(self.roadmap, ignore_errors=True)
            write(self.roadmap, files)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "x")
        self.commits += 1
        return self.git("rev-parse", "HEAD").strip()

    def shallow(self, folder: Path, depth: int) -> Path:
        """Return the roadmap in a clone that holds only the last commits."""
        self.git("clone", "-q", "--depth", str(depth), f"file://{self.folder}", str(folder))
        return folder / "roadmap"


def changed(*path: str | int, to: Any, of: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the small roadmap, or another, with one value changed."""
    files = deepcopy(of or small())
    at: Any = files
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = to
    return files
