"""The Markdown twin of each topic's page, for programs that read text: the same content, without a site around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from roadmap_site.discovery.markdown import escaped, link
from roadmap_site.model import Edge
from roadmap_site.render.cards import Card, cards, facts
from roadmap_site.render.site import Site
from roadmap_site.render.words import LEVELS, hours, imported


def twin(site: Site, id: str, address: str | None) -> str:
    """Return a topic as Markdown; without the site's address it names other topics and does not link them."""
    return "\n".join(_lines(site, id, address or "")) + "\n"


def twin_url(address: str, id: str) -> str:
    """Return where the twin of a topic's page stands."""
    return f"{address}roadmap/topics/{id}.md"


def _lines(site: Site, id: str, address: str) -> Iterator[str]:
    roadmap, topic = site.roadmap, site.roadmap.topics[id]
    stage = roadmap.stage_of[id]
    yield f"# {escaped(topic.title)}"
    yield ""
    yield escaped(topic.summary)
    yield ""
    if topic.imported:
        yield from (escaped(imported(topic.imported)), "")
    yield f"- Level: {LEVELS[topic.level].name}"
    if length := site.minutes[id]:
        yield f"- Time: about {hours(length)}"
    yield f"- Stage: {link(roadmap.stages[stage].title, f'{address}roadmap/stages/{stage}/')}"
    if topic.aliases:
        yield f"- Also called: {', '.join(map(escaped, topic.aliases))}"
    if topic.concepts:
        yield f"- Concepts: {', '.join(map(escaped, topic.concepts))}"
    if address:
        yield f"- Page: {address}roadmap/topics/{id}/"
        yield f"- Data: {address}api/v1/topics/{id}.json"
    yield from _edges(site, address, "Before you start", topic.requires)
    yield from _edges(site, address, "Good to know before", topic.helps)
    if topic.goals:
        yield from _heading("What you will be able to do")
    yield from (f"- {escaped(goal.text)}" for goal in topic.goals)
    if topic.resources:
        yield from _heading("Resources")
    for card in cards(site, id, topic, site.items[id]):
        yield from _resource(site, card)
    if topic.questions:
        yield from _heading("Check yourself")
        for question in topic.questions:
            yield f"- {escaped(question.ask)}"
            yield f"  Answer: {escaped(question.answer)}"
    opens = [Edge(topic=other, why=_why(site, other, id)) for other in site.graph.unlocks[id]]
    yield from _edges(site, address, "What it opens", opens)
    if projects := site.topic_projects.get(id):
        yield from _heading("Projects that use it")
        for project in projects:
            record = roadmap.projects[project]
            url = f"{address}roadmap/projects/{project}/"
            yield f"- {link(record.title, url)}: {escaped(record.summary)}"


def _heading(title: str) -> Iterator[str]:
    yield ""
    yield f"## {title}"
    yield ""


def _edges(site: Site, address: str, title: str, edges: Iterable[Edge]) -> Iterator[str]:
    kept = list(edges)
    if kept:
        yield from _heading(title)
    for edge in kept:
        yield f"- {link(site.roadmap.topics[edge.topic].title, twin_url(address, edge.topic))}: {escaped(edge.why)}"


def _why(site: Site, topic: str, needed: str) -> str:
    return next(edge.why for edge in site.roadmap.topics[topic].requires if edge.topic == needed)


def _resource(site: Site, card: Card) -> Iterator[str]:
    item, lost = card.item, card.item.url in site.lost
    picked = {"start-here": "Start here: ", "best": "Best of its kind: "}.get(item.pick or "", "")
    name = link(item.title, None if lost else item.url)
    by = f" by {', '.join(map(escaped, item.by))}" if item.by else ""
    yield f"{card.number}. {picked}{name}{by}. {', '.join(facts(item))}."
    if item.part:
        yield f"   Part: {escaped(item.part)}"
    yield f"   {escaped(item.why)}"
    if lost:
        yield f"   {card.trust.said}.{' ' + link('Archived copy', card.trust.archived) if card.trust.archived else ''}"
    if card.covers:
        yield f"   Helps to: {'; '.join(map(escaped, card.covers))}"
