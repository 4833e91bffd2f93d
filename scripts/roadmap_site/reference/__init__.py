"""The pages that say what is in the code: every field, every rule, every public function; a test keeps them current."""

from __future__ import annotations

from roadmap_site.reference import fields, package, rules


def pages() -> dict[str, str]:
    """Return the pages: name of a file in docs/ to its Markdown."""
    return {"fields.md": fields.page(), "rules.md": rules.page(), "reference.md": package.page()}
