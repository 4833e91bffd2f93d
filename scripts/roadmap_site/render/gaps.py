"""What the roadmap still lacks, for those who would like to add something."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Final

from roadmap_site.checks.wants import WANTS, Want, wants
from roadmap_site.render.engine import page
from roadmap_site.render.site import Place, Site
from roadmap_site.render.text import slug

_LOOK: Final = "To look at again"


def gaps_page(site: Site) -> str:
    """Return the page of what is missing, by kind, each with the form that begins a contribution."""
    place = site.place("roadmap/gaps.md")
    found = wants(site.roadmap)
    return page(
        "gaps.md",
        {"title": "What is missing", "description": "Where a contribution to the roadmap is worth most."},
        place=place,
        parts=[
            SimpleNamespace(
                id=slug(heading),
                heading=heading,
                sentence=sentence,
                words="Say what is wrong with it" if heading == _LOOK else "Suggest one",
                rows=[_row(site, place, heading, want) for want in found[heading]],
            )
            for heading, sentence, _ in WANTS
            if heading in found
        ],
        total=sum(map(len, found.values())),
    )


def _row(site: Site, place: Place, heading: str, want: Want) -> SimpleNamespace:
    kind, _, id = want.file.partition(":")
    owner = site.roadmap.topics[id] if kind == "topic" else site.roadmap.projects[id]
    form = None
    if heading == _LOOK:
        form = place.ask("link", url=getattr(owner.resources[int(want.location[1])], "url", ""))
    elif heading != "No questions":  # no form asks for those
        form = place.ask("resource", topic=id)
    message = want.message[:1].upper() + want.message[1:]
    return SimpleNamespace(owner=(kind, id), title=owner.title, message=message, form=form)
