"""The interface as OpenAPI 3.1 describes it, and the JSON Schema of each shape; both come from the shapes."""

from __future__ import annotations

import json
from functools import cache, partial
from typing import Any, Final

from pydantic.json_schema import models_json_schema

from roadmap_site.export import records
from roadmap_site.export.api.endpoints import ENDPOINTS, ROOT, VERSION, Endpoint
from roadmap_site.later import Later
from roadmap_site.model import ID_PATTERN
from roadmap_site.schema import Untitled

_ID: Final = {"type": "string", "pattern": ID_PATTERN}


def schemas() -> Later[str]:
    """Return a JSON Schema that stands alone for each shape: file name to text."""
    return Later({f"{shape.__name__}.json": partial(_standing_alone, shape) for shape in _shapes()})


@cache  # it is the same for every roadmap, and a server builds often
def _standing_alone(shape: type[records.Shape]) -> str:
    return _text(_schema(shape))


def openapi(whole: records.Whole, licence: str | None, site: str | None) -> str:
    """Return the description; without the address of the site its server is the folder that it stands in."""
    _, defined = models_json_schema(
        [(shape, "validation") for shape in _shapes()],
        ref_template="#/components/schemas/{model}",
        schema_generator=Untitled,
    )
    info = {
        "title": whole.title,
        "description": whole.description,
        "version": VERSION,
        **({"license": {"name": licence, "identifier": licence}} if licence else {}),
    }
    return _text(
        {
            "openapi": "3.1.0",
            "info": info,
            "servers": [{"url": f"{site}{ROOT}".rstrip("/") if site else "."}],
            "paths": {f"/{end.href}": {"get": _operation(end)} for end in ENDPOINTS},
            "components": {"schemas": _growing(defined["$defs"])},
        }
    )


def _shapes() -> list[type[records.Shape]]:
    return [end.shape for end in ENDPOINTS if end.shape]


def _schema(shape: type[records.Shape]) -> dict[str, Any]:
    schema = shape.model_json_schema(schema_generator=Untitled)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_growing(schema), "title": shape.__name__}


def _growing(schema: Any) -> Any:
    """Return a schema that takes further fields, since a later version of the interface may have some."""
    if isinstance(schema, dict):
        return {k: _growing(v) for k, v in schema.items() if not (k == "additionalProperties" and v is False)}
    return [_growing(item) for item in schema] if isinstance(schema, list) else schema


def _operation(end: Endpoint) -> dict[str, Any]:
    name = "".join(part.strip("{}").capitalize() for part in end.href.replace("/", ".").split("."))
    content = {"schema": {"$ref": f"#/components/schemas/{end.shape.__name__}"}} if end.shape else {}
    operation: dict[str, Any] = {
        "operationId": f"get{name}",
        "summary": end.about,
        "responses": {"200": {"description": end.about, "content": {end.type: content}}},
    }
    if "{" in end.href:
        parameter = end.href.partition("{")[2].partition("}")[0]
        schema = _ID if parameter == "id" else {"type": "string"}
        operation["parameters"] = [{"name": parameter, "in": "path", "required": True, "schema": schema}]
        operation["responses"]["404"] = {"description": "There is none of that id, nor was there one"}
    return operation


def _text(value: Any) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"
