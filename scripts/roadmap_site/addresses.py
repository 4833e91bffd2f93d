"""What is said of an address without asking it: whether it may stand in the roadmap, and when two are the same."""

from __future__ import annotations

import ipaddress
import posixpath
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

# Parameters that only say where a reader came from. Sources: the documentation of Google Analytics, Google Ads, Meta,
# Microsoft Advertising, Mailchimp and HubSpot, and YouTube's share button (si, feature, pp).
TRACKING: Final = re.compile(
    r"utm_\w+|gclid|gclsrc|dclid|fbclid|msclkid|yclid|twclid|igshid|mc_cid|mc_eid|_hsenc|_hsmi|vero_id|wickedid|oly_enc_id|ref_src"
)
_YOUTUBE_TRACKING: Final = frozenset(("si", "feature", "pp", "ab_channel"))
SHORTENERS: Final = frozenset(
    (
        *("bit.ly", "buff.ly", "cutt.ly", "goo.gl", "is.gd", "lnkd.in", "ow.ly", "rb.gy", "rebrand.ly"),
        *("shorturl.at", "t.co", "t.ly", "tiny.cc", "tinyurl.com", "v.gd"),
    )
)
_YOUTUBE: Final = frozenset(("youtube.com", "m.youtube.com", "music.youtube.com", "youtube-nocookie.com", "youtu.be"))
_PORTS: Final = {"http": 80, "https": 443}
_HOST: Final = re.compile(r"(?=.{1,253}\Z)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]\Z")
_VIDEO: Final = re.compile(r"[A-Za-z0-9_-]{11}\Z")
_ARXIV: Final = re.compile(r"/(?:abs|pdf|html)/(?P<id>\d{4}\.\d{4,5}|[a-z.-]+/\d{7})(?:v\d+)?(?:\.pdf)?\Z")


@lru_cache(maxsize=100_000)
def fault(url: str) -> tuple[str, str] | None:
    """Return why an address must not be linked, with a hint; nothing when it may be."""
    if re.search(r"\s", url):
        return "an address must not hold spaces", "Write a space as %20, and leave nothing around the address."
    if re.search(r'[<>"\\^`{|}]', url):
        return (
            'an address must not hold any of < > " \\ ^ ` { | }',
            "Percent-encode it, as the browser's address bar does.",
        )
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "an address must be well formed", "Copy it from the browser's address bar."
    if parts.scheme.lower() not in _PORTS:
        return "an address must begin with https:// (or http://)", "Copy it from the browser's address bar."
    if parts.username is not None or parts.password is not None:
        return "an address must not hold a user name or password", "Delete what stands before the @."
    host = _ascii(parts.hostname or "")
    if not host:
        return "an address must name a host", "It looks like https://example.org/page."
    if (
        _is_ip(host)
        or host.endswith((".local", ".internal", ".localhost", ".localdomain", ".home.arpa"))
        or not _HOST.match(host)
    ):
        return "an address must be on a public host, by name", "It looks like https://example.org/page."
    if port == 0:
        return "an address must have a port that exists", "Leave the port out."
    return None


@lru_cache(maxsize=100_000)
def host(url: str) -> str:
    """Return the host of an address in lower case, without `www.`; nothing when the address is not well formed."""
    try:
        return _ascii(urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


@lru_cache(maxsize=100_000)
def tracking(url: str) -> tuple[str, ...]:
    """Return the tracking parameters in an address."""
    query = (name for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True))
    youtube = host(url) in _YOUTUBE
    return tuple(n for n in query if TRACKING.fullmatch(n) or (youtube and n in _YOUTUBE_TRACKING))


def untracked(url: str) -> str:
    """Return an address without its tracking parameters, and otherwise as it is written."""
    names = tracking(url)
    head, mark, rest = url.partition("?")
    query, hash, fragment = rest.partition("#")
    if not names or not mark or "#" in head:
        return url
    kept = [pair for pair in query.split("&") if not parse_qsl(pair, True) or parse_qsl(pair, True)[0][0] not in names]
    return head + (f"?{'&'.join(kept)}" if kept else "") + hash + fragment


@lru_cache(maxsize=100_000)
def normal(url: str) -> str:
    """Return a key that is equal for two addresses of the same page.

    The scheme, the host's case and `www.`, a default port, a slash at the end, `index.html`, the order of query and
    fragment, tracking parameters, the many forms of a YouTube link and the forms and versions of an arXiv paper make
    no difference. An address that cannot be read is its own key.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url
    where = _ascii(parts.hostname or "").removeprefix("www.")
    if where in _YOUTUBE and (video := _youtube(where, parts)):
        return video
    path = _path(parts.path)
    if where in ("arxiv.org", "export.arxiv.org") and (paper := _ARXIV.match(path)):
        return f"arxiv.org/abs/{paper['id']}"
    if port is not None and port != _PORTS.get(parts.scheme.lower()):
        where = f"{where}:{port}"
    pairs = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.fullmatch(k)]
    query = "&".join(f"{quote(k)}={quote(v)}" for k, v in sorted(pairs))
    fragment = "&".join(sorted(unquote(parts.fragment).split("&")))
    return where + path + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def same(urls: Iterable[str]) -> dict[str, list[int]]:
    """Return the positions of addresses by their key."""
    found: dict[str, list[int]] = {}
    for i, url in enumerate(urls):
        found.setdefault(normal(url), []).append(i)
    return found


def _youtube(where: str, parts: SplitResult) -> str | None:
    query = dict(parse_qsl(parts.query))
    steps = [step for step in parts.path.split("/") if step]
    video = query.get("v")
    if where == "youtu.be" and steps:
        video = steps[0]
    elif len(steps) == 2 and steps[0] in ("embed", "shorts", "live", "v"):
        video = None if steps[1] == "videoseries" else steps[1]
    if video and _VIDEO.match(video):
        return f"youtube.com/watch?v={video}"
    return f"youtube.com/playlist?list={query['list']}" if "list" in query else None


def _path(path: str) -> str:
    clean = quote(unquote(path), safe="/~!$&'()*+,;=:@-._%")
    clean = posixpath.normpath("/" + clean.lstrip("/")) if clean.strip("/") else ""
    return re.sub(r"/index\.html?\Z", "", clean).rstrip("/")


def _ascii(name: str) -> str:
    name = name.rstrip(".").lower()
    try:
        return name.encode("idna").decode("ascii") if not name.isascii() else name
    except UnicodeError:
        return name


def _is_ip(name: str) -> bool:
    if not (name[:1].isdigit() or ":" in name):
        return False
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
