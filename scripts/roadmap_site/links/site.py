"""Whether everything that a built site refers to is in it: pages, pictures, scripts, styles and parts of pages."""

from __future__ import annotations

import html
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from roadmap_site.problems import Problem, shown

_NOWHERE: Final = "https://site.invalid"  # the host of a site that does not say its own
_ATTRIBUTES: Final = ("href", "xlink:href", "src", "poster", "data", "action", "formaction")
_SELECTOR: Final = (  # in :is(), for a list of selectors finds twice what two of them fit
    ":is([id], [name], [href], [src], [srcset], [imagesrcset], [poster], [data], [action], [formaction], [style],"
    "style, meta[content])"
)
_SILENT: Final = ("a", "area", "form", "button", "input", "css")  # by saying nothing they lead to the page itself
_META: Final = frozenset(("og:image", "og:url", "og:video", "og:audio", "twitter:image"))
_REFRESH: Final = re.compile(r"\s*[\d.]*\s*[;,\s]\s*(?:url\s*=\s*)?[\"']?\s*([^\"']+)", re.IGNORECASE)
_SRCSET: Final = re.compile(r"[,\s]*(\S*[^,\s])(?:\s+[^,]*)?(?:,|$)")
_CSS_URL: Final = re.compile(r"""(?i:\burl\(\s*|@import\s+(?=["']))(?:"([^"]*)"|'([^']*)'|([^"'()\s]*))""")
_CSS_NOTE: Final = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_HIDDEN: Final = re.compile(
    r"(<script\b[^>]*>).*?(?=</script)|(<textarea\b[^>]*>).*?(?=</textarea)|<!--.*?(?:-->|\Z)|<template\b.*?</template",
    re.DOTALL | re.IGNORECASE,
)
_LOC: Final = re.compile(r"<loc>\s*(https?://[^<\s]+)\s*</loc>")
_SVG_ID: Final = re.compile(r"\sid\s*=\s*[\"']([^\"']*)[\"']")
_SCHEME: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_HOPS: Final = 10
_VALUE: Final = r"""(?:=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?"""


class _Ref(NamedTuple):
    """An address, and where it stands: in an attribute of a tag, or in the text of a style (then at an offset)."""

    url: str
    tag: str
    attribute: str = ""
    value: str = ""  # the whole attribute, or text
    offset: int = 0


def broken(folder: Path, base: str = "") -> list[Problem]:
    """Return what pages and style sheets of a built site refer to within it that is not there.

    The base is the path or the address at which the site is published; without one, the site says it itself.
    """
    site = _Site(folder, *_published_at(folder, base))
    for file in sorted(site.files):
        if file.endswith(".html"):
            site.read_page(file)
        elif file.endswith(".css"):
            for ref in _in_css(site.text(file)):
                site.target(file, site.address(file), ref)
    site.check_parts()
    return sorted(site.problems())


def _published_at(folder: Path, base: str) -> tuple[str, str]:
    """Return the origin and the path at which a site is published."""
    parts = urlsplit(base if re.match(r"https?://", base) else _home(folder))
    path = base if base and not re.match(r"https?://", base) else parts.path
    origin = f"{parts.scheme}://{parts.netloc.lower()}" if parts.netloc else _NOWHERE
    return origin, f"/{path.strip('/')}/".replace("//", "/")


def _home(folder: Path) -> str:
    """Return the address that a site gives its first page, in that page or in the sitemap; nothing when in neither."""
    index, sitemap = folder / "index.html", folder / "sitemap.xml"
    if index.is_file():
        node = LexborHTMLParser(index.read_bytes()).css_first('link[rel~="canonical" i]')
        found = (node.attributes.get("href") or "").strip() if node else ""
        if re.match(r"https?://", found):
            return found.removesuffix("index.html")
    if sitemap.is_file():
        return min(_LOC.findall(sitemap.read_text(encoding="utf-8", errors="replace")), key=len, default="")
    return ""


def _in_css(css: str, tag: str = "css", attribute: str = "") -> Iterator[_Ref]:
    for found in _CSS_URL.finditer(_CSS_NOTE.sub(lambda note: " " * len(note[0]), css)):
        url = re.sub(r"\\(.)", r"\1", next((text for text in found.groups() if text), ""))
        if url and not url.startswith("#"):  # a part of the same document, such as a filter
            yield _Ref(url.partition("#")[0], tag, attribute, css, found.start())


def _in_page(tree: LexborHTMLParser, ids: set[str]) -> Iterator[_Ref]:
    """Yield what a page refers to, and collect its ids."""
    for node in tree.css(_SELECTOR):
        tag, given = node.tag or "", node.attributes
        ids.add(given.get("id") or "")
        if tag in ("a", "map"):
            ids.add(given.get("name") or "")
        elif tag == "style":
            yield from _in_css(node.text(), "style")
        elif tag == "meta":
            value = given.get("content") or ""
            refresh = _REFRESH.match(value) if (given.get("http-equiv") or "").lower() == "refresh" else None
            if refresh:
                yield _Ref(refresh[1].strip(), "meta refresh", "content", value)
            elif (given.get("property") or given.get("name")) in _META and value.startswith("http"):
                yield _Ref(value, tag, "content", value)
        if tag == "base" or (tag == "link" and {"preconnect", "dns-prefetch"} & set((given.get("rel") or "").split())):
            continue
        for name, text in given.items():
            value = text or ""
            if name in _ATTRIBUTES and (name != "data" or tag == "object"):
                yield _Ref(re.sub(r"[\t\r\n]", "", value).strip(), tag, name, value)
            elif name in ("srcset", "imagesrcset"):
                yield from (_Ref(found[1], tag, name, value) for found in _SRCSET.finditer(value))
            elif name == "style" and "url(" in value:
                yield from _in_css(value, tag, name)


class _Site:
    def __init__(self, folder: Path, origin: str, base: str) -> None:
        self.folder, self.origin, self.base = folder, origin, base
        self.files = frozenset(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
        self._folded = {file.casefold(): file for file in self.files}
        self._ids: dict[str, frozenset[str]] = {}
        self._redirects: dict[str, tuple[_Ref, str]] = {}
        self._parts: list[tuple[str, _Ref, str, str]] = []  # from, what, to, the part
        self._wrong: dict[str, list[tuple[_Ref, str, str, str]]] = defaultdict(list)  # what, rule, message, hint

    def text(self, file: str) -> str:
        return (self.folder / file).read_bytes().decode("utf-8", "replace")

    def address(self, file: str) -> str:
        is_index = file == "index.html" or file.endswith("/index.html")
        return f"{self.origin}{self.base}{quote(file.removesuffix('index.html') if is_index else file)}"

    def read_page(self, file: str) -> None:
        """Resolve what a page refers to; remember its ids, and the parts of pages that it names."""
        tree, ids = LexborHTMLParser(self.text(file)), set[str]()
        based = tree.css_first("base[href]")
        start = urljoin(self.address(file), (based.attributes.get("href") or "") if based else "")
        for ref in _in_page(tree, ids):
            if file == "404.html" and not based and ref.url[:1] not in ("", "/", "#") and not _SCHEME.match(ref.url):
                message = f"{shown(ref.url)} must be absolute, because 404.html is shown at any depth"
                self._wrong[file].append((ref, "site-404", message, f"Begin it with {self.base}."))
                continue
            target = self.target(file, start, ref)
            if target and ref.tag == "meta refresh":
                self._redirects[file] = (ref, target)
        self._ids[file] = frozenset(ids)

    def target(self, file: str, start: str, ref: _Ref) -> str | None:
        """Return the file that a reference leads to within the site; say so when it is not there."""
        url, wrong = ref.url, self._wrong[file]
        if not url and ref.tag not in _SILENT:
            wrong.append((ref, "site-address", f"<{ref.tag} {ref.attribute}> must name something", ""))
        if not url or (_SCHEME.match(url) and url[:4].lower() != "http"):
            return None
        try:
            parts = _joined(start, url)
        except ValueError:
            wrong.append((ref, "site-address", f"{shown(url)} must be an address", ""))
            return None
        if parts.netloc.lower() != self.origin.partition("://")[2]:
            return None
        if not f"{parts.path}/".startswith(self.base):
            wrong.append((ref, "site-outside", f"{shown(url)} leads out of the site, which stands at {self.base}", ""))
            return None
        wanted = unquote(parts.path[len(self.base) :])
        is_folder = wanted[-1:] in ("", "/")  # what has no slash is found as GitHub Pages finds it
        names = [f"{wanted}index.html"] if is_folder else [wanted, f"{wanted}.html", f"{wanted}/index.html"]
        target = next((name for name in names if name in self.files), None)
        if target is None:
            near = next((self._folded[name.casefold()] for name in names if name.casefold() in self._folded), None)
            message = f"{shown(url)} leads to {shown(wanted or '/')}, which is not in the site"
            wrong.append((ref, "site-file", message, f"Did you mean {shown(near)}?" if near else ""))
        elif parts.fragment:
            self._parts.append((file, ref, target, parts.fragment))
        return target

    def check_parts(self) -> None:
        """Say which parts of pages are not there, and which pages send their reader on without end."""
        for file, ref, target, fragment in self._parts:
            end = self._end(target)
            if end and not self._has(end, fragment):
                self._wrong[file].append((ref, "site-fragment", f"{shown(ref.url)} names no part of {shown(end)}", ""))
        for file, (ref, _) in self._redirects.items():
            if self._end(file) is None:
                self._wrong[file].append((ref, "site-redirect", f"{shown(ref.url)} must not lead on without end", ""))

    def _end(self, file: str) -> str | None:
        for _ in range(_HOPS):
            if file not in self._redirects:
                return file
            file = self._redirects[file][1]
        return None

    def _has(self, file: str, fragment: str) -> bool:
        """Return whether a file has a part; of what is no page, such as a PDF, the parts are not known."""
        if file.endswith(".svg") and file not in self._ids:
            self._ids[file] = frozenset(_SVG_ID.findall(self.text(file)))
        raw = fragment.partition(":~:")[0]
        return raw.lower() in ("", "top") or file not in self._ids or bool({raw, unquote(raw)} & self._ids[file])

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong, with its place; only a file with something wrong is searched for places."""
        for file, found in self._wrong.items():
            if found:
                text, seen, path = self.text(file), Counter[_Ref](), (self.folder / file).as_posix()
                bare = _HIDDEN.sub(lambda m: (m[1] or m[2] or "").ljust(len(m[0])), text)
                for ref, rule, message, hint in found:
                    offset = _offset(bare, ref, seen[ref])
                    seen[ref] += 1
                    line = text.count("\n", 0, offset) + 1
                    yield Problem(path, line, offset - text.rfind("\n", 0, offset), rule, message, hint)


@lru_cache(maxsize=100_000)
def _split(start: str, url: str) -> SplitResult:
    return urlsplit(urljoin(start, url))


def _joined(start: str, url: str) -> SplitResult:
    """Return a reference as its page reads it; what pages beside each other have in common is worked out once."""
    if not url.startswith("../"):
        return _split("" if _SCHEME.match(url) else start, url)
    start = start[: start.rindex("/") + 1]
    while url.startswith("../") and start.count("/") > 3:
        url, start = url[3:], start[: start.rindex("/", 0, -1) + 1]
    return _split(start, url or ".")


def _offset(text: str, ref: _Ref, nth: int) -> int:
    """Return where the nth tag stands in which a reference is; the parser of pages does not say."""
    if ref.tag == "css":
        return ref.offset
    if not ref.attribute:
        starts = [found.end() + ref.offset for found in re.finditer(rf"<style\b[^>]*>(?={re.escape(ref.value)})", text)]
    else:
        tag = rf"""<{ref.tag.split()[0]}\b(?:[^>"']|"[^"]*"|'[^']*')*?\s{ref.attribute}\s*{_VALUE}"""
        starts = [
            found.start() for found in re.finditer(tag, text, re.IGNORECASE)
            if html.unescape(found[1] or found[2] or found[3] or "") == ref.value
        ]  # fmt: skip
    return starts[min(nth, len(starts) - 1)] if starts else 0
