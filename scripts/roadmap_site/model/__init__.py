"""The records a roadmap is made of: frozen, and the one source of its shape.

The JSON Schema for editors, the field reference and the validator all come from these classes, so a field is added here
and nowhere else. The order of the fields is the order in which they stand in a file.
"""

from __future__ import annotations

from roadmap_site.model.base import (
    CONTRIBUTOR_PATTERN,
    ID_PATTERN,
    TIME_PATTERN,
    Contributor,
    Cost,
    Dropped,
    Edge,
    Id,
    Kind,
    Lack,
    Language,
    Level,
    Name,
    Pick,
    Record,
    SitePage,
    Text,
    Time,
    Url,
    Year,
)
from roadmap_site.model.retired import Retired, RetiredList
from roadmap_site.model.topics import (
    Architecture,
    Entry,
    Goal,
    Group,
    Question,
    Resource,
    RoadmapIndex,
    StageIndex,
    Topic,
    Use,
)
from roadmap_site.model.ways import Baseline, Dataset, Origin, Path, Project, Step

__all__ = [
    "CONTRIBUTOR_PATTERN",
    "ID_PATTERN",
    "TIME_PATTERN",
    "Architecture",
    "Baseline",
    "Contributor",
    "Cost",
    "Dataset",
    "Dropped",
    "Edge",
    "Entry",
    "Goal",
    "Group",
    "Id",
    "Kind",
    "Lack",
    "Language",
    "Level",
    "Name",
    "Origin",
    "Path",
    "Pick",
    "Project",
    "Question",
    "Record",
    "Resource",
    "Retired",
    "RetiredList",
    "RoadmapIndex",
    "SitePage",
    "StageIndex",
    "Step",
    "Text",
    "Time",
    "Topic",
    "Url",
    "Use",
    "Year",
]
