"""What was seen of an address, and what is made of it: values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, get_args
from urllib.parse import urlsplit

Trouble = Literal[
    "no-such-host",  # the name does not exist
    "dns",  # the name could not be looked up
    "network",  # our own network is down, or has no way there
    "connect",  # nobody answers at that address and port
    "timeout",
    "broken",  # the connection ended, or what came is not HTTP
    "tls-expired",
    "tls-self-signed",
    "tls-wrong-host",
    "tls-untrusted",
    "tls-old",
    "tls",
    "refused",  # an address that must not be asked
    "loop",
    "too-many-redirects",
    "bad-redirect",
]
Verdict = Literal["ok", "moved", "anchor", "soft_404", "gone", "blocked", "temporary", "insecure", "refused"]
VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)
INSECURE: Final = frozenset(("tls-expired", "tls-self-signed", "tls-wrong-host", "tls-untrusted", "tls-old", "tls"))


def host_of(url: str) -> str:
    """Return the host and port of an address, or nothing when it has none that can be read."""
    try:
        parts = urlsplit(url)
        return parts.netloc if parts.port != 0 else ""
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True)
class Hop:
    """One request and what came back: a status, or trouble, or both when the answer broke off."""

    url: str
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()  # names in lower case, in the order in which they came
    body: bytes = b""  # its first part, decompressed
    whole: bool = True  # whether the body is all there was
    trouble: Trouble | None = None
    detail: str = ""
    seconds: float = 0.0
    refresh: bool = False  # this request follows a refresh in the page before, not a status of 3xx

    def header(self, name: str) -> str:
        """Return the first header of a name in lower case, or nothing."""
        for key, value in self.headers:
            if key == name:
                return value
        return ""


Attempt = tuple[Hop, ...]  # all hops from the address to where it ended; never empty


@dataclass(frozen=True, slots=True)
class Validators:
    """By what a host tells whether a page has changed (RFC 9110, section 8.8); empty when it gives none."""

    etag: str = ""
    modified: str = ""

    def __bool__(self) -> bool:
        return bool(self.etag or self.modified)


NO_VALIDATORS: Final = Validators()


@dataclass(frozen=True, slots=True)
class Earlier:
    """What memory holds of an address."""

    verdict: Verdict
    checked: date
    since: date  # since when the verdict has been the same
    first_seen: date
    missing_since: date | None = None  # the day on which it was first not there, while it has not been there since
    final_url: str | None = None
    title: str | None = None
    validators: Validators = NO_VALIDATORS


@dataclass(frozen=True, slots=True)
class Seen:
    """All that was seen of an address in this run, and before."""

    url: str
    today: date
    expected: str | None = None  # the title that the roadmap gives it
    attempts: tuple[Attempt, ...] = ()
    sibling: Attempt | None = None  # what the host says of a page beside it that cannot exist
    sibling_denied: bool = False  # robots.txt asks not to
    probe: Attempt | None = None  # what the host's open interface says of it
    earlier: Earlier | None = None
    refused: str = ""  # why it was not asked at all


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is made of an address, in words that a contributor understands."""

    verdict: Verdict
    reason: str
    advice: str = ""
    final_url: str | None = None
    status: int | None = None
    title: str | None = None
    warnings: tuple[str, ...] = ()
    permanent: bool = False  # every hop was a permanent redirect
    missing: bool = False  # it was not there, though once is not enough to call it gone
    network: bool = False  # the trouble may be ours


AskKind = Literal["page", "sibling", "probe"]


@dataclass(frozen=True, slots=True)
class Ask:
    """What should be asked next, and after how many seconds."""

    kind: AskKind
    url: str
    delay: float = 0.0
    browser: bool = False  # as a browser would ask
    validators: Validators = NO_VALIDATORS  # of the page as it was: if it is the same, it need not be sent again


@dataclass(frozen=True, slots=True)
class Use:
    """A place where an address stands."""

    path: str
    line: int
    column: int = 1


@dataclass(frozen=True, slots=True)
class Link:
    """An address, the title that is expected there, and where it stands."""

    url: str
    expected: str | None = None
    uses: tuple[Use, ...] = field(default=())
