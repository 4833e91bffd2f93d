"""What is found in a source, before it is a roadmap."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Found:
    """A resource, as far as its source tells of it."""

    title: str
    url: str
    line: int
    why: str = ""
    by: tuple[str, ...] = ()
    kind: str = ""


@dataclass
class Section:
    """Something with a title: what is said of it, what stands in it, and what is below it."""

    title: str
    path: str
    line: int
    last: int = 0  # of the lines that its title takes
    text: list[str] = field(default_factory=list)
    resources: list[Found] = field(default_factory=list)
    concepts: list[str] = field(default_factory=list)
    parts: list[Section] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether there is something to learn from, or of, in it itself."""
        return bool(self.resources or self.concepts)

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it."""
        return not (self.holds or self.text or self.parts)
