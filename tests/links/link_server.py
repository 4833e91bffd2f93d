"""A web server and a DNS server on loopback that misbehave as the real web does, as told by data."""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import multiprocessing
import re
import socket
import ssl
import struct
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Final, Literal, cast

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset
import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

LONGEST: Final = 25.0  # seconds that a connection may live, whatever the case wants
MOST: Final = 128 * 1024 * 1024  # bytes of an endless answer: a checker that reads this much has lost
_REQUEST: Final = 64 * 1024
# No OpenSSL of today need be able to speak old TLS for these: what such servers answer to a modern hello.
_TOO_NEW: Final = bytes.fromhex("15030100020246")  # an alert: that version of the protocol is not spoken here
_HELLO_OF_1999: Final = bytes.fromhex("160301002a02000026" + "0301" + "11" * 32 + "00" + "002f" + "00")  # TLS 1.0


@dataclass(frozen=True)
class Asked:
    """A request as it arrived."""

    scheme: str
    host: str
    method: str
    target: str  # byte for byte, as Latin-1
    headers: Mapping[str, str]
    count: int  # how often this host was asked for this before, and with this
    at: float

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


@dataclass(frozen=True)
class Reply:
    """What comes back for one request, down to its bytes and its pace."""

    status: str = "200 OK"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    version: str = "HTTP/1.1"
    raw: bytes | None = None  # the whole answer, in place of all above
    before: bytes = b""  # what comes before the status line
    pause: float = 0.0  # seconds before anything is said
    framing: Literal["length", "chunked", "close"] = "length"
    declared: int | None = None  # the content-length that is claimed
    drip: float = 0.0  # seconds between any two bytes
    endless: bytes = b""  # said over and over when all else was said
    tick: float = 0.0  # seconds between two of these
    most: int = MOST  # bytes of it
    end: Literal["keep", "close", "reset", "hold"] = "keep"


Answers = Reply | tuple[Reply, ...] | Callable[[Asked], Reply]  # several stand for the first, second … request


@dataclass(frozen=True)
class Site:
    """What a host says to what it is asked; a key may begin with its scheme, as in `http:/path`."""

    routes: Mapping[str, Answers] = field(default_factory=dict)
    otherwise: Answers = Reply(
        "404 Not Found",
        (("Content-Type", "text/html"),),
        b"<!doctype html><title>404 Not Found</title><h1>Not Found</h1><p>There is no such page on this server.",
    )


def _one(answers: Answers, asked: Asked) -> Reply:
    if isinstance(answers, Reply):
        return answers
    if isinstance(answers, tuple):
        return answers[min(asked.count, len(answers)) - 1]
    return answers(asked)


class Server:
    """Serves sites on loopback, in a process of its own, as long as the `with` block lasts.

    Every scheme has a port of its own: http, https, and the ways in which https fails (https-expired …).
    """

    def __init__(self, sites: Mapping[str, Site], answers: Mapping[str, DnsAnswer] | None = None) -> None:
        self.sites = dict(sites)
        self.ports: dict[str, int] = {}
        self.dns_port = 0
        self._log: list[Asked] = []
        self._faults: list[str] = []
        self._dns_answers = dict(answers or {})
        self._counts: Counter[tuple[str, str]] = Counter()
        self._folder = tempfile.TemporaryDirectory()
        self._sockets: list[socket.socket] = []
        self._writers: set[asyncio.StreamWriter] = set()
        spelled = {*self.sites, *(host.encode().decode("idna") for host in self.sites if host.startswith("xn--"))}
        hosts = "|".join(re.escape(host) for host in sorted(spelled, key=len, reverse=True)) or "-"
        self._pattern = re.compile(
            rf"(https?(?:-[a-z]+)?)://((?:{hosts})|\[::1\]|127\.0\.0\.1)(\.?)(?![\w.:-])", re.IGNORECASE
        )

    # What a test needs.

    @property
    def ca_file(self) -> str:
        return str(Path(self._folder.name) / "ca.pem")

    def address(self, text: str) -> str:
        """Return a text with the port of each of the server's addresses in it, and with schemes that exist."""

        def ported(found: re.Match[str]) -> str:
            scheme = found[1]
            return f"{scheme.partition('-')[0]}://{found[2]}{found[3]}:{self.ports[scheme.lower()]}"

        return self._pattern.sub(ported, text)

    def asked(self, host: str) -> list[Asked]:
        """Return the requests that a host got, in their order."""
        return [one for one in self.log if one.host == host]

    @property
    def log(self) -> list[Asked]:
        """All requests, in the order in which they came."""
        return self._told()[0]

    @property
    def faults(self) -> list[str]:
        """What went wrong in the server itself."""
        return self._told()[1]

    def _told(self) -> tuple[list[Asked], list[str]]:
        if self._process.is_alive():
            self._pipe.send("log")
            self._log, self._faults = self._pipe.recv()
        return self._log, self._faults

    def __enter__(self) -> Server:
        # forked: answers are functions, which cannot be sent to a process that begins anew
        context = multiprocessing.get_context("fork")
        self._pipe, self._inner = context.Pipe()
        self._process = context.Process(target=self._run, name="link-server", daemon=True)
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", DeprecationWarning
            )  # of forks beside threads: the child uses none of theirs
            self._process.start()
        self._inner.close()
        if not self._pipe.poll(20):
            raise RuntimeError("the test server does not start")
        self.ports, self.dns_port, fault = self._pipe.recv()
        if fault:
            raise RuntimeError(fault)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._told()
        self._pipe.send("stop")
        self._process.join(10)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()
        self._pipe.close()
        self._folder.cleanup()

    # The process.

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except Exception as error:
            self._inner.send(({}, 0, f"the server ended: {error!r}"))

    def _told_to(self) -> None:
        try:
            if self._inner.recv() == "log":
                self._inner.send((self._log, self._faults))
                return
        except EOFError:  # whoever started us has gone
            pass
        self._loop.remove_reader(self._inner.fileno())
        self._stop.set()

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self._loop.set_exception_handler(lambda _loop, context: None)  # handshakes that fail are what we are here for
        contexts = certificates(Path(self._folder.name), self.sites)
        listeners: list[asyncio.Server] = []
        listeners += await self._listen("http", self._answer("http"))
        for scheme, context in contexts.items():
            listeners += await self._listen(scheme, self._answer("https"), context)
        listeners += await self._listen("https-plain", self._answer("https"))
        listeners += await self._listen("https-cut", self._cut)
        listeners += await self._listen("https-old", self._says(_TOO_NEW))
        listeners += await self._listen("https-ancient", self._says(_HELLO_OF_1999))
        listeners += await self._listen("https-silent", self._silent)
        listeners += await self._listen("http-silent", self._silent)
        for scheme in ("http-closed", "https-closed"):
            # bound, so that nobody else takes the port, but not listening
            one = socket.socket()
            one.bind(("127.0.0.1", 0))
            self._sockets.append(one)
            self.ports[scheme] = one.getsockname()[1]
        transport, _ = await self._loop.create_datagram_endpoint(
            lambda: _Dns(self._dns_answers), local_addr=("127.0.0.1", 0)
        )
        self.dns_port = transport.get_extra_info("sockname")[1]
        self._loop.add_reader(self._inner.fileno(), self._told_to)
        self._inner.send((self.ports, self.dns_port, ""))
        await self._stop.wait()
        transport.close()
        for listener in listeners:
            listener.close()
        for writer in list(self._writers):
            writer.transport.abort()
        for task in asyncio.all_tasks() - {cast("asyncio.Task[object]", asyncio.current_task())}:
            task.cancel()
        await asyncio.sleep(0.05)

    async def _listen(
        self,
        scheme: str,
        handle: Callable[[asyncio.StreamReader, asyncio.StreamWriter], object],
        context: ssl.SSLContext | None = None,
    ) -> list[asyncio.Server]:
        async def bounded(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self._writers.add(writer)
            try:
                async with asyncio.timeout(LONGEST):
                    await handle(reader, writer)  # type: ignore[misc]  # all handlers are coroutines
            except (OSError, ssl.SSLError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                pass  # the client has gone, or the connection lived long enough
            except Exception as error:
                self._faults.append(f"{scheme}: {error!r}")
            finally:
                self._writers.discard(writer)
                writer.transport.abort() if writer.transport.is_closing() else writer.close()

        first = await asyncio.start_server(bounded, "127.0.0.1", 0, ssl=context, limit=_REQUEST, backlog=500)
        self.ports[scheme] = first.sockets[0].getsockname()[1]
        found = [first]
        if scheme == "http":
            with contextlib.suppress(OSError):  # a machine without IPv6
                found.append(await asyncio.start_server(bounded, "::1", self.ports[scheme], limit=_REQUEST))
        return found

    async def _cut(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        _reset(writer)

    def _says(self, data: bytes) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], object]:
        async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.read(1024)
            writer.write(data)
            await writer.drain()
            await reader.read()

        return say

    async def _silent(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.read(4096):
            pass

    def _answer(self, scheme: str) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], object]:
        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            while (asked := await self._read(scheme, reader)) is not None:
                site = self.sites.get(asked.host, Site())
                answers = site.routes.get(f"{scheme}:{asked.target}", site.routes.get(asked.target))
                reply = _one(site.otherwise if answers is None else answers, asked)
                if not await self._say(reply, asked, reader, writer):
                    return

        return answer

    async def _read(self, scheme: str, reader: asyncio.StreamReader) -> Asked | None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        line, *rest = head.split("\r\n")
        method, _, target = line.partition(" ")
        target = target.rpartition(" ")[0]
        headers = {name.strip().lower(): value.strip() for name, _, value in (one.partition(":") for one in rest)}
        host = re.sub(r"\.?(?::\d+)?$", "", headers.get("host", "")).lower()
        self._counts[host, target] += 1
        asked = Asked(scheme, host, method, target, headers, self._counts[host, target], time.monotonic())
        self._log.append(asked)
        return asked

    async def _say(
        self, reply: Reply, asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        """Send one answer; return whether the connection may be used again."""
        if reply.pause:
            await asyncio.sleep(reply.pause)
        data = self._bytes(reply, asked)
        if reply.drip:
            for at in range(len(data)):
                writer.write(data[at : at + 1])
                await writer.drain()
                await asyncio.sleep(reply.drip)
        else:
            writer.write(data)
            await writer.drain()
        said = 0
        while reply.endless and said < reply.most:
            writer.write(reply.endless)
            await writer.drain()
            said += len(reply.endless)
            await asyncio.sleep(reply.tick)
        if reply.end == "hold":
            await reader.read()
        if reply.end == "reset":
            await asyncio.sleep(0.05)  # let what was said arrive first
            _reset(writer)
        return reply.end == "keep" and not reply.endless and reply.raw is None and reply.framing != "close"

    def _bytes(self, reply: Reply, asked: Asked) -> bytes:
        if reply.raw is not None:
            return reply.raw
        body = self.address(reply.body.decode("latin-1")).encode("latin-1")
        lines = [f"{reply.version} {reply.status}".rstrip(" ") if reply.status else reply.version]
        lines += [f"{name}: {self.address(value)}" for name, value in reply.headers]
        bare = reply.status[:3] in ("204", "304")
        if reply.framing == "chunked":
            lines.append("Transfer-Encoding: chunked")
            body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body) if body else b"0\r\n\r\n"
        elif reply.framing == "length" and not bare:
            lines.append(f"Content-Length: {len(body) if reply.declared is None else reply.declared}")
        if reply.end != "keep" or reply.framing == "close":
            lines.append("Connection: close")
        head = "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape")
        return reply.before + head + (b"" if asked.method == "HEAD" or bare else body)


def _reset(writer: asyncio.StreamWriter) -> None:
    one = writer.get_extra_info("socket")
    if one is not None:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


# Certificates.


def certificates(folder: Path, hosts: Iterable[str]) -> dict[str, ssl.SSLContext]:
    """Write the CA that the checker trusts, and return a context for each way in which TLS goes well or wrong."""
    names = [host for host in hosts if re.fullmatch(r"[a-z0-9.-]+[a-z]", host)] or ["nobody.test"]
    now = datetime.datetime.now(datetime.UTC)
    day = datetime.timedelta(days=1)
    authority, stranger = trustme.CA(), trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    good = authority.issue_cert(*names)
    found = {
        "https": good,
        "https-expired": authority.issue_cert(*names, not_before=now - 90 * day, not_after=now - day),
        "https-future": authority.issue_cert(*names, not_before=now + day, not_after=now + 90 * day),
        "https-wrong": authority.issue_cert("somebody-else.test"),
        "https-untrusted": stranger.issue_cert(*names),
    }
    contexts = {}
    for scheme, leaf in found.items():
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        leaf.configure_cert(context)
        contexts[scheme] = context
    contexts["https-self"] = _self_signed(folder, names, now, day)
    return contexts


def _self_signed(folder: Path, names: list[str], now: datetime.datetime, day: datetime.timedelta) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0][:60])])
    leaf = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - day)
        .not_valid_after(now + 30 * day)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(one) for one in names]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "self.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(secret + leaf.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


# Names.

DnsAnswer = tuple[str, ...] | Literal["NXDOMAIN", "SERVFAIL", "REFUSED", "SILENCE", "NODATA", "GARBAGE"]


class _Dns(asyncio.DatagramProtocol):
    """Answers with what a table says; names that it does not hold do not exist."""

    def __init__(self, answers: Mapping[str, DnsAnswer]) -> None:
        self.answers = answers

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, address: tuple[str | object, int]) -> None:
        question = dns.message.from_wire(data)
        asked = question.question[0]
        said = self.answers.get(asked.name.to_text(omit_final_dot=True).lower(), "NXDOMAIN")
        if said == "SILENCE":
            return
        if said == "GARBAGE":
            self.transport.sendto(data[:2] + b"\xff" * 20, address)
            return
        answer = dns.message.make_response(question)
        answer.flags |= dns.flags.RA
        if isinstance(said, str):
            if said != "NODATA":
                answer.set_rcode(dns.rcode.from_text(said))
        else:
            version = 6 if asked.rdtype == dns.rdatatype.AAAA else 4
            found = [one for one in said if (":" in one) == (version == 6)]
            if found:
                answer.answer.append(dns.rrset.from_text(asked.name, 60, "IN", asked.rdtype, *found))
        self.transport.sendto(answer.to_wire(), address)
