"""Where an attempt ended, and what was there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from roadmap_site.links.page import Page, is_html, read
from roadmap_site.links.seen import Attempt, Hop

PERMANENT: Final = frozenset((301, 308))
REDIRECTS: Final = frozenset((300, 301, 302, 303, 307, 308))


def without_fragment(url: str) -> str:
    """Return what of an address goes over the wire."""
    return url.partition("#")[0]


def same_request(one: str, other: str) -> bool:
    """Return whether two addresses ask for the same thing."""
    return without_fragment(one) == without_fragment(other)


@lru_cache(maxsize=2)  # an address is judged several times in a row, and a page need not be read for each
def place_of(attempt: Attempt) -> Place:
    """Return where an attempt ended."""
    return Place(attempt)


@dataclass(frozen=True)
class Place:
    """Where an attempt ended, and what was there."""

    attempt: Attempt

    @property
    def hop(self) -> Hop:
        return self.attempt[-1]

    @cached_property
    def page(self) -> Page | None:
        return read(self.hop) if is_html(self.hop) else None

    @property
    def alive(self) -> bool:
        status = self.hop.status
        if status is None or not (200 <= status < 300 or status == 304):
            return False
        # an answer that broke off was still an answer, and so is one with a line among its headers that is none
        return self.hop.trouble is None or bool(self.hop.body) or "without colon" in self.hop.detail

    @property
    def permanent_to(self) -> str | None:
        """The address that permanent redirects lead to, up to the first that is temporary."""
        end = None
        for hop, after in zip(self.attempt, self.attempt[1:], strict=False):
            if hop.status not in PERMANENT and not after.refresh:
                break
            end = after.url
        return end

    @property
    def permanent(self) -> bool:
        return len(self.attempt) > 1 and self.permanent_to == self.hop.url

    @property
    def empty(self) -> bool:
        """Whether the host answered with nothing at all."""
        hop = self.hop
        return self.alive and hop.status != 304 and hop.whole and hop.trouble is None and not hop.body.strip()

    @property
    def names(self) -> tuple[str, ...]:
        """What the page calls itself."""
        if self.page is None:
            return ()
        found = (self.page.title, self.page.meta.get("og:title", ""), *self.page.headings)
        return tuple(name for name in found if name)
