"""A learning roadmap in YAML becomes the Markdown pages of a site.

`folder` reads files, `source` turns YAML into data with places, `shape` turns data into the records of `model`, and
`load` joins them into one `Roadmap`. `checks` says all that is wrong with it, `graph` knows what comes before what,
`render`, `export` and `discovery` turn it into texts, and `write` alone puts them on disk. `build` is these in a row;
`cli` is the command. A module imports only what stands before it in this order.

What other projects may build on is named in `__all__`; it is loaded when it is asked for.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from roadmap_site.build import BuildResult
    from roadmap_site.graph import Graph
    from roadmap_site.problems import Problem, Refused
    from roadmap_site.public import as_json, build_site, find_problems, graph_of, load_roadmap, render_pages
    from roadmap_site.roadmap import Roadmap

__all__ = [
    "BuildResult",
    "Graph",
    "Problem",
    "Refused",
    "Roadmap",
    "as_json",
    "build_site",
    "find_problems",
    "graph_of",
    "load_roadmap",
    "render_pages",
]


def __getattr__(name: str) -> Any:
    """Return a public name; the commands need only a few of the modules behind them."""
    if name in __all__:
        return getattr(importlib.import_module("roadmap_site.public"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
