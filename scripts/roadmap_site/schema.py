"""The JSON Schema of each kind of file, made from the records."""

from __future__ import annotations

import json
from pathlib import Path as FilePath
from typing import Any, Final

from pydantic.json_schema import GenerateJsonSchema

from roadmap_site.model import Path, Project, Record, RetiredList, RoadmapIndex, StageIndex, Topic

FILES: Final[dict[str, tuple[type[Record], str]]] = {
    "roadmap": (RoadmapIndex, "roadmap/index.yml"),
    "stage": (StageIndex, "roadmap/<stage>/index.yml"),
    "topic": (Topic, "roadmap/<stage>/<topic>.yml"),
    "path": (Path, "roadmap/paths/<path>.yml"),
    "project": (Project, "roadmap/projects/<project>.yml"),
    "retired": (RetiredList, "roadmap/retired.yml"),
}


class Untitled(GenerateJsonSchema):
    """Makes schemas without titles that only repeat the name of a field."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 -- the signature is pydantic's
        return False  # such a title only repeats the field's name


def schemas() -> dict[str, str]:
    """Return the schema files: name to JSON text."""
    return {f"{name}.schema.json": _schema(record, where) for name, (record, where) in FILES.items()}


def _schema(record: type[Record], where: str) -> str:
    schema = record.model_json_schema(schema_generator=Untitled)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": where}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def line(root: FilePath, key: str) -> str:
    """Return the line with which a file such as `topic:svd` names its schema to editors; none when it is not there."""
    kind, _, id = key.partition(":")
    name = f"{id if kind == 'roadmap' and id != 'index' else kind}.schema.json"
    if not (root / "schema" / name).is_file():
        return ""
    return f"# yaml-language-server: $schema={'' if kind == 'roadmap' else '../'}schema/{name}\n"
