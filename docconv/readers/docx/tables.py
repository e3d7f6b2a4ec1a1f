"""Tables: the grid, merged cells, rows that are heads (ISO/IEC 29500-1, 17.4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from docconv import walk
from docconv.archive import Element
from docconv.ast import (
    Alignment,
    Block,
    Cell,
    ColSpec,
    Para,
    Plain,
    Row,
    Table,
    TableBody,
)
from docconv.readers.docx.names import W, children, flag, number, value
from docconv.readers.docx.story import Story

_ALIGNMENTS: dict[str, Alignment] = {
    "left": "left",
    "center": "center",
    "right": "right",
    "end": "right",
}
_FIRST_ROW, _LAST_ROW, _FIRST_COLUMN = 0x20, 0x40, 0x80
_MOST_COLUMNS = 1000
_HEADING = "TableHeading"


@dataclass(slots=True)
class _Slot:
    """A cell being read: the *column* it begins in, its size in the grid, what it holds."""

    column: int
    width: int
    blocks: list[Block] = field(default_factory=list)
    align: Alignment = "default"
    height: int = 1
    is_heading: bool = False


@dataclass(slots=True)
class _Line:
    """A row being read: the cells that begin in it, and the column that it has come to."""

    slots: list[_Slot] = field(default_factory=list)
    end: int = 0

    def add(self, slot: _Slot) -> None:
        self.slots.append(slot)
        self.end = slot.column + slot.width


def table(element: Element, story: Story) -> Table:
    """The table *element* (``w:tbl``)."""
    properties = element.find(W + "tblPr")
    rows = [row for row in _inside(element, "tr") if not _is_gone(row, story)]
    lines = _lines(rows, story)
    grid = [number(col.get(W + "w")) for col in element.iterfind(f"{W}tblGrid/{W}gridCol")]
    count = max(len(grid), *(line.end for line in lines), 0)
    look = _look(properties)
    heads = _heads(rows, lines, look)
    feet = _feet(lines, look, heads)
    cells = [_row(line, count) for line in lines]
    body = cells[heads : len(cells) - feet]
    made = Table(
        cols=tuple(ColSpec(width=width) for width in _widths(properties, grid, count, story)),
        head=tuple(cells[:heads]),
        bodies=(TableBody(tuple(body), row_heads=_row_heads(lines[heads:], look)),) if body else (),
        foot=tuple(cells[len(cells) - feet :]),
    )
    return _aligned(made)


def _inside(element: Element, name: str) -> Iterator[Element]:
    """The rows of a table, or the cells of a row, through the wrappers that may stand around."""
    for child in children(element):
        if child.tag == W + name:
            yield child
        elif child.tag == W + "sdt" and (content := child.find(W + "sdtContent")) is not None:
            yield from _inside(content, name)
        elif child.tag in (W + "customXml", W + "ins", W + "moveTo"):
            yield from _inside(child, name)


def _is_gone(row: Element, story: Story) -> bool:
    change = {"accept": "del", "reject": "ins"}.get(story.reading.changes)
    return change is not None and row.find(f"{W}trPr/{W}{change}") is not None


# --- Cells --------------------------------------------------------------------------------------


def _lines(rows: Sequence[Element], story: Story) -> list[_Line]:
    """The cells of *rows*; those merged into others make them higher or wider."""
    above: dict[int, _Slot] = {}  # column -> the cell that goes on downwards there
    lines = []
    for row in rows:
        line = _Line()
        below: dict[int, _Slot] = {}
        skipped = min(number(value(row.find(W + "trPr"), "gridBefore")), _MOST_COLUMNS)
        if skipped > 0:
            line.add(_Slot(0, skipped))
        for cell in _inside(row, "tc"):
            _add_cell(cell, line, above, below, story)
        above = below
        lines.append(line)
    return lines


def _add_cell(
    cell: Element, line: _Line, above: dict[int, _Slot], below: dict[int, _Slot], story: Story
) -> None:
    properties = cell.find(W + "tcPr")
    width = min(max(number(value(properties, "gridSpan"), 1), 1), _MOST_COLUMNS)
    blocks, align, is_heading = _content(cell, story)
    merge, column = _merge(properties, "vMerge"), line.end
    upper = above.get(column)
    if merge == "continue" and upper is not None:
        upper.height += 1
        upper.blocks += (block for block in blocks if _has_text(block))
        below[column] = upper
        line.end += width
    elif _merge(properties, "hMerge") == "continue" and line.slots:
        line.slots[-1].width += width
        line.end += width
    else:
        slot = _Slot(column, width, blocks, align, is_heading=is_heading)
        line.add(slot)
        if merge == "restart":
            below[column] = slot


def _has_text(block: Block) -> bool:
    return any(text.strip() for text in walk.texts((block,)))


def _merge(properties: Element | None, name: str) -> str:
    merge = None if properties is None else properties.find(W + name)
    return "" if merge is None else merge.get(W + "val", "continue")


def _content(cell: Element, story: Story) -> tuple[list[Block], Alignment, bool]:
    """The blocks of *cell*, the alignment of its paragraphs, and whether they are set as a
    heading. A paragraph by itself is no paragraph but plain text."""
    blocks = list(story.reading.blocks(cell, story))
    if len(blocks) == 1 and isinstance(blocks[0], Para):
        blocks = [Plain(blocks[0].content)]
    aligns = set()
    styles = set()
    for properties in cell.iterfind(f"{W}p/{W}pPr"):
        style = story.reading.styles.paragraph(value(properties, "pStyle") or None)
        aligns.add(value(properties, "jc") or style.layout.align or "")
        styles.add(style.id)
    align = _ALIGNMENTS.get(aligns.pop(), "default") if len(aligns) == 1 else "default"
    return blocks, align, styles == {_HEADING}


def _row(line: _Line, count: int) -> Row:
    """The row of *line*, empty cells added where it ends before the *count* columns do."""
    cells = [Cell(tuple(slot.blocks), slot.align, slot.height, slot.width) for slot in line.slots]
    return Row((*cells, *[Cell(())] * (count - line.end)))


# --- Heads, feet, columns -----------------------------------------------------------------------


def _look(properties: Element | None) -> int:
    """Which parts of the table its style sets apart."""
    look = None if properties is None else properties.find(W + "tblLook")
    if look is None:
        return 0
    named = (("firstRow", _FIRST_ROW), ("lastRow", _LAST_ROW), ("firstColumn", _FIRST_COLUMN))
    if look.get(W + "firstRow") is not None:
        return sum(bit for name, bit in named if look.get(W + name) in ("1", "true", "on"))
    try:
        return int(look.get(W + "val", "0"), 16)
    except ValueError:
        return 0


def _heads(rows: Sequence[Element], lines: Sequence[_Line], look: int) -> int:
    """How many rows are heads: those that repeat on every page, else the first if it is set
    apart. A head holds what it spans, and never is the whole table."""
    count = 0
    while count < len(rows) and flag(rows[count].find(W + "trPr"), "tblHeader"):
        count += 1
    count = count or int(bool(look & _FIRST_ROW))
    at = 0
    while at < min(count, len(lines)):
        count = max(count, *(at + slot.height for slot in lines[at].slots), 0)
        at += 1
    return count if count < len(rows) else 0


def _feet(lines: Sequence[_Line], look: int, heads: int) -> int:
    """How many rows are the foot: the last, if it is set apart and nothing reaches into it."""
    if not look & _LAST_ROW or len(lines) < heads + 2:
        return 0
    reaching = any(
        at + slot.height >= len(lines) for at, line in enumerate(lines[:-1]) for slot in line.slots
    )
    return 0 if reaching else 1


def _row_heads(lines: Sequence[_Line], look: int) -> int:
    """How many columns are heads: the first, if it is set apart and its text as a heading."""
    leading = [line.slots[0] for line in lines if line.slots and not line.slots[0].column]
    is_set = bool(leading) and all(slot.is_heading for slot in leading)
    return int(bool(look & _FIRST_COLUMN) and is_set)


def _widths(
    properties: Element | None, grid: Sequence[int], count: int, story: Story
) -> list[float | None]:
    """The columns' shares of the page's width, where the table does not follow its content."""
    total = sum(grid)
    wanted = None if properties is None else properties.find(W + "tblW")
    kind = "auto" if wanted is None else wanted.get(W + "type", "dxa")
    fixed = (
        properties is not None and properties.find(f"{W}tblLayout[@{W}type='fixed']") is not None
    )
    if total <= 0 or len(grid) != count or (kind in ("auto", "nil") and not fixed):
        return [None] * count
    width = "" if wanted is None else wanted.get(W + "w", "")
    if kind == "pct":
        share = number(width.removesuffix("%")) / (100 if width.endswith("%") else 5000)
    else:
        share = (number(width) or total) / story.reading.page_width
    share = min(share, 1) or 1
    return [round(share * column / total, 4) for column in grid]


def _aligned(made: Table) -> Table:
    """*made* with columns aligned as most of their cells are; the others say so themselves."""
    counts: list[Counter[Alignment]] = [Counter() for _ in made.cols]
    for section in walk.table_sections(made):
        for row in walk.cell_columns(section, len(made.cols)):
            for column, cell in row:
                if cell.col_span == 1 and column < len(counts):
                    counts[column][cell.align] += 1
    aligns = [count.most_common(1)[0][0] if count else "default" for count in counts]
    cols = tuple(replace(col, align=align) for col, align in zip(made.cols, aligns, strict=True))

    def settled(section: tuple[Row, ...]) -> tuple[Row, ...]:
        placed = walk.cell_columns(section, len(cols))
        return tuple(
            replace(
                row, cells=tuple(_settled(cell, aligns[column : column + 1]) for column, cell in at)
            )
            for row, at in zip(section, placed, strict=True)
        )

    bodies = tuple(replace(body, rows=settled(body.rows)) for body in made.bodies)
    return replace(made, cols=cols, head=settled(made.head), bodies=bodies, foot=settled(made.foot))


def _settled(cell: Cell, column: Sequence[Alignment]) -> Cell:
    return replace(cell, align="default") if column == [cell.align] and cell.col_span == 1 else cell
