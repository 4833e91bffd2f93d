"""A folder becomes what it must be, whole or not at all, and nothing else is touched."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_site.write import MARKER, NotOurs, write_folder


def tree(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*") if p.is_file() and p.name != MARKER
    }


def test_only_what_differs_is_touched(tmp_path: Path) -> None:
    """A file that is as it should be keeps its time."""
    out = tmp_path / "out"
    assert write_folder(out, {"a.md": "1", "b/c.md": "2"}).changed == ("a.md", "b/c.md")
    before = (out / "a.md").stat().st_mtime_ns
    result = write_folder(out, {"a.md": "1", "b/d.md": "3"})
    assert (result.changed, result.removed, result.kept) == (("b/d.md",), ("b/c.md",), 1)
    assert (out / "a.md").stat().st_mtime_ns == before
    assert tree(out) == {"a.md": "1", "b/d.md": "3"}


def test_files_that_are_no_text_are_written_as_they_are(tmp_path: Path) -> None:
    """And they are not touched either when they are as they should be."""
    data = bytes(range(256))
    assert write_folder(tmp_path / "out", {"a.epub": data}).changed == ("a.epub",)
    assert (tmp_path / "out/a.epub").read_bytes() == data
    assert write_folder(tmp_path / "out", {"a.epub": data}).kept == 1


def test_what_others_wrote_is_not_deleted(tmp_path: Path) -> None:
    """A folder that the build did not make is refused."""
    (tmp_path / "mine.txt").write_text("precious")
    with pytest.raises(NotOurs, match="holds files that this build did not write"):
        write_folder(tmp_path, {"a": "1"})
    assert tree(tmp_path) == {"mine.txt": "precious"}


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    """Neither as the folder itself nor inside it."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(NotOurs):
        write_folder(tmp_path / "link", {"a": "1"})
    out = tmp_path / "out"
    write_folder(out, {"a": "1"})
    (out / "sub").symlink_to(tmp_path / "real")
    (tmp_path / "real/keep").write_text("x")
    write_folder(out, {"a": "1", "sub/b": "2"})
    assert (tmp_path / "real/keep").read_text() == "x"
    assert tree(out) == {"a": "1", "sub/b": "2"}


def test_a_full_disk_leaves_the_folder_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the last file cannot be written, none is changed, and nothing stays behind."""
    out = tmp_path / "out"
    write_folder(out, {"a": "1", "b": "2", "old": "x"})
    real = Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        if self.name == "c":
            raise OSError(28, "No space left on device")
        return real(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        write_folder(out, {"a": "changed", "b": "2", "c": "3"})
    assert tree(out) == {"a": "1", "b": "2", "old": "x"}
    assert not (out / ".staging").exists()


KILLED = """
import sys
from pathlib import Path
from roadmap_site.write import write_folder
for i in range(10_000):
    write_folder(Path(sys.argv[1]), {f"p{n}.md": f"{i % 2}" * 5_000 for n in range(200)})
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_kill_leaves_every_file_whole(tmp_path: Path) -> None:
    """Killed at any moment, each file is the old or the new one, and the next run makes all of them right."""
    out = tmp_path / "out"
    for delay in (0.15, 0.2, 0.25, 0.3, 0.35, 0.4):
        process = subprocess.Popen([sys.executable, "-c", KILLED, str(out)])
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if out.exists():
            assert {p.read_text() for p in out.glob("p*.md")} <= {"0" * 5_000, "1" * 5_000}
    texts = {f"p{n}.md": "new" for n in range(200)}
    write_folder(out, texts)
    assert tree(out) == texts


def _write(out: Path, letter: str) -> None:
    for _ in range(10):
        write_folder(out, {f"{letter}{n}": letter for n in range(50)})


def test_two_builds_at_once_take_turns(tmp_path: Path) -> None:
    """The folder is that of one of the two, not a mixture."""
    out = tmp_path / "out"
    context = multiprocessing.get_context("spawn")
    runs = [context.Process(target=_write, args=(out, letter)) for letter in "xy"]
    for run in runs:
        run.start()
    for run in runs:
        run.join(60)
        assert run.exitcode == 0
    assert set(tree(out).values()) in ({"x"}, {"y"})
    assert len(tree(out)) == 50


names = st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=3).map("/".join)
states = st.dictionaries(names, st.text(max_size=5).map(lambda t: t.replace("\r", "")), max_size=6).filter(
    lambda files: not any(other.startswith(name + "/") for name in files for other in files)
)


@given(st.lists(states, min_size=1, max_size=4))
def test_any_sequence_of_writes_ends_in_the_last(
    tmp_path_factory: pytest.TempPathFactory, sequence: list[dict[str, str]]
) -> None:
    """Files become folders and back, and come and go."""
    out = tmp_path_factory.mktemp("any") / "out"
    for files in sequence:
        write_folder(out, files)
    assert tree(out) == sequence[-1]
