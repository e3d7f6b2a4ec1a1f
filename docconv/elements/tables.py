"""Tables: cells, rows and groups put together, with the columns' alignments told from cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, takewhile
from typing import Literal

from docconv import walk
from docconv.ast import Alignment, Attr, Caption, Cell, ColSpec, Plain, Row, Table, TableBody
from docconv.elements.attributes import alignment, attr, number, share
from docconv.elements.flow import flow, with_strays
from docconv.elements.inlines import Attributes, Builder
from docconv.elements.parts import Column, Legend, Node, RowGroup, TableCell, TableRow

_PARTS = (Legend, TableCell, TableRow, RowGroup, Column)
_MOST = 1000  # columns that a cell may span, as in the HTML standard


def _cell(head: bool) -> Builder:
    def build(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
        cell = Cell(
            flow(children, Plain),
            alignment(attributes),
            max(number(attributes, "rowspan", 1), 1),
            min(max(number(attributes, "colspan", 1), 1), _MOST),
            attr(attributes),
        )
        return [TableCell(cell, head)]

    return build


def _row(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
    parts = with_strays(children, (TableCell,), lambda blocks: TableCell(Cell(blocks), False))
    cells = [part for part in parts if isinstance(part, TableCell)]
    if not cells:
        return []
    row = Row(tuple(part.cell for part in cells), attr(attributes))
    return [TableRow(row, tuple(part.head for part in cells))]


def _group(kind: Literal["thead", "tbody", "tfoot"]) -> Builder:
    def build(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
        rows = tuple(child for child in children if isinstance(child, TableRow))
        strays = [child for child in children if not isinstance(child, TableRow)]
        return [RowGroup(kind, rows, attr(attributes)), *strays]

    return build


def _column(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
    columns = [child for child in children if isinstance(child, Column)]
    spec = ColSpec(alignment(attributes), share(attributes))
    return list(columns or [Column(spec)] * min(max(number(attributes, "span", 1), 1), _MOST))


def _caption(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
    return [Legend(flow(children, Plain))]


def _table(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
    legends = [block for child in children if isinstance(child, Legend) for block in child.blocks]
    groups = list(_groups(children))
    heads = [group for group in groups if group.kind == "thead" and group.rows]
    feet = [group for group in groups if group.kind == "tfoot" and group.rows]
    bodies = [group for group in groups if group.kind == "tbody" and group.rows]
    if not heads and bodies and len(bodies[0].rows) > 1 and all(bodies[0].rows[0].heads):
        heads = [RowGroup("thead", bodies[0].rows[:1], Attr())]
        bodies[0] = replace(bodies[0], rows=bodies[0].rows[1:])
    table = Table(
        (),
        _rows(heads),
        tuple(map(_body, bodies)),
        _rows(feet),
        Caption(tuple(legends)),
        attr(attributes),
        heads[0].attr if heads else Attr(),
        feet[0].attr if feet else Attr(),
    )
    strays = flow(child for child in children if not isinstance(child, _PARTS))
    columns = [child.spec for child in children if isinstance(child, Column)]
    return [*strays, _with_columns(table, columns)]


def _groups(children: Sequence[Node]) -> Iterator[RowGroup]:
    """The groups of rows; rows outside of any are a body, and cells outside of any a row."""
    rows = [
        TableRow(Row((child.cell,)), (child.head,)) if isinstance(child, TableCell) else child
        for child in children
    ]
    for kind, group in groupby(rows, key=type):
        parts = list(group)
        if kind is TableRow:
            yield RowGroup("tbody", tuple(p for p in parts if isinstance(p, TableRow)), Attr())
        else:
            yield from (part for part in parts if isinstance(part, RowGroup))


def _rows(groups: Iterable[RowGroup]) -> tuple[Row, ...]:
    return tuple(part.row for group in groups for part in group.rows)


def _body(group: RowGroup) -> TableBody:
    """Rows of headers that lead a body are its head; so are columns of headers."""
    head = list(takewhile(lambda part: all(part.heads), group.rows[:-1]))
    rest = group.rows[len(head) :]
    most = max(len(part.heads) for part in rest)
    leading = [len(list(takewhile(bool, p.heads))) for p in rest if len(p.heads) == most]
    return TableBody(
        tuple(part.row for part in rest), tuple(part.row for part in head), min(leading), group.attr
    )


def _with_columns(table: Table, specs: Sequence[ColSpec]) -> Table:
    """*table* with its columns; an alignment that all cells of a column have is the column's."""
    aligns = [{spec.align} - {"default"} for spec in specs]
    for section in walk.table_sections(table):
        for row in walk.cell_columns(section, _MOST):
            for column, cell in row:
                aligns += [set() for _ in range(column + cell.col_span - len(aligns))]
                if cell.col_span == 1 and cell.blocks:
                    aligns[column].add(cell.align)
    common = [next(iter(each)) if len(each) == 1 else "default" for each in aligns]
    widths = [spec.width for spec in specs] + [None] * (len(aligns) - len(specs))

    def settled(section: tuple[Row, ...]) -> tuple[Row, ...]:
        return tuple(
            replace(row, cells=tuple(_settled(cell, common[column]) for column, cell in placed))
            for row, placed in zip(section, walk.cell_columns(section, _MOST), strict=True)
        )

    def body(group: TableBody) -> TableBody:
        rows = settled((*group.head, *group.rows))
        return replace(group, head=rows[: len(group.head)], rows=rows[len(group.head) :])

    return replace(
        table,
        cols=tuple(map(ColSpec, common, widths)),
        head=settled(table.head),
        bodies=tuple(map(body, table.bodies)),
        foot=settled(table.foot),
    )


def _settled(cell: Cell, column: Alignment) -> Cell:
    return replace(cell, align="default") if cell.align == column and cell.col_span == 1 else cell


TABLES: Mapping[str, Builder] = {
    "table": _table,
    "thead": _group("thead"),
    "tbody": _group("tbody"),
    "tfoot": _group("tfoot"),
    "tr": _row,
    "td": _cell(head=False),
    "th": _cell(head=True),
    "caption": _caption,
    "colgroup": _column,
    "col": _column,
}
