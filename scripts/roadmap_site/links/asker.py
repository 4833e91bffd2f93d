"""One address: asked until enough was seen of it, in turn with the others on its host, and as robots.txt allows."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from roadmap_site.links.fetch import AGENT, Fetcher
from roadmap_site.links.next import next_ask
from roadmap_site.links.options import Manner
from roadmap_site.links.pace import Pace
from roadmap_site.links.seen import Ask, Attempt, Earlier, Hop, Link, Seen, host_of

_KEPT: Final = 64 * 1024  # bytes of a page that are kept to compare others with


class Asker:
    """Asks addresses, each until enough was seen of it."""

    def __init__(self, fetcher: Fetcher, pace: Pace, manner: Manner) -> None:
        self.fetcher, self.pace, self.manner = fetcher, pace, manner
        self.shared: dict[str, asyncio.Task[Attempt]] = {}  # siblings and robots.txt, asked once

    async def all(self, link: Link, earlier: Earlier | None = None) -> tuple[Seen, float]:
        """Ask until enough was seen of an address; return that, and the seconds it took."""
        seen = Seen(link.url, self.manner.today, link.expected, earlier=earlier)
        if not host_of(link.url):
            seen = replace(seen, refused="An address must be well formed, and name a host.")
        spent, limit = 0.0, self.manner.options.limits.address
        while (ask := next_ask(seen, datetime.now(UTC), self.manner.browser)) is not None:
            if spent + ask.delay >= limit - 0.5:
                break
            if ask.delay:
                await asyncio.sleep(ask.delay)
            began = time.monotonic()
            seen, seconds = await self._ask(seen, ask, limit - spent - ask.delay)
            spent += ask.delay + min(seconds, time.monotonic() - began)
        return seen, spent

    async def more(self, url: str, *, whole: bool = False) -> Attempt:
        """Return what another address says, such as a host's open interface; more of it when the whole is wanted."""
        async with self.pace.turn(host_of(url)):
            attempt = await self.fetcher.get(url, fragment=whole)
        self.pace.learn(host_of(url), attempt)
        return attempt

    async def _ask(self, seen: Seen, ask: Ask, left: float) -> tuple[Seen, float]:
        if ask.kind == "sibling":
            if not await self._allowed(ask.url):
                return replace(seen, sibling_denied=True), 0.0
            attempt = await self._once(ask.url)
            return replace(seen, sibling=attempt), 0.0  # shared with others, so not on this address's account
        host = host_of(ask.url)
        fragment = ask.kind == "page" and "#" in seen.url
        async with self.pace.turn(host):
            began = time.monotonic()
            attempt = await self.fetcher.get(
                ask.url, browser=ask.browser, fragment=fragment, seconds=left, validators=ask.validators
            )
            seconds = time.monotonic() - began
        self.pace.learn(host, attempt)
        if ask.kind == "probe":
            return replace(seen, probe=attempt), seconds
        return replace(seen, attempts=(*seen.attempts, attempt)), seconds

    async def _once(self, url: str) -> Attempt:
        if url not in self.shared:
            self.shared[url] = asyncio.create_task(self._small(url))
        return await asyncio.shield(self.shared[url])

    async def _small(self, url: str) -> Attempt:
        async with self.pace.turn(host_of(url), first=True):  # many addresses wait for it
            attempt = await self.fetcher.get(url, seconds=self.manner.options.limits.hop)
        return tuple(replace(hop, body=hop.body[:_KEPT]) if len(hop.body) > _KEPT else hop for hop in attempt)

    async def _allowed(self, url: str) -> bool:
        """Return whether robots.txt lets us ask for more than the page itself."""
        parts = urlsplit(url)
        last: Hop = (await self._once(f"{parts.scheme}://{parts.netloc}/robots.txt"))[-1]
        if last.status != 200 or last.trouble or b"<html" in last.body[:500].lower():
            return last.status is not None and last.status != 429
        from urllib.robotparser import RobotFileParser

        rules = RobotFileParser()
        rules.parse(last.body.decode("utf-8", "replace").splitlines())
        return rules.can_fetch(AGENT.format(about=""), url)
