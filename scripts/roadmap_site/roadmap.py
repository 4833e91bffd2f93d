"""The roadmap as one value: every record under its id, and what follows from them together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from roadmap_site.model import (
    CostOrUnknown,
    Group,
    KindOrUnknown,
    LevelOrUnknown,
    Path,
    Pick,
    Project,
    Resource,
    Retired,
    RoadmapIndex,
    StageIndex,
    Topic,
    Use,
)
from roadmap_site.quick import remembered

_RANK: Final = {"start-here": 0, "best": 1, None: 2}


def minutes(time: str | None) -> int | None:
    """Return a time such as `2h25m` in minutes."""
    if time is None:
        return None
    hours, _, rest = time.rpartition("h")
    return int(hours or 0) * 60 + int(rest.removesuffix("m") or 0)


@dataclass(frozen=True)
class Item:
    """A resource as one topic or project offers it: the description, with that place's own dose."""

    id: str
    resource: Resource
    home: str  # id of the topic or project that describes it
    url: str
    level: LevelOrUnknown
    part: str | None
    minutes: int | None
    pick: Pick | None
    why: str
    covers: tuple[str, ...]
    used: bool  # described elsewhere

    @property
    def title(self) -> str:
        return self.resource.title

    @property
    def by(self) -> tuple[str, ...]:
        return self.resource.by

    @property
    def kind(self) -> KindOrUnknown:
        return self.resource.kind

    @property
    def cost(self) -> CostOrUnknown:
        return self.resource.cost

    @property
    def language(self) -> str:
        return self.resource.language

    @property
    def year(self) -> int | None:
        return self.resource.year


@dataclass(frozen=True)
class Home:
    """A resource with the topic or project that describes it."""

    resource: Resource
    owner: str
    level: LevelOrUnknown


@remembered
def _described(id: str, owner: Topic | Project) -> Mapping[str, Home]:
    return {
        entry.id: Home(entry, id, entry.level or owner.level)
        for entry in owner.resources
        if isinstance(entry, Resource)
    }


@dataclass(frozen=True)
class Roadmap:
    """A whole roadmap; the mappings are in learning order."""

    index: RoadmapIndex
    stages: Mapping[str, StageIndex]
    topics: Mapping[str, Topic]
    paths: Mapping[str, Path]
    projects: Mapping[str, Project]
    retired: tuple[Retired, ...]
    files: Mapping[str, str]  # `topic:<id>`, `stage:<id>` … to the file's path below the roadmap folder

    @cached_property
    def groups(self) -> Mapping[str, tuple[Group, ...]]:
        """Stage id to its groups; a stage without groups is one group under its own title."""
        return {
            id: stage.groups or (Group(title=stage.title, topics=stage.topics),) for id, stage in self.stages.items()
        }

    @cached_property
    def stage_topics(self) -> Mapping[str, tuple[str, ...]]:
        """Stage id to its topic ids, in order."""
        return {id: tuple(t for group in groups for t in group.topics) for id, groups in self.groups.items()}

    @cached_property
    def stage_of(self) -> Mapping[str, str]:
        """Topic id to stage id."""
        return {topic: stage for stage, topics in self.stage_topics.items() for topic in topics}

    @cached_property
    def owners(self) -> Mapping[str, Topic | Project]:
        """What offers resources, by the key of its file: topics, then projects."""
        topics = {f"topic:{id}": topic for id, topic in self.topics.items()}
        return {**topics, **{f"project:{id}": project for id, project in self.projects.items()}}

    @cached_property
    def homes(self) -> Mapping[str, Home]:
        """Resource id to where it is described."""
        found: dict[str, Home] = {}
        for id, topic in self.topics.items():
            found |= _described(id, topic)
        for id, project in self.projects.items():
            found |= _described(id, project)
        return found

    @cached_property
    def users(self) -> Mapping[str, tuple[str, ...]]:
        """Resource id to the topics that offer it, the one that describes it first."""
        found: dict[str, list[str]] = {id: [] for id in self.homes}
        for id, topic in self.topics.items():
            for entry in topic.resources:
                found[entry.use if isinstance(entry, Use) else entry.id].append(id)
        return {id: tuple(sorted(topics, key=lambda t: t != self.homes[id].owner)) for id, topics in found.items()}

    @cached_property
    def addresses(self) -> Mapping[str, tuple[str, ...]]:
        """Every address of a resource, and of its parts, to the ids of the resources that it belongs to."""
        found: dict[str, dict[str, None]] = {home.resource.url: {id: None} for id, home in self.homes.items()}
        for owner in self.owners.values():
            for item in self.items(owner):
                found.setdefault(item.url, {})[item.id] = None
        return {url: tuple(ids) for url, ids in found.items()}

    def items(self, owner: Topic | Project) -> tuple[Item, ...]:
        """Return the resources of a topic or project, each with its dose there, picks first."""
        known = self._items.get(id(owner))
        if known is None:
            items = sorted(map(self._item, owner.resources), key=lambda item: _RANK[item.pick])
            known = self._items[id(owner)] = owner, tuple(items)  # with the owner, whose identity stays its own so
        return known[1]

    @cached_property
    def _items(self) -> dict[int, tuple[Topic | Project, tuple[Item, ...]]]:
        return {}

    def _item(self, entry: Resource | Use) -> Item:
        used = isinstance(entry, Use)
        home = self.homes[entry.use if isinstance(entry, Use) else entry.id]
        return Item(
            id=home.resource.id,
            resource=home.resource,
            home=home.owner,
            url=(entry.url if isinstance(entry, Use) else entry.part_url) or home.resource.url,
            level=entry.level or home.level,
            part=entry.part,
            minutes=minutes(entry.time),
            pick=entry.pick,
            why=entry.why,
            covers=entry.covers,
            used=used,
        )

    def topic_minutes(self, topic: Topic) -> int | None:
        """Return the study time of a topic: as stated, else the sum of its picks, else nothing."""
        if topic.time is not None:
            return minutes(topic.time)
        return sum(minutes(entry.time) or 0 for entry in topic.resources if entry.pick) or None
