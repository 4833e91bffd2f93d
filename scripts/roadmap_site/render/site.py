"""What several pages need to know of the roadmap, worked out once, and where the pages stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from markupsafe import Markup

from roadmap_site.graph import Graph
from roadmap_site.history import NOTHING, News, Past
from roadmap_site.later import Each
from roadmap_site.links.history import History
from roadmap_site.links.memory import Entry
from roadmap_site.model import Path, Retired, Step
from roadmap_site.offers import lost, offered, there
from roadmap_site.render.ask import FormName, ask
from roadmap_site.render.text import web_address
from roadmap_site.render.words import size
from roadmap_site.roadmap import Item, Roadmap

BEST_KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "Book": ("book",),
    "Video": ("video", "playlist"),
    "Course": ("course",),
    "Article": ("article", "notes", "tutorial", "interactive"),
}
AT_ROOT: Final = "root/"  # what is generated below it stands at the root of the site
_PAGES: Final = {
    "home": "index", "contribute": "contribute", "how-it-works": "how-it-works", "plan": "plan", "review": "review",
    "data": "data",
    "map": "roadmap/map",
    "library": "roadmap/library", "best-of": "roadmap/best-of", "architectures": "roadmap/architectures",
    "projects": "roadmap/projects/index", "paths": "roadmap/paths/index", "stages": "roadmap/stages/index",
    "retired": "roadmap/retired", "contributors": "roadmap/contributors", "gaps": "roadmap/gaps",
    "coverage": "roadmap/coverage", "link-health": "roadmap/link-health",
    "whats-new": "roadmap/whats-new",
}  # fmt: skip
_FOLDERS: Final = {"topic": "topics", "path": "paths", "project": "projects"}


@dataclass(frozen=True)
class Place:
    """Where a page stands below docs/, to link from it: `md` for Markdown, `url` for HTML."""

    file: str
    lost: Mapping[str, str | None] = field(default_factory=dict)  # what is not there any more, and its archived copies
    repository: str | None = None  # where issues are opened

    def web(self, url: str) -> Markup | None:
        """Return an address for an href, or nothing when it must not look alive."""
        return None if url in self.lost else web_address(url)

    def copy(self, url: str) -> Markup | None:
        """Return the address of the archived copy of what is not there any more, where there is one."""
        return web_address(self.lost.get(url) or "")

    def ask(self, form: FormName, **fields: str) -> Markup | None:
        """Return the address of an issue form; it knows the topic on whose page it stands."""
        parts = self.file.removesuffix(".md").split("/")
        topic = {"topic": parts[-1]} if parts[-2:-1] == ["topics"] else {}
        return ask(self.repository, form, **topic, **fields)

    def md(self, kind: str, id: str) -> Markup:
        """Return the relative path of a page's file; MkDocs checks it and makes the address of it."""
        return _relative(self.file, _file(kind, id) + ".md")

    def url(self, kind: str, id: str) -> Markup:
        """Return the relative address of a page."""
        return _relative(_address(self.file.removesuffix(".md")), _address(_file(kind, id)))

    def deck(self, of: str, id: str, form: str) -> Markup:
        """Return the relative address of the questions of a stage, topic or path, as a file of a form."""
        return _relative(_address(self.file.removesuffix(".md")), f"roadmap/decks/{of}/{id}.{form}")

    def pack(self, of: str, id: str, form: str) -> Markup:
        """Return the relative address of the study pack of a stage or path, as a file of a form."""
        return _relative(_address(self.file.removesuffix(".md")), f"roadmap/packs/{of}/{id}.{form}")


def _relative(here: str, to: str) -> Markup:
    if here.startswith("roadmap/") and to.startswith("roadmap/"):
        here, to = here.removeprefix("roadmap/"), to.removeprefix("roadmap/")
    return Markup("../" * here.count("/") + to or "./")  # noqa: S704 - made of ids


def _file(kind: str, id: str) -> str:
    """Return the file of a page below docs/, without its suffix."""
    if kind == "page":
        return _PAGES[id]
    return f"roadmap/stages/{id}/index" if kind == "stage" else f"roadmap/{_FOLDERS[kind]}/{id}"


def _address(file: str) -> str:
    """Return the address that MkDocs gives a file."""
    return file.removesuffix("index") if file.split("/")[-1] == "index" else file + "/"


@dataclass(frozen=True)
class Best:
    """The best of one kind in one stage."""

    kind: str
    item: Item
    topic: str


@dataclass(frozen=True)
class Site:
    """A roadmap and its graph, with what follows from them."""

    roadmap: Roadmap
    graph: Graph
    health: Mapping[str, Entry]  # what the link checker remembers, by address
    repository: str | None = None  # where the roadmap can be changed, as mkdocs.yml says
    history: History = ()  # what all addresses came to, day by day
    past: Past | Callable[[], Past] = NOTHING  # what git knows of the past, or what asks it
    feeds: bool = False  # there are feeds, since the address of the site is known
    packs: Mapping[str, str | bytes] = field(default_factory=dict)  # files to take along, by path below docs/roadmap/
    address: str | None = None  # of the site, with a slash at the end, where it is known

    @cached_property
    def news(self) -> News:
        """What happened, as it is told today."""
        return News(self.roadmap, self.past() if callable(self.past) else self.past)

    def work_out(self) -> None:
        """Find out what most pages ask for, before these are shared out over processes that would each do it."""
        _ = self.news, self.best, self.topic_paths, self.topic_projects

    def pack(self, folder: str, id: str) -> tuple[tuple[str, str], ...]:
        """Return the files of a pack, if there is one: how each name ends, and how large it is."""
        names = {form: f"packs/{folder}/{id}.{form}" for form in ("html", "epub")}
        return tuple((form, size(self.packs[name])) for form, name in names.items() if name in self.packs)

    def place(self, file: str) -> Place:
        """Return where a page stands."""
        return Place(file, self.lost, self.repository)

    @cached_property
    def lost(self) -> Mapping[str, str | None]:
        """The addresses that nothing is found at any more, each with its archived copy where there is one."""
        return lost(self.health)

    @cached_property
    def items(self) -> Mapping[str, tuple[Item, ...]]:
        """Topic id to its resources, as they can be offered today."""
        topics = self.roadmap.topics
        return Each(topics, lambda topic: offered(self.roadmap.items(topics[topic]), self.lost))

    @cached_property
    def minutes(self) -> Mapping[str, int | None]:
        """Topic id to its study time."""
        topics = self.roadmap.topics
        return Each(topics, lambda topic: self.roadmap.topic_minutes(topics[topic]))

    def total(self, topics: Iterable[str]) -> int | None:
        """Return the study time of several topics."""
        return sum(self.minutes[topic] or 0 for topic in topics) or None

    @cached_property
    def path_topics(self) -> Mapping[str, tuple[str, ...]]:
        """Path id to the topics on it, each once, in its order."""
        return {id: tuple(dict.fromkeys(self._on(path))) for id, path in self.roadmap.paths.items()}

    def _on(self, path: Path) -> Iterator[str]:
        for step in path.walk():
            yield from self.step_topics(step)

    def step_topics(self, step: Step) -> tuple[str, ...]:
        """Return the topics that one line names."""
        return (*((step.topic,) if step.topic else ()), *step.also)

    @cached_property
    def topic_paths(self) -> Mapping[str, tuple[str, ...]]:
        """Topic id to the paths it stands on."""
        return _turned(self.path_topics)

    @cached_property
    def topic_projects(self) -> Mapping[str, tuple[str, ...]]:
        """Topic id to the projects that need it."""
        return _turned({id: tuple(e.topic for e in project.requires) for id, project in self.roadmap.projects.items()})

    @cached_property
    def stage_projects(self) -> Mapping[str, tuple[str, ...]]:
        """Stage id to the projects whose last needed topic, in learning order, stands in it."""
        found: dict[str, list[str]] = {}
        place = {topic: i for i, topic in enumerate(self.graph.order)}
        for id, project in self.roadmap.projects.items():
            last = max((edge.topic for edge in project.requires), key=place.__getitem__)
            found.setdefault(self.roadmap.stage_of[last], []).append(id)
        return {stage: tuple(ids) for stage, ids in found.items()}

    @cached_property
    def retired(self) -> Mapping[str, Retired]:
        """Dropped address to what is known of it."""
        return {entry.url: entry for entry in self.roadmap.retired}

    @cached_property
    def best(self) -> Mapping[str, tuple[Best, ...]]:
        """Stage id to its best book, video, course and article, as far as it has them."""
        return {stage: tuple(self._best(topics)) for stage, topics in self.roadmap.stage_topics.items()}

    def _best(self, topics: Iterable[str]) -> Iterator[Best]:
        rank = {"best": 0, "start-here": 1, None: 2}
        offers = [(item, topic) for topic in topics for item in there(self.items[topic], self.lost)]
        offers.sort(key=lambda offer: (rank[offer[0].pick], -len(self.roadmap.users[offer[0].id])))
        for name, kinds in BEST_KINDS.items():
            for item, topic in offers:
                if item.kind in kinds:
                    yield Best(name, item, topic)
                    break


def _turned(lists: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for id, others in lists.items():
        for other in others:
            found.setdefault(other, []).append(id)
    return {other: tuple(ids) for other, ids in found.items()}
