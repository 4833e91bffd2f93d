"""What goes over the wire and what comes back: addresses as they are sent, answers within their limits."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from typing import Final
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import idna

from roadmap_site.links.options import Limits
from roadmap_site.links.page import is_html, read
from roadmap_site.links.place import REDIRECTS
from roadmap_site.links.seen import Attempt, Hop, Validators

_PORTS: Final = {"http": 80, "https": 443}
_SAFE: Final = "!#$%&'()*+,/:;=?@[]~-._|\\^`{}\"<>"  # what stands in an address is sent as it stands


def sendable(url: str) -> tuple[str, str, int]:
    """Return an address as it goes over the wire, its host in ASCII, and its port; raise ValueError.

    Only what cannot be sent is encoded: the host's name, spaces, and characters beyond ASCII.
    """
    parts = urlsplit(url.strip())
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise ValueError(f"it begins with {scheme or 'no scheme'}:, and not with http: or https:")
    if not parts.hostname:
        raise ValueError("it names no host")
    if parts.username is not None:
        raise ValueError("it holds a user name or a password")
    host = parts.hostname.rstrip(".")
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except idna.IDNAError as error:
            raise ValueError(f"its host {host} is no name: {error}") from None
    if not re.fullmatch(r"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+(?:%\w+)?", host):
        raise ValueError(f"its host {host!r} is no name")
    port = parts.port or _PORTS[scheme]
    where = f"[{host}]" if ":" in host else host
    if parts.port and parts.port != _PORTS[scheme]:
        where += f":{parts.port}"
    path = quote(parts.path or "/", safe=_SAFE)
    query = quote(parts.query, safe=_SAFE)
    sent = urlunsplit((scheme, where, path, query, ""))
    if url.partition("#")[0].endswith("?") and not parts.query:
        sent += "?"
    return sent, host, port


class Answer:
    """Collects one answer within its limits."""

    def __init__(self, limits: Limits, wire: int) -> None:
        self.limits, self.wire = limits, wire
        self.lines: list[bytes] = []
        self.header_bytes = 0
        self.too_many_headers = False
        self.parts: list[bytes] = []
        self.size = 0
        self.cut = False

    def header(self, line: bytes) -> int | None:
        if line.startswith(b"HTTP/"):
            self.lines.clear()  # of an answer before this one: 100 Continue, or a proxy's
        self.header_bytes += len(line)
        if self.header_bytes > self.limits.headers:
            self.too_many_headers = True
            return -1
        self.lines.append(line)
        return None

    def write(self, data: bytes) -> int | None:
        room = self.wire - self.size
        self.parts.append(data[:room])
        self.size += min(len(data), room)
        if len(data) >= room and room >= 0:
            self.cut = self.cut or len(data) > room
        if self.size >= self.wire:
            self.cut = True
            return -1
        return None

    def headers(self) -> tuple[tuple[str, str], ...]:
        found: list[tuple[str, str]] = []
        for line in self.lines[1:]:
            name, colon, value = line.decode("utf-8", "replace").partition(":")
            if colon:
                found.append((name.strip().lower(), value.strip()))
        return tuple(found)

    def body(self, encoding: str) -> tuple[bytes, bool]:
        """Return the body decompressed within its limit, and whether that was all."""
        raw = b"".join(self.parts)
        self.parts.clear()  # the handle that wrote here may be kept for long
        whole = not self.cut
        for name in reversed([part.strip().lower() for part in encoding.split(",") if part.strip()]):
            if name in ("gzip", "x-gzip", "deflate"):
                raw, complete = _inflate(raw, name, max(self.limits.text, self.wire))
                whole = whole and complete
            elif name != "identity":
                return b"", False  # we did not ask for it, and cannot read it
        return raw, whole


def _inflate(raw: bytes, name: str, limit: int) -> tuple[bytes, bool]:
    modes = (31,) if name != "deflate" else (15, -15)
    for mode in modes:
        parts: list[bytes] = []
        rest, room = raw, limit
        while rest and room > 0:  # a gzip file may have several members
            unpacker = zlib.decompressobj(mode)
            try:
                parts.append(unpacker.decompress(rest, room))
            except zlib.error:
                break
            room -= len(parts[-1])
            rest = unpacker.unused_data
            if not unpacker.eof:
                return b"".join(parts), False
        if parts or not raw:
            return b"".join(parts), not rest
    # said to be compressed, and is not; or broke off in the middle
    return (raw[:limit], False) if not raw.startswith(b"\x1f\x8b") else (b"", False)


def validators_of(attempts: Sequence[Attempt]) -> Validators:
    """Return what a page that answered at once can be asked for with, the next time."""
    if not attempts or len(attempts[-1]) != 1 or attempts[-1][0].status != 200:
        return Validators()
    hop = attempts[-1][0]
    etag, modified = hop.header("etag"), hop.header("last-modified")
    return Validators(
        etag if re.fullmatch(r'(?:W/)?"[!#-~]{1,120}"', etag) else "",
        modified if re.fullmatch(r"[A-Za-z0-9 ,:+-]{10,40}", modified) else "",
    )


def leads_to(hop: Hop) -> tuple[str | None, bool]:
    """Return where an answer sends us, and whether it does so by a refresh in its page."""
    if hop.status in REDIRECTS:
        location = hop.header("location")
        if location:
            try:
                target = urljoin(hop.url, location.strip())
            except ValueError:
                return None, False
            if "#" not in target and "#" in hop.url:
                target += "#" + hop.url.partition("#")[2]
            return target, False
        return None, False
    if hop.status == 200 and hop.trouble is None:
        wait, url = 0, ""
        if header := hop.header("refresh"):
            found = re.fullmatch(r"\s*(\d+)\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"']+)[\"']?\s*", header, re.IGNORECASE)
            if found:
                wait, url = int(found[1][:5]), found[2]
        elif is_html(hop) and b"refresh" in hop.body.lower():
            wait, url = read(hop).refresh or (0, "")
        try:
            target = urljoin(hop.url, url) if url else ""
        except ValueError:
            target = ""
        if target and wait <= 10 and target.partition("#")[0] != hop.url.partition("#")[0]:
            return target, True
    return None, False
