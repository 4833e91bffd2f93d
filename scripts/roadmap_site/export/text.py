"""Records become JSON: without a space too many, in the order of their fields, the same bytes each time."""

from __future__ import annotations

import datetime
import json
from typing import Any

from pydantic import BaseModel

from roadmap_site.model import Step


def plain(value: Any) -> Any:
    """Return a value as JSON has it; a line of a path holds only what it has, since lines are many."""
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, Step):
        data = value.model_dump(exclude_defaults=True, exclude={"steps"}, mode="json")
        return data | {"steps": plain(value.steps)} if value.steps else data
    if isinstance(value, BaseModel):
        return {name: plain(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def json_text(value: Any) -> str:
    """Return a record, or data made of records, as one line of JSON."""
    return json.dumps(plain(value), ensure_ascii=False, separators=(",", ":")) + "\n"
