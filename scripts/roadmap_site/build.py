"""Load, check, render, write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from roadmap_site.checks import check
from roadmap_site.decks import decks
from roadmap_site.discovery import TOP, root_files
from roadmap_site.embeds import embeds
from roadmap_site.export import (
    ROOT,
    UNKNOWN,
    About,
    Content,
    Whole,
    api_files,
    data_part,
    fields_part,
    json_text,
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
from roadmap_site.outputs import Outputs
from roadmap_site.packs import Packs
from roadmap_site.problems import Problem, Refused
from roadmap_site.render import FORMER, Site, makers, redirects
from roadmap_site.render.site import AT_ROOT
from roadmap_site.roadmap import Roadmap
from roadmap_site.search import FOLDER, LIST, search_files
from roadmap_site.search.guides import guides_in
from roadmap_site.workers import shared_out
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
    return Draft(roadmap, graph, (), health, Path(), repository, about, history, past).everything()


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
    """A roadmap that may become pages: checked, and nothing written or made yet."""

    roadmap: Roadmap
    graph: Graph
    warnings: tuple[Problem, ...]
    health: Mapping[str, Entry]
    target: Path
    repository: str | None
    about: About = UNKNOWN
    history: History = ()
    past: Past | Callable[[], Past] = NOTHING
    guides: Mapping[str, str] = field(default_factory=dict)  # the pages written by hand, which can be searched as well
    _pages: dict[str, str] = field(default_factory=dict)  # those that were made

    @cached_property
    def packs(self) -> Packs:
        """What can be taken along."""
        return Packs(Site(self.roadmap, self.graph, self.health), self.about.site, lambda: self.about.moment)

    @cached_property
    def site(self) -> Site:
        """What the pages have in common."""
        return Site(
            self.roadmap,
            self.graph,
            self.health,
            self.repository,
            self.history,
            self.past,
            feeds=self.about.site is not None,
            packs=self.packs,
            address=self.about.site,
        )

    @cached_property
    def makers(self) -> Mapping[str, Callable[[Site], str]]:
        """What makes each page, and each part that pages take in, by its path below docs/roadmap/."""
        own = {
            "parts/data.md": lambda site: data_part(self.about, site.roadmap, site.graph.order[-1]),
            "parts/fields.md": lambda _: fields_part(),
        }
        return {**makers(self.roadmap), **own}

    def page(self, path: str) -> str:
        """Return one page."""
        if path not in self._pages:
            self._pages[path] = self.makers[path](self.site)
        return self._pages[path]

    def pages(self) -> dict[str, str]:
        """Return all pages, and all parts that pages take in."""
        self.packs.make()  # pages say how large they are
        self.site.work_out()
        missing = [path for path in self.makers if path not in self._pages]
        self._pages.update(zip(missing, shared_out(self.page, missing), strict=True))
        return {path: self._pages[path] for path in self.makers}

    @cached_property
    def outputs(self) -> Outputs:
        """All else."""
        site, roadmap, graph, about = self.site, self.roadmap, self.graph, self.about
        single: dict[str, Callable[[], str]] = {
            "roadmap.json": lambda: json_text(self._whole),
            "manifest.webmanifest": lambda: manifest_json(roadmap),
            "learn.json": lambda: learn_json(roadmap, graph),
            "names.json": lambda: names_json(roadmap),
            "plan.json": lambda: plan_json(roadmap, self.health),
            "questions.json": lambda: questions_json(roadmap),
            "news.json": lambda: news_json(site.news),
        }
        return Outputs(
            (
                *(((path,), partial(_one, path, make)) for path, make in single.items()),
                ((FOLDER,), lambda: search_files(site, self.guides, self._lists)),
                (("questions/",), lambda: question_files(roadmap)),
                (("decks/",), lambda: decks(roadmap, graph)),
                (("packs/",), lambda: self.packs),
                ((f"{AT_ROOT}embed/",), lambda: embeds(site)),
                ((f"{AT_ROOT}feeds/",), lambda: feed_files(site.news, about.site).below(AT_ROOT) if about.site else {}),
                ((f"{AT_ROOT}{ROOT}",), lambda: api_files(self._content).below(f"{AT_ROOT}{ROOT}")),
                (tuple(f"{AT_ROOT}{name}" for name in TOP), lambda: root_files(site, about.site)),
                (FORMER, lambda: redirects(roadmap)),
            )
        )

    @cached_property
    def _whole(self) -> Whole:
        return whole(self.roadmap, self.graph)

    @property
    def _lists(self) -> dict[str, str]:
        return {path: self.page(path) for path in self.makers if LIST.fullmatch(path)}

    @property
    def _content(self) -> Content:
        roadmap, site = self.roadmap, self.site
        licence = roadmap.index.licence
        return Content(self._whole, licence, self.about, roadmap.addresses, self.health, site.news, self.history)

    def everything(self) -> dict[str, str | bytes]:
        """Return all that is generated, by its path below docs/roadmap/."""
        return self.pages() | dict(self.outputs.items())

    def write_parts(self) -> None:
        """Write what pages take in while MkDocs renders them, and nothing else."""
        replace_files(self.target, {path: self.page(path) for path in self.makers if path.startswith("parts/")})

    def write_pages(self) -> Written:
        """Make the folder hold all pages and what they take in; raise NotOurs or OSError."""
        return write_folder(self.target, self.pages())

    def write(self) -> Written:
        """Make the folder hold all that is generated; raise NotOurs or OSError."""
        return write_folder(self.target, self.everything())


def _one(path: str, make: Callable[[], str]) -> dict[str, str]:
    return {path: make()}


def draft(
    roadmap_dir: Path,
    docs_dir: Path,
    repository: str | None = None,
    about: About = UNKNOWN,
    past: Past | Callable[[], Past] = NOTHING,
    guides: Mapping[str, str] | None = None,
) -> Draft:
    """Check the roadmap in a folder and return what may be written to `roadmap` below docs_dir.

    With the address of a repository the pages offer its issue forms. `guides` are the pages written by hand that can be
    searched, all below docs_dir when they are left out. Raises Refused or NotOurs.
    """
    roadmap, warnings = checked(roadmap_dir)
    target = docs_dir / "roadmap"
    source, made = roadmap_dir.resolve(), target.resolve()
    if source == made or source in made.parents or made in source.parents:
        raise NotOurs(f"{target} is where the roadmap itself stands: choose another folder with --docs")
    health, history = health_in(roadmap_dir), history_in(roadmap_dir)
    guides = guides_in(docs_dir) if guides is None else guides
    return Draft(roadmap, graph_of(roadmap), warnings, health, target, repository, about, history, past, guides)


def build(roadmap_dir: Path, docs_dir: Path, repository: str | None = None) -> BuildResult:
    """Make the folder `roadmap` below docs_dir; nothing is lost when it fails.

    Raises Refused, NotOurs or OSError.
    """
    found = draft(roadmap_dir, docs_dir, repository)
    return BuildResult(found.roadmap, found.graph, found.write(), found.warnings)
