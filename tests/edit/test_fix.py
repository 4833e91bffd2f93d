"""`roadmap fix` mends what rules can mend, in files that stay what they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from roadmap_site.cli import main
from roadmap_site.edit import change
from roadmap_site.edit.order import record_of
from roadmap_site.folder import read_folder
from samples import resource, small, topic, write


def formed(folder: Path, files: dict[str, Any]) -> Path:
    """Write a roadmap in canonical form."""
    root = write(folder / "roadmap", files)
    for key, document in read_folder(root).documents.items():
        Path(document.path).write_text(change.formatted(document.text, record_of(key)), encoding="utf-8")
    return root


def fix(root: Path, *args: str) -> int:
    return main(["fix", "--roadmap", str(root), *args])


def texts(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def wrong(root: Path) -> None:
    """Put every kind of thing into the bread that a fix mends."""
    path = root / "oven/bread.yml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("topic: yeast", "topic: leaven  # wild")
    text = text.replace(
        "url: https://example.org/bread-intro", "url: 'http://example.org/bread-intro?utm_source=x&a=1#b'"
    )
    text = text.replace("https://example.com/bread", "https://example.com/loaf")
    path.write_text(text, encoding="utf-8")
    yeast = root / "dough/yeast.yml"
    yeast.write_text(yeast.read_text(encoding="utf-8") + "former_ids: [leaven]\n", encoding="utf-8")
    memory = {
        "url": "https://example.com/loaf",
        "verdict": "moved",
        "final_url": "https://example.com/loaves",
        **dict.fromkeys(("checked", "since", "first_seen"), "2026-11-01"),
    }
    (root / "link-health.jsonl").write_text(json.dumps(memory) + "\n", encoding="utf-8")


def test_check_lists_and_writes_nothing_then_fix_mends_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Tracking, http, a former id, a moved address, quotes, order of fields; a second run changes nothing."""
    root = formed(tmp_path, small())
    wrong(root)
    before = texts(root)
    assert fix(root, "--check") == 1
    out, err = capsys.readouterr()
    assert texts(root) == before
    assert err == "2 files would change: run `roadmap fix`\n"
    bread, yeast = f"{root}/oven/bread.yml", f"{root}/dough/yeast.yml"
    lines = [line.replace(bread, "bread").replace(yeast, "yeast") for line in out.splitlines()]
    tracked, plain = "http://example.org/bread-intro?utm_source=x&a=1#b", "https://example.org/bread-intro?a=1#b"
    secure = tracked.replace("http:", "https:")
    assert [line for line in lines if line.startswith("bread")] == [
        "bread:5:12: `leaven` should be `yeast` [topic-exists]",
        f"bread:17:1: `url: '{tracked}'` should be `url: \"{tracked}\"` [canonical-form]",
        f"bread:17:10: `{tracked}` should be `{secure}` [https]",
        f"bread:17:10: `{secure}` should be `{plain}` [no-tracking]",
        "bread:35:10: `https://example.com/loaf` should be `https://example.com/loaves` [moved-address]",
    ]
    assert any("`former_ids: [leaven]` should not stand here" in line for line in lines)
    assert fix(root) == 0
    assert capsys.readouterr().err == "2 files changed\n"
    text = (root / "oven/bread.yml").read_text()
    assert "topic: yeast  # wild" in text
    assert 'url: "https://example.org/bread-intro?a=1#b"' in text
    assert "https://example.com/loaves" in text
    after = texts(root)
    assert fix(root, "--check") == fix(root) == main(["check", "--roadmap", str(root)]) == 0
    assert texts(root) == after


def test_http_only_hosts_stay_and_retired_data_leads_to_where_it_moved(tmp_path: Path) -> None:
    """What the roadmap exempts is no fault; what was retired because it moved has a successor."""
    files = small()
    files["index.yml"]["http_only"] = ["example.org"]
    files["dough/flour.yml"]["resources"][0]["url"] = "http://example.org/flour-intro"
    moved = {"url": "https://old.example.com/2", "kind": "moved", "reason": "It moved.", "date": "2026-11-01"}
    files["retired.yml"] = {"retired": [{**moved, "replaced_by": "flour-page"}]}
    files["projects/loaf.yml"] = {
        **dict.fromkeys(("title", "summary"), "A loaf of bread."),
        "level": "beginner",
        "time": "2h",
        "skills": ["Kneading"],
        "requires": [{"topic": "bread", "why": "It is one."}],
        "dataset": {"name": "Grain", "url": moved["url"], "about": "Grains of all kinds."},
        "criteria": ["It rises by 20 %"],
    }
    root = formed(tmp_path, files)
    assert fix(root) == 0
    assert "url: http://example.org/flour-intro" in (root / "dough/flour.yml").read_text()
    assert "url: https://example.com/flour\n" in (root / "projects/loaf.yml").read_text()


def test_what_editors_leave_is_mended(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A byte-order mark, UTF-16, carriage returns, tabs, spaces at the end, a missing last newline."""
    root = formed(tmp_path, small())
    good = texts(root)
    text = good["oven/bread.yml"].decode()
    for raw in (
        b"\xef\xbb\xbf" + text.encode(),
        text.encode("utf-16"),
        text.replace("\n", "\r\n").encode(),
        text.replace("\n", "   \n").encode(),
        text.rstrip("\n").encode(),
        text.replace("\n      ", "\n\t\t\t").replace("\n    ", "\n\t\t").encode(),
    ):
        (root / "oven/bread.yml").write_bytes(raw)
        assert fix(root, "--check") == 1
        assert fix(root) == 0
        assert texts(root) == good, raw[:40]
        assert "bread.yml:" in capsys.readouterr().out


def test_what_cannot_be_read_is_told_and_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The rest is mended all the same."""
    root = formed(tmp_path, small())
    write(root, {"oven/bread.yml": "title: [\n", "dough/yeast.yml": b"\xff\x00", "dough/index.yml": "- a\n"})
    (root / "dough/flour.yml").write_bytes((root / "dough/flour.yml").read_bytes() + b"\n\n")
    before = texts(root)
    assert fix(root) == 1
    out, err = capsys.readouterr()
    assert err == "1 file changed; 3 cannot be read: mend them by hand\n"
    assert "bread.yml:2:1" in out or "bread.yml:1:" in out
    assert {name for name, raw in texts(root).items() if raw != before[name]} == {"dough/flour.yml"}


def test_only_the_files_that_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Files and folders of the roadmap; anything else is wrong usage."""
    root = formed(tmp_path, small())
    for path in root.rglob("*.yml"):
        path.write_bytes(path.read_bytes() + b"\n")
    assert fix(root, str(root / "oven"), str(root / "index.yml")) == 0
    assert capsys.readouterr().err == "3 files changed\n"
    for path in (tmp_path / "roadmap/none.yml", tmp_path):
        assert fix(root, str(path)) == 2
    assert "is not in the roadmap" in capsys.readouterr().err


def test_a_file_keeps_its_mode_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    """As in every place where we write what people wrote."""
    root = formed(tmp_path, {**small(), "oven/bread.yml": topic("Bread", "yeast", resources=[resource("x")])})
    path = root / "oven/bread.yml"
    path.write_bytes(path.read_bytes() + b"\n")
    path.chmod(0o640)
    assert fix(root) == 0
    assert path.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in path.parent.iterdir() if p.name.startswith(".")] == []
