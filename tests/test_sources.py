"""The addresses of the five documents: each is used or dropped with a reason, and none that is doubtful is live."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from itertools import groupby

import pytest

from roadmap_site.addresses import normal
from roadmap_site.load import load
from roadmap_site.model import Step, Use
from roadmap_site.roadmap import Roadmap
from samples import ROOT


@dataclass(frozen=True)
class Address:
    """An address of the documents, what is known of it, and the lines where it stands as (document, line)."""

    url: str
    verdict: str
    places: tuple[tuple[int, int], ...]


def addresses() -> list[Address]:
    with (ROOT / "tests/data/source-addresses.tsv").open(encoding="utf-8", newline="") as file:
        return [
            Address(
                row["url"],
                row["verdict"],
                tuple((int(d), int(line)) for d, line in re.findall(r"(\d):(\d+)", row["places"])),
            )
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


@pytest.fixture(scope="module")
def roadmap() -> Roadmap:
    found = load(ROOT / "roadmap").roadmap
    assert found is not None
    return found


def uses(roadmap: Roadmap) -> list[Use]:
    """Return every use of a resource that is described elsewhere."""
    entries = [entry for topic in roadmap.topics.values() for entry in topic.resources]
    entries += [entry for project in roadmap.projects.values() for entry in project.resources]
    return [entry for entry in entries if isinstance(entry, Use)]


def live(roadmap: Roadmap) -> set[str]:
    """Return every address that a page links to, normalised."""
    used = {normal(home.resource.url) for home in roadmap.homes.values()}
    used |= {normal(p.dataset.url) for p in roadmap.projects.values() if p.dataset.url}
    return used | {normal(use.url) for use in uses(roadmap) if use.url}


def test_every_address_of_the_documents_is_used_or_dropped(roadmap: Roadmap) -> None:
    """All 359, and none both."""
    used, dropped = live(roadmap), {normal(entry.url) for entry in roadmap.retired}
    known = addresses()
    assert len(known) == 359
    assert [a.url for a in known if normal(a.url) not in used | dropped] == []
    assert used & dropped == set()


def test_no_doubtful_address_is_live(roadmap: Roadmap) -> None:
    """Suspect, dead, unconfirmed, and badges."""
    used = live(roadmap)
    doubtful = [a.url for a in addresses() if a.verdict in ("suspect", "dead", "unknown") or "img.shields.io" in a.url]
    assert len(doubtful) > 150
    assert [url for url in doubtful if normal(url) in used] == []


@pytest.mark.parametrize(("document", "path"), [(1, "mathematics-document"), (5, "levels-document")])
def test_a_path_shows_every_address_of_its_document_in_order(roadmap: Roadmap, document: int, path: str) -> None:
    """As the resource that it became, as a dropped address, or as the line of what serves instead."""
    wanted = sorted((line, a.url) for a in addresses() for d, line in a.places if d == document)
    resources = {normal(home.resource.url): id for id, home in roadmap.homes.items()}
    for use in uses(roadmap):
        if use.url:
            resources.setdefault(normal(use.url), use.use)
    steps = list(roadmap.paths[path].walk())

    def is_it(step: Step, key: str) -> bool:
        project = roadmap.projects[step.project] if step.project else None
        return bool(
            (step.retired and normal(step.retired) == key)
            or (step.resource and step.resource == resources.get(key))
            or (project and project.dataset.url and normal(project.dataset.url) == key)
            or (step.note or "").startswith("The document")  # the address was wrong there, and is mended
        )

    at = 0
    for line, on_line in groupby(wanted, key=lambda row: row[0]):
        last = at
        for _, url in on_line:  # a row of a table holds several, in an order of its own
            found = next((i for i in range(at, len(steps)) if is_it(steps[i], normal(url))), None)
            assert found is not None, f"line {line} of document {document} is not in the path: {url}"
            last = max(last, found)
        at = last
