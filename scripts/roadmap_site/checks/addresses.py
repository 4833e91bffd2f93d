"""Addresses are public, clean, described once and not retired."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from roadmap_site.addresses import SHORTENERS, fault, host, normal, tracking, untracked
from roadmap_site.checks.imported import as_imported
from roadmap_site.checks.rule import Finding, rules
from roadmap_site.load import Loaded
from roadmap_site.model import Resource, Retired
from roadmap_site.problems import shown
from roadmap_site.roadmap import Roadmap
from roadmap_site.source import Location


def _addresses(roadmap: Roadmap) -> Iterator[tuple[str, Location, str, str]]:
    """Yield file key, place, address and, for a resource, its id; of every address that is linked."""
    for kind, owners in (("topic", roadmap.topics), ("project", roadmap.projects)):
        for id, owner in owners.items():
            for i, entry in enumerate(owner.resources):
                name = entry.id if isinstance(entry, Resource) else entry.use
                for field in ("url", "part_url"):
                    if (url := getattr(entry, field, None)) is not None:
                        yield f"{kind}:{id}", ("resources", i, field), url, name
    for id, project in roadmap.projects.items():
        if project.dataset.url is not None:
            yield f"project:{id}", ("dataset", "url"), project.dataset.url, ""
        if project.baseline and project.baseline.url is not None:
            yield f"project:{id}", ("baseline", "url"), project.baseline.url, ""


def _sound(roadmap: Roadmap) -> Iterator[tuple[str, Location, str, str]]:
    return (row for row in _addresses(roadmap) if not fault(row[2]))


def public_address(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """An address must be http or https, on a public host, without spaces and without a password."""
    for file, location, url, _ in _addresses(roadmap):
        if wrong := fault(url):
            yield Finding(file, location, f"{wrong[0]}: {shown(url)}", wrong[1])


def https(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """An address must be https, unless the roadmap's index.yml names its host under `http_only`."""
    exempt = {name.removeprefix("www.") for name in roadmap.index.http_only}
    for file, location, url, _ in _sound(roadmap):
        if as_imported(roadmap, file):
            continue
        if urlsplit(url).scheme.lower() == "http" and host(url) not in exempt:
            message = f"an address must be https: {shown(url)}"
            hint = f"Write https://; if {host(url)} does not answer there, add it to `http_only` in index.yml."
            yield Finding(file, location, message, hint, f"https{url[4:]}")


def no_shortener(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """An address must be the page's own, not that of a link shortener."""
    for file, location, url, _ in _sound(roadmap):
        if host(url) in SHORTENERS:
            message = f"the address {shown(url)} is that of a link shortener"
            yield Finding(file, location, message, "Open it, and copy the address that it leads to.")


def no_tracking(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """An address must not hold tracking parameters."""
    for file, location, url, _ in _sound(roadmap):
        if found := tracking(url):
            names = ", ".join(shown(name) for name in found)
            yield Finding(
                file,
                location,
                f"the address must not hold the tracking parameter {names}",
                "Delete it.",
                untracked(url),
            )


def described_once(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """An address must be described once; other topics use that description."""
    first: dict[str, str] = {}
    for id, home in roadmap.homes.items():
        first.setdefault(normal(home.resource.url), id)
    for file, location, url, id in _sound(roadmap):
        owner = first.get(normal(url), id)
        if id and owner != id:
            there = roadmap.homes[owner].owner
            message = f"this address is already described as {shown(owner)} in {shown(there)}"
            yield Finding(file, location, message, f"Write `use: {owner}`, with its part and why.")


def not_retired(roadmap: Roadmap, loaded: Loaded) -> Iterator[Finding]:
    """An address that was retired must not be linked."""
    retired = {normal(entry.url): entry for entry in roadmap.retired}
    for file, location, url, _ in _sound(roadmap):
        if entry := retired.get(normal(url)):
            message = f"the address {shown(url)} was retired: {shown(entry.reason)[1:-1]}"
            hint = (
                f"Use `{entry.replaced_by}`."
                if entry.replaced_by
                else "Choose another resource, or take it out of retired.yml."
            )
            yield Finding(file, location, message, hint, _moved(roadmap, entry, location))


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
