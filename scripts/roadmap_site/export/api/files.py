"""All files of the interface: path below its root to text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Final, Literal, TypeVar, cast

from roadmap_site.export import records
from roadmap_site.export.about import About
from roadmap_site.export.api import shapes
from roadmap_site.export.api.description import openapi, schemas
from roadmap_site.export.api.endpoints import ENDPOINTS, VERSION, licence_url
from roadmap_site.export.api.graphml import graphml
from roadmap_site.export.api.skos import skos
from roadmap_site.export.api.tables import tables
from roadmap_site.export.text import json_text
from roadmap_site.history import News
from roadmap_site.later import Later
from roadmap_site.links.history import Day, History
from roadmap_site.links.memory import Entry

Kept = records.Stage | records.Topic | records.Resource | records.Path | records.Project
Makers = dict[str, Callable[[], str]]  # of files, by their names
Made = TypeVar("Made", bound=records.Shape)

_MOST: Final = 1_000  # entries of what happened
_EDGES: Final[tuple[Literal["requires", "helps"], ...]] = ("requires", "helps")


@dataclass(frozen=True)
class Content:
    """What the interface is made from."""

    whole: records.Whole
    licence: str | None  # its SPDX name
    about: About
    addresses: Mapping[str, tuple[str, ...]]  # each with the ids of its resources
    health: Mapping[str, Entry]
    news: News
    history: History = ()

    @cached_property
    def graph(self) -> shapes.Graph:
        """The graph of prerequisites."""
        return shapes.Graph.model_construct(
            order=self.whole.order,
            nodes=tuple(_made(shapes.Node, topic) for topic in self.whole.topics),
            edges=tuple(_arcs(self.whole.topics)),
        )


def api_files(content: Content) -> Later[str]:
    """Return every file; a record also stands under the ids that it had before."""
    whole = content.whole
    shared: dict[str, Callable[[], Any]] = {
        "index.json": lambda: _index(content),
        "roadmap.json": lambda: whole,
        "stages.json": lambda: shapes.Stages.model_construct(items=tuple(map(_stage, whole.stages))),
        "topics.json": lambda: shapes.Topics.model_construct(items=_short(shapes.ShortTopic, "topics", whole.topics)),
        "resources.json": lambda: shapes.Resources.model_construct(
            items=_short(shapes.ShortResource, "resources", whole.resources)
        ),
        "paths.json": lambda: shapes.Paths.model_construct(items=_short(shapes.ShortPath, "paths", whole.paths)),
        "projects.json": lambda: shapes.Projects.model_construct(
            items=_short(shapes.ShortProject, "projects", whole.projects)
        ),
        "graph.json": lambda: content.graph,
        "terms.json": lambda: shapes.Terms.model_construct(items=tuple(_terms(whole.topics))),
        "health.json": lambda: shapes.Health.model_construct(
            items=tuple(_links(content)),
            days=tuple(map(_day, content.history)),
        ),
        "changes.json": lambda: _changes(content.news),
        "retired.json": lambda: shapes.RetiredAddresses.model_construct(items=whole.retired),
    }
    return Later(
        {
            **{name: partial(_text, value) for name, value in shared.items()},
            **_each("stages", whole.stages),
            **_each("topics", whole.topics),
            **_each("resources", whole.resources),
            **_replaced(whole),
            **_each("paths", whole.paths),
            **_each("projects", whole.projects),
            "graph.graphml": lambda: graphml(content.graph),
            "skos.jsonld": lambda: skos(whole, content.about.site),
            **tables(whole, content.licence).below("tables/").makers,
            "openapi.json": lambda: openapi(whole, content.licence, content.about.site),
            **schemas().below("schema/").makers,
        }
    )


def _text(value: Callable[[], Any]) -> str:
    return json_text(value())


def _each(folder: str, kept: Iterable[Kept]) -> Makers:
    return {
        f"{folder}/{id}.json": partial(json_text, record) for record in kept for id in (record.id, *record.former_ids)
    }


def _replaced(whole: records.Whole) -> Makers:
    """Return, under the ids of resources that were dropped, what took their place."""
    now = {resource.id: resource for resource in whole.resources}
    lead = [(id, now[entry.replaced_by]) for entry in whole.retired if entry.replaced_by for id in entry.ids]
    return {f"resources/{id}.json": partial(json_text, resource) for id, resource in lead}


def _made(shape: type[Made], record: Kept, **more: object) -> Made:
    """Return a shape with the values that a record has under the same names."""
    values: dict[str, Any] = {name: getattr(record, name) for name in shape.model_fields if name not in more} | more
    return cast("Made", shape.model_construct(None, **values))


def _short(shape: type[Made], folder: str, kept: Iterable[Kept]) -> tuple[Made, ...]:
    return tuple(_made(shape, record, href=f"{folder}/{record.id}.json") for record in kept)


def _stage(stage: records.Stage) -> shapes.ShortStage:
    topics = tuple(topic for group in stage.groups for topic in group.topics)
    return _made(shapes.ShortStage, stage, topics=topics, href=f"stages/{stage.id}.json")


def _arcs(topics: Iterable[records.Topic]) -> Iterator[shapes.Arc]:
    for topic in topics:
        for kind in _EDGES:
            for edge in getattr(topic, kind):
                yield shapes.Arc.model_construct(source=edge.topic, target=topic.id, kind=kind, why=edge.why)


def _terms(topics: Iterable[records.Topic]) -> Iterator[shapes.Term]:
    for topic in topics:
        yield shapes.Term.model_construct(term=topic.title, kind="title", topic=topic.id)
        for term in topic.aliases:
            yield shapes.Term.model_construct(term=term, kind="alias", topic=topic.id)
        for term in topic.concepts:
            yield shapes.Term.model_construct(term=term, kind="concept", topic=topic.id)


def _day(day: Day) -> shapes.HealthDay:
    found = shapes.Found.model_validate(day.found)
    return shapes.HealthDay.model_construct(day=day.day, found=found, unchecked=day.unchecked)


def _links(content: Content) -> Iterator[shapes.Link]:
    for url, ids in content.addresses.items():
        entry = content.health.get(url)
        yield shapes.Link.model_construct(
            url=url,
            resources=ids,
            verdict=entry.verdict if entry else None,
            checked=entry.checked if entry else None,
            since=entry.since if entry else None,
            status=entry.status if entry else None,
            final_url=entry.final_url if entry else None,
            archived=entry.archived if entry else None,
        )


def _changes(news: News) -> shapes.Changes:
    return shapes.Changes.model_construct(
        since=news.past.since,
        whole=news.past.whole,
        unread=news.past.unread,
        items=tuple(
            shapes.Happened.model_construct(
                id=entry.urn,
                time=entry.moment,
                kind=entry.kind,
                action=entry.action,
                record=entry.id,
                now=news.now(entry.kind, entry.id),
                title=entry.title,
                said=news.sentences(entry),
                topics=news.topics(entry),
                stages=news.stages(entry),
                page=news.page(entry),
                commit=entry.commit,
            )
            for entry in news.entries[:_MOST]
        ),
    )


def _index(content: Content) -> shapes.Index:
    whole = content.whole
    names = ("stages", "topics", "resources", "paths", "projects", "retired")
    edges = sum(len(topic.requires) for topic in whole.topics)
    return shapes.Index.model_construct(
        title=whole.title,
        description=whole.description,
        version=VERSION,
        generated_at=content.about.moment,
        licence=_licence(content.licence),
        site=content.about.site,
        counts=shapes.Counts(**{name: len(getattr(whole, name)) for name in names}, edges=edges),
        files=tuple(
            shapes.File(href=end.href, about=end.about, type=end.type, schema_href=end.schema_href) for end in ENDPOINTS
        ),
    )


def _licence(name: str | None) -> shapes.Licence | None:
    return shapes.Licence(name=name, url=licence_url(name)) if name else None
