"""The navigation of the site."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from roadmap_site.render.text import html
from roadmap_site.roadmap import Roadmap


def nav(roadmap: Roadmap) -> list[Any]:
    """Return MkDocs' `nav`, in learning order; what the roadmap has none of is left out."""
    stages: list[Any] = [{"Stages": "roadmap/stages/index.md"}]
    for id, stage in roadmap.stages.items():
        topics = [{_title(roadmap.topics[t].title): f"roadmap/topics/{t}.md"} for t in roadmap.stage_topics[id]]
        stages.append({_title(stage.title): [{_title(stage.title): f"roadmap/stages/{id}/index.md"}, *topics]})
    found: list[Any] = [{"Home": "index.md"}, {"Stages": stages}, {"Map": "roadmap/map.md"}]
    for name, folder, records in (("Paths", "paths", roadmap.paths), ("Projects", "projects", roadmap.projects)):
        if records:
            pages = [{_title(record.title): f"roadmap/{folder}/{id}.md"} for id, record in records.items()]
            found.append({name: [{name: f"roadmap/{folder}/index.md"}, *pages]})
    found.append({"Plan": [{"Plan": "plan.md"}, {"Where am I?": "placement.md"}]})
    found.append({"Progress": [{"Progress": "progress.md"}, {"Review": "review.md"}]})
    resources = [{"Library": "roadmap/library.md"}, {"A to Z": "roadmap/a-z.md"}]
    resources += [{"Best of": "roadmap/best-of.md"}]
    if any(topic.architecture for topic in roadmap.topics.values()):
        resources.append({"Architectures": "roadmap/architectures.md"})
    if roadmap.retired:
        resources.append({"Dropped links": "roadmap/retired.md"})
    resources += [{"Coverage": "roadmap/coverage.md"}, {"Link health": "roadmap/link-health.md"}]
    about = [{"How it works": "how-it-works.md"}, {"Contribute": "contribute.md"}]
    about += [{"What’s new": "roadmap/whats-new.md"}]
    about += [{"What is missing": "roadmap/gaps.md"}, {"Contributors": "roadmap/contributors.md"}]
    about += [{"Fields": "fields.md"}, {"Rules": "rules.md"}, {"Data": "data.md"}, {"Python": "reference.md"}]
    return [*found, {"Resources": resources}, {"About": about}]


def _title(text: str) -> Markup:
    """Return a title for the theme, which prints it as it is in one place and escapes it in another."""
    return Markup(html(text))  # noqa: S704 - escaped
