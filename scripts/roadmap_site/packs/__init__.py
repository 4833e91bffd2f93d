"""Study packs: a path or a stage to take along, as one HTML file and as an EPUB 3 book.

`content` says what is in a pack, `forms` makes the two files of it, `book` puts the second one together.
"""

from __future__ import annotations

from roadmap_site.packs.forms import Packs

__all__ = ["Packs"]
