"""The grid of a table: which cell stands where, and how wide the columns are."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from docconv import walk
from docconv.ast import Blocks, Cell, CodeBlock, ColSpec, Image, Inline, Row, Table

MOST_COLUMNS = 63  # Word opens no table with more
PADDING = 200  # twips, left and right of a cell's text together
_CHARACTER = 124  # twips, the average width in the tables' type
_NARROWEST = 420  # twips
_LONGEST_WORD = 24  # characters; longer ones may be broken
_LONGEST_LINE = 80  # characters; more does not ask for a wider column
_MEASURED = 300  # rows; what is further down hardly asks for more


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell on *span* columns from *column* on, and on this row and *below* more; or what such a
    cell covers further down (*covered*)."""

    column: int
    span: int
    cell: Cell
    below: int = 0
    covered: bool = False

    @property
    def end(self) -> int:
        """The column after."""
        return self.column + self.span


def layout(rows: Sequence[Row]) -> list[list[Slot]]:
    """The slots of each row in a group of *rows*. Spans are trimmed so that they neither overlap
    nor leave the group; cells beyond the last column Word has go into the one before."""
    lines = []
    above: dict[int, Slot] = {}
    for index, row in enumerate(rows):
        line = _line(deque(row.cells), above, len(rows) - index - 1)
        above = {slot.column: slot for slot in line if slot.below}
        lines.append(line)
    return lines


def _line(cells: deque[Cell], above: dict[int, Slot], rows_below: int) -> list[Slot]:
    line: list[Slot] = []
    column = 0
    while column < MOST_COLUMNS and (cells or any(start >= column for start in above)):
        if column in above:
            slot = replace(above[column], covered=True, below=above[column].below - 1)
        elif cells:
            cell = cells.popleft()
            end = min([start for start in above if start > column], default=MOST_COLUMNS)
            span = min(max(cell.col_span, 1), end - column)
            slot = Slot(column, span, cell, min(max(cell.row_span, 1) - 1, rows_below))
        else:
            column += 1
            continue
        line.append(slot)
        column = slot.end
    if cells:
        line[-1] = _with_more(line[-1], cells)
    return line


def _with_more(slot: Slot, cells: Iterable[Cell]) -> Slot:
    blocks: Blocks = tuple(block for cell in (slot.cell, *cells) for block in cell.blocks)
    return replace(slot, cell=replace(slot.cell, blocks=blocks))


def filled(line: list[Slot], columns: int) -> list[Slot]:
    """*line* with empty cells where none stands."""
    taken = {column for slot in line for column in range(slot.column, slot.end)}
    gaps = [Slot(column, 1, Cell(())) for column in range(columns) if column not in taken]
    return sorted((*line, *gaps), key=lambda slot: slot.column)


def widths(cols: Sequence[ColSpec], lines: Iterable[list[Slot]], room: int) -> list[int]:
    """The width of each column in twips, *room* at most together: as *cols* say, else after what
    the cells hold."""
    if any(col.width for col in cols):
        return _scaled(_shares(cols), room)
    words, texts = [0] * len(cols), [0] * len(cols)
    measured = chain(*islice(lines, _MEASURED))
    for slot in (slot for slot in measured if slot.span == 1 and not slot.covered):
        word, text = _extent(slot.cell.blocks)
        words[slot.column] = max(words[slot.column], word)
        texts[slot.column] = max(texts[slot.column], text)
    least = [max(_NARROWEST, PADDING + _CHARACTER * longest) for longest in words]
    wanted = [max(_NARROWEST, PADDING + _CHARACTER * longest) for longest in texts]
    if sum(wanted) <= room:
        return wanted
    spare, missing = room - sum(least), sum(wanted) - sum(least)
    if spare < 0:
        return _scaled([width / sum(least) for width in least], room)
    return [low + spare * (high - low) // missing for low, high in zip(least, wanted, strict=True)]


def _extent(blocks: Blocks) -> tuple[int, int]:
    """The characters in the longest word and the longest line of *blocks*, as far as they ask for
    width; pictures and tables always do."""
    word = line = 0
    for block in walk.blocks(blocks):
        contents = tuple(walk.inlines(block))
        if isinstance(block, Table) or any(map(_is_picture, chain(*contents))):
            return _LONGEST_WORD, _LONGEST_LINE
        code = (block.text,) if isinstance(block, CodeBlock) else ()
        for text in (*code, *map(walk.plain, contents)):
            word = max(word, max(map(len, text.split()), default=0))
            line = max(line, max(map(len, text.split("\n"))))
    return min(word, _LONGEST_WORD), min(line, _LONGEST_LINE)


def _is_picture(inline: Inline) -> bool:
    return isinstance(inline, Image)


def _shares(cols: Sequence[ColSpec]) -> list[float]:
    """The share of each column: those without one get an equal part of the rest."""
    given = [col.width for col in cols if col.width]
    rest = max(1 - sum(given), 0.1) / max(len(cols) - len(given), 1)
    return [col.width or rest for col in cols]


def _scaled(shares: Sequence[float], room: int) -> list[int]:
    scale = room / max(sum(shares), 1)
    return [max(1, int(share * scale)) for share in shares]
