"""Links that open an issue form, filled in as far as the page knows."""

from __future__ import annotations

from typing import Final, Literal
from urllib.parse import quote, urlencode, urlsplit

from markupsafe import Markup

from roadmap_site.render.text import web_address

FormName = Literal["resource", "link", "topic", "finished"]
TEMPLATES: Final[dict[FormName, str]] = {  # in the order of their file names, which GitHub shows them in
    "resource": "1-resource.yml", "link": "2-link.yml", "topic": "3-topic.yml", "finished": "4-finished.yml",
}  # fmt: skip


def ask(repository: str | None, form: FormName, **fields: str) -> Markup | None:
    """Return the address of a form with some fields filled in; nothing for a repository that knows no issue forms.

    A parameter is the id of a field, and GitHub fills in inputs and text areas only.
    """
    host = urlsplit(repository or "").hostname or ""
    if not (host == "github.com" or host.startswith("github.")):  # GitHub itself, or a company's own
        return None
    query = urlencode({"template": TEMPLATES[form], **fields}, quote_via=quote, safe="", errors="replace")
    return web_address(f"{(repository or '').rstrip('/')}/issues/new?{query}")
