"""What is named before any of it is made, so that one can be asked for, or linked, without the others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TypeVar

Text = TypeVar("Text", bound=str | bytes)
Value = TypeVar("Value")


class Later(Mapping[str, Text]):
    """A file for each name, made each time that it is asked for, and not held."""

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


class Each(Mapping[str, Value]):
    """A value for each name, made when it is first asked for, and held."""

    def __init__(self, names: Collection[str], make: Callable[[str], Value]) -> None:
        self._names, self._make = names, make
        self._known: dict[str, Value] = {}

    def __getitem__(self, name: str) -> Value:
        if name not in self._known:
            if name not in self._names:
                raise KeyError(name)
            self._known[name] = self._make(name)
        return self._known[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
