"""Many addresses: in a fair order, each until enough was seen of it, within the time that there is."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from roadmap_site.links.asker import Asker
from roadmap_site.links.fetch import Fetcher
from roadmap_site.links.judge import judge
from roadmap_site.links.options import Manner, descriptors
from roadmap_site.links.pace import Pace
from roadmap_site.links.seen import (
    NO_VALIDATORS,
    Earlier,
    Judgement,
    Link,
    Seen,
    Validators,
    host_of,
)
from roadmap_site.links.wire import validators_of

_STREAK: Final = 12  # failures of our own network in a row, on as many hosts, until we believe it is down


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
        self.streak: list[tuple[str, Result]] = []
        self.reached = False  # whether anything answered at all
        self.down = False

    async def all(self) -> None:
        connections = descriptors(self.manner.options.connections)
        options = replace(self.manner.options, connections=connections)
        pace = Pace(connections, self.manner.per_host, self.manner.gap)
        queue = interleaved(self.links)
        async with Fetcher(options) as self.fetcher:
            self.asker = Asker(self.fetcher, pace, self.manner)
            workers = [asyncio.create_task(self._work(queue)) for _ in range(min(connections * 3, len(self.links)))]
            try:
                async with asyncio.timeout(self._left()):
                    await asyncio.gather(*workers)
            except TimeoutError:
                pass
            finally:
                for task in (*workers, *self.asker.shared.values()):
                    task.cancel()
                await asyncio.gather(*workers, *self.asker.shared.values(), return_exceptions=True)
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
        seen, spent = await self.asker.all(link, self.earlier(link.url))
        return Result(link, judge(seen), spent, _rest(seen), validators_of(seen.attempts))


def _rest(seen: Seen) -> int:
    """Return how many days longer than others an address may rest, since its host says that it hardly changes."""
    if not seen.attempts:
        return 0
    for part in seen.attempts[-1][-1].header("cache-control").split(","):
        name, _, value = part.strip().partition("=")
        if name.lower() == "max-age" and value.isdigit():
            return min(7, int(value[:9]) // (86_400 * 30))
    return 0
