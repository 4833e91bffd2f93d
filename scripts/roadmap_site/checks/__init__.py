"""What must hold of a whole roadmap: one small function a rule, whose docstring is the rule.

A rule yields findings: the file's key (such as `topic:svd`), the place in it, what must be, and how to mend it.
"""

from __future__ import annotations

from roadmap_site import folder, load, shape, source
from roadmap_site.checks import addresses, curation, graph, ids, imported, learning, paths, references, ways, words
from roadmap_site.checks.rule import Finding, Rule, problem
from roadmap_site.load import Loaded
from roadmap_site.model import Lack
from roadmap_site.problems import Problem, shown
from roadmap_site.quick import uncollected
from roadmap_site.roadmap import Roadmap

RULES: tuple[Rule, ...] = (
    *ids.RULES,
    *references.RULES,
    *graph.RULES,
    *learning.RULES,
    *imported.RULES,
    *addresses.RULES,
    *paths.RULES,
    *words.RULES,
)
CURATION: tuple[Rule, ...] = (*imported.CURATION, *curation.RULES, *ways.RULES)
NEEDLESS = ("needless-lack", "What `lacks` names should be a rule that does not hold there.")


@uncollected
def check(loaded: Loaded) -> tuple[Problem, ...]:
    """Return all that is wrong with a roadmap, in the order of files and lines."""
    found = list(loaded.problems)
    for rule in RULES:
        found.extend(rule(loaded))
    return tuple(sorted(set(found)))


@uncollected
def mends(loaded: Loaded) -> tuple[tuple[str, Finding], ...]:
    """Return what rules find and know the right value of, each with the rule's name."""
    roadmap = loaded.roadmap
    if roadmap is None:
        return ()
    return tuple((rule.name, found) for rule in RULES for found in rule.check(roadmap, loaded) if found.mend)


@uncollected
def gaps(loaded: Loaded) -> tuple[Problem, ...]:
    """Return what curation asks for and a roadmap does not have, except what it lacks on purpose."""
    roadmap = loaded.roadmap
    if roadmap is None:
        return ()
    lacking = _lacking(roadmap)
    known = {file: {lack.rule for lack in lacks} for file, lacks in lacking.items()}
    found, needed = [], set()
    for rule in CURATION:
        for finding in rule.check(roadmap, loaded):
            needed.add((finding.file, rule.name))
            if imported.as_imported(roadmap, finding.file) and rule not in imported.CURATION:
                continue  # one warning a topic says that all of it is to be done
            if rule.name not in known[finding.file]:
                found.append(problem(loaded, finding, rule.name, rule.severity))
    for file, lacks in lacking.items():
        for i, lack in enumerate(lacks):
            if (file, lack.rule) not in needed:
                names = {rule.name for rule in CURATION}
                what = "holds here" if lack.rule in names else "is none of the rules"
                message = f"what `lacks` names should be a rule that does not hold; {shown(lack.rule)} {what}"
                finding = Finding(file, ("lacks", i, "rule"), message, "Delete it.")
                found.append(problem(loaded, finding, NEEDLESS[0], "warning"))
    return tuple(sorted(set(found)))


def on_purpose(loaded: Loaded) -> tuple[tuple[str, str, str], ...]:
    """Return file, rule and reason of all that a roadmap lacks on purpose."""
    lacking = _lacking(loaded.roadmap) if loaded.roadmap else {}
    return tuple((loaded.documents[file].path, lack.rule, lack.why) for file in lacking for lack in lacking[file])


def _lacking(roadmap: Roadmap) -> dict[str, tuple[Lack, ...]]:
    kinds = (("topic", roadmap.topics), ("path", roadmap.paths), ("project", roadmap.projects))
    return {f"{kind}:{id}": record.lacks for kind, records in kinds for id, record in records.items()}


def sentences() -> dict[str, str]:
    """Return every rule there is, with its sentence."""
    reading = {**source.RULES, **folder.RULES, **shape.RULES, **load.RULES}
    return reading | {rule.name: rule.sentence for rule in (*RULES, *CURATION)} | dict([NEEDLESS])
