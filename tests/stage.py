"""A repository as the workflows' scripts meet it: a checkout, a remote, and a `gh` that notes what it is asked."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from samples import ROOT, small, write

REPOSITORY = "people/baking"
GH = '''#!%s
"""Answers as GitHub's command does, from the environment, and notes its arguments and the files they name."""
import json, os, pathlib, sys
args = sys.argv[1:]
files = {}
for name in args:
    path = pathlib.Path(name.removeprefix("body=@"))
    if ("/" in name or name.endswith(".md")) and path.is_file():
        files[name] = path.read_text(encoding="utf-8")
with open(os.environ["FAKE_LOG"], "a", encoding="utf-8") as log:
    log.write(json.dumps({"args": args, "files": files}) + "\\n")
answers = json.loads(os.environ.get("FAKE_ANSWERS", "{}"))
line = " ".join(args)
for words, answer in answers.items():
    if words in line:
        if answer is None:
            sys.exit("gh: this is not allowed")
        if answer.startswith("@"):
            sys.stdout.buffer.write(pathlib.Path(answer[1:]).read_bytes())
        else:
            sys.stdout.write(answer)
        break
'''


def git(where: Path, *args: str) -> str:
    command = ["git", "-c", "user.name=Ann", "-c", "user.email=ann@example.org", *args]
    return subprocess.run(command, cwd=where, check=True, capture_output=True, text=True, timeout=60).stdout


@dataclass
class Stage:
    """One run's checkout; `remote` is what stands for github.com."""

    folder: Path
    remote: Path
    answers: dict[str, str | None] = field(default_factory=dict)
    env: dict[str, str] = field(default_factory=dict)

    def run(self, *command: str) -> subprocess.CompletedProcess[bytes]:
        """Run a script of the repository as a step of a workflow does."""
        env = {
            "PATH": f"{self.folder.parent / 'bin'}:{os.environ['PATH']}",
            "HOME": str(self.folder.parent),
            "LANG": "C.UTF-8",
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_SERVER_URL": f"file://{self.remote}",
            "GITHUB_REF_NAME": "main",
            "GITHUB_EVENT_PATH": str(self.folder.parent / "event.json"),
            "FAKE_LOG": str(self.folder.parent / "log"),
            "FAKE_ANSWERS": json.dumps(self.answers),
            "COVERAGE_PROCESS_START": "",
            **self.env,
        }
        return subprocess.run(command, cwd=self.folder, env=env, capture_output=True, timeout=120)

    def calls(self) -> list[dict[str, Any]]:
        """Return what gh was asked, in order."""
        log = self.folder.parent / "log"
        return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()] if log.exists() else []

    def said(self, *words: str) -> list[dict[str, Any]]:
        """Return the calls that have all these words."""
        return [call for call in self.calls() if all(word in call["args"] for word in words)]

    def event(self, value: Any) -> None:
        """Write the event's file."""
        data = value if isinstance(value, bytes) else json.dumps(value).encode()
        (self.folder.parent / "event.json").write_bytes(data)


def remote(folder: Path) -> Path:
    """Make what stands for github.com: one repository with a small roadmap and our scripts."""
    work = folder / "work"
    write(work / "roadmap", small())
    shutil.copytree(ROOT / ".ci", work / ".ci")
    (work / "scripts").mkdir()
    for name in ("check", "links", "build"):
        (work / "scripts" / name).write_text(f'#!/bin/sh\nexec .venv/bin/roadmap {name} "$@"\n', encoding="utf-8")
        (work / "scripts" / name).chmod(0o755)
    (work / "scripts/setup").write_text("#!/bin/sh\n", encoding="utf-8")  # the tests' own environment is set up
    (work / "scripts/setup").chmod(0o755)
    (work / ".gitignore").write_text(".venv\nfound/\nreview/\nsite/\ndocs/\n", encoding="utf-8")
    git(work, "init", "--quiet", "--initial-branch", "main")
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "--message", "A small roadmap")
    bare = folder / "host" / f"{REPOSITORY}.git"
    bare.parent.mkdir(parents=True)
    git(folder, "clone", "--quiet", "--bare", str(work), str(bare))
    git(bare, "config", "uploadpack.allowAnySHA1InWant", "true")  # as GitHub does
    return folder / "host"


def stage(folder: Path, host: Path) -> Stage:
    """Return a fresh checkout with a fake gh beside it."""
    folder.mkdir(parents=True)
    checkout = folder / "checkout"
    git(folder, "clone", "--quiet", "--depth", "2", f"file://{host}/{REPOSITORY}.git", str(checkout))
    (checkout / ".venv").symlink_to(Path(sys.prefix))
    (folder / "bin").mkdir()
    gh = folder / "bin/gh"
    gh.write_text(GH % sys.executable, encoding="utf-8")
    gh.chmod(0o755)
    return Stage(checkout, host)
