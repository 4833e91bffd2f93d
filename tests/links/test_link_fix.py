"""--fix writes new addresses and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from roadmap_site.links.fix import Fix, fix_of, rewritten
from roadmap_site.links.seen import Judgement, Link, Use

OLD, NEW = "https://a.test/old", "https://a.test/new/page"
MOVED = Judgement("moved", "It moved.", final_url=NEW, permanent=True)
LINK = Link(OLD, "A page", (Use("x.yml", 2),))


def test_only_what_is_certain_is_rewritten() -> None:
    """Permanent all the way, on the same host, under a title that fits, and described nowhere else."""
    assert fix_of(LINK, MOVED, set(), False) == Fix(OLD, NEW, LINK.uses)
    for made, taken in (
        (replace(MOVED, permanent=False), set()),
        (replace(MOVED, final_url="https://b.test/old"), set()),
        (replace(MOVED, final_url="https://bit.ly/abc"), set()),
        (replace(MOVED, final_url="https://a.test/x y"), set()),
        (replace(MOVED, warnings=("It calls itself something else.",)), set()),
        (MOVED, {"a.test/new/page"}),
        (replace(MOVED, verdict="soft_404"), set()),
    ):
        assert isinstance(fix_of(LINK, made, taken, False), str)
    assert fix_of(LINK, replace(MOVED, final_url="https://b.test/old"), set(), True) == Fix(
        OLD, "https://b.test/old", LINK.uses
    )


@pytest.mark.parametrize(
    ("line", "changed"),
    [
        (f"url: {OLD}", True),
        (f"url: '{OLD}'  # {OLD} stays", True),
        (f'url: "{OLD}"', True),
        (f"url: {OLD}/deeper", False),
        ('url: "https://a.test/\\x6fld"', False),
    ],
)
def test_the_address_is_found_in_every_form(line: str, changed: bool) -> None:
    """Or left for a person."""
    text = f"# A comment about {OLD}\n{line}\nrest: yes\n"
    result = rewritten(text, OLD, NEW, [Use("x.yml", 2, 6)])
    assert (result is not None) == changed
    if result is not None:
        assert result == text[: text.index(line)] + line.replace(OLD, NEW, 1) + "\nrest: yes\n"


keys = st.text("abcdefgh", min_size=1, max_size=8)
scalars = st.text("abc: #'\"äß€\t-", max_size=20)


@given(st.dictionaries(keys, scalars, max_size=5), st.text("#abc ä\n", max_size=40), st.sampled_from(["", "'", '"']))
def test_nothing_but_addresses_changes(values: dict[str, str], comment: str, quote: str) -> None:
    """Comments, blank lines, other values and their form stay, whatever they are."""
    head = "".join(f"# {line}\n" for line in comment.split("\n"))
    body = yaml.safe_dump(values, allow_unicode=True) if values else ""
    text = f"{head}{body}url: {quote}{OLD}{quote}\n\n# end\n"
    line = text.split("url: ")[0].count("\n") + 1 if "url" not in values else None
    if line is None:
        return
    result = rewritten(text, OLD, NEW, [Use("x.yml", line, 6)])
    assert result == text.replace(f"url: {quote}{OLD}{quote}", f"url: {quote}{NEW}{quote}")
    assert yaml.safe_load(result) == {**values, "url": NEW}
