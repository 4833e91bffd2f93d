"""The form in which an address is written."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

from roadmap_site.addresses import fault, normal, tracking


def tidy(url: str) -> str:
    """Return an address without tracking parameters; a video's and a paper's in the one form that they have here."""
    url = url.strip()
    if fault(url):
        return url
    key = normal(url)
    if key.startswith(("youtube.com/watch?v=", "youtube.com/playlist?list=")):
        return f"https://www.{key}"
    if key.startswith("arxiv.org/abs/"):
        return f"https://{key}"
    if not tracking(url):
        return url
    parts = urlsplit(url)
    dropped = set(tracking(url))
    pairs = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if k not in dropped]
    return urlunsplit(parts._replace(query="&".join(f"{quote(k)}={quote(v, safe='/:,')}" for k, v in pairs)))
