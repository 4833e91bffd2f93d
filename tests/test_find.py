"""What is found out of an address: each value with where it is from, clean, and left out when in doubt."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from link_server import Server

from find_world import HOSTILE, serving, world
from roadmap_site.find import clean
from roadmap_site.find.look import look
from roadmap_site.find.values import Found
from roadmap_site.links.options import Limits, Manner, Options

YOUTUBE = "https://www.youtube.com/watch?v=VMj-3S1tku0"
FOUND = {
    "https://course.test/lesson": {
        "title": "Gradients & Graphs", "by": ("Ada Lovelace", "Lesson Hall"), "kind": "course", "cost": "free",
        "time": "1h30m", "language": "pt-BR", "year": 2021,
    },
    "https://journal.test/paper": {
        "title": "On Deep Things", "by": ("Ada Lovelace", "Bo Baker"), "kind": "paper", "language": "en", "year": 2019,
    },
    "https://library.test/book": {
        "title": "Nets and Knots", "by": ("Bo Baker",), "kind": "book", "language": "de", "year": 2015,
    },
    "https://blog.test/post": {
        "title": "The Illustrated Net", "by": ("Jay Alam",), "kind": "article", "language": "en", "year": 2020,
    },
    "https://blog.test/plain": {"title": "Notes on nets", "language": "en"},
    "https://shop.test/book": {
        "title": "A Book of Nets", "by": ("Bo Baker",), "kind": "book", "cost": "paid", "language": "en",
    },
    "https://graph.test/lesson": {
        "title": "Nets, step by step", "by": ("Ann Author",), "kind": "article", "language": "fr",
    },
    "https://graph.test/list": {"title": "Courses", "language": "en"},
    "https://graph.test/other": {"title": "Nets at home", "language": "en"},
    YOUTUBE: {
        "title": "The spelled-out intro", "by": ("Andrej Karpathy",), "kind": "video", "cost": "free", "time": "2h25m",
        "year": 2022,
    },
    "https://arxiv.org/pdf/1706.03762": {
        "title": "Attention Is All You Need", "by": ("Ashish Vaswani", "Noam Shazeer"), "kind": "paper",
        "cost": "free", "year": 2017,
    },
    "https://doi.org/10.1038/nature14539": {
        "title": "Deep learning", "by": ("Yann LeCun", "A Group"), "kind": "paper", "language": "en", "year": 2015,
    },
    "https://doi.org/10.5281/zenodo.1": {"title": "Some code", "by": ("Bo Baker",), "kind": "code", "year": 2018},
    "https://github.com/karpathy/micrograd": {
        "title": "micrograd", "by": ("karpathy",), "kind": "code", "cost": "free", "year": 2020,
    },
    "https://evil.test/tower": {"title": "A tower", "language": "en"},
    "https://evil.test/spaces": {"title": "Wide open", "language": "en"},
    "https://evil.test/wrapped": {
        "title": "Wrapped up", "by": ("Ann Author",), "kind": "article", "language": "en",
    },
    "https://evil.test/many": {"title": "Many things", "language": "en"},
    "https://evil.test/broken": {"title": "A broken thing", "language": "en"},
    "https://evil.test/number": {"title": "A number", "language": "en"},
    "https://evil.test/numbers": {"title": "Digits", "language": "en"},
    "https://evil.test/long": {"language": "en"},
    "https://evil.test/latin": {},
    "https://evil.test/shift": {"title": "深層学習の基礎"},
    "https://evil.test/bomb": {"title": "Zero"},
    "https://evil.test/endless": {"title": "Endless nets"},
    "https://evil.test/canonical": {"title": "Nets again", "language": "en"},
    "https://evil.test/moved": {"title": "Moved nets", "language": "en"},
}  # fmt: skip
NOTHING = {
    "https://evil.test/slow": "temporary",
    "https://evil.test/inside": "refused",
    "https://evil.test/cloud": "refused",
    "https://evil.test/members": "blocked",
    "https://evil.test/blocked": "blocked",
    "https://evil.test/lost": "gone",
    "https://evil.test/soft": "soft_404",
    "https://nobody.test/": "temporary",
}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(world()) as running:
        yield running
        assert running.faults == []


def asked(server: Server, url: str) -> Found:
    options = Options(
        allowed=(ipaddress.ip_network("127.0.0.0/8"),), ca_file=server.ca_file, names={"*": ("127.0.0.1",)},
        limits=Limits(hop=1.5, address=3.0),
    )  # fmt: skip
    return look(url, Manner(options, date(2026, 11, 21), gap=0.0))


@pytest.mark.parametrize("url", FOUND)
def test_what_pages_say_is_found(server: Server, url: str) -> None:
    """Every kind of metadata, and pages that are broken, towers, bombs or lists: what is certain, and no more."""
    found = asked(server, url)
    assert {fact.field: fact.value for fact in found.facts} == FOUND[url]
    assert all(fact.source and fact.url.startswith("https://") for fact in found.facts)


@pytest.mark.parametrize("url", NOTHING)
def test_doors_errors_and_internal_addresses_say_nothing(server: Server, url: str) -> None:
    """However nice a title they bear; and the judge says why."""
    found = asked(server, url)
    assert found.judged is not None
    assert (found.judged.verdict, found.facts) == (NOTHING[url], ())
    assert found.judged.reason


def test_every_value_names_its_source(server: Server) -> None:
    """So that a person knows whom to believe."""
    found = asked(server, YOUTUBE)
    assert {fact.field: fact.source for fact in found.facts} == {
        "title": "YouTube’s oEmbed", "by": "YouTube’s oEmbed", "kind": "YouTube’s oEmbed", "cost": "YouTube’s oEmbed",
        "time": "the page’s microdata", "year": "the page’s microdata",
    }  # fmt: skip
    assert asked(server, "https://shop.test/book").notes == ("The page names a price: 49.00.",)


def test_other_addresses_of_the_page_are_told(server: Server) -> None:
    """Where it moved to and what it calls itself; not a front page, a script, or somebody else's address."""
    assert asked(server, "https://blog.test/post").also == ("https://blog.test/posts/illustrated-net",)
    moved = asked(server, "https://evil.test/moved")
    assert (moved.url, moved.also) == ("https://evil.test/new", ("https://evil.test/new",))
    assert asked(server, "https://evil.test/canonical").also == ()
    assert asked(server, "https://blog.test/front").also == ()


def test_hostile_text_is_one_clean_line(server: Server) -> None:
    """Markup stays text, to be escaped where it is shown; marks that turn a line round or ring a bell are gone."""
    title = asked(server, "https://evil.test/script").fact("title")
    assert title is not None
    assert title.value == HOSTILE.replace("\u202e", "").replace("\x07", "")
    assert asked(server, "https://evil.test/script").fact("by") is None


@pytest.mark.parametrize(
    ("given", "sites", "kept"),
    [
        ("Deep Learning | Coursera", ("Coursera",), "Deep Learning"),
        ("Deep Learning | Coursera", (), "Deep Learning | Coursera"),
        ("CNNs - Stanford - YouTube", ("YouTube",), "CNNs - Stanford"),
        ("Math - Linear Algebra", ("GitHub",), "Math - Linear Algebra"),
        ("YouTube", ("YouTube",), "YouTube"),
        ("Q&amp;amp;A &#39;x&#39;", (), "Q&A 'x'"),
        ("a\u200bb\u00ad\u2066c", (), "abc"),
        ("…", (), ""),
        ("x" * 201, (), ""),
        (None, (), ""),
    ],
)
def test_titles(given: object, sites: tuple[str, ...], kept: str) -> None:
    """The name of the site goes only where it is known to be one."""
    assert clean.title(given, sites) == kept


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("PT1H30M", "1h30m"), ("PT145M52S", "2h25m"), ("PT45S", "1m"), ("P1DT2H", "26h"), ("3600", "1h"), (90, "1m"),
        ("PT0S", None), ("P", None), ("PT", None), ("P4W", None), ("-PT5M", None), ("PT9999H9M", None), ("soon", None),
        (True, None), (None, None), (float("inf"), None), ("9" * 5000, None),
    ],
)  # fmt: skip
def test_lengths(given: object, kept: str | None) -> None:
    """ISO 8601 and seconds; nothing for what is no length of something to learn."""
    assert clean.time(clean.minutes(given)) == kept


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2019/03/01", 2019), ("2022-08-16T12:05:33-07:00", 2022), ("16 August 2020", 2020), (2018, 2018),
        ("2031", None), ("1066", None), ("12345", None), ("", None), (None, None), (True, None),
    ],
)  # fmt: skip
def test_years(given: object, kept: int | None) -> None:
    """Not before there was anything to link, nor after next year."""
    assert clean.year(given, 2027) == kept


@pytest.mark.parametrize(
    ("given", "kept"),
    [("en_US", "en"), ("pt-br", "pt-BR"), ("zh-Hans-CN", "zh-Hans"), ("DE", "de"), ("und", None), ("English", None)],
)
def test_languages(given: str, kept: str | None) -> None:
    """A country stays where it changes what one reads."""
    assert clean.language(given) == kept


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Lovelace, Ada", "Ada Lovelace"), ("https://x.test/ada", ""), ("ada@x.test", ""), ("admin", ""), ("7", ""),
        ("<b>Ada</b>", ""), ("李飞飞", "李飞飞"), ("\u202eadA", "adA"),
    ],
)  # fmt: skip
def test_people(given: str, kept: str) -> None:
    """No addresses, no markup, nobody called admin."""
    assert clean.person(given, turned=True) == kept


def test_of_very_many_authors_three_are_named() -> None:
    """As in the files."""
    assert clean.people(f"Ann {chr(65 + i)}." for i in range(12)) == ("Ann A.", "Ann B.", "Ann C.", "and others")


@given(st.text())
def test_clean_text_is_stable_and_visible(value: str) -> None:
    """Cleaning twice changes nothing more, and nothing is left that a terminal or a reader is fooled by."""
    made = clean.text(value)
    assert "&" in made or clean.text(made) == made  # what was escaped three times still is
    assert not any(
        char in made for char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\x1b\x00\n\t"
    )
