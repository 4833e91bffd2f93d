"""The pages of a small roadmap that uses every field are as they were read and approved.

After a change that is meant: `.venv/bin/roadmap build --roadmap tests/golden/roadmap --docs tests/golden/pages`,
then read the difference.
"""

from __future__ import annotations

from pathlib import Path

from roadmap_site import model
from roadmap_site.build import build
from roadmap_site.load import load
from roadmap_site.model import Record
from samples import ROOT

GOLDEN = ROOT / "tests/golden"


def tree(folder: Path) -> dict[str, str]:
    """Return all texts; books are packed, and not every machine packs to the same bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".epub"
    }


def test_the_pages_are_as_approved(tmp_path: Path) -> None:
    """Every file, byte for byte."""
    build(GOLDEN / "roadmap", tmp_path)
    made, approved = tree(tmp_path / "roadmap"), tree(GOLDEN / "pages/roadmap")
    assert made.keys() == approved.keys()
    for name in approved:
        assert made[name] == approved[name], name


def test_the_small_roadmap_uses_every_field() -> None:
    """A new field is not forgotten here: otherwise nothing would show how it is rendered."""
    roadmap = load(GOLDEN / "roadmap").roadmap
    assert roadmap is not None
    used: dict[type[Record], set[str]] = {}

    def visit(value: object) -> None:
        if isinstance(value, Record):
            used.setdefault(type(value), set()).update(value.model_fields_set)
            for name in type(value).model_fields:
                visit(getattr(value, name))
        elif isinstance(value, tuple):
            for one in value:
                visit(one)

    for records in (roadmap.stages, roadmap.topics, roadmap.paths, roadmap.projects):
        for record in records.values():
            visit(record)
    visit(roadmap.index)
    for retired in roadmap.retired:
        visit(retired)
    unused = {"http_only", "lacks"}  # of the checks alone
    for kind in Record.__subclasses__():
        if kind in (model.RetiredList, model.Lack) or not kind.__module__.startswith(model.__name__):
            continue
        former = set() if kind is model.Topic else {"former_ids"}  # they all become redirects in one place
        assert set(kind.model_fields) - used[kind] - unused - former == set(), kind
