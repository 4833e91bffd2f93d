"""A page as JSON-LD with schema.org's vocabulary: a graph of what it is and what it is about."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from roadmap_site.discovery.seen import Seen
from roadmap_site.discovery.things import Namer, Thing, duration, filled, known_level, listed
from roadmap_site.export.api.endpoints import licence_url
from roadmap_site.render.site import Site
from roadmap_site.render.text import one_line
from roadmap_site.roadmap import minutes

# Within a JSON string these mean the same, and no HTML parser finds an end or a comment in them.
_SAFE: Final = {ord(char): f"\\u{ord(char):04x}" for char in "<>&"}


def linked_text(site: Site, seen: Seen) -> str:
    """Return the content of a page's script element of type application/ld+json; nothing in it can end the element."""
    data = {"@context": "https://schema.org", "@graph": graph(site, seen)}
    return json.dumps(_clean(data), ensure_ascii=False, separators=(",", ":")).translate(_SAFE)


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, Mapping):
        return {key: _clean(one) for key, one in value.items()}
    return [_clean(one) for one in value] if isinstance(value, (list, tuple)) else value


def graph(site: Site, seen: Seen) -> list[Thing]:
    """Return the things that a page tells of, the page itself first."""
    names, url = Namer(site, seen.root), seen.root + seen.url
    about = _KINDS.get(seen.kind, _other)(site, names, seen, url)
    licence = site.roadmap.index.licence
    page = {
        "@type": "WebPage",
        "@id": url,
        "url": url,
        "name": seen.title,
        "description": seen.description,
        "inLanguage": seen.language,
        "isPartOf": {"@id": f"{seen.root}#site"},
        "license": licence_url(licence) if licence else None,
        "breadcrumb": {"@id": f"{url}#breadcrumb"} if seen.trail else None,
    }
    things = [filled(page | about[0]), *about[1:]]
    return [*things, _breadcrumb(seen, url)] if seen.trail else things


def _breadcrumb(seen: Seen, url: str) -> Thing:
    above = [{"name": title, "item": seen.root + to} for title, to in seen.trail]
    return {
        "@type": "BreadcrumbList",
        "@id": f"{url}#breadcrumb",
        "itemListElement": [
            {"@type": "ListItem", "position": place, **entry}
            for place, entry in enumerate((*above, {"name": seen.title, "item": url}), 1)
        ],
    }


def _lesson(names: Namer, requires: Iterable[str], length: int | None, level: str | None) -> Thing:
    """Return what a page to learn from says of itself."""
    return {
        "@type": ["WebPage", "LearningResource"],
        "isAccessibleForFree": True,
        "educationalLevel": level,
        "timeRequired": duration(length),
        "competencyRequired": [names.term(topic) for topic in requires],
    }


def _topic(site: Site, names: Namer, seen: Seen, url: str) -> list[Thing]:
    topic, stage = site.roadmap.topics[seen.id], site.roadmap.stage_of[seen.id]
    requires = [edge.topic for edge in topic.requires]
    page = _lesson(names, requires, site.minutes[seen.id], known_level(topic.level))
    resources = names.resources(f"{url}#resources", site.items[seen.id])
    page |= {
        "learningResourceType": "Study guide",
        "about": {"@id": f"{url}#topic"},
        "teaches": [goal.text for goal in topic.goals],
        "isPartOf": [{"@id": f"{seen.root}#site"}, {"@id": f"{names.page('stage', stage)}#course"}],
        "mainEntity": {"@id": f"{url}#resources"} if resources else None,
        "encoding": twin(url),
    }
    return [page, names.whole_term(seen.id), *([resources] if resources else [])]


def twin(url: str) -> Thing:
    """Return the Markdown that says the same as a page."""
    return {
        "@type": "MediaObject",
        "contentUrl": f"{url.removesuffix('/')}.md",
        "encodingFormat": "text/markdown",
    }


def _project(site: Site, names: Namer, seen: Seen, url: str) -> list[Thing]:
    project = site.roadmap.projects[seen.id]
    requires = [edge.topic for edge in project.requires]
    page = _lesson(names, requires, minutes(project.time), known_level(project.level))
    resources = names.resources(f"{url}#resources", site.roadmap.items(project))
    page |= {"learningResourceType": "Project", "teaches": list(project.skills)}
    return [page | {"mentions": {"@id": f"{url}#resources"}}, resources] if resources else [page]


def _stage(site: Site, names: Namer, seen: Seen, url: str) -> list[Thing]:
    stage, topics = site.roadmap.stages[seen.id], site.roadmap.stage_topics[seen.id]
    before = {site.roadmap.stage_of[need] for topic in topics for need in site.graph.requires[topic]}
    needs = [f"{names.page('stage', id)}#course" for id in site.roadmap.stages if id in before - {seen.id}]
    course = _course(site, names, seen, topics, stage.outcomes)
    course["coursePrerequisites"] = [{"@id": need} for need in needs]
    return _taught(names, filled(course), topics, url)


def _path(site: Site, names: Namer, seen: Seen, url: str) -> list[Thing]:
    path, topics = site.roadmap.paths[seen.id], site.path_topics[seen.id]
    if path.origin:
        based = {"@type": "CreativeWork", "name": path.origin.title}
        page = {"@type": "CollectionPage", "mainEntity": {"@id": f"{url}#list"}, "isBasedOn": based}
        return [page, names.topics(f"{url}#list", topics)]
    course = _course(site, names, seen, topics, path.outcomes)
    course["competencyRequired"] = [names.term(topic) for topic in path.assumes]
    return _taught(names, filled(course), topics, url)


def _course(site: Site, names: Namer, seen: Seen, topics: Iterable[str], outcomes: Iterable[str]) -> Thing:
    kept = tuple(topics)
    return {
        "@type": "Course",
        "@id": f"{names.page(seen.kind, seen.id)}#course",
        "name": seen.title,
        "description": seen.description,
        "url": names.page(seen.kind, seen.id),
        "provider": names.publisher,
        "isAccessibleForFree": True,
        "inLanguage": seen.language,
        "educationalLevel": names.levels(kept),
        "timeRequired": duration(site.total(kept)),
        "teaches": list(outcomes),
    }


def _taught(names: Namer, course: Thing, topics: Iterable[str], url: str) -> list[Thing]:
    page = {"mainEntity": {"@id": course["@id"]}, "mentions": {"@id": f"{url}#list"}}
    return [page, course, names.topics(f"{url}#list", topics)]


def _home(site: Site, names: Namer, seen: Seen, url: str) -> list[Thing]:
    index, licence = site.roadmap.index, site.roadmap.index.licence
    whole = {
        "@type": "WebSite",
        "@id": f"{seen.root}#site",
        "url": seen.root,
        "name": index.title,
        "description": index.description,
        "inLanguage": seen.language,
        "license": licence_url(licence) if licence else None,
        "publisher": names.publisher,
    }
    terms = {"@type": "DefinedTermSet", "@id": f"{seen.root}#topics", "name": f"Topics of {index.title}"}
    stages = _records(names, "stage", site.roadmap.stages, "Stages", url)
    return [{"mainEntity": {"@id": stages["@id"]}}, filled(whole), terms, stages]


def _records(names: Namer, kind: str, records: Mapping[str, Any], title: str, url: str) -> Thing:
    return listed(f"{url}#list", title, (names.entry(kind, id, record.title) for id, record in records.items()))


def _list(site: Site, names: Namer, seen: Seen, url: str) -> list[Thing]:
    """Return what a list of all stages, paths or projects says."""
    kind = seen.id.removesuffix("s")
    entries = _records(names, kind, getattr(site.roadmap, seen.id), seen.title, url)
    return [{"@type": "CollectionPage", "mainEntity": {"@id": entries["@id"]}}, entries]


def _other(_: Site, __: Namer, ___: Seen, ____: str) -> list[Thing]:
    return [{}]


_KINDS: Final[Mapping[str, Callable[[Site, Namer, Seen, str], list[Thing]]]] = {
    "topic": _topic,
    "project": _project,
    "stage": _stage,
    "path": _path,
    "home": _home,
    "list": _list,
}
