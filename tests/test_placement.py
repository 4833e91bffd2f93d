"""Placement as values: few questions, none whose answer follows from others, and nothing believed that is not so."""

from __future__ import annotations

from hypothesis import given

from roadmap_site.graph import Graph
from scripts import Scripts
from test_scripts import NAMES, form, graphs, some


@given(graphs(), some, some)
def test_answers_find_out_what_is_known(scripts: Scripts, graph: Graph, truth: list[str], known: list[str]) -> None:
    """With a question for every topic all is settled, and what was found is just what is so."""
    really = set(graph.plan([*truth, *known]))
    told = scripts("place", graph=form(graph), topics=NAMES, askable=NAMES, truth=sorted(really), known=known)
    assert told["left"] == []
    assert set(told["known"]) == really
    assert len(told["asked"]) == len(set(told["asked"])) <= len(NAMES) - len(graph.plan(known))


@given(graphs(), some, some)
def test_it_is_honest_when_there_are_too_few_questions(
    scripts: Scripts, graph: Graph, truth: list[str], askable: list[str]
) -> None:
    """Only topics with a question are asked; what stays open is not taken for known."""
    really = set(graph.plan(truth))
    told = scripts("place", graph=form(graph), topics=NAMES, askable=askable, truth=sorted(really), known=[])
    assert set(told["asked"]) <= set(askable)
    assert set(told["known"]) <= really


def test_a_dozen_questions_are_enough_for_a_long_line(scripts: Scripts) -> None:
    """Each answer halves what is open: 1,000 topics in a row take ten questions."""
    names = [f"t{i}" for i in range(1000)]
    graph = Graph({name: (names[i - 1],) if i else () for i, name in enumerate(names)})
    told = scripts("place", graph=form(graph), topics=names, askable=names, truth=names[:700], known=[])
    assert told["known"] == sorted(names[:700])
    assert len(told["asked"]) <= 10 < told["most"]
