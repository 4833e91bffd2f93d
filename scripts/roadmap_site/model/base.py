"""The values that records are made of, and what all records have in common."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

ID_PATTERN = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
TIME_PATTERN = r"^(?:[1-9][0-9]{0,3}h(?:[1-5]?[0-9]m)?|[1-9][0-9]{0,2}m)$"

# A GitHub account, or a name as it is written anywhere: no address, no mail, no markup.
_IN_NAME = r"[^\s@!-&(-,/:-?\[-`{-~]"
CONTRIBUTOR_PATTERN = rf"^(?:@[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*|[^\s!-@\[-`{{-~]{_IN_NAME}*(?: {_IN_NAME}+)*)$"

Level = Literal["beginner", "intermediate", "advanced"]
Kind = Literal[
    "course", "video", "playlist", "book", "article", "tutorial",
    "documentation", "paper", "interactive", "code", "notes", "tool",
]  # fmt: skip
Cost = Literal["free", "free-signup", "audit", "paid"]
Pick = Literal["start-here", "best"]
# What `roadmap import` writes where its source does not say; see the rule `known`.
LevelOrUnknown = Literal[Level, "unknown"]
KindOrUnknown = Literal[Kind, "unknown"]
CostOrUnknown = Literal[Cost, "unknown"]
Dropped = Literal["unconfirmed", "gone", "moved", "off-topic", "too-broad", "not-a-resource", "replaced"]
SitePage = Literal["home", "library", "projects", "best-of", "architectures", "paths", "contribute", "how-it-works"]

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=80)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Url = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Time = Annotated[str, StringConstraints(pattern=TIME_PATTERN)]
Licence = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9.+-]*$", max_length=80)]
Language = Annotated[str, StringConstraints(min_length=2, max_length=35)]
Contributor = Annotated[str, StringConstraints(pattern=CONTRIBUTOR_PATTERN, max_length=60)]
Year = Annotated[int, Field(strict=True, ge=1600, le=2100)]


class Record(BaseModel):
    """A frozen value that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Lack(Record):
    """Something that curation asks for and that is left out on purpose."""

    rule: Id = Field(description="The rule's name, as `roadmap gaps` prints it.")
    why: Text = Field(description="Why it does not hold here.")


class Edge(Record):
    """One prerequisite of a topic or a project, with the reason for it."""

    topic: Id = Field(description="Id of the topic that comes first.")
    why: Text = Field(description="What of it is needed here, in one sentence.")
