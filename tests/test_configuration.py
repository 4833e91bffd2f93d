"""The site's own name, address, repository and colours stand in its configuration, and nowhere in the engine."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from published import build, project
from roadmap_site.colours import contrast, wrong_accent
from roadmap_site.site_file import setting
from samples import ROOT, small, write

ENGINE = ("scripts", "docs", ".github", ".ci", ".vscode", ".devcontainer", "CODE_OF_CONDUCT.md")
OURS = re.compile(rb"deep[-_ ]?learning[-_ ]?roadmap|\bdeep learning\b", re.IGNORECASE)


def test_the_engine_does_not_name_our_roadmap() -> None:
    """Whoever takes it for another field finds nothing of ours in it."""
    run = subprocess.run(
        ["git", "ls-files", "-coz", "--exclude-standard", *ENGINE], cwd=ROOT, capture_output=True, check=True
    )
    paths = [ROOT / name.decode() for name in run.stdout.split(b"\0") if name]
    assert len(paths) > 100
    assert [path for path in paths if path.is_file() and OURS.search(path.read_bytes())] == []


def test_the_link_checker_says_who_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The repository of mkdocs.yml, which a variable may overrule; without one, nothing."""
    config = tmp_path / "mkdocs.yml"
    config.write_text(
        'site_url: https://example.org/\nrepo_url: !ENV [ROADMAP_REPO_URL, "https://example.org/code"]\n'
        "markdown_extensions:\n  - x:\n      slugify: !!python/name:some.module\n"
    )
    monkeypatch.delenv("ROADMAP_REPO_URL", raising=False)
    assert setting(config, "repo_url") == "https://example.org/code"
    monkeypatch.setenv("ROADMAP_REPO_URL", "https://example.com/fork")
    assert setting(config, "repo_url") == "https://example.com/fork"
    assert setting(config, "copyright") is None
    assert setting(tmp_path / "none.yml", "repo_url") is None
    config.write_text("a: [")
    assert setting(config, "a") is None


def test_our_own_configuration_names_our_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is what hosts are told."""
    monkeypatch.delenv("ROADMAP_REPO_URL", raising=False)
    assert (setting(ROOT / "mkdocs.yml", "repo_url") or "").startswith("https://github.com/")


def test_contrast_is_that_of_wcag() -> None:
    """Black on white has 21, and #767676 is the lightest grey that text on white may have."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#767676") == pytest.approx(4.54, abs=0.005)
    assert contrast("#777777", "#ffffff") < 4.5


@pytest.mark.parametrize(
    ("accent", "said"),
    [
        ("#0b5f73", "two colours"),
        ({"light": "#0b5f73"}, "two colours"),
        ({"light": "teal", "dark": "#7ccbdc"}, "`light` must be a colour"),
        ({"light": "#0b5f73", "dark": "#7ccbdc;}body{display:none"}, "`dark` must be a colour"),
        (
            {"light": "#7ccbdc", "dark": "#7ccbdc"},
            "`light` has a contrast of 1.7, and text needs 4.5: take a darker one",
        ),
        ({"light": "#0b5f73", "dark": "#0b5f73"}, "`dark` has a contrast"),
    ],
)
def test_an_accent_that_cannot_be_read_is_refused(accent: object, said: str) -> None:
    assert said in (wrong_accent(accent) or "")


def test_a_site_chooses_its_own_colours(tmp_path: Path) -> None:
    """They are on every page, and what cannot be read stops the build in words."""
    folder = project(tmp_path / "project", write(tmp_path / "roadmap", small()))
    config = folder / "mkdocs.yml"
    own = config.read_text(encoding="utf-8")
    config.write_text(own + 'extra:\n  accent: { light: "#8a3b12", dark: "#f0a878" }\n', encoding="utf-8")
    run = build(folder, tmp_path / "site")
    assert run.returncode == 0, run.stderr
    for page in ("index.html", "roadmap/topics/bread/index.html", "404.html"):
        assert "--rm-accent:light-dark(#8a3b12,#f0a878)" in (tmp_path / "site" / page).read_text(encoding="utf-8")
    config.write_text(own + "extra:\n  accent: { light: '#fff', dark: '#7ccbdc' }\n", encoding="utf-8")
    run = build(folder, tmp_path / "site")
    assert run.returncode == 1
    assert "mkdocs.yml: extra.accent: `light` must be a colour" in run.stderr
    assert "Traceback" not in run.stderr
