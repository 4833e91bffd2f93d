"""Other ids: the old one stays reserved and leads to the new, and every reference is mended."""

from __future__ import annotations

import re
from pathlib import Path

from roadmap_site.edit.draft import Draft, Wrong
from roadmap_site.edit.names import FILES, Thing
from roadmap_site.model import ID_PATTERN
from roadmap_site.problems import shown


def rename(draft: Draft, old: str, new: str) -> tuple[Thing, tuple[str, ...]]:
    """Give something another id; return what it was and the places that are mended. Raises Wrong."""
    thing = draft.one(old)
    within, _, bare = thing.id.rpartition("/")
    new = new.removeprefix(f"{within}/") if within else new
    _free(draft, thing, f"{within}/{new}" if within else new, new)
    found = draft.references(thing.kind, thing.id)
    places = tuple(draft.place(reference.file, reference.location) for reference in found)
    for file in dict.fromkeys(reference.file for reference in found):
        draft.put(file, {reference.location: new for reference in found if reference.file == file})
    former = [id.rpartition("/")[2] for id in draft.former(thing)]
    draft.write(thing.file, thing.location, "former_ids", [*(id for id in former if id != new), bare])
    if thing.kind in FILES:
        _move(draft, thing, new)
    else:
        draft.put(thing.file, {(*thing.location, "id"): new})
    return thing, places


def move(draft: Draft, topic: str, stage: str, group: str | None = None) -> None:
    """Put a topic at the end of another stage, or of a group in it. Raises Wrong."""
    thing, home = draft.one(topic, ("topic",)), draft.one(stage, ("stage",))
    listed = [r for r in draft.references("topic", topic) if r.file.startswith("stage:")]
    if Path(draft.document(thing.file).path).parent.name == stage:
        raise Wrong(f"{shown(topic)} is already in {shown(stage)}")
    for reference in listed:
        draft.drop(reference.file, reference.location)
    enlist(draft, home.file, topic, group)
    draft.move(thing.file, thing.file, draft.root / stage / f"{topic}.yml")


def enlist(draft: Draft, stage: str, topic: str, group: str | None = None) -> None:
    """List a topic at the end of its stage. Raises Wrong when the stage has no such group."""
    data = draft.document(stage).data
    groups = data.get("groups") if isinstance(data, dict) else None
    if not groups:
        topics = data.get("topics") if isinstance(data, dict) else None
        draft.write(stage, (), "topics", [*(topics or ()), topic])
        return
    titles = [entry["title"] for entry in groups]
    if group is not None and group not in titles:
        raise Wrong(
            f"{shown(stage.partition(':')[2])} has no group {shown(group)}; it has {', '.join(map(shown, titles))}"
        )
    at = titles.index(group) if group else len(titles) - 1
    draft.write(stage, ("groups", at), "topics", [*groups[at]["topics"], topic])


def _free(draft: Draft, thing: Thing, name: str, new: str) -> None:
    if not re.match(ID_PATTERN, new) or len(new) > 80:
        raise Wrong(f"{shown(new)} is no id: lower-case letters, digits and single hyphens, such as `gradient-descent`")
    if name == thing.id:
        raise Wrong(f"{shown(name)} is its id already")
    for other in draft.things():
        if other.id == name:
            raise Wrong(f"the id {shown(name)} is that of a {other.kind}: {draft.place(other.file, other.location)}")
        if name in draft.former(other) and other != thing:
            raise Wrong(f"{shown(name)} was the id of the {other.kind} {shown(other.id)}, and stays reserved for it")


def _move(draft: Draft, thing: Thing, new: str) -> None:
    path = Path(draft.document(thing.file).path)
    if thing.kind != "stage":
        draft.move(thing.file, f"{thing.kind}:{new}", path.with_name(f"{new}.yml"))
        return
    home = path.parent.with_name(new)
    for file, name in sorted(draft.folder.files.items()):
        if name.startswith(f"{thing.id}/"):
            draft.move(file, f"stage:{new}" if file == thing.file else file, home / Path(name).name)
