"""Topics and stages as SKOS concepts in JSON-LD, with the relation of prerequisites, which SKOS does not have."""

from __future__ import annotations

from typing import Any, Final

from roadmap_site.export import records
from roadmap_site.export.api.endpoints import ROOT
from roadmap_site.export.text import json_text

_UP: Final = "../" * ROOT.count("/")
_CONTEXT: Final[dict[str, Any]] = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "dcterms": "http://purl.org/dc/terms/",
    "id": "@id",
    "type": "@type",
    "graph": "@graph",
    "prefLabel": {"@id": "skos:prefLabel", "@language": "en"},
    "altLabel": {"@id": "skos:altLabel", "@language": "en"},
    "definition": {"@id": "skos:definition", "@language": "en"},
    "label": {"@id": "rdfs:label", "@language": "en"},
    "comment": {"@id": "rdfs:comment", "@language": "en"},
    "title": {"@id": "dcterms:title", "@language": "en"},
    "description": {"@id": "dcterms:description", "@language": "en"},
    "subPropertyOf": {"@id": "rdfs:subPropertyOf", "@type": "@id"},
    "inverseOf": {"@id": "owl:inverseOf", "@type": "@id"},
    **{
        name: {"@id": f"skos:{name}", "@type": "@id"}
        for name in ("inScheme", "topConceptOf", "hasTopConcept", "broader", "narrower", "related")
    },
    "requires": {"@id": "#requires", "@type": "@id"},
    "helpedBy": {"@id": "#helpedBy", "@type": "@id"},
    "requiredBy": {"@id": "#requiredBy", "@type": "@id"},
}
_RELATIONS: Final = (
    {
        "id": "#requires",
        "type": "owl:ObjectProperty",
        "label": "requires",
        "comment": "The other concept must be learnt before this one.",
        "subPropertyOf": "skos:semanticRelation",
    },
    {
        "id": "#requiredBy",
        "type": "owl:ObjectProperty",
        "label": "is required by",
        "comment": "This concept must be learnt before the other one.",
        "subPropertyOf": "skos:semanticRelation",
        "inverseOf": "#requires",
    },
    {
        "id": "#helpedBy",
        "type": "owl:ObjectProperty",
        "label": "is helped by",
        "comment": "The other concept is good to know before this one, but not needed.",
        "subPropertyOf": "skos:semanticRelation",
    },
)


def skos(whole: records.Whole, site: str | None) -> str:
    """Return the scheme of concepts; ids are the short addresses of stages and topics, which stay when pages move."""
    scheme = {
        "id": "#scheme",
        "type": "skos:ConceptScheme",
        "title": whole.title,
        "description": whole.description,
        "hasTopConcept": [_stage_id(stage.id) for stage in whole.stages],
    }
    here = {"@base": f"{site}{ROOT}skos.jsonld", "@vocab": f"{site}{ROOT}skos.jsonld"} if site else {}
    graph = [scheme, *_RELATIONS, *map(_stage, whole.stages), *map(_topic, whole.topics)]
    return json_text({"@context": {**here, **_CONTEXT}, "graph": graph})


def _stage_id(id: str) -> str:
    return f"{_UP}stages/{id}/"


def _topic_id(id: str) -> str:
    return f"{_UP}topics/{id}/"


def _stage(stage: records.Stage) -> dict[str, Any]:
    return {
        "id": _stage_id(stage.id),
        "type": "skos:Concept",
        "prefLabel": stage.title,
        "definition": stage.summary,
        "topConceptOf": "#scheme",
        "narrower": [_topic_id(topic) for group in stage.groups for topic in group.topics],
    }


def _topic(topic: records.Topic) -> dict[str, Any]:
    return {
        "id": _topic_id(topic.id),
        "type": "skos:Concept",
        "prefLabel": topic.title,
        "altLabel": topic.aliases,
        "definition": topic.summary,
        "inScheme": "#scheme",
        "broader": _stage_id(topic.stage),
        "requires": [_topic_id(edge.topic) for edge in topic.requires],
        "helpedBy": [_topic_id(edge.topic) for edge in topic.helps],
        "requiredBy": [_topic_id(id) for id in topic.unlocks],
    }
