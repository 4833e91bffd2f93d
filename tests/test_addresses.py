"""Addresses are compared as a person would, and refused when nobody should follow them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_site.addresses import fault, host, normal, tracking

SAME = [
    ("http://example.org/a", "https://www.EXAMPLE.org:443/a/"),
    ("https://example.org", "http://example.org:80/"),
    ("https://example.org/a/index.html", "https://example.org/a/"),
    ("https://example.org/a?b=1&c=2", "https://example.org/a?c=2&b=1&utm_source=x&fbclid=y"),
    ("https://example.org/a#x=1&y=2", "https://example.org/a#y=2&x=1"),
    ("https://example.org/%7Ea/%c3%a9", "https://example.org/~a/é"),
    ("https://example.org/a/./b/../c", "https://example.org/a/c"),
    ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
    ("https://www.youtube.com/watch?v=aircAruvnKk", "https://youtu.be/aircAruvnKk?si=abc&t=30"),
    ("https://www.youtube.com/watch?v=aircAruvnKk", "https://m.youtube.com/watch?app=desktop&v=aircAruvnKk&list=PL1"),
    ("https://www.youtube.com/watch?v=aircAruvnKk", "https://www.youtube-nocookie.com/embed/aircAruvnKk"),
    ("https://www.youtube.com/watch?v=aircAruvnKk", "https://youtube.com/live/aircAruvnKk?feature=share"),
    ("https://www.youtube.com/playlist?list=PL12", "https://youtube.com/embed/videoseries?list=PL12"),
    ("https://arxiv.org/abs/1406.2661", "https://arxiv.org/pdf/1406.2661v1.pdf"),
]
DIFFERENT = [
    ("https://example.org/a", "https://example.org/A"),
    ("https://example.org/a", "https://example.org/b"),
    ("https://example.org/a#one", "https://example.org/a#two"),
    ("https://example.org/a?x=1", "https://example.org/a?x=2"),
    ("https://example.org/a", "https://docs.example.org/a"),
    ("https://example.org/a", "https://example.org:8443/a"),
    ("https://www.youtube.com/watch?v=aircAruvnKk", "https://www.youtube.com/watch?v=aircAruvnKK"),
    ("https://www.youtube.com/playlist?list=PL12", "https://www.youtube.com/playlist?list=PL13"),
    ("https://arxiv.org/abs/1406.2661", "https://arxiv.org/abs/1406.2662"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_forms_of_one_address_are_the_same(one: str, other: str) -> None:
    """What makes no difference to a reader makes none here."""
    assert normal(one) == normal(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_pages_stay_different(one: str, other: str) -> None:
    """What leads elsewhere is another address."""
    assert normal(one) != normal(other)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://example.org/",
        "//example.org/a",
        "example.org/a",
        "https://",
        "https:///a",
        "https://user:secret@example.org/",
        "https://user@example.org/",
        "https://example.org/a b",
        " https://example.org/",
        "https://example.org/\n",
        'https://example.org/"onclick=x',
        "https://example.org/<script>",
        "https://localhost/",
        "https://intranet/",
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[::1]/",
        "http://[::1",
        "http://169.254.169.254/latest/meta-data/",
        "https://printer.local/",
        "https://example.org:99999/",
        "https://example..org/",
        "https://-example.org/",
    ],
)
def test_addresses_that_nobody_should_follow_are_refused(url: str) -> None:
    """Other schemes, passwords, spaces, markup and hosts that are not public each get a reason and a hint."""
    wrong = fault(url)
    assert wrong
    assert all(wrong)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://incompleteideas.net/book/the-book-2nd.html",
        "https://math.mit.edu/~gs/linearalgebra/",
        "https://en.wikipedia.org/wiki/Bayes%27_theorem",
        "https://en.wikipedia.org/wiki/F-score#Definition",
        "https://www.youtube.com/watch?v=-QH8fRhqFHM",
        "https://bücher.example/über",
        "https://scikit-learn.org/stable/modules/model_evaluation.html#classification-metrics",
        "https://example.org/a(b)c,d;e=f?g=h&i=[j]",
        "https://example.org:8443/",
    ],
)
def test_addresses_of_public_pages_are_let_through(url: str) -> None:
    """Ordinary and odd addresses of public pages are fine."""
    assert fault(url) is None


def test_tracking_parameters_are_named() -> None:
    """Parameters that only say where a reader came from; on YouTube also its share button's."""
    assert tracking("https://example.org/?a=1&utm_medium=x&gclid=y") == ("utm_medium", "gclid")
    assert tracking("https://youtu.be/aircAruvnKk?si=x") == ("si",)
    assert tracking("https://example.org/?si=x") == ()


def test_host_is_lower_case_ascii_without_www() -> None:
    """Hosts compare as the network does."""
    assert host("https://WWW.Bücher.example./x") == "xn--bcher-kva.example"
    assert host("http://[::1") == ""


@given(st.text(max_size=80))
def test_any_text_is_judged(text: str) -> None:
    """No text is more than a faulty address, and comparing is stable."""
    fault(text)
    fault("https://" + text)
    host("https://" + text)
    assert normal(text) == normal(text)


@given(st.sampled_from([url for pair in SAME + DIFFERENT for url in pair]))
def test_a_key_is_its_own_key(url: str) -> None:
    """Normalising what is normal changes nothing."""
    assert normal("https://" + normal(url)) == normal(url)
