"""The living issue: what it says first, what it does with itself, and that no text of strangers is more than text."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_site.links.exempt import Exemption
from roadmap_site.links.issue import LIMIT, MARK, Issue, WrongResults, living, read, step
from roadmap_site.links.report import Row
from roadmap_site.links.seen import VERDICTS

REPO, REV = "people/roadmap", "0123456789abcdef0123456789abcdef01234567"
BLOB = f"https://github.com/{REPO}/blob/{REV}/"
HOSTILE = (
    "@someone @org/team #1 GH-1 people/other#2 <script>alert(1)</script> <!-- --> </details> &lt; &#64;x **b** __i__ "
    "`c` "
    "``d`` ![i](https://evil.test) [l](javascript:alert(1)) https://evil.test www.evil.test a@evil.test :smile: $x$ "
    "| a | b | ~~s~~ \\ \u202eright \x1b[31m \ud800"
)


def data(url: str, verdict: str = "gone", **more: Any) -> dict[str, Any]:
    uses = [{"path": "roadmap/maths/vectors.yml", "line": 7}]
    days = {"first_seen": "2026-10-01", "checked": "2026-11-21"}
    return {
        "url": url,
        "verdict": verdict,
        "reason": "The host says 404.",
        "uses": uses,
        "warnings": [],
        **days,
        **more,
    }


def rows(*found: dict[str, Any]) -> list[Row]:
    return read([json.dumps(found)])


def body(*found: dict[str, Any]) -> str:
    return step(rows(*found), REPO, REV).issue.body


def test_what_matters_most_stands_first() -> None:
    """Groups come in the order of their need, and what asks for nothing is folded away at the end."""
    found = body(*(data(f"https://x.test/{verdict}", verdict, final_url="https://y.test/") for verdict in VERDICTS))
    order = ["gone", "soft_404", "refused", "insecure", "anchor", "moved", "temporary", "blocked"]
    places = [found.index(f"`https://x.test/{verdict}`") for verdict in order]
    assert places == sorted(places)
    assert "x.test/ok" not in found
    assert found.index("<details>") < places[-2]
    assert found.count("<details>") == found.count("</details>") == 2
    assert "9 addresses were asked, last on 2026-11-21; 1 of them are in order." in found
    assert "Now: `https://y.test/`" in found


def test_lines_can_be_clicked() -> None:
    """A place leads to the line at the revision that was checked; what is not in the repository leads nowhere."""
    uses = [
        {"path": "roadmap/a b/ü#.yml", "line": 3}, {"path": "README.md", "line": 4},
        {"path": "../x.yml", "line": 1}, {"path": "/etc/x", "line": 1}, {"path": "stdin", "line": 9},
    ]  # fmt: skip
    found = body(data("https://x.test/", uses=[*uses, *uses]))
    assert f"[`roadmap/a b/ü#.yml:3`]({BLOB}roadmap/a%20b/%C3%BC%23.yml#L3)" in found
    assert f"[`README.md:4`]({BLOB}README.md?plain=1#L4)" in found
    assert "(../" not in found
    assert "[`/etc" not in found
    uses = [{"path": "a.yml", "line": i} for i in range(1, 9)]
    assert "a.yml:5`]" in (found := body(data("https://x.test/", uses=uses)))
    assert "and 3 more places" in found


def test_a_warning_is_shown_and_opens_nothing() -> None:
    """A title that does not fit is worth a look, and no reason for an issue."""
    row = data("https://x.test/", "ok", warnings=["The page calls itself something else."])
    assert step(rows(row), REPO, REV).do == "nothing"
    assert "### 1 worth a look" in (found := body(row, data("https://y.test/")))
    assert "calls itself something else" in found


def test_an_archived_copy_is_offered_for_what_is_gone_only() -> None:
    """Only a copy in the Wayback Machine is a link."""
    copy = "https://web.archive.org/web/20200101000000/https://x.test/a(b)"
    assert "[Archived copy](https://web.archive.org/web/20200101000000/https://x.test/a%28b%29)" in body(
        data("https://x.test/a(b)", archived=copy)
    )
    assert "Archived" not in body(data("https://x.test/", "moved", archived=copy))
    assert "Archived" not in body(data("https://x.test/", archived="javascript:alert(1)"))


@pytest.mark.parametrize("field", ["url", "reason", "advice", "final_url", "archived", "title", "warnings", "path"])
@pytest.mark.parametrize("verdict", ["gone", "moved", "blocked"])
def test_text_of_strangers_is_only_text(field: str, verdict: str) -> None:
    """No name is called, no HTML, Markdown or address is read, whichever field it stands in."""
    odd: dict[str, dict[str, Any]] = {
        "warnings": {"warnings": [HOSTILE]}, "path": {"uses": [{"path": HOSTILE, "line": 1}]},
    }  # fmt: skip
    values = odd.get(field, {field: HOSTILE})
    row = {**data("https://x.test/", verdict), **values}
    made = step(rows(row, data("https://y.test/")), REPO, REV)
    harmless(made.issue.body)
    assert re.fullmatch(r"Links: [\w ,]+", made.issue.title)


@given(st.lists(st.tuples(st.sampled_from(VERDICTS), st.text(max_size=80), st.text(max_size=80)), max_size=6))
def test_any_text_is_only_text(found: list[tuple[str, str, str]]) -> None:
    """The same for whatever text there may be."""
    made = [data(a, verdict, reason=b, advice=a, final_url=b, uses=[{"path": a, "line": 1}]) for verdict, a, b in found]
    harmless(step(rows(*made), REPO, REV).issue.body)


def harmless(text: str) -> None:
    """Assert that outside of code there is nothing but our own markup and plain text."""
    text = text.removeprefix(MARK).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert text.isprintable() or set(re.findall(r"[^ -~]", text)) & set("\u202e\x1b\r\t") == set()
    assert max(map(len, text.split("\n"))) < 20_000
    bare = re.sub(r"(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)", "", text)
    assert "`" not in bare
    bare = re.sub(rf"\[\]\({re.escape(BLOB)}[\w./%~?=-]*#L\d+\)", "", bare)
    bare = re.sub(r"\[Archived copy\]\(https://web\.archive\.org/web/[\w./%:?&=~+,;'-]*\)", "", bare)
    bare = re.sub(
        r"^<details><summary>[\w ,]+</summary>$|^</details>$|^### |\*\*Begin at the top\*\*",
        "",
        bare,
        flags=re.MULTILINE,
    )
    for line in bare.split("\n"):
        line = re.sub(r"^- |\\$", "", line)
        assert not re.search(r"[<>@\[\]*_|~$\\^]|&(?!#\d+;)|(?<!&)#|https?:|www\.", line), line
        assert not re.match(r" *(?:\d+[.)]|[-+=] ?)", line), line


def test_it_never_grows_too_long() -> None:
    """What has no room is counted, and the rest is what stands first."""
    url = "https://x.test/" + "y" * 200
    found = body(*(data(f"{url}{i}", VERDICTS[i % len(VERDICTS)]) for i in range(5_000)))
    assert len(found) <= LIMIT
    shown = sum(map(int, re.findall(r"^(?:### |<details><summary>)([\d,]+)", found.replace(",", ""), re.MULTILINE)))
    more = sum(int(n.replace(",", "")) for n in re.findall(r"and ([\d,]+) more, for which", found))
    items = len(re.findall(r"^- `", found, re.MULTILINE))
    assert shown == items + more
    assert items > 100
    assert len(body(data("x" * 70_000, reason="&" * 70_000, advice="@" * 70_000, final_url="z" * 70_000))) < 10_000


def issue(**changes: Any) -> Issue:
    made = step(rows(data("https://x.test/")), REPO, REV).issue
    return Issue(**{"title": made.title, "body": made.body, "number": 5, "closed": False, **changes})


def test_the_life_of_the_issue() -> None:
    """Opened once, written anew when something changed, closed when nothing is left, and opened again."""
    bad, good = rows(data("https://x.test/")), rows(data("https://x.test/", "ok"), data("https://y.test/", "blocked"))
    assert step(bad, REPO, REV).do == "open"
    assert step(good, REPO, REV).do == "nothing"
    assert step(bad, REPO, REV, issue()).do == "nothing"
    assert step(bad, REPO, REV, issue(body=issue().body.replace("\n", "\r\n"))).do == "nothing"
    assert step(bad, REPO, REV, issue(title="Something else")).do == "update"
    assert step(good, REPO, REV, issue()).do == "close"
    assert step(bad, REPO, REV, issue(closed=True)).do == "reopen"
    assert step(good, REPO, REV, issue(closed=True)).do == "nothing"
    assert step(bad, REPO, REV, issue(title="x")).lines() == "update\n5\nLinks: 1 gone\n"
    assert step(bad, REPO, REV).lines() == "open\n\nLinks: 1 gone\n"


def test_a_run_that_was_not_whole_closes_nothing() -> None:
    """What was not asked is said, and is no good news."""
    good = rows(data("https://x.test/", "ok"))
    made = step(good, REPO, REV, issue(), missing=2)
    assert made.do == "update"
    assert "2 of the jobs ended without a result" in made.issue.body
    assert step([], REPO, REV, issue(), missing=8).do == "nothing"
    assert step([], REPO, REV, missing=8).do == "nothing"


def test_exemptions() -> None:
    """What a person knows better is left out, and what is no longer needed is said."""
    one = Exemption("https://x.test/*", "It opens in a browser.", date(2026, 11, 1))
    assert step(rows(data("https://x.test/a")), REPO, REV, exemptions=[one]).do == "nothing"
    made = step(rows(data("https://y.test/a")), REPO, REV, exemptions=[one])
    assert "is not needed any more" in made.issue.body
    harmless(made.issue.body)


def test_results_of_several_jobs() -> None:
    """Each address once, as it was seen last, with all its places."""
    old = data("https://x.test/", "gone", checked="2026-11-20", uses=[{"path": "a.yml", "line": 1}])
    new = data("https://x.test/", "ok", uses=[{"path": "b.yml", "line": 2}])
    for texts in ([json.dumps([old]), json.dumps([new])], [json.dumps([new]), json.dumps([old])]):
        [row] = read(texts)
        assert row.verdict == "ok"
        assert {use.path for use in row.uses} == {"a.yml", "b.yml"}


@pytest.mark.parametrize("text", ["", "{}", "[1]", '[{"url": "x"}]', json.dumps([data("x", "dead")]), "[" * 100_000])
def test_what_is_no_result_is_refused(text: str) -> None:
    """It is said, and nothing is made of it."""
    with pytest.raises(WrongResults):
        read([text])


def test_the_living_issue_is_ours() -> None:
    """Only one that begins with our mark, an open one first, then the newest."""
    found = [
        {"number": 1, "title": "a", "body": "by hand", "state": "OPEN"},
        {"number": 2, "title": "b", "body": MARK, "state": "CLOSED"},
        {"number": 3, "title": "c", "body": f"{MARK}\r\nx", "state": "OPEN"},
        {"number": 4, "title": "d", "body": MARK, "state": "CLOSED"},
    ]
    assert living(json.dumps(found)) == Issue("c", f"{MARK}\r\nx", 3)
    assert living(json.dumps([found[1], found[3]])) == Issue("d", MARK, 4, closed=True)
    assert living("[]") is None
    assert living(json.dumps(found[:1])) is None
    with pytest.raises(WrongResults):
        living("gh: not found")


@pytest.mark.parametrize(("repo", "rev"), [("x", REV), (REPO, "main"), (REPO, "$(id)"), ("a/b/c", REV), ("a b/c", REV)])
def test_where_it_links_to_is_checked(repo: str, rev: str) -> None:
    """A repository and the hash of a commit."""
    with pytest.raises(WrongResults):
        step([], repo, rev)
