"""Headings: levels that never skip, numbers, and the tree that a table of contents shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

LEVELS = 6


class Outline:
    """Gives each heading, in document order, a level at most one deeper than the one before.

    Screen readers jump by level and a skipped one sounds like a missing section. So a level is
    the count of open headings above it: levels that do not skip stay as they are, and siblings
    stay siblings. The first heading becomes ``h1``, or at most ``h2`` below a title.
    """

    def __init__(self, titled: bool) -> None:
        self._open = [1] if titled else []
        self._counts = [0] * (LEVELS + 1)

    def level(self, wanted: int) -> int:
        """The level for the next heading, whose author asked for the level *wanted*."""
        wanted = min(max(wanted, 1), LEVELS)
        while self._open and self._open[-1] >= wanted:
            self._open.pop()
        self._open.append(wanted)
        return len(self._open)

    def number(self, level: int) -> str:
        """The section number (``2.1``) of the next heading, which is at *level*."""
        self._counts[level] += 1
        self._counts[level + 1 :] = [0] * (LEVELS - level)
        used = [count for count in self._counts if count]
        return ".".join(map(str, used))


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading as a table of contents knows it."""

    level: int
    href: str
    text: str


@dataclass(slots=True)
class Branch:
    """An entry and those below it."""

    entry: Entry
    branches: list[Branch] = field(default_factory=list)


def tree(entries: Iterable[Entry], depth: int = LEVELS) -> list[Branch]:
    """*entries* of level *depth* or less, each below the nearest one before it of lesser level."""
    roots: list[Branch] = []
    path: list[Branch] = []
    for entry in entries:
        if entry.level > depth:
            continue
        while path and path[-1].entry.level >= entry.level:
            path.pop()
        branch = Branch(entry)
        (path[-1].branches if path else roots).append(branch)
        path.append(branch)
    return roots
