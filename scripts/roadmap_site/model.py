"""The records a roadmap is made of: frozen, and the one source of its shape.

The JSON Schema for editors, the field reference and the validator all come from these classes, so a field is added here
and nowhere else. The order of the fields is the order in which they stand in a file.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, StringConstraints, Tag

ID_PATTERN = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
TIME_PATTERN = r"^(?:[1-9][0-9]{0,3}h(?:[1-5]?[0-9]m)?|[1-9][0-9]{0,2}m)$"

Level = Literal["beginner", "intermediate", "advanced"]
Kind = Literal[
    "course", "video", "playlist", "book", "article", "tutorial",
    "documentation", "paper", "interactive", "code", "notes", "tool",
]  # fmt: skip
Cost = Literal["free", "free-signup", "audit", "paid"]
Pick = Literal["start-here", "best"]
Dropped = Literal["unconfirmed", "gone", "moved", "off-topic", "too-broad", "not-a-resource", "replaced"]
SitePage = Literal["home", "library", "projects", "best-of", "architectures", "paths", "contribute", "how-it-works"]

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=80)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Url = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Time = Annotated[str, StringConstraints(pattern=TIME_PATTERN)]
Language = Annotated[str, StringConstraints(min_length=2, max_length=35)]
Year = Annotated[int, Field(strict=True, ge=1600, le=2100)]


class Record(BaseModel):
    """A frozen value that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Edge(Record):
    """One prerequisite of a topic or a project, with the reason for it."""

    topic: Id = Field(description="Id of the topic that comes first.")
    why: Text = Field(description="What of it is needed here, in one sentence.")


class Goal(Record):
    """Something the learner can do afterwards."""

    id: Id = Field(description="Permanent id, unique within the topic.")
    text: Text = Field(description="What the learner can do afterwards; begins with a verb.")
    open: Text | None = Field(None, description="Why no resource covers this goal yet, when none does.")


class Resource(Record):
    """A resource, described once, in the topic where it belongs most."""

    id: Id = Field(description="Permanent id, unique over the whole roadmap.")
    title: Name = Field(description="The resource's own title, as its author writes it.")
    url: Url = Field(description="The address of its official, free copy where there is one.")
    by: tuple[Name, ...] = Field(min_length=1, description="Its authors, or the organisation that made it.")
    kind: Kind = Field(description="What it is.")
    part: Name | None = Field(None, description="The dose: which chapter, pages, lectures or minutes this topic needs.")
    level: Level | None = Field(None, description="For whom it is; the topic's own level when left out.")
    cost: Cost = Field(description="free, free after signing up, free to audit, or paid.")
    time: Time | None = Field(None, description="Working time, such as 45m, 3h or 2h25m.")
    language: Language = Field("en", description="BCP 47 language tag, such as en, de or pt-BR.")
    year: Year | None = Field(None, description="The year it was published or last revised.")
    pick: Pick | None = Field(None, description="start-here, or best of its kind in this stage.")
    why: Text = Field(description="Why it is here: what it does better than the others, and for whom.")
    covers: tuple[Id, ...] = Field((), description="Ids of the topic's goals that it helps to reach.")
    added: datetime.date | None = Field(None, description="The day on which it was added, as YYYY-MM-DD.")
    former_ids: tuple[Id, ...] = Field((), description="Ids it had before: they stay reserved and lead here.")


class Use(Record):
    """A resource that is described in another topic, with the dose that this topic needs."""

    use: Id = Field(description="Id of the resource that is described elsewhere.")
    part: Name | None = Field(None, description="The dose: which chapter, pages, lectures or minutes this topic needs.")
    url: Url | None = Field(None, description="The address of that part, when it has one of its own.")
    level: Level | None = Field(None, description="For whom this part is, when it differs.")
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

    ask: Text = Field(description="The question.")
    answer: Text = Field(description="The answer, explained.")


class Architecture(Record):
    """What the side-by-side table of architectures says of this topic."""

    data: Text = Field(description="The kind of data it is made for.")
    idea: Text = Field(description="Its central idea, in one sentence.")
    limits: Text = Field(description="Where it is weak or costly.")


class Topic(Record):
    """A page's worth of something to learn: `roadmap/<stage>/<topic>.yml`."""

    title: Name = Field(description="Title of the page.")
    summary: Text = Field(description="Two or three sentences: what it is, and why a learner needs it.")
    level: Level = Field(description="How far along a learner should be.")
    time: Time | None = Field(None, description="Estimated study time; when left out, the sum of its picks.")
    aliases: tuple[Name, ...] = Field((), description="Other names; what people type into a search box.")
    former_ids: tuple[Id, ...] = Field((), description="Ids it had before: they stay reserved and lead here.")
    concepts: tuple[Name, ...] = Field((), description="The smaller ideas that this topic takes in.")
    architecture: Architecture | None = Field(None, description="Its row in the table of architectures.")
    requires: tuple[Edge, ...] = Field((), description="What must be learnt before, each with the reason.")
    helps: tuple[Edge, ...] = Field((), description="What is good to know before, but not needed.")
    goals: tuple[Goal, ...] = Field(min_length=1, description="What the learner can do afterwards.")
    resources: tuple[Entry, ...] = Field(min_length=1, description="What to learn it from.")
    questions: tuple[Question, ...] = Field((), description="Questions to check yourself.")


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
    stages: tuple[Id, ...] = Field(min_length=1, description="Ids of the stages, in order.")
    starts: tuple[Id, ...] = Field(
        (), description="Topics that need nothing before them; when given, there are no others."
    )
    http_only: tuple[Name, ...] = Field((), description="Hosts that do not answer over https.")


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
    project: Id | None = Field(None, description="The project that ends it.")
    former_ids: tuple[Id, ...] = Field((), description="Ids it had before: they stay reserved and lead here.")
    steps: tuple[Step, ...] = Field(min_length=1, description="Its lines, in order.")

    def walk(self) -> Iterator[Step]:
        """Yield every step, in order."""
        for step in self.steps:
            yield from step.walk()


class Dataset(Record):
    """The data a project works on."""

    name: Name = Field(description="Its name.")
    url: Url | None = Field(None, description="Its official address.")
    licence: Name | None = Field(None, description="Its licence, when known.")
    about: Text = Field(description="What is in it, how much, and what to mind.")


class Project(Record):
    """Something to build: `roadmap/projects/<id>.yml`."""

    title: Name = Field(description="Title of the project.")
    summary: Text = Field(description="The brief: what to build and why it is worth it.")
    level: Level = Field(description="How far along a learner should be.")
    time: Time = Field(description="Estimated working time.")
    skills: tuple[Name, ...] = Field(min_length=1, description="What it exercises.")
    requires: tuple[Edge, ...] = Field(min_length=1, description="The topics it needs, each with the reason.")
    dataset: Dataset = Field(description="The data it works on.")
    milestones: tuple[Text, ...] = Field((), description="Steps on the way.")
    criteria: tuple[Text, ...] = Field(min_length=1, description="How a person checks that it is done.")
    stretch: tuple[Text, ...] = Field((), description="Where to go from there.")
    mistakes: tuple[Text, ...] = Field((), description="What often goes wrong.")
    resources: tuple[Entry, ...] = Field((), description="What helps with it.")
    former_ids: tuple[Id, ...] = Field((), description="Ids it had before: they stay reserved and lead here.")


class Retired(Record):
    """An address that is not linked any more, and why."""

    url: Url = Field(description="The address, as it was written.")
    title: Name | None = Field(None, description="What it was said to be.")
    kind: Dropped = Field(description="Why it was dropped, in a word.")
    reason: Text = Field(description="Why it was dropped, in a sentence.")
    date: datetime.date = Field(description="The day on which it was dropped, as YYYY-MM-DD.")
    topic: Id | None = Field(None, description="Topic that teaches what it was for.")
    replaced_by: Id | None = Field(None, description="Resource that took its place.")


class RetiredList(Record):
    """All dropped addresses: `roadmap/retired.yml`."""

    retired: tuple[Retired, ...] = Field(description="Every address that was dropped.")
