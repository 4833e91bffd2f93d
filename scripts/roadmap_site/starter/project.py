"""The files of a new project: the engine's, those made from the model, and a small roadmap to begin with."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Template
from typing import Final

from roadmap_site.forms.files import FOLDER
from roadmap_site.forms.files import files as form_files
from roadmap_site.load import load
from roadmap_site.roadmap import Roadmap
from roadmap_site.schema import schemas
from roadmap_site.starter.engine import Engine

CONTENT: Final = Path(__file__).parent / "content"
_REPOSITORY: Final = re.compile(r"https://[\w.-]+(?::\d+)?/([\w.-]+)/([\w.-]+?)(?:\.git)?/?")
_ADDRESS: Final = re.compile(r"https?://[\w.-]+(?::\d+)?(?:/[\w.~/-]*)?")


class Wrong(Exception):
    """An option that no project can be made from."""


@dataclass(frozen=True)
class Settings:
    """What a project calls itself, and where it will stand; addresses that are not known yet are empty."""

    title: str
    repo: str = ""
    url: str = ""


def settings(title: str | None, repo: str, url: str) -> Settings:
    """Return settings in which what follows from the others is filled in; raise Wrong."""
    title = _sample().index.title if title is None else " ".join(title.split())
    if not title.isprintable() or not 1 <= len(title) <= 100:
        raise Wrong("--title must be one line of at most 100 characters")
    if re.fullmatch(r"[\w.-]+/[\w.-]+", repo):
        repo = f"https://github.com/{repo}"
    match = _REPOSITORY.fullmatch(repo)
    if repo and not match:
        raise Wrong("--repo must be OWNER/NAME, or an address such as https://github.com/OWNER/NAME")
    if match and not url and repo.startswith("https://github.com/"):
        url = f"https://{match[1].lower()}.github.io/{match[2]}/"
    if url and not _ADDRESS.fullmatch(url):
        raise Wrong("--url must be the site's address, such as https://owner.github.io/name/")
    return Settings(title, repo.rstrip("/").removesuffix(".git"), f"{url.rstrip('/')}/" if url else "")


def engine_files(engine: Engine) -> dict[str, bytes]:
    """Return all files that a newer engine replaces: name to content."""
    kinds = "tests/browser/kinds.py"
    found = {name: engine.read(name) for name in engine.names()}
    found |= {f"roadmap/schema/{name}": text.encode() for name, text in schemas().items()}
    return found | {
        kinds: (CONTENT / kinds).read_bytes(),
        "scripts/LICENSE": engine.licence(),
        "CONTRIBUTING.md": _contributing().encode(),
    }


def new_files(engine: Engine, own: Settings) -> dict[str, bytes]:
    """Return all files of a new project: name to content."""
    folder = CONTENT / "roadmap"
    found = {f"roadmap/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in folder.rglob("*.yml")}
    forms = {f"{FOLDER}/{name}": text.encode() for name, text in form_files(_sample()).items()}
    index, title = found["roadmap/index.yml"].decode(), f"title: {_sample().index.title}\n"
    site = _setting("site_url", "ROADMAP_SITE_URL", own.url, "https://OWNER.github.io/NAME/")
    repo = _setting("repo_url", "ROADMAP_REPO_URL", own.repo, "https://github.com/OWNER/NAME")
    holder = f"The {own.title} contributors".encode()
    made = {
        "roadmap/index.yml": index.replace(title, f"title: {_quoted(own.title)}\n").encode(),
        "mkdocs.yml": _filled("mkdocs.yml", site=site, repo=repo).encode(),
        "README.md": _filled("README.md", title=own.title).encode(),
        "LICENSE": re.sub(rb"(?<=\) \d{4} ).+", lambda _: holder, engine.licence(), count=1),
    }
    return {**engine_files(engine), **found, **forms, **made}


@lru_cache(maxsize=1)
def _sample() -> Roadmap:
    """Return the small roadmap that a project begins with."""
    roadmap = load(CONTENT / "roadmap").roadmap
    if roadmap is None:
        raise OSError(f"{CONTENT / 'roadmap'} cannot be read")
    return roadmap


def _contributing() -> str:
    """Return CONTRIBUTING.md, with a file of the small roadmap as the example."""
    example = (CONTENT / "roadmap/alone/undoing-changes.yml").read_text(encoding="utf-8")
    return _filled("CONTRIBUTING.md", example=example.rstrip())


def _filled(name: str, **values: str) -> str:
    return Template((CONTENT / name).read_text(encoding="utf-8")).substitute(values)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # is YAML, too


def _setting(name: str, variable: str, value: str, example: str) -> str:
    """Return a line of mkdocs.yml; one to be filled in when the value is not known yet."""
    if value:
        return f"{name}: !ENV [{variable}, {_quoted(value)}]"
    return f'# {name}: !ENV [{variable}, {_quoted(example)}]\n{name}: !ENV [{variable}, ""]'
