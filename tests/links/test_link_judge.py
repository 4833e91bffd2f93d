"""Judging: whatever was seen leads to a verdict with words, and asking comes to an end."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_site.links.hosts import RULES, probe_of, rules_of
from roadmap_site.links.judge import judge
from roadmap_site.links.next import LONGEST_WAIT, next_ask, retry_after
from roadmap_site.links.seen import VERDICTS, Attempt, Earlier, Hop, Judgement, Seen, Trouble

DAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
PAGE = "https://site.test/course/lesson"

urls = st.sampled_from(
    [
        PAGE,
        "https://site.test/",
        "https://site.test/login?next=%2F",
        "http://site.test/course/lesson",
        "https://other.test/x",
        "https://www.youtube.com/watch?v=abcdefghijk",
        "https://arxiv.org/abs/1706.03762",
        "https://github.com/a/b#readme",
        "https://doi.org/10.1000/x",
        "https://[::1]/",
        "https://bücher.test/ä?q=%zz#frag%20ment",
        "file:///etc/passwd",
        "https://site.test/a.pdf#page=3",
    ]
)
bodies = st.one_of(
    st.binary(max_size=300),
    st.sampled_from(
        [
            b"<title>Page not found</title>",
            b"<html><body>hello",
            b"<title>Just a moment...</title>cf-chl-",
            b"",
            b"<meta http-equiv=refresh content='0;url=//x.test/'>",
            b"<title>Sign in</title><input type=password>",
            b'{"error": "not found"}',
            b"<p id=a>This domain is for sale",
            b"\xff\xfe<\x00h\x001\x00>\x00",
            b"<h1>" * 90,
        ]
    ),
)
headers = st.lists(
    st.tuples(
        st.sampled_from(["content-type", "location", "retry-after", "refresh", "cache-control", "cf-mitigated", "x"]),
        st.one_of(
            st.text(max_size=20),
            st.sampled_from(["text/html", "text/html; charset=rot13", "application/pdf", "challenge", "-5", "1e9"]),
        ),
    ),
    max_size=4,
).map(tuple)
hops = st.builds(
    Hop,
    url=urls,
    status=st.none() | st.integers(200, 599) | st.sampled_from([200, 301, 302, 308, 403, 404, 429, 503, 999]),
    headers=headers,
    body=bodies,
    whole=st.booleans(),
    trouble=st.none() | st.sampled_from(get_args(Trouble)),
    detail=st.text(max_size=10),
    refresh=st.booleans(),
)
attempts = st.lists(hops, min_size=1, max_size=4).map(tuple)
earlier = st.builds(
    Earlier,
    verdict=st.sampled_from(VERDICTS),
    checked=st.dates(),
    since=st.dates(),
    first_seen=st.dates(),
    missing_since=st.none() | st.dates(max_value=DAY),
)
seen = st.builds(
    Seen,
    url=urls,
    today=st.just(DAY),
    expected=st.none() | st.text(max_size=30),
    attempts=st.lists(attempts, max_size=3).map(tuple),
    sibling=st.none() | attempts,
    sibling_denied=st.booleans(),
    probe=st.none() | attempts,
    earlier=st.none() | earlier,
)


@settings(max_examples=400)
@given(seen)
def test_whatever_was_seen_leads_to_a_verdict_in_words(value: Seen) -> None:
    """One of the closed list, with a reason; what is gone was missing, and not only once unless it is new."""
    made = judge(value)
    assert made.verdict in VERDICTS
    assert made.reason.strip()
    assert made.reason[0].isupper() or not made.reason[0].isalpha()
    if made.verdict == "gone":
        assert made.missing
        if value.earlier and value.earlier.verdict != "gone":
            assert value.earlier.missing_since is not None
            assert value.earlier.missing_since < DAY
    if made.verdict == "moved":
        assert made.final_url


@settings(max_examples=200)
@given(urls, st.lists(attempts, min_size=12, max_size=12), st.booleans(), st.none() | earlier)
def test_asking_comes_to_an_end(url: str, answers: list[Attempt], browser: bool, before: Earlier | None) -> None:
    """Whatever a host answers, at most six requests are made, and no wait is longer than the longest."""
    value = Seen(url, DAY, earlier=before)
    for asked, answer in enumerate(answers):
        ask = next_ask(value, NOW, browser)
        if ask is None:
            break
        assert asked < 6
        assert 0 <= ask.delay <= LONGEST_WAIT
        if ask.kind == "page":
            value = replace(value, attempts=(*value.attempts, answer))
        elif ask.kind == "sibling":
            value = replace(value, sibling=answer)
        else:
            value = replace(value, probe=answer)
    else:
        pytest.fail("it would ask for ever")


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("0", 0.0),
        ("120", 120.0),
        ("Sat, 21 Nov 2026 12:00:07 GMT", 7.0),
        ("Sat, 21 Nov 2026 11:00:00 GMT", 0.0),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("1e3", None),
        ("99999999999999", None),
        ("Sat, 99 Nov 2026 11:00:00 GMT", None),
    ],
)
def test_retry_after_is_read_or_forgotten(value: str, wait: float | None) -> None:
    """Seconds, or a date; nonsense counts as nothing."""
    assert retry_after(value, NOW) == wait


def gone(url: str) -> Attempt:
    return (Hop(url, 404, body=b"nothing"),)


def test_gone_takes_two_days_unless_the_address_is_new() -> None:
    """One bad day is not the end of a page."""
    new = Seen(PAGE, DAY, attempts=(gone(PAGE),))
    assert judge(new).verdict == "gone"
    assert "Not found" in judge(new).reason
    known = Earlier("ok", date(2026, 11, 1), date(2026, 11, 1), date(2026, 1, 1))
    first = judge(replace(new, earlier=known))
    assert (first.verdict, first.missing) == ("temporary", True)
    again = judge(replace(new, earlier=replace(known, verdict="temporary", missing_since=DAY)))
    assert again.verdict == "temporary"
    later = judge(replace(new, earlier=replace(known, verdict="temporary", missing_since=date(2026, 11, 20))))
    assert later.verdict == "gone"


RECORDED: dict[str, tuple[str, Hop, str]] = {
    # rule: an address, the answer in the form that the host documents or shows, and the verdict
    "YouTube": ("https://www.youtube.com/watch?v=aircAruvnKk", Hop("", 400, body=b"Bad Request"), "gone"),
    "Vimeo": ("https://vimeo.com/123456", Hop("", 404, body=b'{"message":"This video does not exist."}'), "gone"),
    "DOI": ("https://doi.org/10.1000/nothing", Hop("", 404, body=b'{"responseCode":100}'), "gone"),
    "PyPI": ("https://pypi.org/project/nothing-there/", Hop("", 404, body=b'{"message": "Not Found"}'), "gone"),
    "npm": ("https://www.npmjs.com/package/@a/nothing", Hop("", 404, body=b'{"error":"Not found"}'), "gone"),
    "X": ("https://x.com/a/status/1", Hop("", 404), "gone"),
}


@pytest.mark.parametrize("name", RECORDED)
def test_hosts_that_have_an_open_interface_are_believed(name: str) -> None:
    """A page that answers 200 or 403 is not believed against it."""
    url, answer, verdict = RECORDED[name]
    rule = next(rule for rule in rules_of(url) if rule.name == name)
    page = (Hop(url, 403),)
    value = Seen(url, DAY, attempts=(page,), probe=(replace(answer, url=probe_of(rule, url)),))
    assert judge(value).verdict == verdict


WITHDRAWN = {
    "arXiv": (
        "https://arxiv.org/abs/2401.00001",
        "<title>A Paper</title><p>This paper has been withdrawn by Ann Author</p>",
    ),
    "GitHub": ("https://github.com/a/b", "<title>a/b</title><p>This repository is empty.</p>"),
    "Medium": ("https://medium.com/@a/story-1", "<title>Medium</title><p>The author deleted this Medium story</p>"),
    "YouTube channels": (
        "https://www.youtube.com/@nobody",
        "<title>X</title><p>This channel does not exist.</p>",
    ),
}


@pytest.mark.parametrize("name", WITHDRAWN)
def test_what_hosts_say_in_words_is_read(name: str) -> None:
    """The page answers 200; what it says is that there is nothing."""
    url, source = WITHDRAWN[name]
    hop = Hop(url, 200, (("content-type", "text/html; charset=utf-8"),), source.encode())
    assert judge(Seen(url, DAY, attempts=((hop,),))).verdict == "soft_404"


def test_an_archived_repository_is_good_to_read_with_a_warning() -> None:
    """It is there, and somebody should know."""
    source = b"<title>a/b</title><p>This repository was archived by the owner on May 1, 2025. It is now read-only.</p>"
    hop = Hop("https://github.com/a/b", 200, (("content-type", "text/html"),), source)
    made: Judgement = judge(Seen(hop.url, DAY, attempts=((hop,),)))
    assert made.verdict == "ok"
    assert made.warnings


def test_every_rule_about_a_host_has_a_case() -> None:
    """A rule without a case could be wrong for years."""
    lobbies = {rule.name for rule in RULES if rule.lobby}
    anchors = {rule.name for rule in RULES if rule.script_anchors}
    assert {rule.name for rule in RULES} == {*RECORDED, *WITHDRAWN} | lobbies | anchors


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.lobby], ids=lambda rule: rule.name)
def test_a_lobby_is_not_the_page(rule) -> None:  # type: ignore[no-untyped-def]
    """Hosts that send whoever asks for a page that is gone to a list of all they have."""
    start = f"https://www.{rule.hosts[0]}/learn/a-course-that-was"
    end = Hop(
        f"https://www.{rule.hosts[0]}/",
        200,
        (("content-type", "text/html"),),
        b"<title>Learn online</title>" + b"<p>word </p>" * 99,
    )
    made = judge(Seen(start, DAY, attempts=((Hop(start, 302), end),)))
    assert made.verdict == "soft_404"


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.script_anchors], ids=lambda rule: rule.name)
def test_fragments_that_scripts_read_are_not_missed(rule) -> None:  # type: ignore[no-untyped-def]
    """The HTML says nothing of them."""
    url = f"https://{rule.hosts[0]}/about/us#scrollTo=abc"
    hop = Hop(url, 200, (("content-type", "text/html"),), b"<title>About us</title>" + b"<p>word </p>" * 99)
    assert judge(Seen(url, DAY, attempts=((hop,),))).verdict in ("ok", "soft_404")
