"""Ways through the topics, and what is built on them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from roadmap_site.model.base import Edge, Id, Lack, Level, Name, Record, SitePage, Text, Time, Url
from roadmap_site.model.topics import Entry


class Origin(Record):
    """The document that a path was made from."""

    document: Name = Field(description="Which document it is, such as a file name.")
    title: Name = Field(description="The document's own title.")
    mended: tuple[Text, ...] = Field((), description="What was wrong in the document and is put right here.")


class Step(Record):
    """One line of a path. It names at most one place to go to, and may have lines under it."""

    text: Text | None = Field(None, description="The line; the title of what it leads to when left out.")
    topic: Id | None = Field(None, description="Topic that teaches it.")
    goal: Id | None = Field(None, description="Goal of that topic which is meant.")
    concept: Name | None = Field(None, description="Concept of that topic which is meant, as the topic writes it.")
    resource: Id | None = Field(None, description="Resource it leads to.")
    project: Id | None = Field(None, description="Project it leads to.")
    stage: Id | None = Field(None, description="Stage it leads to.")
    path: Id | None = Field(None, description="Other path it leads to.")
    page: SitePage | None = Field(None, description="Page of the site it leads to.")
    section: Id | None = Field(None, description="Id of a step of this path, for tables of contents.")
    retired: Url | None = Field(None, description="Address of the source that was dropped; see retired.yml.")
    also: tuple[Id, ...] = Field((), description="Further topics that belong to the line.")
    note: Text | None = Field(None, description="What is good to know about this line.")
    id: Id | None = Field(None, description="A name for this step, so that section can lead to it.")
    steps: tuple[Step, ...] = Field((), description="The lines under this one.")

    def walk(self) -> Iterator[Step]:
        """Yield this step and all below it, in order."""
        yield self
        for step in self.steps:
            yield from step.walk()


class Path(Record):
    """An ordered way through the topics: `roadmap/paths/<id>.yml`."""

    title: Name = Field(description="Title of the path.")
    summary: Text = Field(description="For whom it is and where it leads.")
    kind: Literal["document", "role", "goal"] = Field(description="Made from a document, for a role, or to a goal.")
    origin: Origin | None = Field(None, description="The document it was made from.")
    outcomes: tuple[Text, ...] = Field((), description="What the learner can do at its end.")
    assumes: tuple[Id, ...] = Field((), description="Topics that the learner knows already, with all before them.")
    skips: tuple[Edge, ...] = Field((), description="Topics that it leaves out to be short, with what that costs.")
    project: Id | None = Field(None, description="The project that ends it.")
    lacks: tuple[Lack, ...] = Field((), description="What is left out on purpose, with the reason.")
    former_ids: tuple[Id, ...] = Field((), description="Ids it had before: they stay reserved and lead here.")
    steps: tuple[Step, ...] = Field(min_length=1, description="Its lines, in order.")

    def walk(self) -> Iterator[Step]:
        """Yield every step, in order."""
        for step in self.steps:
            yield from step.walk()

    def topics(self) -> tuple[str, ...]:
        """Return the topics of its steps, each once, in its order."""
        return tuple(dict.fromkeys(step.topic for step in self.walk() if step.topic is not None))


class Dataset(Record):
    """The data a project works on."""

    name: Name = Field(description="Its name.")
    url: Url | None = Field(None, description="Its official address.")
    licence: Name | None = Field(None, description="Its licence, when known.")
    about: Text = Field(description="What is in it, how much, and what to mind.")


class Baseline(Record):
    """What a plain method reaches, so that a learner knows what their own is worth."""

    method: Text = Field(description="The plain method.")
    score: Text = Field(description="The metric, and the number that it reaches.")
    source: Text = Field(description="Where the number comes from.")
    url: Url | None = Field(None, description="Address of that source.")


class Project(Record):
    """Something to build: `roadmap/projects/<id>.yml`."""

    title: Name = Field(description="Title of the project.")
    summary: Text = Field(description="The brief: what to build and why it is worth it.")
    level: Level = Field(description="How far along a learner should be.")
    time: Time = Field(description="Estimated working time.")
    skills: tuple[Name, ...] = Field(min_length=1, description="What it exercises.")
    requires: tuple[Edge, ...] = Field(min_length=1, description="The topics it needs, each with the reason.")
    dataset: Dataset = Field(description="The data it works on.")
    baseline: Baseline | None = Field(None, description="What a plain method reaches.")
    milestones: tuple[Text, ...] = Field((), description="Steps on the way.")
    criteria: tuple[Text, ...] = Field(min_length=1, description="How a person checks that it is done.")
    stretch: tuple[Text, ...] = Field((), description="Where to go from there.")
    mistakes: tuple[Text, ...] = Field((), description="What often goes wrong.")
    resources: tuple[Entry, ...] = Field((), description="What helps with it.")
    lacks: tuple[Lack, ...] = Field((), description="What is left out on purpose, with the reason.")
    former_ids: tuple[Id, ...] = Field((), description="Ids it had before: they stay reserved and lead here.")
