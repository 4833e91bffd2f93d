"""Many addresses: in a fair order, each until enough was seen of it, within the time that there is."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Final
from urllib.parse import urlsplit

from roadmap_site.links.fetch import AGENT, Fetcher
from roadmap_site.links.judge import judge
from roadmap_site.links.next import next_ask
from roadmap_site.links.options import Options, descriptors
from roadmap_site.links.pace import Pace
from roadmap_site.links.seen import (
    NO_VALIDATORS,
    Ask,
    Attempt,
    Earlier,
    Hop,
    Judgement,
    Link,
    Seen,
    Validators,
    host_of,
)
from roadmap_site.links.wire import validators_of

_STREAK: Final = 12  # failures of our own network in a row, on as many hosts, until we believe it is down
_KEPT: Final = 64 * 1024  # bytes of a page that are kept to compare others with


@dataclass(frozen=True, slots=True)
class Result:
    """An address with what was made of it, and the seconds that took."""

    link: Link
    made: Judgement
    elapsed: float
    rest: int = 0
    validators: Validators = NO_VALIDATORS


@dataclass(frozen=True, slots=True)
class Report:
    """What a run came to: results in the order of the links, and what was not reached."""

    results: tuple[Result, ...]
    unreached: tuple[Link, ...]
    network_down: bool = False


@dataclass(frozen=True, slots=True)
class Manner:
    """How a run behaves."""

    options: Options = field(default_factory=Options)
    today: date = date(1, 1, 1)  # the day that judgements are dated with
    browser: bool = False  # try once more as a browser would, where a host refuses robots
    max_time: float | None = None  # seconds for the whole run
    per_host: int = 4
    gap: float = 0.05  # seconds between two requests to one host


def run(
    links: Sequence[Link],
    earlier: Callable[[str], Earlier | None],
    manner: Manner,
    on_result: Callable[[Result], None] = lambda _: None,
) -> Report:
    """Ask all links and judge them; on_result is called for each as soon as it is known."""
    made = _Run(links, earlier, manner, on_result)
    asyncio.run(made.all())  # which returns nothing, since asyncio writes a task's result out when it ends
    return made.report()


def interleaved(links: Iterable[Link]) -> Iterator[Link]:
    """Yield links so that neighbors are on different hosts, each host's in their given order."""
    hosts: dict[str, deque[Link]] = {}
    for link in links:
        hosts.setdefault(host_of(link.url), deque()).append(link)
    queue = deque(hosts.values())
    while queue:
        lane = queue.popleft()
        yield lane.popleft()
        if lane:
            queue.append(lane)


class _Run:
    def __init__(
        self,
        links: Sequence[Link],
        earlier: Callable[[str], Earlier | None],
        manner: Manner,
        on_result: Callable[[Result], None],
    ) -> None:
        self.links, self.earlier, self.manner, self.on_result = links, earlier, manner, on_result
        self.started = time.monotonic()
        self.results: dict[str, Result] = {}
        self.shared: dict[str, asyncio.Task[Attempt]] = {}  # siblings and robots.txt, asked once
        self.streak: list[tuple[str, Result]] = []
        self.reached = False  # whether anything answered at all
        self.down = False

    async def all(self) -> None:
        connections = descriptors(self.manner.options.connections)
        options = replace(self.manner.options, connections=connections)
        self.pace = Pace(connections, self.manner.per_host, self.manner.gap)
        queue = interleaved(self.links)
        async with Fetcher(options) as self.fetcher:
            workers = [asyncio.create_task(self._work(queue)) for _ in range(min(connections * 3, len(self.links)))]
            try:
                async with asyncio.timeout(self._left()):
                    await asyncio.gather(*workers)
            except TimeoutError:
                pass
            finally:
                for task in (*workers, *self.shared.values()):
                    task.cancel()
                await asyncio.gather(*workers, *self.shared.values(), return_exceptions=True)
            await self._settle()

    def report(self) -> Report:
        """Return what the run came to."""
        done = tuple(self.results[link.url] for link in self.links if link.url in self.results)
        return Report(done, tuple(link for link in self.links if link.url not in self.results), self.down)

    def _left(self) -> float | None:
        if self.manner.max_time is None:
            return None
        return max(0.0, self.manner.max_time - (time.monotonic() - self.started))

    async def _work(self, queue: Iterator[Link]) -> None:
        for link in queue:
            if self.down:
                return
            await self._take(await self._one(link))

    async def _take(self, result: Result) -> None:
        """Keep a result; but hold those back that may only say that our own network is down."""
        if not result.made.network:
            self.reached = self.reached or result.made.verdict != "refused"
            self._release()
            self._keep(result)
            return
        self.streak.append((host_of(result.link.url), result))
        if len({host for host, _ in self.streak}) >= _STREAK:
            if await self.fetcher.names_work():
                self._release()
            else:
                self.down = True

    def _release(self) -> None:
        for _, held in self.streak:
            self._keep(held)
        self.streak.clear()

    def _keep(self, result: Result) -> None:
        self.results[result.link.url] = result
        self.on_result(result)

    async def _settle(self) -> None:
        """Decide what the failures at the end mean: theirs, or our own network's."""
        if self.streak and not self.reached and not self.down:
            self.down = not await self.fetcher.names_work()
        if not self.down:
            self._release()

    async def _one(self, link: Link) -> Result:
        seen = Seen(link.url, self.manner.today, link.expected, earlier=self.earlier(link.url))
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
        return Result(link, judge(seen), spent, _rest(seen), validators_of(seen.attempts))

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


def _rest(seen: Seen) -> int:
    """Return how many days longer than others an address may rest, since its host says that it hardly changes."""
    if not seen.attempts:
        return 0
    for part in seen.attempts[-1][-1].header("cache-control").split(","):
        name, _, value = part.strip().partition("=")
        if name.lower() == "max-age" and value.isdigit():
            return min(7, int(value[:9]) // (86_400 * 30))
    return 0
