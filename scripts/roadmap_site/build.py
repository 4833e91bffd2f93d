"""Load, check, render, write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from roadmap_site.checks import check
from roadmap_site.decks import decks
from roadmap_site.discovery import root_files
from roadmap_site.embeds import embeds
from roadmap_site.export import (
    ROOT,
    UNKNOWN,
    About,
    Content,
    api_files,
    data_part,
    fields_part,
    learn_json,
    names_json,
    news_json,
    plan_json,
    question_files,
    questions_json,
    whole,
)
from roadmap_site.feeds import feed_files
from roadmap_site.graph import Graph, graph_of
from roadmap_site.history import NOTHING, Past
from roadmap_site.links import history as link_history
from roadmap_site.links.history import History
from roadmap_site.links.memory import Damaged, Entry, Memory
from roadmap_site.load import load
from roadmap_site.offline import manifest_json
from roadmap_site.packs import Packs
from roadmap_site.problems import Problem, Refused
from roadmap_site.render import Site, makers, rendered
from roadmap_site.render.site import AT_ROOT
from roadmap_site.roadmap import Roadmap
from roadmap_site.write import NotOurs, Written, replace_files, write_folder


@dataclass(frozen=True)
class BuildResult:
    """What a build made: the roadmap, its graph, what was written, and warnings."""

    roadmap: Roadmap
    graph: Graph
    written: Written
    warnings: tuple[Problem, ...]


def checked(roadmap_dir: Path) -> tuple[Roadmap, tuple[Problem, ...]]:
    """Return the roadmap in a folder and its warnings; raise Refused when it has errors."""
    loaded = load(roadmap_dir)
    problems = check(loaded)
    if loaded.roadmap is None or any(problem.severity == "error" for problem in problems):
        raise Refused(problems)
    return loaded.roadmap, problems


def pages(
    roadmap: Roadmap,
    graph: Graph,
    health: Mapping[str, Entry],
    repository: str | None = None,
    about: About = UNKNOWN,
    history: History = (),
    past: Past = NOTHING,
) -> dict[str, str | bytes]:
    """Return all that is generated: path below docs/roadmap/ to file; what is below `root/` goes to the site's root."""
    packs = Packs(Site(roadmap, graph, health), about.site, about.moment)
    site = Site(
        roadmap, graph, health, repository, history, past, feeds=about.site is not None, packs=packs, address=about.site
    )
    data = whole(roadmap, graph)
    files = api_files(Content(data, roadmap.index.licence, about, roadmap.addresses, health, site.news, history))
    feeds = feed_files(site.news, about.site) if about.site else {}
    return {
        **rendered(site),
        "parts/data.md": data_part(about, data),
        "parts/fields.md": fields_part(),
        "roadmap.json": files["roadmap.json"],
        "manifest.webmanifest": manifest_json(roadmap),
        "learn.json": learn_json(roadmap, graph),
        "names.json": names_json(roadmap),
        "plan.json": plan_json(roadmap, health),
        "questions.json": questions_json(roadmap),
        **question_files(roadmap),
        **decks(roadmap, graph),
        **packs,
        **embeds(site),
        "news.json": news_json(site.news),
        **{f"{AT_ROOT}{name}": text for name, text in feeds.items()},
        **{f"{AT_ROOT}{ROOT}{name}": text for name, text in files.items()},
        **root_files(site, about.site),
    }


def health_in(roadmap_dir: Path) -> dict[str, Entry]:
    """Return what the link checker remembers beside a roadmap; a file that it did not write counts as none."""
    try:
        memory = Memory.read(roadmap_dir / "link-health.jsonl")
    except (Damaged, OSError, UnicodeDecodeError):
        return {}
    return {url: entry for url in memory if (entry := memory.get(url))}


def history_in(roadmap_dir: Path) -> History:
    """Return what all addresses came to day by day; a file that the link checker did not write counts as none."""
    try:
        return link_history.read(roadmap_dir / link_history.NAME)
    except (Damaged, OSError, UnicodeDecodeError):
        return ()


@dataclass(frozen=True)
class Draft:
    """A roadmap that may become pages: checked, and nothing written."""

    roadmap: Roadmap
    graph: Graph
    warnings: tuple[Problem, ...]
    health: Mapping[str, Entry]
    target: Path
    repository: str | None
    about: About = UNKNOWN
    history: History = ()
    past: Past = NOTHING

    @cached_property
    def site(self) -> Site:
        """What the pages have in common."""
        feeds = self.about.site is not None
        packs = Packs(Site(self.roadmap, self.graph, self.health), self.about.site, self.about.moment)
        return Site(
            self.roadmap,
            self.graph,
            self.health,
            self.repository,
            self.history,
            self.past,
            feeds,
            packs,
            self.about.site,
        )

    @cached_property
    def makers(self) -> Mapping[str, Callable[[Site], str]]:
        """What makes each page, by its path below docs/roadmap/."""
        return makers(self.roadmap)

    def page(self, path: str) -> str:
        """Return one page."""
        return self.makers[path](self.site)

    def write_parts(self) -> None:
        """Write what pages take in while MkDocs renders them, and nothing else."""
        replace_files(self.target, {path: self.page(path) for path in self.makers if path.startswith("parts/")})

    def write(self) -> Written:
        """Make the folder hold all that is generated; raise NotOurs or OSError."""
        made = pages(self.roadmap, self.graph, self.health, self.repository, self.about, self.history, self.past)
        return write_folder(self.target, made)


def draft(
    roadmap_dir: Path,
    docs_dir: Path,
    repository: str | None = None,
    about: About = UNKNOWN,
    past: Past = NOTHING,
) -> Draft:
    """Check the roadmap in a folder and return what may be written to `roadmap` below docs_dir.

    With the address of a repository the pages offer its issue forms. Raises Refused or NotOurs.
    """
    roadmap, warnings = checked(roadmap_dir)
    target = docs_dir / "roadmap"
    source, made = roadmap_dir.resolve(), target.resolve()
    if source == made or source in made.parents or made in source.parents:
        raise NotOurs(f"{target} is where the roadmap itself stands: choose another folder with --docs")
    health, history = health_in(roadmap_dir), history_in(roadmap_dir)
    return Draft(roadmap, graph_of(roadmap), warnings, health, target, repository, about, history, past)


def build(roadmap_dir: Path, docs_dir: Path, repository: str | None = None) -> BuildResult:
    """Make the folder `roadmap` below docs_dir; nothing is lost when it fails.

    Raises Refused, NotOurs or OSError.
    """
    found = draft(roadmap_dir, docs_dir, repository)
    return BuildResult(found.roadmap, found.graph, found.write(), found.warnings)
