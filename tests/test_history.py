"""What changed comes from git, in real repositories: whole, shallow, damaged, or none; it is never guessed."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repository import FIRST, Repository, changed
from roadmap_site.cli import main
from roadmap_site.history import NOTHING, Entry, News, Past, history
from roadmap_site.history.git import head
from roadmap_site.load import load
from samples import resource, small, topic, write


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "whole")


def said(found: Past) -> list[str]:
    return [f"{entry.kind} {entry.id} {entry.action}" for entry in found.entries]


def lines(folder: Path, found: Past) -> list[str]:
    roadmap = load(folder).roadmap
    assert roadmap is not None
    news = News(roadmap, found)
    return [line for entry in news.entries for line in (news.headline(entry), *news.sentences(entry))]


def test_without_git_nothing_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder in no repository, one without commits, one that is not there, and a machine without git."""
    folder = write(tmp_path / "roadmap", small())
    assert history(folder) == NOTHING
    assert history(tmp_path / "none") == NOTHING
    empty = Repository(tmp_path / "empty")
    write(empty.roadmap, small())
    assert history(empty.roadmap) == NOTHING
    empty.commit()
    assert history(empty.roadmap) != NOTHING
    monkeypatch.setenv("PATH", str(tmp_path))
    assert history(empty.roadmap) == NOTHING


def test_a_folder_that_an_outer_repository_does_not_hold_has_no_past(repo: Repository) -> None:
    """A roadmap made somewhere below another project is none of its."""
    repo.commit(small())
    assert history(write(repo.folder / "build/roadmap", small())) == NOTHING


def test_a_hook_of_git_does_not_lead_elsewhere(
    repo: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git sets GIT_DIR in hooks; the folder's own repository is asked all the same."""
    repo.commit(small())
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    assert history(repo.roadmap).since is not None


def test_the_first_state_is_where_knowledge_begins(repo: Repository) -> None:
    """Nothing of it is called new, since nothing was there to compare it with."""
    repo.commit(small())
    found = history(repo.roadmap)
    assert (found.entries, found.whole, found.uncommitted) == ((), True, False)
    assert found.since is not None
    assert found.since.timestamp() == FIRST


def test_changes_are_told_in_words(repo: Repository) -> None:
    """What a learner would want to know; words of machines, order and spelling of files are none of it."""
    repo.commit(small())
    files = changed("dough/flour.yml", "level", to="intermediate")
    files["dough/flour.yml"]["goals"].append({"id": "mill", "text": "Mill it"})
    files["dough/flour.yml"]["aliases"] = ["meal"]
    files["dough/flour.yml"]["resources"][0] |= {"cost": "paid", "added_by": "Ann"}
    files["dough/yeast.yml"]["resources"].append(resource("bubbles", why="You see it breathe.", added="2026-11-21"))
    files["oven/bread.yml"]["requires"].append({"topic": "flour", "why": "It is made of it."})
    repo.commit(files)
    assert lines(repo.roadmap, history(repo.roadmap)) == [
        "Topic changed: Flour",
        "Level: beginner → intermediate.",
        "1 goal added.",
        "Topic changed: Bread",
        "Now builds on: Flour.",
        "New resource: About bubbles",
        "In Yeast.",
        "You see it breathe.",
        "Resource changed: About flour-intro",
        "In Flour.",
        "Price: free → paid.",
    ]


def test_what_no_reader_would_notice_is_not_told(repo: Repository) -> None:
    """Other names, the order of a stage, comments, another form of the same file, and files that are no content."""
    repo.commit(small())
    files: dict[str, Any] = changed("dough/index.yml", "topics", to=["yeast", "flour"])
    files["dough/flour.yml"]["aliases"] = ["meal"]
    files["retired.yml"] = {"retired": []}
    files["link-health.jsonl"] = "{}\n"
    repo.commit(files)
    repo.git("mv", "roadmap/dough/flour.yml", "roadmap/dough/flour.txt")
    (repo.roadmap / "dough/flour.txt").rename(repo.roadmap / "dough/flour.yml")
    text = (repo.roadmap / "dough/flour.yml").read_text()
    (repo.roadmap / "dough/flour.yml").write_text(f"# a comment\n{text}")
    repo.commit()
    found = history(repo.roadmap)
    assert (said(found), found.unread) == ([], 0)


def run(*arguments: str) -> None:
    assert main(list(arguments)) == 0, arguments


def test_a_rename_a_move_and_a_merge_change_no_id(repo: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """What was told keeps its id and its words; it is about the same thing, under its present name."""
    repo.commit(small())
    files = changed("dough/flour.yml", "time", to="3h")
    files["dough/water.yml"] = topic("Water")
    files["dough/index.yml"]["topics"].append("water")
    repo.commit(files)
    before = history(repo.roadmap).entries
    at = ["--roadmap", str(repo.roadmap)]
    for command in (
        ["rename", "flour", "wheat-flour"],
        ["rename", "water-intro", "water-begin"],
        ["move", "wheat-flour", "oven"],
        ["rename", "oven", "heat"],
        ["retire", "water", "--into", "wheat-flour", "--yes"],
    ):
        run(*command, *at)
        repo.commit()
    found = history(repo.roadmap)
    after = {entry.key: entry for entry in found.entries}
    assert [after[entry.key] for entry in before] == list(before)
    keys = [entry.urn for entry in found.entries]
    assert len(keys) == len({*keys}) > len(before)
    roadmap = load(repo.roadmap).roadmap
    assert roadmap is not None
    news = News(roadmap, found)
    told = {f"{entry.id} {entry.action}": entry for entry in news.entries if entry.kind == "topic"}
    assert news.topics(told["flour changed"]) == ("wheat-flour",)
    assert news.stages(told["flour changed"]) == ("dough", "heat")
    assert news.page(told["flour changed"]) == "roadmap/topics/wheat-flour/"
    assert news.sentences(told["wheat-flour renamed"])[0].startswith("Its id was flour;")
    assert news.topics(told["water merged"]) == ("wheat-flour",)
    assert "Its stage, before and now: Dough, Oven." in lines(repo.roadmap, found)
    stages = [entry.action for entry in found.entries if entry.kind == "stage"]
    assert stages == ["renamed"]
    capsys.readouterr()


def test_a_merge_counts_once_when_it_is_merged(repo: Repository) -> None:
    """The commits of a branch are not told one by one, nor at the time at which they were written."""
    repo.commit(small())
    repo.git("checkout", "-q", "-b", "branch")
    for level in ("intermediate", "advanced"):
        repo.commit(changed("oven/bread.yml", "level", to=level))
    repo.git("checkout", "-q", "main")
    repo.commits = 9
    repo.git("merge", "-q", "--no-ff", "-m", "x", "branch")
    (entry,) = history(repo.roadmap).entries
    assert (entry.id, entry.action, entry.seconds) == ("bread", "changed", FIRST + 9 * 86_400)
    assert entry.said[0].text == "Level: beginner → advanced"


def test_a_shallow_clone_knows_less_and_nothing_else(repo: Repository, tmp_path: Path) -> None:
    """What it tells has the same ids and words; before that only what resources say themselves."""
    start = changed("oven/bread.yml", "resources", 0, "added", to="2020-05-01")
    repo.commit(start)
    middle = changed("dough/flour.yml", "resources", 0, "cost", to="paid", of=start)
    middle["dough/flour.yml"]["resources"].append(resource("mill", added="2023-11-15"))
    repo.commit(middle)
    repo.commit(changed("dough/yeast.yml", "level", to="advanced", of=middle))
    whole = history(repo.roadmap)
    assert whole.whole
    for depth, number in ((2, 1), (1, 0)):
        folder = repo.shallow(tmp_path / f"depth-{depth}", depth)
        found = history(folder)
        assert not found.whole
        assert found.entries == whole.entries[:number]
        roadmap = load(folder).roadmap
        assert roadmap is not None
        told = News(roadmap, found).entries
        assert {entry.key for entry in told} == {
            *(entry.key for entry in found.entries),
            "resource/mill/added/2023-11-15",
            "resource/bread-intro/added/2020-05-01",
        }
        assert {entry.urn for entry in told} <= {entry.urn for entry in News(roadmap, whole).entries}


def test_a_clone_that_is_deepened_tells_more(repo: Repository, tmp_path: Path) -> None:
    """What a shallow clone kept does not stand in the way."""
    repo.commit(small())
    for level in ("intermediate", "advanced"):
        repo.commit(changed("dough/yeast.yml", "level", to=level))
    folder, cache = repo.shallow(tmp_path / "shallow", 2), tmp_path / "kept.json"
    assert len(history(folder, cache).entries) == 1
    subprocess.run(["git", "-C", str(folder), "fetch", "-q", "--unshallow"], check=True)
    found = history(folder, cache)
    assert found == history(repo.roadmap)
    assert (len(found.entries), found.whole) == (2, True)


def test_what_is_not_committed_is_not_told_and_that_is_said(repo: Repository) -> None:
    """A changed file, and a new one."""
    repo.commit(small())
    write(repo.roadmap, {"oven/cake.yml": topic("Cake", "flour")})
    found = history(repo.roadmap)
    assert (found.entries, found.uncommitted) == ((), True)
    repo.commit()
    assert not history(repo.roadmap).uncommitted


def test_what_cannot_be_read_is_left_out_and_counted(repo: Repository, tmp_path: Path) -> None:
    """A broken file, an alias bomb, a list: neither that commit nor the one that mends it is guessed at."""
    repo.commit(small())
    for broken in ("title: [", "a: &a [x, x]\nb: [*a, *a]\n", "- list\n", b"\xff\xfe", "title: \x00"):
        files: dict[str, Any] = changed("oven/bread.yml", "level", to="advanced")
        files["dough/yeast.yml"] = broken
        repo.commit(files)
        repo.commit(small())
    found = history(repo.roadmap)
    assert (found.entries, found.unread) == ((), 10)
    repo.commit(changed("oven/bread.yml", "level", to="advanced"))
    assert said(history(repo.roadmap)) == ["topic bread changed"]


def test_odd_files_of_another_time_are_no_trouble(repo: Repository) -> None:
    """Fields of the wrong type, strange paths and links: they tell nothing, and stop nothing."""
    repo.commit(small())
    odd: dict[str, Any] = {
        "title": ["x"],
        "time": "soon",
        "goals": "none",
        "requires": [3, {"topic": 4}],
        "resources": [{"use": 5}, "x", {"id": "odd", "by": "Ann", "covers": 7, "url": ["x"]}],
        "questions": [{"ask": 1}],
        "former_ids": "x",
    }
    files: dict[str, Any] = small() | {"dough/odd.yml": odd, "paths/odd.yml": {"steps": [1, {"steps": 2}]}}
    files |= {"a/b/c/d.yml": "x: 1\n", "dough/Upper Case.yml": "x: 1\n", "dough/né\nw.yml": "x: 1\n"}
    repo.commit(files)
    (repo.roadmap / "dough/link.yml").symlink_to("flour.yml")
    repo.commit()
    found = history(repo.roadmap)
    assert said(found) == ["topic odd added", "resource odd added", "path odd added"]
    assert found.unread == 0


def test_what_comes_goes_and_comes_again_has_other_ids(repo: Repository) -> None:
    """A revert of a revert is news again, and no id stands twice."""
    extra = small()
    extra["dough/flour.yml"]["resources"].append(resource("mill", added="2026-01-01"))
    for i in range(5):
        repo.commit(extra if i % 2 else small())
    found = history(repo.roadmap)
    assert said(found) == [f"resource mill {action}" for action in ("removed", "added", "removed", "added")]
    assert len({entry.urn for entry in found.entries}) == 4
    assert found.entries[-1].key == "resource/mill/added/2026-01-01"


def test_the_past_is_the_same_from_the_cache_and_from_git(repo: Repository, tmp_path: Path) -> None:
    """Whatever the file holds: what it should, another version, damage, or values of the wrong kind."""
    cache = tmp_path / "deep/kept.json"
    repo.commit(small())
    repo.commit(changed("dough/yeast.yml", "level", to="advanced"))
    fresh = history(repo.roadmap)
    assert history(repo.roadmap, cache) == fresh
    kept = cache.read_bytes()
    assert history(repo.roadmap, cache) == fresh
    assert cache.read_bytes() == kept
    data = json.loads(kept)
    for wrong in (b"", b"{", b"[]", b"null", b"[" * 100_000, json.dumps(data | {"commits": [[1, 2]]}).encode()):
        cache.write_bytes(wrong)
        assert history(repo.roadmap, cache) == fresh
    repo.commit(small())
    assert history(repo.roadmap, cache) == history(repo.roadmap) != fresh
    cache.unlink()
    cache.mkdir()
    assert history(repo.roadmap, cache) == history(repo.roadmap)


def test_with_nothing_new_git_is_asked_two_things_and_no_file_is_read(
    repo: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the clone stands, and whether something is not committed: that is why it takes no time."""
    repo.commit(small())
    repo.commit(changed("dough/yeast.yml", "level", to="advanced"))
    found = history(repo.roadmap, tmp_path / "kept.json")
    asked: list[str] = []
    plain = subprocess.run

    def counted(command: list[str], **options: Any) -> Any:
        asked.append(next(word for word in command if word in ("rev-parse", "log", "cat-file", "status")))
        return plain(command, **options)

    monkeypatch.setattr(subprocess, "run", counted)
    assert history(repo.roadmap, tmp_path / "kept.json") == found
    assert asked == ["rev-parse", "status"]


LEVELS = st.sampled_from(["beginner", "intermediate", "advanced"])
STATES = st.lists(st.tuples(LEVELS, st.sets(st.sampled_from(["mill", "sieve", "stone"]))), min_size=1, max_size=4)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(states=STATES)
def test_ids_are_never_reused_and_never_changed(states: list[tuple[str, set[str]]], tmp_path_factory: Any) -> None:
    """After every commit all that was told before is told as it was, and no two things share an id."""
    repo = Repository(tmp_path_factory.mktemp("states") / "repo")
    repo.commit(small())
    known: dict[str, Entry] = {}
    for level, extra in states:
        files = changed("dough/flour.yml", "level", to=level)
        files["dough/flour.yml"]["resources"] += [resource(id, added="2026-01-01") for id in sorted(extra)]
        repo.commit(files)
        now = history(repo.roadmap).entries
        assert len({entry.urn for entry in now}) == len(now)
        by_id = {entry.urn: entry for entry in now}
        assert {urn: by_id.get(urn) for urn in known} == known
        known = by_id


def test_where_a_clone_is_cut_off_is_known(repo: Repository, tmp_path: Path) -> None:
    """A worktree and a shallow clone, too."""
    commit = repo.commit(small())
    found = head(repo.roadmap)
    assert found is not None
    assert (found.commit, found.shallow) == (commit, None)
    repo.git("worktree", "add", "-q", str(tmp_path / "tree"))
    assert head(tmp_path / "tree/roadmap") == found
    repo.commit(small())
    shallow = head(repo.shallow(tmp_path / "shallow", 1))
    assert shallow is not None
    assert shallow.shallow is not None
