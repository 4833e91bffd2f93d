"""Packs as files: made when they are asked for, and what is the same in several of them once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Final

from markupsafe import Markup

from roadmap_site.later import Each
from roadmap_site.packs.book import EPOCH, Book, bound, markup
from roadmap_site.packs.content import Chapter, Pack, chapters, pack_of
from roadmap_site.render.engine import file_page, page
from roadmap_site.render.site import Site
from roadmap_site.render.text import web_address
from roadmap_site.workers import shared_out

_FEW: Final = 4
_FOLDERS: Final = {"path": "paths", "stage": "stages"}
_HTML, _EPUB, _XHTML = ".html", ".epub", ".xhtml"


class Packs(Each[str | bytes]):
    """The packs of a roadmap: path below docs/roadmap/ to the file; the same roadmap always gives the same bytes.

    `address` is that of the site, where it is known, and `moment` the one that books say they are of, as RFC 3339, or
    what finds it out.
    """

    def __init__(
        self, site: Site, address: str | None = None, moment: str | Callable[[], str | None] | None = None
    ) -> None:
        self._site, self._address, self._asked = site, address, moment
        self._parts: dict[tuple[str, str, str], Markup] = {}
        self._kinds = {  # also under former ids, so that what somebody linked goes on to be there
            f"packs/{folder}/{name}{form}": (kind, id)
            for kind, folder in _FOLDERS.items()
            for id, record in (site.roadmap.paths if kind == "path" else site.roadmap.stages).items()
            for name in (id, *record.former_ids)
            for form in (_HTML, _EPUB)
        }
        super().__init__(self._kinds, self._file)

    def _file(self, name: str) -> str | bytes:
        pack = pack_of(self._site, *self._kinds[name])
        return self._html(pack) if name.endswith(_HTML) else self._epub(pack)

    def make(self) -> None:
        """Make all at once, which takes less time."""
        names = [name for name in self if name not in self._known]
        self._known.update(zip(names, shared_out(self.__getitem__, names, _FEW), strict=True))

    @cached_property
    def _moment(self) -> str:
        return (self._asked() if callable(self._asked) else self._asked) or EPOCH

    @cached_property
    def _chapters(self) -> Mapping[str, Chapter]:
        return chapters(self._site)

    def _html(self, pack: Pack) -> str:
        found = [(id, self._chapter(id, pack, "")) for id in pack.topics]
        return file_page("pack.html", "pack-screen.css", "pack.css", **self._values(pack, ""), chapters=found)

    def _epub(self, pack: Pack) -> bytes:
        book = Book(
            id=f"{self._address or self._site.roadmap.index.title}/{pack.kind}/{pack.id}",
            modified=self._moment,
            title=pack.title,
            values=self._values(pack, _XHTML),
            chapters=[
                (f"t-{id}", self._chapters[id].topic.title, self._chapter(id, pack, _XHTML)) for id in pack.topics
            ],
        )
        return bound(book)

    def _values(self, pack: Pack, suffix: str) -> dict[str, Any]:
        """Return what the templates are given; in a book each chapter is a file, and its name has a suffix."""
        return {
            "pack": pack,
            "roadmap": self._site.roadmap.index,
            "minutes": self._site.total(pack.topics),
            "groups": [(heading, [self._chapters[id] for id in topics]) for heading, topics in pack.groups],
            "answers": self._answers(pack, suffix),
            "place": self._site.place(""),
            "online": self._online(_FOLDERS[pack.kind], pack.id),
            "day": self._moment[:10] if self._moment != EPOCH else "",
            "suffix": suffix,
        }

    def _chapter(self, id: str, pack: Pack, suffix: str) -> Markup:
        """Return a topic; what it builds on is to be found in the pack as far as it is there."""
        chapter = self._chapters[id]
        before = [(*needed, needed[0] in pack.topics, self._online("topics", needed[0])) for needed in chapter.requires]
        head = page("pack-before.html", chapter=chapter, before=before, suffix=suffix, **_levels(suffix))
        return markup(head) + self._part("pack-topic.html", id, suffix)

    def _answers(self, pack: Pack, suffix: str) -> Markup:
        """Return the answers to all questions of a pack, which stand at its end; nothing when there are none."""
        asked = [id for id in pack.topics if self._chapters[id].topic.questions]
        heading = Markup("<h{0}>Answers</h{0}>\n").format(_levels(suffix)["top"])
        parts = (self._part("pack-answers.html", id, suffix) for id in asked)
        return Markup("").join((heading, *parts)) if asked else Markup("")

    def _part(self, template: str, id: str, suffix: str) -> Markup:
        """Return what a template makes of a topic, which is the same in all packs."""
        key = (template, id, suffix)
        if key not in self._parts:
            values = {"chapter": self._chapters[id], "suffix": suffix, **_levels(suffix)}
            text = page(template, **values, place=self._site.place(""), online=self._online("topics", id))
            self._parts[key] = markup(text)
        return self._parts[key]

    def _online(self, folder: str, id: str) -> Markup | None:
        """Return the address of a page of the site, where the site's is known."""
        return web_address(f"{self._address}roadmap/{folder}/{id}/") if self._address else None


def _levels(suffix: str) -> dict[str, int]:
    """Return the levels of a topic's headings: in a book it is a file of its own."""
    top = 1 if suffix else 2
    return {"top": top, "below": top + 1}
