"""Ways over a document: visit its blocks and notes, rebuild it, read its text, nest its runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import TypeVar, assert_never

from docconv.ast import (
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    Caption,
    Cell,
    Code,
    CodeBlock,
    DefinitionItem,
    DefinitionList,
    Div,
    Document,
    Figure,
    Heading,
    HorizontalRule,
    Image,
    Inline,
    Inlines,
    LineBlock,
    LineBreak,
    Mark,
    Marks,
    Math,
    Note,
    OrderedList,
    Para,
    Plain,
    RawBlock,
    RawInline,
    Row,
    SoftBreak,
    Table,
    TableBody,
    Text,
)

T = TypeVar("T")


def children(block: Block) -> Iterator[Blocks]:
    """The block sequences directly inside *block*, in reading order."""
    match block:
        case BlockQuote(blocks=blocks) | Div(blocks=blocks):
            yield blocks
        case BulletList(items=items) | OrderedList(items=items):
            yield from items
        case DefinitionList(items=definitions):
            for item in definitions:
                yield from item.definitions
        case Table():
            yield block.caption.blocks
            for row in table_rows(block):
                for cell in row.cells:
                    yield cell.blocks
        case Figure():
            yield block.blocks
            yield block.caption.blocks
        case Para() | Plain() | Heading() | LineBlock():
            pass
        case CodeBlock() | HorizontalRule() | RawBlock():
            pass
        case _:
            assert_never(block)


def table_rows(table: Table) -> Iterator[Row]:
    """Every row of *table*: head, bodies with their own heads, foot."""
    yield from table.head
    for body in table.bodies:
        yield from body.head
        yield from body.rows
    yield from table.foot


def table_sections(table: Table) -> Iterator[tuple[Row, ...]]:
    """The groups of rows that no cell of *table* spans out of: head, each body, foot."""
    yield table.head
    for body in table.bodies:
        yield (*body.head, *body.rows)
    yield table.foot


def cell_columns(section: Iterable[Row], width: int) -> Iterator[list[tuple[int, Cell]]]:
    """The cells of each row with the columns that they begin in, given the spans from above;
    what spans beyond *width* columns covers nothing there."""
    covered: dict[int, int] = {}  # column -> the first row below what covers it
    for number, row in enumerate(section):
        placed = []
        column = 0
        for cell in row.cells:
            while column < width and covered.get(column, 0) > number:
                column += 1
            placed.append((column, cell))
            end = max(column + 1, min(column + cell.col_span, width))
            if cell.row_span > 1:
                covered.update(dict.fromkeys(range(column, end), number + cell.row_span))
            column = end
        yield placed


def inlines(block: Block) -> Iterator[Inlines]:
    """The inline sequences that belong to *block* itself, in reading order."""
    match block:
        case Para() | Plain() | Heading():
            yield block.content
        case LineBlock(lines=lines):
            yield from lines
        case DefinitionList(items=items):
            for item in items:
                yield item.term
        case _:
            pass


def blocks(tree: Iterable[Block]) -> Iterator[Block]:
    """Every block in *tree*, parents first, those in notes included.

    Kept on an explicit stack: absurdly deep input must not exhaust Python's.
    """
    stack: list[Iterator[Block]] = [iter(tree)]
    while stack:
        block = next(stack[-1], None)
        if block is None:
            stack.pop()
            continue
        yield block
        stack.append(inner for group in (*_notes(block), *children(block)) for inner in group)


def _notes(block: Block) -> Iterator[Blocks]:
    for content in inlines(block):
        for inline in content:
            if isinstance(inline, Note):
                yield inline.blocks


def map_blocks(tree: Blocks, change: Callable[[Block], Iterable[Block]]) -> Blocks:
    """Rebuild *tree* bottom-up: *change* gets each block, its children done, and yields what
    stands in its place. Blocks inside notes are not visited."""

    def go(group: Blocks) -> Blocks:
        return tuple(new for block in group for new in change(with_children(block, go)))

    return go(tree)


def with_children(block: Block, go: Callable[[Blocks], Blocks]) -> Block:
    """*block* with every block sequence directly inside it replaced by ``go(sequence)``, called
    in reading order."""
    match block:
        case BlockQuote() | Div():
            return replace(block, blocks=go(block.blocks))
        case BulletList() | OrderedList():
            return replace(block, items=tuple(go(item) for item in block.items))
        case DefinitionList():
            return DefinitionList(
                tuple(
                    DefinitionItem(item.term, tuple(go(d) for d in item.definitions))
                    for item in block.items
                )
            )
        case Table():
            return _map_table(block, go)
        case Figure():
            content = go(block.blocks)
            return replace(block, blocks=content, caption=_map_caption(block.caption, go))
        case Para() | Plain() | Heading() | LineBlock():
            return block
        case CodeBlock() | HorizontalRule() | RawBlock():
            return block
        case _:
            assert_never(block)


def _map_caption(caption: Caption, go: Callable[[Blocks], Blocks]) -> Caption:
    return replace(caption, blocks=go(caption.blocks))


def _map_table(table: Table, go: Callable[[Blocks], Blocks]) -> Table:
    def rows(group: tuple[Row, ...]) -> tuple[Row, ...]:
        return tuple(
            replace(row, cells=tuple(replace(cell, blocks=go(cell.blocks)) for cell in row.cells))
            for row in group
        )

    def body(group: TableBody) -> TableBody:
        head = rows(group.head)
        return replace(group, head=head, rows=rows(group.rows))

    caption = _map_caption(table.caption, go)
    head = rows(table.head)
    bodies = tuple(body(group) for group in table.bodies)
    return replace(table, caption=caption, head=head, bodies=bodies, foot=rows(table.foot))


def plain(content: Inlines, *, notes: bool = False) -> str:
    """The text of *content*: a soft break is a space, a line break a newline, an image its
    description; the text of notes only when asked."""
    return "".join(_plain(content, notes))


def _plain(content: Inlines, notes: bool) -> Iterator[str]:
    for inline in content:
        match inline:
            case Text() | Code() | Math():
                yield inline.text
            case SoftBreak():
                yield " "
            case LineBreak():
                yield "\n"
            case Image():
                yield plain(inline.alt)
            case Note():
                if notes:
                    yield from (f" {text}" for text in texts(inline.blocks))
            case RawInline():
                pass
            case _:
                assert_never(inline)


def texts(tree: Iterable[Block]) -> Iterator[str]:
    """The text of each leaf of *tree* in reading order, notes at their paragraph's end."""
    for block in blocks(tree):
        if isinstance(block, CodeBlock):
            yield block.text
        for content in inlines(block):
            yield plain(content)


def merge(content: Iterable[Inline]) -> Inlines:
    """*content* with neighbouring text runs of equal marks made one, and empty runs dropped."""
    out: list[Inline] = []
    for inline in content:
        if isinstance(inline, Text):
            if not inline.text:
                continue
            if out and isinstance(last := out[-1], Text) and last.marks == inline.marks:
                out[-1] = Text(last.text + inline.text, inline.marks)
                continue
        out.append(inline)
    return tuple(out)


def fold(
    content: Inlines,
    leaf: Callable[[Inline], T],
    wrap: Callable[[Mark, list[T]], T],
    depth: int = 0,
) -> list[T]:
    """Nest flat runs into tags: *leaf* renders one inline without its marks, *wrap* encloses
    what was rendered in one mark. Neighbours that share a mark share the tag.

    >>> from docconv.ast import Emph, Strong
    >>> runs = (Text("a ", (Strong(),)), Text("b", (Strong(), Emph())))
    >>> tags = {Strong(): "b", Emph(): "i"}
    >>> fold(runs, lambda i: i.text, lambda m, kids: f"<{tags[m]}>{''.join(kids)}</{tags[m]}>")
    ['<b>a <i>b</i></b>']
    """
    out: list[T] = []
    for mark, group in groupby(content, key=lambda run: _mark_at(run.marks, depth)):
        if mark is None:
            out.extend(leaf(run) for run in group)
        else:
            out.append(wrap(mark, fold(tuple(group), leaf, wrap, depth + 1)))
    return out


def _mark_at(marks: Marks, depth: int) -> Mark | None:
    return marks[depth] if depth < len(marks) else None


def identifiers(document: Document) -> Iterator[str]:
    """The identifiers that blocks and spans of *document* carry, as targets for ``#name``."""
    for block in blocks(document.blocks):
        attr = getattr(block, "attr", None)
        if attr is not None and attr.id:
            yield attr.id
        for content in inlines(block):
            for inline in content:
                for mark in inline.marks:
                    mark_attr = getattr(mark, "attr", None)
                    if mark_attr is not None and mark_attr.id:
                        yield mark_attr.id
