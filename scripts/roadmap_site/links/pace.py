"""How fast a host may be asked: few connections at a time, a pause between requests, slower when it asks for that."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from roadmap_site.links.seen import Attempt

_SLOWEST = 5.0  # seconds between two requests to one host, at most


@dataclass
class _Host:
    slots: asyncio.Semaphore
    gap: float
    free_at: float = 0.0


class Pace:
    """The turns of all hosts in a run."""

    def __init__(self, connections: int, per_host: int = 4, gap: float = 0.05) -> None:
        self._all = asyncio.Semaphore(connections)
        self._per_host, self._gap = per_host, gap
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str, *, first: bool = False) -> AsyncIterator[None]:
        """Wait until a host may be asked once more; who goes first makes the others wait a little longer."""
        state = self._hosts.get(host)
        if state is None:
            state = self._hosts[host] = _Host(asyncio.Semaphore(self._per_host), self._gap)
        async with contextlib.nullcontext() if first else state.slots:
            now = time.monotonic()
            start = max(now, state.free_at)
            state.free_at = start + state.gap
            if start > now and not first:
                await asyncio.sleep(start - now)
            async with self._all:
                yield

    def learn(self, host: str, attempt: Attempt) -> None:
        """Slow down for a host that says that we are too fast, or that struggles; and speed up again."""
        state = self._hosts.get(host)
        if state is None:
            return
        last = attempt[-1]
        if last.status == 429 or last.trouble == "timeout" or last.seconds > 8:
            state.gap = min(_SLOWEST, max(state.gap, 0.25) * 2)
        elif state.gap > self._gap:
            state.gap = max(self._gap, state.gap * 0.8)
