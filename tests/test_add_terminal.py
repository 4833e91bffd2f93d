"""`roadmap add` with a person before it: on a terminal that completes, on one that cannot, and when it is stopped."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from link_server import Server

from find_world import world
from roadmap_site.cli import main
from samples import ROOT, small, write

WHY = "Draws every step of it, with numbers that are small enough to follow."
CONTROLS = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07]*\x07|[()][0-9A-B]|[=>78])")
PATIENCE = 20.0  # seconds until a terminal that says nothing is given up


def _sit_down() -> None:
    """Make Ctrl-C a signal, as at a desk, also where the tests themselves run in the background and ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Person:
    """Somebody at a terminal: reads what stands there, and types."""

    def __init__(self, arguments: list[str], folder: Path, term: str) -> None:
        self.screen, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 150, 0, 0))
        env = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        env |= {
            "TERM": term,
            "PROMPT_TOOLKIT_NO_CPR": "1",
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "roadmap_site", "add", *arguments],
            stdin=inner, stdout=inner, stderr=inner, cwd=folder, env=env, start_new_session=True,
            preexec_fn=_sit_down,
        )  # fmt: skip
        os.close(inner)
        self.seen = ""
        self.read = 0

    def sees(self, text: str) -> None:
        """Wait until a text stands on the screen, after what was read before."""
        self._waits(re.escape(text))

    def asked(self, question: str) -> None:
        """Wait for a question, with or without a default."""
        self._waits(rf"{re.escape(question)}(?::| \[)")

    def _waits(self, pattern: str) -> None:
        end = time.monotonic() + PATIENCE
        while not (found := re.compile(pattern).search(self.text, self.read)):
            assert self._more(end), f"{pattern!r} never came:\n{self.text}"
        self.read = found.end()

    @property
    def text(self) -> str:
        return CONTROLS.sub("", self.seen)

    def answers(self, question: str, answer: str = "") -> None:
        """Wait for a question, and type an answer to it."""
        self.asked(question)
        self.types(f"{answer}\r")

    def types(self, text: str) -> None:
        os.write(self.screen, text.encode())

    def completes(self, begun: str, offered: str) -> None:
        """Begin an answer, wait for what is offered, and take it."""
        self.types(begun)
        self.sees(offered)
        self.types("\t\r")

    def ends(self) -> int:
        """Wait for the end, and return the exit code."""
        end = time.monotonic() + PATIENCE
        while self._more(end):
            pass
        return self.process.wait(PATIENCE)

    def _more(self, end: float) -> bool:
        ready, _, _ = select.select([self.screen], [], [], max(0.0, end - time.monotonic()))
        if not ready:
            return False
        try:
            got = os.read(self.screen, 65_536)
        except OSError:  # the other side was closed
            return False
        self.seen += got.decode("utf-8", "replace")
        return bool(got)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.screen)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "roadmap", small())


@pytest.fixture
def people(tmp_path: Path) -> Iterator[list[Person]]:
    found: list[Person] = []
    yield found
    for one in found:
        one.close()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server({"course.test": world()["course.test"]}) as running:
        yield running


@pytest.fixture(params=["xterm-256color", "dumb"])
def term(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def last(path: Path) -> dict[str, object]:
    entry: dict[str, object] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)["resources"][-1]
    return entry


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts}


def test_a_person_adds_what_was_found(
    root: Path, tmp_path: Path, server: Server, people: list[Person], term: str
) -> None:
    """What was found is the default, what is wrong is said and asked again, who adds is asked once."""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    hosts = tmp_path / "hosts"
    hosts.write_text("127.0.0.1 *\n")
    url = f"https://course.test:{server.ports['https']}/lesson"
    network = ["--allow-network", "127.0.0.0/8", "--resolver", str(hosts), "--ca-file", server.ca_file]
    person = Person([url, *network], tmp_path, term)
    people.append(person)
    person.sees("(the page’s JSON-LD)")
    person.answers("topic", "braed")
    person.sees("There is no topic `braed`; did you mean bread?")
    person.types("bread\r" if term == "dumb" else "\x15bread\r")
    for name in ("title", "by"):
        person.answers(name)
    person.asked("kind")
    person.types("movie\r" if term == "dumb" else "\x15movie\r")
    person.sees("`kind` must be one of those offered; it is `movie`.")
    person.types("vid\r" if term == "dumb" else "\x15vid\r")  # its beginning leaves no choice
    person.answers("cost")
    person.asked("language")
    person.types("1h\r" if term == "dumb" else "\x151h\r")
    person.sees("`language` must be a tag such as en, de or pt-BR; it is `1h`.")
    person.types("en\r" if term == "dumb" else "\x15en\r")
    for name in ("time", "year", "part", "level", "pick"):
        person.answers(name)
    person.answers("why", WHY)
    person.answers("covers", "use, judge")
    person.answers("id", "")
    person.answers("your name", "Ada Lovelace")
    person.sees("roadmap/oven/bread.yml:")
    person.answers("Write it", "")
    assert person.ends() == 0, person.seen
    entry = last(root / "oven/bread.yml")
    assert (entry["title"], entry["by"]) == ("Gradients & Graphs", ["Ada Lovelace", "Lesson Hall"])
    assert (entry["kind"], entry["why"], entry["covers"]) == ("video", WHY, ["use", "judge"])
    assert entry["added_by"] == "Ada Lovelace"
    assert not {"part", "level", "pick"} & entry.keys()
    said = subprocess.run(["git", "-C", str(root), "config", "roadmap.by"], capture_output=True, text=True, check=True)
    assert said.stdout == "Ada Lovelace\n"
    assert main(["check", "--roadmap", str(root)]) == 0
    assert main(["fix", "--check", "--roadmap", str(root), str(root / "oven/bread.yml")]) == 0


def test_a_duplicate_is_offered_for_use(root: Path, tmp_path: Path, people: list[Person], term: str) -> None:
    """Only what such an entry has is asked for."""
    person = Person(["https://example.org/flour-intro", "--topic", "bread"], tmp_path, term)
    people.append(person)
    person.sees("It stands in the roadmap already: roadmap/dough/flour.yml:")
    person.answers("Use it in Bread", "")
    person.answers("time")
    person.answers("part", "The last page")
    person.answers("level")
    person.answers("pick")
    person.answers("why", WHY)
    person.answers("covers", "use")
    person.answers("Write it", "")
    assert person.ends() == 0, person.seen
    assert last(root / "oven/bread.yml") == {
        "use": "flour-intro", "part": "The last page", "why": WHY, "covers": ["use"],
    }  # fmt: skip


def test_tab_completes_topics_words_and_goals(root: Path, tmp_path: Path, people: list[Person]) -> None:
    """By any part of the word, or of what it means; goals one after the other."""
    person = Person(
        ["https://example.net/x", "--offline", "--dry-run", "--by", "", "--title", "T of bread", "--author", "Ann"],
        tmp_path, "xterm-256color",
    )  # fmt: skip
    people.append(person)
    person.asked("topic")
    person.completes("yea", "Yeast")
    person.asked("kind")
    person.completes("docu", "Documentation")
    person.asked("cost")
    person.completes("sign", "Free with sign-up")
    for name in ("language", "time", "year", "part", "level", "pick"):
        person.answers(name)
    person.answers("why", WHY)
    person.asked("covers")
    person.completes("use, jud", "Judge it")
    person.answers("id")
    assert person.ends() == 0, person.seen
    screen = person.text
    for line in ("kind: documentation", "cost: free-signup", "covers: [use, judge]"):
        assert line in screen


@pytest.mark.parametrize("how", ["ctrl-c", "ctrl-d", "no", "kill"])
def test_who_stops_leaves_all_as_it_was(root: Path, tmp_path: Path, people: list[Person], term: str, how: str) -> None:
    """In words, with exit 130; said no to, exit 1. Killed, it leaves nothing behind."""
    before = files(tmp_path)
    given = ["--offline", "--topic", "bread", "--title", "T of bread", "--author", "Ann", "--kind", "article"]
    given += ["--cost", "free", "--language", "en", "--time", "1h", "--year", "2020", "--part", "All", "--why", WHY]
    given += ["--level", "beginner", "--pick", "best", "--covers", "use", "--by", ""]
    person = Person(["https://example.net/x", *given], tmp_path, term)
    people.append(person)
    person.asked("id")
    if how == "no":
        person.types("\r")
        person.asked("Write it")
        person.types("no\r" if term == "dumb" else "\x15no\r")
        assert person.ends() == 1
    elif how == "kill":
        person.process.send_signal(signal.SIGKILL)
        assert person.ends() == -signal.SIGKILL
    else:
        person.types("\x03" if how == "ctrl-c" else "\x04" if term == "dumb" else "\x15\x04")
        assert person.ends() == 130
    assert how == "kill" or "nothing was written" in person.seen
    assert files(tmp_path) == before


def test_ctrl_c_while_a_host_is_asked(root: Path, tmp_path: Path, people: list[Person], server: Server) -> None:
    """The same, however slow the host is."""
    before = files(tmp_path)
    hosts = write(tmp_path / "names", {"hosts": "127.0.0.1 *\n"}) / "hosts"
    before |= files(tmp_path)
    network = ["--allow-network", "127.0.0.0/8", "--resolver", str(hosts), "--timeout", "300s"]
    person = Person([f"https://slow.test:{server.ports['https-silent']}/x", *network], tmp_path, "dumb")
    people.append(person)
    person.sees("Asking slow.test")
    person.types("\x03")
    assert person.ends() == 130
    assert "nothing was written" in person.text
    assert "Traceback" not in person.text
    assert files(tmp_path) == before


def test_a_full_disk_leaves_the_file_whole(root: Path, tmp_path: Path) -> None:
    """Exit 3, in words."""
    before = files(tmp_path)
    given = "--offline --topic bread --title 'Text on bread' --author Ann --kind article --cost free --yes --by ''"
    command = f"ulimit -f 0; exec '{sys.executable}' -m roadmap_site add https://example.net/x {given} --why '{WHY}'"
    run = subprocess.run(["/bin/sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert run.returncode == 3, run.stderr
    assert "nothing was written" in run.stderr
    assert "Traceback" not in run.stderr
    assert files(tmp_path) == before


def test_the_terminal_library_is_loaded_by_nothing_else() -> None:
    """No command waits for it, nor does `add` in a script."""
    code = "import sys; from roadmap_site.commands import add; print('prompt_toolkit' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout == "False\n"
