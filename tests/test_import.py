"""Another community's content becomes a sound roadmap, and every line of it is accounted for."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roadmap_site.checks import check, gaps
from roadmap_site.cli import main
from roadmap_site.intake.take import Nothing, Taken, from_outline, from_topics
from roadmap_site.load import load
from roadmap_site.problems import as_text
from samples import ROOT, write

HERE = ROOT / "tests/intake"
FORMS = {"outline": (from_outline, "outline.md"), "topics": (from_topics, "topics")}


def taken(folder: Path, text: str) -> Taken:
    folder.mkdir(exist_ok=True)
    (folder / "list.md").write_bytes(text.encode("utf-8", "surrogatepass"))
    return from_outline(folder / "list.md")


@pytest.mark.parametrize("form", FORMS)
def test_it_is_made_as_approved(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file and every message, byte for byte; `roadmap import` writes them anew."""
    monkeypatch.chdir(HERE)
    make, source = FORMS[form]
    made = make(Path(source))
    approved = HERE / "made" / form
    assert as_text(made.problems) + "\n" == (approved / "told.txt").read_text(encoding="utf-8")
    there = {path.relative_to(approved).as_posix(): path.read_text() for path in approved.rglob("*.yml")}
    assert made.files == there


@pytest.mark.parametrize("form", FORMS)
def test_it_can_be_checked_and_built(form: str, tmp_path: Path) -> None:
    """No rule is broken; each topic has one warning, which says what is not known; and the pages say so."""
    source = str(HERE / FORMS[form][1])
    assert main(["import", form, source, "--to", str(tmp_path / "new"), "--title", "Boats"]) == 0
    loaded = load(tmp_path / "new")
    assert check(loaded) == ()
    assert loaded.roadmap is not None
    assert loaded.roadmap.index.title == "Boats"
    assert [problem.rule for problem in gaps(loaded)] == ["imported"] * len(loaded.roadmap.topics)
    assert main(["build", "--roadmap", str(tmp_path / "new"), "--docs", str(tmp_path / "docs")]) == 0
    page = (tmp_path / "docs/roadmap/topics/knots.md").read_text(encoding="utf-8")
    assert "Taken over from" in page
    assert "Level not known" in page
    assert "What you will be able to do" not in page
    assert "Nothing: you can begin here" not in page


def test_what_is_not_imported_must_be_known(tmp_path: Path) -> None:
    """Without its line `imported` a topic is held to the rules that all others are held to."""
    assert main(["import", "outline", str(HERE / "outline.md"), "--to", str(tmp_path / "new")]) == 0
    for path in (tmp_path / "new").glob("*/*.yml"):
        path.write_text(re.sub(r"^imported: .*\n", "", path.read_text(), flags=re.MULTILINE))
    rules = {problem.rule for problem in check(load(tmp_path / "new")) if problem.severity == "error"}
    assert rules == {"known", "free-start-here", "two-goals", "https"}


# What goes wrong ends in words


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (b"", "nothing in it is a list of topics or links"),
        (b"Only text.\n", "nothing in it is a list of topics or links"),
        (b"# \xff\n- [a](https://example.org/)\n", "must be UTF-8 text; it is not at byte 2"),
        (None, "No such file"),
    ],
)
def test_what_cannot_be_taken_is_said(
    source: bytes | None, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence, exit code 1, and nothing is written."""
    path = tmp_path / "list.md"
    if source is not None:
        path.write_bytes(source)
    assert main(["import", "outline", str(path), "--to", str(tmp_path / "new")]) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that holds something stays as it is."""
    write(tmp_path / "there", {"note.txt": "mine"})
    assert main(["import", "topics", str(HERE / "topics"), "--to", str(tmp_path / "there")]) == 1
    assert "is not empty" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["note.txt"]


def test_a_dry_run_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It tells what would not be taken."""
    arguments = ["import", "outline", str(HERE / "outline.md"), "--to", str(tmp_path / "new"), "--dry-run"]
    assert main(arguments) == 0
    assert "code is not taken (to line 30)" in capsys.readouterr().out
    assert not (tmp_path / "new").exists()


def test_the_language_must_be_a_tag(tmp_path: Path) -> None:
    """Wrong usage is said before anything is read."""
    assert main(["import", "outline", "x", "--to", str(tmp_path / "new"), "--language", "english please"]) == 2


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    """Symbolic links and hidden files are told of, and not read."""
    shutil.copytree(HERE / "topics", tmp_path / "topics")
    (tmp_path / "secret.md").write_text("# Secret\n\n- [a](https://example.org/secret)\n")
    (tmp_path / "topics/link.md").symlink_to(tmp_path / "secret.md")
    made = from_topics(tmp_path / "topics")
    assert "secret" not in "".join(made.files.values())
    assert any(problem.path.endswith("link.md") for problem in made.problems)


# Properties

WORDS = "abcdefghijklmnopqrstuvwxyz"
MARKED = st.text(st.sampled_from("#*-_[]()<>|`~!:@&.+= \n\t0aA1ßø中\u202e\x00\\/\"'{}"), max_size=300)
LINES = st.sampled_from(
    (
        "# W", "## W", "### W W", "W W.", "**W**", "- W", "- [W](U)", "- [W](U) - W W.", "  - [W](U)", "  - W",
        "    - [W](U): W", "* [ ] [W](U)", "1. W", "- **W** (W), W. [[pdf]](U) [[code]](U)", "- [W](U), [W](U)",
        "- W [W](U) W", "- [W](U) by W W - W", "> W W", "```\nW\n```", "<p>W</p>", "<!-- W -->", "---", "[W]: U",
        "![W](U)", "[![W](U)](U)", "W U W", "- U", "- [W](W.md)", "- [@article@W](U)", "- [@scroll@W](U)", "- [](U)",
        "- <b>W</b> W", "- `W`", "    W", "+ W: W", "- W\n  - W", "- W - W\n  - [W](U)", "W\n===", "W\n---",
        "|||\n|-|-|\n| [W](U) | W |\n| W | W |", "- W\n\n  W\n\n  [W](U)", "- [W](U)\n  > W", "\\[W](U)", "* * *",
    )
)  # fmt: skip


def filled(lines: list[str]) -> str:
    """Return lines whose words and addresses are all different."""
    number = iter(range(10_000, 99_999))
    text = "\n".join(lines)
    text = re.sub(r"\bW\b", lambda _: "w" + str(next(number)).translate(str.maketrans("0123456789", WORDS[:10])), text)
    return re.sub(r"\bU\b", lambda _: f"https://example.org/u{next(number)}", text)


def told(made: Taken) -> set[int]:
    """Return the numbers of all lines of which something is told."""
    found: set[int] = set()
    for problem in made.problems:
        to = re.search(r"\(to line ([\d,]+)\)\Z", problem.message)
        found |= set(range(problem.line, (int(to[1].replace(",", "")) if to else problem.line) + 1))
    return found


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(LINES, max_size=40))
def test_no_word_and_no_address_is_lost(lines: list[str], tmp_path: Path) -> None:
    """Each stands in the roadmap, or something is told of its line."""
    text = filled(lines)
    try:
        made = taken(tmp_path, text)
    except Nothing:
        return
    whole = "".join(made.files.values()).casefold()
    for number, line in enumerate(text.split("\n"), 1):
        for word in re.findall(r"\bw[a-j]{5}\b|https://example\.org/u\d+", line):
            assert word in whole or number in told(made), (number, line)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=MARKED | st.text(max_size=200) | st.lists(LINES | MARKED, max_size=15).map("\n".join))
def test_any_text_is_a_sound_roadmap_or_refused_in_words(text: str, tmp_path: Path) -> None:
    """Never a mistake of ours: what is made breaks no rule, which is proved before it is written."""
    try:
        made = taken(tmp_path, text)
    except Nothing as nothing:
        assert str(nothing)
        return
    assert made.topics == sum(not name.endswith("index.yml") for name in made.files)


def test_ids_are_stable_and_thousands_are_no_matter(tmp_path: Path) -> None:
    """The same text gives the same roadmap; titles that are the same get ids of their own."""
    text = "# Large\n" + "".join(
        f"## Part {n // 20}\n### The same\n- [Page {n}](https://e{n}.org/)\n" for n in range(2_000)
    )
    first, second = taken(tmp_path, text), taken(tmp_path, text)
    assert first.files == second.files
    assert (first.topics, first.resources) == (2_000, 2_000)


def test_a_topic_with_thousands_of_links_is_parted(tmp_path: Path) -> None:
    """A file has its limits."""
    made = taken(tmp_path, "# Large\n## All\n" + "".join(f"- [P {n}](https://e.org/{n})\n" for n in range(1_000)))
    assert made.resources == 1_000
    assert made.topics == 4
