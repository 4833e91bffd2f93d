"""Text that tries to be more than text, and a roadmap with it in every field of every record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from pydantic import BaseModel

import roadmap_site.model as model

# What runs calls `hit`, which a test listens to.
PAYLOADS: Final = (
    # elements, as they are written in lists of known payloads
    "<script>hit(1)</script>", "</script><script>hit(2)</script>", "<ScRiPt >hit(3)</sCrIpT\t>", "<script/src=data:,hit(4)>",
    "<img src=x onerror=hit(5)>", "<img/src/onerror=hit(6)>", '<img src="x` `<script>hit(7)</script>"` `>', "<svg/onload=hit(8)>",
    "<svg><script>hit(9)</script></svg>", "<svg><animate onbegin=hit(10) attributeName=x dur=1s>", "<body onload=hit(11)>",
    "<details open ontoggle=hit(12)>", "<input autofocus onfocus=hit(13)>", "<video><source onerror=hit(14)>", "<marquee onstart=hit(15)>",
    "<iframe srcdoc='<script>parent.hit(16)</script>'>", "<iframe src=javascript:parent.hit(17)>", "<object data=javascript:hit(18)>",
    "<embed src=javascript:hit(19)>", "<base href=//evil.test/>", "<meta http-equiv=refresh content='0;url=//evil.test'>",
    "<link rel=stylesheet href=//evil.test/a.css>", "<style>@import '//evil.test/a.css';</style>", "<form action=//evil.test><input name=a>",
    "<a href=javascript:hit(20)>x</a>", "<a href=' &#14; javascript:hit(21)'>x</a>", "<x onpointerenter=hit(22) style=position:fixed;inset:0>",
    # out of an attribute, a title, a comment, a block of text
    '" onmouseover="hit(23)" x="', "' onmouseover='hit(24)' x='", '"><script>hit(25)</script>', "'><svg onload=hit(26)>", "` onerror=`hit(27)",
    "</title><script>hit(28)</script>", "</textarea><script>hit(29)</script>", "--><script>hit(30)</script><!--", "]]><script>hit(31)</script><![CDATA[",
    "</style><script>hit(32)</script>", "</noscript><img src=x onerror=hit(33)>", "</svg><script>hit(34)</script>", '{"@type":"x"}</script><script>hit(35)</script>',
    # what parsers turn into something else at the second reading
    "<noscript><p title='</noscript><img src=x onerror=hit(36)>'>", "<math><mtext><table><mglyph><style><img src=x onerror=hit(37)>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=hit(38)>", "<svg></p><style><a id='</style><img src=1 onerror=hit(39)>'>",
    "<template><script>hit(40)</script></template>", "&lt;script&gt;hit(41)&lt;/script&gt;", "&#60;img src=x onerror=hit(42)&#62;", "&amp;lt;b&amp;gt;",
    "\uff1cscript\uff1ehit(43)\uff1c/script\uff1e", "\u2039img src=x onerror=hit(44)\u203a", "%3Cscript%3Ehit(45)%3C/script%3E", "\\u003cscript\\u003ehit(46)",
    "\\x3cimg src=x onerror=hit(47)\\x3e", "+ADw-script+AD4-hit(48)+ADw-/script+AD4-", "<!--#exec cmd='id'-->", "<?xml-stylesheet href='javascript:hit(49)'?>",
    # templates, snippets, front matter
    "{{ 7*191 }}", "{% raw %}{% include '/etc/passwd' %}", "{{ config.__class__.__init__.__globals__ }}", "${7*191}", "#{7*191}", "<%= 7*191 %>", "{# x #}",
    "${{ secrets.GITHUB_TOKEN }}", '--8<-- "README.md"', ";--8<-- 'mkdocs.yml'", "--- title: x ---", "[TOC]", "{: onclick=hit(50) }", "{.x #y onload=hit(51)}",
    # Markdown
    "[a](javascript:hit(52))", "![a](x){: onerror=hit(53) }", "[a]: javascript:hit(54)", "<javascript:hit(55)>", "![a](https://evil.test/p.png)", "[a](<javascript:hit(56)>)",
    "[a](data:text/html;base64,PHNjcmlwdD5oaXQoNTcpPC9zY3JpcHQ+)", "**b** _i_ `c` ~~s~~ ==m== ^^i^^ ||s||", "# h", "> q", "- [ ] l", "1. n", "| a | b |", "``` html", "*[HTML]: <b>",
    "[^1]: note", ":smile: :material-x:", "\\<script>hit(58)\\</script>", "a  \\", "&nbsp;&zwnj;&#0;&#x202e;", "http://evil.test www.evil.test a@evil.test",
    # tables, cards, calendars, feeds, shells
    '=HYPERLINK("//evil.test","x")', "=cmd|' /C calc'!A0", "+1+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0", '"=1+1"', ';=1', "a,b;c",
    "DTSTART:19700101\\nEND:VEVENT\\nBEGIN:VALARM", "{{c1::x}} {{FrontSide}}", "<!ENTITY x SYSTEM 'file:///etc/passwd'> &x;", "<xi:include href='/etc/passwd'/>", "$(id) `id` ;id |id",
    # letters
    "\u05d0\u05d1\u05d2 \u0627\u0644\u0639\u0631\u0628\u064a\u0629", "z\u0351\u036b\u0343\u036a\u0302", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\u1e9e\u0130\u0131\ufb01", "\u2800", "\U0001d4be\U0001d4ba",
)  # fmt: skip
ADDRESS: Final = (
    "https://example.org/{}/%22%3E%3Cscript%3Ehit(90)?a='onload=hit(91)'&b=)[x](javascript:hit(92)&c=;d=$(id)"
)


def _chunks(limit: int) -> tuple[str, ...]:
    """Return the payloads in runs of at most so many characters."""
    found = [""]
    for payload in PAYLOADS:
        if len(found[-1]) + len(payload) >= limit:
            found.append("")
        found[-1] = f"{found[-1]} {payload}".strip()
    return tuple(found)


_NAMES: Final = _chunks(185)
_TEXTS: Final = tuple(" ".join((_NAMES * 2)[start : start + 9]) for start in range(len(_NAMES)))
ROUNDS: Final = len(_NAMES)  # after so many records of a kind, every field has had every payload


class Writer:
    """Hands out hostile text: another piece for every field, and for every record that it is asked for."""

    def __init__(self, round: int) -> None:
        self.round, self.asked = round, 0

    def _next(self, pieces: tuple[str, ...]) -> str:
        self.asked += 1
        return f"{pieces[(self.round + self.asked * 7) % len(pieces)]} {self.round}.{self.asked}"

    def name(self) -> str:
        return self._next(_NAMES)

    def text(self) -> str:
        return self._next(_TEXTS)


def hostile() -> dict[str, Any]:
    """Return a roadmap that breaks no rule, with hostile text in every field of every record: file name to data."""
    everything = range(ROUNDS)
    w = Writer(0)
    files: dict[str, Any] = {
        "index.yml": {
            "title": w.name()[-100:], "description": w.text(), "licence": "MIT",
            "stages": ["grouped", "plain"], "http_only": ["plain.example.net"],
        },
        "grouped/index.yml": _stage(Writer(1)) | {
            "groups": [{"title": Writer(2).name(), "topics": [f"t{n}" for n in everything[:9]]}],
        },
        "plain/index.yml": _stage(Writer(3)) | {"topics": [f"t{n}" for n in everything[9:]]},
        "retired.yml": {"retired": [_retired(n) for n in everything]},
    }  # fmt: skip
    for n in everything:
        files[f"{'grouped' if n < 9 else 'plain'}/t{n}.yml"] = _topic(n)
        files[f"paths/p{n}.yml"] = _path(n)
        files[f"projects/j{n}.yml"] = _project(n)
    return files


def _stage(w: Writer) -> dict[str, Any]:
    return {"title": w.name(), "summary": w.text(), "outcomes": [w.text()]}


def _lacks(w: Writer, rule: str) -> list[dict[str, Any]]:
    return [{"rule": rule, "why": w.text()}]


def _resource(n: int, w: Writer, **more: Any) -> dict[str, Any]:
    return {
        "id": f"r{n}", "title": w.name(), "url": ADDRESS.format(n), "by": [w.name(), w.name()], "kind": "book",
        "part": w.name(), "part_url": ADDRESS.format(f"part-{n}"), "cost": "free", "time": "2h", "year": 2020,
        "why": w.text(), "added": "2026-01-02", "added_by": "@octo-cat", **more,
    }  # fmt: skip


def _topic(n: int) -> dict[str, Any]:
    w = Writer(n)
    before = [{"topic": f"t{n - 1}", "why": w.text()}] if n else []
    return {
        "title": w.name(), "summary": w.text(), "level": "beginner",
        "aliases": [w.name(), w.name()], "concepts": [w.name(), w.name()],
        "architecture": {"data": w.text(), "idea": w.text(), "limits": w.text()},
        "requires": before, "helps": [{"topic": "t0", "why": w.text()}] if n > 1 else [],
        "goals": [{"id": "a", "text": w.text()}, {"id": "b", "text": w.text(), "open": w.text()}],
        "resources": [
            _resource(n, w, pick="start-here", covers=["a"]),
            {"use": f"r{(n + 1) % ROUNDS}", "part": w.name(), "url": ADDRESS.format(f"use-{n}"), "why": w.text()},
        ],
        "questions": [{"id": f"q{i}", "ask": w.text(), "answer": w.text()} for i in range(3)],
        "lacks": _lacks(w, "start-missing"), "imported": w.name(),
    }  # fmt: skip


def _path(n: int) -> dict[str, Any]:
    w = Writer(n + 1)
    concept = _topic(n)["concepts"][0]
    return {
        "title": w.name(), "summary": w.text(), "kind": "document",
        "origin": {"document": w.name(), "title": w.name(), "mended": [w.text()]},
        "outcomes": [w.text()], "project": f"j{n}", "lacks": _lacks(w, "path-project"),
        "skips": [{"topic": f"t{n - 1}", "why": w.text()}] if n else [],
        "steps": [
            {"text": w.text(), "topic": f"t{n}", "concept": concept, "note": w.text()},
            {"text": w.text(), "steps": [{"text": w.text(), "retired": ADDRESS.format(f"gone-{n}")}]},
            {"text": w.text(), "resource": f"r{n}"},
        ],
    }  # fmt: skip


def _project(n: int) -> dict[str, Any]:
    w = Writer(n + 2)
    more = _resource(ROUNDS + n, w)
    return {
        "title": w.name(), "summary": w.text(), "level": "advanced", "time": "5h", "skills": [w.name(), w.name()],
        "requires": [{"topic": f"t{n}", "why": w.text()}],
        "dataset": {"name": w.name(), "url": ADDRESS.format(f"data-{n}"), "licence": w.name(), "about": w.text()},
        "baseline": {"method": w.text(), "score": w.text(), "source": w.text(), "url": ADDRESS.format(f"base-{n}")},
        "milestones": [w.text()], "criteria": [w.text()], "stretch": [w.text()], "mistakes": [w.text()],
        "resources": [more], "lacks": _lacks(w, "project-time"),
    }  # fmt: skip


def _retired(n: int) -> dict[str, Any]:
    w = Writer(n + 3)
    return {
        "url": ADDRESS.format(f"gone-{n}"), "ids": [f"gone-{n}"], "title": w.name(), "kind": "gone",
        "reason": w.text(), "date": "2026-01-03", "topic": f"t{n}", "replaced_by": f"r{n}",
    }  # fmt: skip


def free_text() -> set[tuple[str, str]]:
    """Return every field of the model that holds free text, as the names of its record and its own."""
    records = [one for name in model.__all__ if isinstance(one := getattr(model, name), type)]
    return {
        (record.__name__, name)
        for record in records
        if issubclass(record, BaseModel)
        for name, field in record.model_fields.items()
        if "strip_whitespace=True" in repr((field.annotation, field.metadata))
    }


def texts(value: object) -> Iterator[tuple[str, str, str]]:
    """Yield record, field and text of all free text in a record and those in it."""
    known = free_text()
    left = [value]
    while left:
        record = left.pop()
        if isinstance(record, (tuple, list)):
            left += record
        elif isinstance(record, BaseModel):
            for name in type(record).model_fields:
                held = getattr(record, name)
                if (type(record).__name__, name) in known:
                    yield from (
                        (type(record).__name__, name, one) for one in ([held] if isinstance(held, str) else held or ())
                    )
                else:
                    left.append(held)
