"""`roadmap links` as it is called: exit codes, forms of report, parts, memory, mending."""

from __future__ import annotations

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from link_case import case, page, to
from link_server import Server

from roadmap_site.cli import main
from roadmap_site.links.seen import VERDICTS, Link
from roadmap_site.links.select import shard
from samples import resource, small, topic, write


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    cases = (
        case("fine", "ok", "there", "/lesson", {"/lesson": page("Lesson")}),
        case("old", "moved", "moved", "/lesson", {"/lesson": to("/lessons/1"), "/lessons/1": page("Lesson")}),
        case("lost", "gone", "gone", "/lesson", {}),
    )
    sites = {host: site for one in cases for host, site in one.sites.items()}
    with Server(sites, {}) as running:
        yield running


@pytest.fixture
def hosts(tmp_path: Path) -> Path:
    path = tmp_path / "hosts"
    path.write_text("127.0.0.1 *\n")
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main(["links", *map(str, arguments)])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture
def common(hosts: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    monkeypatch.chdir(tmp_path)
    for name in ("http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    return ["--allow-network", "127.0.0.0/8", "--resolver", str(hosts), "--pause", "0s"]


def listed(tmp_path: Path, server: Server, *names: str) -> Path:
    path = tmp_path / "urls.txt"
    path.write_text("".join(server.address(f"http://{name}.test/lesson") + "\n" for name in names))
    return path


def test_a_plain_list_as_json(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, server: Server, common: list[str]
) -> None:
    """One row for each address, with all that is promised; what is gone fails the run."""
    code, out, _ = run(capsys, *common, "--urls", listed(tmp_path, server, "fine", "old", "lost"), "--format", "json")
    rows = json.loads(out)
    assert code == 1
    assert [row["verdict"] for row in rows] == ["ok", "moved", "gone"]
    assert set(rows[0]) >= {
        *("url", "verdict", "reason", "advice", "final_url", "status", "title", "first_seen", "checked", "elapsed"),
        *("archived", "uses"),
    }
    assert rows[2]["uses"] == [{"path": str(tmp_path / "urls.txt"), "line": 3}]
    assert rows[1]["final_url"].endswith("/lessons/1")


def test_exit_codes(capsys: pytest.CaptureFixture[str], tmp_path: Path, server: Server, common: list[str]) -> None:
    """0 nothing to do, 1 what --fail-on names, 2 wrong usage."""
    fine, old = listed(tmp_path, server, "fine"), tmp_path / "old.txt"
    old.write_text(server.address("http://old.test/lesson"))
    assert run(capsys, *common, "--urls", fine)[0] == 0
    assert run(capsys, *common, "--urls", old)[0] == 0
    assert run(capsys, *common, "--urls", old, "--fail-on", "moved")[0] == 1
    assert run(capsys, *common, "--urls", listed(tmp_path, server, "lost"), "--fail-on", "none")[0] == 0
    assert run(capsys, *common, "--urls", tmp_path / "nothing.txt")[0] == 2
    assert run(capsys, "--urls", fine, "--resolver", "nonsense:")[0] == 2
    assert run(capsys, "split", "A", "B")[0] == 2
    for wrong in (["--shard", "9/8"], ["--fail-on", "sad"], ["--max-time", "soon"], ["--allow-network", "x"]):
        with pytest.raises(SystemExit) as stopped:
            main(["links", *wrong])
        assert stopped.value.code == 2


@pytest.mark.parametrize("form", ["text", "github", "markdown", "junit", "sarif"])
def test_every_form_names_what_is_gone(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, server: Server, common: list[str], form: str
) -> None:
    """And machines can read those that are for them."""
    code, out, _ = run(capsys, *common, "--urls", listed(tmp_path, server, "fine", "lost"), "--format", form)
    assert code == 1
    assert "lost" in out
    assert form == "junit" or "fine.test" not in out
    if form == "junit":
        suite = ET.fromstring(out)
        assert [len(found) for found in (suite.findall("testcase"), suite.findall(".//failure"))] == [2, 1]
    if form == "sarif":
        log = json.loads(out)
        assert log["version"] == "2.1.0"
        jsonschema.validate(log["runs"][0]["results"][0]["level"], {"enum": ["error"]})
    if form == "github":
        assert out.startswith("::error file=")


def small_roadmap(tmp_path: Path, server: Server, *names: str) -> Path:
    files: dict[str, Any] = {**small()}
    found = [resource(name, title="Lesson", url=server.address(f"http://{name}.test/lesson")) for name in names]
    found[0] |= {"pick": "start-here", "covers": ["explain", "use"]}
    files["oven/bread.yml"] = topic("Bread", "yeast", resources=found)
    return write(tmp_path / "roadmap", files)


def test_memory_is_used_and_offline_asks_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, server: Server, common: list[str]
) -> None:
    """What was asked today is not due; without the network the memory answers."""
    root = small_roadmap(tmp_path, server, "fine", "old")
    only = ["--roadmap", root, "--only", "bread", "--format", "json"]
    assert run(capsys, *common, *only)[0] == 0
    memory = (root / "link-health.jsonl").read_text()
    assert len(memory.splitlines()) == 2
    code, out, _ = run(capsys, "--offline", *only)
    assert code == 0
    assert [(row["verdict"], row["elapsed"]) for row in json.loads(out)] == [("ok", None), ("moved", None)]
    assert (root / "link-health.jsonl").read_text() == memory


def test_fix_rewrites_what_moved(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, server: Server, common: list[str]
) -> None:
    """In its place, and nothing else."""
    root = small_roadmap(tmp_path, server, "fine", "old", "lost")
    before = (root / "oven/bread.yml").read_text()
    _, _, said = run(capsys, *common, "--roadmap", root, "--only", "bread", "--fix")
    after = (root / "oven/bread.yml").read_text()
    # an address with a port by the test's own making is no public one: it is left, and said
    old, new = server.address("http://old.test/lesson"), server.address("http://old.test/lessons/1")
    assert after == before.replace(f"{old}\n", f"{new}\n")
    assert "1 addresses rewritten" in said


def test_changed_since_asks_only_what_is_new(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, server: Server, common: list[str]
) -> None:
    """A pull request answers for what it adds."""
    root = small_roadmap(tmp_path, server, "fine", "lost")

    def git(*arguments: str) -> None:
        subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@b.c", *arguments], cwd=tmp_path, check=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "Before")
    small_roadmap(tmp_path, server, "fine", "lost", "old")
    arguments = ["--roadmap", root, "--only", ".test", "--format", "json", "--changed-since"]
    code, out, _ = run(capsys, *common, *arguments, "HEAD")
    assert code == 0
    assert [row["verdict"] for row in json.loads(out)] == ["moved"]
    assert run(capsys, *common, *arguments, "no-such-thing")[0] == 2


def test_no_network_is_said_in_one_line_and_changes_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: Server
) -> None:
    """Nobody else is blamed."""
    import socket

    def nothing(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nothing)
    root = small_roadmap(tmp_path, server, "fine", "lost")
    code, out, said = run(capsys, "--roadmap", root, "--only", "bread")
    assert (code, out) == (3, "")
    assert "no network" in said.strip().splitlines()[-1]
    assert not (root / "link-health.jsonl").exists()


def test_a_damaged_memory_is_not_overwritten(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, server: Server
) -> None:
    """The line is named."""
    root = small_roadmap(tmp_path, server, "fine")
    (root / "link-health.jsonl").write_text("nonsense\n")
    code, _, said = run(capsys, "--roadmap", root, "--offline")
    assert code == 3
    assert "link-health.jsonl:1:1" in said
    assert (root / "link-health.jsonl").read_text() == "nonsense\n"


def test_parts_split_by_host_and_lose_nothing() -> None:
    """Every address is in one part, and all of a host in the same."""
    links = [Link(f"https://{'www.' if i % 2 else ''}host{i % 13}.test/{i}") for i in range(200)]
    parts = [shard(links, k, 4) for k in range(1, 5)]
    assert sorted(link.url for one in parts for link in one) == sorted(link.url for link in links)
    hosts = [{link.url.split("/")[2].removeprefix("www.") for link in one} for one in parts]
    assert sum(map(len, hosts)) == 13


def test_the_readme_explains_every_verdict() -> None:
    """What it means, and what it asks of a person."""
    from samples import ROOT

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for verdict in VERDICTS:
        assert f"\n| `{verdict}` |" in readme


def test_other_commands_do_not_load_the_link_checker() -> None:
    """`roadmap check` starts without libcurl."""
    code = "import sys; from roadmap_site.cli import main; main(['rules']); assert 'pycurl' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0
