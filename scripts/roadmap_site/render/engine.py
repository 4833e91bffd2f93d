"""Jinja, set up so that a template's author cannot forget to escape."""

from __future__ import annotations

import operator
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Undefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import TemplateAssertionError
from markupsafe import Markup

from roadmap_site.policy import of_file
from roadmap_site.render.text import front_matter, plain
from roadmap_site.render.words import COSTS, DROPPED, KINDS, LANGUAGES, LEVELS, PATH_KINDS, count, hours, imported

TEMPLATES: Final = Path(__file__).parent / "templates"
_FILTERS: Final = ("length", "first", "last", "list")  # none of them joins text with markup


def _shown(value: object) -> Markup:
    """Return what `{{ value }}` prints."""
    if type(value) is Markup:
        return value
    if type(value) is str:
        return plain(value)
    if isinstance(value, (str, Undefined)):
        return plain(str(value))  # a value that is not there raises here
    if isinstance(value, int) and not isinstance(value, bool):
        return Markup(value)  # noqa: S704 - digits
    raise TypeError(f"a template prints {value!r}: text, markup or a whole number was expected")


class _Code(CodeGenerator):
    """What Jinja writes for `{{ value }}` and for calls, without what our templates have no use for.

    No second escape, since `_shown` has made markup of the value already; and no look whether a function wants to know
    its context, since none does.
    """

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802 - Jinja's
        self.write("environment.direct_call(")
        self.visit(node.node, frame)
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002
        self.write(finalize.src)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002
        self.write(")")


class _Engine(Environment):
    """An environment that refuses templates which join values: joined with markup, text would only be HTML-escaped."""

    code_generator_class = _Code
    direct_call: Any = staticmethod(operator.call)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in tree.find_all(
            (nodes.Concat, nodes.Add, nodes.Mod, nodes.MarkSafe, nodes.ScopedEvalContextModifier)
        ):
            raise TemplateAssertionError(
                "print values one after the other; do not join them", node.lineno, name, filename
            )
        return tree


@lru_cache(maxsize=1)
def engine() -> Environment:
    """Return the environment of all templates; it reads a template again when its file has changed."""
    env = _Engine(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.getattr = getattr  # type: ignore[method-assign,assignment]  # templates only reach into values with fields
    env.filters = {name: env.filters[name] for name in _FILTERS}
    env.filters["hours"] = hours
    env.filters["plus"] = operator.add
    env.filters["number"] = "{:,}".format
    env.globals = {"range": range, "count": count}
    env.globals.update(levels=LEVELS, kinds=KINDS, costs=COSTS, dropped=DROPPED)
    env.globals.update(languages=LANGUAGES, path_kinds=PATH_KINDS, imported=imported)
    return env


def page(template: str, meta: dict[str, Any] | None = None, /, **values: Any) -> str:
    """Return a page made from a template, with its front matter when it has any."""
    body = engine().get_template(template).render(values)
    return (str(front_matter(meta)) if meta else "") + body


def file_page(template: str, *sheets: str, beside: bool = False, **values: Any) -> str:
    """Return a page with style sheets in it, and a policy that lets nothing else in but, if so, those beside it."""
    sheet = "\n" + "".join(page(name) for name in sheets)
    policy = of_file(*([sheet] if sheets else []), beside=beside)
    return page(template, policy=Markup(policy), sheet=Markup(sheet), **values)  # noqa: S704 - both are our own
