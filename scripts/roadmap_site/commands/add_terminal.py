"""How `roadmap add` asks: in lines that can be edited, or where the terminal knows no such thing, line by line."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Protocol

from roadmap_site.add.questions import Question

Fault = Callable[[str], str]  # an answer to why it will not do; empty when it does


class Terminal(Protocol):
    """Asks a person."""

    nothing: str  # what to type to leave a field out

    def ask(self, question: Question, fault: Fault) -> str:
        """Return an answer in which there is no fault; an empty one for what is to be left out."""


def terminal() -> Terminal:
    """Return the best way to ask on this terminal."""
    if os.environ.get("TERM", "dumb") in ("", "dumb", "unknown"):
        return Plain()
    from roadmap_site.commands.add_prompt import Prompt  # late: only who sits at such a terminal needs it

    return Prompt()


def confirmed(term: Terminal, text: str, *, default: bool) -> bool:
    """Return whether a person says yes."""
    answer = term.ask(
        Question(text, "", "yes" if default else "no", choices={"yes": "", "no": ""}),
        lambda said: "" if said.strip().casefold() in ("", "y", "yes", "n", "no") else "Say yes or no.",
    )
    return answer.strip().casefold() in ("y", "yes") or (default and not answer.strip())


class Plain:
    """Asks on any terminal, line by line: Enter takes what stands in brackets, a single hyphen leaves out."""

    nothing = "a hyphen"

    def ask(self, question: Question, fault: Fault) -> str:
        """Return an answer in which there is no fault; an empty one for what is to be left out."""
        if question.about:
            sys.stderr.write(f"\n{question.about}\n")
        for word, meaning in question.choices.items():
            if question.closed and len(question.choices) < 20:
                sys.stderr.write(f"  {word}{f': {meaning}' if meaning else ''}\n")
        default = f" [{question.default}]" if question.default else ""
        while True:
            sys.stderr.write(f"{question.name}{default}: ")
            sys.stderr.flush()
            line = sys.stdin.readline()
            if not line:
                raise EOFError
            said = line.strip() or question.default
            said = "" if said == "-" else said
            if not (wrong := fault(said)):
                return said
            sys.stderr.write(f"{wrong}\n")
