"""What one address may cost, and how the machine's network is used."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from datetime import date

from roadmap_site.links.networks import Network


@dataclass(frozen=True)
class Limits:
    """What one address may cost."""

    hop: float = 20.0  # seconds for one request
    connect: float = 10.0  # seconds until the connection stands
    address: float = 30.0  # seconds for all that is asked about one address
    body: int = 256 * 1024  # bytes on the wire
    whole: int = 1536 * 1024  # the same, when a fragment must be found
    text: int = 1024 * 1024  # bytes after decompression
    headers: int = 128 * 1024
    redirects: int = 20


@dataclass(frozen=True)
class Options:
    """How the machine's network is used."""

    about: str = "https://github.com/"
    allowed: tuple[Network, ...] = ()
    ca_file: str | None = None
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)  # hosts whose addresses are given, not looked up
    resolver: tuple[str, int] | None = None  # a DNS server to ask instead of the system's
    limits: Limits = Limits()
    connections: int = 100


@dataclass(frozen=True, slots=True)
class Manner:
    """How a run behaves."""

    options: Options = field(default_factory=Options)
    today: date = date(1, 1, 1)  # the day that judgements are dated with
    browser: bool = False  # try once more as a browser would, where a host refuses robots
    max_time: float | None = None  # seconds for the whole run
    per_host: int = 4
    gap: float = 0.05  # seconds between two requests to one host


def descriptors(wanted: int) -> int:
    """Return how many connections this process may hold open at once."""
    try:
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if soft < wanted * 2 + 64 and hard > soft:
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(
                    resource.RLIMIT_NOFILE, (min(hard, wanted * 2 + 64) if hard > 0 else wanted * 2 + 64, hard)
                )
                soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        return max(4, min(wanted, (soft - 64) // 2)) if soft > 0 else wanted
    except ImportError:
        return wanted
