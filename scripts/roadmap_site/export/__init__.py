"""The roadmap as data: the whole in one file, the interface below /api/v1/, and what the pages' scripts read."""

from __future__ import annotations

from roadmap_site.export.scripts import learn_json, names_json, plan_json, question_files, questions_json
from roadmap_site.export.whole import roadmap_json

__all__ = ["learn_json", "names_json", "plan_json", "question_files", "questions_json", "roadmap_json"]
