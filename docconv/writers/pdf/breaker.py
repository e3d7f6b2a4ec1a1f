"""Where the lines of a paragraph end: the breaks that make the paragraph as a whole look best.

The measure of beauty is that of D. E. Knuth and M. F. Plass, "Breaking paragraphs into lines",
Software: Practice and Experience 11 (1981): a line's badness grows with the cube of how far its
spaces are stretched or shrunk. Breaks are found forwards: from each break that can be reached,
a search in running sums gives the few places where the next line can end, so that the cost is
nearly linear in the length of the paragraph.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from math import inf
from typing import NamedTuple, Protocol

NEVER = inf  # the penalty of a place where no line may end

_WINDOW = 64  # how many places to end a line are looked at; more can only be empty boxes
_HYPHENS_IN_A_ROW = 5_000.0
_CONTRAST = 5_000.0  # a loose line after a tight one
_SHORT_END = 5_000.0  # a last line so short that it looks like a mistake
_SHORTEST = 0.12  # of the width
_LOOSEST = 3.0  # gaps that would have to grow by more keep their own width
_ANY = 1e3  # a tolerance that only lines which are too long fail


class Box(Protocol):
    """What cannot be broken: its *width*, the *gap* that follows it inside a line, the *penalty*
    for ending a line after it, and the width of the *hyphen* added if one does."""

    @property
    def width(self) -> float: ...
    @property
    def gap(self) -> float: ...
    @property
    def penalty(self) -> float: ...
    @property
    def hyphen(self) -> float: ...


class Line(NamedTuple):
    """The boxes from *start* to before *end*, and by what share of its width each gap grows."""

    start: int
    end: int
    growth: float


EMPTY = Line(0, 0, 0.0)


class Glue(NamedTuple):
    """How far a line can give way at a ratio of 1: its gaps *stretch* and *shrink* by a share of
    their width, and it may be *ragged*, falling short by a share of the line's width. Lines are
    *filled* unless they are to end where their last word does."""

    stretch: float
    shrink: float
    ragged: float
    filled: bool


JUSTIFIED = Glue(stretch=0.8, shrink=0.22, ragged=0.01, filled=True)
RAGGED = Glue(stretch=0.0, shrink=0.0, ragged=0.4, filled=False)


class Breaker:
    """Breaks *boxes* into lines: the *first* width for the first line, *width* for the others."""

    def __init__(self, boxes: Sequence[Box], width: float, first: float, glue: Glue) -> None:
        self.boxes = boxes
        self.width = width
        self.first = first
        self.glue = glue
        self._ends = list(accumulate((box.width + box.gap for box in boxes), initial=0.0))
        self._gaps = list(accumulate((box.gap for box in boxes), initial=0.0))
        self._widest_gap = max((box.gap for box in boxes), default=0.0)

    def lines(self, tolerance: float, *, force: bool = False) -> list[Line] | None:
        """The best lines none of which is stretched beyond *tolerance*; if there are none, None
        or, with *force*, lines some of which are too loose or too long."""
        boxes, count, glue = self.boxes, len(self.boxes), self.glue
        sums = list(zip(self._ends, self._gaps, strict=True))
        tight = [end - glue.shrink * gaps for end, gaps in sums]
        loose = [end + tolerance * glue.stretch * gaps for end, gaps in sums]
        costs = [inf] * (count + 1)
        ratios = [0.0] * (count + 1)
        origins = [0] * (count + 1)
        costs[0] = 0.0
        reached = 0  # the farthest place that lines can be made up to
        for start in range(count):
            if costs[start] == inf:
                continue
            width = self.width if start else self.first
            least = loose[start] + width * (1 - tolerance * glue.ragged)
            low = bisect_left(loose, least, start + 1)
            high = bisect_right(tight, tight[start] + width + self._widest_gap, start + 1)
            for end in range(min(low, count), min(high, low + _WINDOW, count + 1)):
                if boxes[end - 1].penalty == NEVER and end < count:
                    continue
                ratio = self._ratio(start, end, width)
                if not -1 <= ratio <= tolerance:
                    continue
                cost = costs[start] + self._demerits(start, end, ratio, ratios[start])
                if cost < costs[end]:
                    costs[end], ratios[end], origins[end] = cost, ratio, start
                    reached = max(reached, end)
            if start == reached:  # nothing fits from here on
                if not force:
                    return None
                reached = self._longest(start, width, high)
                costs[reached], origins[reached] = costs[start], start
        return self._trace(origins)

    def _room(self, start: int, end: int, width: float) -> float:
        """How much of *width* the line leaves empty."""
        last = self.boxes[end - 1]
        hyphen = last.hyphen if end < len(self.boxes) else 0.0
        return width - (self._ends[end] - self._ends[start] - last.gap + hyphen)

    def _line_gaps(self, start: int, end: int) -> float:
        return self._gaps[end] - self._gaps[start] - self.boxes[end - 1].gap

    def _ratio(self, start: int, end: int, width: float) -> float:
        """How much of what the line can give way is needed for it to fill *width*; none at the
        paragraph's end."""
        room = self._room(start, end, width)
        gaps = self._line_gaps(start, end)
        if room >= 0:
            if end == len(self.boxes):
                return 0.0
            return room / (self.glue.stretch * gaps + self.glue.ragged * width)
        shrink = self.glue.shrink * gaps
        return room / shrink if shrink else -inf

    def _demerits(self, start: int, end: int, ratio: float, before: float) -> float:
        """The cost of a line, as far as it depends on it and on the line before."""
        boxes = self.boxes
        demerits = (1 + 100 * abs(ratio) ** 3) ** 2
        if abs(ratio - before) > 1:
            demerits += _CONTRAST
        if end == len(boxes):
            short = start and self._ends[end] - self._ends[start] < _SHORTEST * self.width
            return demerits + _SHORT_END if short else demerits
        if start and boxes[end - 1].hyphen and boxes[start - 1].hyphen:
            demerits += _HYPHENS_IN_A_ROW
        return demerits + boxes[end - 1].penalty ** 2

    def _longest(self, start: int, width: float, high: int) -> int:
        """The end of the longest line from *start* that fits, else of the shortest that there is;
        *high* is beyond every end that fits."""
        boxes, count = self.boxes, len(self.boxes)
        for end in range(min(high, count), start, -1):
            allowed = end == count or boxes[end - 1].penalty != NEVER
            if allowed and self._ratio(start, end, width) >= -1:
                return end
        for end in range(start + 1, count):
            if boxes[end - 1].penalty != NEVER:
                return end
        return count

    def _trace(self, origins: list[int]) -> list[Line]:
        """The lines that lead to the last place."""
        lines = []
        end = len(self.boxes)
        while end:
            start = origins[end]
            lines.append(Line(start, end, self._growth(start, end)))
            end = start
        return lines[::-1]

    def _growth(self, start: int, end: int) -> float:
        room = self._room(start, end, self.width if start else self.first)
        gaps = self._line_gaps(start, end)
        unfilled = room > 0 and (end == len(self.boxes) or not self.glue.filled)
        if not gaps or unfilled or room > _LOOSEST * gaps:
            return 0.0
        return max(room / gaps, -self.glue.shrink)


def balance(boxes: Sequence[Box], lines: list[Line], width: float) -> list[Line]:
    """As many lines as *lines*, which are at most *width* long, but about equally long."""
    low = sum(box.width + box.gap for box in boxes) / len(lines)
    high = width
    while high - low > width / 100:
        middle = (low + high) / 2
        found = Breaker(boxes, middle, middle, RAGGED).lines(_ANY)
        if found is None or len(found) > len(lines):
            low = middle
        else:
            lines, high = found, middle
    return lines
