"""The shapes of roadmap.json and of the interface: one source for the data, its JSON Schemas and its documentation."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from roadmap_site.model import (
    Architecture,
    Baseline,
    Contributor,
    CostOrUnknown,
    Dataset,
    Edge,
    Goal,
    Group,
    Id,
    KindOrUnknown,
    Level,
    LevelOrUnknown,
    Name,
    Origin,
    Pick,
    Question,
    Retired,
    Step,
    Text,
    Url,
)

Ids = tuple[Id, ...]
Minutes = Annotated[int, Field(ge=0)]
Page = Annotated[str, StringConstraints(pattern=r"^[a-z0-9/-]+/$")]
Address = Annotated[str, Field(json_schema_extra={"format": "uri"})]


class Shape(BaseModel):
    """A frozen value that has just these fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Stage(Shape):
    """A stage, with its topics in learning order."""

    id: Id = Field(description="Id")
    former_ids: Ids = Field(description="Ids it had before")
    page: Page = Field(description="Address of its page")
    title: Name = Field(description="Title")
    summary: Text = Field(description="What it is about, and why it comes here")
    outcomes: tuple[Text, ...] = Field(description="What the learner can do at its end")
    groups: tuple[Group, ...] = Field(description="Its topics, in titled groups")


class Offer(Shape):
    """A resource as one topic or project offers it; what is the same everywhere stands with the resource."""

    id: Id = Field(description="Id of the resource")
    url: Url = Field(description="Address of the part that is meant")
    part: Name | None = Field(description="The dose: chapters, pages, lectures")
    level: LevelOrUnknown = Field(description="For whom it is")
    minutes: Minutes | None = Field(description="Working time of the part")
    pick: Pick | None = Field(description="`start-here`, `best` (of its kind in the stage), or `null`")
    why: Text = Field(description="Why it is here")
    covers: Ids = Field(description="Ids of the goals of the topic that it helps to reach")


class Topic(Shape):
    """A topic, with what it requires and offers."""

    id: Id = Field(description="Id")
    former_ids: Ids = Field(description="Ids it had before")
    page: Page = Field(description="Address of its page")
    source: str = Field(description="Its YAML file, below the roadmap's folder")
    stage: Id = Field(description="Id of its stage")
    title: Name = Field(description="Title")
    summary: Text = Field(description="What it is, and why a learner needs it")
    level: LevelOrUnknown = Field(description="`beginner`, `intermediate`, `advanced`, or `unknown` when imported")
    minutes: Minutes | None = Field(description="Estimated study time")
    aliases: tuple[Name, ...] = Field(description="Other names")
    concepts: tuple[Name, ...] = Field(description="The smaller ideas that it takes in")
    architecture: Architecture | None = Field(description="Its row in the table of architectures")
    requires: tuple[Edge, ...] = Field(description="What must be learnt before")
    helps: tuple[Edge, ...] = Field(description="What is good to know before, but not needed")
    unlocks: Ids = Field(description="Ids of the topics that require this one")
    goals: tuple[Goal, ...] = Field(description="What the learner can do afterwards")
    resources: tuple[Offer, ...] = Field(description="What this topic offers, picks first, each with its dose here")
    questions: tuple[Question, ...] = Field(description="Questions to check yourself")


class Resource(Shape):
    """A resource, described once."""

    id: Id = Field(description="Id")
    former_ids: Ids = Field(description="Ids it had before")
    title: Name = Field(description="The resource's own title")
    url: Url = Field(description="Its address")
    by: tuple[Name, ...] = Field(description="Who made it")
    kind: KindOrUnknown = Field(description="What it is, in a word")
    level: LevelOrUnknown = Field(description="For whom it is")
    cost: CostOrUnknown = Field(description="`free`, `free-signup`, `audit`, `paid`, or `unknown` when imported")
    cost_checked: datetime.date | None = Field(description="Day on which a person last saw that the price is so")
    minutes: Minutes | None = Field(description="Working time")
    language: str = Field(description="BCP 47 language tag")
    year: int | None = Field(description="Year it was published or last revised")
    added: datetime.date | None = Field(description="Day on which it was added")
    added_by: Contributor | None = Field(description="Who added it: a name, or a GitHub account such as `@octocat`")
    home: Id = Field(description="Id of the topic or project that describes it")
    topics: Ids = Field(description="Ids of the topics that offer it")


class Path(Shape):
    """A path, line by line."""

    id: Id = Field(description="Id")
    former_ids: Ids = Field(description="Ids it had before")
    page: Page = Field(description="Address of its page")
    title: Name = Field(description="Title")
    summary: Text = Field(description="For whom it is, and where it leads")
    kind: Literal["document", "role", "goal"] = Field(description="`document`, `role` or `goal`")
    origin: Origin | None = Field(description="The document that it was made from")
    outcomes: tuple[Text, ...] = Field(description="What the learner can do at its end")
    assumes: Ids = Field(description="Ids of topics that the learner knows already, with all before them")
    skips: tuple[Edge, ...] = Field(description="Topics that it leaves out to be short, with what that costs")
    project: Id | None = Field(description="Id of the project that ends it")
    steps: tuple[Step, ...] = Field(description="Its lines; what is empty in one is left out")


class Project(Shape):
    """A project: the brief, the data, and how to tell that it is done."""

    id: Id = Field(description="Id")
    former_ids: Ids = Field(description="Ids it had before")
    page: Page = Field(description="Address of its page")
    title: Name = Field(description="Title")
    summary: Text = Field(description="The brief")
    level: Level = Field(description="How far along a learner should be")
    minutes: Minutes | None = Field(description="Estimated working time")
    skills: tuple[Name, ...] = Field(description="What it exercises")
    requires: tuple[Edge, ...] = Field(description="The topics that it needs")
    dataset: Dataset = Field(description="The data it works on")
    baseline: Baseline | None = Field(description="What a plain method reaches")
    milestones: tuple[Text, ...] = Field(description="Steps on the way")
    criteria: tuple[Text, ...] = Field(description="How a person checks that it is done")
    stretch: tuple[Text, ...] = Field(description="Where to go from there")
    mistakes: tuple[Text, ...] = Field(description="What often goes wrong")
    resources: tuple[Offer, ...] = Field(description="What helps with it; `covers` is empty here")


class Whole(Shape):
    """The whole roadmap."""

    version: int = Field(description="Version of this file; it grows when a field is taken away or changes its meaning")
    title: Name = Field(description="Title of the roadmap")
    description: Text = Field(description="What it is, in one or two sentences")
    order: Ids = Field(description="Ids of all topics in learning order: none before what it requires")
    stages: tuple[Stage, ...] = Field(description="The stages")
    topics: tuple[Topic, ...] = Field(description="The topics")
    resources: tuple[Resource, ...] = Field(description="Every resource, once")
    paths: tuple[Path, ...] = Field(description="The paths")
    projects: tuple[Project, ...] = Field(description="The projects")
    retired: tuple[Retired, ...] = Field(description="Addresses that are not linked any more")
