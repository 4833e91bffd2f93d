"""Work that makes many values and throws few away is done without the garbage collector's visits."""

from __future__ import annotations

import functools
import gc
from collections.abc import Callable
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")


def uncollected(function: Callable[Given, Made]) -> Callable[Given, Made]:
    """Return a function that runs with the cyclic collector off; a third faster where a roadmap is read."""

    @functools.wraps(function)
    def run(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        was_on = gc.isenabled()
        gc.disable()
        try:
            return function(*args, **kwargs)
        finally:
            if was_on:
                gc.enable()

    return run
