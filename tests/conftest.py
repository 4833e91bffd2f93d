"""What the tests share: a check of changed roadmaps, and the built site."""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from published import build, project, served
from roadmap_site.checks import check
from roadmap_site.load import load
from roadmap_site.problems import Problem
from samples import ROOT, Data, small, write

settings.register_profile("steady", deadline=None, derandomize=True)  # no test depends on the clock, or on luck
settings.load_profile("steady")

ARGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
Found = Callable[..., list[Problem]]
# A project made by `roadmap init` carries this file, and not the tests of the pages' scripts.
pytest_plugins = ["scripts"] if Path(__file__).with_name("scripts.py").exists() else []


@pytest.fixture
def found(tmp_path: Path) -> Found:
    """Return a function that writes the small roadmap with changes, and returns what is wrong with it."""

    def run(changes: dict[str, Any] | None = None, **edits: Callable[[Data], Any]) -> list[Problem]:
        files: dict[str, Any] = {**small(), **copy.deepcopy(changes or {})}
        for name, edit in edits.items():
            edit(next(data for file, data in files.items() if file.endswith(f"/{name}.yml") or file == f"{name}.yml"))
        return list(check(load(write(tmp_path / "roadmap", files))))

    return run


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build our own site once, strictly; a warning is an error."""
    work = tmp_path_factory.mktemp("built")
    run = build(project(work / "project", ROOT / "roadmap"), work / "site")
    assert run.returncode == 0, run.stderr
    return work / "site"


@pytest.fixture(scope="module")  # while it runs, so does an event loop, which other modules have to themselves
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("ROADMAP_BROWSER"), args=ARGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def base(built: Path) -> Iterator[str]:
    with served(built) as url:
        yield url


@pytest.fixture
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """Return a new profile; `@pytest.mark.parametrize("context", [{...}], indirect=True)` sets its options.

    Whatever a test does, no page may try what its policy forbids.
    """
    # A service worker would ask for things on its own, and answer what a test means to answer.
    context = browser.new_context(**{"service_workers": "block", **getattr(request, "param", {})})
    refused: list[str] = []
    context.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    yield context
    context.close()
    assert refused == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    page = context.new_page()
    page.set_default_timeout(15_000)
    return page
