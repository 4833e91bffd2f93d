"""The forms as the files that GitHub reads: `.github/ISSUE_TEMPLATE/*.yml`."""

from __future__ import annotations

from typing import Any, Final

import yaml

from roadmap_site.forms.fields import Field, Form, forms
from roadmap_site.render.ask import TEMPLATES
from roadmap_site.roadmap import Roadmap

FOLDER: Final = ".github/ISSUE_TEMPLATE"
_HEAD: Final = (
    "# Made from the model and the roadmap: change scripts/roadmap_site/forms/fields.py, run `roadmap forms`.\n"
)
_CONFIG: Final = (
    "# Whoever has something else to say may say it in an issue without a form.\nblank_issues_enabled: true\n"
)


def files(roadmap: Roadmap) -> dict[str, str]:
    """Return every file of the folder: name to text."""
    made = {TEMPLATES[form.name]: _file(form) for form in forms(roadmap)}
    return {**made, "config.yml": _HEAD + _CONFIG}


def _file(form: Form) -> str:
    data = {
        "name": form.title,
        "description": form.about,
        "labels": [form.label],
        "body": [{"type": "markdown", "attributes": {"value": form.intro}}, *map(_field, form.fields)],
    }
    text: str = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=1000)
    return _HEAD + text


def _field(field: Field) -> dict[str, Any]:
    attributes: dict[str, Any] = {"label": field.label}
    if field.about:
        attributes["description"] = field.about
    if field.example:
        attributes["placeholder"] = field.example
    if field.options:
        attributes["options"] = list(field.options)
    return {
        "type": field.kind,
        "id": field.id,
        "attributes": attributes,
        "validations": {"required": field.required},
    }
