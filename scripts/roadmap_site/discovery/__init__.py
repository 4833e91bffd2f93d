"""What search engines, other sites and language models read of a page: schema.org, cards, plain Markdown.

`things` and `linked` describe a page with schema.org's words, `share` says what a preview of it shows, `faces` what
stands on its picture, which `draw` draws. `twins` writes a topic's page as Markdown, `root` what stands at the root of
a site, and `days` knows when pages changed.
"""

from __future__ import annotations

from roadmap_site.discovery.days import days
from roadmap_site.discovery.linked import linked_text
from roadmap_site.discovery.root import TEXT, TOP, root_files
from roadmap_site.discovery.seen import Seen
from roadmap_site.discovery.share import share

__all__ = ["TEXT", "TOP", "Seen", "days", "linked_text", "root_files", "share"]
