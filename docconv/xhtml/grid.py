"""Tables laid on a grid: what no checker forgives is mended before a tag is written.

The algorithm places cells as HTML does (https://html.spec.whatwg.org/#forming-a-table), trims
spans that overlap or leave their group of rows, fills rows that are short, and leaves out rows
and columns in which no cell begins.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from docconv.ast import Cell, Row

_FARTHEST = 200  # the column that spans may reach: hostile ones must not cost quadratic time
_FEW = 16  # missing cells that are made one by one; more become one cell, to save time


@dataclass(slots=True)
class Slot:
    """A cell at its place; *cell* is None where a short row was filled."""

    cell: Cell | None
    column: int
    row: int
    cols: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """Row *number* of a group, and the cells that begin in it."""

    number: int
    row: Row
    slots: list[Slot]


@dataclass(frozen=True, slots=True)
class Grid:
    """The groups of rows of a table; *columns* are those of the source that were kept, *trimmed*
    tells whether a span had to be cut."""

    groups: list[list[Line]]
    columns: list[int]
    trimmed: bool


def lay_out(groups: Sequence[Sequence[Row]], columns: int) -> Grid:
    """The grid of *groups* of rows, at least *columns* wide."""
    placed = [_Group(rows) for rows in groups]
    width = max([columns, *(len(group.free_from) for group in placed)])
    for group in placed:
        group.fill(width)
    starts = sorted({slot.column for group in placed for line in group.lines for slot in line})
    for group in placed:
        group.drop_columns(starts)
    lines = [group.kept() for group in placed]
    return Grid(lines, starts, any(group.trimmed for group in placed))


class _Group:
    """A head, a body or a foot, whose cells do not leave it."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.free_from: list[int] = []  # for each column, the first row not covered
        self.trimmed = False
        self.lines = [self._place(number, row) for number, row in enumerate(rows)]

    def _place(self, number: int, row: Row) -> list[Slot]:
        slots = []
        column = 0
        for cell in row.cells:
            while self._covered(number, column):
                column += 1
            cols = self._fitting(number, column, cell.col_span)
            rows = min(max(cell.row_span, 1), len(self.rows) - number) if column < _FARTHEST else 1
            self.trimmed |= (cols, rows) != (cell.col_span, cell.row_span)
            slots.append(Slot(cell, column, number, cols, rows))
            self._cover(column, cols, number + rows)
            column += cols
        return slots

    def _covered(self, row: int, column: int) -> bool:
        return column < len(self.free_from) and self.free_from[column] > row

    def _fitting(self, row: int, column: int, wanted: int) -> int:
        cols, most = 1, min(wanted, _FARTHEST - column)
        while cols < most and not self._covered(row, column + cols):
            cols += 1
        return cols

    def _cover(self, column: int, cols: int, until: int) -> None:
        missing = column + cols - len(self.free_from)
        self.free_from.extend([0] * missing)
        self.free_from[column : column + cols] = [until] * cols

    def fill(self, width: int) -> None:
        """Put empty cells wherever a row of *width* columns has none."""
        above: list[Slot] = []
        for number, slots in enumerate(self.lines):
            above = [slot for slot in above if slot.row + slot.rows > number]
            taken = sorted(above + slots, key=lambda slot: slot.column)
            above += slots
            column = 0
            for slot in (*taken, Slot(None, width, number)):
                slots += _fillers(number, column, slot.column)
                column = max(column, slot.column + slot.cols)
            slots.sort(key=lambda slot: slot.column)

    def drop_columns(self, starts: list[int]) -> None:
        """Count only the columns *starts*, in which a cell begins."""
        for slots in self.lines:
            for slot in slots:
                end = bisect_left(starts, slot.column + slot.cols)
                slot.column = bisect_left(starts, slot.column)
                slot.cols = end - slot.column

    def kept(self) -> list[Line]:
        """The rows in which a cell begins; spans count only these."""
        before = list(accumulate((bool(slots) for slots in self.lines), initial=0))
        for slots in self.lines:
            for slot in slots:
                slot.rows = before[slot.row + slot.rows] - before[slot.row]
        numbered = enumerate(zip(self.rows, self.lines, strict=True))
        return [Line(number, row, slots) for number, (row, slots) in numbered if slots]


def _fillers(row: int, start: int, end: int) -> list[Slot]:
    """Empty cells for the columns from *start* to *end* of a row: one each, if they are few."""
    if end - start > _FEW:
        return [Slot(None, start, row, end - start)]
    return [Slot(None, column, row) for column in range(start, end)]
