"""Tables as markup."""

from __future__ import annotations

from collections.abc import Callable

from docconv import walk
from docconv.ast import Attr, Blocks, Caption, Cell, ColSpec, Div, LineBlock, Para, Plain, Table
from docconv.xhtml.anchors import table_attributes
from docconv.xhtml.context import Context
from docconv.xhtml.grid import Grid, Line, Slot, lay_out
from docconv.xhtml.markup import attribute, is_blank, one_line

_PHONE = 42  # characters that a phone shows side by side in a table
_GUTTER = 2  # characters that the space between two columns takes


def caption_markup(caption: Caption, tag: str, render: Callable[[Blocks], str]) -> str:
    """*caption* in the element *tag*, or nothing; the short form stands in for a missing one."""
    content = render(caption.blocks or (Plain(caption.short),))
    return f"<{tag}>{content}</{tag}>" if content else ""


class TableRenderer:
    """Renders tables of one file; *render* does the blocks in their cells."""

    def __init__(self, context: Context, render: Callable[[Blocks], str]) -> None:
        self._context = context
        self._render = render

    def table(self, table: Table) -> str:
        """*table*, in a frame to scroll in if it is too wide for a phone; as a figure if it has
        no rows, or if its caption holds tables, which a ``caption`` may not."""
        groups = [table.head, *((*body.head, *body.rows) for body in table.bodies), table.foot]
        grid = lay_out(groups, len(table.cols))
        if grid.trimmed:
            self._context.losses.add("table-mended", one_line(" ".join(walk.texts([table]))))
        attributes = self._context.attributes(table.attr)
        inner = any(isinstance(block, Table) for block in walk.blocks(table.caption.blocks))
        framed = inner or not grid.columns
        caption = caption_markup(table.caption, "figcaption" if framed else "caption", self._render)
        body = self._body(table, grid) if grid.columns else ""
        lost = self._lost(table)
        if framed:
            markup = caption + lost + (f"\n<table>\n{body}\n</table>" if body else "")
            return f"<figure{attributes}>{markup}</figure>" if attributes or markup else ""
        markup = f"{lost}<table{attributes}>\n{caption}{body}\n</table>"
        if not self._context.dialect.epub and _narrowest(grid) > _PHONE:
            return f'<div class="scroll" role="group" tabindex="0">{markup}</div>'
        return markup

    def _lost(self, table: Table) -> str:
        """Targets for links to rows and groups that were left out."""
        names = [self._context.anchors.claim(attr.id) for attr in table_attributes(table)]
        return "".join(f"<span{attribute('id', name)}></span>" for name in names if name)

    def _body(self, table: Table, grid: Grid) -> str:
        cols = [table.cols[at] if at < len(table.cols) else ColSpec() for at in grid.columns]
        head, *bodies, foot = grid.groups
        spanning = any(
            slot.cols > 1 for group in grid.groups for line in group for slot in line.slots
        )
        columns = self._columns(cols) if spanning or any(col.width for col in cols) else ""
        parts = [columns, self._group("thead", table.head_attr, head, cols, len(head))]
        for body, lines in zip(table.bodies, bodies, strict=True):
            heads = sum(line.number < len(body.head) for line in lines)
            parts.append(self._group("tbody", body.attr, lines, cols, heads, body.row_heads))
        parts.append(self._group("tfoot", table.foot_attr, foot, cols))
        return "\n".join(filter(None, parts))

    def _columns(self, cols: list[ColSpec]) -> str:
        """The columns, which checkers know better than to guess them from cells that span some."""
        end = self._context.dialect.void
        return f"<colgroup>{''.join(f'<col{_width(col)}{end}' for col in cols)}</colgroup>"

    def _group(
        self,
        tag: str,
        attr: Attr,
        lines: list[Line],
        cols: list[ColSpec],
        heads: int = 0,
        row_heads: int = 0,
    ) -> str:
        """A group of rows, of which the first *heads* and the first *row_heads* columns are
        headers."""
        if not lines:
            return ""
        attributes = self._context.attributes(attr)
        rows = []
        for at, line in enumerate(lines):
            scopes = [
                "col" if at < heads else "row" if slot.column < row_heads else ""
                for slot in line.slots
            ]
            cells = "".join(map(self._cell, line.slots, scopes, [cols] * len(scopes)))
            rows.append(f"<tr{self._context.attributes(line.row.attr)}>{cells}</tr>")
        return f"<{tag}{attributes}>\n" + "\n".join(rows) + f"\n</{tag}>"

    def _cell(self, slot: Slot, scope: str, cols: list[ColSpec]) -> str:
        spans = _span("colspan", slot.cols) + _span("rowspan", slot.rows)
        cell = slot.cell
        if cell is None:
            return f"<td{spans}></td>"
        align = cols[slot.column].align if cell.align == "default" else cell.align
        style = "" if align == "default" else f' style="text-align: {align}"'
        attributes = self._context.attributes(cell.attr) + spans + style
        content = self._render(cell.blocks)
        if scope and _may_head(cell, content):
            return f'<th{attributes} scope="{scope}">{content}</th>'
        return f"<td{attributes}>{content}</td>"


def _narrowest(grid: Grid) -> int:
    """How many characters wide *grid* is at least, for no word to be broken."""
    widths = [1] * len(grid.columns)
    for group in grid.groups:
        for line in group:
            for slot in line.slots:
                if slot.cell is not None and slot.cols == 1:
                    widths[slot.column] = max(widths[slot.column], _longest_word(slot.cell))
    return sum(widths) + _GUTTER * len(widths)


def _longest_word(cell: Cell) -> int:
    return max((len(word) for text in walk.texts(cell.blocks) for word in text.split()), default=0)


def _may_head(cell: Cell, content: str) -> bool:
    """Whether a cell can be a ``th``, which must say something, in no more than paragraphs: of
    headings none may stand there, and of lists or figures a checker does not know the text."""
    plain = all(
        isinstance(block, Para | Plain | LineBlock | Div) for block in walk.blocks(cell.blocks)
    )
    return plain and not is_blank(content)


def _span(name: str, count: int) -> str:
    return f' {name}="{count}"' if count > 1 else ""


def _width(col: ColSpec) -> str:
    return "" if col.width is None else f' style="width: {min(max(col.width, 0), 1):.2%}"'
