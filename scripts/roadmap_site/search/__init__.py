"""The search of the site: small files, of which a query loads only what it needs.

`names.json` holds what every page is called, and is all that most queries need. `words-N.json` leads from words of the
text to pages and resources, in alphabetical parts; `about-N.json` says a line on each of them, in parts of their order.
`entries` says what can be found, `guides` reads the pages written by hand, `words` takes texts apart, and `files` makes
files of it. The browser's side is in docs/assets/javascripts/search*.mjs.
"""

from __future__ import annotations

from roadmap_site.search.entries import LIST
from roadmap_site.search.files import FOLDER, search_files

__all__ = ["FOLDER", "LIST", "search_files"]
