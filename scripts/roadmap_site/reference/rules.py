"""The page on the rules, made from their sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from roadmap_site.checks import sentences

_HEAD: Final = """\
---
title: Rules
description: Every rule that the roadmap's files are checked by, under the name that an error message gives.
---

# Rules

A mistake is reported as `path:line:column: what must be [rule]`. These are all rules. What *must* be is an error, and stops the build. What *should* be is a warning.
{: .rm-lead }

Where what should be does not fit, `lacks` in the file says so, with the reason:

```yaml
lacks:
  - rule: several-hosts
    why: Only its authors document this library.
```

"""  # noqa: E501 - one paragraph a line, as in all pages


def page() -> str:
    """Return the Markdown of docs/rules.md."""
    return _HEAD + table(sentences())


def table(rules: Mapping[str, str]) -> str:
    """Return the rules as a Markdown table."""
    rows = (f"`{name}` | {_cell(sentence)}\n" for name, sentence in rules.items())
    return "Rule | What it says\n---- | ------------\n" + "".join(rows)


def _cell(text: str) -> str:
    return text.replace("<", "&lt;").replace("|", "&#124;")
