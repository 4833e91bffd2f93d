"""What a publisher knows of a page that this package describes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Seen:
    """A page as it is published; its texts are plain, without markup."""

    key: str  # such as `topic:svd`; another one for pages that are no record's
    url: str  # below the site's root
    title: str
    description: str
    trail: tuple[tuple[str, str], ...] = ()  # the pages above it, from the home page down: title, url
    language: str = "en"
    site: str | None = None  # the site's address, with a slash at the end

    @property
    def root(self) -> str:
        """The site's address; where that is not known, the way to its root from this page."""
        return self.site or "../" * self.url.count("/") or "./"

    @property
    def kind(self) -> str:
        """The kind of record, such as `topic`."""
        return self.key.partition(":")[0]

    @property
    def id(self) -> str:
        """The record's id."""
        return self.key.partition(":")[2]
