"""What `roadmap import` took over may say that something is not known; all else must know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from roadmap_site.checks.rule import Fault, Finding, each, rules
from roadmap_site.load import Loaded
from roadmap_site.model import Project, Resource, Topic, Use
from roadmap_site.problems import shown
from roadmap_site.roadmap import Roadmap
from roadmap_site.source import Location

_UNKNOWN = "unknown"


def as_imported(roadmap: Roadmap, file: str) -> bool:
    """Say whether a file such as `topic:svd` is a topic as it was imported."""
    kind, _, id = file.partition(":")
    return kind == "topic" and roadmap.topics[id].imported is not None


def _unknown(resources: Sequence[Resource | Use]) -> Iterator[tuple[Location, str]]:
    """Yield place and field of all that is not known of resources."""
    for i, entry in enumerate(resources):
        for name in ("level", "kind", "cost"):
            if getattr(entry, name, None) == _UNKNOWN:
                yield ("resources", i, name), name
        if isinstance(entry, Resource) and not entry.by:
            yield ("resources", i, "by"), "by"


@each("topic", "project")
def known(owner: Topic | Project) -> Iterator[Fault]:
    """A topic must have a level, goals and resources, and a resource a kind, price and authors, unless imported."""
    if isinstance(owner, Topic) and owner.imported is not None:
        return
    if owner.level == _UNKNOWN:
        yield ("level",), "`level` must be known", "beginner, intermediate or advanced."
    if isinstance(owner, Topic):
        for field in ("goals", "resources"):
            if not getattr(owner, field):
                yield (field,), f"{shown(field)} must hold at least 1 entry", "Add one."
    for location, name in _unknown(owner.resources):
        yield location, f"{shown(name)} must be known", "Open it, and say what you see."


def imported(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """A topic that was imported should be worked through; then its line `imported` goes."""
    for id, topic in roadmap.topics.items():
        if topic.imported is None:
            continue
        lacks = [name for name in ("goals", "requires", "resources", "questions") if not getattr(topic, name)]
        lacks += ["level"] if topic.level == _UNKNOWN else []
        fields = [name for _, name in _unknown(topic.resources)]
        urls = [entry.url for entry in topic.resources if isinstance(entry, Resource)]
        fields += ["https" for url in urls if url.lower().startswith("http:")]
        counts = ", ".join(f"{name} ({number:,})" for name, number in Counter(fields).items())
        parts = [f"not known yet: {', '.join(lacks)}"] if lacks else []
        parts += [f"of its resources: {counts}"] if counts else []
        what = "".join(f"; {part}" for part in parts)
        message = f"a topic that was imported should be worked through{what}"
        hint = "Mend it, then delete `imported`; `roadmap check` says what is left."
        yield Finding(f"topic:{id}", ("imported",), message, hint)


RULES = rules(known)
CURATION = rules(imported, severity="warning")
