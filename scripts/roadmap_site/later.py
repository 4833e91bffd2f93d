"""Files that are named before any is made, so that one can be asked for, or linked, without the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

Text = TypeVar("Text", bound=str | bytes)


class Later(Mapping[str, Text]):
    """Name to content; a content is made each time that it is asked for, and not held."""

    def __init__(self, makers: Mapping[str, Callable[[], Text]]) -> None:
        self.makers = makers

    def __getitem__(self, name: str) -> Text:
        return self.makers[name]()

    def __contains__(self, name: object) -> bool:
        return name in self.makers

    def __iter__(self) -> Iterator[str]:
        return iter(self.makers)

    def __len__(self) -> int:
        return len(self.makers)

    def below(self, folder: str) -> Later[Text]:
        """Return the same files in a folder, whose name ends with a slash."""
        return Later({f"{folder}{name}": make for name, make in self.makers.items()})
