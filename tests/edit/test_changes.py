"""`roadmap new`, `rename`, `move`, `retire` and `show`: every reference is mended, or nothing is touched."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from test_fix import formed, texts

from roadmap_site import model
from roadmap_site.cli import main
from roadmap_site.edit import change
from roadmap_site.edit.names import REFERENCES
from roadmap_site.edit.new import SKELETONS
from roadmap_site.edit.order import record_of
from roadmap_site.model import Record
from samples import small, topic, write
from test_curation import path as path_and_project


def run(root: Path, *args: str) -> int:
    return main([args[0], "--roadmap", str(root), *args[1:]])


def bakery(folder: Path) -> Path:
    """Write a roadmap in which everything refers to something."""
    files: dict[str, Any] = small()
    files["index.yml"] |= {"starts": ["flour"], "paths": ["loaf"]}
    use = {
        "use": "flour-book",
        "part": "Chapter 9",
        "why": "Its last chapter is on bread, and worth an hour.",
        "covers": ["judge"],
    }
    files["oven/bread.yml"]["resources"].append(use)
    files["oven/bread.yml"]["helps"] = [{"topic": "flour", "why": "It is made of it."}]
    files |= path_and_project()
    files["paths/loaf.yml"]["steps"] = [
        {"text": "First", "steps": [{"topic": "flour", "goal": "use"}, {"resource": "flour-page"}, {"stage": "dough"}]},
        {"topic": "yeast", "also": ["flour", "bread"]},
        {"topic": "bread"},
        {"project": "loaf-project"},
    ]
    gone = {"url": "https://example.net/old", "kind": "gone", "reason": "It is not there.", "date": "2026-11-01"}
    files["retired.yml"] = {"retired": [{**gone, "topic": "flour", "replaced_by": "flour-book"}]}
    root = formed(folder, files)
    assert run(root, "check") == 0
    return root


def all_of(root: Path) -> str:
    return "".join(path.read_text() for path in sorted(root.rglob("*.yml")))


@pytest.mark.parametrize(
    ("old", "new", "moved"),
    [
        ("flour", "grain", ("dough/flour.yml", "dough/grain.yml")),
        ("dough", "doughs", ("dough/yeast.yml", "doughs/yeast.yml")),
        ("loaf", "to-a-loaf", ("paths/loaf.yml", "paths/to-a-loaf.yml")),
        ("loaf-project", "real-loaf", ("projects/loaf-project.yml", "projects/real-loaf.yml")),
        ("flour-book", "grain-book", None),
        ("flour/use", "flour/handle", None),
        ("flour/now", "at-once", None),
    ],
)
def test_rename_mends_every_reference(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, moved: tuple[str, str] | None
) -> None:
    """In indexes, edges, uses, paths, projects and retired.yml; the old id stays reserved; the form is kept."""
    root = bakery(tmp_path)
    assert run(root, "rename", old, new) == 0
    said = capsys.readouterr().out
    assert f"is now {new}" in said
    if moved:
        assert not (root / moved[0]).exists()
        assert (root / moved[1]).exists()
    assert run(root, "check") == run(root, "fix", "--check") == 0
    bare = old.rpartition("/")[2]
    assert f"former_ids:\n  - {bare}\n" in "\n".join(
        line.removeprefix("    ") for line in all_of(root).split("\n")
    ) or (f"- {bare}\n" in all_of(root))
    capsys.readouterr()
    assert run(root, "show", old) == 2
    assert "is now called" in capsys.readouterr().err
    assert run(root, "rename", new if "/" in new or "/" not in old else f"flour/{new}", bare) == 0
    assert run(root, "check") == 0


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("rename", "flur", "x"), "nothing has the id `flur`; did you mean `flour`"),
        (("rename", "flour", "yeast"), "the id `yeast` is that of a topic"),
        (("rename", "flour", "flour"), "is its id already"),
        (("rename", "flour", "No Id"), "is no id"),
        (("rename", "flour/use", "judge"), "the id `flour/judge` is that of a goal"),
        (("move", "flour", "dough"), "`flour` is already in `dough`"),
        (("move", "flour", "ofen"), "did you mean `oven`?"),
        (("retire", "flour"), "name that with --into ID"),
        (("retire", "flour-book"), "say why with --reason"),
        (("retire", "https://example.org/nothing", "--reason", "x"), "no resource has the address"),
        (("retire", "flour-book", "--reason", "x", "--replaced-by", "flour-book"), "cannot take its own place"),
        (("retire", "flour", "--into", "flour"), "cannot become part of itself"),
        (("retire", "flour-book", "--into", "flour"), "--into is for topics"),
        (("retire", "loaf", "--reason", "x"), "nothing has the id `loaf`"),
        (("new", "topic", "rye"), "name it with --stage"),
        (("new", "topic", "rye", "--stage", "doug"), "did you mean `dough`?"),
        (("new", "path", "rye", "--stage", "dough"), "--stage is for topics"),
        (("new", "project", "flour"), "is or was that of a topic"),
        (("new", "stage", "paths"), "another folder"),
        (("new", "topic", "../rye", "--stage", "dough"), "is no id"),
        (("show", "breadd"), "did you mean `bread`"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_touched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], args: tuple[str, ...], said: str
) -> None:
    """With what may be meant; exit code 2."""
    root = bakery(tmp_path)
    before = texts(root)
    assert run(root, *args) == 2
    assert said in capsys.readouterr().err
    assert texts(root) == before


def test_a_change_that_would_break_a_rule_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The problems are told with their places, and nothing is touched."""
    root = bakery(tmp_path)
    before = texts(root)
    assert run(root, "retire", "bread-intro", "--reason", "It is gone.") == 1
    captured = capsys.readouterr()
    assert "[free-start-here]" in captured.out
    assert "nothing was changed" in captured.err
    (root / "dough/yeast.yml").write_text("title: Yeast\nlevel: high\n")
    assert run(root, "rename", "flour", "grain") == 1
    assert texts(root) == {**before, "dough/yeast.yml": b"title: Yeast\nlevel: high\n"}


def test_retire_takes_out_every_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A path says that it was dropped, retired.yml why; uses are told, and need a yes."""
    root = bakery(tmp_path)
    before = texts(root)
    page = ("retire", "https://EXAMPLE.com/flour/", "--reason", "Its host closed: for good.", "--kind", "gone")
    assert run(root, *page) == 2
    assert "--yes goes on" in capsys.readouterr().err
    assert texts(root) == before
    assert run(root, *page, "--yes") == 0
    assert "loaf.yml" in capsys.readouterr().out
    assert "    retired: https://example.com/flour\n" in (root / "paths/loaf.yml").read_text()
    assert 'reason: "Its host closed: for good."' in (root / "retired.yml").read_text()
    assert "resource: flour-page" not in all_of(root)
    assert "id: flour-page" not in all_of(root)
    assert run(root, "check") == run(root, "fix", "--check") == 0


def test_retire_with_a_successor(tmp_path: Path) -> None:
    """What led to the old resource leads to the new one, where only one can stand."""
    root = bakery(tmp_path)
    book = (root / "dough/flour.yml").read_text()
    (root / "dough/flour.yml").write_text(book.replace("covers: [judge]", "covers: [judge, use]"))
    assert run(root, "retire", "flour-book", "--reason", "Out of print.", "--replaced-by", "flour-page", "--yes") == 0
    assert "use: flour-book" not in all_of(root)
    assert (root / "retired.yml").read_text().count("replaced_by: flour-page") == 2
    assert run(root, "check") == 0


def test_a_topic_becomes_part_of_another(tmp_path: Path) -> None:
    """Its id, names and resources go there, and what led to it leads there, once."""
    root = bakery(tmp_path)
    assert run(root, "retire", "yeast", "--into", "flour", "--yes") == 0
    flour = (root / "dough/flour.yml").read_text()
    assert not (root / "dough/yeast.yml").exists()
    assert "former_ids:\n  - yeast\n" in flour
    assert "- Yeast\n" in flour
    assert "id: yeast-book" in flour
    assert "topic: yeast" not in all_of(root)
    assert run(root, "check") == run(root, "fix", "--check") == 0


def test_move_takes_the_topic_to_another_stage(tmp_path: Path) -> None:
    """Its file and its line; its id and address stay."""
    root = bakery(tmp_path)
    assert run(root, "move", "yeast", "oven") == 0
    assert (root / "oven/yeast.yml").exists()
    assert (root / "oven/index.yml").read_text().endswith("  - bread\n  - yeast\n")
    assert run(root, "check") == 0


@pytest.mark.parametrize("kind", SKELETONS)
def test_new_is_listed_and_every_blank_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str) -> None:
    """No TODO can slip through: one by one they are found, down to the last."""
    root = bakery(tmp_path)
    stage = ("--stage", "dough") if kind == "topic" else ()
    assert run(root, "new", kind, "rye", "--title", "Rye: how to", *stage) == 0
    name = {"topic": "dough/rye.yml", "stage": "rye/index.yml"}.get(kind, f"{kind}s/rye.yml")
    file = root / name
    text = file.read_text()
    assert 'title: "Rye: how to"\n' in text
    assert change.formatted(text, record_of(kind)) == text
    assert run(root, "fix", "--check") == 0
    good = {
        "level: TODO": "level: beginner",
        "time: TODO": "time: 2h",
        "kind: TODO": "kind: article",
        "cost: TODO": "cost: free",
        "url: TODO": "url: https://example.edu/rye",
        "topic: todo": "topic: flour",
        "project: todo": "project: loaf-project",
        "topics: []": "topics:\n  - whole-rye",
        "id: todo\n": "id: rye-x\n",
    }
    for blank, value in good.items():
        text = text.replace(blank, value)
    file.write_text(text)
    if kind == "stage":
        assert run(root, "new", "topic", "whole-rye", "--stage", "rye") == 0
        write(root, {"rye/whole-rye.yml": topic("Whole rye", "flour")})
    lines = [i for i, line in enumerate(text.split("\n"), 1) if "TODO" in line.upper().partition("#")[0]]
    while lines:
        capsys.readouterr()
        assert run(root, "check") == 1
        out = capsys.readouterr().out
        for line in lines:
            assert f"{file}:{line}:" in out
        rows = text.split("\n")
        rows[lines[-1] - 1] = (
            rows[lines[-1] - 1].replace("todo", "made").replace("TODO", f"Rye number {lines[-1]}, told")
        )
        text = "\n".join(rows)
        del lines[-1]
        if kind == "topic" and lines and "todo-" in rows[lines[-1] - 1]:
            text, lines = text.replace("todo-", "made-").replace("TODO", "Rye, told at length"), []
        file.write_text(text)
    assert run(root, "check") == 0, capsys.readouterr().out


def test_show_tells_what_is_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In words, and the same as JSON."""
    root = bakery(tmp_path)
    memory = {"url": "https://example.org/flour-book", "verdict": "ok"}
    dates = dict.fromkeys(("checked", "since", "first_seen"), "2026-11-01")
    (root / "link-health.jsonl").write_text(json.dumps(memory | dates) + "\n")
    assert run(root, "show", "flour-book") == 0
    out = capsys.readouterr().out
    assert out.startswith(f"resource flour-book: About flour-book\nstands in {root}/dough/flour.yml:")
    assert "https://example.org/flour-book: ok on 2026-11-01\n" in out
    assert f"2 places refer to it:\n  {root}/oven/bread.yml:" in out
    assert run(root, "show", "flour", "--format", "json") == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["kind"], data["title"], len(data["referred"])) == ("topic", "Flour", 7)
    assert run(root, "show", "https://example.org/flour-book") == run(root, "show", "flour/use") == 0


def test_every_field_that_holds_an_id_is_known() -> None:
    """A field that is added to the model must be mended too, or say here why it is not a reference."""
    own = {"id", "former_ids", "ids", "section", "rule"}
    seen = set()
    for name in model.__all__:
        record = getattr(model, name)
        if isinstance(record, type) and issubclass(record, Record) and record is not Record:
            shapes = (
                record.model_json_schema().get("properties") or record.model_json_schema()["$defs"][name]["properties"]
            )
            for field, shape in shapes.items():
                if json.dumps(model.ID_PATTERN) in json.dumps(shape) and field not in own:
                    assert field in REFERENCES[record], (name, field)
                    seen.add((record, field))
    assert seen == {(record, field) for record, fields in REFERENCES.items() for field in fields}


def test_a_kill_leaves_the_old_or_lets_the_next_command_finish(tmp_path: Path) -> None:
    """Whenever it comes: after the next command every file is as before, or as the command meant it."""
    before = texts(bakery(tmp_path / "a"))
    done = bakery(tmp_path / "b")
    assert run(done, "rename", "flour", "grain") == 0
    after = texts(done)
    killer = (
        "import os, signal, sys, pathlib\n"
        "count = int(sys.argv.pop(1))\n"
        "def wrap(real):\n"
        "    def call(*a, **k):\n"
        "        global count\n"
        "        count -= 1\n"
        "        if count < 0: os.kill(os.getpid(), signal.SIGKILL)\n"
        "        return real(*a, **k)\n"
        "    return call\n"
        "for name in ('replace', 'unlink', 'chmod'):\n"
        "    setattr(pathlib.Path, name, wrap(getattr(pathlib.Path, name)))\n"
        "from roadmap_site.cli import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    ends = set()
    for count in (0, 4, 8, 9, 10, 12, 15, 17, 18, 19, 40):
        root = bakery(tmp_path / f"kill{count}")
        command = [sys.executable, "-c", killer, str(count), "rename", "flour", "grain", "--roadmap", str(root)]
        code = subprocess.run(command, capture_output=True, check=False, env={**os.environ, "COLUMNS": "80"}).returncode
        assert code in (0, -signal.SIGKILL)
        assert run(root, "show", "yeast") == 0
        run(root, "rename", "bread", "bread")  # any command that writes finishes what was begun
        left = {name: raw for name, raw in texts(root).items() if not Path(name).name.startswith(".")}
        assert left in (before, after), count
        ends.add(left == after)
    assert ends == {True, False}
