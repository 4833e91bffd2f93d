"""Every case is judged as a careful person would, in time, in little memory, and byte for byte."""

from __future__ import annotations

import ipaddress
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from link_case import TODAY, Case, page, plain
from link_case import case as make
from link_cases import CASES
from link_server import Asked, DnsAnswer, Reply, Server, Site

from roadmap_site.links.memory import entry_of
from roadmap_site.links.options import Limits, Manner, Options
from roadmap_site.links.run import Report, Result, run
from roadmap_site.links.seen import Link

LIMITS = Limits(hop=2.0, connect=2.0, address=6.0)
WHOLE = 300.0  # seconds for all cases: so long only when something hangs
HANGS = 30.0  # seconds for one address
MEGABYTES = 200.0


@dataclass(frozen=True)
class Ran:
    server: Server
    results: dict[str, Result]  # by the name of the case
    report: Report
    seconds: float


def serve(cases: tuple[Case, ...]) -> Server:
    """Return a server for cases."""
    sites: dict[str, Site] = {}
    answers: dict[str, DnsAnswer] = {}
    for case in cases:
        for host, site in case.sites.items():
            assert host not in sites, f"two cases use {host}"
            sites[host] = site
        answers.update(case.dns)
    return Server(sites, answers)


def options(server: Server, cases: tuple[Case, ...]) -> Options:
    """Return how the checker is to use the network in the test: hosts of the cases are on loopback."""
    here: Mapping[str, tuple[str, ...]] = dict.fromkeys(server.sites, ("127.0.0.1",))
    names = dict(here)
    for case in cases:
        names.update(case.names)
        for host in case.dns:
            names.pop(host, None)
    return Options(
        allowed=tuple(ipaddress.ip_network(one) for one in ("127.0.0.1", "127.0.0.3", "::1")),
        ca_file=server.ca_file,
        names=names,
        resolver=("127.0.0.1", server.dns_port),
        limits=LIMITS,
        connections=200,
    )


def links(server: Server, cases: tuple[Case, ...]) -> list[Link]:
    """Return the links that cases stand for."""
    return [Link(server.address(case.url), case.expected) for case in cases]


@pytest.fixture(scope="module")
def ran(monkeypatch_module: pytest.MonkeyPatch) -> Iterator[Ran]:
    with serve(CASES) as server:
        asked = links(server, CASES)
        memory = {link.url: case.earlier for link, case in zip(asked, CASES, strict=True)}
        manner = Manner(options(server, CASES), TODAY, per_host=50, gap=0.0)
        began = time.monotonic()
        report = run(asked, memory.get, manner)
        seconds = time.monotonic() - began
        by_url = {result.link.url: result for result in report.results}
        results = {c.name: by_url[link.url] for link, c in zip(asked, CASES, strict=True) if link.url in by_url}
        yield Ran(server, results, report, seconds)


@pytest.fixture(scope="module")
def monkeypatch_module() -> Iterator[pytest.MonkeyPatch]:
    """Take proxies out of the environment: the server is on loopback."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            patch.delenv(name, raising=False)
        yield patch


def test_cases_are_many_and_distinct() -> None:
    assert len(CASES) >= 120
    assert [name for name, count in Counter(case.name for case in CASES).items() if count > 1] == []
    assert [url for url, count in Counter(case.url for case in CASES).items() if count > 1] == []


def test_every_case_is_judged_as_a_careful_person_would(ran: Ran) -> None:
    wrong = []
    for case in CASES:
        result = ran.results.get(case.name)
        wanted = " or ".join(sorted(case.verdicts))
        if result is None:
            wrong.append(f"{case.name}: no result, should be {wanted}: {case.why}")
        elif result.made.verdict not in case.verdicts:
            wrong.append(
                f"{case.name}: {result.made.verdict}, should be {wanted}: {case.why}\n    said: {result.made.reason}"
            )
    assert not wrong, f"{len(wrong)} of {len(CASES)} cases are wrong:\n" + "\n".join(wrong)


def test_moves_lead_where_they_should(ran: Ran) -> None:
    wrong = []
    for case in CASES:
        if case.final and (result := ran.results.get(case.name)) and result.made.verdict == "moved":
            wanted = ran.server.address(case.final)
            if result.made.final_url != wanted:
                wrong.append(f"{case.name}: {result.made.final_url}, should be {wanted}")
    assert not wrong, "\n".join(wrong)


def test_warnings_are_given_where_a_reader_would_wonder(ran: Ran) -> None:
    wrong = [
        f"{case.name}: {ran.results[case.name].made.warnings}"
        for case in CASES
        if case.warns is not None
        and case.name in ran.results
        and bool(ran.results[case.name].made.warnings) != case.warns
    ]
    assert not wrong, "\n".join(wrong)


def test_addresses_arrive_byte_for_byte(ran: Ran) -> None:
    wrong = []
    for case in CASES:
        if case.sent is not None:
            arrived = {asked.target for host in case.sites for asked in ran.server.asked(host)}
            if case.sent not in arrived:
                wrong.append(f"{case.name}: {case.sent[:200]} did not arrive, but {sorted(arrived)[:3]}")
    assert not wrong, "\n".join(wrong)


def test_nothing_takes_longer_than_it_may(ran: Ran) -> None:
    assert ran.report.unreached == ()
    assert not ran.report.network_down
    slow = [f"{name}: {one.elapsed:.1f} s" for name, one in ran.results.items() if one.elapsed > HANGS]
    slow += [
        f"{case.name}: {ran.results[case.name].elapsed:.1f} s, should take {case.quick} s at most"
        for case in CASES
        if case.quick is not None
        and case.name in ran.results
        and ran.results[case.name].elapsed > max(case.quick, LIMITS.address)
    ]
    assert not slow, "\n".join(slow)
    assert ran.seconds < WHOLE


def test_no_host_is_asked_more_than_a_careful_person_would(ran: Ran) -> None:
    # three tries of a redirect to itself and what is asked beside it; only endless redirects go on, to their limit
    asked = Counter(one.host for one in ran.server.log if not one.host.startswith(("loop-", "cookie-never", "chain-")))
    asked.pop("github.com", None)
    assert {host: count for host, count in asked.items() if count > 9} == {}


def test_nothing_beside_the_page_is_asked_where_robots_txt_forbids_it(ran: Ran) -> None:
    assert {one.target for one in ran.server.asked("robots.test")} <= {"/lessons/3", "/robots.txt"}


def test_bombs_and_endless_answers_fit_into_little_memory(tmp_path: Path) -> None:
    """Measure a process that does nothing else, three of each at once, with the limits of every day."""
    heavy = tuple(_renamed(one, f"-{copy}.test") for one in CASES if one.heavy for copy in range(3))
    with serve(heavy) as server:
        asked = {
            "urls": [server.address(one.url) for one in heavy],
            "hosts": list(server.sites),
            "today": TODAY.isoformat(),
        }
        ran = subprocess.run(
            [sys.executable, "-W", "ignore", Path(__file__).with_name("link_memory.py")],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )
    assert ran.returncode == 0, ran.stderr[-2000:]
    told = json.loads(ran.stdout)
    wrong = [
        f"{one.name}: {verdict}"
        for one, verdict in zip(heavy, told["verdicts"], strict=True)
        if verdict not in one.verdicts
    ]
    assert told["megabytes"] < MEGABYTES
    assert not wrong


def _renamed(one: Case, ending: str) -> Case:
    sites = {host.replace(".test", ending): site for host, site in one.sites.items()}
    return replace(one, name=one.name + ending, url=one.url.replace(".test", ending), sites=sites)


@pytest.mark.parametrize(
    "unit", ["<div>", "<div><b>", "<b class={}>", "<table>", "<ul><li>", "<a href={}>", "<p id={}>", "&amp;", "<!--"]
)
def test_pages_of_open_tags_are_read_in_time(unit: str) -> None:
    """Read as much as an answer may hold, in a process of its own, since a parser that hangs cannot be stopped."""
    code = (
        "import sys\n"
        "from roadmap_site.links.page import read\n"
        "from roadmap_site.links.seen import Hop\n"
        "unit, size = sys.argv[1], 512 * 1024\n"
        "parts = (unit.format(i) for i in range(size // len(unit)))\n"
        "body = ''.join(parts)[:size].encode()\n"
        "page = read(Hop('http://x.test/', 200, (('content-type', 'text/html'),), body))\n"
        "page.title, page.headings, page.text, page.has_anchor('x'), page.refresh, page.scripted, page.canonical\n"
    )
    subprocess.run([sys.executable, "-c", code, unit], timeout=60, check=True)


def test_addresses_that_are_none_do_not_end_the_run() -> None:
    good = make("beside", "ok", "a good page beside bad addresses", "/a", page("Lesson"))
    with serve((good,)) as server:
        bad = [
            "http://[::1/a",
            "http://[x]/",
            "//x.test/a",
            "",
            "http://",
            "http://x.test:port/",
            "http://\x00/",
            "nonsense",
        ]
        asked = [*links(server, (good,)), *(Link(url) for url in bad)]
        report = run(asked, lambda _: None, Manner(options(server, (good,)), TODAY))
    verdicts = {result.link.url: result.made.verdict for result in report.results}
    assert verdicts.pop(asked[0].url) == "ok"
    assert set(verdicts) == set(bad)
    assert set(verdicts.values()) <= {"refused", "gone"}


def test_a_heavy_page_does_not_make_its_neighbors_slow() -> None:
    """A page of four megabytes is read while others are waited for: none of these may time out for that."""
    large = page("Large", "<p>word</p>" * 380_000 + "<p id=end>")
    heavy = [make(f"large-{i}", "ok", "large", "/a#end", large) for i in range(6)]
    light = [make(f"light-{i}", "ok", "takes its time", "/a", replace(plain("<p>light"), pause=1.0)) for i in range(6)]
    cases = tuple(heavy + light)
    with serve(cases) as server:
        report = run(links(server, cases), lambda _: None, Manner(options(server, cases), TODAY, per_host=50, gap=0.0))
        asked = Counter(one.host for one in server.log if one.target == "/a")
    assert [result.made.verdict for result in report.results] == ["ok"] * len(cases)
    assert {host: count for host, count in asked.items() if count > 1} == {}, "asked again for no fault of its own"


def test_a_page_that_did_not_change_is_not_sent_again() -> None:
    """The second time its host is told what we have; 304 keeps the verdict, the title and the validators."""
    tag, day = ("ETag", '"v1"'), ("Last-Modified", "Sat, 21 Nov 2026 10:00:00 GMT")

    def answers(asked: Asked) -> Reply:
        known = asked.headers.get("if-none-match") == tag[1] and asked.headers.get("if-modified-since") == day[1]
        return Reply("304 Not Modified", (tag,)) if known else page("Lesson", headers=(tag, day))

    cases = (make("known", "ok", "as it was", "/lesson", answers),)
    with serve(cases) as server:
        (asked,) = links(server, cases)
        manner = Manner(options(server, cases), TODAY)
        (first,) = run([asked], lambda _: None, manner).results
        entry = entry_of(asked.url, first.made, TODAY, None, first.rest, first.validators)
        (second,) = run([asked], lambda _: entry.earlier(), manner).results
        statuses = [one.headers.get("if-none-match") for one in server.log if one.target == "/lesson"]
    again = entry_of(asked.url, second.made, TODAY, entry, second.rest, second.validators)
    assert statuses == [None, tag[1]]
    assert (second.made.verdict, second.made.status, second.made.title) == ("ok", 304, "Lesson")
    assert (again.etag, again.modified, again.title) == (tag[1], day[1], "Lesson")


def test_the_server_did_what_the_cases_say(ran: Ran) -> None:
    assert ran.server.faults == []
