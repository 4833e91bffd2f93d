"""Every file of the interface, once: the index, the description and the schemas all come from this table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from roadmap_site.export import records
from roadmap_site.export.api import shapes

VERSION: Final = "1.1.0"
ROOT: Final = "api/v1/"
JSON: Final = "application/json"


@dataclass(frozen=True)
class Endpoint:
    """A file, or one for each id; `shape` says what JSON holds."""

    href: str
    about: str
    shape: type[records.Shape] | None = None
    type: str = JSON

    @property
    def schema_href(self) -> str | None:
        """Where the JSON Schema of it stands."""
        return f"schema/{self.shape.__name__}.json" if self.shape else None


ENDPOINTS: Final = (
    Endpoint("index.json", "Where to begin: what there is, of which moment, under which licence", shapes.Index),
    Endpoint("roadmap.json", "The whole roadmap in one file", records.Whole),
    Endpoint("stages.json", "All stages, in short", shapes.Stages),
    Endpoint("stages/{id}.json", "One stage", records.Stage),
    Endpoint("topics.json", "All topics, in short", shapes.Topics),
    Endpoint("topics/{id}.json", "One topic", records.Topic),
    Endpoint("resources.json", "All resources, in short", shapes.Resources),
    Endpoint("resources/{id}.json", "One resource", records.Resource),
    Endpoint("paths.json", "All paths, in short", shapes.Paths),
    Endpoint("paths/{id}.json", "One path", records.Path),
    Endpoint("projects.json", "All projects, in short", shapes.Projects),
    Endpoint("projects/{id}.json", "One project", records.Project),
    Endpoint("graph.json", "The graph of prerequisites", shapes.Graph),
    Endpoint("terms.json", "Titles, other names and concepts, each with its topic", shapes.Terms),
    Endpoint("health.json", "What the link checker last found, and on the days before", shapes.Health),
    Endpoint("changes.json", "What was added, changed, renamed and taken out, the newest first", shapes.Changes),
    Endpoint("retired.json", "Addresses that are not linked any more", shapes.RetiredAddresses),
    Endpoint("graph.graphml", "The graph of prerequisites for graph tools", type="application/graphml+xml"),
    Endpoint("skos.jsonld", "Topics and stages as SKOS concepts", type="application/ld+json"),
    Endpoint("tables/datapackage.json", "What the tables hold, as a Frictionless data package"),
    Endpoint("tables/resources.csv", "All resources as a table", type="text/csv"),
    Endpoint("tables/topics.csv", "All topics as a table", type="text/csv"),
    Endpoint("tables/edges.csv", "All prerequisites as a table", type="text/csv"),
    Endpoint("openapi.json", "This interface as OpenAPI 3.1 describes it"),
    Endpoint("schema/{name}.json", "The JSON Schema of each shape", type="application/schema+json"),
)


def licence_url(name: str) -> str:
    """Return where SPDX has the text of a licence."""
    return f"https://spdx.org/licenses/{name}.html"
