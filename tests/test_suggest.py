"""Suggestions: each issue that somebody may write ends as a clean entry or a clear answer, by the workflow's script."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from link_server import Server

import hostile
from find_world import serving, world
from roadmap_site.checks import check
from roadmap_site.cli import main
from roadmap_site.forms.fields import forms
from roadmap_site.load import load
from roadmap_site.model import Resource, Use
from roadmap_site.suggest import outcome
from roadmap_site.suggest.plan import MARK
from roadmap_site.suggest.values import duration
from samples import small, write
from stage import REPOSITORY, Stage, git, remote, stage

FILE = "roadmap/oven/bread.yml"


def body(values: Mapping[str, str], roadmap: Path) -> str:
    """Return the issue's text as GitHub writes it."""
    read = load(roadmap).roadmap
    assert read is not None
    fields = forms(read)[0].fields
    return "\n\n".join(f"### {field.label}\n\n{values.get(field.id) or '_No response_'}" for field in fields)


@dataclass
class Ended:
    """What came of a case."""

    step: list[str]  # what to do, number, title
    answer: str
    pull: str
    found: dict[str, Any]


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return remote(tmp_path_factory.mktemp("host"))


def ended(found: Path) -> Ended:
    said = found / "said"
    step = (found / "step").read_text(encoding="utf-8").splitlines()
    data = found / "outcome.json"
    assert data.stat().st_size < outcome.MOST
    return Ended(step, (said / "answer.md").read_text(), (said / "pull.md").read_text(), json.loads(data.read_text()))


def suggest(run: Stage, event: Any) -> Ended:
    """Run both jobs of the workflow, with the one file that goes from the first to the second."""
    run.event(event)
    look = run.run("bash", ".ci/suggest", "look", "--offline")
    assert look.returncode == 0, look.stderr
    wrote = run.run("bash", ".ci/suggest", "write")
    assert wrote.returncode == 0, wrote.stderr
    return ended(run.folder / "found")


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_there_are_enough_cases() -> None:
    """At least thirty, each with a name of its own."""
    assert len({case.name for case in hostile.CASES}) == len(hostile.CASES) >= 30


@pytest.mark.parametrize("case", hostile.CASES, ids=lambda case: case.name)
def test_it_ends_as_it_must(
    case: hostile.Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A clean entry, or an answer that names what is wrong; at most one file is changed, and nothing else written."""
    work = tmp_path / "work"
    write(work / "roadmap", small())
    values = {**hostile.GOOD, **case.values}
    (work / "event.json").write_text(json.dumps(hostile.event(case, body(values, work / "roadmap"))), encoding="utf-8")
    monkeypatch.chdir(work)
    before = tree(tmp_path)
    files = ["--event", "event.json", "--outcome", "found/outcome.json"]
    assert main(["suggest", "look", "--offline", *files]) == 0
    capsys.readouterr()
    assert main(["suggest", "write", *files, "--output", "found/said"]) == 0
    Path("found/step").write_text(capsys.readouterr().out, encoding="utf-8")
    made, after = ended(work / "found"), tree(tmp_path)
    assert made.step[0] == ("pull" if case.ends == "pull" else "answer"), made.answer
    assert made.step[1] == "42"
    assert re.fullmatch(r"Suggestion 42(: [a-z ]+ for Bread)?", made.step[2])
    harmless(made.answer)
    own = {"answer.md", "pull.md", "message"}
    assert after.keys() - before.keys() == {
        "work/found/outcome.json", "work/found/step", *(f"work/found/said/{name}" for name in own)
    }  # fmt: skip
    changed = {name for name in before if before[name] != after[name]}
    if case.ends != "pull":
        assert made.found["answer"] == case.ends
        assert case.says in plain(made.answer)
        assert changed == set()
        return
    harmless(made.pull)
    assert changed == {f"work/{FILE}"}
    assert after["work/found/said/message"].decode() == f"{made.step[2]}\n\nCloses #42.\n"
    text = after[f"work/{FILE}"].decode()
    assert case.says in text
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u2028\u202a-\u202e\u2066-\u2069]", text)
    assert [str(one) for one in check(load(work / "roadmap")) if one.severity == "error"] == []
    read = yaml.safe_load(text)
    entry = read["resources"].pop()
    assert read == small()["oven/bread.yml"]
    assert entry.keys() <= {
        *("id", "use", "title", "url", "by", "kind", "part", "level", "cost", "time", "why", "added", "added_by")
    }
    assert "use" in entry or (entry["url"], entry["added_by"]) == ("https://example.net/new-loaf", "@octo-cat")


# With an address that is asked


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(world()) as running:
        yield running


@pytest.mark.parametrize(
    ("values", "inside", "ends", "says"),
    [
        (
            {"url": "https://youtu.be/VMj-3S1tku0?si=x", "title": "", "by": "", "kind": ""},
            True,
            "pull",
            "Andrej Karpathy",
        ),
        ({"url": "https://evil.test/script", "title": ""}, True, "pull", "title: "),
        ({"url": "https://evil.test/many", "title": "A loaf"}, True, "pull", "title: A loaf"),
        ({"url": "https://blog.test/not-there"}, True, "broken", "404"),
        ({"url": "https://blog.test/post"}, False, "broken", "must not be asked"),
        ({"url": "https://blog.test/plain", "by": ""}, True, "incomplete", "“Authors” could not be found out"),
    ],
    ids=["looked up", "a hostile page", "what is written wins", "gone", "an internal address", "not found out"],
)
def test_what_the_address_says(
    values: dict[str, str], inside: bool, ends: str, says: str, server: Server,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """What is left out is looked up, and cleaned; what is not there, or must not be asked, is answered."""
    write(tmp_path / "roadmap", small())
    monkeypatch.chdir(tmp_path)
    text = body({**hostile.GOOD, **values}, tmp_path / "roadmap")
    (tmp_path / "event.json").write_text(json.dumps(hostile.event(hostile.CASES[0], text)), encoding="utf-8")
    (tmp_path / "hosts").write_text("127.0.0.1 *\n", encoding="utf-8")
    network = ["--resolver", "hosts", "--ca-file", str(server.ca_file), "--timeout", "3s"]
    network += ["--allow-network", "127.0.0.0/8"] if inside else []
    files = ["--event", "event.json", "--outcome", "found/outcome.json"]
    assert main(["suggest", "look", *files, *network]) == 0
    capsys.readouterr()
    assert main(["suggest", "write", *files, "--output", "found/said"]) == 0
    Path("found/step").write_text(capsys.readouterr().out, encoding="utf-8")
    made = ended(tmp_path / "found")
    harmless(made.answer)
    harmless(made.pull)
    if ends != "pull":
        assert made.found["answer"] == ends
        assert says in plain(made.answer)
        return
    assert made.step[0] == "pull", made.answer
    assert says in (tmp_path / FILE).read_text(encoding="utf-8")
    assert [str(one) for one in check(load(tmp_path / "roadmap")) if one.severity == "error"] == []


# The same through the steps of the workflow, for what is aimed at them


@pytest.mark.parametrize("case", [case for case in hostile.CASES if case.shell], ids=lambda case: case.name)
def test_the_steps_of_the_workflow_execute_nothing(case: hostile.Case, host: Path, tmp_path: Path) -> None:
    """No word of the issue reaches a command, a branch, a title or a message; only one file is committed."""
    bare = host / f"{REPOSITORY}.git"
    if "suggestion-42" in git(bare, "branch", "--list"):
        git(bare, "branch", "--quiet", "-D", "suggestion-42")
    run = ready(host, tmp_path / "run", {})
    made = suggest(run, hostile.event(case, body({**hostile.GOOD, **case.values}, run.folder / "roadmap")))
    assert not list(tmp_path.rglob("PWNED*"))
    harmless(made.answer)
    allowed(run)
    if case.ends != "pull":
        assert git(run.folder, "status", "--porcelain") == ""
        assert git(bare, "branch", "--list") == "* main\n"
        return
    assert "Pull request: #43" in made.answer
    assert git(run.folder, "show", "--format=", "--name-only", "HEAD") == f"{FILE}\n"
    assert git(run.folder, "log", "-1", "--format=%B").strip() == f"{made.step[2]}\n\nCloses #42."
    assert git(bare, "rev-parse", "suggestion-42") == git(run.folder, "rev-parse", "HEAD")


def allowed(run: Stage) -> None:
    """Assert that gh was asked only what the script asks, with no word of strangers."""
    own = [
        r"api --paginate repos/people/baking/issues/42/comments\?per_page=100 --jq [^\n]+",
        r"api --silent --method POST repos/people/baking/issues/42/comments --field body=@found/said/answer\.md",
        r"pr list --repo people/baking --head suggestion-42 --state all --limit 100 --json [^\n]+",
        (
            r"pr create --repo people/baking --base main --head suggestion-42 --title Suggestion 42: [a-z ]+ for Bread "
            r"--body-file found/said/pull\.md"
        ),
        r"workflow run checks\.yml --repo people/baking --ref suggestion-42",
    ]
    for call in run.calls():
        line = " ".join(call["args"])
        assert any(re.fullmatch(one, line) for one in own), line


def plain(text: str) -> str:
    """Return Markdown of ours as a reader sees it."""
    text = re.sub(r"&#(\d+);", lambda found: chr(int(found[1])), text)
    return text.replace("\u2060", "")


def harmless(text: str) -> None:
    """Assert that outside of code there is nothing but our own markup and plain text."""
    text = text.removeprefix(MARK)
    for line in text.split("\n"):
        if line.startswith("    ") or re.fullmatch(
            r"Closes #42, which asks for this entry in the topic `bread`:", line
        ):
            assert line.isprintable()
            continue
        bare = re.sub(r"^(?:- \[ \] |- )", "", line)
        bare = (
            re.sub(r"(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)", "", bare).replace("“⋯”", "").replace("Pull request: #43", "")
        )
        assert not re.search(r"[<>@\[\]*|~$\\^`]|&(?!#\d+;)|(?<!&)#|https?:|www\.", bare), line
        assert not re.match(r" *(?:\d+[.)]|[-+=] ?)", bare), line


# What the script does with what is there already


def ready(host: Path, folder: Path, answers: dict[str, str | None]) -> Stage:
    run = stage(folder, host)
    run.answers = {"pr create": f"https://github.com/{REPOSITORY}/pull/43\n", **answers}
    return run


def test_an_edit_makes_the_pull_request_anew(tmp_path: Path) -> None:
    """The branch is replaced, the pull request and the comment are written over, never doubled."""
    host = remote(tmp_path / "host")
    case = hostile.CASES[0]
    for i, title in enumerate(("One loaf", "Another loaf")):
        answers: dict[str, str | None] = {"pr list": "OPEN 43\n", "comments?": "7\n"} if i else {}
        run = ready(host, tmp_path / str(i), answers)
        text = body({**hostile.GOOD, "title": title}, run.folder / "roadmap")
        made = suggest(run, hostile.event(case, text))
        assert "Pull request: #43" in made.answer
    bare = host / f"{REPOSITORY}.git"
    assert git(bare, "rev-list", "--count", "main..suggestion-42").strip() == "1"
    assert "Another loaf" in git(bare, "show", f"suggestion-42:{FILE}")
    assert run.said("pr", "edit", "43")
    assert not run.said("pr", "create")
    assert [call["args"][3] for call in run.said("--silent")] == ["PATCH"]
    assert run.said("repos/people/baking/issues/comments/7")


def test_what_a_person_changed_is_left(tmp_path: Path) -> None:
    """A branch whose last commit is not ours stays as it is, and the answer says so."""
    host = remote(tmp_path / "host")
    bare = host / f"{REPOSITORY}.git"
    other = stage(tmp_path / "other", host)
    git(other.folder, "commit", "--quiet", "--allow-empty", "--message", "By hand")
    git(other.folder, "push", "--quiet", "origin", "HEAD:refs/heads/suggestion-42")
    tip = git(bare, "rev-parse", "suggestion-42")
    run = ready(host, tmp_path / "run", {"pr list": "OPEN 43\n"})
    made = suggest(run, hostile.event(hostile.CASES[0], body(hostile.GOOD, run.folder / "roadmap")))
    assert "changed by hand" in made.answer
    assert git(bare, "rev-parse", "suggestion-42") == tip
    assert not run.said("pr", "edit")


@pytest.mark.parametrize("state", ["CLOSED", "MERGED"])
def test_what_was_decided_is_not_opened_again(state: str, tmp_path: Path) -> None:
    """The answer leads to the pull request where it was decided."""
    host = remote(tmp_path / "host")
    run = ready(host, tmp_path / "run", {"pr list": f"{state} 43\n"})
    made = suggest(run, hostile.event(hostile.CASES[0], body(hostile.GOOD, run.folder / "roadmap")))
    assert "#43 was decided already" in made.answer
    assert git(host / f"{REPOSITORY}.git", "branch", "--list") == "* main\n"


def test_where_workflows_may_open_no_pull_requests(tmp_path: Path) -> None:
    """The branch is there, and the answer says where a maintainer opens it."""
    host = remote(tmp_path / "host")
    run = ready(host, tmp_path / "run", {"pr create": None})
    made = suggest(run, hostile.event(hostile.CASES[0], body(hostile.GOOD, run.folder / "roadmap")))
    assert f"{REPOSITORY}/compare/suggestion-42?expand=1" in made.answer
    assert "suggestion-42" in git(host / f"{REPOSITORY}.git", "branch", "--list")


def test_the_labels_are_made(host: Path, tmp_path: Path) -> None:
    """One for each form; GitHub gives an issue only labels that are there."""
    run = stage(tmp_path / "run", host)
    assert run.run("bash", ".ci/suggest", "labels").returncode == 0
    assert [call["args"][2] for call in run.said("label", "create")] == ["suggestion", "link-report", "topic", "time"]


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"\xff\xfe", b"[]", b"{}", b"[" * 100_000, b'{"issue": {"number": "42"}}',
        b'{"issue": {"number": -1, "labels": [{"name": "suggestion"}]}}',
        b'{"issue": {"number": 42, "labels": [{"name": "bug"}]}}',
        b'{"issue": {"number": 42, "labels": [{"name": "suggestion"}], "pull_request": {}}}',
        b'{"issue": {"number": 1e999}}', b" " * 9_000_000,
    ],
    ids=lambda raw: repr(raw[:40]),
)  # fmt: skip
def test_another_event_is_refused(raw: bytes, host: Path, tmp_path: Path) -> None:
    """With one line and no traceback."""
    run = stage(tmp_path / "run", host)
    run.event(raw)
    look = run.run("bash", ".ci/suggest", "look", "--offline")
    assert look.returncode == 3
    assert re.fullmatch(rb"roadmap suggest: [^\n]+\n", look.stderr), look.stderr
    assert not (run.folder / "found").exists()


ENTRY = {
    "id": "x", "title": "X", "url": "https://example.net/x", "by": ["A"], "kind": "article", "cost": "free",
    "why": "It shows each fold in a picture, for those who begin.",
}  # fmt: skip
OUTCOME = {"version": 1, "issue": 42, "topic": "bread", "entry": ENTRY}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"issue": 41}, "the issue of the event"),
        ({"issue": "42; rm -rf /"}, "right shape"),
        ({"version": 2}, "right shape"),
        ({"topic": "../x"}, "right shape"),
        ({"topic": None}, "either an entry"),
        ({"entry": None}, "either an entry"),
        ({"answer": "broken"}, "either an entry"),
        ({"answer": "shell"}, "right shape"),
        ({"entry": {**ENTRY, "pick": "start-here"}}, "must not set pick"),
        ({"entry": {**ENTRY, "covers": ["explain"]}}, "must not set covers"),
        ({"entry": {**ENTRY, "run": "x"}}, "right shape"),
        ({"entry": {"use": "x", "why": "y", "pick": "best"}}, "must not set pick"),
        ({"sentences": ["x"] * 50}, "right shape"),
        ({"sentences": ["x" * 5_000]}, "right shape"),
        ({"path": "/etc/passwd"}, "right shape"),
        ({"entry": {**ENTRY, "title": "\u202ex"}}, "on one line"),
        ({"entry": {**ENTRY, "why": "\x1b[31m"}}, "on one line"),
        ({"entry": {**ENTRY, "by": ["A", "B\nC"]}}, "on one line"),
        ({"entry": {**ENTRY, "why": "x" * 100_000}}, "at most 65,536"),
    ],
    ids=str,
)
def test_the_writing_job_believes_nothing(changes: dict[str, Any], says: str, host: Path, tmp_path: Path) -> None:
    """A file that the first job would not write is refused, before anything is changed or said."""
    run = stage(tmp_path / "run", host)
    run.event(hostile.event(hostile.CASES[0], ""))
    (run.folder / "found").mkdir()
    (run.folder / "found/outcome.json").write_text(json.dumps({**OUTCOME, **changes}), encoding="utf-8")
    wrote = run.run("bash", ".ci/suggest", "write")
    assert wrote.returncode == 3
    assert says in wrote.stderr.decode()
    assert b"Traceback" not in wrote.stderr
    assert run.calls() == []
    assert git(run.folder, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    "changes",
    [
        {"topic": "cake"},
        {"entry": {**ENTRY, "id": "flour-intro"}},
        {"entry": {**ENTRY, "url": "https://example.org/flour-intro"}},
        {"entry": {**ENTRY, "url": "javascript:alert(1)"}},
        {"entry": {**ENTRY, "url": "https://xn--exmple-4nf.org/"}},
        {"entry": {"use": "nothing-such", "why": "It shows each fold in a picture."}},
    ],
    ids=str,
)
def test_an_entry_that_breaks_a_rule_becomes_an_answer(changes: dict[str, Any], host: Path, tmp_path: Path) -> None:
    """The changed roadmap is checked before anything is written, whatever the first job said."""
    run = stage(tmp_path / "run", host)
    run.event(hostile.event(hostile.CASES[0], ""))
    (run.folder / "found").mkdir()
    (run.folder / "found/outcome.json").write_text(json.dumps({**OUTCOME, **changes}), encoding="utf-8")
    assert run.run("bash", ".ci/suggest", "write").returncode == 0
    answer = (run.folder / "found/said/answer.md").read_text(encoding="utf-8")
    harmless(answer)
    assert not run.said("pr", "create")
    assert git(run.folder, "status", "--porcelain") == ""


def test_only_what_a_suggestion_may_set_is_in_the_model() -> None:
    """A field that is renamed in the model is not forgotten here."""
    assert set(Resource.model_fields) >= outcome._ADDED
    assert set(Use.model_fields) >= outcome._USED


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("2h25m", "2h25m"), ("2 h 25 min", "2h25m"), ("1.5 hours", "1h30m"), ("1,5 h", "1h30m"), ("90 min", "1h30m"),
        ("about 3 hours", "3h"), ("~45m", "45m"), ("2:25", "2h25m"), ("2 hours and 5 minutes", "2h5m"),
        ("60 minutes", "1h"), ("0m", None), ("a day", None), ("99999h", None), ("-3h", None), ("3", None),
    ],
)  # fmt: skip
def test_times_as_people_write_them(written: str, means: str | None) -> None:
    """Become what the model takes, or nothing."""
    assert duration(written) == means


def test_a_small_roadmap_is_what_the_cases_think(tmp_path: Path) -> None:
    """The plain case adds to a roadmap without any problem."""
    assert list(check(load(write(tmp_path / "roadmap", small())))) == []
