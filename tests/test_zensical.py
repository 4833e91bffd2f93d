"""Zensical builds the same pages from the same mkdocs.yml; README.md lists what differs, and nothing else does.

`ROADMAP_ZENSICAL=roadmap` compares the whole roadmap's sites instead of the small one's, and prints how often each
difference was seen.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from published import build, project
from roadmap_site.bench.builds import for_others, settings_of
from roadmap_site.cli import main
from roadmap_site.load import load
from samples import ROOT

ROADMAP = ROOT / os.environ.get("ROADMAP_ZENSICAL", "tests/golden/roadmap")
AT_ROOT = "roadmap/root/"
# What is compared of a head: what it is called in README.md, and how it is found.
HEADS = {
    "Structured data, previews, twins and feeds": "script[type='application/ld+json'], meta[property], link[rel~=twin],"
    " link[rel~=feed], meta[name^=twitter]",
    "What a browser may load": "meta[http-equiv]",
    "The description": "meta[name=description]",
    "The canonical address": "link[rel=canonical]",
}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The site as it is published, and Zensical's, of the same pages."""
    folder = project(tmp_path_factory.mktemp("zensical") / "project", ROADMAP)
    made = build(folder, folder / "site")
    assert made.returncode == 0, made.stderr
    found = load(folder / "roadmap").roadmap
    assert found is not None
    # What is no page the plugin puts into our site; for others the command writes it, beside the pages as they stand.
    assert main(["build", "--roadmap", str(folder / "roadmap"), "--docs", str(folder / "alone")]) == 0
    for path in (folder / "alone").rglob("*"):
        there = folder / "docs" / path.relative_to(folder / "alone")
        if path.is_file() and not there.exists():
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, there)
    config = for_others(folder, "zensical", settings_of(found) | {"site_dir": "zensical"})
    command = [str(Path(sys.executable).with_name("zensical")), "build", "--config-file", config]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=600)
    assert run.returncode == 0, run.stdout + run.stderr
    return folder / "site", folder / "zensical"


def pages(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


def differing(name: str, ours: LexborHTMLParser, theirs: LexborHTMLParser) -> Iterator[str]:
    """Yield what differs between a page and the other's page of the same name."""
    for what, selector in HEADS.items():
        if [node.html for node in ours.css(selector)] != [node.html for node in theirs.css(selector)]:
            yield what
    if title(ours) != title(theirs):
        yield "The title of the window"
    if edit(ours) != edit(theirs):
        yield "The pencil"
    mine, other = ours.css_first("article"), theirs.css_first("article")
    if (mine is None) != (other is None):
        yield "A page without a text"
    if mine is None or other is None:
        return
    if text(mine) != text(other):
        yield "The text"
    if links(name, mine) != links(name, other):
        yield "Where links lead"


def title(page: LexborHTMLParser) -> str:
    node = page.css_first("title")
    return node.text() if node else ""


def edit(page: LexborHTMLParser) -> str | None:
    node = page.css_first("a[rel=edit]")
    return node.attributes["href"] if node else None


def text(node: LexborNode) -> str:
    return re.sub(r"\s+", "", node.text())


def links(name: str, node: LexborNode) -> list[str]:
    """Return where a page leads, in order; without the pencil, which is compared by itself."""
    found = (link.attributes["href"] or "" for link in node.css("a[href]:not([rel=edit])"))
    return [urljoin(f"https://site.test/{name}", link) for link in found]


def test_the_differences_are_those_that_the_readme_lists(
    sites: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Each is seen, and no other one."""
    ours, theirs = sites
    seen: Counter[str] = Counter()
    missing = pages(ours) - pages(theirs)
    for name in missing:
        moved = AT_ROOT + name
        seen["Files at the root" if moved in pages(theirs) else f"The page {name}"] += 1
    for name in sorted(pages(ours) & pages(theirs)):
        one, other = (LexborHTMLParser((site / name).read_bytes()) for site in sites)
        seen.update(differing(name, one, other))
    with capsys.disabled():
        sys.stdout.write("".join(f"\n{number:6,} pages: {what}" for what, number in seen.most_common()))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    listed = re.search(r"^\| Differs \|.*?\n(.*?)\n\n", readme, re.MULTILINE | re.DOTALL)
    assert listed
    assert {row.split(" | ")[0].strip("| ") for row in listed[1].splitlines()[1:]} == set(seen)


def test_nothing_is_asked_of_a_third_party(sites: tuple[Path, Path]) -> None:
    """Scripts, style sheets, fonts and pictures come from the site itself."""
    for name in pages(sites[1]):
        page = LexborHTMLParser((sites[1] / name).read_bytes())
        found = [node.attributes["src"] for node in page.css("[src]")]
        found += [node.attributes["href"] for node in page.css("link[rel=stylesheet], link[rel=preload]")]
        assert not [address for address in found if address and re.match(r"(?:https?:)?//", address)], name
