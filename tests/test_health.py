"""Link health in public: what is said of every verdict, of a roadmap that was never asked, and of the days before."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_site import offers
from roadmap_site.build import history_in, pages
from roadmap_site.graph import graph_of
from roadmap_site.links import history
from roadmap_site.links.history import Day
from roadmap_site.links.memory import Damaged, Entry
from roadmap_site.links.seen import VERDICTS, Verdict
from roadmap_site.load import load
from roadmap_site.render import render
from roadmap_site.render.words import LINKS, STATES
from roadmap_site.roadmap import Roadmap
from samples import Data, resource, small, topic, write

DAY = date(2026, 11, 20)
days = st.builds(
    Day,
    st.dates(DAY, DAY + timedelta(days=5)),
    st.dictionaries(st.sampled_from(VERDICTS), st.integers(1, 9), min_size=1),
    st.integers(0, 9),
)
histories = st.lists(days, max_size=6).map(lambda found: history.merge(tuple(found), ()))


def roadmap_of(tmp_path: Path, **bread: object) -> Roadmap:
    roadmap = load(write(tmp_path / "roadmap", {**small(), "oven/bread.yml": topic("Bread", "yeast", **bread)})).roadmap
    assert roadmap is not None
    return roadmap


def entry(url: str, verdict: Verdict, **more: object) -> Entry:
    return Entry(url, verdict, DAY, DAY, DAY, **more)  # type: ignore[arg-type]


def every_verdict(tmp_path: Path) -> tuple[Roadmap, dict[str, Entry]]:
    """Return a roadmap with a resource for each verdict, and what is remembered of them."""
    found = [resource(f"r-{v.replace('_', '-')}", url=f"https://{v.replace('_', '-')}.test/") for v in VERDICTS]
    found[0] |= {"pick": "start-here", "covers": ["explain", "use", "judge"]}
    roadmap = roadmap_of(tmp_path, resources=found)
    more: dict[str, dict[str, object]] = {
        "moved": {"final_url": "https://new.test/<b>"},
        "gone": {"missing_since": DAY - timedelta(days=3), "archived": "https://archive.test/1"},
    }
    health = {r["url"]: entry(r["url"], v, **more.get(v, {})) for r, v in zip(found, VERDICTS, strict=True)}
    return roadmap, health


def health_page(roadmap: Roadmap, health: dict[str, Entry], days: history.History = ()) -> str:
    return render(roadmap, graph_of(roadmap), health, "https://github.com/a/b", days)["link-health.md"]


def test_a_page_without_any_check_says_so_and_is_of_use(tmp_path: Path) -> None:
    """How many addresses on which hosts, and how they are checked; no empty table, and nothing claimed."""
    page = health_page(roadmap_of(tmp_path), {})
    assert "has not asked any of the 9 addresses" in page
    assert "How they are" not in page
    assert "The last times" not in page
    assert "Oldest checks" not in page
    assert re.search(r"example&#46;org</th><td>\d+</td>|example\.org</th><td>\d+</td>", page)
    assert "How links are checked" in page
    assert "<tbody>\n</tbody>" not in page


def test_every_verdict_is_counted_under_its_state(tmp_path: Path) -> None:
    """The numbers add up to all addresses, and lead to the library where resources are so."""
    roadmap, health = every_verdict(tmp_path)
    page = unescape(health_page(roadmap, health))
    table = page.partition("## How they are")[2].partition("</table>")[0]
    rows = re.findall(r'<th scope="row">([^<]+)<span.*?</th><td>(\d+)</td>', table)
    numbers = {state: int(number) for state, number in rows}
    for state in set(LINKS.values()):
        assert numbers[state] == sum(LINKS[e.verdict] == state for e in health.values()), state
    assert sum(numbers.values()) == len(roadmap.addresses)
    assert set(LINKS.values()) <= STATES.keys()
    assert '<a href="../library/?link=Not+there+any+more">2<' in table


def test_what_needs_somebody_is_listed_with_what_is_known(tmp_path: Path) -> None:
    """Gone: no link, since when, an archived copy, a way to report; moved: where to. Strangers' text stays text."""
    roadmap, health = every_verdict(tmp_path)
    made = health_page(roadmap, health)
    page = unescape(made)
    lost = page.partition("## Not there any more")[2].partition("\n## ")[0]
    assert 'href="https://gone.test/"' not in page
    assert "Not there any more since 17 November 2026" in lost
    assert 'href="https://archive.test/1"' in lost
    assert "template=" in lost
    assert "soft-404.test" in lost
    assert "https://new.test/" in page.partition("## Moved")[2].partition("\n## ")[0]
    assert "<b>" not in made
    trouble = page.partition("## In trouble")[2].partition("\n## ")[0]
    assert all(name in trouble for name in ("temporary.test", "insecure.test", "refused.test"))
    assert "blocked.test" not in trouble
    assert "## Never asked" in page


def test_hosts_on_which_something_is_wrong_are_never_folded_away(tmp_path: Path) -> None:
    """Of many hosts the first table has the largest, and those that need somebody."""
    found = [resource(f"r-{i:02}", url=f"https://h{i:02}.test/") for i in range(40)]
    found[0] |= {"pick": "start-here", "covers": ["explain", "use", "judge"]}
    roadmap = roadmap_of(tmp_path, resources=found)
    page = health_page(roadmap, {"https://h39.test/": entry("https://h39.test/", "gone")})
    first, _, folded = page.partition('<details class="rm-fold"><summary>16 more hosts')
    assert "h39" in first.partition("## By host")[2]
    assert "h38" in folded
    assert "h39" not in folded


def test_the_same_input_gives_the_same_page(tmp_path: Path) -> None:
    """Whatever the order in which addresses are remembered: no clock, no set."""
    roadmap, health = every_verdict(tmp_path)
    assert health_page(roadmap, health) == health_page(roadmap, dict(reversed(health.items())))


def test_the_picture_shows_the_last_days_to_one_scale(tmp_path: Path) -> None:
    """Latest first, at most twelve; numbers beside each bar, and the bar says nothing to a screen reader."""
    past = tuple(Day(DAY + timedelta(days=i), {"ok": 10 + i, "gone": 1, "blocked": 2}, 3) for i in range(14))
    page = health_page(roadmap_of(tmp_path), {}, past).partition("## The last times")[2].partition("</table>")[0]
    rows = re.findall(r'<th scope="row">([\d-]+)</th><td class="rm-drawn">(.*?)</td>((?:<td>\d+</td>)+)', page)
    assert [row[0] for row in rows] == [(DAY + timedelta(days=i)).isoformat() for i in range(13, 1, -1)]
    assert rows[0][2] == "<td>23</td><td>0</td><td>2</td><td>1</td><td>3</td>"
    assert all("aria-hidden" in row[1] for row in rows)
    widths = [sum(map(float, re.findall(r'width="([\d.]+)%"', row[1]))) for row in rows]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] == pytest.approx(100, abs=0.05)


@given(histories, histories, histories)
def test_histories_merge_in_any_order(one: history.History, other: history.History, third: history.History) -> None:
    """Each day once, in order; a history with itself is itself."""
    merge = history.merge
    assert merge(one, other) == merge(other, one)
    assert merge(merge(one, other), third) == merge(one, merge(other, third))
    assert merge(one, one) == one
    assert [day.day for day in merge(one, other)] == sorted({day.day for day in (*one, *other)})


@given(histories)
def test_a_history_is_read_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, days: history.History) -> None:
    path = tmp_path_factory.mktemp("history") / history.NAME
    path.write_text(history.text(days), encoding="utf-8")
    assert history.read(path) == days


def test_a_history_stays_small(tmp_path: Path) -> None:
    """The latest 400 days are kept."""
    days = tuple(Day(DAY + timedelta(days=i), {"ok": 1}) for i in range(500))
    kept = history.merge(days, ())
    assert (len(kept), kept[-1]) == (400, days[-1])


@pytest.mark.parametrize(
    "line",
    ["nonsense", "[]", '{"ok": 3}', '{"day": "soon"}', '{"day": "2026-11-20", "ok": -1}', '{"day": 3, "ok": "x"}'],
)
def test_a_damaged_history_is_named_and_no_page_fails_for_it(tmp_path: Path, line: str) -> None:
    """The line, and where to get it back; a build shows no history."""
    path = tmp_path / history.NAME
    path.write_text(f'{{"day": "2026-11-19", "ok": 1, "later": 9}}\n{line}\n', encoding="utf-8")
    with pytest.raises(Damaged, match=rf"{history.NAME}:2:1: "):
        history.read(path)
    assert history_in(tmp_path) == ()
    assert history_in(tmp_path / "nowhere") == ()


def test_the_totals_of_a_day_are_of_the_day_on_which_something_was_asked() -> None:
    """The clock is not asked; where nothing was checked there is no day."""
    seen: list[tuple[Verdict, date]] = [("ok", DAY), ("ok", DAY - timedelta(days=4)), ("gone", DAY)]
    assert history.day_of(seen, 2) == Day(DAY, {"ok": 2, "gone": 1}, 2)
    assert history.day_of([], 2) is None


def with_picks() -> list[Data]:
    """Return a start that may be lost, and three that could take its place."""
    return [
        resource("first", pick="start-here", covers=["explain", "use"], kind="book"),
        resource("paid", cost="paid", covers=["explain", "use", "judge"], kind="book"),
        resource("half", covers=["explain"], kind="book"),
        resource("next", covers=["explain", "use"], kind="course"),
    ]


def lost(*ids: str, archived: str | None = None) -> dict[str, Entry]:
    urls = [f"https://example.org/{id}" for id in ids]
    return {url: entry(url, "gone", missing_since=DAY, archived=archived) for url in urls}


def made(roadmap: Roadmap, health: dict[str, Entry]) -> dict[str, str]:
    found = pages(roadmap, graph_of(roadmap), health)
    return {name: unescape(str(text)) for name, text in found.items() if name.endswith((".md", "plan.json"))}


def starts(page: str) -> list[str]:
    return re.findall(r'rm-card--start" id="r-([a-z-]+)"', page)


def test_what_is_gone_is_no_pick_and_the_next_best_takes_its_place(tmp_path: Path) -> None:
    """Free, and for the same goals; the page says why, offers the archived copy, and no page links the address."""
    roadmap = roadmap_of(tmp_path, resources=with_picks())
    found = made(roadmap, lost("first", archived="https://archive.test/first"))
    page = found["topics/bread.md"]
    assert starts(page) == ["next"]
    assert "Most people would begin with" in page
    assert page.count('href="https://archive.test/first"') == 2  # beside the start, and on its own card
    card = page.partition('id="r-first"')[2].partition('class="rm-trust"')[0]
    assert '<b>Instead</b> <a href="#r-next">' in card
    assert page.index('id="r-first"') > page.index('id="r-half"'), "it stands last"
    assert "About first" not in page.partition("Which resource helps")[2]
    for name, text in found.items():
        assert 'href="https://example.org/first"' not in text, name
    best = found["best-of.md"].partition("Oven")[2]
    assert "About next" in best
    assert "About first" not in best
    assert 'id="first" data-minutes="" data-year="" data-pick="No pick"' in found["library.md"]
    assert 'id="next" data-minutes="" data-year="" data-pick="Start here"' in found["library.md"]
    told = json.loads(found["plan.json"])["bread"]["offers"]
    assert [offer["title"] for offer in told if offer["pick"]] == ["About next"]
    assert "About first" not in [offer["title"] for offer in told]


def test_another_start_that_is_there_is_enough(tmp_path: Path) -> None:
    """Then nothing is promoted."""
    second = [{**one, "pick": "start-here"} if one["id"] == "half" else one for one in with_picks()]
    page = made(roadmap_of(tmp_path, resources=second), lost("first"))["topics/bread.md"]
    assert starts(page) == ["half"]


def test_a_topic_of_which_nothing_is_left_says_so(tmp_path: Path) -> None:
    """No start, no link, no claim."""
    found = made(roadmap_of(tmp_path, resources=with_picks()), lost("first", "paid", "half", "next"))
    page = found["topics/bread.md"]
    assert starts(page) == []
    assert "Nothing else is known yet" in page
    assert "<b>Instead</b>" not in page
    assert json.loads(found["plan.json"])["bread"]["offers"] == []


def test_hours_do_not_change_with_a_link(tmp_path: Path) -> None:
    """They are of the topic as it was thought out, on the page as in the data."""
    picks = [{**one, "time": "2h" if one["id"] == "first" else "9h"} for one in with_picks()]
    roadmap = roadmap_of(tmp_path, resources=picks)
    assert "About 2 h" in made(roadmap, lost("first"))["topics/bread.md"]


def test_a_path_leads_on_from_what_is_gone(tmp_path: Path) -> None:
    """The line keeps its name, offers the copy, and names the topic that has others."""
    path = {"title": "Way", "summary": "On.", "kind": "goal", "outcomes": ["Bake"],
            "steps": [{"resource": "first"}, {"topic": "bread"}]}  # fmt: skip
    files = {**small(), "oven/bread.yml": topic("Bread", "yeast", resources=with_picks()), "paths/way.yml": path}
    roadmap = load(write(tmp_path / "roadmap", files)).roadmap
    assert roadmap is not None
    page = made(roadmap, lost("first", archived="https://archive.test/first"))["paths/way.md"]
    line = next(line for line in page.splitlines() if "About first" in line)
    assert 'href="https://archive.test/first"' in line
    assert "also [Bread](../topics/bread.md)" in line
    assert "also [Bread]" not in made(roadmap, {})["paths/way.md"]


@given(st.sets(st.sampled_from(["first", "paid", "half", "next", "flour-intro"])), st.permutations(range(4)))
def test_whatever_is_lost_the_rest_is_offered(
    tmp_path_factory: pytest.TempPathFactory, gone: set[str], order: list[int]
) -> None:
    """Nothing disappears, lost is last and no pick, and there is a start while anything is there."""
    roadmap = roadmap_of(tmp_path_factory.mktemp("r"), resources=[with_picks()[i] for i in order])
    items, missing = roadmap.items(roadmap.topics["bread"]), offers.lost(lost(*gone))
    found = offers.offered(items, missing)
    left = [item for item in found if item.url not in missing]
    assert sorted(item.id for item in found) == sorted(item.id for item in items)
    assert list(found[: len(left)]) == left
    assert all(item.pick is None for item in found[len(left) :])
    assert [item.pick for item in left[:1]] == ["start-here"] * bool(left)


def test_a_price_is_dated_by_people_alone(tmp_path: Path) -> None:
    """What the checker found says nothing of prices; without a day the card is silent about it."""
    seen = [{**one, "cost_checked": DAY} if one["id"] == "paid" else one for one in with_picks()]
    roadmap = roadmap_of(tmp_path, resources=seen)
    health = {url: entry(url, "ok") for url in roadmap.addresses}
    page = made(roadmap, health)["topics/bread.md"]
    assert page.count("Price seen on") == 1
    assert "Price seen on 20 November 2026" in page.partition('id="r-paid"')[2].partition('id="r-')[0]
