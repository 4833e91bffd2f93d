"""Waiting for what a page comes to, as Playwright's own `wait_for_function` may not: it evaluates text in the page."""

from __future__ import annotations

import time
from typing import Any

from playwright.sync_api import Page


def come_true(page: Page, expression: str, arg: Any = None) -> None:
    """Return when an expression, or a function of `arg`, has come true in a page; fail after a while."""
    end = time.monotonic() + 15
    while not page.evaluate(expression, arg):
        assert time.monotonic() < end, expression
        page.wait_for_timeout(30)
