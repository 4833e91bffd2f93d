"""The files of a roadmap folder, each read and kept under a key such as `topic:svd`; what does not belong is noted."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from roadmap_site.model import ID_PATTERN
from roadmap_site.problems import Problem, shown
from roadmap_site.source import MAX_BYTES, Document, read

RULES: Final = {
    "readable": "The roadmap must be a folder, and every file in it readable.",
    "symbolic-link": "Files and folders must not be symbolic links.",
    "index-missing": "The roadmap, and each of its stages, must have an index.yml.",
    "file-name": "A file must be named after its id: lower-case letters, digits, single hyphens, and .yml.",
    "misplaced-file": "A file must stand where it belongs: index.yml, retired.yml, <stage>/, paths/ or projects/.",
    "one-file": "A topic, path or project must have only one file.",
}

_OTHER_FILES: Final = ("README.md", "link-health.json", "link-health.jsonl", "link-history.jsonl")
_ID = re.compile(ID_PATTERN)


@dataclass
class Folder:
    """The documents and file names of a roadmap folder, by key, and the problems met on the way."""

    root: Path
    documents: dict[str, Document] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, path: Path, rule: str, message: str, hint: str = "") -> Problem:
        """Note what is wrong with a file or folder as a whole."""
        problem = Problem(path.as_posix(), 1, 1, rule, message, hint)
        self.problems.append(problem)
        return problem

    def entries(self, folder: Path) -> list[os.DirEntry[str]]:
        """Return what stands in a folder, by name; links are refused, hidden files passed over."""
        try:
            with os.scandir(folder) as found:
                entries = sorted((e for e in found if not e.name.startswith(".")), key=lambda e: e.name)
        except OSError as error:
            self.problem(folder, "readable", f"the folder must be readable: {error.strerror}")
            return []
        for entry in entries:
            if entry.is_symlink():
                message = "files and folders must not be symbolic links"
                self.problem(Path(entry.path), "symbolic-link", message, "Put the file itself here.")
        return [e for e in entries if not e.is_symlink()]

    def add(self, key: str, path: str) -> None:
        """Read a file, whose path begins with that of the folder, and keep it under its key."""
        # Of thousands of files, `Path` would cost as much as to read them.
        here = path.replace(os.sep, "/")
        self.files[key] = here.removeprefix(f"{self.root.as_posix().rstrip('/')}/")
        try:
            with open(path, "rb") as file:  # noqa: PTH123
                raw = file.read(MAX_BYTES + 1)
        except OSError as error:
            problem = self.problem(Path(path), "readable", f"the file must be readable: {error.strerror}")
            self.documents[key] = Document(here, "", None, (problem,))
            return
        self.documents[key] = document = read(here, raw)
        self.problems.extend(document.problems)


def read_folder(root: Path) -> Folder:
    """Read every file of a roadmap folder."""
    folder = Folder(root)
    if root.is_dir():
        _walk(folder)
        if "roadmap:index" not in folder.files and not folder.problems:
            hint = "Write title, description and the list of stages into it, or name another folder with --roadmap DIR."
            folder.problem(root / "index.yml", "index-missing", "the roadmap must have an index.yml", hint)
    else:
        message = "the roadmap must be a folder" if root.exists() else "the roadmap's folder is not there"
        folder.problem(root, "readable", message, "Name another one with --roadmap DIR.")
    return folder


def _walk(folder: Folder) -> None:
    for entry in folder.entries(folder.root):
        path = Path(entry.path)
        if entry.is_dir():
            if entry.name in ("paths", "projects"):
                _members(folder, path, entry.name.removesuffix("s"))
            elif entry.name != "schema":
                _stage(folder, path)
        elif entry.name == "index.yml":
            folder.add("roadmap:index", str(path))
        elif entry.name == "retired.yml":
            folder.add("roadmap:retired", str(path))
        else:
            _misplaced(folder, path)


def _stage(folder: Folder, path: Path) -> None:
    if not _ID.match(path.name):
        folder.problem(
            path,
            "file-name",
            f"the folder {shown(path.name)} must be named after its stage's id",
            "Ids look like `machine-learning`.",
        )
    if any(entry.name == "index.yml" and entry.is_file() for entry in folder.entries(path)):
        folder.add(f"stage:{path.name}", str(path / "index.yml"))
    else:
        hint = "Write title, summary and the list of topics into it."
        folder.problem(path / "index.yml", "index-missing", "a stage must have an index.yml", hint)
    _members(folder, path, "topic")


def _members(folder: Folder, path: Path, kind: str) -> None:
    for entry in folder.entries(path):
        name, _, suffix = entry.name.rpartition(".")
        if entry.is_dir():
            for deep in sorted(Path(entry.path).rglob("*.y*ml"))[:20]:
                message = f"a {kind} must stand directly in {shown(path.name + '/')}"
                folder.problem(deep, "misplaced-file", message, f"Move it to {(path / deep.name).as_posix()}.")
        elif kind == "topic" and entry.name == "index.yml":
            continue
        elif suffix != "yml" or not name or entry.name == "index.yml":
            _misplaced(folder, Path(entry.path))
        elif not _ID.match(name) or len(name) > 80:
            message = f"the file {shown(entry.name)} must be named after its id"
            folder.problem(Path(entry.path), "file-name", message, "Ids look like `gradient-descent`.")
        elif (key := f"{kind}:{name}") in folder.documents:
            message = f"the {kind} {shown(name)} is already in {folder.documents[key].path}"
            folder.problem(Path(entry.path), "one-file", message, "Keep one of the two.")
        else:
            folder.add(key, entry.path)


def _misplaced(folder: Folder, path: Path) -> None:
    if path.name in _OTHER_FILES:
        return
    if path.suffix == ".yaml":
        folder.problem(path, "file-name", "a file must end in .yml", f"Rename it to {path.stem}.yml.")
    else:
        hint = "Topics stand in their stage's folder, paths in paths/, projects in projects/."
        folder.problem(path, "misplaced-file", f"the file {shown(path.name)} does not belong here", hint)
