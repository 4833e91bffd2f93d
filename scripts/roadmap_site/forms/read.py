"""What a person wrote into a form, from the text of the issue that GitHub made of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from roadmap_site.forms.fields import Field, Form
from roadmap_site.markdown import BODY

_NOTHING: Final = ("_No response_", "None", "")
_FENCE: Final = re.compile(r"(`{3,}|~{3,})[^\n`]*\n(.*?)\n?\1[ \t]*", re.DOTALL)
_INPUT: Final = 2_000  # characters; no field of the model but a long text is longer


class NotRead(Exception):
    """The issue is not what the form makes; says what is wrong with it, one sentence each."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(*sentences)
        self.sentences = sentences


def read(body: str, form: Form) -> dict[str, str]:
    """Return what was written into each field, by its id; a field that was left out is not in it.

    GitHub writes `### Label`, an empty line and the value, for each field in their order, and `_No response_` for what
    was left out. A heading counts only in that order, and all after the last one belongs to the last field, so that
    nothing that looks like a heading there can set another field. Raises NotRead.
    """
    if len(body) > BODY:
        raise NotRead(f"It is longer than the {BODY:,} characters that an issue may have.")
    lines = body.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").split("\n")
    starts = list(_starts(lines, form))
    if missing := [field.label for (field, start) in starts if start is None]:
        raise NotRead(
            *(f"The heading “{label}” is missing: leave the form's headings as they are." for label in missing)
        )
    places = [start for _, start in starts if start is not None]
    headings = {f"### {field.label}": field.label for field in form.fields}
    repeated = [
        headings[line.rstrip()]
        for i, line in enumerate(lines[: places[-1]])
        if i not in places and line.rstrip() in headings
    ]
    if repeated:
        raise NotRead(f"The heading “{repeated[0]}” stands twice, so it is not clear which of the two is meant.")
    values: dict[str, str] = {}
    for (field, _), start, end in zip(starts, places, (*places[1:], len(lines)), strict=True):
        if value := _value("\n".join(lines[start + 1 : end]), field):
            values[field.id] = value
    return values


def _starts(lines: list[str], form: Form) -> Iterator[tuple[Field, int | None]]:
    """Yield each field with the line of its heading: the first after the heading before it."""
    at = 0
    for field in form.fields:
        heading = f"### {field.label}"
        found = next((i for i in range(at, len(lines)) if lines[i].rstrip() == heading), None)
        at = at if found is None else found + 1
        yield field, found


def _value(text: str, field: Field) -> str:
    value = text.strip()
    if value in _NOTHING:
        return ""
    if field.kind == "textarea":
        fenced = _FENCE.fullmatch(value)
        return fenced[2].strip() if fenced else value
    if "\n" in value:
        raise NotRead(f"“{field.label}” must be one line.")
    if len(value) > _INPUT:
        raise NotRead(f"“{field.label}” must be at most {_INPUT:,} characters long.")
    if field.options and value not in field.options:
        raise NotRead(f"“{field.label}” must be one of: {', '.join(field.options)}.")
    return value
