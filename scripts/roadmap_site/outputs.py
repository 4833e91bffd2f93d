"""All that is generated besides pages, in parts that are made when one of their files is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from roadmap_site.discovery import TEXT
from roadmap_site.render.site import AT_ROOT

Made = Mapping[str, str | bytes]
_SHARE: Final = 40  # files that are made by one process, one after the other
_FOLDER: Final = "roadmap/"
_PLAIN: Final = ".md"  # Markdown that is no page: below docs/ it has another suffix


def address(path: str) -> str:
    """Return where a file below docs/roadmap/ stands in the site."""
    if not path.startswith(AT_ROOT):
        return _FOLDER + path
    name = path.removeprefix(AT_ROOT)
    return name.removesuffix(TEXT) if name.endswith(_PLAIN + TEXT) else name


def path_of(address: str) -> str:
    """Return which file below docs/roadmap/ stands at an address of the site, if any does."""
    if address.startswith(_FOLDER) and not address.endswith(_PLAIN):
        return address.removeprefix(_FOLDER)
    return f"{AT_ROOT}{address}{TEXT if address.endswith(_PLAIN) else ''}"


def encoded(content: str | bytes) -> bytes:
    """Return a file's content as its bytes."""
    return content.encode("utf-8") if isinstance(content, str) else content


class Outputs(Mapping[str, str | bytes]):
    """Path below docs/roadmap/ to content; what is below `root/` stands at the site's root.

    Each part says how the paths of its files begin, and what makes them; of one that names them first, only what is
    asked for is made.
    """

    def __init__(self, parts: Sequence[tuple[tuple[str, ...], Callable[[], Made]]]) -> None:
        self._parts = parts
        self._made: dict[tuple[str, ...], Made] = {}

    def parts(self) -> Iterator[Made]:
        """Yield all files, a part at a time; none is held any longer."""
        for begin, make in self._parts:
            yield self._made.pop(begin) if begin in self._made else _own(begin, make())

    def shares(self) -> Iterator[Callable[[], Iterator[tuple[str, bytes]]]]:
        """Yield what makes all files, some at a time, by their address in the site."""
        for part in self.parts():
            names = list(part)
            for start in range(0, len(names), _SHARE):
                yield partial(_published, part, names[start : start + _SHARE])

    def __getitem__(self, path: str) -> str | bytes:
        return self._part(path)[path]

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and path in self._part(path)

    def _part(self, path: str) -> Made:
        """Return the part that a file belongs to, and hold it."""
        for begin, make in self._parts:
            if path.startswith(begin):
                if begin not in self._made:
                    self._made[begin] = _own(begin, make())
                return self._made[begin]
        return {}

    def __iter__(self) -> Iterator[str]:
        for part in self.parts():
            yield from part

    def __len__(self) -> int:
        return sum(map(len, self.parts()))


def _published(part: Made, names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    for name in names:
        yield address(name), encoded(part[name])


def _own(begin: tuple[str, ...], made: Made) -> Made:
    """Return what was made; a file that its part did not announce would never be found."""
    strange = [path for path in made if not path.startswith(begin)]
    if strange:
        raise ValueError(f"{strange[0]} does not begin with one of {begin}")
    return made
