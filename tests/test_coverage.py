"""The page of numbers: each is what the library shows at the address that it leads to."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_site.build import health_in
from roadmap_site.checks.wants import wants
from roadmap_site.graph import graph_of
from roadmap_site.load import load
from roadmap_site.render import Site, render
from roadmap_site.render.facets import LENGTHS, YEARS, facets, length, share, year
from roadmap_site.render.text import slug
from roadmap_site.roadmap import Roadmap
from samples import ROOT, resource, small, topic, write
from scripts import Scripts


def loaded(folder: Path) -> Roadmap:
    roadmap = load(folder).roadmap
    assert roadmap is not None
    return roadmap


@pytest.mark.parametrize("folder", [ROOT / "roadmap", ROOT / "tests/golden/roadmap"], ids=["ours", "golden"])
def test_every_number_is_what_the_library_shows_there(scripts: Scripts, folder: Path) -> None:
    """The filter of the page itself, given the address, lets just so many resources through; no facet is left out."""
    roadmap, health = loaded(folder), health_in(folder)
    site = Site(roadmap, graph_of(roadmap), health)
    rows: list[dict[str, Any]] = [
        {"text": "", "topics": [], "minutes": None, "year": None, "title": "", "values": values}
        for values in facets(site).values()
    ]
    page = render(roadmap, site.graph, health)["coverage.md"]
    links = re.findall(r'href="\.\./library/\?([^"]+)">([\d,]+)<', page)
    seen = set()
    for query, number in links:
        view = scripts("viewOf", query=unescape(query))
        assert len(view["chosen"]) == 1, query
        seen |= set(view["chosen"])
        assert len(scripts("filtered", rows=rows, view=view)["shown"]) == int(number.replace(",", "")), query
    assert seen == {"stage", "kind", "level", "price", "length", "language", "year", "pick"}
    for facet in seen - {"stage"}:
        numbers = [int(n.replace(",", "")) for query, n in links if query.startswith(f"{facet}=")]
        assert sum(numbers) == len(roadmap.homes), facet


@given(st.none() | st.integers(0, 5000), st.none() | st.integers(1900, 2100))
def test_the_page_and_the_filter_file_alike(scripts: Scripts, minutes: int | None, published: int | None) -> None:
    """Lengths and years have the same limits and names on both sides."""
    told = scripts("filed", minutes=minutes, year=published)
    assert told == {"length": length(minutes), "year": year(published)}


def test_the_orders_are_the_filters_own(scripts: Scripts) -> None:
    told = scripts("facets")
    assert (told["length"], told["year"]) == ([*LENGTHS], [*YEARS])


@given(st.integers(0, 2000), st.integers(0, 2000))
def test_a_share_never_says_nothing_of_something_nor_all_of_a_part(one: int, other: int) -> None:
    part, whole = sorted((one, other))
    assert (share(part, whole) == "0 %") == (part == 0)
    assert (share(part, whole) == "100 %") == (part == whole > 0)


def test_what_only_projects_use_and_what_is_missing_is_counted(tmp_path: Path) -> None:
    """A resource that no topic offers stands under its own name; gaps lead to their headings."""
    project = {
        "title": "Loaf", "summary": "Bake.", "level": "beginner", "time": "2h", "skills": ["baking"],
        "requires": [{"topic": "bread", "why": "It is bread."}], "dataset": {"name": "None", "about": "None."},
        "milestones": ["Bake"], "criteria": ["It can be eaten"], "resources": [resource("oven-mitt")],
    }  # fmt: skip
    files = {**small(), "projects/loaf.yml": project, "dough/flour.yml": topic("Flour", questions=[])}
    roadmap = loaded(write(tmp_path / "roadmap", files))
    pages = render(roadmap, graph_of(roadmap), {})
    alone = unescape(pages["coverage.md"]).partition("Projects alone</a></th>")[2]
    assert alone.startswith('<td>0</td><td></td><td><a href="../library/?stage=Projects">1<')
    for heading, rows in wants(roadmap).items():
        assert f'href="../gaps/#{slug(heading)}">{len(rows)}<' in unescape(pages["coverage.md"])
        assert f"## {heading} {{: #{slug(heading)} " in pages["gaps.md"]
