"""What is renamed, merged, moved or dropped is found at its old addresses; equal commits are equal bytes."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

import feedparser
import pytest
from playwright.sync_api import Page, expect

from published import Site, build, project, served
from repository import Repository
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


def made(folder: Path, site: Path) -> Path:
    run = build(folder, site)
    assert run.returncode == 0, run.stderr
    return site


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path, Path]]:
    """Build a project before and after a commit, and once more from a clone of it elsewhere."""
    folder = tmp_path_factory.mktemp("stable")
    repo = Repository(folder / "project")
    shutil.copytree(project(folder / "files", write(folder / "first", before())), repo.folder, dirs_exist_ok=True)
    (repo.folder / ".gitignore").write_text("docs/roadmap/\n.cache/\n__pycache__/\n", encoding="utf-8")
    earlier = before()
    earlier["dough/yeast.yml"]["level"] = earlier["dough/salt.yml"]["level"] = "advanced"
    repo.commit(earlier)
    repo.commit(before())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1790000000")
        old = made(repo.folder, folder / "old")
        repo.commit(after())
        new = made(repo.folder, folder / "new")
        again = folder / "again" / "x"
        repo.git("clone", "-q", str(repo.folder), str(again))
        yield old, new, made(again, folder / "other")


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_builds_of_a_commit_are_the_same_bytes(sites: tuple[Path, Path, Path]) -> None:
    """Every file of the whole site."""
    one, other = tree(sites[1]), tree(sites[2])
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []
    assert json.loads(one["api/v1/index.json"])["generated_at"] == "2026-09-21T14:13:20Z"


def clone(folder: Path) -> Path:
    """Copy our project as it stands, with its history, into a folder."""
    subprocess.run(["git", "clone", "-q", "--no-checkout", f"file://{ROOT}", str(folder)], check=True)
    for name in ("docs", "roadmap", "scripts"):
        left = shutil.ignore_patterns("__pycache__", *(["roadmap"] if name == "docs" else []))
        shutil.copytree(ROOT / name, folder / name, ignore=left)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def published(folder: Path, **environment: str) -> dict[str, bytes]:
    """Return every file of the site of a project, built by a process that may read what only its owner may."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("ROADMAP_", "SOURCE_DATE"))}
    env |= {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(folder / "scripts"), **environment}
    command = ["sh", "-c", 'umask 077 && exec "$0" -m mkdocs build --strict', sys.executable]
    run = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=600)
    assert run.returncode == 0, run.stderr
    return tree(folder / "site")


def test_the_whole_of_our_site_is_the_same_bytes_again(tmp_path: Path) -> None:
    """Pages, data, feeds, books, pictures, what is packed: from other folders, hashes, time zones and languages.

    Both builds begin with nothing kept; a third one takes what the second kept.
    """
    one = published(clone(tmp_path / "one"), PYTHONHASHSEED="7", TZ="Pacific/Kiritimati", LC_ALL="C")
    folder = clone(tmp_path / "another plâce")
    other = published(folder, PYTHONHASHSEED="8", TZ="America/New_York", LC_ALL="C.UTF-8")
    again = published(folder, PYTHONHASHSEED="9")
    assert {path.rpartition(".")[2] for path in one} >= {"html", "json", "xml", "gz", "epub", "png", "svg", "csv", "md"}
    for second in (other, again):
        assert one.keys() == second.keys()
        assert [path for path in one if one[path] != second[path]] == []


def led(site: Site, address: str) -> str:
    """Return where a page that only leads on leads, as a browser without scripts goes; it is a page that is there."""
    page = site.pages[address]
    [to] = re.findall(r'http-equiv="refresh" content="0; url=([^"]+)"', page.text)
    assert f'<a href="{to}">' in page.text, "a link beside it"
    assert f'<link rel="canonical" href="{to}">' in page.text
    assert page.meta["robots"] == "noindex"
    target, fragment = urldefrag(urljoin(f"https://x/{address}", html.unescape(to)))
    target = target.removeprefix("https://x/")
    assert 'http-equiv="refresh"' not in site.pages[target].text, "in one step"
    assert not fragment or fragment in site.pages[target].ids
    return f"{target}#{fragment}" if fragment else target


def test_every_old_address_is_answered(sites: tuple[Path, Path, Path]) -> None:
    """Each file of the old site is there: pages, data, feeds, cards, decks, packs, twins, pictures.

    But for what was dropped with nothing instead.
    """
    assert tree(sites[0]).keys() - tree(sites[1]).keys() == {"api/v1/resources/salt-page.json"}


def test_what_can_be_taken_along_is_the_present_one(sites: tuple[Path, Path, Path]) -> None:
    """Under each former name: twin, deck, badge, card, study pack, picture and data."""
    new = tree(sites[1])
    for old, now in (
        ("topics/yeast", "topics/leaven"),
        ("topics/salt", "topics/flour"),
        ("stages/oven", "stages/heat"),
    ):
        pairs = {name: name.replace(old, now) for name in new if re.search(rf"(^|/){old}\.\w+$", name)}
        feed = f"feeds/{old}.xml"  # it keeps its id
        assert {name.rpartition(".")[2] for name in pairs} >= {"json", "csv", "txt", "xml", "png"}
        assert [name for name, same in pairs.items() if new[name] != new[same] and name != feed] == []
    assert {"embed/topics/yeast.svg", "embed/topics/yeast.html", "roadmap/topics/yeast.md"} <= new.keys()
    assert {"roadmap/packs/stages/oven.epub", "roadmap/packs/stages/oven.html"} <= new.keys()
    assert b"# Leaven" in new["roadmap/topics/yeast.md"]


def test_followed_feeds_go_on(sites: tuple[Path, Path, Path]) -> None:
    """At its old address each feed has the id that it had and all its entries with theirs, and tells what happened."""
    names = [path.relative_to(sites[0]).as_posix() for path in sites[0].glob("feeds/**/*.xml")]
    assert len(names) == 1 + 2 + 4
    for name in names:
        old, new = (feedparser.parse((site / name).read_bytes()) for site in sites[:2])
        assert old.feed.id == new.feed.id, name
        assert {entry.id for entry in old.entries} <= {entry.id for entry in new.entries}, name
    titles = {
        name: [entry.title for entry in feedparser.parse((sites[1] / name).read_bytes()).entries] for name in names
    }
    assert "Topic with another id: Leaven" in titles["feeds/topics/yeast.xml"]
    assert "Topic changed: Yeast" in titles["feeds/topics/yeast.xml"]
    assert "Topic merged: Salt" in titles["feeds/topics/salt.xml"]
    assert "Topic changed: Salt" in titles["feeds/topics/salt.xml"]


@pytest.fixture
def moving(sites: tuple[Path, Path, Path], tmp_path: Path) -> Iterator[tuple[str, Callable[[], None]]]:
    """Serve the old site; yield its address, and what puts the new one there."""
    now = tmp_path / "now"
    now.symlink_to(sites[0])

    def move() -> None:
        now.unlink()
        now.symlink_to(sites[1])

    with served(now) as url:
        yield url, move


def test_marks_go_with_what_they_mark(page: Page, moving: tuple[str, Callable[[], None]]) -> None:
    """Made on the old site in a real browser, found on the new one, where its old addresses lead."""
    base, move = moving
    slow = 15_000  # milliseconds; a page that leads on takes two loads
    for id, status in (("yeast", "Done"), ("salt", "Learning")):
        page.goto(f"{base}roadmap/topics/{id}/")
        page.get_by_role("radio", name=status).check(force=True)
    page.get_by_text("My note", exact=True).click()
    page.get_by_label("My note on this topic").fill("More than one pinch.")
    page.get_by_role("button", name="Bookmark: About salt-book").click()
    page.goto(f"{base}roadmap/topics/yeast/")
    page.get_by_role("button", name="Bookmark: About yeast-book").click()
    page.get_by_text("Why now?").click()
    page.get_by_role("button", name="I knew it").first.click()
    move()
    page.goto(f"{base}topics/yeast/")
    page.wait_for_url(f"{base}roadmap/topics/leaven/")
    expect(page.get_by_role("radio", name="Done")).to_be_checked(timeout=slow)
    expect(page.get_by_role("button", name="Bookmarked: About yeast-book")).to_be_visible(timeout=slow)
    expect(page.locator("#q-now summary")).to_contain_text("✓ Knew it", timeout=slow)
    page.goto(f"{base}roadmap/topics/salt/")
    page.wait_for_url(f"{base}roadmap/topics/flour/")
    expect(page.get_by_role("radio", name="Learning")).to_be_checked(timeout=slow)
    expect(page.get_by_text("My note (written)")).to_be_visible(timeout=slow)
    expect(page.get_by_role("button", name="Bookmarked: About flour-book")).to_be_visible(timeout=slow)
    page.goto(f"{base}plan/?to=topic:bread&know=yeast")
    expect(page.locator(".rm-steps > li")).to_have_count(1, timeout=slow)


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
