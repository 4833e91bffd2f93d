"""What is not linked any more."""

from __future__ import annotations

import datetime

from pydantic import Field

from roadmap_site.model.base import Dropped, Id, Name, Record, Text, Url


class Retired(Record):
    """An address that is not linked any more, and why."""

    url: Url = Field(description="The address, as it was written.")
    ids: tuple[Id, ...] = Field((), description="Ids it had as a resource here: they stay reserved and lead on.")
    title: Name | None = Field(None, description="What it was said to be.")
    kind: Dropped = Field(description="Why it was dropped, in a word.")
    reason: Text = Field(description="Why it was dropped, in a sentence.")
    date: datetime.date = Field(description="The day on which it was dropped, as YYYY-MM-DD.")
    topic: Id | None = Field(None, description="Topic that teaches what it was for.")
    replaced_by: Id | None = Field(None, description="Resource that took its place.")


class RetiredList(Record):
    """All dropped addresses: `roadmap/retired.yml`."""

    retired: tuple[Retired, ...] = Field(description="Every address that was dropped.")
