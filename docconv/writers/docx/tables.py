"""Tables to markup."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from docconv.ast import Attr, Blocks, ColSpec, Row, Table
from docconv.writers.docx import grid, markup
from docconv.writers.docx.grid import Slot
from docconv.writers.docx.images import Room
from docconv.writers.docx.state import Place, State

Render = Callable[[State, Blocks, Place], str]


@dataclass(frozen=True, slots=True)
class _Line:
    """A row: its slots, the identifiers it bears, whether it is a head (and one that repeats on
    every page), and how many of its leading columns are heads."""

    slots: list[Slot]
    ids: tuple[str, ...]
    head: bool
    repeats: bool
    row_heads: int


def table(state: State, table: Table, place: Place, caption: str, render: Render) -> str:
    """The markup of *table* with the text of its *caption* as a description; nothing if it has no
    rows. *render* writes the blocks of a cell."""
    lines = list(_lines(table))
    if not lines:
        return ""
    count = max([len(table.cols), *(slot.end for line in lines for slot in line.slots), 1])
    if count > grid.MOST_COLUMNS or _is_cut(table):
        state.losses.add("table-too-wide", f"{table.attr.id}{len(table.cols)}")
        count = grid.MOST_COLUMNS
    lines = [replace(line, slots=grid.filled(line.slots, count)) for line in lines]
    cols = [*table.cols, *[ColSpec()] * count][:count]
    widths = grid.widths(cols, [line.slots for line in lines], place.width)
    rows = "".join(_row(state, line, cols, widths, place, render) for line in lines)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    properties = _properties(table, sum(widths), place, caption)
    return f"<w:tbl>{properties}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"


def _is_cut(table: Table) -> bool:
    rows = (*table.head, *(row for body in table.bodies for row in (*body.head, *body.rows)))
    return any(len(row.cells) > grid.MOST_COLUMNS for row in (*rows, *table.foot))


def _lines(table: Table) -> Iterator[_Line]:
    yield from _group(table.head, table.head_attr, head=True, repeats=True)
    for body in table.bodies:
        yield from _group(body.head, body.attr, head=True)
        attr = Attr() if body.head else body.attr
        yield from _group(body.rows, attr, row_heads=body.row_heads)
    yield from _group(table.foot, table.foot_attr)


def _group(
    rows: Sequence[Row],
    attr: Attr,
    *,
    head: bool = False,
    repeats: bool = False,
    row_heads: int = 0,
) -> Iterator[_Line]:
    for index, slots in enumerate(grid.layout(rows)):
        ids = (attr.id, rows[index].attr.id) if index == 0 else (rows[index].attr.id,)
        yield _Line(slots, ids, head, repeats, row_heads)


def _properties(table: Table, width: int, place: Place, caption: str) -> str:
    looks = {
        "firstRow": (bool(table.head), 0x20),
        "lastRow": (bool(table.foot), 0x40),
        "firstColumn": (any(body.row_heads for body in table.bodies), 0x80),
        "lastColumn": (False, 0x100),
        "noHBand": (True, 0x200),
        "noVBand": (True, 0x400),
    }
    bits = sum(bit for given, bit in looks.values() if given)
    look = "".join(f' w:{name}="{int(given)}"' for name, (given, _) in looks.items())
    described = f'<w:tblCaption w:val="{markup.attribute(caption)}"/>' if caption else ""
    return (
        f'<w:tblPr><w:tblStyle w:val="Table"/>{"<w:bidiVisual/>" if place.rtl else ""}'
        f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblInd w:w="{place.indent}" w:type="dxa"/>'
        f'<w:tblLook w:val="{bits:04X}"{look}/>{described}</w:tblPr>'
    )


def _row(
    state: State,
    line: _Line,
    cols: Sequence[ColSpec],
    widths: Sequence[int],
    place: Place,
    render: Render,
) -> str:
    state.lead += "".join(map(state.bookmarks.place, line.ids))
    cells = []
    for slot in line.slots:
        width = sum(widths[slot.column : slot.end])
        properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        if slot.span > 1:
            properties += f'<w:gridSpan w:val="{slot.span}"/>'
        if slot.covered:
            properties += "<w:vMerge/>"
        elif slot.below:
            properties += '<w:vMerge w:val="restart"/>'
        inside = _inside(line, slot, cols[slot.column], width, place)
        if not slot.covered:
            state.lead += state.bookmarks.place(slot.cell.attr.id)
        content = render(state, () if slot.covered else slot.cell.blocks, inside)
        cells.append(f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>")
    repeats = "<w:tblHeader/>" if line.repeats else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeats}</w:trPr>{''.join(cells)}</w:tr>"


def _inside(line: _Line, slot: Slot, col: ColSpec, width: int, place: Place) -> Place:
    """The place of a cell's blocks."""
    width = max(width - grid.PADDING, grid.PADDING)
    heading = line.head or slot.column < line.row_heads
    return Place(
        room=Room(width, place.room.height),
        width=width,
        para="TableHeading" if heading else "TableParagraph",
        plain="TableHeading" if heading else "TableText",
        picture="",
        align=col.align if slot.cell.align == "default" else slot.cell.align,
        language=place.language,
        rtl=place.rtl,
    )
