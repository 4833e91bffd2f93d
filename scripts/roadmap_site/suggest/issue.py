"""The issue that an event of GitHub is about."""

from __future__ import annotations

import json
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

MOST: Final = 8_000_000  # bytes; far more than GitHub sends


class WrongEvent(Exception):
    """The file is not an event about an issue."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Named(_Part):
    name: str = ""


class _User(_Part):
    login: str = ""


class Issue(_Part):
    """What of an issue is read; its title is not."""

    number: Annotated[int, Field(strict=True, gt=0, lt=1_000_000_000)]
    body: str | None = None
    labels: tuple[_Named, ...] = ()
    user: _User = _User()
    pull_request: object = None

    def has(self, label: str) -> bool:
        """Say whether it is an issue, and no pull request, with this label."""
        return self.pull_request is None and any(one.name == label for one in self.labels)

    @property
    def account(self) -> str | None:
        """Who opened it, as `added_by` takes it; nobody for robots and odd names."""
        try:
            return _Account(name=f"@{self.user.login}").name
        except ValidationError:
            return None


class _Account(_Part):
    name: Annotated[str, StringConstraints(pattern=r"^@[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$", max_length=40)]


class _Event(_Part):
    issue: Issue


def read(raw: bytes) -> Issue:
    """Return the issue of an event file; raise WrongEvent."""
    if len(raw) > MOST:
        raise WrongEvent(f"an event must be at most {MOST:,} bytes long")
    try:
        return _Event.model_validate(json.loads(raw)).issue
    except (ValueError, RecursionError) as error:
        raise WrongEvent(f"an event about an issue must be JSON as GitHub writes it: {type(error).__name__}") from None
