"""The builder as a package that other projects install: it has all that it needs, and a plugin that equals the hook."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import roadmap_site
from published import project
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
    """`plugins: [search, roadmap]` with a folder of its own name, found by its entry point."""
    folder = project(tmp_path / "project", write(tmp_path / "roadmap", small()))
    hook = run(installed, folder, "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "hook"))
    assert hook.returncode == 0, hook.stderr
    (folder / "roadmap").rename(folder / "curriculum")
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8") + "\nhooks: []\nplugins:\n  - search\n  - roadmap: {folder: curriculum}\n"
    config.write_text(text, encoding="utf-8")
    plugin = run(installed, folder, "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "plugin"))
    assert plugin.returncode == 0, plugin.stderr
    one, other = tree(tmp_path / "hook"), tree(tmp_path / "plugin")
    assert one.keys() == other.keys()
    told = [name for name in one if one[name].replace(b"main/roadmap/", b"main/curriculum/") != other[name]]
    hashed = {"sw.js", "sitemap.xml", "sitemap.xml.gz"}  # they tell apart what differs
    assert set(told) <= hashed, "only the pencil knows the folder"


def test_bad_yaml_stops_the_plugin_in_words(installed: Path, tmp_path: Path) -> None:
    """With the place, and without a traceback."""
    files = {**small(), "oven/bread.yml": topic("Bread", "yeast", level="begginer")}
    folder = project(tmp_path / "project", write(tmp_path / "roadmap", files))
    config = folder / "mkdocs.yml"
    config.write_text(
        config.read_text(encoding="utf-8") + "\nhooks: []\nplugins: [search, roadmap]\n", encoding="utf-8"
    )
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
