"""Links to the issue forms: they open the form that is there, with fields that it has, filled in exactly."""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from roadmap_site.build import build
from roadmap_site.render.ask import TEMPLATES, ask
from samples import ROOT

REPOSITORY = "https://github.com/people/baking"
FORMS = ROOT / ".github/ISSUE_TEMPLATE"


def links(folder: Path) -> dict[str, list[str]]:
    """Return the links to forms of each page that has any."""
    pages = {path.relative_to(folder / "roadmap").as_posix(): path.read_text(encoding="utf-8")
             for path in sorted((folder / "roadmap").rglob("*.md"))}  # fmt: skip
    found = {name: [html.unescape(one) for one in re.findall(r'href="([^"]+)"', text)] for name, text in pages.items()}
    found = {name: [one for one in urls if "/issues/new" in one] for name, urls in found.items()}
    return {name: urls for name, urls in found.items() if urls}


def test_every_link_fits_its_form(tmp_path: Path) -> None:
    """The file is there, each parameter is a field of it that GitHub fills in, and a page names its own topic."""
    build(ROOT / "tests/golden/roadmap", tmp_path, REPOSITORY)
    found = links(tmp_path)
    assert {"topics/bread.md", "library.md", "stages/oven/index.md", "parts/forms.md"} <= found.keys()
    assert {dict(parse_qsl(urlsplit(one).query))["template"] for one in found["parts/forms.md"]} == {
        *TEMPLATES.values()
    }
    for name, urls in found.items():
        for url in urls:
            assert url.startswith(f"{REPOSITORY}/issues/new?template="), url
            query = dict(parse_qsl(urlsplit(url).query, strict_parsing=True))
            form = yaml.safe_load((FORMS / query.pop("template")).read_text(encoding="utf-8"))
            fields = {one["id"] for one in form["body"] if one["type"] in ("input", "textarea")}
            assert query.keys() <= fields
            own = {Path(name).stem} if name.startswith("topics/") else {None, "flour", "yeast", "bread"}
            assert query.get("topic") in own
    reported = [dict(parse_qsl(urlsplit(one).query)).get("url") for one in found["topics/bread.md"]]
    cards = re.findall(r'<h3>.*?<a href="([^"]+)"', (tmp_path / "roadmap/topics/bread.md").read_text(encoding="utf-8"))
    assert [one for one in reported if one] == [html.unescape(one) for one in cards]


@pytest.mark.parametrize(
    "repository", [None, "", "https://gitlab.com/a/b", "javascript:alert(1)", "git@github.com:a/b"]
)
def test_without_issue_forms_there_is_no_link(repository: str | None, tmp_path: Path) -> None:
    """Elsewhere than on GitHub nothing would be filled in, so nothing is offered."""
    build(ROOT / "tests/golden/roadmap", tmp_path, repository)
    assert links(tmp_path) == {}


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back(url: str, topic: str) -> None:
    """Whatever stands in a field arrives as it is, and nothing else does."""
    made = ask(REPOSITORY + "/", "link", url=url, topic=topic)
    assert made is not None
    assert not set(made) & set("\"'<> ")
    query = parse_qsl(urlsplit(html.unescape(made)).query, keep_blank_values=True)
    assert query == [("template", "2-link.yml"), ("url", url), ("topic", topic)]
