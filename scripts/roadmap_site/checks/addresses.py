"""Addresses are public, clean, described once and not retired."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from roadmap_site.addresses import SHORTENERS, fault, host, normal, tracking, untracked
from roadmap_site.checks.imported import as_imported
from roadmap_site.checks.rule import Fault, Finding, each, rules
from roadmap_site.load import Loaded
from roadmap_site.model import Project, Resource, Retired, Topic
from roadmap_site.problems import shown
from roadmap_site.quick import remembered
from roadmap_site.roadmap import Roadmap
from roadmap_site.source import Location


@dataclass(frozen=True)
class _Address:
    """An address that is linked, and where; what rules ask of it is found out once."""

    location: Location
    url: str
    id: str = ""  # of its resource, if it is that of one

    @cached_property
    def fault(self) -> tuple[str, str] | None:
        return fault(self.url)

    @cached_property
    def insecure(self) -> bool:
        return urlsplit(self.url).scheme.lower() == "http"

    @cached_property
    def host(self) -> str:
        return host(self.url)

    @cached_property
    def tracking(self) -> tuple[str, ...]:
        return tuple(tracking(self.url))

    @cached_property
    def normal(self) -> str:
        return normal(self.url)


@remembered
def _in(owner: Topic | Project) -> tuple[_Address, ...]:
    """Return every address that a record links."""
    found = [
        _Address(("resources", i, field), url, entry.id if isinstance(entry, Resource) else entry.use)
        for i, entry in enumerate(owner.resources)
        for field in ("url", "part_url")
        if (url := getattr(entry, field, None)) is not None
    ]
    if isinstance(owner, Project):
        if owner.dataset.url is not None:
            found.append(_Address(("dataset", "url"), owner.dataset.url))
        if owner.baseline and owner.baseline.url is not None:
            found.append(_Address(("baseline", "url"), owner.baseline.url))
    return tuple(found)


@remembered
def _sound(owner: Topic | Project) -> tuple[_Address, ...]:
    return tuple(address for address in _in(owner) if not address.fault)


@remembered
def _insecure(owner: Topic | Project) -> tuple[_Address, ...]:
    return tuple(address for address in _sound(owner) if address.insecure)


@remembered
def _pages(owner: Topic | Project) -> frozenset[str]:
    return frozenset(address.normal for address in _sound(owner))


@remembered
def _described(owner: Topic | Project) -> dict[str, str]:
    """Return the pages that a record describes, with the ids of its resources."""
    found: dict[str, str] = {}
    for entry in owner.resources:
        if isinstance(entry, Resource):
            found.setdefault(normal(entry.url), entry.id)
    return found


@each("topic", "project")
def public_address(owner: Topic | Project) -> Iterator[Fault]:
    """An address must be http or https, on a public host, without spaces and without a password."""
    for address in _in(owner):
        if wrong := address.fault:
            yield address.location, f"{wrong[0]}: {shown(address.url)}", wrong[1]


def https(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """An address must be https, unless the roadmap's index.yml names its host under `http_only`."""
    exempt = {name.removeprefix("www.") for name in roadmap.index.http_only}
    for file, owner in roadmap.owners.items():
        for address in _insecure(owner):
            if address.host not in exempt and not as_imported(roadmap, file):
                message = f"an address must be https: {shown(address.url)}"
                hint = f"Write https://; if {address.host} does not answer there, add it to `http_only` in index.yml."
                yield Finding(file, address.location, message, hint, f"https{address.url[4:]}")


@each("topic", "project")
def no_shortener(owner: Topic | Project) -> Iterator[Fault]:
    """An address must be the page's own, not that of a link shortener."""
    for address in _sound(owner):
        if address.host in SHORTENERS:
            message = f"the address {shown(address.url)} is that of a link shortener"
            yield address.location, message, "Open it, and copy the address that it leads to."


@each("topic", "project")
def no_tracking(owner: Topic | Project) -> Iterator[Fault]:
    """An address must not hold tracking parameters."""
    for address in _sound(owner):
        if found := address.tracking:
            names = ", ".join(shown(name) for name in found)
            message = f"the address must not hold the tracking parameter {names}"
            yield address.location, message, "Delete it.", untracked(address.url)


def described_once(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """An address must be described once; other topics use that description."""
    first: dict[str, str] = {}
    for owner in reversed(list(roadmap.owners.values())):
        first |= _described(owner)
    for file, owner in roadmap.owners.items():
        for address in _sound(owner):
            there = first.get(address.normal, address.id)
            if address.id and there != address.id:
                where = roadmap.homes[there].owner
                message = f"this address is already described as {shown(there)} in {shown(where)}"
                yield Finding(file, address.location, message, f"Write `use: {there}`, with its part and why.")


def not_retired(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """An address that was retired must not be linked."""
    retired = {normal(entry.url): entry for entry in roadmap.retired}
    for file, owner in roadmap.owners.items():
        if _pages(owner).isdisjoint(retired):
            continue
        for address in _sound(owner):
            if entry := retired.get(address.normal):
                message = f"the address {shown(address.url)} was retired: {shown(entry.reason)[1:-1]}"
                hint = (
                    f"Use `{entry.replaced_by}`."
                    if entry.replaced_by
                    else "Choose another resource, or take it out of retired.yml."
                )
                yield Finding(file, address.location, message, hint, _moved(roadmap, entry, address.location))


def _moved(roadmap: Roadmap, entry: Retired, location: Location) -> str:
    """Return where a retired address moved to; nothing among resources, which must `use` the other instead."""
    new = roadmap.homes.get(entry.replaced_by or "")
    return new.resource.url if new and entry.kind == "moved" and location[0] != "resources" else ""


def retired_once(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """An address must be retired only once."""
    seen: set[str] = set()
    for i, entry in enumerate(roadmap.retired):
        key = normal(entry.url)
        if key in seen:
            yield Finding(
                "roadmap:retired", ("retired", i, "url"), f"{shown(entry.url)} is retired twice", "Keep one entry."
            )
        seen.add(key)


RULES = rules(public_address, https, no_shortener, no_tracking, described_once, not_retired, retired_once)
