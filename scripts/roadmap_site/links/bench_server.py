"""A server for `roadmap bench links`: pages that are numbered are there, each after so many milliseconds."""

from __future__ import annotations

import asyncio
import sys
from typing import Final

_BODY: Final = b"<!doctype html><title>Page</title><h1>Page</h1>" + b"<p>A paragraph of words on a page.</p>" * 40
_PAGE: Final = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(_BODY), _BODY)
_MISSING: Final = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


class _Pages(asyncio.Protocol):
    def __init__(self, delay: float) -> None:
        self.delay, self.waiting = delay, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - what asyncio gives a TCP server
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.waiting += data
        while b"\r\n\r\n" in self.waiting:
            head, _, self.waiting = self.waiting.partition(b"\r\n\r\n")
            answer = _PAGE if head.split(b" ", 2)[1][-1:].isdigit() else _MISSING
            asyncio.get_running_loop().call_later(self.delay, self._answer, answer)

    def _answer(self, answer: bytes) -> None:
        if not self.transport.is_closing():
            self.transport.write(answer)


async def _serve(delay: float) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Pages(delay), "0.0.0.0", 0, backlog=4096)  # noqa: S104 - all of 127/8
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(float(sys.argv[1]) / 1000))
