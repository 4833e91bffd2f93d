"""What is kept from one build to the next is never wrong: the site is MkDocs' own, byte for byte."""

from __future__ import annotations

import copy
import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from mkdocs.commands.build import build as plain
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme

from published import project, tree
from roadmap_site.publish import build_what_changed, keys, site
from roadmap_site.publish.kept import Kept
from roadmap_site.publish.live import Live
from roadmap_site.publish.page import Shown, Site, show
from roadmap_site.publish.put import clear
from roadmap_site.publish.templates import keep_templates
from roadmap_site.workers import FEW, shared_out
from samples import Data, resource, small, topic, write

URL = "http://127.0.0.1:8000/"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of its own, with the roadmap of three topics and a path."""
    for name in os.environ:
        if name.startswith("ROADMAP_"):
            monkeypatch.delenv(name)
    monkeypatch.setattr(Theme, "get_env", Theme.get_env)  # what a test puts there is gone after it
    made = project(tmp_path / "project", write(tmp_path / "roadmap", small()))
    monkeypatch.chdir(made)
    return made


def plugin_of(config: MkDocsConfig) -> Any:
    """Return the plugin that stands behind a project's one hook."""
    hooks: Any = config.hooks
    [hook] = hooks.values()
    return hook._plugin


def kept_build(folder: Path) -> dict[str, bytes]:
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "kept"))
    plugin = plugin_of(config)
    build_what_changed(plugin, config)
    return tree(folder / "kept")


def break_seal(folder: Path) -> None:
    """Let the next build run, though nothing has changed."""
    (folder / ".cache/seal.json").unlink()


def plain_build(folder: Path, serve_url: str | None = None) -> dict[str, bytes]:
    """Build as MkDocs does by itself, with nothing kept."""
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "plain"))
    config.site_url = serve_url or config.site_url
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ROADMAP_PLAIN", "1")
        plain(config, serve_url=serve_url)
    return tree(folder / "plain")


def difference(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


class Editor:
    """Somebody who edits a roadmap, at random and without mistakes."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.random = random.Random(seed)
        self.files = copy.deepcopy(small())
        self.count = 0

    def edit(self) -> str:
        """Make one edit, write it, and say which."""
        self.count += 1
        step = self.random.choice(
            [self.title, self.summary, self.prerequisite, self.gain, self.lose, self.rename, self.stage, self.page]
        )
        step()
        for path in sorted((self.folder / "roadmap").glob("*/*.yml")):
            if path.relative_to(self.folder / "roadmap").as_posix() not in self.files:
                path.unlink()
        write(self.folder / "roadmap", self.files)
        return step.__name__

    def topic(self) -> tuple[str, Data]:
        name = self.random.choice([name for name in self.files if name.count("/") and "index" not in name])
        return name, self.files[name]

    def title(self) -> None:
        self.topic()[1]["title"] = f"Title {self.count} & <b>"

    def summary(self) -> None:
        self.topic()[1]["summary"] = f"What it is since edit {self.count}, and why. " + "It is explained in full. " * 3

    def prerequisite(self) -> None:
        needed = [] if self.count % 2 else [{"topic": "flour", "why": f"Since edit {self.count}."}]
        self.files["dough/yeast.yml"]["requires"] = needed

    def gain(self) -> None:
        id = f"topic-{self.count}"
        self.files[f"oven/{id}.yml"] = topic(f"Topic {self.count}", "flour")
        self.files["oven/index.yml"]["topics"].append(id)

    def lose(self) -> None:
        topics = self.files["oven/index.yml"]["topics"]
        if len(topics) > 1:
            self.files.pop(f"oven/{topics.pop()}.yml")

    def rename(self) -> None:
        topics = self.files["oven/index.yml"]["topics"]
        old, new = topics[-1], f"renamed-{self.count}"
        topics[-1] = new
        data = self.files.pop(f"oven/{old}.yml")
        self.files[f"oven/{new}.yml"] = {**data, "former_ids": [*data.get("former_ids", []), old]}

    def stage(self) -> None:
        self.files["dough/index.yml"]["title"] = f"Dough {self.count}"

    def page(self) -> None:
        (self.folder / "docs/how-it-works.md").write_text(f"# How {self.count}\n\n[Home](index.md)\n", encoding="utf-8")


@pytest.mark.parametrize("seed", range(2))
def test_a_kept_build_is_mkdocs_own(folder: Path, seed: int) -> None:
    """After any run of edits, additions, renames and deletions, in the same folder."""
    editor = Editor(folder, seed)
    done: list[str] = []
    for _ in range(6):
        assert not difference(kept_build(folder), plain_build(folder)), done
        assert editor.random.random() < 0.5 or not difference(kept_build(folder), tree(folder / "plain")), done
        done.append(editor.edit())
    assert not difference(kept_build(folder), plain_build(folder)), done


def test_a_build_of_what_has_not_changed_does_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is done when all that is read and all that was made stands as it did, and says what it said before."""
    caplog.set_level("INFO")
    monkeypatch.setattr(site.log, "name", "mkdocs.other")  # as if somebody else told how it goes on
    made = kept_build(folder)
    builds: list[object] = []
    real = site.build

    def noted(config: MkDocsConfig, cache: Path | None) -> None:
        builds.append(config)
        real(config, cache)

    monkeypatch.setattr("roadmap_site.publish.build", noted)

    def built() -> int:
        builds.clear()
        caplog.clear()
        assert not difference(kept_build(folder), made)
        return len(builds)

    assert built() == 0
    assert "Nothing has changed" in caplog.text
    assert "Building documentation" in caplog.text
    (folder / "kept/index.html").write_text("other", encoding="utf-8")
    assert (built(), built()) == (1, 0)
    (folder / "kept/api/v1/index.json").unlink()
    assert (built(), built()) == (1, 0)
    (folder / "kept/more.txt").write_text("more", encoding="utf-8")
    assert (built(), built()) == (1, 0)
    (folder / "roadmap/oven/bread.yml").touch()
    assert built() == 0
    monkeypatch.setenv("ROADMAP_OTHER", "1")
    assert (built(), built()) == (1, 0)
    (folder / ".cache/seal.json").write_text('{"read": 1}', encoding="utf-8")
    assert (built(), built()) == (1, 0)


def test_a_served_site_is_mkdocs_own(folder: Path) -> None:
    """Each page when it is asked for first, and the whole when the background is done."""
    keep_templates(folder / "cache/templates")
    editor = Editor(folder, 7)

    def config() -> MkDocsConfig:
        found = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "served"))
        found.site_url = URL
        return found

    plugin = plugin_of(config())
    live = Live(None, plugin)
    done: list[str] = []
    names = ["index.html", "roadmap/library/index.html"]
    for _ in range(8):
        plugin.lazy = plugin.serves = True
        live.build(config(), URL)
        first = {}
        for name in names:
            live.bring(name)
            first[name] = (folder / "served" / name).read_bytes()
        live.bring("roadmap/search/names.json")
        plugin.lazy = False
        expected = plain_build(folder, URL)
        for name in expected:
            live.bring(name)
        assert not difference(tree(folder / "served"), expected), done
        assert not difference(first, {name: expected[name] for name in names}), done
        done.append(editor.edit())
        names = editor.random.sample(sorted(name for name in expected if name in first or "/" in name), 5)
        names = [name for name in names if (folder / "served" / name).exists()]


def test_who_waits_for_the_whole_site_wakes_the_background(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It gave way to somebody who now waits for it; were it not woken, both would wait for ever."""
    monkeypatch.setattr(Live, "_go_on", lambda live, begun: None)  # the test stands in for it
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "served"))
    plugin = plugin_of(config)
    plugin.lazy = plugin.serves = True
    live = Live(None, plugin)
    live.build(config, URL)
    with live._turn:
        asking = threading.Thread(target=live.bring, args=("not/there.html",), daemon=True)
        asking.start()
        while not live._asked:
            time.sleep(0.001)
        assert live._turn.wait(timeout=60)
        live._whole = True
        live._turn.notify_all()
    asking.join(timeout=60)
    assert not asking.is_alive()


def test_lists_of_everything_wait_until_nothing_is_edited(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The background makes what is short at once; who asks for a list does not wait."""
    monkeypatch.setattr("roadmap_site.publish.live._COURTESY", 0.0)
    monkeypatch.setattr("roadmap_site.publish.live._QUIET", 3600.0)
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "served"))
    plugin = plugin_of(config)
    plugin.lazy = plugin.serves = True
    live = Live(None, plugin)
    live.build(config, URL)
    end = time.monotonic() + 60
    while any(uri.startswith("roadmap/topics/") for uri in live._left):
        assert time.monotonic() < end
        time.sleep(0.01)
    library = folder / "served" / "roadmap" / "library" / "index.html"
    assert (folder / "served" / "roadmap" / "topics" / "bread" / "index.html").exists()
    assert not library.exists()
    live.bring("roadmap/library/index.html")
    assert library.exists()
    live.bring("sitemap.xml")  # which only the end of a build makes
    assert (folder / "served" / "sitemap.xml").exists()


def test_what_is_of_no_build_is_cleared_away(tmp_path: Path) -> None:
    """With the folders that become empty; what begins with a point is somebody else's, as with MkDocs."""
    spared, stray = tmp_path / "kept" / "page.html", tmp_path / "old" / "deep" / "page.html"
    other, hidden, deep = tmp_path / "kept" / "old.html", tmp_path / ".git" / "config", tmp_path / "kept" / ".buildinfo"
    empty = tmp_path / "empty" / "one"
    for path in (spared, stray, other, hidden, deep, tmp_path / ".nojekyll"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text")
    empty.mkdir(parents=True)
    clear(str(tmp_path), {str(spared)})
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
    assert left == {"kept", "kept/page.html", ".git", ".git/config", ".nojekyll"}


def test_the_theme_s_files_are_those_that_mkdocs_finds(folder: Path) -> None:
    """A hidden folder of 14,000 icons is not looked into, and a file that a site puts beside the theme is found."""
    (folder / "docs" / ".overrides" / ".hidden").mkdir()
    for path in (".hidden/secret.txt", "shown.txt", ".secret.txt"):
        (folder / "docs" / ".overrides" / path).write_text("text")
    config = load_config(str(folder / "mkdocs.yml"))

    def found() -> list[tuple[str, str]]:
        files = Files([])
        files.add_files_from_theme(config.theme.get_env(), config)
        return [(file.src_uri, str(file.abs_src_path)) for file in files]

    expected = found()
    assert "shown.txt" in dict(expected)
    keep_templates(folder / "cache")
    assert found() == expected


def test_a_second_build_renders_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only pages that take in others' text are made again."""
    kept_build(folder)
    made: list[str] = []

    def note(shown: Page, shared: Site) -> Shown:
        made.append(shown.file.src_uri)
        return show(shown, shared)

    monkeypatch.setattr(site, "show", note)
    break_seal(folder)
    kept_build(folder)
    assert all("--8<--" in (folder / "docs" / name).read_text(encoding="utf-8") for name in made)
    before = len(made)
    data = yaml.safe_load((folder / "roadmap/oven/bread.yml").read_text(encoding="utf-8"))
    data["resources"].append(resource("bread-more", covers=["use"]))
    write(folder / "roadmap", {"oven/bread.yml": data})
    kept_build(folder)
    assert "roadmap/topics/bread.md" in made[before:]
    assert "roadmap/topics/flour.md" not in made[before:]


def test_a_warning_is_said_at_every_build(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A page with a broken link is not kept, so that strict builds go on to fail."""
    with (folder / "docs/data.md").open("a", encoding="utf-8") as page:
        page.write("\n[gone](not-there.md)\n")
    for _ in range(2):
        caplog.clear()
        kept_build(folder)
        assert "not-there.md" in caplog.text


def test_a_broken_cache_costs_time_alone(folder: Path) -> None:
    """Whatever the file holds, and whether or not it can be written."""
    expected = kept_build(folder)
    break_seal(folder)
    (folder / ".cache/pages.sqlite").write_bytes(b"not a database" * 100)
    assert not difference(kept_build(folder), expected)
    break_seal(folder)
    (folder / ".cache/pages.sqlite").unlink()
    (folder / ".cache/pages.sqlite").mkdir()
    assert not difference(kept_build(folder), expected)


def test_a_page_of_somebody_is_not_taken_for_one_of_ours(folder: Path) -> None:
    """Though it has the name that one of ours has in its folder: only in ours is all that looks like a tag one."""
    code = f"<div>{'<p>code</p>' * 40}</div>"
    (folder / "docs/library.md").write_text(f"# Own\n\n```\n\n{code}\n\n```\n", encoding="utf-8")
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "kept"))
    config.markdown_extensions.append("fenced_code")
    plugin = plugin_of(config)
    build_what_changed(plugin, config)
    page = (folder / "kept/library/index.html").read_text(encoding="utf-8")
    assert "set-aside" not in page
    assert "&lt;p&gt;code" in page


def test_other_plugins_are_left_to_mkdocs(folder: Path) -> None:
    """What they do to a page may depend on anything."""
    config = load_config(str(folder / "mkdocs.yml"))
    assert site.can_keep(config)
    config = load_config(str(folder / "mkdocs.yml"), plugins=["search", "tags"])
    assert not site.can_keep(config)


def test_the_command_keeps_and_can_be_told_not_to(folder: Path) -> None:
    """`mkdocs build` itself, as everybody calls it."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", "made"]

    def run(more: dict[str, str]) -> None:
        env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **more}
        subprocess.run(command, cwd=folder, env=env, check=True, capture_output=True)

    run({"ROADMAP_PLAIN": "1"})
    assert not (folder / ".cache").exists()
    expected = tree(folder / "made")
    run({})
    assert (folder / ".cache/pages.sqlite").is_file()
    assert not difference(tree(folder / "made"), expected)


def test_what_was_used_last_is_kept_and_no_more(tmp_path: Path) -> None:
    """The file does not grow from build to build."""
    first = Kept(tmp_path / "pages")
    for key in (b"a", b"b"):
        first.put(key, [key])
    first.save({b"a", b"b"})
    second = Kept(tmp_path / "pages")
    second.fetch([b"a", b"b"])
    assert (second.get(b"a"), second.get(b"b")) == ([b"a"], [b"b"])
    second.save({b"b"})
    third = Kept(tmp_path / "pages")
    third.fetch([b"a", b"b"])
    assert (third.get(b"a"), third.get(b"b")) == (None, [b"b"])


@pytest.mark.parametrize("count", [0, 1, FEW - 1, FEW, FEW * 2 + 1])
def test_work_is_shared_out_in_order(count: int) -> None:
    """However many there are."""
    assert shared_out(lambda n: n * n, range(count)) == [n * n for n in range(count)]


def test_what_goes_wrong_in_a_share_is_raised(folder: Path) -> None:
    """With its words, in the process that builds."""

    def fail(n: int) -> int:
        if n == FEW + 1:
            raise ValueError("no such page")
        return n

    with pytest.raises((ValueError, RuntimeError), match="no such page"):
        shared_out(fail, range(FEW * 2))


def test_a_hash_tells_values_apart() -> None:
    """Also when they would read the same one after the other."""
    assert keys.hashed("ab", "c") != keys.hashed("a", "bc")
    assert keys.hashed(1) != keys.hashed("1")
