"""`roadmap add`: a resource from its address.

Exit codes: 0 it was added, or could be; 1 it was not, with the reason; 2 wrong usage; 3 it could not run.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from roadmap_site import problems
from roadmap_site.add import ids, known
from roadmap_site.add.address import tidy
from roadmap_site.add.entry import Addition, addition, missing, wrong
from roadmap_site.add.questions import Question, fault, meant, parsed, questions, topic_of
from roadmap_site.addresses import SHORTENERS, host, normal
from roadmap_site.addresses import fault as address_fault
from roadmap_site.commands.add_arguments import add_add_arguments
from roadmap_site.commands.add_look import COULD_NOT, USAGE, Stop, looked, named, say
from roadmap_site.commands.add_terminal import Terminal, confirmed, terminal
from roadmap_site.commands.common import add_folder
from roadmap_site.edit.change import Unsafe
from roadmap_site.find.values import Found
from roadmap_site.links import memory, names
from roadmap_site.load import Loaded, load
from roadmap_site.problems import shown
from roadmap_site.roadmap import Roadmap
from roadmap_site.save import save

_OPTIONS: Final = {"by": "author"}  # fields whose option is called otherwise
_FIELDS: Final = (
    *("title", "kind", "cost", "time", "language", "year", "part", "part_url", "level", "pick", "why", "covers", "id"),
)
_SHARED: Final = ("part", "level", "time", "pick", "why", "covers")  # fields that a use has too


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `roadmap add`."""
    add_folder(parser)
    add_add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Add a resource; say what was found, what is missing, and why it was not added."""
    try:
        return _Adding(args).run()
    except Stop as stop:
        say(f"roadmap add: {stop}")
        return stop.code
    except names.WrongResolver as error:
        say(f"roadmap add: {error}")
        return USAGE
    except (OSError, memory.Damaged) as error:
        say(f"roadmap add: {error}; nothing was written")
        return COULD_NOT
    except (KeyboardInterrupt, EOFError):
        say("\nroadmap add: stopped; nothing was written")
        return 130


class _Adding:
    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self.today: date = datetime.now(UTC).date()
        self.asks: Terminal | None = None
        if not args.yes and sys.stdin.isatty() and sys.stderr.isatty():
            self.asks = terminal()
        self.loaded, self.roadmap = _read(args.roadmap)

    def run(self) -> int:
        url = self._address()
        topic = self._topic() if self.args.topic else None
        self._not_retired([url])
        there = self._standing([url])
        found = Found(url)
        if there is None and not self.args.offline:
            found = looked(url, self.args, self.today)
            urls = [url, found.url, *found.also]
            self._not_retired(urls)
            there = self._standing(urls)
        if there:
            say(f"It stands in the roadmap already: {there.path}:{there.line}, as {there.resource} in {there.owner}.")
        described = {} if there else self._described(found)
        topic = topic or self._asked_topic({"use": there.resource} if there else described)
        fields = self._used(there, topic, url) if there else described
        self._not_wrong(fields, topic)
        fields = self._completed(fields, topic)
        if "use" not in fields and (same := known.namesake(self.loaded, self.roadmap, fields["title"])):
            say(f"Is it the same? {same.resource} has this title too: {same.path}:{same.line}, at {same.url}")
        if fields.get("level") == self.roadmap.topics[topic].level:
            fields["level"] = None  # which is the default
        try:
            made = addition(self.loaded, self.args.roadmap, topic, fields)
        except problems.Refused as refused:
            raise Stop(f"nothing was written: mend the topic's file first\n{refused}") from None
        except Unsafe:
            path = self.loaded.documents[f"topic:{topic}"].path
            raise Stop(f"nothing was written: {path} is in a form that only a person can change") from None
        return self._written(made, topic)

    # What was given.

    def _address(self) -> str:
        url = tidy(self.args.url)
        if found := address_fault(url):
            raise Stop(f"{found[0]}: {shown(url)}. {found[1]}", USAGE)
        if host(url) in SHORTENERS:
            raise Stop(f"{host(url)} shortens links: open it, and give the address that it leads to", USAGE)
        if url != self.args.url:
            say(f"It is written as {url}")
        return url

    def _topic(self) -> str:
        id, why = topic_of(self.args.topic, self.roadmap)
        if id is None and self.args.topic in self.loaded.known["topic"]:
            path = self.loaded.documents[f"topic:{self.args.topic}"].path
            raise Stop(f"nothing was written: {path} has mistakes; `roadmap check` says which")
        if id is None:
            raise Stop(why, USAGE)
        return id

    def _asked_topic(self, fields: dict[str, Any]) -> str:
        if self.asks is None:
            raise _lacking(("topic", *missing(fields | self._options())))
        titles = {id: topic.title for id, topic in self.roadmap.topics.items()}
        question = Question("topic", "The topic that it is for: begin to type its name.", "", True, titles, True)
        answer = self.asks.ask(question, lambda said: _sentence(topic_of(said, self.roadmap)[1]))
        return topic_of(answer, self.roadmap)[0] or answer

    def _options(self) -> dict[str, Any]:
        given = {name: parsed(name, value) for name in _FIELDS if (value := getattr(self.args, name)) is not None}
        if self.args.author:
            given["by"] = tuple(value for one in self.args.author if (value := parsed("title", one)))
        return {name: value for name, value in given.items() if value is not None}

    # What is known.

    def _not_retired(self, urls: list[str]) -> None:
        if there := known.retired(self.loaded, self.roadmap, urls):
            entry, place = there
            instead = f" Instead there is {entry.replaced_by}: use that." if entry.replaced_by else ""
            raise Stop(f"this address was retired on {entry.date} ({place}): {entry.reason}{instead}")

    def _standing(self, urls: list[str]) -> known.Standing | None:
        remembered = memory.Memory.read(self.args.roadmap / "link-health.jsonl")
        return known.standing(self.loaded, self.roadmap, urls, remembered)

    # The entry.

    def _described(self, found: Found) -> dict[str, Any]:
        if self.args.use:
            raise Stop("no topic describes this address, so that there is nothing to use; leave --use out", USAGE)
        fields: dict[str, Any] = {"url": tidy(found.url), **{fact.field: fact.value for fact in found.facts}}
        return fields | self._options()

    def _used(self, there: known.Standing, topic: str, url: str) -> dict[str, Any]:
        title = self.roadmap.topics[topic].title
        if known.uses(self.roadmap, there.resource, topic):
            raise Stop(f"the topic {shown(title)} offers it already; there is nothing to add")
        if not self.args.use:
            hint = "say --use to use it there, with the --part that the topic needs and --why"
            if self.asks is None:
                raise Stop(f"it is described once, in {there.owner}; {hint}")
            if not confirmed(self.asks, f"Use it in {title}", default=True):
                raise Stop("nothing was written")
        own = {} if normal(self.roadmap.homes[there.resource].resource.url) == normal(url) else {"url": url}
        given = {name: value for name, value in self._options().items() if name in _SHARED}
        if self.args.part_url:
            own = {"url": tidy(self.args.part_url)}
        return {"use": there.resource, **own, **given}

    def _not_wrong(self, fields: dict[str, Any], topic: str) -> None:
        goals = [goal.id for goal in self.roadmap.topics[topic].goals]
        given = self._options()
        found = [
            f"--{_OPTIONS.get(name, name)}: {message}. {hint}".strip()
            for name, message, hint in wrong(fields, goals)
            if name in given
        ]
        if found:
            raise Stop("\n    ".join(["nothing was written:", *found]), USAGE)

    def _completed(self, fields: dict[str, Any], topic: str) -> dict[str, Any]:
        """Return the fields with what a person adds to them, and with what follows from them."""
        record, goals = self.roadmap.topics[topic], [goal.id for goal in self.roadmap.topics[topic].goals]
        used, given = ids.taken(self.roadmap), set(self._options())
        if self.asks is None and (lacking := missing(fields)):
            raise _lacking(lacking)
        if self.asks:
            say(f"\nFor {record.title}. Enter takes what stands there; {self.asks.nothing} leaves out.")
            for question in questions(fields, record, tuple(given)):
                if question.name == "id":
                    default = ids.proposed(fields["title"], fields["by"], fields["kind"], used)
                    question = Question("id", question.about, default, True)
                answer = self.asks.ask(question, partial(fault, question, fields=fields, goals=goals))
                fields[question.name] = parsed(question.name, meant(question, answer))
        if "use" not in fields:
            fields.setdefault("language", "en")
            fields["id"] = fields.get("id") or ids.proposed(fields["title"], fields["by"], fields["kind"], used)
            fields |= {"added": self.today.isoformat(), "added_by": named(self.args, self.asks)}
        return fields

    def _written(self, made: Addition, topic: str) -> int:
        if self.args.dry_run:
            sys.stdout.write(made.entry)
        elif self.asks:
            say(f"\n{made.path}:{made.line}\n{made.entry}")
        for problem in (*made.errors, *made.warnings):
            say(str(problem))
        if made.errors:
            say(f"{problems.summary(made.errors)}: `roadmap check` would refuse it")
            if (
                self.asks is None
                or self.args.dry_run
                or not confirmed(self.asks, "Write it all the same", default=False)
            ):
                raise Stop("nothing was written")
        elif self.args.dry_run:
            return 0
        elif self.asks is None and not self.args.yes:
            raise Stop("nothing was written, since nobody can be asked here; --yes writes it, --dry-run prints it")
        elif self.asks and not confirmed(self.asks, "Write it", default=True):
            raise Stop("nothing was written")
        if made.path.read_text(encoding="utf-8") != self.loaded.documents[f"topic:{topic}"].text:
            raise Stop(f"{made.path} was changed meanwhile; nothing was written, try again", COULD_NOT)
        save({made.path: made.text})
        say(f"Written to {made.path}:{made.line}. `scripts/serve` shows it; then commit it, and open a pull request.")
        return int(bool(made.errors))


def _read(folder: Path) -> tuple[Loaded, Roadmap]:
    loaded = load(folder)
    if loaded.roadmap is None:
        raise Stop(f"{folder} cannot be read as a roadmap; `roadmap check` says why", COULD_NOT)
    return loaded, loaded.roadmap


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lacking(fields: Iterable[str]) -> Stop:
    lines = [f"    --{_OPTIONS.get(name, name)}" for name in fields]
    return Stop("\n".join(["nothing was written: this could not be found out, and must be given", *lines]))
