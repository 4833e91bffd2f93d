"""Work that is much and falls into parts, shared out over the cores."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Final, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")
FEW: Final = 48  # pages; below, starting processes costs more than it saves


def shared_out(make: Callable[[Given], Made], given: Sequence[Given], few: int = FEW) -> list[Made]:
    """Return what `make` makes of each value, in order; processes that were forked from this one do their shares.

    What they log is logged here. Where forking is not safe, or not worth it as when there are few, all is made here.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    if len(given) < few or cores < 2 or not sys.platform.startswith("linux") or threading.active_count() > 1:
        return [make(one) for one in given]
    gc.freeze()  # what is there already is not looked at again, which would copy all memory
    context = multiprocessing.get_context("fork")
    children = []
    for part in range(1, cores):
        receiving, sending = context.Pipe(duplex=False)
        child = context.Process(target=_share, args=(make, given[part::cores], sending), daemon=True)
        child.start()
        sending.close()
        children.append((part, child, receiving))
    made: dict[int, Made] = {}
    try:
        for place, one in enumerate(given[::cores]):
            made[place * cores] = make(one)
        for part, _, receiving in children:
            found, records = receiving.recv()
            for record in records:
                logging.getLogger(record.name).handle(record)
            if isinstance(found, BaseException):
                raise found
            made.update((part + place * cores, one) for place, one in enumerate(found))
    finally:
        for _, child, _ in children:
            child.terminate()
            child.join()
        gc.unfreeze()
    return [made[place] for place in range(len(given))]


def _share(make: Callable[[Given], Made], given: Sequence[Given], sending: Connection) -> None:
    """Make one process's share, and send it with all that was logged on the way."""
    listener, root = _Listener(), logging.getLogger()
    for log in (root, *map(logging.getLogger, logging.root.manager.loggerDict)):
        log.handlers.clear()
    root.addHandler(listener)
    try:
        found: list[Made] | Exception = [make(one) for one in given]
    except Exception as error:  # whatever it is, it is raised where the build runs
        found = error if isinstance(error, OSError) else RuntimeError(f"{type(error).__name__}: {error}")
    for record in listener.heard:
        record.msg, record.args, record.exc_info = record.getMessage(), None, None
    sending.send((found, listener.heard))
    sending.close()


class _Listener(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record)
