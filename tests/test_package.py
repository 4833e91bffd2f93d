"""The builder as a package that other projects install: it has all that it needs, and a plugin that equals the hook."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import roadmap_site
from published import BASE, Site, project
from samples import ROOT, small, topic, write


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel without the network, and install it, and nothing else, into a folder."""
    folder = tmp_path_factory.mktemp("package")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "-q"]
    wheel = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(wheel, check=True, capture_output=True, timeout=300)
    [file] = folder.glob("*.whl")
    install = [*pip, "install", "--no-deps", "--no-index", "--target", str(folder / "lib"), str(file)]
    subprocess.run(install, check=True, capture_output=True, timeout=300)
    return folder / "lib"


def run(installed: Path, cwd: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a module with the installed package before ours."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("ROADMAP_")}
    env |= {"PYTHONPATH": str(installed), "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=cwd, env=env, capture_output=True, text=True, timeout=300
    )


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_installed_command_makes_the_same_project(installed: Path, tmp_path: Path) -> None:
    """Every byte and every permission of what a checkout makes; it is checked and built there."""
    made = run(installed, tmp_path, "roadmap_site", "init", "installed", "--repo", "someone/git")
    assert made.returncode == 0, made.stderr
    subprocess.run(
        [sys.executable, "-m", "roadmap_site", "init", str(tmp_path / "checkout"), "--repo", "someone/git"], check=True
    )
    one, other = tree(tmp_path / "installed"), tree(tmp_path / "checkout")
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []
    modes = {name: (tmp_path / "installed" / name).stat().st_mode for name in one}
    assert modes == {name: (tmp_path / "checkout" / name).stat().st_mode for name in one}
    for command in ("check", "build", "rules"):
        done = run(installed, tmp_path / "installed", "roadmap_site", command)
        assert done.returncode == 0, done.stderr
    where = run(installed, tmp_path, "roadmap_site", "init", "--update", "installed")
    assert where.returncode == 0, where.stderr


def test_the_plugin_makes_the_same_site_as_the_hook(installed: Path, tmp_path: Path) -> None:
    """`plugins: [roadmap]` with a folder of its own name, found by its entry point."""
    folder = project(tmp_path / "project", write(tmp_path / "roadmap", small()))
    hook = run(installed, folder, "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "hook"))
    assert hook.returncode == 0, hook.stderr
    (folder / "roadmap").rename(folder / "curriculum")
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8") + "\nhooks: []\nplugins:\n  - roadmap: {folder: curriculum}\n"
    config.write_text(text, encoding="utf-8")
    plugin = run(installed, folder, "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "plugin"))
    assert plugin.returncode == 0, plugin.stderr
    one, other = tree(tmp_path / "hook"), tree(tmp_path / "plugin")
    assert one.keys() == other.keys()
    told = [name for name in one if one[name].replace(b"main/roadmap/", b"main/curriculum/") != other[name]]
    hashed = {"sw.js", "sitemap.xml", "sitemap.xml.gz"}  # they tell apart what differs
    assert set(told) <= hashed, "only the pencil knows the folder"


def foreign(folder: Path, *settings: str, **pages: str) -> Path:
    """Make a project that knows of us by one word in its settings; return its folder."""
    write(folder / "roadmap", small())
    (folder / "docs").mkdir()
    for name, text in pages.items():
        (folder / f"docs/{name}.md").write_text(text, encoding="utf-8")
    lines = ["site_name: Mine", f"site_url: https://mine.example{BASE}", "plugins: [roadmap]", *settings]
    (folder / "mkdocs.yml").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_a_project_with_nothing_but_a_roadmap_gets_a_whole_site(installed: Path, tmp_path: Path) -> None:
    """Three lines of settings: pages, scripts, style sheets and fonts come from the package; a build is repeatable."""
    folder = foreign(tmp_path / "project", "theme: material")
    for name in ("one", "two"):  # the second from what the first kept
        made = run(installed, folder, "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / name))
        assert made.returncode == 0, made.stderr
    assert tree(tmp_path / "one") == tree(tmp_path / "two")
    site = Site(tmp_path / "one")
    assert site.broken() == []
    assert {"", "plan/", "data/", "roadmap/map/", "roadmap/topics/bread/"} <= site.pages.keys()
    assert not any("parts/" in address for address in site.pages)
    assert not [*(tmp_path / "one/assets").rglob("*.map"), *(tmp_path / "one/assets/javascripts").glob("lunr")]
    said = site.pages["roadmap/topics/bread/"].text
    for wanted in ("assets/javascripts/main.mjs", "assets/stylesheets/tools.css", "application/ld+json", "og:image"):
        assert wanted in said
    assert not any(
        "{: " in page.text or "--8&lt;--" in page.text or "googleapis" in page.text for page in site.pages.values()
    )
    assert sorted(path.name for path in folder.iterdir()) == [".cache", "docs", "mkdocs.yml", "roadmap"]
    assert [path.name for path in (folder / "docs").iterdir()] == ["roadmap"]


def test_what_a_project_has_itself_is_kept(installed: Path, tmp_path: Path) -> None:
    """Its pages, its navigation, its style sheets, its colours and its settings of extensions come first."""
    settings = """\
theme: {name: material, palette: {primary: teal}, custom_dir: over, language: de}
nav: [{Welcome: index.md}, {Guide: guide.md}]
extra_css: [mine.css]
markdown_extensions: [{toc: {permalink: true}}, {pymdownx.snippets: {base_path: snippets}}]
exclude_docs: drafts/"""
    folder = foreign(
        tmp_path / "project", settings, index="# Hello", guide='# Guide\n\n--8<-- "mine.md"', plan="# My plan"
    )
    write(folder, {"docs/mine.css": "a {}", "docs/drafts/x.md": "# x", "snippets/mine.md": "Taken in."})
    write(folder, {"over/404.html": "Mine is missing"})
    made = run(installed, folder, "mkdocs", "build", "--strict")
    assert made.returncode == 0, made.stderr
    site = Site(folder / "site")
    assert site.broken() == []
    guide = site.pages["guide/"].text
    assert "Taken in." in guide and 'class="headerlink"' in guide and 'data-md-color-primary="teal"' in guide
    tabs = guide.partition('class="md-tabs"')[2]
    assert tabs.index("Welcome") < tabs.index("Guide") < tabs.index("Stages")
    assert "mine.css" in guide and "tools.css" in guide
    assert "My plan" in site.pages["plan/"].text and "Hello" in site.pages[""].text
    assert site.pages["404.html"].text == "Mine is missing"
    assert not any(address.startswith("drafts") for address in site.pages)
    names = json.loads((folder / "site/roadmap/search/names.json").read_text(encoding="utf-8"))
    found = {address: title for address, _, title, *_ in names["page"]}
    assert found["guide/"] == "Guide" and found["plan/"] == "My plan" and found["how-it-works/"] == "How it works"
    assert {address.partition("#")[0] for address in found} <= site.pages.keys()


def test_another_theme_is_refused_in_words(installed: Path, tmp_path: Path) -> None:
    """The pages would be no pages there."""
    folder = foreign(tmp_path / "project", "theme: readthedocs")
    made = run(installed, folder, "mkdocs", "build", "--strict")
    assert made.returncode == 1
    assert "write `theme: material`" in made.stderr
    assert "Traceback" not in made.stderr


def test_bad_yaml_stops_the_plugin_in_words(installed: Path, tmp_path: Path) -> None:
    """With the place, and without a traceback."""
    files = {**small(), "oven/bread.yml": topic("Bread", "yeast", level="begginer")}
    folder = project(tmp_path / "project", write(tmp_path / "roadmap", files))
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8") + "\nhooks: []\nplugins: [roadmap]\n", encoding="utf-8")
    built = run(installed, folder, "mkdocs", "build", "--strict")
    assert built.returncode == 1
    assert "oven/bread.yml:3:8" in built.stderr
    assert "Traceback" not in built.stderr


def test_what_is_public_can_be_used(tmp_path: Path) -> None:
    """Every public name is there, and does what its docstring says."""
    for name in roadmap_site.__all__:
        assert getattr(roadmap_site, name).__doc__, name
    folder = write(tmp_path / "roadmap", small())
    roadmap = roadmap_site.load_roadmap(folder)
    assert roadmap_site.graph_of(roadmap).order == ("flour", "yeast", "bread")
    assert roadmap_site.find_problems(folder) == ()
    assert '"Baking"' in roadmap_site.as_json(roadmap)
    assert "# Bread" in roadmap_site.render_pages(roadmap)["topics/bread.md"]
    assert roadmap_site.build_site(folder, tmp_path / "docs").written.changed
    write(folder, {"oven/bread.yml": topic("Bread", "nowhere")})
    assert [problem.rule for problem in roadmap_site.find_problems(folder)] == ["topic-exists"]
    with pytest.raises(roadmap_site.Refused, match="no topic `nowhere`"):
        roadmap_site.load_roadmap(folder)
    with pytest.raises(AttributeError, match="no attribute"):
        roadmap_site.nothing  # noqa: B018
