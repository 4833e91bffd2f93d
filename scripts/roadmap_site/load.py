"""A folder to a Roadmap, with every problem of its files noted on the way."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from pathlib import PurePosixPath
from typing import Final

from roadmap_site.folder import Folder, read_folder
from roadmap_site.model import Path, Project, RetiredList, RoadmapIndex, StageIndex, Topic
from roadmap_site.problems import Problem, shown
from roadmap_site.quick import uncollected
from roadmap_site.roadmap import Roadmap
from roadmap_site.shape import RecordType, raw_ids, shape
from roadmap_site.source import Document, Location

RULES: Final = {
    "unlisted": "A stage must be listed in the roadmap's index.yml, and a topic in its stage's, once.",
    "listed-missing": "A stage or topic that an index.yml lists must have its folder or file.",
    "topics-or-groups": "A stage must list its topics, or groups of them, and not both.",
}


@dataclass
class Loaded:
    """What was read: the roadmap of all that has the right shape, and what is wrong with the rest.

    `known` holds every id that is there in some form, so that a reference to a topic whose file has a mistake is not
    called unknown as well.
    """

    roadmap: Roadmap | None
    documents: Mapping[str, Document]
    problems: list[Problem]
    known: Mapping[str, frozenset[str]]

    def at(
        self, key: str, location: Location, rule: str, message: str, hint: str = "", *, on_key: bool = False
    ) -> Problem:
        """Return a problem at a place in the file that `key` (such as `topic:svd`) names."""
        document = self.documents[key]
        line, column = document.place(location, key=on_key)
        return Problem(document.path, line, column, rule, message, hint)


@uncollected
def load(root: FilePath) -> Loaded:
    """Read the roadmap in a folder."""
    return assembled(read_folder(root))


def assembled(folder: Folder) -> Loaded:
    """Return the roadmap of documents that were read."""
    shapes = _Shapes(folder.documents)
    index = shapes.one("roadmap:index", RoadmapIndex)
    retired = shapes.one("roadmap:retired", RetiredList)
    stages, topics = shapes.all("stage", StageIndex), shapes.all("topic", Topic)
    paths, projects = shapes.all("path", Path), shapes.all("project", Project)

    known = {kind: frozenset(_ids(folder.files, kind)) for kind in ("stage", "topic", "path", "project")}
    known["resource"] = frozenset(id for key in shapes.broken for id in raw_ids(folder.documents[key]))
    loaded = Loaded(None, folder.documents, [*folder.problems, *shapes.problems], known)
    if index is None:
        return loaded

    loaded.problems.extend(_listings(loaded, folder, index, stages))
    order = dict.fromkeys(id for id in index.stages if id in stages)
    listed = dict.fromkeys(t for id in order for _, t in _places(stages[id]) if t in topics)
    loaded.roadmap = Roadmap(
        index=index,
        stages={id: _only(stages[id], listed.keys()) for id in order},
        topics={id: topics[id] for id in (*listed, *(t for t in topics if t not in listed))},
        paths={id: paths[id] for id in dict.fromkeys((*(p for p in index.paths if p in paths), *paths))},
        projects=projects,
        retired=retired.retired if retired else (),
        files=folder.files,
    )
    return loaded


class _Shapes:
    """The records in a set of documents; what has not the right shape is noted and left out."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self.documents = documents
        self.problems: list[Problem] = []
        self.broken: list[str] = []

    def one(self, key: str, record: type[RecordType]) -> RecordType | None:
        document = self.documents.get(key)
        if document is None:
            return None
        if document.data is None and document.problems:
            self.broken.append(key)
            return None
        value, problems = shape(document, record)
        self.problems.extend(problems)
        if value is None:
            self.broken.append(key)
        return value

    def all(self, kind: str, record: type[RecordType]) -> dict[str, RecordType]:
        found = ((id, self.one(f"{kind}:{id}", record)) for id in _ids(self.documents, kind))
        return {id: value for id, value in found if value is not None}


def _ids(keys: Iterable[str], kind: str) -> Iterator[str]:
    # The very same texts each time: what is `remembered` of an id is known by its identity.
    return (sys.intern(key.partition(":")[2]) for key in keys if key.startswith(kind + ":"))


def _only(stage: StageIndex, topics: Iterable[str]) -> StageIndex:
    """Return a stage without the topics that could not be read."""
    kept = frozenset(topics)
    groups = (
        group.model_copy(update={"topics": tuple(t for t in group.topics if t in kept)}) for group in stage.groups
    )
    return stage.model_copy(update={"topics": tuple(t for t in stage.topics if t in kept), "groups": tuple(groups)})


def _listings(
    loaded: Loaded, folder: Folder, index: RoadmapIndex, stages: Mapping[str, StageIndex]
) -> Iterator[Problem]:
    """Yield where the lists in the index files and the files on disk do not agree."""
    home = {id: PurePosixPath(folder.files[f"topic:{id}"]).parts[0] for id in loaded.known["topic"]}
    have = {*loaded.known["stage"], *home.values()}
    for i, id in enumerate(index.stages):
        if id in index.stages[:i]:
            yield loaded.at("roadmap:index", ("stages", i), "unlisted", f"the stage {shown(id)} is listed twice")
        elif id not in have:
            hint = f"Make {id}/index.yml, or take it off the list."
            yield loaded.at(
                "roadmap:index", ("stages", i), "listed-missing", f"the stage {shown(id)} has no folder", hint
            )
    for id in sorted(loaded.known["stage"] - set(index.stages)):
        message = f"the stage {shown(id)} is not listed in the roadmap's index.yml"
        yield loaded.at(f"stage:{id}", (), "unlisted", message, f"Add `- {id}` to its `stages`.")

    listed: dict[str, str] = {}
    for stage, record in stages.items():
        key = f"stage:{stage}"
        if bool(record.topics) == bool(record.groups):
            message = "a stage must list its `topics`, or `groups` of them, and not both"
            yield loaded.at(key, (), "topics-or-groups", message)
        for location, topic in _places(record):
            if topic in listed:
                message = f"the topic {shown(topic)} is already listed in {folder.files[f'stage:{listed[topic]}']}"
                yield loaded.at(key, location, "unlisted", message, "A topic belongs to one stage.")
            elif home.get(topic) != stage:
                there = f"It stands in {home[topic]}/." if topic in home else ""
                hint = there or f"Make {stage}/{topic}.yml, or take it off the list."
                message = f"the topic {shown(topic)} has no file in {shown(stage + '/')}"
                yield loaded.at(key, location, "listed-missing", message, hint)
            listed.setdefault(topic, stage)
    for id in sorted(loaded.known["topic"] - listed.keys()):
        if home[id] in stages:
            message = f"the topic {shown(id)} is not listed in {home[id]}/index.yml"
            yield loaded.at(f"topic:{id}", (), "unlisted", message, f"Add `- {id}` to its `topics`.")


def _places(stage: StageIndex) -> Iterator[tuple[Location, str]]:
    for i, topic in enumerate(stage.topics):
        yield ("topics", i), topic
    for g, group in enumerate(stage.groups):
        for i, topic in enumerate(group.topics):
            yield ("groups", g, "topics", i), topic
