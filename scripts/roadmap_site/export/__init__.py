"""The roadmap as data: the whole in one file, the interface below /api/v1/, and what the pages' scripts read."""

from __future__ import annotations

from roadmap_site.export.about import UNKNOWN, About, about
from roadmap_site.export.api.endpoints import ROOT
from roadmap_site.export.api.files import Content, api_files
from roadmap_site.export.documents import data_part, fields_part
from roadmap_site.export.records import Whole
from roadmap_site.export.scripts import learn_json, names_json, news_json, plan_json, question_files, questions_json
from roadmap_site.export.text import json_text
from roadmap_site.export.whole import roadmap_json, whole

__all__ = [
    "ROOT",
    "UNKNOWN",
    "About",
    "Content",
    "Whole",
    "about",
    "api_files",
    "data_part",
    "fields_part",
    "json_text",
    "learn_json",
    "names_json",
    "news_json",
    "plan_json",
    "question_files",
    "questions_json",
    "roadmap_json",
    "whole",
]
