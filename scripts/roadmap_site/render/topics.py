"""A topic's page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from roadmap_site.model import Topic
from roadmap_site.render.cards import cards, matrix, owner_title
from roadmap_site.render.embed import codes
from roadmap_site.render.engine import page
from roadmap_site.render.map import topic_figure
from roadmap_site.render.site import Site


@dataclass(frozen=True)
class Link:
    """A topic that comes before or after, with the reason."""

    id: str
    title: str
    why: str


def topic_page(site: Site, id: str) -> str:
    """Return the page of a topic."""
    roadmap, topic = site.roadmap, site.roadmap.topics[id]
    stage = roadmap.stage_of[id]
    found = cards(site, id, topic, site.items[id])
    starts = tuple(card for card in found if card.item.pick == "start-here")
    lost = {card.item.id: card for card in found if card.item.url in site.lost}
    left = tuple(card for card in found if card.item.id not in lost)
    meta = {
        "title": topic.title,
        "description": topic.summary,
        "tags": (topic.title, *topic.aliases),  # what the search ranks highest; the theme shows them nowhere
        "search": {"boost": 2},
    }
    return page(
        "topic.md",
        {key: value for key, value in meta.items() if value},
        place=site.place(f"roadmap/topics/{id}.md"),
        id=id,
        topic=topic,
        minutes=site.minutes[id],
        stage=stage,
        stage_title=roadmap.stages[stage].title,
        requires=[Link(edge.topic, roadmap.topics[edge.topic].title, edge.why) for edge in topic.requires],
        helps=[Link(edge.topic, roadmap.topics[edge.topic].title, edge.why) for edge in topic.helps],
        starts=starts,
        more=tuple(card for card in found if card not in starts),
        missed=[lost[i.id] for i in roadmap.items(topic) if i.pick == "start-here" and i.id in lost],
        cards=left,
        rows=matrix(topic, left),
        unlocks=list(_unlocks(site, id)),
        figure=topic_figure(site, id),
        projects=[(p, roadmap.projects[p]) for p in site.topic_projects.get(id, ())],
        paths=[(p, roadmap.paths[p]) for p in site.topic_paths.get(id, ())],
        owner_title=lambda home: owner_title(site, home),
        codes=codes(site.address, "topics", id, topic.title) if site.address else (),
        source=roadmap.files[f"topic:{id}"],
    )


def _unlocks(site: Site, id: str) -> Iterator[Link]:
    for other in site.graph.unlocks[id]:
        topic = site.roadmap.topics[other]
        yield Link(other, topic.title, _reason(topic, id))


def _reason(topic: Topic, needed: str) -> str:
    return next(edge.why for edge in topic.requires if edge.topic == needed)
