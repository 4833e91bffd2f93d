"""All cases of the link checker's test set."""

from __future__ import annotations

from typing import Final

import link_cases_content
import link_cases_redirects
import link_cases_status
import link_cases_wire
from link_case import Case

CASES: Final[tuple[Case, ...]] = (
    *link_cases_redirects.CASES,
    *link_cases_status.CASES,
    *link_cases_content.CASES,
    *link_cases_wire.CASES,
)
