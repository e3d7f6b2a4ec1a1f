"""Where each character of a text stood in the text that was read.

A piecewise map from positions to origins: on most pieces it runs in step with the text; on
inserted pieces it stands still. This is ProseMirror's position map, kept in the other direction.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field


@dataclass(slots=True)
class Origins:
    """Pieces: each begins at a position of *at* and has its origin in *origin*; on a piece that
    is *flat*, every position has the same origin."""

    at: list[int] = field(default_factory=list)
    origin: list[int] = field(default_factory=list)
    flat: list[bool] = field(default_factory=list)

    def __getitem__(self, position: int) -> int:
        index = bisect_right(self.at, position) - 1
        step = 0 if self.flat[index] else position - self.at[index]
        return self.origin[index] + step

    def add(self, at: int, origin: int, flat: bool = False) -> None:
        """Begin a piece at position *at*, behind all the others."""
        self.at.append(at)
        self.origin.append(origin)
        self.flat.append(flat)

    def copy(self, start: int, end: int, source: Origins, to: int) -> None:
        """Append what *source* says of ``[start, end)``, moved to begin at *to*."""
        index = bisect_right(source.at, start) - 1
        self.add(to, source[start], source.flat[index])
        for later in range(index + 1, bisect_right(source.at, end - 1)):
            self.add(to + source.at[later] - start, source.origin[later], source.flat[later])
