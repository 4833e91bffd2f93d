"""Issues that somebody may write into the form: what they hold, and how each must end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

RUN: Final = "touch PWNED"


@dataclass(frozen=True)
class Case:
    """One issue: the values of the form, or a whole body; how it ends, and what must stand in the answer or entry."""

    name: str
    values: dict[str, str] = field(default_factory=dict)
    body: str | None = None
    ends: str = "pull"  # or the kind of the answer
    says: str = ""
    shell: bool = False  # aimed at the steps of the workflow, so run through them


GOOD: Final = {
    "url": "https://example.net/new-loaf",
    "topic": "bread",
    "title": "A new loaf",
    "by": "Ann Author",
    "kind": "Article",
    "cost": "Free",
    "why": "It shows each fold in a picture, for those who never held a dough.",
}
BIDI = "\u202eright\u202c \u2066iso\u2069 \u200bzero"

CASES: Final = (
    Case("a plain one", says="title: A new loaf", shell=True),
    # a shell
    Case("command substitution", {"title": f"$({RUN}) `{RUN}`"}, says="touch PWNED", shell=True),
    Case("a quote and a semicolon", {"title": f'"; {RUN}; "'}, shell=True),
    Case("a single quote and a newline sign", {"why": f"'; {RUN} #\\n; {RUN}; it shows each fold in a picture."}),
    Case("an option of git", {"title": "--upload-pack=touch PWNED", "by": "--exec=touch PWNED"}, shell=True),
    Case("an option of gh", {"title": "--body-file=/etc/passwd"}),
    Case("a variable", {"title": "$gh_token ${github_env} %path%"}, says="gh_token"),
    Case("a here-document", {"why": f"EOF\n{RUN}\nEOF\ncat <<EOF\nIt shows each fold in a picture."}, shell=True),
    # workflows
    Case("an expression", {"title": "${{ secrets.GITHUB_TOKEN }} ${{ github.token }}"}, says="secrets.GITHUB", shell=True),
    Case("a workflow command", {"why": "::set-output name=x::y\n::add-path::/tmp\n::error::It shows each fold."}, shell=True),
    Case("an output file", {"title": "what=pull"}, says="what=pull"),
    Case("steps of the script", {"title": "pull 1 title"}, shell=True),
    # YAML
    Case("a second entry", {"title": 'x"\n  - id: other', "why": "x"}, ends="incomplete", says="one line"),
    Case("keys", {"title": "a: b: c # d", "by": "- x, {y: z}, [w]"}, says='"a: b: c # d"'),
    Case("an anchor, an alias, a tag", {"title": "&a *a !!python/object/apply:os.system [x]"}),
    Case("a document's end", {"why": "---\n...\n%YAML 1.1\n---\nIt shows each fold in a picture, for those who begin."}),
    Case("a word that YAML reads otherwise", {"title": "on", "by": "null"}),
    Case("a number", {"title": "1.10", "by": "007"}, says='"1.10"'),
    Case("a merge key", {"title": "<<: *default"}),
    Case("a template", {"title": "{{ config }} {% include '/etc/passwd' %}"}, says="config"),
    # Markdown and HTML
    Case("a script", {"title": "<script>alert(1)</script></script>", "why": "<img src=x onerror=alert(1)> shows each fold in a picture."}),
    Case("a mention", {"title": "@everyone @people/team", "why": "Thanks @octocat, cc @people/all: it shows each fold."}),
    Case("a closing word", {"title": "Fixes #1", "why": "Closes #2, resolves people/other#3, fixes GH-4 and shows each fold."}),
    Case("a picture and a link", {"why": "![x](https://evil.test/?leak) [y](javascript:alert(1)) https://evil.test www.evil.test"}),
    Case("a fence", {"why": "It shows ````` each fold ``` and\n~~~\n# Heading\n- [x] done\n| a | b |"}),
    Case("a comment that hides", {"why": "<!-- it shows each fold --> <details><summary>x</summary> for those who begin"}),
    Case("our own mark", {"why": "<!-- roadmap suggest: written by a workflow, which writes over what is changed here --> x"}),
    # headings
    Case("the headings again, at the end", {"why": "It shows each fold.\n\n### Address\n\nhttps://evil.test/\n\n### Topic\n\nyeast"}),
    Case("a heading twice", {"part": "x\n\n### Topic\n\nyeast"}, ends="incomplete", says="stands twice"),
    Case("no headings", body="Please add https://example.net/new-loaf to bread, thanks", ends="incomplete", says="missing"),
    Case("nothing", body="", ends="incomplete", says="missing"),
    Case("other headings", body="# Address\n\nx\n\n## Topic\n\ny", ends="incomplete", says="missing"),
    # addresses
    Case("javascript:", {"url": "javascript:alert(1)"}, ends="unclear", says="https"),
    Case("data:", {"url": "data:text/html,<script>alert(1)</script>"}, ends="unclear", says="must not hold"),
    Case("file:", {"url": "file:///etc/passwd"}, ends="unclear", says="must begin with"),
    Case("the cloud's own address", {"url": "http://169.254.169.254/latest/meta-data/"}, ends="unclear", says="public host"),
    Case("this machine", {"url": "http://127.0.0.1:8080/"}, ends="unclear", says="public host"),
    Case("this machine by name", {"url": "http://localhost/"}, ends="unclear", says="public host"),
    Case("this machine as a number", {"url": "http://2130706433/"}, ends="unclear", says="public host"),
    Case("this machine in version 6", {"url": "http://[::1]/"}, ends="unclear", says="public host"),
    Case("an internal name", {"url": "https://metadata.google.internal/"}, ends="unclear", says="public host"),
    Case("a password", {"url": "https://user:secret@example.net/"}, ends="unclear", says="user name or password"),
    Case("another host behind an @", {"url": "https://example.org@evil.test/"}, ends="unclear", says="user name"),
    Case("a look-alike", {"url": "https://ex\u0430mple.org/"}, ends="unclear", says="beyond a to z"),
    Case("a look-alike, written out", {"url": "https://xn--exmple-4nf.org/"}, ends="unclear", says="beyond a to z"),
    Case("full-width letters", {"url": "https://\uff45xample.org/"}, ends="unclear", says="beyond a to z"),
    Case("a newline in the address", {"url": "https://example.net/a\nHost: evil"}, ends="incomplete", says="one line"),
    Case("a space and an option in the address", {"url": "https://example.net/ --output x"}, ends="unclear", says="spaces"),
    Case("a shortener", {"url": "https://bit.ly/abc"}, ends="unclear", says="shortener"),
    Case("tracking", {"url": "https://example.net/new-loaf?utm_source=me&fbclid=1"}),
    Case("a long address", {"url": "https://example.net/" + "a" * 1_990}, ends="incomplete", says="at most 2,000"),
    Case("an address that is there", {"url": "http://www.example.org/bread-intro/?utm_source=x"}, ends="duplicate"),
    Case("an address that the topic has", {"url": "http://www.example.org/bread-intro/"}, ends="duplicate", says="stands in"),
    Case("an address that another topic has", {"url": "https://example.org/flour-intro"}, says="use: flour-intro"),
    # paths
    Case("a topic outside", {"topic": "../../.github/workflows/checks"}, ends="incomplete", says="no topic", shell=True),
    Case("a topic with a null byte", {"topic": "bread\0.yml"}, ends="incomplete", says="no topic"),
    Case("a topic that is an option", {"topic": "--help"}, ends="incomplete", says="no topic"),
    Case("a topic that nearly is", {"topic": "breed"}, ends="incomplete", says="Did you mean Bread"),
    Case("a title that is a path", {"title": "../../../etc/passwd", "by": "/root/.ssh/id_rsa"}),
    # Unicode
    Case("marks that turn the line", {"title": f"A new {BIDI} loaf"}, says="A new right iso zero loaf"),
    Case("control characters", {"title": "A\x1b[31m \x07new\x00 \x85loaf\u2028x"}, says="A[31m new loaf x"),
    Case("a title without letters", {"title": "\u200b\u200b\u2060", "by": "\ufeff"}, ends="incomplete", says="Title"),
    Case("another script", {"title": "\u041d\u043e\u0432\u044b\u0439 \u0445\u043b\u0435\u0431", "by": "\u0410\u043d\u043d\u0430"}, says="id: article"),
    Case("many marks on a letter", {"title": "z" + "\u0301" * 190}),
    Case("emoji", {"title": "\U0001f35e \U0001f468\u200d\U0001f469\u200d\U0001f467 loaf"}),
    # shapes
    Case("a million letters", {"why": "x" * 1_000_000}, ends="incomplete", says="65,536"),
    Case("a million headings", body="### Address\n" * 80_000, ends="incomplete", says="65,536"),
    Case("a long reason", {"why": "word " * 500}, ends="incomplete", says="at most 2,000"),
    Case("a long title", {"title": "x" * 300}, ends="incomplete", says="at most 200"),
    Case("very deep", {"why": "> " * 5_000 + "[" * 10_000}, ends="incomplete", says="at most 2,000"),
    Case("brackets within brackets", {"why": "[" * 900 + "it shows each fold" + "]" * 900}),
    Case("Windows' line ends", body="\r\n\r\n".join(("### Address", "https://example.net/new-loaf")), ends="incomplete", says="missing"),
    Case("empty fields", {"url": "", "topic": "", "why": "  \n \t "}, ends="incomplete", says="is empty"),
    Case("no title, no author", {"title": "", "by": ""}, ends="incomplete", says="fill it in"),
    Case("a kind that is none", {"kind": "Malware"}, ends="incomplete", says="must be one of"),
    Case("two prices", {"cost": "Free, Paid"}, ends="incomplete", says="must be one of"),
    Case("a time that is none", {"time": "forever; touch PWNED"}, ends="incomplete", says="must be a time"),
    Case("a hundred authors", {"by": ", ".join(f"Author {i}" for i in range(100))}, ends="incomplete", says="names"),
)  # fmt: skip


def event(case: Case, body: str) -> dict[str, Any]:
    """Return the event that GitHub writes for an issue."""
    return {
        "action": "opened",
        "issue": {
            "number": 42,
            "title": f"$({RUN}) ${{{{ secrets.X }}}} @everyone",
            "body": case.body if case.body is not None else body,
            "labels": [{"name": "suggestion"}],
            "user": {"login": "octo-cat"},
        },
    }
