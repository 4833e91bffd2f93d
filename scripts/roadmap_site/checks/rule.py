"""What a rule is: a named function that yields findings."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from roadmap_site.load import Loaded
from roadmap_site.model import Record
from roadmap_site.problems import Problem, Severity
from roadmap_site.quick import remembered
from roadmap_site.roadmap import Roadmap
from roadmap_site.source import Location


class Finding(NamedTuple):
    """Something that breaks a rule: where it stands, what must be, how to mend it; and the right value, if known."""

    file: str
    location: Location
    message: str
    hint: str = ""
    mend: str = ""


Check = Callable[[Roadmap, Loaded], Iterator[Finding]]
# Of a record: place, message, hint; and the right value, if known.
Fault = tuple[Location, str, str] | tuple[Location, str, str, str]
Looked = TypeVar("Looked", bound=Record)


def each(*kinds: str) -> Callable[[Callable[[Looked], Iterable[Fault]]], Check]:
    """Make a check of a roadmap of one that looks at a record alone, and not again while it is the same."""

    def of_all(look: Callable[[Looked], Iterable[Fault]]) -> Check:
        faults = remembered(lambda record: tuple(look(record)))

        @functools.wraps(look)
        def check(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
            for kind in kinds:
                records: Mapping[str, Looked] = getattr(roadmap, f"{kind}s")
                for id, record in records.items():
                    for fault in faults(record):
                        yield Finding(f"{kind}:{id}", *fault)

        return check

    return of_all


@dataclass(frozen=True)
class Rule:
    """A rule with its name, its sentence and the function that finds what breaks it."""

    name: str
    sentence: str
    severity: Severity
    check: Check

    def __call__(self, loaded: Loaded) -> Iterator[Problem]:
        if loaded.roadmap is None:
            return
        for finding in self.check(loaded.roadmap, loaded):
            yield problem(loaded, finding, self.name, self.severity)


def problem(loaded: Loaded, finding: Finding, rule: str, severity: Severity) -> Problem:
    """Return what a rule found, with the line and column of its place."""
    document = loaded.documents[finding.file]
    line, column = document.place(finding.location)
    return Problem(document.path, line, column, rule, finding.message, finding.hint, severity)


def rules(*checks: Check, severity: Severity = "error") -> tuple[Rule, ...]:
    """Make rules of functions: `no_cycle` becomes `no-cycle`, its docstring the sentence."""
    return tuple(
        Rule(check.__name__.replace("_", "-"), " ".join((check.__doc__ or "").split()), severity, check)
        for check in checks
    )
