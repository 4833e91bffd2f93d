"""The one comment on a pull request: what it says, whom it believes, and that it is written over."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from roadmap_site.build import checked
from roadmap_site.export import roadmap_json
from roadmap_site.graph import graph_of
from roadmap_site.pull import bundle
from roadmap_site.pull.bundle import MOST, WrongBundle
from roadmap_site.pull.comment import LIMIT, MARK, Run, text
from samples import resource, small, write
from stage import REPOSITORY, Stage, git, remote, stage

SHA = "0123456789abcdef0123456789abcdef01234567"
RUN = Run(REPOSITORY, 99, SHA)
HOSTILE = (
    "@someone #1 GH-1 closes people/other#2 <script>alert(1)</script> <!-- --> </details> **b** `c` ``d`` "
    "![i](https://evil.test) [l](javascript:alert(1)) https://evil.test www.evil.test | a | ~~s~~ \\ \u202e \x1b[31m\n"
    "# H"
)


def states(folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return roadmap.json before and after a change: a resource, a topic's title, hours, a prerequisite."""
    files = small()
    found = []
    for name in ("before", "after"):
        roadmap, _ = checked(write(folder / name, files))
        found.append(json.loads(roadmap_json(roadmap, graph_of(roadmap))))
        bread = files["oven/bread.yml"]
        bread["resources"].append(resource("oven-film", kind="video", url="https://example.net/film", time="2h"))
        bread["title"] = "Good bread"
        bread["time"] = "9h"
        bread["requires"].append({"topic": "flour", "why": "It is made of it."})
    return found[0], found[1]


def packed(files: Mapping[str, Any]) -> bytes:
    """Return an archive; what is neither text nor bytes is written as JSON."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content if isinstance(content, (str, bytes)) else json.dumps(content))
    return made.getvalue()


def row(url: str, verdict: str = "gone", **more: Any) -> dict[str, Any]:
    days = {"first_seen": "2026-10-01", "checked": "2026-11-21"}
    return {"url": url, "verdict": verdict, "reason": "The host says 404.", "advice": "Find it.", **days, **more}


def problem(**more: Any) -> dict[str, Any]:
    place = {"path": "roadmap/oven/bread.yml", "line": 3, "column": 5, "rule": "topic-exists"}
    return {**place, "message": "there is no topic `x`", "hint": "Did you mean `y`?", "severity": "error", **more}


def whole(folder: Path, **more: Any) -> dict[str, Any]:
    before, after = states(folder)
    files = {"number": "7\n", "before.json": before, "after.json": after, "problems.json": [], "links.json": []}
    return files | more


def test_it_says_what_changes_in_words(tmp_path: Path) -> None:
    """Topics, resources, hours and prerequisites by their titles, not lines of files."""
    said = text(bundle.read(packed(whole(tmp_path))), RUN)
    assert said.startswith(MARK)
    for words in ("`oven-film`", "Good bread", "9 h", "Flour", "Totals"):
        assert words in said, said
    assert "## Problems" not in said
    assert f"https://github.com/{REPOSITORY}/actions/runs/99#artifacts" in said
    assert "It changes code" not in said


def test_it_says_what_is_wrong_and_what_the_links_say(tmp_path: Path) -> None:
    """Errors with their place; links with what they ask, what fails first; that trouble elsewhere blocks nothing."""
    rows = [row("https://a.test/", "blocked"), row("https://b.test/"), row("https://c.test/", "ok")]
    files = whole(tmp_path, **{"problems.json": [problem()], "links.json": rows})
    said = text(bundle.read(packed(files)), RUN)
    assert "## Problems: 1 error" in said
    assert "`roadmap/oven/bread.yml:3:5`" in said
    assert "3 new addresses were asked; 1 in order." in said
    assert said.index("b.test") < said.index("a.test")
    assert "blocks nothing" in said
    assert "c.test" not in said


def test_what_could_not_be_read_is_said(tmp_path: Path) -> None:
    """A state with mistakes, a check that did not run, links that were not asked: none is passed over in silence."""
    for left in ("before.json", "after.json"):
        assert "could not be compared" in text(bundle.read(packed(whole(tmp_path / left, **{left: ""}))), RUN)
    said = text(bundle.read(packed({"number": "7"})), RUN)
    assert "could not be compared" in said
    assert "could not be checked" in said
    assert "could not be asked" in said


def test_code_that_is_changed_is_named(tmp_path: Path) -> None:
    """Since what the comment says was said by it."""
    files = ("roadmap/a.yml", "docs/x.md", "README.md", "scripts/roadmap_site/build.py", "`@x` <b>.py")
    said = text(bundle.read(packed(whole(tmp_path))), Run(REPOSITORY, 99, SHA, files))
    assert "It changes code, too (`scripts/roadmap_site/build.py`, `` `@x` <b>.py ``)" in said


def poisoned(value: Any, key: str = "") -> Any:
    """Return JSON with hostile text in all that is text, but for what must be known for the rest to be read."""
    if isinstance(value, str):
        kept = ("id", "url", "stage", "home", "verdict", "severity", "checked", "first_seen", "topics", "order")
        return value if key in kept else f"{value} {HOSTILE}"
    if isinstance(value, list):
        return [poisoned(one, key) for one in value]
    return {name: poisoned(one, name) for name, one in value.items()} if isinstance(value, dict) else value


def harmless(said: str) -> None:
    """Assert that outside of code there is nothing but our own markup and plain text."""
    body = said.removeprefix(MARK)
    assert body.replace("\n", "").isprintable()
    for line in body.split("\n"):
        bare = re.sub(r"(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)", "", line)
        bare = re.sub(rf"\]\(https://github\.com/{REPOSITORY}/(actions/runs/99#artifacts|commit/{SHA})\)", "]", bare)
        bare = re.sub(r"^ *- |^#{2,3} |\*\*(?=[A-Z])|(?<=[a-z])\*\*|\[this run\]|\[\]", "", bare)
        assert not re.search(r"[<>@\[\]*|~$\\^`]|&(?!#\d+;)|(?<!&)#|https?:|www\.", bare), line


def test_text_of_strangers_is_only_text(tmp_path: Path) -> None:
    """Whichever field it stands in."""
    files = whole(tmp_path)
    files["after.json"] = poisoned(files["after.json"])
    files["problems.json"] = [poisoned(problem())]
    files["links.json"] = [poisoned(row(f"https://x.test/{v}", v)) for v in ("gone", "blocked", "ok")]
    files["links.json"][2]["warnings"] = [HOSTILE]
    files["links.json"].append(row(HOSTILE, "moved", final_url=HOSTILE))
    found = bundle.read(packed(files))
    assert None not in (found.changes, found.problems, found.rows)
    assert found.changes
    harmless(text(found, Run(REPOSITORY, 99, SHA, (HOSTILE,))))


def test_it_never_grows_too_long(tmp_path: Path) -> None:
    """What has no room is counted."""
    files = whole(tmp_path)
    topics = files["after.json"]["topics"]
    files["after.json"]["topics"] = [*topics, *({**topics[0], "id": f"t-{i}", "title": "x" * 300} for i in range(999))]
    files["problems.json"] = [problem(message="&" * 5_000) for _ in range(999)]
    files["links.json"] = [row(f"https://x.test/{'y' * 500}{i}", reason="@" * 900) for i in range(999)]
    said = text(bundle.read(packed(files)), RUN)
    assert len(said) <= LIMIT + 1
    assert re.search(r"… and [\d,]+ more lines\.", said)


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"PK", b"\x00" * 100, b"x" * (MOST + 1), packed({}), packed({"number": ""}), packed({"number": "0"}),
        packed({"number": "7; rm -rf /"}), packed({"number": "-7"}), packed({"number": "\u0667"}),
        packed({"number": "7" * 50}), packed({"../number": "7"}),
    ],
    ids=lambda raw: f"{len(raw)} {raw[30:50]!r}",
)  # fmt: skip
def test_another_archive_is_refused(raw: bytes) -> None:
    """What is no archive, is too long, or names no pull request."""
    with pytest.raises(WrongBundle):
        bundle.read(raw)


@pytest.mark.parametrize(
    "odd",
    [
        b"", b"\xff", "[" * 100_000, "null", "1", '"x"', "{}", "[1]", "[null]", '[{"url": 1}]', " " * (MOST + 1),
        {"topics": [1]}, {"topics": [{"id": "x"}] * 2}, {"topics": [{"id": "x", "requires": 5}]}, {"topics": {}},
        {"topics": [{"id": "x", "minutes": "long", "resources": [[]]}], "paths": [{"id": "p", "steps": "x"}]},
        {"version": 1e308, "topics": []}, [[problem()]], [problem(line="x")], [row("x", "fine")],
    ],
    ids=lambda odd: repr(odd)[:40],
)  # fmt: skip
def test_what_has_not_the_right_shape_is_unknown(odd: Any, tmp_path: Path) -> None:
    """It is said to be unknown, or passed for nothing; it never ends in a traceback."""
    for name in ("before.json", "after.json", "problems.json", "links.json"):
        harmless(text(bundle.read(packed(whole(tmp_path / name, **{name: odd}))), RUN))


def test_a_bomb_is_not_unpacked() -> None:
    """A file that says of itself that it is small, or is a thousand times its archive, is read only so far."""
    raw = packed({"number": "7", "after.json": b"[" + b" " * (MOST * 4), "before.json": b"[]"})
    assert len(raw) < MOST // 100
    assert bundle.read(raw).changes is None


# Through the steps of the workflows


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose last commit is a merge of a pull request that adds a resource, and breaks a rule."""
    host = remote(tmp_path_factory.mktemp("host"))
    work = stage(tmp_path_factory.mktemp("work") / "w", host).folder
    bread = small()["oven/bread.yml"]
    bread["resources"].append(resource("oven-film", kind="video", url="https://example.net/film", time="2h"))
    write(work / "roadmap", {"oven/bread.yml": bread})
    git(work, "commit", "--quiet", "--all", "--message", "A film")
    git(work, "push", "--quiet", "origin", "HEAD:main")
    return host


def commented(run: Stage, raw: bytes, sha: str = SHA, **pull: Any) -> Any:
    """Run the second workflow on an archive; return what it ended with."""
    here = run.folder.parent
    (here / "review.zip").write_bytes(raw)
    (here / "pull.json").write_text(json.dumps({"number": 7, "head": {"sha": SHA}, **pull}), encoding="utf-8")
    run.event({"workflow_run": {"id": 99, "head_sha": sha, "event": "pull_request"}})
    run.answers = {
        "artifacts?name=review": "5\n", "artifacts/5/zip": f"@{here / 'review.zip'}",
        "pulls/7/files": "roadmap/oven/bread.yml\n", "pulls/7": f"@{here / 'pull.json'}", **run.answers,
    }  # fmt: skip
    return run.run("bash", ".ci/pull", "comment")


def test_from_a_pull_request_to_its_comment(host: Path, tmp_path: Path) -> None:
    """Both workflows, one after the other: what the first gathers, the second says, once."""
    first = stage(tmp_path / "first", host)
    first.env = {"PULL": "7"}
    gathered = first.run("bash", ".ci/pull", "gather", "--offline")
    assert gathered.returncode == 0, gathered.stderr
    files = {path.name: path.read_bytes() for path in (first.folder / "review").iterdir()}
    assert files.keys() == {"number", "before.json", "after.json", "problems.json", "links.json"}
    assert first.calls() == []
    second = stage(tmp_path / "second", host)
    ended = commented(second, packed(files))
    assert ended.returncode == 0, ended.stderr
    (call,) = second.said("POST")
    said = call["files"]["body=@found/comment.md"]
    assert call["args"][4] == f"repos/{REPOSITORY}/issues/7/comments"
    assert "`oven-film`" in said
    harmless(said)
    again = stage(tmp_path / "again", host)
    again.answers = {"comments?": "1234\n"}
    assert commented(again, packed(files)).returncode == 0
    assert [call["args"][2:5] for call in again.said("--silent")] == [
        ["--method", "PATCH", f"repos/{REPOSITORY}/issues/comments/1234"]
    ]


@pytest.mark.parametrize(
    ("sha", "pull"),
    [("f" * 40, {}), (SHA, {"number": 8}), (SHA, {"head": {"sha": "f" * 40}})],
    ids=["another commit was built", "the number of another one", "it has gone on"],
)
def test_another_pull_request_cannot_be_spoken_to(sha: str, pull: dict[str, Any], host: Path, tmp_path: Path) -> None:
    """The archive's number counts only when GitHub says that its head is the commit that was built."""
    run = stage(tmp_path / "run", host)
    ended = commented(run, packed({"number": "7"}), sha, **pull)
    assert ended.returncode == 0
    assert b"not the head" in ended.stderr
    assert run.said("--silent") == []


@pytest.mark.parametrize("raw", [b"", b"no archive", packed({"number": "x"}), packed({"number": "7\n8"})])
def test_a_wrong_archive_says_nothing(raw: bytes, host: Path, tmp_path: Path) -> None:
    """The job fails with one line, and no comment is written."""
    run = stage(tmp_path / "run", host)
    ended = commented(run, raw)
    assert ended.returncode != 0
    assert b"Traceback" not in ended.stderr
    assert run.said("--silent") == []


def test_a_run_that_left_nothing_is_no_failure(host: Path, tmp_path: Path) -> None:
    """As when it was stopped before it gathered anything."""
    run = stage(tmp_path / "run", host)
    run.answers = {"artifacts?name=review": "\n"}
    assert commented(run, b"").returncode == 0
    assert run.said("--silent") == []


@pytest.mark.parametrize(("verdict", "code"), [("gone", 1), ("temporary", 0), ("blocked", 0), ("ok", 0)])
def test_a_link_fails_only_when_it_is_not_there(verdict: str, code: int, host: Path, tmp_path: Path) -> None:
    """What gather heard is marked beside its line; another site's outage fails nothing."""
    run = stage(tmp_path / "run", host)
    entry = {"url": "https://example.net/film", "verdict": verdict, "checked": "2026-11-20", "since": "2026-11-20"}
    entry |= {"first_seen": "2026-11-20"}
    (run.folder / "found.jsonl").write_text(json.dumps(entry) + "\n", encoding="utf-8")
    ended = run.run("bash", ".ci/pull", "links")
    assert ended.returncode == code, ended.stderr
    assert (b"roadmap/oven/bread.yml" in ended.stdout) == (verdict != "ok")
