"""An outcome becomes a change of one topic's file, and the words that go with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from roadmap_site.add.entry import Addition, addition
from roadmap_site.edit.change import Unsafe
from roadmap_site.load import load
from roadmap_site.markdown import BODY, code, prose
from roadmap_site.model import Resource, Use
from roadmap_site.problems import Refused
from roadmap_site.render.words import COSTS, KINDS
from roadmap_site.suggest.outcome import Outcome
from roadmap_site.suggest.values import foreign

MARK: Final = "<!-- roadmap suggest: written by a workflow, which writes over what is changed here -->"
_HEADS: Final = {
    "incomplete": "Thank you. Before this can become a pull request, something is missing:",
    "unclear": "Thank you. This needs another look before it can become a pull request:",
    "duplicate": "Thank you. It is here already:",
    "retired": "Thank you. This address was here once, and was dropped:",
    "broken": "Thank you. The page does not seem to be there:",
}
_ENDS: Final = {
    "incomplete": "Edit the issue (“⋯”, then “Edit”), leave the headings as they are, and it is read again.",
    "unclear": "Edit the issue (“⋯”, then “Edit”), and it is read again. If you think that this is wrong, say so here.",
    "duplicate": "If it should stand there otherwise, with another part or reason, say so here: a person reads it.",
    "retired": "If that has changed since, say so here: a person reads it.",
    "broken": "If it opens for you, say so here; if the address has a slip, edit the issue, and it is read again.",
}


@dataclass(frozen=True)
class Plan:
    """What is to be done: at most one file changes. Title and message hold no word of strangers."""

    do: Literal["pull", "answer"]
    number: int
    title: str  # of the pull request and of the commit
    body: str  # of the pull request
    answer: str  # the comment below the issue
    path: Path | None = None
    text: str = ""

    def lines(self) -> str:
        """Return what to do, the number and the title, each on a line, for a script."""
        return f"{self.do}\n{self.number}\n{self.title}\n"


def plan(outcome: Outcome, folder: Path) -> Plan:
    """Return what is to be done with an outcome. Nothing is written; the changed roadmap is checked beside itself."""
    if outcome.entry is None or outcome.topic is None:
        return _answer(outcome.issue, outcome.answer or "unclear", outcome.sentences)
    loaded = load(folder)
    topic = loaded.roadmap.topics.get(outcome.topic) if loaded.roadmap else None
    if loaded.roadmap is None or topic is None:
        return _answer(outcome.issue, "unclear", (f"There is no topic {outcome.topic}.",))
    entry = outcome.entry
    if isinstance(entry, Resource) and foreign(entry.url):
        return _answer(outcome.issue, "unclear", ("The host has letters beyond a to z.",))
    fields = entry.model_dump(exclude_unset=True)
    try:
        added = addition(loaded, folder, outcome.topic, fields)
    except (Refused, Unsafe):
        return _answer(outcome.issue, "unclear", ("The topic's file must be mended by a person first.",))
    if added.errors:
        return _answer(outcome.issue, "incomplete", tuple(f"{one.message}. {one.hint}" for one in added.errors[:10]))
    title = f"Suggestion {outcome.issue}: {_what(entry)} for {topic.title}"
    return Plan("pull", outcome.issue, title, _body(outcome, entry, added), _thanks(), added.path, added.text)


def _what(entry: Resource | Use) -> str:
    return "known resource" if isinstance(entry, Use) else KINDS[entry.kind].lower()


def _answer(number: int, kind: str, sentences: tuple[str, ...]) -> Plan:
    said = "\n".join(f"- {prose(sentence, 600)}" for sentence in sentences)
    answer = f"{MARK}\n{_HEADS[kind]}\n\n{said}\n\n{_ENDS[kind]}\n"
    return Plan("answer", number, f"Suggestion {number}", "", answer)


def _thanks() -> str:
    return (
        f"{MARK}\nThank you! This is a pull request now, and can be changed there. When you edit this issue, the pull "
        "request is made anew, as long as nobody else has changed it.\n"
    )


def _body(outcome: Outcome, entry: Resource | Use, added: Addition) -> str:
    """Return the text of the pull request: the entry as code, what was looked up, and what a reader should see to."""
    parts = [f"Closes #{outcome.issue}, which asks for this entry in the topic {code(outcome.topic or '')}:"]
    lines = added.entry.rstrip("\n").split("\n")
    parts.append("\n".join(f"    {line[:400] if line.isprintable() else '?'}" for line in lines))
    if outcome.found:
        parts.append(f"Looked up, and not written by a person: {', '.join(map(code, outcome.found))}.")
    notes = [*outcome.sentences, *(f"{one.message}. {one.hint}" for one in added.warnings[:10])]
    if notes:
        parts.append("Worth a look:\n\n" + "\n".join(f"- {prose(note, 600)}" for note in notes))
    asks = ["It teaches this topic, at this address, and does something better than what is there."]
    if isinstance(entry, Resource):
        asks.append(f"The price is right: {COSTS[entry.cost].lower()}, all of the part that is meant.")
    asks += ["The reason is told in plain words.", "`covers` names the goals that it helps to reach."]
    parts.append("Before merging:\n\n" + "\n".join(f"- [ ] {ask}" for ask in asks))
    return "\n\n".join(parts)[: BODY - 100] + "\n"
