"""What is known of one thing: what it is, where it stands, what refers to it, how long it takes, how its links are."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from roadmap_site.checks.graph import sound_graph
from roadmap_site.edit.draft import Draft, value_at
from roadmap_site.edit.names import Thing
from roadmap_site.links.memory import Memory
from roadmap_site.roadmap import Roadmap, minutes


@dataclass(frozen=True)
class About:
    """What is known of one thing."""

    kind: str
    id: str
    title: str
    place: str  # path:line
    former_ids: tuple[str, ...]
    minutes: int | None
    plan_minutes: int | None  # with all that must come before it, for a topic
    referred: tuple[str, ...]  # path:line of every reference
    links: tuple[dict[str, Any], ...]  # address, verdict, day of the last check, new address

    def data(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self)


def about(draft: Draft, thing: Thing, memory: Memory) -> About:
    """Return what is known of a thing of a roadmap that could be read."""
    roadmap = draft.loaded().roadmap
    record = value_at(draft.document(thing.file).data, thing.location)
    return About(
        kind=thing.kind,
        id=thing.id,
        title=next((record[name] for name in ("title", "text", "ask") if record.get(name)), thing.id),
        place=draft.place(thing.file, thing.location),
        former_ids=draft.former(thing),
        minutes=_minutes(roadmap, thing, record),
        plan_minutes=_plan(roadmap, thing.id) if thing.kind == "topic" else None,
        referred=tuple(draft.place(r.file, r.location) for r in draft.references(thing.kind, thing.id)),
        links=tuple(_link(memory, url) for url in dict.fromkeys(_urls(record))),
    )


def _minutes(roadmap: Roadmap | None, thing: Thing, record: dict[str, Any]) -> int | None:
    if roadmap is None or thing.kind not in ("topic", "stage"):
        return minutes(record.get("time"))
    topics = [thing.id] if thing.kind == "topic" else roadmap.stage_topics.get(thing.id, ())
    return sum(roadmap.topic_minutes(roadmap.topics[id]) or 0 for id in topics) or None


def _plan(roadmap: Roadmap | None, topic: str) -> int | None:
    graph = sound_graph(roadmap) if roadmap else None
    if roadmap is None or graph is None:
        return None
    topics = graph.plan([topic])
    return sum(roadmap.topic_minutes(roadmap.topics[id]) or 0 for id in topics) or None


def _urls(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value[name] for name in ("url", "part_url") if isinstance(value.get(name), str)]
        return own + [url for inner in value.values() for url in _urls(inner)]
    return [url for inner in value for url in _urls(inner)] if isinstance(value, list) else []


def _link(memory: Memory, url: str) -> dict[str, Any]:
    entry = memory.get(url)
    if entry is None:
        return {"url": url, "verdict": None, "checked": None, "final_url": None}
    return {"url": url, "verdict": entry.verdict, "checked": entry.checked.isoformat(), "final_url": entry.final_url}
