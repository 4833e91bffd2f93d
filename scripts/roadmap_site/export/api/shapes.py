"""What the interface has beside the records of the whole: short entries, the graph, the health of links, its index."""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import Field

from roadmap_site.export.records import Address, Ids, Minutes, Page, Shape
from roadmap_site.links.seen import Verdict
from roadmap_site.model import CostOrUnknown, Id, KindOrUnknown, Level, LevelOrUnknown, Name, Retired, Text, Url


class ShortStage(Shape):
    """A stage in the list of stages."""

    id: Id = Field(description="Id")
    title: Name = Field(description="Title")
    topics: Ids = Field(description="Ids of its topics, in learning order")
    page: Page = Field(description="Address of its page, from the root of the site")
    href: str = Field(description="Its file, from the root of the interface")


class ShortTopic(Shape):
    """A topic in the list of topics."""

    id: Id = Field(description="Id")
    title: Name = Field(description="Title")
    stage: Id = Field(description="Id of its stage")
    level: LevelOrUnknown = Field(description="How far along a learner should be")
    minutes: Minutes | None = Field(description="Estimated study time")
    page: Page = Field(description="Address of its page, from the root of the site")
    href: str = Field(description="Its file, from the root of the interface")


class ShortResource(Shape):
    """A resource in the list of resources."""

    id: Id = Field(description="Id")
    title: Name = Field(description="The resource's own title")
    url: Url = Field(description="Its address")
    kind: KindOrUnknown = Field(description="What it is, in a word")
    level: LevelOrUnknown = Field(description="For whom it is")
    cost: CostOrUnknown = Field(description="What it costs, in a word")
    minutes: Minutes | None = Field(description="Working time")
    language: str = Field(description="BCP 47 language tag")
    topics: Ids = Field(description="Ids of the topics that offer it")
    href: str = Field(description="Its file, from the root of the interface")


class ShortPath(Shape):
    """A path in the list of paths."""

    id: Id = Field(description="Id")
    title: Name = Field(description="Title")
    kind: Literal["document", "role", "goal"] = Field(description="`document`, `role` or `goal`")
    page: Page = Field(description="Address of its page, from the root of the site")
    href: str = Field(description="Its file, from the root of the interface")


class ShortProject(Shape):
    """A project in the list of projects."""

    id: Id = Field(description="Id")
    title: Name = Field(description="Title")
    level: Level = Field(description="How far along a learner should be")
    minutes: Minutes | None = Field(description="Estimated working time")
    page: Page = Field(description="Address of its page, from the root of the site")
    href: str = Field(description="Its file, from the root of the interface")


class Stages(Shape):
    """All stages, in order."""

    items: tuple[ShortStage, ...] = Field(description="The stages")


class Topics(Shape):
    """All topics, stage by stage."""

    items: tuple[ShortTopic, ...] = Field(description="The topics")


class Resources(Shape):
    """All resources, in the order of the topics that describe them."""

    items: tuple[ShortResource, ...] = Field(description="The resources")


class Paths(Shape):
    """All paths."""

    items: tuple[ShortPath, ...] = Field(description="The paths")


class Projects(Shape):
    """All projects."""

    items: tuple[ShortProject, ...] = Field(description="The projects")


class Node(Shape):
    """A topic in the graph."""

    id: Id = Field(description="Id of the topic")
    title: Name = Field(description="Title")
    stage: Id = Field(description="Id of its stage")
    level: LevelOrUnknown = Field(description="How far along a learner should be")
    minutes: Minutes | None = Field(description="Estimated study time")


class Arc(Shape):
    """An edge of the graph."""

    source: Id = Field(description="Id of the topic that comes first")
    target: Id = Field(description="Id of the topic that builds on it")
    kind: Literal["requires", "helps"] = Field(description="Whether the target requires the source, or it only helps")
    why: Text = Field(description="What of the source is needed, or helps")


class Graph(Shape):
    """The graph of prerequisites."""

    order: Ids = Field(description="Ids of all topics in learning order: none before what it requires")
    nodes: tuple[Node, ...] = Field(description="The topics")
    edges: tuple[Arc, ...] = Field(description="What each builds on")


class RetiredAddresses(Shape):
    """Addresses that are not linked any more."""

    items: tuple[Retired, ...] = Field(description="The addresses, each with the reason")


class Link(Shape):
    """What is known of one address that the roadmap links."""

    url: Url = Field(description="The address")
    resources: Ids = Field(description="Ids of the resources that it belongs to")
    verdict: Verdict | None = Field(description="What the last check found; null when it was not checked yet")
    checked: datetime.date | None = Field(description="Day of the last check")
    since: datetime.date | None = Field(description="Day since which it is so")
    status: int | None = Field(description="Status of the answer")
    final_url: Address | None = Field(description="Where it led, when that was another address")
    archived: Address | None = Field(description="An archived copy, when one is known")


class Found(Shape):
    """How many addresses had which verdict."""

    ok: int = Field(0, description="The page is there")
    moved: int = Field(0, description="It has another address for good")
    anchor: int = Field(0, description="The page is there, the part of it is not")
    soft_404: int = Field(0, description="The page only says that nothing is there")
    gone: int = Field(0, description="Nothing is there, on two different days")
    blocked: int = Field(0, description="Robots are refused")
    temporary: int = Field(0, description="It did not answer well")
    insecure: int = Field(0, description="Its certificate is not valid")
    refused: int = Field(0, description="It is not public, and was not asked")


class HealthDay(Shape):
    """What all addresses came to at the end of a day of asking."""

    day: datetime.date = Field(description="The day")
    found: Found = Field(description="Addresses by what was last found")
    unchecked: int = Field(description="Addresses that had never been asked")


class Health(Shape):
    """What the link checker last found, address by address."""

    items: tuple[Link, ...] = Field(description="Every address of a resource, and of its parts")
    days: tuple[HealthDay, ...] = Field(description="The days on which addresses were asked, oldest first")


class Term(Shape):
    """A word or phrase that leads to a topic."""

    term: Name = Field(description="The words")
    kind: Literal["title", "alias", "concept"] = Field(description="What they are to the topic")
    topic: Id = Field(description="Id of the topic")


class Terms(Shape):
    """All that a search for a topic may look for."""

    items: tuple[Term, ...] = Field(description="The terms, topic by topic")


class Licence(Shape):
    """Under which terms the data may be used."""

    name: str = Field(description="SPDX name")
    url: Address = Field(description="Its text")


class File(Shape):
    """A file, or files, of the interface."""

    href: str = Field(description="Its address from the root of the interface; `{id}` stands for an id")
    about: str = Field(description="What is in it")
    type: str = Field(description="Media type")
    schema_href: str | None = Field(description="Its JSON Schema, from the root of the interface")


class Counts(Shape):
    """How many there are of each kind."""

    stages: int = Field(description="Stages")
    topics: int = Field(description="Topics")
    edges: int = Field(description="Edges of the graph by which a topic requires another")
    resources: int = Field(description="Resources")
    paths: int = Field(description="Paths")
    projects: int = Field(description="Projects")
    retired: int = Field(description="Addresses that were dropped")


class Happened(Shape):
    """Something that happened to a record; it is never said otherwise later."""

    id: str = Field(description="Permanent id of this entry, the same as in the feeds")
    time: datetime.datetime = Field(description="When it was committed, or the day that the resource names")
    kind: Literal["stage", "topic", "resource", "path", "project"] = Field(description="What it happened to")
    action: Literal["added", "removed", "renamed", "merged", "changed"] = Field(description="What happened")
    record: Id = Field(description="Id of that time")
    now: Id | None = Field(description="Present id; `null` when it is gone")
    title: Text = Field(description="Title of that time")
    said: tuple[Text, ...] = Field(description="What more is to be said, line by line")
    topics: Ids = Field(description="Present ids of the topics that it is about")
    stages: Ids = Field(description="Present ids of the stages in which it is told")
    page: str | None = Field(description="Where it stands now, from the root of the site; `null` when it is gone")
    commit: str | None = Field(description="The commit that did it; `null` when only the data knows of it")


class Changes(Shape):
    """What happened lately, the newest first."""

    since: datetime.datetime | None = Field(description="From when on all is known; `null` when no history was at hand")
    whole: bool = Field(description="Whether that is when the roadmap began")
    unread: int = Field(description="Commits that could not be read, and whose changes are left out")
    items: tuple[Happened, ...] = Field(description="What happened, at most 1,000 entries")


class Index(Shape):
    """Where to begin: what there is, of which moment, under which licence."""

    title: Name = Field(description="Title of the roadmap")
    description: Text = Field(description="What it is, in one or two sentences")
    version: str = Field(description="Version of the interface: the first number grows when something is taken away")
    generated_at: str | None = Field(
        description="Moment of the content in UTC: that of the commit that it was built from",
        json_schema_extra={"format": "date-time"},
    )
    licence: Licence | None = Field(description="Licence of the data; that of a resource is its author's affair")
    site: Address | None = Field(description="Address of the site, to which `page` is relative")
    counts: Counts = Field(description="How much there is")
    files: tuple[File, ...] = Field(description="All files")
