"""`roadmap rules`: every rule with its sentence."""

from __future__ import annotations

import argparse

from roadmap_site.checks import sentences


def add_arguments(_: argparse.ArgumentParser) -> None:
    """Add nothing: it takes no arguments."""


def run(_: argparse.Namespace) -> int:
    """Print one line a rule."""
    found = sentences()
    width = max(map(len, found))
    for name, sentence in found.items():
        print(f"{name:{width}}  {sentence}")
    return 0
