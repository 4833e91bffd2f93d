"""libcurl's event interface on asyncio's: https://curl.se/libcurl/c/libcurl-multi.html."""

from __future__ import annotations

import asyncio
import socket

import pycurl


class Multi:
    """Performs many transfers at a time, in one thread."""

    def __init__(self, connections: int) -> None:
        self._loop = asyncio.get_running_loop()
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_SOCKETFUNCTION, self._socket)
        self._multi.setopt(pycurl.M_TIMERFUNCTION, self._timer)
        self._multi.setopt(pycurl.M_MAXCONNECTS, connections)
        self._timeout: asyncio.TimerHandle | None = None
        self._running: dict[pycurl.Curl, asyncio.Future[tuple[int, str]]] = {}
        self._watched: dict[int, int] = {}
        self.opened: list[socket.socket] = []  # libcurl works on copies of their descriptors, so these are closed soon

    def close(self) -> None:
        """Give up what is running."""
        if self._timeout:
            self._timeout.cancel()
        for curl, future in list(self._running.items()):
            self._multi.remove_handle(curl)
            future.cancel()
        for fd in list(self._watched):
            self._unwatch(fd)
        self._multi.close()

    async def perform(self, curl: pycurl.Curl) -> tuple[int, str]:
        """Run a prepared transfer; return libcurl's code, 0 when all went well, and its message."""
        future: asyncio.Future[tuple[int, str]] = self._loop.create_future()
        self._running[curl] = future
        self._multi.add_handle(curl)
        try:
            return await future
        finally:
            if self._running.pop(curl, None) is not None:
                self._multi.remove_handle(curl)

    def _socket(self, event: int, fd: int, *_: object) -> None:
        if event == pycurl.POLL_REMOVE:
            self._unwatch(fd)
            return
        before = self._watched.get(fd, 0)
        if event & pycurl.POLL_IN and not before & pycurl.POLL_IN:
            self._loop.add_reader(fd, self._act, fd, pycurl.CSELECT_IN)
        elif before & pycurl.POLL_IN and not event & pycurl.POLL_IN:
            self._loop.remove_reader(fd)
        if event & pycurl.POLL_OUT and not before & pycurl.POLL_OUT:
            self._loop.add_writer(fd, self._act, fd, pycurl.CSELECT_OUT)
        elif before & pycurl.POLL_OUT and not event & pycurl.POLL_OUT:
            self._loop.remove_writer(fd)
        self._watched[fd] = event

    def _unwatch(self, fd: int) -> None:
        event = self._watched.pop(fd, 0)
        if event & pycurl.POLL_IN:
            self._loop.remove_reader(fd)
        if event & pycurl.POLL_OUT:
            self._loop.remove_writer(fd)

    def _timer(self, milliseconds: int) -> None:
        if self._timeout:
            self._timeout.cancel()
            self._timeout = None
        if milliseconds >= 0:
            self._timeout = self._loop.call_later(milliseconds / 1000, self._act, pycurl.SOCKET_TIMEOUT, 0)

    def _act(self, fd: int, what: int) -> None:
        self._multi.socket_action(fd, what)
        while self.opened:
            self.opened.pop().close()
        while True:
            left, good, bad = self._multi.info_read()
            for curl in good:
                self._done(curl, 0, "")
            for curl, code, message in bad:
                self._done(curl, code, message)
            if not left:
                break

    def _done(self, curl: pycurl.Curl, code: int, message: str) -> None:
        future = self._running.pop(curl, None)
        self._multi.remove_handle(curl)
        if future and not future.done():
            future.set_result((code, message))
