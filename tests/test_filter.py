"""The library's filter as values: it agrees with a plain one, and every count is what a further choice would show."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scripts import Scripts

FACETS = ["stage", "kind", "level", "price", "length", "language", "year", "pick", "link"]
WORDS = ["attention", "matrix", "video", "bayes"]
VALUES = ["one", "two", "three"]
PICKS = ["Start here", "Our pick", "No pick"]


rows = st.lists(
    st.fixed_dictionaries(
        {
            "text": st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join),
            "topics": st.lists(st.sampled_from(["svd", "norms"]), unique=True),
            "minutes": st.none() | st.integers(1, 6000),
            "year": st.none() | st.integers(1990, 2026),
            "values": st.fixed_dictionaries(
                {facet: st.lists(st.sampled_from(VALUES), min_size=1, max_size=2, unique=True) for facet in FACETS[:-2]}
                | {"pick": st.sampled_from(PICKS).map(lambda pick: [pick]), "link": st.just(["Checked"])}
            ),
        }
    ),
    max_size=12,
)
views = st.fixed_dictionaries(
    {
        "text": st.lists(st.sampled_from([*WORDS, "att", "MATRIX"]), max_size=2).map(" ".join),
        "sort": st.sampled_from(["best", "short", "new", "title"]),
        "cards": st.booleans(),
        "topic": st.sampled_from(["", "svd"]),
        "chosen": st.dictionaries(
            st.sampled_from(FACETS[:-2]),
            st.lists(st.sampled_from(VALUES), min_size=1, max_size=2, unique=True),
            max_size=3,
        ),
    }
)


def fits(row: Any, view: Any) -> bool:
    return (
        all(term in row["text"] for term in view["text"].lower().split())
        and (not view["topic"] or view["topic"] in row["topics"])
        and all(set(values) & set(row["values"][facet]) for facet, values in view["chosen"].items())
    )


@given(rows, views)
def test_what_is_shown_and_counted_is_what_fits(scripts: Scripts, rows: list[Any], view: Any) -> None:
    """A count says how many rows there would be if this value alone were chosen in its facet."""
    found = scripts("filtered", rows=rows, view=view)
    assert found["shown"] == [i for i, row in enumerate(rows) if fits(row, view)]
    for facet in FACETS:
        for value in {value for row in rows for value in row["values"][facet]}:
            alone = {**view, "chosen": {**view["chosen"], facet: [value]}}
            assert found["counts"][facet].get(value, 0) == sum(fits(row, alone) for row in rows)


@given(rows, st.sampled_from(["best", "short", "new", "title"]))
def test_orders_keep_what_is_equal_as_it_was(scripts: Scripts, rows: list[Any], sort: str) -> None:
    """Best: picks first. Shortest: what has no length last. Newest: what has no year last."""
    keys: dict[str, Any] = {
        "best": lambda i: PICKS.index(rows[i]["values"]["pick"][0]),
        "short": lambda i: rows[i]["minutes"] or 10**9,
        "new": lambda i: -(rows[i]["year"] or 0),
        "title": lambda _: 0,
    }
    assert scripts("sorted", rows=rows, sort=sort) == sorted(range(len(rows)), key=keys[sort])


@given(views)
def test_an_address_recreates_the_view(scripts: Scripts, view: Any) -> None:
    assert scripts("viewAddress", view=view) == view
