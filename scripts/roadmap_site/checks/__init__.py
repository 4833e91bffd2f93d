"""What must hold of a whole roadmap: one small function a rule, whose docstring is the rule.

A rule yields findings: the file's key (such as `topic:svd`), the place in it, what must be, and how to mend it.
"""

from __future__ import annotations

from roadmap_site import folder, load, shape, source
from roadmap_site.checks import addresses, graph, ids, learning, paths, references, words
from roadmap_site.checks.rule import Rule
from roadmap_site.load import Loaded
from roadmap_site.problems import Problem
from roadmap_site.quick import uncollected

RULES: tuple[Rule, ...] = (
    *ids.RULES,
    *references.RULES,
    *graph.RULES,
    *learning.RULES,
    *addresses.RULES,
    *paths.RULES,
    *words.RULES,
)


@uncollected
def check(loaded: Loaded) -> tuple[Problem, ...]:
    """Return all that is wrong with a roadmap, in the order of files and lines."""
    found = list(loaded.problems)
    for rule in RULES:
        found.extend(rule(loaded))
    return tuple(sorted(set(found)))


def sentences() -> dict[str, str]:
    """Return every rule there is, with its sentence."""
    reading = {**source.RULES, **folder.RULES, **shape.RULES, **load.RULES}
    return reading | {rule.name: rule.sentence for rule in RULES}
