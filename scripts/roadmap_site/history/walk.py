"""The commits of a clone become entries: each is compared with its first parent, in the files that it touched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, cast

from roadmap_site.diff import Change, State, difference
from roadmap_site.history import git
from roadmap_site.history.entries import KINDS, NOTHING, Entry, Kind, Past, Words, added_key
from roadmap_site.history.kept import Kept, Walked
from roadmap_site.history.state import state
from roadmap_site.history.words import told
from roadmap_site.quick import uncollected

_AT_ONCE: Final = 100  # commits whose texts are held at a time


@uncollected
def history(roadmap_dir: Path, cache: Path | None = None) -> Past:
    """Return what git knows of the past of a roadmap: all of it, what a shallow clone holds, or nothing.

    What was found out about a commit is kept in the cache, if one is given; a commit never changes.
    """
    head = git.head(roadmap_dir)
    if head is None:
        return NOTHING
    kept = Kept.read(cache)
    walked = kept.walk(head)
    if walked is None:
        walked = _walk(roadmap_dir, head, kept.known)
        if walked is None:
            return NOTHING
        kept.write(head, walked)
    if not walked:
        return NOTHING
    first = walked[-1]
    return Past(
        entries=_once(entry for commit in walked[:-1] for entry in commit.entries or ()),
        since=datetime.fromtimestamp(first.seconds, UTC),
        whole=head.shallow is None and len(walked) < git.MOST,
        unread=sum(commit.entries is None for commit in walked[:-1]),
        uncommitted=git.uncommitted(roadmap_dir),
    )


def _walk(folder: Path, head: git.Head, known: Mapping[str, Walked]) -> tuple[Walked, ...] | None:
    """Return the commits, the newest first; the oldest is where knowledge begins, and tells of no change."""
    found = git.commits(folder, head)
    if found is None:
        return None
    new = [commit for commit in found[:-1] if commit.name not in known]
    made: dict[str, Walked] = {}
    for start in range(0, len(new), _AT_ONCE):
        some = new[start : start + _AT_ONCE]
        texts = git.texts(
            folder, (text for commit in some for one in commit.touched for text in (one.old, one.new) if text)
        )
        made |= {commit.name: Walked(commit.name, commit.seconds, _entries(commit, texts)) for commit in some}
    before = tuple(known.get(commit.name) or made[commit.name] for commit in found[:-1])
    return (*before, *(Walked(commit.name, commit.seconds, ()) for commit in found[-1:]))


def _entries(commit: git.Commit, texts: Mapping[str, bytes]) -> tuple[Entry, ...] | None:
    """Return what a commit changed; nothing when one of the states cannot be read."""
    sides = ({one.path: text for one in commit.touched if (text := getattr(one, side))} for side in ("old", "new"))
    states = []
    for side in sides:
        if any(text not in texts for text in side.values()):
            return None
        states.append(state({path: texts[text] for path, text in side.items()}))
    old, new = states
    if old is None or new is None:
        return None
    changes = difference(old, new).changes
    apart = frozenset(c.id for c in changes if c.kind == "resource" and c.action in ("added", "removed"))
    found = ((change, _said(change, apart, new)) for change in changes if change.kind in KINDS)
    made = [_entry(commit, change, said, old, new) for change, said in found if change.action != "changed" or said]
    return tuple(sorted(made, key=lambda entry: (KINDS.index(entry.kind), entry.action)))


def _said(change: Change, apart: frozenset[str], new: State) -> tuple[Words, ...]:
    """Return what is said of a change: of what is new what it is for, else what differs."""
    if change.action != "added":
        return () if change.kind == "stage" else told(change, apart)
    record = change.record
    owner = new.of("topic").get(record.get("home", "")) or new.of("project").get(record.get("home", "")) or {}
    offers = {offer["id"]: offer["why"] for offer in owner.get("resources", ())}
    text = record.get("summary") or offers.get(change.id)
    return (Words(" ".join(text.split())),) if text else ()


def _entry(commit: git.Commit, change: Change, said: tuple[Words, ...], old: State, new: State) -> Entry:
    record = change.record
    day = record.get("added") if change.kind == "resource" and change.action == "added" else None
    topics = tuple(dict.fromkeys(_topics(change, old, new)))
    stages = (str(s.of("topic")[id]["stage"]) for id in topics for s in (old, new) if id in s.of("topic"))
    return Entry(
        key=added_key(change.id, day) if day else f"{commit.name}/{change.kind}/{change.id}/{change.action}",
        seconds=commit.seconds,
        kind=cast("Kind", change.kind),
        action=change.action,
        id=change.id,
        title=change.title,
        said=said,
        former=change.former,
        into=change.into,
        topics=topics,
        stages=(change.id,) if change.kind == "stage" else tuple(dict.fromkeys(stages)),
        commit=commit.name,
    )


def _topics(change: Change, old: State, new: State) -> Iterator[str]:
    """Yield the topics, among those in the files that were touched, which a change is about."""
    if change.kind == "topic":
        yield from (id for id in (change.id, change.former, change.into) if id)
    if change.kind == "resource":
        names = {change.id, change.former}
        for side in (new, old):
            for id, topic in side.of("topic").items():
                if any(offer["id"] in names for offer in topic["resources"]):
                    yield id


def _once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return entries with a key each of its own: of what came, went and came again the first keeps the plain one."""
    found = list(entries)
    seen: set[str] = set()
    for i in range(len(found) - 1, -1, -1):
        if found[i].key in seen:
            entry = found[i]
            found[i] = Entry(**{**vars(entry), "key": f"{entry.commit}/{entry.kind}/{entry.id}/{entry.action}"})
        seen.add(found[i].key)
    return tuple(found)
