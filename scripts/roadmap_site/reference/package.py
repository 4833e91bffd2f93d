"""The page on the Python package, made from its signatures and docstrings.

mkdocstrings would do it as well, at three times the time of a whole build (7.6 s instead of 2.4 s), for this one page.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cached_property
from typing import Any, Final

import roadmap_site

_HEAD: Final = """\
---
title: Python
description: The builder of this site as a Python package - what other projects may call, with types and errors.
---

# Python

The builder of this site is a package. It reads a folder of YAML into frozen records, says all that is wrong with it, knows its order, and renders its pages. It prints nothing, asks no network, and writes only where it says so.
{: .rm-lead }

```sh
pip install "roadmap-site @ git+REPOSITORY"    # or the folder of a checkout
```

```python
import roadmap_site

roadmap = roadmap_site.load_roadmap("roadmap")
graph = roadmap_site.graph_of(roadmap)
titles = [roadmap.topics[id].title for id in graph.plan(goals=[graph.order[-1]])]
```

A site of one's own takes the plugin. In any project of MkDocs, a folder `roadmap` and three lines of settings are enough:

```yaml
site_name: Mine
theme: material
plugins: [roadmap]
```

Before MkDocs reads any page, the plugin builds those of the roadmap into `docs/roadmap/`, and names the site after it. Pages, scripts, style sheets and settings that the project lacks come from the package; what it has itself wins, and its own navigation stands before that of the roadmap. The search is ours, and finds the project's own pages as well; MkDocs' plugin for it is not needed. With `- roadmap: {folder: curriculum}` the roadmap stands in another folder beside `mkdocs.yml`; with `site_url` the site has feeds, a sitemap and whole addresses.

`roadmap init DIR` makes a whole project, with the pages, the workflows and the tests in files of its own.
"""  # noqa: E501 - one paragraph a line, as in all pages


def page() -> str:
    """Return the Markdown of docs/reference.md."""
    found = [getattr(roadmap_site, name) for name in roadmap_site.__all__]
    functions = [value for value in found if inspect.isfunction(value)]
    classes = [value for value in found if inspect.isclass(value)]
    parts = [_HEAD, "## Functions\n", *map(_function, functions), "## Values\n", *map(_class, classes)]
    return "\n".join(parts)


def _function(function: Any) -> str:
    return f"### {function.__name__}\n\n```python\n{_signature(function)}\n```\n\n{_text(function)}\n"


def _class(value: type) -> str:
    return f"### {value.__name__}\n\n{_text(value)}\n\n" + "".join(f"- {line}\n" for line in _members(value))


def _members(value: type) -> Iterator[str]:
    """Yield the fields, properties and methods that a class says something of, or that have a type."""
    if is_dataclass(value):
        yield from (f"`{field.name}: {field.type}`" for field in fields(value))
    for name, member in vars(value).items():
        if name.startswith("_"):
            continue
        if isinstance(member, (property, cached_property)):
            inner = member.fget if isinstance(member, property) else member.func
            type_ = inspect.signature(inner).return_annotation if inner else ""
            yield f"`{name}: {type_}`" + (f": {_first(inner)}" if _first(inner) else "")
        elif inspect.isfunction(member):
            yield f"`{_signature(member).removeprefix('def ').replace('(self, ', '(').replace('(self)', '()')}`" + (
                f": {_first(member)}" if _first(member) else ""
            )


def _signature(function: Any) -> str:
    return f"def {function.__name__}{inspect.signature(function)}".replace("'", "")


def _first(value: Any) -> str:
    """Return the first sentence of a docstring, as part of a line."""
    line = (inspect.getdoc(value) or "").partition("\n\n")[0].replace("\n", " ").rstrip(".")
    return f"{_marked(line[:1].lower() + line[1:])}" if line else ""


def _text(value: Any) -> str:
    """Return a docstring as Markdown; `Args:` and `Raises:` become lists."""
    lines = []
    for line in (inspect.getdoc(value) or "").splitlines():
        if match := re.fullmatch(r" {4}(\w+): (.*)", line):
            lines.append(f"- `{match[1]}`: {_marked(match[2])}")
        elif match := re.fullmatch(r"(Args|Raises):", line):
            lines += [f"**{'Arguments' if match[1] == 'Args' else match[1]}**", ""]
        else:
            lines.append(_marked(line))
    return "\n".join(lines)


def _marked(text: str) -> str:
    return text.replace("<", "&lt;")
