"""What is renamed, merged, moved or dropped is found at its old addresses; equal commits are equal bytes."""

from __future__ import annotations

import html
import json
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

import pytest

from published import Site, build, project
from roadmap_site.cli import main
from samples import ROOT, small, topic, write

DROPPED = {"kind": "replaced", "reason": "There is a better one.", "date": "2026-11-21"}


def before() -> dict[str, Any]:
    files = small()
    files["dough/salt.yml"] = topic("Salt")
    files["dough/index.yml"]["topics"] = ["flour", "salt", "yeast"]
    return files


def after() -> dict[str, Any]:
    """Salt became part of flour; yeast is called leaven and stands in the stage oven, which is called heat."""
    files = before()
    salt, leaven, bread = (files.pop(f"{name}.yml") for name in ("dough/salt", "dough/yeast", "oven/bread"))
    del files["oven/index.yml"]
    files["index.yml"]["stages"] = ["dough", "heat"]
    files["dough/index.yml"]["topics"] = ["flour"]
    files["dough/flour.yml"]["former_ids"] = ["salt"]
    files["dough/flour.yml"]["resources"].append(salt["resources"][0] | {"pick": "best"})
    files["heat/index.yml"] = {
        "title": "Heat", "summary": "Heat and patience.", "topics": ["leaven", "bread"], "former_ids": ["oven"],
    }  # fmt: skip
    leaven["resources"][1] |= {"id": "leaven-book", "former_ids": ["yeast-book"]}
    files["heat/leaven.yml"] = {**leaven, "title": "Leaven", "former_ids": ["yeast"]}
    files["heat/bread.yml"] = {**bread, "requires": [{"topic": "leaven", "why": "It rises."}]}
    files["retired.yml"] = (
        "retired:\n"
        "  - {url: 'https://example.org/salt-book', ids: [salt-book], kind: replaced, reason: A better one is there.,"
        " date: 2026-11-21, replaced_by: flour-book}\n"
        "  - {url: 'https://example.com/salt', ids: [salt-page], kind: gone, reason: It was taken down.,"
        " date: 2026-11-21}\n"
    )
    return files


def made(folder: Path, files: dict[str, Any]) -> Path:
    run = build(project(folder / "project", write(folder / "roadmap", files)), folder / "site")
    assert run.returncode == 0, run.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path, Path]]:
    """Build the old state once, and the new one twice, in different folders."""
    folder = tmp_path_factory.mktemp("stable")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1790000000")
        yield made(folder / "old", before()), made(folder / "new", after()), made(folder / "again" / "x", after())


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_builds_of_a_commit_are_the_same_bytes(sites: tuple[Path, Path, Path]) -> None:
    """Every file of the whole site."""
    one, other = tree(sites[1]), tree(sites[2])
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []
    assert json.loads(one["api/v1/index.json"])["generated_at"] == "2026-09-21T14:13:20Z"


def led(site: Site, address: str) -> str:
    """Return where a page that only leads on leads, as a browser without scripts goes; it is a page that is there."""
    page = site.pages[address]
    [to] = re.findall(r'http-equiv="refresh" content="0; url=([^"]+)"', page.text)
    assert f'<a href="{to}">' in page.text, "a link beside it"
    assert f'<link rel="canonical" href="{to}">' in page.text
    assert page.meta["robots"] == "noindex"
    target, fragment = urldefrag(urljoin(f"https://x/{address}", html.unescape(to)))
    target = target.removeprefix("https://x/")
    assert "http-equiv" not in site.pages[target].text, "in one step"
    assert not fragment or fragment in site.pages[target].ids
    return f"{target}#{fragment}" if fragment else target


def test_every_old_address_is_answered(sites: tuple[Path, Path, Path]) -> None:
    """Each page and each file of the interface that the old site had, but for what was dropped with nothing instead."""
    old, new = (
        {name for name in tree(site) if name.endswith(".html") or name.startswith("api/")} for site in sites[:2]
    )
    assert old - new == {"api/v1/resources/salt-page.json"}


def test_old_addresses_lead_to_the_right_place(sites: tuple[Path, Path, Path]) -> None:
    """A rename, a merge, a stage of another name, and resources that moved, were renamed, replaced or dropped."""
    site = Site(sites[1])
    assert site.broken() == []
    expected = {
        "roadmap/topics/yeast/": "roadmap/topics/leaven/",
        "topics/yeast/": "roadmap/topics/leaven/",
        "topics/leaven/": "roadmap/topics/leaven/",
        "roadmap/topics/salt/": "roadmap/topics/flour/",
        "topics/salt/": "roadmap/topics/flour/",
        "roadmap/stages/oven/": "roadmap/stages/heat/",
        "stages/oven/": "roadmap/stages/heat/",
        "resources/salt-intro/": "roadmap/topics/flour/#r-salt-intro",
        "resources/yeast-book/": "roadmap/topics/leaven/#r-leaven-book",
        "resources/salt-book/": "roadmap/topics/flour/#r-flour-book",
        "resources/salt-page/": "roadmap/retired/",
    }
    assert {address: led(site, address) for address in expected} == expected


def test_old_ids_of_the_interface_give_the_present_record(sites: tuple[Path, Path, Path]) -> None:
    """Of topics, stages and resources."""
    api = sites[1] / "api/v1"
    for old, now in (
        ("topics/yeast", "leaven"), ("topics/salt", "flour"), ("stages/oven", "heat"),
        ("resources/yeast-book", "leaven-book"), ("resources/salt-book", "flour-book"),
    ):  # fmt: skip
        assert json.loads((api / f"{old}.json").read_text(encoding="utf-8"))["id"] == now


@contextmanager
def host(folder: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def refused(published: Path, built: Path) -> subprocess.CompletedProcess[str]:
    """Run the step of the workflow that compares a build with the published site."""
    with host(published) as url:
        return subprocess.run(
            ["bash", str(ROOT / ".ci/addresses"), str(built)],
            env={"PATH": "/usr/bin:/bin", "ROADMAP_SITE_URL": url, "HOME": str(built)},
            capture_output=True, text=True, timeout=120,
        )  # fmt: skip


def test_a_build_that_would_break_an_address_is_refused(sites: tuple[Path, Path, Path], tmp_path: Path) -> None:
    """The other way round nothing covers what the newer site had; a first publication has nothing to break."""
    good = refused(sites[0], sites[1])
    assert (good.returncode, good.stderr) == (0, "no address breaks\n"), good.stdout
    bad = refused(sites[1], sites[0])
    assert bad.returncode == 1
    assert "topic Leaven (leaven)\n      roadmap/topics/leaven/\n      topics/leaven/" in bad.stdout
    assert "Name leaven in `former_ids`" in bad.stdout
    first = refused(tmp_path, sites[0])
    assert (first.returncode, first.stdout) == (0, "Nothing is published yet.\n")


def test_an_id_of_what_was_dropped_is_not_given_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It would lead old addresses to something else."""
    files = after()
    files["heat/bread.yml"]["resources"][0]["id"] = "salt-page"
    assert main(["check", "--roadmap", str(write(tmp_path / "roadmap", files))]) == 1
    assert "the former id `salt-page` is in use" in capsys.readouterr().out
