"""Tables: columns as wide as their content needs, rows as bands, and the structure of both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from docconv import walk
from docconv.ast import Alignment, Attr, Blocks, Caption, CodeBlock, ColSpec, Row, Table
from docconv.writers.pdf.bands import Band, BandCell, RowRule
from docconv.writers.pdf.frame import Frame
from docconv.writers.pdf.galley import Align, Look
from docconv.writers.pdf.items import Column, Item, height
from docconv.writers.pdf.tags import Elem
from docconv.writers.pdf.theme import HAIRLINE, Setting
from docconv.xhtml.grid import Line, Slot, lay_out

if TYPE_CHECKING:
    from docconv.writers.pdf.blocks import Composer

_SIDE = 0.5  # ems between text and the sides of its cell
_PADDING = 0.3  # lines between text and the rules
_SMALLEST = 0.65  # how far the type of a table that is too wide may shrink
_HEAVY, _LIGHT, _HAIR = 0.9, 0.5, 0.25  # weights of rules
_INDENT = 2.0  # ems that lists and quotations take from the width of what they hold
_SLACK = 0.02  # points, lest rounding break a line that just fits
_LONG_WORD = 7  # ems; longer words are broken rather than that others get less than their share
_CODE_COLUMNS = 12  # that a line of code in a cell needs at least
_ALIGNS: dict[Alignment, Align] = {
    "left": "left", "right": "right", "center": "center", "default": "left",
}  # fmt: skip


def set_table(composer: Composer, table: Table, frame: Frame, column: Column) -> None:
    """Set *table* in *frame*, its caption above it."""
    column.anchor(table.attr.id)
    elem = Elem("Table", frame.elem)
    _set_caption(composer, table.caption, frame.inside(Elem("Caption", elem)), column)
    sections = list(_sections(table))
    grid = lay_out([section.rows for section in sections], len(table.cols))
    if grid.trimmed:
        composer.losses.add("table-mended", "")
    if grid.columns:
        for section, lines in zip(sections, grid.groups, strict=True):
            section.lines = lines
        _Setter(composer, table, sections, grid.columns, frame.inside(elem), column).set()


def _set_caption(composer: Composer, caption: Caption, frame: Frame, column: Column) -> None:
    start = len(column.items)
    composer.caption(caption.blocks, frame, column)
    for item in column.items[start:]:
        item.keep = True
    if len(column.items) > start:
        column.skip(0.5 * composer.theme.gap)


@dataclass(slots=True)
class _Section:
    """Rows that no cell reaches out of; those of one *group* make one element *tag*. They may be
    *heads* of others, and their first columns, *row_heads* in number, heads of rows."""

    tag: str
    group: int
    rows: tuple[Row, ...]
    attr: Attr
    heads: bool = False
    row_heads: int = 0
    lines: list[Line] = field(default_factory=list)

    def is_head(self, slot: Slot) -> bool:
        """Whether the cell in *slot* heads a column or a row."""
        return self.heads or slot.column < self.row_heads


def _sections(table: Table) -> Iterator[_Section]:
    yield _Section("THead", 0, table.head, table.head_attr, heads=True)
    for number, body in enumerate(table.bodies, 1):
        yield _Section("TBody", number, body.head, body.attr, heads=True)
        yield _Section("TBody", number, body.rows, body.attr, row_heads=body.row_heads)
    yield _Section("TFoot", -1, table.foot, table.foot_attr)


class _Cell(NamedTuple):
    """A cell that is set, and the row of its band in which it begins."""

    row: int
    slot: Slot
    items: list[Item]


class _Setter:
    """Sets the rows of one table, whose *columns* are these of the source."""

    def __init__(
        self,
        composer: Composer,
        table: Table,
        sections: Sequence[_Section],
        columns: Sequence[int],
        frame: Frame,
        column: Column,
    ) -> None:
        self.composer = composer
        self.sections = sections
        specs = [*table.cols, *[ColSpec()] * (max(columns) + 1 - len(table.cols))]
        self.cols = [specs[number] for number in columns]
        self.frame = frame
        self.column = column
        self.setting = composer.theme.table.in_language(frame.language)
        widths = self._widths()
        self.side = _SIDE * self.setting.look.style.size
        self.padding = _PADDING * self.setting.leading
        self.starts = list(accumulate(widths, initial=frame.x))

    def set(self) -> None:
        """Put the rows into the column."""
        groups: dict[int, Elem] = {}
        bands: list[Band] = []
        heads = 0
        has_body = any(section.tag == "TBody" and section.lines for section in self.sections)
        for section in self.sections:
            if section.lines:
                if section.group not in groups:
                    tag = section.tag if has_body else "TBody"  # PDF/UA: none without a body
                    groups[section.group] = Elem(tag, self.frame.elem)
                bands += self._bands(section, groups[section.group])
            if section.tag == "THead":
                heads = len(bands)
        for band in bands[heads:]:
            band.head = tuple(bands[:heads])
        for band in bands[:heads] if len(bands) > heads else ():
            band.keep = True
        _draw_rules(bands, heads)
        for band in bands:
            self.column.add(band)

    def _bands(self, section: _Section, parent: Elem) -> Iterator[Band]:
        """The rows of *section*, those that a cell reaches across in one band."""
        start = reach = 0
        for number, line in enumerate(section.lines):
            reach = max([reach, *(number + slot.rows for slot in line.slots)])
            if reach == number + 1:
                yield self._band(section, start, reach, parent)
                start = reach

    def _band(self, section: _Section, start: int, end: int, parent: Elem) -> Band:
        """The rows from *start* to before *end*."""
        cells: list[_Cell] = []
        for number in range(start, end):
            line = section.lines[number]
            row = Elem("TR", parent)
            anchors = [line.row.attr.id] if number else [section.attr.id, line.row.attr.id]
            for slot in line.slots:
                column = Column()
                for anchor in anchors:
                    column.anchor(anchor)
                anchors = []
                self._cell(slot, section, row, column)
                cells.append(_Cell(number - start, slot, column.finish()))
        edges = self._edges(cells, end - start)
        tops = [self.padding + edge for edge in (0.0, *edges)]
        band = Band(
            height=edges[-1],
            x=self.starts[0],
            width=self.starts[-1] - self.starts[0],
            padding=self.padding,
            cells=[BandCell(tops[cell.row], cell.items) for cell in cells],
            edges=edges,
        )
        band.gather_notes()
        return band

    def _edges(self, cells: Sequence[_Cell], count: int) -> list[float]:
        """Where each of *count* rows ends. What a cell over several rows needs beyond their
        height, the last of them gets."""
        heights = [0.0] * count
        for cell in sorted(cells, key=lambda cell: cell.slot.rows):
            rows = range(cell.row, cell.row + cell.slot.rows)
            needed = height(cell.items) + 2 * self.padding
            heights[rows[-1]] += max(0.0, needed - sum(heights[at] for at in rows))
        return list(accumulate(heights))

    def _cell(self, slot: Slot, section: _Section, row: Elem, column: Column) -> None:
        is_head = section.is_head(slot)
        attributes = f"/Scope/{'Column' if section.heads else 'Row'}" if is_head else ""
        for name, count in (("RowSpan", slot.rows), ("ColSpan", slot.cols)):
            attributes += f"/{name} {count}" if count > 1 else ""
        if attributes:
            attributes = f"/O/Table{attributes}"
        elem = Elem("TH" if is_head else "TD", row, attributes=attributes)
        if slot.cell is None:
            return
        column.anchor(slot.cell.attr.id)
        x = self.starts[slot.column] + self.side
        width = self.starts[slot.column + slot.cols] - self.side - x
        align = slot.cell.align if slot.cell.align != "default" else self.cols[slot.column].align
        setting = self._setting(is_head)
        language = self.frame.language
        frame = Frame(x, width, elem, setting, _ALIGNS[align], language, indented=False)
        self.composer.blocks(slot.cell.blocks, frame, column)

    def _setting(self, is_head: bool) -> Setting:
        return self.setting.bold if is_head else self.setting

    # Widths

    def _widths(self) -> list[float]:
        """The widths of the columns; type shrinks if they could not hold their words."""
        width = self.frame.width
        wanted = self._wanted()
        total = sum(least for least, _ in wanted)
        if total > width:
            factor = max(_SMALLEST, width / total)
            self.setting = self.setting.scaled(factor)
            wanted = [(least * factor, most * factor) for least, most in wanted]
        for at, col in enumerate(self.cols):
            if col.width:
                least = wanted[at][0]
                wanted[at] = least, max(least, col.width * width)
        return _shared_out(wanted, width)

    def _wanted(self) -> list[tuple[float, float]]:
        """The least and the greatest width that each column can make use of."""
        sides = 2 * _SIDE * self.setting.look.style.size + _SLACK
        fair = max(
            self.frame.width / len(self.cols) - sides, _LONG_WORD * self.setting.look.style.size
        )
        wanted = [(sides, sides)] * len(self.cols)
        slots = [
            (slot, section.is_head(slot))
            for section in self.sections
            for line in section.lines
            for slot in line.slots
        ]
        for slot, is_head in sorted(slots, key=lambda pair: pair[0].cols):
            look = self._setting(is_head).look
            blocks = slot.cell.blocks if slot.cell else ()
            least, most = _extent(self.composer, blocks, look, self.frame.width)
            least = min(least, slot.cols * fair)
            columns = range(slot.column, slot.column + slot.cols)
            more_least = least + sides - sum(wanted[at][0] for at in columns)
            more_most = most + sides - sum(wanted[at][1] for at in columns)
            for at in columns:
                low, high = wanted[at]
                low += max(0.0, more_least) / slot.cols
                wanted[at] = low, max(low, high + max(0.0, more_most) / slot.cols)
        return wanted


def _draw_rules(bands: Sequence[Band], heads: int) -> None:
    """Rules above and below the table and its head; hairlines between other rows."""
    for number, band in enumerate(bands):
        inner = [RowRule(edge, _HAIR, HAIRLINE) for edge in band.edges[:-1]]
        above = RowRule(0.0, _HAIR, HAIRLINE)
        if number == 0:
            above = RowRule(0.0, _HEAVY, "0 g")
        elif number == heads:
            above = RowRule(0.0, _LIGHT, "0 g")
        band.rules = [above, *inner]
    if bands:
        bands[-1].rules.append(RowRule(bands[-1].height, _HEAVY, "0 g"))


def _shared_out(wanted: Sequence[tuple[float, float]], room: float) -> list[float]:
    """Widths between the least and the greatest wanted. Narrow columns get all they want; what
    they leave, the others share equally."""
    least = [low for low, _ in wanted]
    if sum(least) >= room:
        return [low * max(room, 0.0) / sum(least) for low in least]
    widths = [0.0] * len(wanted)
    todo = sorted(range(len(wanted)), key=lambda at: wanted[at][1])
    while todo:
        at = todo.pop(0)
        others = sum(least[other] for other in todo)
        fair = max(room / (len(todo) + 1), wanted[at][0])
        widths[at] = min(wanted[at][1], fair, room - others)
        room -= widths[at]
    return widths


def _extent(composer: Composer, blocks: Blocks, look: Look, width: float) -> tuple[float, float]:
    """The least and the greatest width that *blocks* can make use of."""
    em = look.style.size
    extents = [(0.0, 0.0)]
    for block in blocks:
        for content in walk.inlines(block):
            galley = composer.measure.galley(content, look, Elem("P"), width)
            extents.append(galley.widths())
        if isinstance(block, CodeBlock):
            columns = max(map(len, block.text.split("\n")))
            extents.append((_CODE_COLUMNS * em * 0.6, (columns + 3) * em * 0.6))
        if isinstance(block, Table):
            rows = [
                [_extent(composer, cell.blocks, look, width) for cell in row.cells]
                for row in walk.table_rows(block)
            ]
            extents += [
                (sum(low + em for low, _ in row), sum(high + em for _, high in row)) for row in rows
            ]
            continue
        for group in walk.children(block):
            low, high = _extent(composer, group, look, width)
            extents.append((low + _INDENT * em, high + _INDENT * em))
    return max(low for low, _ in extents), max(high for _, high in extents)
