"""Files to begin with: what a topic, path, project or stage needs, with the questions that its writer answers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from roadmap_site import schema
from roadmap_site.edit.draft import Draft, Wrong
from roadmap_site.edit.form import quoted
from roadmap_site.edit.node import plain
from roadmap_site.edit.rename import enlist
from roadmap_site.model import ID_PATTERN
from roadmap_site.problems import shown

# Every blank is a TODO, which the rule `no-placeholder` or the shape of its field refuses, with its place.
TOPIC: Final = """\
title: {title}
# Two or three sentences: what it is, why a learner needs it, when one can skip it.
summary: TODO
level: TODO  # beginner | intermediate | advanced
# An honest estimate with practice, such as 6h.
time: TODO
# What people type into the search box: aliases; the smaller ideas that it takes in: concepts.
# What must be learnt before, each with the reason. A topic that needs nothing goes under `starts` in index.yml instead.
requires:
  - topic: todo
    why: TODO
# Three to six things that the learner can do afterwards; each begins with a verb.
goals:
  - id: todo-1
    text: TODO
  - id: todo-2
    text: TODO
  - id: todo-3
    text: TODO
# Three to seven, that differ; one of them free, with `pick: start-here`. When the rest is filled in,
# `roadmap add URL --topic {id}` writes more.
resources:
  - id: todo
    title: TODO
    url: TODO
    by: [TODO]
    kind: TODO  # course | video | playlist | book | article | tutorial | documentation | paper | interactive | code | …
    cost: TODO  # free | free-signup | audit | paid
    pick: start-here
    why: TODO
    covers: [todo-1, todo-2, todo-3]
# Three to six, from easy to hard; the answers explain.
questions:
  - id: todo-1
    ask: TODO
    answer: TODO
"""
PATH: Final = """\
title: {title}
# For whom it is and where it leads.
summary: TODO
kind: goal  # document | role | goal
# What the learner can do at its end.
outcomes:
  - TODO
# The project that ends it.
project: todo
# Its topics in order; those that a learner must know already go under `assumes`.
steps:
  - topic: todo
"""
PROJECT: Final = """\
title: {title}
# What to build, and why it is worth it.
summary: TODO
level: TODO  # beginner | intermediate | advanced
time: TODO  # such as 8h
skills:
  - TODO
# The topics it needs, each with the reason.
requires:
  - topic: todo
    why: TODO
dataset:
  name: TODO
  url: TODO
  licence: TODO
  # What is in it, how much, and what to mind.
  about: TODO
# What a plain method reaches, and where that number comes from.
baseline:
  method: TODO
  score: TODO
  source: TODO
# At least three steps on the way, two criteria (one with a number), two common mistakes, one way to go on.
milestones:
  - TODO
criteria:
  - TODO
stretch:
  - TODO
mistakes:
  - TODO
"""
STAGE: Final = """\
title: {title}
# What the stage is about, and why it comes here.
summary: TODO
# What the learner can do at its end.
outcomes:
  - TODO
# `roadmap new topic ID --stage {id}` adds one.
topics: []
"""
SKELETONS: Final = {"topic": TOPIC, "path": PATH, "project": PROJECT, "stage": STAGE}


def new(draft: Draft, kind: str, id: str, stage: str | None, title: str | None) -> Path:
    """Add a file to fill in, and list it where it belongs; return where it stands. Raises Wrong."""
    if not re.match(ID_PATTERN, id) or len(id) > 80:
        raise Wrong(f"{shown(id)} is no id: lower-case letters, digits and single hyphens, such as `gradient-descent`")
    if kind == "stage" and id in ("paths", "projects", "schema"):
        raise Wrong(f"{shown(id)} is the name of another folder of the roadmap")
    for thing in draft.things():
        if id == thing.id or id in draft.former(thing):
            raise Wrong(
                f"the id {shown(id)} is or was that of a {thing.kind}: {draft.place(thing.file, thing.location)}"
            )
    if (kind == "topic") != (stage is not None):
        raise Wrong("a topic belongs to a stage: name it with --stage ID" if stage is None else "--stage is for topics")
    path = draft.root / _place(draft, kind, id, stage)
    words = " ".join((title or id.replace("-", " ").capitalize()).split())
    text = SKELETONS[kind].replace("{title}", words if plain(words) else quoted(words)).replace("{id}", id)
    if kind == "topic":
        enlist(draft, f"stage:{stage}", id)
    elif kind == "stage":
        draft.extend("roadmap:index", ("stages",), [id])
    draft.add(f"{kind}:{id}", path, schema.line(draft.root, f"{kind}:{id}") + text)
    return path


def _place(draft: Draft, kind: str, id: str, stage: str | None) -> str:
    if kind == "topic":
        draft.one(stage or "", ("stage",))
        return f"{stage}/{id}.yml"
    return f"{id}/index.yml" if kind == "stage" else f"{kind}s/{id}.yml"
