"""What a browser may load and run: every page says it, and lets nothing in that the theme does not hold itself."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from playwright.sync_api import Page

from published import Site, build, project
from roadmap_site.policy import hashed, inline, of_file, templates_hold, with_policy, wrong_sources
from roadmap_site.publish.allowed import allowed
from samples import ROOT, small, write

META = re.compile(r'<head>\s*<meta charset="utf-8">\s*<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
PAGE = '<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n<title>T</title>\n</head>\n<body>{}</body></html>'
KNOWN = templates_hold(["<head><script>go(new URL('{{ base_url }}', location))</script></head>"])


def policy_of(text: str) -> dict[str, list[str]]:
    """Return the policy of a page, which stands before all that it is about."""
    found = META.search(text)
    assert found, text[:300]
    rules = (rule.split() for rule in html.unescape(found[1]).split(";"))
    return {name: sources for name, *sources in rules}


@pytest.fixture(scope="module")
def config() -> MkDocsConfig:
    return load_config(str(ROOT / "mkdocs.yml"))


@pytest.fixture(scope="module")
def site(built: Path) -> Site:
    return Site(built)


def test_every_page_has_a_policy_that_lets_it_work_and_nothing_else(site: Site) -> None:
    """Pages, those that lead on, cards and packs: no script but those named, no handler, no style attribute."""
    for address, page in site.pages.items():
        policy = policy_of(page.text)
        assert policy["default-src"] == ["'none'"], address
        assert policy["base-uri"] == ["'none'"], address
        for name, sources in policy.items():
            assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "http:"} & {*sources}, address
            assert "data:" not in sources or name == "img-src", address
        for tag, text in inline(page.text):
            assert hashed(text) in policy.get(f"{tag}-src", ()), f"{address}: {text[:80]}"
        assert page.handlers == [], address
        assert "style" not in page.attributes, address
        assert not any(link.url.lower().startswith("javascript:") for link in page.links), address


def test_only_the_theme_s_scripts_are_named(site: Site) -> None:
    """Three of them, whatever a page is about; files that are whole in themselves run none, and a plan's card ours."""
    for address, page in site.pages.items():
        policy = policy_of(page.text)
        if "md-container" in page.text:
            assert len(policy["script-src"]) == 4, address
            assert policy["script-src"][0] == "'self'", address
        else:
            ours = {"script-src", "connect-src"} if address == "embed/plan.html" else set()
            assert policy.keys() - ours <= {"default-src", "form-action", "base-uri", "style-src"}, address
            assert all(policy[name] == ["'self'"] for name in ours), address


@pytest.mark.parametrize(
    "address", ["503.html", "404.html", "embed/{}.html", "roadmap/packs/stages/{}.html", "stages/{}/"]
)
def test_pages_of_other_kinds_obey_theirs(page: Page, base: str, site: Site, address: str) -> None:
    """Nothing that they do is refused, which the fixture looks at; styles and the way onward work."""
    pattern = re.compile(re.escape(address).replace(r"\{\}", ".+"))
    found = next(one for one in site.pages if pattern.fullmatch(one))
    page.goto(base + found, wait_until="networkidle")
    if address == "stages/{}/":
        page.wait_for_url(base + f"roadmap/{found}")
    else:
        assert page.evaluate("getComputedStyle(document.body).fontFamily") != "serif"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<SCRIPT\n>alert(1)</SCRIPT >",
        "<script type=module>alert(1)</script>",
        "<script data-src=x>alert(1)</script>",
        "<script>go(new URL('');alert(1);('', location))</script>",
        "<script>go(new URL('\\', location));alert(1)//', location))</script>",
        "<script>go(new URL('${alert(1)}`', location))</script>",
        "<style>*{background:url(//evil.test)}</style>",
    ],
)
def test_a_script_that_came_in_otherwise_is_refused_and_told(text: str) -> None:
    """Also when it looks nearly like one of the theme's."""
    made, refused = with_policy(PAGE.format(text), KNOWN, {})
    assert len(refused) == 1
    assert "sha256" not in made
    assert policy_of(made)["script-src"] == ["'self'"]


@given(st.text(max_size=60))
def test_what_a_template_prints_ends_no_string(printed: str) -> None:
    """In the place of an address nothing is let in that is more than an address."""
    text = f"go(new URL('{printed}', location))"
    if KNOWN.fullmatch(text):
        assert not set(printed) & set("'\"`\\<>{}")


def test_the_theme_s_own_is_named() -> None:
    """With the address of this page in it; data is no script."""
    own = "go(new URL('../..', location))"
    data = '<script type="application/ld+json">{"a": 1}</script><script src="a.js"></script>'
    made, refused = with_policy(PAGE.format(f"<script>{own}</script>{data}"), KNOWN, {})
    assert refused == []
    assert policy_of(made)["script-src"] == ["'self'", hashed(own)]


def test_columns_of_a_table_may_be_aligned() -> None:
    """Markdown writes three style attributes, and no others work."""
    made, _ = with_policy(PAGE.format('<td style="text-align: right;">1</td>'), KNOWN, {})
    assert policy_of(made)["style-src-attr"][:2] == ["'unsafe-hashes'", hashed("text-align: left;")]
    made, _ = with_policy(PAGE.format('<td style="position: fixed">1</td>'), KNOWN, {})
    assert "style-src-attr" not in policy_of(made)


def test_a_file_that_is_whole_in_itself_runs_nothing() -> None:
    """And shows only the style sheet that it was made with."""
    assert of_file("a {}").split("; ")[-1] == f"style-src {hashed('a {}')}"
    assert "style-src" not in of_file()
    assert of_file(beside=True).endswith("; style-src 'self'")


def test_other_hosts_are_named_by_the_configuration_alone(config: MkDocsConfig) -> None:
    """Fonts of the theme, scripts and style sheets of `mkdocs.yml`, and what `extra.policy` adds."""
    found = allowed(config)
    assert found
    assert not any(found[1].values())
    other = load_config(
        str(ROOT / "mkdocs.yml"),
        theme={"name": "material"},
        extra_javascript=["https://cdn.test/a.js?v=1", "b.js"],
        extra_css=["//cdn.test/a.css"],
        extra={"policy": {"img-src": ["https://img.test"]}},
    )
    found = allowed(other)
    assert found
    assert found[1]["script-src"] == ["https://cdn.test/a.js"]
    assert found[1]["style-src"] == ["https://cdn.test/a.css", "https://fonts.googleapis.com"]
    assert found[1]["font-src"] == ["https://fonts.gstatic.com"]
    assert found[1]["img-src"] == ["https://img.test"]
    made, _ = with_policy(PAGE.format(""), *found)
    assert policy_of(made)["img-src"] == ["'self'", "data:", "https://img.test"]
    other.extra["policy"] = False
    assert allowed(other) is None


@pytest.mark.parametrize(
    ("sources", "says"),
    [
        (False, None),
        ({"img-src": ["https:"]}, None),
        (True, "must be false, or name directives"),
        ({"img src": ["x"]}, "must be a directive"),
        ({"img-src": "x"}, "must be a list"),
        ({"img-src": ["x; script-src *"]}, "must be a list"),
        ({"img-src": ['"><script>']}, "must be a list"),
    ],
)
def test_what_a_site_adds_is_looked_at(sources: object, says: str | None) -> None:
    """It cannot end the directive that it stands in."""
    found = wrong_sources(sources)
    assert (found is None) == (says is None)
    assert (says or "") in (found or "")


def test_a_script_in_a_page_by_hand_is_told_at_the_build(tmp_path: Path) -> None:
    """A strict build fails, and says where it stands and what to do; it works from a file."""
    folder = project(tmp_path / "project", write(tmp_path / "roadmap", small()))
    with (folder / "docs/data.md").open("a", encoding="utf-8") as page:
        page.write("\n<script>document.title = 'x'</script>\n")
    run = build(folder, tmp_path / "site")
    assert run.returncode == 1
    assert "data.md: what stands in the page itself is not let work: document.title = 'x'" in run.stderr
