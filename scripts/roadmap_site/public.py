"""What other projects may build on: a folder of YAML as values, its problems, its graph and its pages.

Nothing here prints, exits or asks the network, and only `build_site` writes.
"""

from __future__ import annotations

import os
from pathlib import Path

from roadmap_site import build, checks, export, graph, load
from roadmap_site.build import BuildResult
from roadmap_site.graph import Graph
from roadmap_site.problems import Problem, Refused  # noqa: F401 - callers catch it
from roadmap_site.roadmap import Roadmap


def load_roadmap(folder: str | os.PathLike[str]) -> Roadmap:
    """Return the roadmap in a folder, as frozen records.

    Raises:
        Refused: When it has mistakes; `problems` holds all of them, each with path, line, column, rule and hint.
    """
    return build.checked(Path(folder))[0]


def find_problems(folder: str | os.PathLike[str], *, curation: bool = False) -> tuple[Problem, ...]:
    """Return all that is wrong with the roadmap in a folder, in the order of its files; nothing when all is well.

    Args:
        folder: The folder that holds `index.yml`.
        curation: Return what curation still asks for as well, as warnings.
    """
    loaded = load.load(Path(folder))
    return tuple(sorted((*checks.check(loaded), *(checks.gaps(loaded) if curation else ()))))


def graph_of(roadmap: Roadmap) -> Graph:
    """Return the prerequisites of a roadmap: its order, what a topic opens, and the shortest plan to a goal."""
    return graph.graph_of(roadmap)


def as_json(roadmap: Roadmap) -> str:
    """Return the whole roadmap as the text of `roadmap.json`; the same roadmap always gives the same text."""
    return export.roadmap_json(roadmap, graph.graph_of(roadmap))


def render_pages(roadmap: Roadmap) -> dict[str, str]:
    """Return all texts that are generated from a roadmap, by their path below `docs/roadmap/`; nothing is written."""
    made = build.pages(roadmap, graph.graph_of(roadmap), {})
    return {path: text for path, text in made.items() if isinstance(text, str)}


def build_site(folder: str | os.PathLike[str], docs: str | os.PathLike[str]) -> BuildResult:
    """Check the roadmap in a folder and write its pages to `roadmap/` below `docs`, touching only what differs.

    Raises:
        Refused: When the roadmap has errors; the pages are left as they were.
        NotOurs: When `docs/roadmap/` holds files that no build wrote.
        OSError: When the pages cannot be written; they are left as they were.
    """
    return build.build(Path(folder), Path(docs))
