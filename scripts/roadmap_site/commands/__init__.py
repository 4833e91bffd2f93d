"""One module a command: `add_arguments` says what it takes, `run` does it, prints, and returns the exit code.

The name of a module is the name of its command, with `_` behind it where Python has another use for that. Only these
modules and `cli` print.
"""

from __future__ import annotations

import keyword
from typing import Final

SENTENCES: Final = {
    "check": "Say all that is wrong with a roadmap, with place, rule and how to mend it.",
    "fix": "Put files in one form, and mend what rules can mend.",
    "new": "Begin a topic, path, project or stage: a file to fill in, on its list.",
    "rename": "Give something another id, and mend every reference to it.",
    "move": "Put a topic into another stage.",
    "retire": "Drop a resource, with the reason, or make a topic part of another.",
    "show": "Say what has an id, where it stands, and what refers to it.",
    "gaps": "Say what topics, paths and projects still lack, and what they lack on purpose.",
    "add": "Add a resource from its address: find out what can be, ask for the rest, and write it into its topic.",
    "build": "Check a roadmap and write its pages to DIR/roadmap/.",
    "links": "Ask every address that the roadmap links, and say what became of it.",
    "rules": "List every rule with its sentence.",
    "forms": "Write the issue forms of GitHub, whose choices come from the model and the roadmap.",
    "diff": "Say what changed between two roadmap.json, and which addresses would break.",
    "suggest": "Make a change of the roadmap, or an answer, of an issue that suggests a resource.",
    "pull": "Write the one comment on a pull request, from what the job that built it left.",
    "schema": "Write the JSON Schema of each kind of file to the roadmap's schema/ folder.",
    "init": "Make a whole project for another roadmap in DIR, or bring its engine up to date.",
    "import": "Make a roadmap of an outline in Markdown or of a folder of topics; each line that is not taken is told.",
    "reference": "Write the pages on the fields, the rules and the Python package from the code.",
    "bench": "Time commands, builds, edits and links, each beside what others need for the same.",
}


def module_of(command: str) -> str:
    """Return the name of a command's module."""
    return f"roadmap_site.commands.{command}_" if keyword.iskeyword(command) else f"roadmap_site.commands.{command}"
