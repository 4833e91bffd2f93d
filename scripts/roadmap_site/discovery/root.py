"""What stands at a site's root for programs: robots.txt, llms.txt, and the Markdown twins of the topics' pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Final

from roadmap_site.discovery.markdown import escaped, link
from roadmap_site.discovery.twins import twin, twin_url
from roadmap_site.export.api.endpoints import ROOT as API
from roadmap_site.later import Later
from roadmap_site.render.site import AT_ROOT, Site
from roadmap_site.render.words import LEVELS, count, hours

TEXT: Final = ".txt"  # behind the name of a Markdown file that is no page; the publisher takes it off
TOP: Final = ("robots.txt", "llms.txt", "roadmap/topics/")  # how the paths of these files begin
_SENTENCE: Final = re.compile(r".*?[.!?](?=\s|$)", re.DOTALL)


def root_files(site: Site, address: str | None) -> Later[str]:
    """Return path to text; without the site's address, links are left out where they would have to be whole."""
    twins = {
        f"{AT_ROOT}roadmap/topics/{name}.md{TEXT}": partial(twin, site, id, address)
        for id, topic in site.roadmap.topics.items()
        for name in (id, *topic.former_ids)
    }
    return Later(
        {
            f"{AT_ROOT}robots.txt": lambda: robots(address),
            f"{AT_ROOT}llms.txt": lambda: "\n".join(_llms(site, address or "")) + "\n",
            **twins,
        }
    )


def robots(address: str | None) -> str:
    """Return a robots.txt that allows everything and names the sitemap."""
    lines = [
        "# Everything here may be read by everybody, programs included.",
        "# Crawlers ask for this file at the root of a host only: of a site below a path it is advice.",
        "User-agent: *",
        "Allow: /",
        *([f"Sitemap: {address}sitemap.xml"] if address else []),
    ]
    return "\n".join(lines) + "\n"


def _llms(site: Site, address: str) -> Iterator[str]:
    """Yield the lines of llms.txt as llmstxt.org describes it: what this is, and where its text can be read."""
    index, roadmap = site.roadmap.index, site.roadmap
    yield f"# {escaped(index.title)}"
    yield ""
    yield f"> {escaped(index.description)}"
    yield ""
    yield (
        f"{count(len(roadmap.topics), 'topic')} in {count(len(roadmap.stages), 'stage')}, in learning order, with "
        f"{count(len(roadmap.homes), 'resource')}. Each line leads to a topic's page as Markdown: what it needs, what "
        "it teaches, the resources with the reasons for them, questions with answers. Without `.md` and with a slash "
        "at its end the address is that of the page for people."
    )
    for stage, topics in roadmap.stage_topics.items():
        yield ""
        yield f"## {escaped(roadmap.stages[stage].title)}"
        yield ""
        for id in topics:
            topic = roadmap.topics[id]
            known = ", ".join(filter(None, (LEVELS[topic.level].name.lower(), hours(site.minutes[id]))))
            yield f"- {link(topic.title, twin_url(address, id))}: {known}. {escaped(_first(topic.summary))}"
    yield ""
    yield "## Data"
    yield ""
    yield f"- {link('Index', f'{address}{API}index.json')}: all files of the interface, as JSON"
    yield f"- {link('Roadmap', f'{address}{API}roadmap.json')}: everything in one file"
    yield f"- {link('OpenAPI', f'{address}{API}openapi.json')}: the interface, described"
    if roadmap.paths:
        yield ""
        yield "## Optional"
        yield ""
        for id, path in roadmap.paths.items():
            yield f"- {link(path.title, f'{address}roadmap/paths/{id}/')}: {escaped(_first(path.summary))}"


def _first(text: str) -> str:
    """Return the first sentence of a text."""
    found = _SENTENCE.match(text)
    return found[0] if found else text
