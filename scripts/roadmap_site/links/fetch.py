"""The only socket: asks one address after the other, hop by hop, within limits."""

from __future__ import annotations

import os
import re
import socket
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import pycurl

from roadmap_site.links.lookup import Lookup, lookup_trouble
from roadmap_site.links.multi import Multi
from roadmap_site.links.networks import why_not
from roadmap_site.links.options import Options
from roadmap_site.links.seen import NO_VALIDATORS, Attempt, Hop, Trouble, Validators
from roadmap_site.links.trouble import curl_trouble
from roadmap_site.links.wire import Answer, leads_to, sendable

AGENT: Final = "Mozilla/5.0 (compatible; roadmap-linkcheck/1.0; +{about})"
_HEADERS: Final = (
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language: en,*;q=0.5",
    "Accept-Encoding: gzip, deflate",
)
BROWSER: Final = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


class Fetcher:
    """Asks addresses with libcurl, many at a time, in one thread.

    `async with Fetcher(options) as fetcher: attempt = await fetcher.get(url)`.
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        self.requests = 0

    async def __aenter__(self) -> Fetcher:
        self._multi = Multi(self.options.connections)
        self._idle: list[pycurl.Curl] = []
        self._proxies = _proxies()
        self._lookup = Lookup(self.options)
        return self

    async def __aexit__(self, *_: object) -> None:
        for curl in self._idle:
            curl.close()
        self._multi.close()
        self._lookup.pool.shutdown(wait=False, cancel_futures=True)

    async def names_work(self) -> bool:
        """Return whether the trouble with names is not our own."""
        given = self.options.names or self.options.resolver
        return bool(given) or await self._lookup.works()

    async def get(
        self,
        url: str,
        *,
        browser: bool = False,
        fragment: bool = False,
        seconds: float | None = None,
        validators: Validators = NO_VALIDATORS,
    ) -> Attempt:
        """Return every hop from an address to where it leads; trouble is a value, not an exception."""
        hops: list[Hop] = []
        limits = self.options.limits
        end = time.monotonic() + (limits.address if seconds is None else seconds)
        curl = self._idle.pop() if self._idle else self._handle()
        asked: set[tuple[str, str]] = set()
        refresh = False
        try:
            _ask_for(curl, validators)
            while True:
                hop = await self._hop(curl, url, browser, limits.whole if fragment else limits.body, end)
                hops.append(replace(hop, refresh=True) if refresh else hop)
                target, refresh = leads_to(hop)
                if target is None:
                    break
                _ask_for(curl)
                cookies = ";".join(sorted(curl.getinfo(pycurl.INFO_COOKIELIST)))
                if (url, cookies) in asked:
                    hops[-1] = replace(hop, trouble="loop", status=None)
                    break
                asked.add((url, cookies))
                if len(hops) > limits.redirects:
                    hops[-1] = replace(hop, trouble="too-many-redirects", status=None)
                    break
                url = target
        finally:
            curl.setopt(pycurl.COOKIELIST, "ALL")  # which forgets them
            self._idle.append(curl)
        return tuple(hops)

    async def _hop(self, curl: pycurl.Curl, url: str, browser: bool, wire: int, end: float) -> Hop:
        started = time.monotonic()

        def trouble(kind: Trouble, detail: str = "") -> Hop:
            return Hop(url, trouble=kind, detail=detail, seconds=time.monotonic() - started)

        try:
            sent, host, port = sendable(url)
        except ValueError as error:
            return trouble("refused", str(error))
        proxied = bool(self._proxies) and _proxied(self._proxies, sent, host)
        if not proxied:
            try:
                addresses = (host,) if _literal(host) else await self._lookup.addresses(host.lower())
            except (socket.gaierror, OSError, UnicodeError) as error:
                return trouble(*lookup_trouble(error))
            for address in addresses:
                if why := why_not(address, self.options.allowed):
                    return trouble("refused", f"{host} is {address}: {why}" if address != host else why)
        elif _literal(host) and (why := why_not(host, self.options.allowed)):
            return trouble("refused", why)
        answer = Answer(self.options.limits, wire)
        left = end - time.monotonic()
        if left <= 0:
            return trouble("timeout")
        self._prepare(curl, sent, proxied, browser, answer, left)
        if not proxied and not _literal(host):
            joined = ",".join(f"[{a}]" if ":" in a else a for a in addresses)
            curl.setopt(pycurl.RESOLVE, [f"{host}:{port}:{joined}"])  # the addresses that were checked, and no others
        else:
            curl.unsetopt(pycurl.RESOLVE)
        self.requests += 1
        code, message = await self._multi.perform(curl)
        status = curl.getinfo(pycurl.RESPONSE_CODE) or None
        headers = answer.headers()
        seconds = time.monotonic() - started
        encoding = ",".join(value for name, value in headers if name == "content-encoding")
        body, whole = answer.body(encoding)
        kind: Trouble | None = None
        detail = ""
        if answer.too_many_headers:
            kind, detail = "broken", "its headers have no end"
        elif code == pycurl.E_WRITE_ERROR and answer.cut:
            whole = False
        elif code:
            kind, detail = curl_trouble(curl, code, message)
            whole = False
        if status and status < 200:
            status = None
            kind = kind or "broken"
        return Hop(url, status, headers, body, whole, kind, detail, seconds)

    def _handle(self) -> pycurl.Curl:
        """Return a handle with all that is the same for every request."""
        curl = pycurl.Curl()
        set_ = curl.setopt
        set_(pycurl.COOKIEFILE, "")  # cookies live as long as the attempt
        set_(pycurl.PATH_AS_IS, 1)
        set_(pycurl.NOSIGNAL, 1)
        set_(pycurl.FOLLOWLOCATION, 0)
        set_(pycurl.CONNECTTIMEOUT_MS, int(self.options.limits.connect * 1000))
        set_(pycurl.HTTP_CONTENT_DECODING, 0)
        set_(pycurl.OPENSOCKETFUNCTION, self._open)
        set_(pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS)
        set_(pycurl.HTTP09_ALLOWED, 0)
        if self.options.ca_file:
            set_(pycurl.CAINFO, self.options.ca_file)
        return curl

    def _prepare(self, curl: pycurl.Curl, url: str, proxied: bool, browser: bool, answer: Answer, left: float) -> None:
        set_ = curl.setopt
        set_(pycurl.URL, url)
        if proxied:
            curl.unsetopt(pycurl.REQUEST_TARGET)
        else:  # libcurl would write percent-encoded letters in capitals
            set_(pycurl.REQUEST_TARGET, "/" + url.split("/", 3)[3])
        set_(pycurl.TIMEOUT_MS, max(1, int(min(self.options.limits.hop, left) * 1000)))
        set_(pycurl.HEADERFUNCTION, answer.header)
        set_(pycurl.WRITEFUNCTION, answer.write)
        set_(pycurl.USERAGENT, BROWSER if browser else AGENT.format(about=self.options.about))

    def _open(self, purpose: int, address: tuple[Any, ...]) -> socket.socket | int:
        """Open a socket, but only to an address that may be asked, or to the user's own proxy."""
        family, kind, protocol, where = address
        if purpose == pycurl.SOCKTYPE_IPCXN and not self._proxies and why_not(str(where[0]), self.options.allowed):
            return pycurl.SOCKET_BAD
        try:
            opened = socket.socket(family, kind, protocol)
        except OSError:
            return pycurl.SOCKET_BAD
        self._multi.opened.append(opened)
        return opened


def _ask_for(curl: pycurl.Curl, validators: Validators = NO_VALIDATORS) -> None:
    """Say what we take, and what we have already."""
    conditions = (("If-None-Match", validators.etag), ("If-Modified-Since", validators.modified))
    curl.setopt(pycurl.HTTPHEADER, [*_HEADERS, *(f"{name}: {value}" for name, value in conditions if value)])


def _literal(host: str) -> bool:
    return ":" in host or re.fullmatch(r"[0-9.]+", host) is not None


def _proxies() -> dict[str, str]:
    """Return the user's proxies, as the environment names them."""
    if not any(name.lower().endswith("_proxy") for name in os.environ):
        return {}
    from urllib.request import getproxies_environment  # late: hardly anybody has one, and it takes its time

    return getproxies_environment()


def _proxied(proxies: Mapping[str, str], url: str, host: str) -> bool:
    from urllib.request import proxy_bypass

    wanted = "https" if url.startswith("https") else "http"
    return bool(proxies.get(wanted) or proxies.get("all")) and not proxy_bypass(host)
