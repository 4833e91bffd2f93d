"""Names that lead elsewhere the second time: what was looked at is what is asked, and nothing else."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pycurl
import pytest

from roadmap_site.links.fetch import Fetcher
from roadmap_site.links.lookup import Lookup
from roadmap_site.links.options import Options
from roadmap_site.links.seen import Attempt

MAY, MUST_NOT = "127.0.0.2", "127.0.0.3"
ONLY = Options(allowed=(ipaddress.ip_network(f"{MAY}/32"),))


class Turn(BaseHTTPRequestHandler):
    """Leads from /1 to /2 and so on to /4, and closes each time, so that another connection is needed."""

    def do_GET(self) -> None:
        step, host = int(self.path.removeprefix("/")), self.headers["Host"]
        self.send_response(302 if step < 4 else 200)
        self.send_header("Location", f"http://{host}/{step + 1}")
        self.send_header("Connection", "close")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def listening() -> Iterator[tuple[int, socket.socket]]:
    """Serve the one address; listen at the same port of the other, where nobody may come."""
    with ThreadingHTTPServer((MAY, 0), Turn) as server, socket.socket() as other:
        other.bind((MUST_NOT, server.server_port))
        other.listen()
        other.setblocking(False)
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server.server_port, other
        finally:
            server.shutdown()


def asked(port: int, monkeypatch: pytest.MonkeyPatch, *answers: str) -> Attempt:
    """Ask while the name has one address after the other; the system itself would say the last."""
    left = list(answers)
    monkeypatch.setattr(Lookup, "_ask", lambda *_: (left.pop(0) if len(left) > 1 else left[0],))

    async def ask() -> Attempt:
        async with Fetcher(ONLY) as fetcher:
            return await fetcher.get(f"http://turning.example:{port}/1")

    return asyncio.run(ask())


def test_a_name_that_turns_inside_is_asked_where_it_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server with a short memory of names may not lead the second request to another machine."""
    with listening() as (port, other):
        hops = asked(port, monkeypatch, MAY, MUST_NOT)
        assert [hop.status for hop in hops] == [302, 302, 302, 200]
        with pytest.raises(BlockingIOError):
            other.accept()


def test_a_name_that_leads_inside_at_last_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not allowed is refused in words, without a connection."""
    with listening() as (port, other):
        (hop,) = asked(port, monkeypatch, MUST_NOT)
        assert hop.trouble == "refused"
        assert MUST_NOT in hop.detail
        with pytest.raises(BlockingIOError):
            other.accept()


def test_no_socket_is_opened_to_what_may_not_be_asked() -> None:
    """Whatever comes before it, the last line holds."""

    async def opened(where: str) -> object:
        async with Fetcher(ONLY) as fetcher:
            return fetcher._open(pycurl.SOCKTYPE_IPCXN, (socket.AF_INET, socket.SOCK_STREAM, 0, (where, 80)))

    assert asyncio.run(opened(MUST_NOT)) == pycurl.SOCKET_BAD
    allowed = asyncio.run(opened(MAY))
    assert isinstance(allowed, socket.socket)
    allowed.close()
