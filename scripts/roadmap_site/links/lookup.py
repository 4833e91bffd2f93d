"""Names to internet addresses, each looked up once in a run."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import socket
from concurrent.futures import ThreadPoolExecutor

from roadmap_site.links.options import Options
from roadmap_site.links.seen import Trouble


class Lookup:
    """Looks names up, each once in a run."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.pool = ThreadPoolExecutor(max_workers=16, thread_name_prefix="lookup")
        self.known: dict[str, asyncio.Future[tuple[str, ...]]] = {}

    async def addresses(self, host: str) -> tuple[str, ...]:
        """Return a host's internet addresses; raise socket.gaierror."""
        if host in self.options.names:
            return self.options.names[host]
        wildcard = self.options.names.get("*")
        if wildcard:
            return wildcard
        if host not in self.known:
            self.known[host] = asyncio.get_running_loop().run_in_executor(self.pool, self._ask, host)
        try:
            return await asyncio.shield(self.known[host])
        except OSError:
            self.known.pop(host, None)  # an error is not remembered
            raise

    async def works(self) -> bool:
        """Return whether names that certainly exist can be looked up: if not, the trouble is ours."""
        for host in ("example.org", "www.iana.org", "one.one.one.one"):
            with contextlib.suppress(OSError):
                if await self.addresses(host):
                    return True
        return False

    def _ask(self, host: str) -> tuple[str, ...]:
        if self.options.resolver:
            from roadmap_site.links.names import lookup

            return lookup(host, *self.options.resolver)
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        return tuple(dict.fromkeys(str(one[4][0]) for one in found))


def lookup_trouble(error: OSError | UnicodeError) -> tuple[Trouble, str]:
    """Return what an error of a lookup means."""
    number = error.args[0] if error.args else 0
    if isinstance(error, UnicodeError):
        return "no-such-host", "it is no name"
    if number in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)):
        return "no-such-host", ""
    if isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE):
        return "network", "this machine has no file descriptors left"
    return "dns", str(error.args[-1]) if error.args else ""
