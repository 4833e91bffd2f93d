"""What each issue form asks; the choices come from the model and from the roadmap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

from roadmap_site.model import Cost, Kind, Level
from roadmap_site.render.ask import FormName
from roadmap_site.render.words import COSTS, KINDS, LEVELS
from roadmap_site.roadmap import Roadmap

NEW: Final = "It is a new topic"
NOWHERE: Final = "I do not know"
REPORTS: Final = (
    "It does not open",
    "It has moved to another address",
    "It is not what we say it is",
    "It costs money now",
    "Something else",
)
TOPICS: Final = (NEW, "A topic needs another one before it", "A topic does not need what we say it needs")
BEFORE: Final = ("It was all new to me", "I knew some of it", "I knew most of it")


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form.

    Only `input` and `textarea` can be filled in from a link: GitHub ignores a dropdown's parameter, which is why the
    topic is an input and no list of hundreds.
    """

    id: str
    label: str
    kind: Literal["input", "textarea", "dropdown"] = "input"
    about: str = ""
    example: str = ""
    required: bool = False
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """An issue form, with the label that its issues get.

    At most one field is a `textarea`, and it is the last: only there can a value hold lines of its own, so what looks
    like a heading in it can be taken for nothing else.
    """

    name: FormName
    label: str
    title: str
    about: str
    intro: str
    fields: tuple[Field, ...]


def forms(roadmap: Roadmap) -> tuple[Form, ...]:
    """Return all forms of a roadmap, in the order in which GitHub is to show them."""
    example = next(iter(roadmap.topics), "the-topic")
    topic = Field(
        "topic", "Topic", about="Its title, or the last part of its page's address.", example=example, required=True
    )
    return (_resource(topic), _link(topic), _topic(roadmap), _finished(topic))


def _resource(topic: Field) -> Form:
    return Form(
        "resource", "suggestion", "Suggest a resource",
        "You know something that teaches a topic better than what is there.",
        "A machine reads this within minutes, finds what you leave out where it can, and makes a pull request of it "
        "or says what is missing. Then a person decides. The first two fields, the price and your reason are enough.",
        (
            Field("url", "Address", about="The official page; the free copy where there is one.",
                  example="https://example.org/page", required=True),
            topic,
            Field("title", "Title", about="As its author writes it. Leave it out, and it is looked up."),
            Field("by", "Authors", about="With commas between them. Leave them out, and they are looked up.",
                  example="First Author, Second Author"),
            Field("kind", "Kind", "dropdown", options=tuple(KINDS[word] for word in get_args(Kind))),
            Field("cost", "Price", "dropdown", required=True, options=tuple(COSTS[word] for word in get_args(Cost))),
            Field("level", "For whom", "dropdown", options=tuple(LEVELS[word].name for word in get_args(Level))),
            Field("time", "How long it takes", about="Only if you know: hours and minutes.", example="2h25m"),
            Field("part", "Which part", about="When the topic needs only a part of it.", example="Chapter 7"),
            Field("why", "Why it should be there", "textarea", required=True,
                  about="In your own words: for whom it is, and what it does better. One to three sentences."),
        ),
    )  # fmt: skip


def _link(topic: Field) -> Form:
    return Form(
        "link", "link-report", "Report a link",
        "A link is broken, has moved, costs money now, or leads to something else.",
        "Thank you: a person looks at it, and mends it or retires the link with the reason.",
        (
            Field("url", "Address", about="As it stands on our page.", example="https://example.org/page",
                  required=True),
            Field(topic.id, topic.label, about="Where you met it.", example=topic.example),
            Field("what", "What is wrong", "dropdown", required=True, options=REPORTS),
            Field("details", "Details", "textarea", about="The new address, when you know it; else what you saw."),
        ),
    )  # fmt: skip


def _topic(roadmap: Roadmap) -> Form:
    stages = tuple(dict.fromkeys(stage.title for stage in roadmap.stages.values()))
    return Form(
        "topic", "topic", "Suggest a topic or a prerequisite",
        "Something to learn is missing, or the order is wrong.",
        "A topic gets in when a learner needs it for something that is there, and can learn it in hours, not months.",
        (
            Field("topic", "Topic", about="The new one, or the one whose prerequisites are wrong.", required=True),
            Field("what", "What it is about", "dropdown", required=True, options=TOPICS),
            Field("before", "What comes before it", about="Topics that a learner needs first, with commas.",
                  example=", ".join(list(roadmap.topics)[:2])),
            Field("stage", "Stage", "dropdown", options=(NOWHERE, *(one for one in stages if one != NOWHERE))),
            Field("why", "Why", "textarea", required=True,
                  about="What a learner cannot do without it; or where you were stuck, and what you had needed."),
        ),
    )  # fmt: skip


def _finished(topic: Field) -> Form:
    return Form(
        "finished", "time", "Finished it: how long did it take?",
        "Our hours are estimates. Yours make them better.",
        "Count all of it: reading, watching, practice.",
        (
            topic,
            Field("time", "How long it took you", about="In hours and minutes.", example="6h30m", required=True),
            Field("before", "What you knew before", "dropdown", required=True, options=BEFORE),
            Field("details", "What took longest", "textarea", about="And what you skipped, if anything."),
        ),
    )  # fmt: skip
