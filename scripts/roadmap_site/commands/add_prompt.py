"""The questions of `roadmap add` with prompt_toolkit: completion, editing, and what is wrong below the line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.validation import ValidationError, Validator

from roadmap_site.add.questions import Question
from roadmap_site.commands.add_terminal import Fault

_TAB = " Tab shows what there is."


class Prompt:
    """Asks on a terminal that can move its cursor."""

    nothing = "an empty line"

    def __init__(self) -> None:
        self._session: PromptSession[str] = PromptSession()

    def ask(self, question: Question, fault: Fault) -> str:
        """Return an answer in which there is no fault; an empty one for what is to be left out."""
        return self._session.prompt(
            f"{question.name}: ",
            default=question.default,
            completer=_Choices(question.choices) if question.choices else None,
            validator=_Said(fault),
            validate_while_typing=False,
            bottom_toolbar=f" {question.about}{_TAB if question.choices else ''}" if question.about else None,
        ).strip()


class _Said(Validator):
    def __init__(self, fault: Fault) -> None:
        self._fault = fault

    def validate(self, document: Document) -> None:
        if wrong := self._fault(document.text):
            raise ValidationError(len(document.text), wrong)


class _Choices(Completer):
    """Completes the word after the last comma by any part of a choice or of what it means."""

    def __init__(self, choices: Mapping[str, str]) -> None:
        self._choices = choices

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:  # noqa: ARG002
        typed = document.text_before_cursor.rpartition(",")[2].lstrip()
        sought = typed.casefold()
        found = [(word, meaning) for word, meaning in self._choices.items() if sought in f"{word} {meaning}".casefold()]
        found.sort(key=lambda pair: not pair[0].startswith(sought))
        for word, meaning in found:
            yield Completion(word, -len(typed), display_meta=meaning)
