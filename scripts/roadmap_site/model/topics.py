"""What is learnt, and from what: topics, their resources, and the stages that hold them."""

from __future__ import annotations

import datetime
from typing import Annotated

from pydantic import Discriminator, Field, Tag

from roadmap_site.model.base import (
    Contributor,
    CostOrUnknown,
    Edge,
    Id,
    KindOrUnknown,
    Lack,
    Language,
    LevelOrUnknown,
    Licence,
    Name,
    Pick,
    Record,
    Text,
    Time,
    Url,
    Year,
)


class Goal(Record):
    """Something the learner can do afterwards."""

    id: Id = Field(description="Permanent id, unique within the topic.")
    text: Text = Field(description="What the learner can do afterwards; begins with a verb.")
    open: Text | None = Field(None, description="Why no resource covers this goal yet, when none does.")
    former_ids: tuple[Id, ...] = Field((), description="Ids it had before: they stay reserved.")


class Resource(Record):
    """A resource, described once, in the topic where it belongs most."""

    id: Id = Field(description="Permanent id, unique over the whole roadmap.")
    title: Name = Field(description="The resource's own title, as its author writes it.")
    url: Url = Field(description="The address of its official, free copy where there is one.")
    by: tuple[Name, ...] = Field(description="Its authors, or the organisation that made it.")
    kind: KindOrUnknown = Field(description="What it is.")
    part: Name | None = Field(None, description="The dose: which chapter, pages, lectures or minutes this topic needs.")
    part_url: Url | None = Field(None, description="The address of that part, when it has one of its own.")
    level: LevelOrUnknown | None = Field(None, description="For whom it is; the topic's own level when left out.")
    cost: CostOrUnknown = Field(description="free, free after signing up, free to audit, or paid.")
    cost_checked: datetime.date | None = Field(
        None, description="The day on which a person last saw that the price is so, as YYYY-MM-DD."
    )
    time: Time | None = Field(None, description="Working time, such as 45m, 3h or 2h25m.")
    language: Language = Field("en", description="BCP 47 language tag, such as en, de or pt-BR.")
    year: Year | None = Field(None, description="The year it was published or last revised.")
    pick: Pick | None = Field(None, description="start-here, or best of its kind in this stage.")
    why: Text = Field(description="Why it is here: what it does better than the others, and for whom.")
    covers: tuple[Id, ...] = Field((), description="Ids of the topic's goals that it helps to reach.")
    added: datetime.date | None = Field(None, description="The day on which it was added, as YYYY-MM-DD.")
    added_by: Contributor | None = Field(
        None, description='Who added it: a name, or a GitHub account in quotes, such as "@octocat".'
    )
    former_ids: tuple[Id, ...] = Field((), description="Ids it had before: they stay reserved and lead here.")


class Use(Record):
    """A resource that is described in another topic, with the dose that this topic needs."""

    use: Id = Field(description="Id of the resource that is described elsewhere.")
    part: Name | None = Field(None, description="The dose: which chapter, pages, lectures or minutes this topic needs.")
    url: Url | None = Field(None, description="The address of that part, when it has one of its own.")
    level: LevelOrUnknown | None = Field(None, description="For whom this part is, when it differs.")
    time: Time | None = Field(None, description="Working time of this part.")
    pick: Pick | None = Field(None, description="start-here, or best of its kind in this stage.")
    why: Text = Field(description="Why this part is here.")
    covers: tuple[Id, ...] = Field((), description="Ids of the topic's goals that it helps to reach.")


def _entry_type(value: object) -> str:
    if isinstance(value, dict):
        return "use" if "use" in value else "resource"
    return "use" if isinstance(value, Use) else "resource"


Entry = Annotated[
    Annotated[Resource, Tag("resource")] | Annotated[Use, Tag("use")],
    Discriminator(_entry_type),
]


class Question(Record):
    """A question to check yourself, with its answer."""

    id: Id = Field(description="Permanent id, unique among the questions of the topic.")
    ask: Text = Field(description="The question.")
    answer: Text = Field(description="The answer, explained.")
    former_ids: tuple[Id, ...] = Field((), description="Ids it had before: they stay reserved.")


class Architecture(Record):
    """What the side-by-side table of architectures says of this topic."""

    data: Text = Field(description="The kind of data it is made for.")
    idea: Text = Field(description="Its central idea, in one sentence.")
    limits: Text = Field(description="Where it is weak or costly.")


class Topic(Record):
    """A page's worth of something to learn: `roadmap/<stage>/<topic>.yml`."""

    title: Name = Field(description="Title of the page.")
    summary: Text = Field(description="Two or three sentences: what it is, and why a learner needs it.")
    level: LevelOrUnknown = Field(description="How far along a learner should be.")
    time: Time | None = Field(None, description="Estimated study time; when left out, the sum of its picks.")
    aliases: tuple[Name, ...] = Field((), description="Other names; what people type into a search box.")
    former_ids: tuple[Id, ...] = Field((), description="Ids it had before: they stay reserved and lead here.")
    concepts: tuple[Name, ...] = Field((), description="The smaller ideas that this topic takes in.")
    architecture: Architecture | None = Field(None, description="Its row in the table of architectures.")
    requires: tuple[Edge, ...] = Field((), description="What must be learnt before, each with the reason.")
    helps: tuple[Edge, ...] = Field((), description="What is good to know before, but not needed.")
    goals: tuple[Goal, ...] = Field(description="What the learner can do afterwards.")
    resources: tuple[Entry, ...] = Field(description="What to learn it from.")
    questions: tuple[Question, ...] = Field((), description="Questions to check yourself.")
    lacks: tuple[Lack, ...] = Field((), description="What is left out on purpose, with the reason.")
    imported: Name | None = Field(
        None, description="Where `roadmap import` took it from; while it says so, what is not known may be missing."
    )


class Group(Record):
    """A titled run of topics within a stage."""

    title: Name = Field(description="Heading of the group.")
    topics: tuple[Id, ...] = Field(min_length=1, description="Ids of its topics, in learning order.")


class StageIndex(Record):
    """A stage: `roadmap/<stage>/index.yml`."""

    title: Name = Field(description="Title of the stage.")
    summary: Text = Field(description="What the stage is about and why it comes here.")
    outcomes: tuple[Text, ...] = Field((), description="What the learner can do at its end.")
    topics: tuple[Id, ...] = Field((), description="Ids of its topics, in learning order.")
    groups: tuple[Group, ...] = Field((), description="Instead of topics: titled groups of them.")
    former_ids: tuple[Id, ...] = Field((), description="Ids it had before: they stay reserved and lead here.")


class RoadmapIndex(Record):
    """The roadmap: `roadmap/index.yml`."""

    title: Name = Field(description="Title of the roadmap, and of the site.")
    description: Text = Field(description="What it is, in one or two sentences.")
    licence: Licence | None = Field(None, description="SPDX name of the licence of its text, such as CC-BY-4.0.")
    stages: tuple[Id, ...] = Field(min_length=1, description="Ids of the stages, in order.")
    starts: tuple[Id, ...] = Field(
        (), description="Topics that need nothing before them; when given, there are no others."
    )
    paths: tuple[Id, ...] = Field((), description="Paths in the order in which they are shown; all others follow.")
    http_only: tuple[Name, ...] = Field((), description="Hosts that do not answer over https.")
