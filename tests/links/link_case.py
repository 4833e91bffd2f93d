"""What a case of the link checker's test set is, and the pages that cases are made of."""

from __future__ import annotations

import gzip
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import escape
from typing import Final
from urllib.parse import urlsplit

from link_server import Answers, DnsAnswer, Reply, Site

from roadmap_site.links.seen import VERDICTS, Earlier, Verdict

TODAY: Final = date(2026, 11, 21)
HTML: Final = ("Content-Type", "text/html; charset=utf-8")


@dataclass(frozen=True)
class Case:
    """An address, what the world answers, and what a careful person would say of it."""

    name: str
    url: str  # without ports, and with schemes such as https-expired: the server fills them in
    verdicts: frozenset[str]
    why: str
    sites: Mapping[str, Site] = field(default_factory=dict)
    expected: str | None = None
    earlier: Earlier | None = None
    final: str | None = None  # where it is said to have moved to
    sent: str | None = None  # the target that must arrive, byte for byte
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # hosts that are elsewhere than on 127.0.0.1
    dns: Mapping[str, DnsAnswer] = field(default_factory=dict)  # hosts that are looked up
    warns: bool | None = None  # whether something must be said although the verdict is good
    quick: float | None = None  # seconds within which it must be known
    heavy: bool = False  # it tries to fill the memory


def case(
    name: str,
    verdict: str,
    why: str,
    url: str,
    answers: Answers | Mapping[str, Answers] | None = None,
    *,
    otherwise: Answers | None = None,
    more: Mapping[str, Mapping[str, Answers] | Answers] | None = None,
    **rest: object,
) -> Case:
    """Make a case: `/path` is on a host of its own, and answers for one target need no key.

    In `more` other hosts have their answers; one that is no mapping stands for all that the host is asked.
    """
    verdicts = frozenset(verdict.split("|"))
    assert verdicts <= set(VERDICTS), name
    if url.startswith("/"):
        url = f"http://{name}.test{url}"
    parts = urlsplit(url)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
    if not host.isascii():
        host = host.encode("idna").decode()
    target = str(rest.get("sent") or (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
    sites: dict[str, Site] = {}
    if answers is not None or otherwise is not None:
        routes = {} if answers is None else answers if isinstance(answers, Mapping) else {target: answers}
        sites[host] = Site(routes) if otherwise is None else Site(routes, otherwise)
    for other, said in (more or {}).items():
        sites[other] = Site(said) if isinstance(said, Mapping) else Site({}, said)
    return Case(name, url, verdicts, why, sites, **rest)  # type: ignore[arg-type]  # the fields' own types hold


def was(verdict: Verdict = "ok", days: int = 12, missing: int | None = None, title: str | None = None) -> Earlier:
    """Return what memory holds of an address that was seen some days ago, and perhaps missing since some days ago."""
    return Earlier(
        verdict,
        TODAY - timedelta(days if missing is None else missing),
        TODAY - timedelta(days if missing is None else missing),
        TODAY - timedelta(200),
        None if missing is None else TODAY - timedelta(missing),
        title=title,
    )


# Pages.

_SENTENCES: Final = (
    "Gradients flow backwards through the layers, and each weight learns how much it is to blame.",
    "A model that has seen every exam before says little about the next one.",
    "The loss falls quickly at first, then slowly, and then one changes the learning rate.",
    "Convolutions share their weights over all places of an image.",
    "Attention compares every word with every other, which is costly for long texts.",
    "Batches should be large enough to fill the device and small enough to fit.",
    "Regularization keeps weights small, so that functions stay smooth.",
    "We begin with a linear classifier, because everything that follows is built of them.",
    "Normalization makes deep networks easier to train, though nobody agrees on why.",
    "Residual connections let a layer do nothing, which is often the best that it can do.",
    "Sampling from the model shows what it believes, and where it is wrong.",
    "Read the data before you read the paper: most surprises live there.",
    "A validation set answers questions, a test set should be asked only once.",
    "Embeddings put things that are used alike into places that are close.",
    "Exercises follow each chapter; their solutions are in the second appendix.",
    "Dropout removes units at random, and so trains many networks at once.",
    "Recurrent networks read from left to right and keep a summary of what they read.",
    "Diffusion models learn to take noise away, one small step after another.",
    "The optimizer keeps a running mean of gradients and of their squares.",
    "Quantization stores weights in fewer bits, and costs less than one fears.",
    "Reinforcement learning needs a reward, and gets exactly what was rewarded.",
    "Transfer from a larger model helps whenever data is scarce.",
    "Plot the residuals; a pattern there is knowledge that the model left behind.",
    "Baselines are dull, honest and hard to beat.",
)
_MENU: Final = (
    "<nav><a href=/>Home</a> <a href=/blog>Blog</a> <a href=/about>About</a> <a href=/contact>Contact</a></nav>"
)


def prose(topic: str, sentences: int = 14) -> str:
    """Return paragraphs about a topic, the same each time and different from those about others."""
    chosen = random.Random(topic).sample(_SENTENCES, min(sentences, len(_SENTENCES)))
    return f"<p>These are notes on {escape(topic)}.</p><p>" + " ".join(chosen) + "</p>"


def page(
    title: str,
    text: str | None = None,
    *,
    h1: str | None = None,
    head: str = "",
    status: str = "200 OK",
    headers: tuple[tuple[str, str], ...] = (),
    **rest: object,
) -> Reply:
    """Return an ordinary page; without a text it has a long one of its own."""
    body = (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{escape(title)}</title>{head}</head>"
        f"<body>{_MENU}<main><h1>{escape(title if h1 is None else h1)}</h1>{prose(title) if text is None else text}"
        "</main><footer>Made with care</footer></body></html>"
    )
    return Reply(status, (HTML, *headers), body.encode(), **rest)  # type: ignore[arg-type]  # the fields' own types


def plain(body: str | bytes, kind: str | None = "text/plain; charset=utf-8", status: str = "200 OK") -> Reply:
    """Return an answer of any kind, or of none."""
    headers = () if kind is None else (("Content-Type", kind),)
    return Reply(status, headers, body.encode() if isinstance(body, str) else body)


def to(where: str, status: int = 301, **rest: object) -> Reply:
    """Return a redirect."""
    words = {
        300: "Multiple Choices", 301: "Moved Permanently", 302: "Found", 303: "See Other",
        307: "Temporary Redirect", 308: "Permanent Redirect",
    }  # fmt: skip
    return Reply(f"{status} {words[status]}", (("Location", where), HTML), b"<p>Moved", **rest)  # type: ignore[arg-type]


def refresh(where: str, seconds: int = 0, title: str = "Redirecting", text: str = "<p>This page has moved.") -> Reply:
    """Return a page that sends its reader on by itself."""
    return page(title, text, head=f'<meta http-equiv="refresh" content="{seconds}; url={where}">')


def error(status: str, text: str = "", headers: tuple[tuple[str, str], ...] = ()) -> Reply:
    """Return an error as servers say it."""
    return page(status, text or "<p>The server could not do what was asked.", status=status, headers=headers)


def zipped(reply: Reply, times: int = 1) -> Reply:
    """Return an answer compressed, as often as said."""
    body = reply.body
    for _ in range(times):
        body = gzip.compress(body, mtime=0)
    coding = ", ".join(["gzip"] * times)
    return Reply(reply.status, (*reply.headers, ("Content-Encoding", coding)), body)
