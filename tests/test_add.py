"""`roadmap add`: a correct, clean entry in its topic's file, or why there is none."""

from __future__ import annotations

import json
import re
import socket
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from link_server import Server

from find_world import HOSTILE, serving, world
from roadmap_site.cli import main
from roadmap_site.edit.change import formatted
from roadmap_site.links.lookup import Lookup
from roadmap_site.model import Topic
from samples import resource, small, topic, write

TODAY = datetime.now(UTC).date()
WHY = "Draws every step of it, with numbers that are small enough to follow."
GIVEN = ["--title", "A text on bread", "--author", "Ann Author", "--kind", "article", "--cost", "free", "--why", WHY]
BREAD = """# Baking comes last.
title: Bread   # of any kind

{rest}
# The end: nothing below.
"""
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(world()) as running:
        yield running


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    bread = topic("Bread", "yeast", aliases=["loaf"])
    bread["resources"].append(
        {"use": "flour-book", "part": "Chapter 9", "url": "https://example.org/ch9", "why": "On heat."}
    )
    rest = yaml.safe_dump({k: v for k, v in bread.items() if k != "title"}, sort_keys=False, width=1000)
    text = formatted(BREAD.format(rest=rest), Topic)
    retired = [
        {"url": "https://old.test/page", "kind": "gone", "reason": "Its host was shut down.", "date": "2026-01-02",
         "replaced_by": "flour-book"}
    ]  # fmt: skip
    return write(tmp_path / "roadmap", {**small(), "oven/bread.yml": text, "retired.yml": {"retired": retired}})


@pytest.fixture
def add(server: Server, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    hosts = tmp_path / "hosts"
    hosts.write_text("127.0.0.1 *\n")
    network = ["--allow-network", "127.0.0.0/8", "--resolver", hosts, "--ca-file", server.ca_file, "--timeout", "3s"]

    def run(url: str, *arguments: object) -> tuple[int, str, str]:
        code = main(["add", url, "--roadmap", str(root), *map(str, (*network, *arguments))])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def bread(root: Path) -> str:
    return (root / "oven/bread.yml").read_text(encoding="utf-8")


def last(root: Path) -> dict[str, Any]:
    entry: dict[str, Any] = yaml.load(bread(root), yaml.BaseLoader)["resources"][-1]
    return entry


def checks(root: Path) -> bool:
    """Say whether `roadmap check` and `roadmap fix --check` find nothing to mend."""
    form = main(["fix", "--check", "--roadmap", str(root), str(root / "oven/bread.yml")])
    return (main(["check", "--roadmap", str(root)]), form) == (0, 0)


def test_an_entry_is_found_written_and_checked(add: Run, root: Path) -> None:
    """In the model's order, after the others; all that stood there stays, comments and blank lines too."""
    before = bread(root)
    code, out, err = add("https://course.test/lesson", "--topic", "bread", "--why", WHY, "--covers", "bake", "--yes")
    assert (code, out) == (2, "")
    assert "--covers: `covers` must hold goals of the topic, and `bake` is none. Its goals: explain, use, judge." in err
    assert bread(root) == before
    code, out, err = add(
        "https://course.test/lesson?utm_source=x", "--topic", "bread", "--why", WHY, "--covers", "use, judge", "--yes",
        "--by", "@octo-cat",
    )  # fmt: skip
    assert (code, out) == (0, "")
    assert re.search(r"title +Gradients & Graphs   \(the page’s JSON-LD\)", err)
    assert err.endswith(
        f"Written to {root}/oven/bread.yml:51. `scripts/serve` shows it; then commit it, and open a pull request.\n"
    )
    assert bread(root).splitlines()[50] == "  - id: lovelace-gradients-graphs"
    assert list(last(root).items()) == [
        ("id", "lovelace-gradients-graphs"), ("title", "Gradients & Graphs"), ("url", "https://course.test/lesson"),
        ("by", ["Ada Lovelace", "Lesson Hall"]), ("kind", "course"), ("cost", "free"), ("time", "1h30m"),
        ("language", "pt-BR"), ("year", "2021"), ("why", WHY), ("covers", ["use", "judge"]),
        ("added", TODAY.isoformat()), ("added_by", "@octo-cat"),
    ]  # fmt: skip
    added = set(bread(root).splitlines()) - set(before.splitlines())
    assert [line for line in before.splitlines() if line not in bread(root).splitlines()] == []
    assert all(line.startswith("  ") for line in added)
    assert bread(root) == formatted(bread(root), Topic)
    assert checks(root)


KINDS = (
    "https://course.test/lesson", "https://journal.test/paper", "https://library.test/book", "https://blog.test/post",
    "https://blog.test/plain", "https://shop.test/book", "https://graph.test/lesson", "https://graph.test/list",
    "https://graph.test/other", "https://www.youtube.com/watch?v=VMj-3S1tku0", "https://arxiv.org/pdf/1706.03762v7",
    "https://doi.org/10.1038/nature14539", "https://doi.org/10.5281/zenodo.1", "https://github.com/karpathy/micrograd",
    "https://evil.test/script", "https://evil.test/tower", "https://evil.test/many", "https://evil.test/broken",
    "https://evil.test/number", "https://evil.test/numbers", "https://evil.test/long", "https://evil.test/latin",
    "https://evil.test/shift", "https://evil.test/bomb", "https://evil.test/endless", "https://evil.test/canonical",
    "https://evil.test/moved", "https://evil.test/slow", "https://evil.test/blocked", "https://evil.test/members",
)  # fmt: skip


@pytest.mark.parametrize("url", KINDS)
def test_every_page_becomes_a_clean_entry_or_says_what_is_missing(add: Run, root: Path, url: str) -> None:
    """First what was found alone, then with the rest given: the file checks, and is in canonical form."""
    before = bread(root)
    code, _, err = add(url, "--topic", "bread", "--why", WHY, "--yes")
    if code:
        assert code == 1
        assert bread(root) == before
        lines = [line.strip() for line in err.splitlines() if line.startswith("    --")]
        assert lines
        names = {"--title": "A text", "--author": "Ann Author", "--kind": "article", "--cost": "free"}
        code, _, err = add(
            url, "--topic", "bread", "--why", WHY, "--yes", *(x for one in lines for x in (one, names[one]))
        )
    assert code == 0, err
    assert checks(root)
    assert bread(root) == formatted(bread(root), Topic)
    assert last(root)["why"] == WHY


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("https://evil.test/lost", "Not found. The host answers 404"),
        ("https://evil.test/soft", "its page says “Page not found”"),
        ("https://evil.test/inside", "it is in a private network"),
        ("https://evil.test/cloud", "where cloud machines keep their secrets"),
    ],
)
def test_what_is_not_there_is_not_added(add: Run, root: Path, url: str, says: str) -> None:
    """Exit 1 with the judge's reason; the way round it is named."""
    before = bread(root)
    code, out, err = add(url, "--topic", "bread", "--yes", *GIVEN)
    assert (code, out, bread(root)) == (1, "", before)
    assert says in err
    assert "--offline would add it without asking" in err


def test_hostile_fields_stay_text(add: Run, root: Path) -> None:
    """Scripts, templates, shell, Markdown and direction marks, from a page and from options alike."""
    code, _, _ = add(
        "https://evil.test/script", "--topic", "bread", "--yes", "--author", "{{ 7*7 }} $(id)", "--kind", "article",
        "--cost", "free", "--why", f"{HOSTILE} and # more: text\n- here", "--part", "</script>",
    )  # fmt: skip
    assert code == 0
    entry = last(root)
    clean = HOSTILE.replace("\u202e", "").replace("\x07", "")
    assert (entry["title"], entry["why"]) == (clean, f"{clean} and # more: text - here")
    assert (entry["by"], entry["part"]) == (["{{ 7*7 }} $(id)"], "</script>")
    assert re.fullmatch("[a-z0-9-]+", entry["id"])
    assert checks(root)


def test_all_that_is_missing_is_told_at_once(add: Run, root: Path) -> None:
    """The topic too; nothing is written."""
    before = bread(root)
    code, out, err = add("https://evil.test/latin", "--yes")
    assert (code, out, bread(root)) == (1, "", before)
    assert [line.strip() for line in err.splitlines()[2:]] == [
        "--topic", "--title", "--author", "--kind", "--cost", "--why",
    ]  # fmt: skip


def test_all_that_is_wrong_is_told_at_once(add: Run, root: Path) -> None:
    """With what it must be, as `roadmap check` says it."""
    code, _, err = add(
        "https://example.net/x", "--offline", "--topic", "bread", "--yes", *GIVEN, "--time", "soon", "--year", "MMXX",
        "--id", "Not An Id", "--language", "english!",
    )  # fmt: skip
    assert code == 2
    assert "--time: `time` must be a time such as 45m, 3h or 2h25m; it is `soon`." in err
    assert "--year: `year` must be a whole number; it is text." in err
    assert "--id: `id` must be an id" in err
    assert "--language: `language` must be a tag such as en, de or pt-BR; it is `english!`." in err


def test_a_dry_run_prints_the_entry_and_writes_nothing(add: Run, root: Path) -> None:
    """Just the lines that would be added; the rest is said beside them."""
    before = bread(root)
    code, out, _ = add("https://example.net/x", "--offline", "--topic", "loaf", "--dry-run", *GIVEN)
    assert code == 0
    assert out.startswith("  - id: author-text-bread\n    title: A text on bread\n    url: https://example.net/x\n")
    assert bread(root) == before


def test_offline_asks_nobody(add: Run, server: Server, root: Path) -> None:
    """What is given is taken, even of a page that is not there."""
    asked = len(server.log)
    assert add("https://evil.test/lost", "--offline", "--topic", "bread", "--yes", *GIVEN)[0] == 0
    assert len(server.log) == asked
    assert last(root)["language"] == "en"


def test_without_a_network_it_says_so(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 3, and how to go on; a page is not called gone for it."""

    def fails(*_: object) -> tuple[str, ...]:
        raise socket.gaierror(socket.EAI_AGAIN, "no way out")

    monkeypatch.setattr(Lookup, "_ask", fails)
    for name in ("http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    before = bread(root)
    arguments = ["--roadmap", str(root), "--topic", "bread", "--yes", "--timeout", "1s", *GIVEN]
    assert main(["add", "https://example.net/x", *arguments]) == 3
    assert "this machine has no network" in capsys.readouterr().err
    assert bread(root) == before


def test_without_a_terminal_nothing_is_written_unless_told(add: Run, root: Path) -> None:
    """Nobody confirmed what was found."""
    before = bread(root)
    code, _, err = add("https://example.net/x", "--offline", "--topic", "bread", *GIVEN)
    assert (code, bread(root)) == (1, before)
    assert "--yes writes it, --dry-run prints it" in err


SAME = (
    "https://example.org/flour-intro", "http://www.example.org/flour-intro/", "https://EXAMPLE.org/flour-intro?utm_source=x",
    "https://example.org/flour-intro/index.html#",
)  # fmt: skip


@pytest.mark.parametrize("url", SAME)
def test_a_duplicate_says_where_it_stands_and_how_to_use_it(add: Run, root: Path, url: str) -> None:
    """However it is written; nothing is asked of its host."""
    before = bread(root)
    code, _, err = add(url, "--topic", "bread", "--yes", *GIVEN)
    assert (code, bread(root)) == (1, before)
    lines = (root / "dough/flour.yml").read_text(encoding="utf-8").splitlines()
    line = lines.index("  url: https://example.org/flour-intro") + 1
    assert f"It stands in the roadmap already: {root}/dough/flour.yml:{line}, as flour-intro in flour." in err
    assert "say --use to use it there, with the --part that the topic needs and --why" in err
    assert "Asking" not in err


def test_a_duplicate_is_used_with_a_dose(add: Run, root: Path) -> None:
    """A `use:` entry, with the fields that such an entry has."""
    code, _, _ = add(
        "https://example.org/flour-intro", "--topic", "bread", "--use", "--part", "The last page", "--why", WHY,
        "--covers", "use", "--yes", "--title", "Something else",
    )  # fmt: skip
    assert code == 0
    assert last(root) == {"use": "flour-intro", "part": "The last page", "why": WHY, "covers": ["use"]}
    assert checks(root)
    code, _, err = add("https://example.org/flour-intro", "--topic", "bread", "--use", "--why", WHY, "--yes")
    assert code == 1
    assert "the topic `Bread` offers it already; there is nothing to add" in err


def test_the_address_of_a_part_is_a_duplicate_too(add: Run, root: Path) -> None:
    """Of a book, say: it is used with that part, not described a second time."""
    code, _, err = add("https://example.org/ch9", "--topic", "yeast", "--use", "--why", WHY, "--yes")
    assert code == 0, err
    assert "as flour-book in bread" in err
    entry = yaml.safe_load((root / "dough/yeast.yml").read_text(encoding="utf-8"))["resources"][-1]
    assert entry == {"use": "flour-book", "url": "https://example.org/ch9", "why": WHY}
    assert checks(root)


def test_what_a_page_calls_itself_and_where_it_leads_are_duplicates(add: Run, root: Path) -> None:
    """After a redirect, by its canonical link, and by what the link checker remembers of ours."""
    data = yaml.safe_load((root / "dough/flour.yml").read_text(encoding="utf-8"))
    for name, url in (("post", "https://blog.test/posts/illustrated-net"), ("new", "https://evil.test/new")):
        data["resources"].append(resource(name, url=url, covers=["use"]))
    write(root, {"dough/flour.yml": data})
    seen = {"checked": "2026-11-01", "since": "2026-11-01", "first_seen": "2026-11-01"}
    moved = {"url": "https://example.com/flour", "verdict": "moved", **seen, "final_url": "https://example.net/flour"}
    (root / "link-health.jsonl").write_text(f"{json.dumps(moved)}\n")
    for url, name in (
        ("https://blog.test/post", "post"), ("https://evil.test/moved", "new"),
        ("https://example.net/flour", "flour-page"),
    ):  # fmt: skip
        code, _, err = add(url, "--topic", "bread", "--yes", *GIVEN)
        assert code == 1
        assert f"as {name} in flour" in err


def test_the_same_title_at_another_address_is_told(add: Run, root: Path) -> None:
    """It may be the same text; that is for a person to say, and hinders nobody."""
    code, _, err = add(
        "https://example.net/x", "--offline", "--topic", "bread", "--yes", *GIVEN, "--title", "about Flour-Intro"
    )
    assert code == 0
    lines = (root / "dough/flour.yml").read_text(encoding="utf-8").splitlines()
    line = lines.index("  title: About flour-intro") + 1
    place = f"{root}/dough/flour.yml:{line}, at https://example.org/flour-intro"
    assert f"Is it the same? flour-intro has this title too: {place}" in err


def test_a_retired_address_stays_out(add: Run, root: Path) -> None:
    """With the reason, the place of that, and what took its place."""
    code, _, err = add("http://old.test/page/", "--topic", "bread", "--yes", *GIVEN)
    assert code == 1
    assert f"retired on 2026-01-02 ({root}/retired.yml:2): Its host was shut down." in err
    assert "Instead there is flour-book: use that." in err


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("example.org", "an address must begin with https://"),
        ("https://bit.ly/x", "bit.ly shortens links"),
        ("http://127.0.0.1/x", "an address must be on a public host, by name"),
        ("javascript:alert(1)", "an address must begin with https://"),
        ("https://a:b@example.org/", "must not hold a user name or password"),
        ("https://[::1", "must"),
    ],
)
def test_an_address_that_may_not_stand_there_is_wrong_usage(add: Run, url: str, says: str) -> None:
    """It is not even asked."""
    code, _, err = add(url, "--topic", "bread", "--yes", *GIVEN)
    assert (code, says in err, "Asking" in err) == (2, True, False)


def test_an_unknown_topic_is_told_with_near_ones(add: Run) -> None:
    """Ids, titles and other names are known."""
    code, _, err = add("https://example.net/x", "--topic", "braed", "--yes", *GIVEN)
    assert code == 2
    assert "there is no topic `braed`; did you mean bread?" in err


def test_what_would_not_check_is_not_written(add: Run, root: Path) -> None:
    """The problems, at the lines that they would stand on."""
    before = bread(root)
    code, _, err = add("http://plain.test/x", "--offline", "--topic", "bread", "--yes", *GIVEN, "--part", "TODO")
    assert (code, bread(root)) == (1, before)
    assert "an address must be https" in err
    assert "[no-placeholder]" in err
    assert "2 errors: `roadmap check` would refuse it" in err


def test_https_is_taken_where_the_page_is_there(add: Run, root: Path) -> None:
    """Whatever was typed."""
    code, _, err = add("http://blog.test/plain", "--topic", "bread", "--yes", *GIVEN)
    assert code == 0, err
    assert "It is there over https too" in err
    assert last(root)["url"] == "https://blog.test/plain"


def test_a_file_that_only_a_person_can_change_is_left(add: Run, root: Path) -> None:
    """With what is to be mended in it first."""
    path = root / "oven/bread.yml"
    path.write_text(bread(root).replace("title: Bread ", "title: &name Bread "))
    before = bread(root)
    code, _, err = add("https://example.net/x", "--offline", "--topic", "bread", "--yes", *GIVEN)
    assert (code, bread(root)) == (1, before)
    assert "mend the topic's file first" in err
    assert "the anchor `&name` must not be used" in err


def test_what_was_wrong_before_hinders_nobody(add: Run, root: Path) -> None:
    """Only what the entry brings with it counts."""
    yeast = topic("Yeast", "flour", summary="TODO")
    write(root, {"dough/yeast.yml": yeast})
    assert not checks(root)
    assert add("https://example.net/x", "--offline", "--topic", "bread", "--yes", *GIVEN)[0] == 0


def test_a_roadmap_that_cannot_be_read_is_told(add: Run, root: Path) -> None:
    """Exit 3."""
    (root / "index.yml").write_text("title: [")
    code, _, err = add("https://example.net/x", "--offline", "--topic", "bread", "--yes", *GIVEN)
    assert code == 3
    assert "cannot be read as a roadmap; `roadmap check` says why" in err


def test_a_topic_file_that_is_broken_is_left_alone(add: Run, root: Path) -> None:
    """It is said which file that is."""
    (root / "oven/bread.yml").write_text("title: Bread\nresources: [\n")
    code, _, err = add("https://example.net/x", "--offline", "--topic", "bread", "--yes", *GIVEN)
    assert code == 1
    assert "oven/bread.yml has mistakes; `roadmap check` says which" in err
    assert bread(root) == "title: Bread\nresources: [\n"


def test_a_time_has_one_form(add: Run, root: Path) -> None:
    """However it was typed."""
    assert add("https://example.net/x", "--offline", "--topic", "bread", "--yes", *GIVEN, "--time", "90m")[0] == 0
    assert last(root)["time"] == "1h30m"


def test_ids_are_readable_and_unique(add: Run, root: Path) -> None:
    """A second text by the same hand gets another one."""
    for i, id in enumerate(("author-text-bread", "author-text-bread-article", "author-text-bread-2")):
        assert add(f"https://example.net/{i}", "--offline", "--topic", "bread", "--yes", *GIVEN)[0] == 0
        assert last(root)["id"] == id
    assert checks(root)


def test_who_adds_is_remembered_by_git_and_by_nobody_else(
    add: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A script takes what a person said once, and never the name that commits are signed with."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    git = ["git", "-C", str(root)]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "config", "user.name", "Bo Baker"], check=True)
    assert add("https://example.net/1", "--offline", "--topic", "bread", "--yes", *GIVEN)[0] == 0
    assert "added_by" not in last(root)
    subprocess.run([*git, "config", "roadmap.by", "@bo-baker"], check=True)
    assert add("https://example.net/2", "--offline", "--topic", "bread", "--yes", *GIVEN)[0] == 0
    assert last(root)["added_by"] == "@bo-baker"
    assert add("https://example.net/3", "--offline", "--topic", "bread", "--yes", "--by", "", *GIVEN)[0] == 0
    assert "added_by" not in last(root)
