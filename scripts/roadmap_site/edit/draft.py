"""A roadmap's files while they are changed: nothing is written before all is right."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from roadmap_site.checks import check
from roadmap_site.edit import change, form
from roadmap_site.edit.names import Reference, Thing, references, things
from roadmap_site.edit.node import Block, Item, Node, Scalar, changed, find, node, with_item, without
from roadmap_site.edit.order import ordered, record_of
from roadmap_site.folder import Folder, read_folder
from roadmap_site.load import Loaded, assembled
from roadmap_site.problems import Problem, Refused, shown
from roadmap_site.source import Document, Location, read


class Wrong(Exception):
    """What was asked for cannot be done; the text says why, and what can."""


@dataclass
class Draft:
    """The documents of a roadmap, changed one by one, and what that means for its files."""

    root: Path
    folder: Folder
    before: Mapping[Problem, Problem]  # the errors that it has already, without their places, to what they are
    touched: set[str] = field(default_factory=set)
    gone: set[Path] = field(default_factory=set)

    @classmethod
    def of(cls, root: Path, incomplete: bool = False) -> Draft:
        """Return the draft of a roadmap as it is.

        Raises Refused when a file cannot be read; with `incomplete`, files may lack what is still to be filled in.
        """
        folder = read_folder(root)
        loaded = assembled(folder)
        if problems := folder.problems if incomplete else loaded.problems:
            raise Refused(problems)
        return cls(root, folder, _errors(loaded))

    def loaded(self) -> Loaded:
        """Return the roadmap as it would be."""
        return assembled(self.folder)

    def things(self) -> list[Thing]:
        return list(things(self.folder.documents))

    def references(self, kind: str, id: str) -> list[Reference]:
        """Return the places that refer to something."""
        return [found for found in references(self.folder.documents) if (found.kind, found.id) == (kind, id)]

    def place(self, file: str, location: Location) -> str:
        """Return where something stands, as `path:line`."""
        document = self.folder.documents[file]
        return f"{document.path}:{document.place(location)[0]}"

    def one(self, id: str, kinds: Iterable[str] = ()) -> Thing:
        """Return what has an id. Raises Wrong, with what may be meant, when nothing has."""
        known = [thing for thing in self.things() if not kinds or thing.kind in kinds]
        for thing in known:
            if thing.id == id:
                return thing
        for thing in known:
            if id in self.former(thing):
                raise Wrong(f"{shown(id)} is now called {shown(thing.id)}")
        alike = [thing.id for thing in known if ("/" in thing.id) == ("/" in id)]
        near = difflib.get_close_matches(id, alike, n=3, cutoff=0.6)
        hint = f"; did you mean {' or '.join(shown(name) for name in near)}?" if near else ""
        raise Wrong(f"nothing has the id {shown(id)}{hint}")

    def former(self, thing: Thing) -> tuple[str, ...]:
        """Return the ids that something had before."""
        record = value_at(self.folder.documents[thing.file].data, thing.location)
        ids = tuple(record.get("former_ids") or ()) if isinstance(record, dict) else ()
        return ids if "/" not in thing.id else tuple(f"{thing.id.partition('/')[0]}/{id}" for id in ids)

    def tree(self, file: str) -> Node:
        document = self.folder.documents[file]
        return change.tree_of(change.newlines(document.text), document.path)

    def edit(self, file: str, edit: Callable[[Node], Node]) -> None:
        """Change the tree of a file."""
        document = self.folder.documents[file]
        text = form.text(ordered(edit(self.tree(file)), record_of(file)))
        self.folder.documents[file] = read(document.path, text.encode())
        self.touched.add(file)

    def put(self, file: str, values: Mapping[Location, str]) -> None:
        """Write texts in the places of others, in quotes where those had them."""

        def written(tree: Node) -> Node:
            for location, value in values.items():
                tree = changed(tree, location, lambda old, value=value: _like(old, value))  # type: ignore[misc]
            return tree

        self.edit(file, written)

    def write(self, file: str, location: Location, key: str, value: object) -> None:
        """Write a field of a record, whether it is there or not; None takes it away."""

        def written(block: Node) -> Node:
            if not isinstance(block, Block):
                raise LookupError(location)
            items = [item for item in block.items if item.key != key or value is not None]
            at = next((i for i, item in enumerate(items) if item.key == key), None)
            if at is not None:
                items[at] = replace(items[at], value=node(value))
            elif value is not None:
                items.append(Item(node(value), key))
            return replace(block, items=tuple(items))

        self.edit(file, lambda tree: changed(tree, location, written))

    def extend(self, file: str, location: Location, values: Sequence[object]) -> None:
        """Add entries at the end of a list."""

        def written(tree: Node) -> Node:
            for value in values:
                tree = with_item(tree, location, value)
            return tree

        self.edit(file, written)

    def drop(self, file: str, location: Location) -> None:
        """Take an entry out of its list, and the list away when it is empty then."""
        self.edit(file, lambda tree: without(tree, location))
        left = find(self.tree(file), location[:-1])
        if isinstance(left, Block) and not left.items and len(location) > 1:
            self.edit(file, lambda tree: without(tree, location[:-1]))

    def add(self, file: str, path: Path, text: str) -> None:
        """Add a file."""
        self.folder.documents[file] = read(path.as_posix(), text.encode())
        self.folder.files[file] = path.relative_to(self.root).as_posix()
        self.touched.add(file)

    def move(self, file: str, new: str, path: Path) -> None:
        """Give a file another key and path."""
        old = self.folder.documents[file]
        self.remove(file)
        self.add(new, path, old.text)

    def remove(self, file: str) -> None:
        """Take a file away."""
        self.gone.add(Path(self.folder.documents.pop(file).path))
        self.folder.files.pop(file)
        self.touched.discard(file)

    def texts(self, incomplete: bool = False) -> dict[Path, str]:
        """Return the files to write. Raises Refused with the errors that were not there before, unless they may be."""
        errors = _errors(self.loaded())
        if not incomplete and (new := sorted(errors[key] for key in errors.keys() - self.before.keys())):
            raise Refused(new)
        return {Path(self.folder.documents[file].path): self.folder.documents[file].text for file in self.touched}

    def document(self, file: str) -> Document:
        return self.folder.documents[file]


def value_at(data: Any, location: Location) -> Any:
    """Return what stands at a place in plain data; nothing when there is nothing."""
    for part in location:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _like(old: Node, value: str) -> Node:
    new = node(value)
    return replace(new, style='"') if isinstance(new, Scalar) and getattr(old, "style", "") == '"' else new


def _errors(loaded: Loaded) -> dict[Problem, Problem]:
    return {replace(p, line=1, column=1): p for p in check(loaded) if p.severity == "error"}
