"""What was found becomes the files of a roadmap; what is not known is called unknown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from roadmap_site.addresses import host, normal
from roadmap_site.edit.form import text as written
from roadmap_site.edit.node import node
from roadmap_site.edit.order import ordered, record_of
from roadmap_site.find.hosts import facts
from roadmap_site.intake.found import Found, Section
from roadmap_site.intake.ledger import Ledger
from roadmap_site.intake.said import RESERVED, called, id_of, said
from roadmap_site.problems import shown

UNKNOWN: Final = "unknown"
NO_LANGUAGE: Final = "und"  # BCP 47's word for one that is not known
_TEXT: Final = 2_000  # characters that a text may have
_MANY: Final = 250  # resources, or concepts, of one topic: a file has its limits
_TOPIC: Final = 60_000  # characters of what is said of the resources of one topic

Data = dict[str, Any]


@dataclass
class Maker:
    """Makes the files of a roadmap, and gives out its ids."""

    ledgers: Mapping[str, Ledger]
    source: str
    language: str = NO_LANGUAGE
    used: set[str] = field(default_factory=lambda: set(RESERVED))
    first: dict[str, tuple[str, str, int]] = field(default_factory=dict)  # address: id, title, line of a resource
    titles: Counter[str] = field(default_factory=Counter)
    files: dict[str, Data] = field(default_factory=dict)  # path: data
    resources: int = 0

    def make(self, root: Section) -> dict[str, str]:
        """Return the files of a roadmap: path to text."""
        title = self._called(root, "Roadmap")
        stages = list(_stages(root, title))
        self.titles = Counter(topic.title.casefold() for _, groups in stages for _, ts in groups for topic, _ in ts)
        # Topics take their ids first: they are what people link to.
        made = [(stage, [(name, list(self._topics(topics))) for name, topics in groups]) for stage, groups in stages]
        ids = [self._stage(stage, groups, title) for stage, groups in made]
        text = said(" ".join(root.text), _TEXT, root.line, self._ledger(root))
        index = {"title": title, "description": text or f"Taken over from {self.source}.", "stages": ids}
        self.files["index.yml"] = index
        return {name: _text(name, data) for name, data in self.files.items()}

    def _ledger(self, section: Section) -> Ledger:
        return self.ledgers[section.path]

    def _called(self, section: Section, within: str) -> str:
        return called(section.title or self.source, within, section.line, self._ledger(section))

    def _stage(self, stage: Section, groups: Sequence[tuple[str, Sequence[tuple[str, Data]]]], whole: str) -> str:
        title = self._called(stage, whole)
        id = self._id(title, "stage")
        text = "" if stage.title == whole else said(" ".join(stage.text), _TEXT, stage.line, self._ledger(stage))
        data: Data = {"title": title, "summary": text or "The source does not say what this stage is about."}
        if len(groups) > 1 or (groups and groups[0][0] != stage.title):
            rows = [(called(name, title, stage.line, self._ledger(stage)), topics) for name, topics in groups]
            data["groups"] = [{"title": name, "topics": [topic for topic, _ in topics]} for name, topics in rows]
        else:
            data["topics"] = [topic for _, topics in groups for topic, _ in topics]
        self.files[f"{id}/index.yml"] = data
        for _, topics in groups:
            self.files |= {f"{id}/{topic}.yml": record for topic, record in topics}
        return id

    def _topics(self, topics: Iterable[tuple[Section, str]]) -> Iterator[tuple[str, Data]]:
        for topic, above in topics:
            title = self._called(topic, above)
            if self.titles[topic.title.casefold()] > 1 and above and above != topic.title:
                title = called(f"{above}: {title}", above, topic.line, self._ledger(topic))
            for number, resources in enumerate(_parts(topic.resources), 1):
                name = title if number == 1 else f"{title[:180]} (part {number})"
                yield self._id(name, "topic"), self._topic(topic, name, resources, number == 1)

    def _topic(self, topic: Section, title: str, resources: Sequence[Found], first: bool) -> Data:
        ledger = self._ledger(topic)
        text = said(" ".join(topic.text), _TEXT, topic.line, ledger) if first else ""
        concepts = list(dict.fromkeys(filter(None, (said(one, 200, topic.line, ledger) for one in topic.concepts))))
        if len(concepts) > _MANY:
            ledger.tell(topic.line, topic.line, "import-text", f"of {len(concepts):,} concepts {_MANY} are taken")
        return {
            "title": title,
            "summary": text or "The source does not say what this is.",
            "level": UNKNOWN,
            **({"concepts": concepts[:_MANY]} if concepts and first else {}),
            "goals": [],
            "resources": list(self._resources(resources, ledger)),
            "imported": f"{topic.path[-150:]}:{topic.line}",
        }

    def _resources(self, resources: Sequence[Found], ledger: Ledger) -> Iterator[Data]:
        here: set[str] = set()
        for one in resources:
            key = normal(one.url)
            why = said(one.why, _TEXT, one.line, ledger) or "The source gives no reason."
            title = called(one.title, host(one.url), one.line, ledger)
            if key in self.first:
                id, name, line = self.first[key]
                if id in here:
                    message = f"this address stands in the same topic already, as {shown(name)} of line {line:,}"
                    ledger.tell(one.line, one.line, "import-twice", f"{message}: {shown(title)} is not taken")
                    continue
                if name != title:
                    message = f"{shown(title)} has the address of {shown(name)}, and is shown under that title"
                    ledger.tell(one.line, one.line, "import-twice", message)
                here.add(id)
                yield {"use": id, "why": why}
                continue
            id = self._id(title, "resource")
            self.first[key] = (id, title, one.line)
            here.add(id)
            self.resources += 1
            sure = {str(fact.field): fact.value for fact in facts(one.url)}
            yield {
                "id": id,
                "title": title,
                "url": one.url,
                "by": [name for one_name in one.by if (name := said(one_name, 200, one.line, ledger))],
                "kind": one.kind or sure.get("kind") or UNKNOWN,
                "cost": sure.get("cost") or UNKNOWN,
                **({} if self.language == "en" else {"language": self.language}),
                "why": why,
            }

    def _id(self, title: str, otherwise: str) -> str:
        id = id_of(title, otherwise, self.used)
        self.used.add(id)
        return id


Group = tuple[str, list[tuple[Section, str]]]  # its title, and its topics, each with the title of what it is part of


def _stages(root: Section, title: str) -> Iterator[tuple[Section, list[Group]]]:
    """Yield the stages, with their topics in groups."""
    own = Section(root.title or title, root.path, root.line, root.last, root.text, root.resources, root.concepts)
    if not any(part.parts for part in root.parts):
        topics = [(part, title) for part in ([own] if own.holds or not root.parts else []) + root.parts]
        yield Section(title, root.path, root.line), [(title, topics)]
        return
    if own.holds:
        yield Section(title, root.path, root.line), [(title, [(own, title)])]
    for part in root.parts:
        if any(child.parts for child in part.parts):
            groups = [(part.title, [(_alone(part, ()), title)])] if part.holds else []
            groups += [(child.title, list(_below(child, part.title, group=True))) for child in part.parts]
            yield part, groups
        else:
            yield part, [(part.title, list(_below(part, title, stage=True)))]


def _below(section: Section, above: str, stage: bool = False, group: bool = False) -> Iterator[tuple[Section, str]]:
    """Yield a section as a topic, where there is something in it itself, and those below it.

    What a stage says of itself stands with the stage when it has topics below it; the title of what is neither stage,
    group nor topic stands before those of the topics below it.
    """
    own = section.holds or not section.parts or (section.text and not stage)
    if own:
        yield _alone(section, () if stage and section.parts else section.text), above
    for part in section.parts:
        for topic, within in _below(part, section.title):
            if not (own or stage or group):
                topic.title = f"{section.title}: {topic.title}"
            yield topic, within


def _alone(section: Section, text: Sequence[str]) -> Section:
    """Return a section without those below it."""
    return Section(
        section.title, section.path, section.line, section.last, list(text), section.resources, section.concepts
    )


def _parts(resources: Sequence[Found]) -> Iterator[list[Found]]:
    """Yield resources in parts that a file holds; one when there are none."""
    part: list[Found] = []
    for one in resources:
        if part and (len(part) >= _MANY or sum(len(other.why[:_TEXT]) for other in part) > _TOPIC):
            yield part
            part = []
        part.append(one)
    yield part


def _text(name: str, data: Data) -> str:
    folder, _, file = name.rpartition("/")
    key = "roadmap:index" if not folder else "stage:" if file == "index.yml" else "topic:"
    return written(ordered(node(data), record_of(key)))
