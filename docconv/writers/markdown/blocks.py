"""Blocks as Markdown, and as HTML around Markdown where it has no form for them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeAlias, assert_never

from docconv import pandoc
from docconv.ast import (
    Attr,
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    Cell,
    CodeBlock,
    ColSpec,
    DefinitionItem,
    DefinitionList,
    Div,
    Figure,
    Heading,
    HorizontalRule,
    Inlines,
    LineBlock,
    OrderedList,
    Para,
    Plain,
    RawBlock,
    Row,
    Table,
    Text,
)
from docconv.writers.markdown import escape
from docconv.writers.markdown.inlines import InlineWriter

Lines: TypeAlias = list[str]

_SEPARATOR = "<!-- -->"  # keeps two lists apart that would be one
_FENCE = re.compile("^ *(`+)", re.MULTILINE)
_LANGUAGE = re.compile(r"[\w.+#-]+")
_FORMAT = re.compile(r"[\w.+-]+")
_TASKS = {"☐ ": "[ ] ", "☒ ": "[x] "}
_BIGGEST = 999_999_999  # the longest number that begins an item
_TYPES = {
    "decimal": "1",
    "lower-alpha": "a",
    "upper-alpha": "A",
    "lower-roman": "i",
    "upper-roman": "I",
}
_RULES = {"left": ":---", "right": "---:", "center": ":---:", "default": "---"}
# What may stand on the line after a tight item's text without a blank line between.
_INTERRUPTING = (BlockQuote, CodeBlock, Heading, HorizontalRule, RawBlock)


class BlockWriter:
    """Writes blocks, gathering notes and counting what cannot be written."""

    def __init__(self) -> None:
        self.lost: Counter[str] = Counter()
        self.inlines = InlineWriter(self.lost)

    def notes(self) -> Iterator[Lines]:
        """The notes met so far, and those met in them, as definitions."""
        for number, note in enumerate(self.inlines.notes, 1):
            yield _hanging(f"[^{number}]: ", self.blocks(note.blocks) or [_SEPARATOR], indent=4)

    def blocks(self, blocks: Blocks) -> Lines:
        """*blocks* with blank lines between them."""
        out: Lines = []
        before: Block | None = None
        for block in blocks:
            lines = self._block(block)
            if not lines:
                continue
            if _would_merge(before, block):
                out += ["", _SEPARATOR]
            out += ["", *lines] if out else lines
            before = block
        return out

    def _block(self, block: Block) -> Lines:
        match block:
            case Para() | Plain():
                text = self.inlines.paragraph(block.content)
                return text.split("\n") if text else []
            case Heading():
                return [self._heading(block)]
            case BlockQuote(blocks=blocks):
                return [f"> {line}" if line else ">" for line in self.blocks(blocks) or [""]]
            case CodeBlock():
                return _fenced(block.text, _info(block.attr))
            case BulletList():
                return self._bullets(block)
            case OrderedList():
                return self._numbered(block)
            case DefinitionList():
                return self._definitions(block)
            case LineBlock():
                return [self._line(line) for line in block.lines]
            case Table():
                return self._table(block)
            case Figure():
                inner = self.blocks(block.blocks)
                caption = self.blocks(block.caption.blocks)
                if caption:
                    inner = _spaced(inner, _element("figcaption", caption))
                return _element("figure", inner, block.attr)
            case HorizontalRule():
                return ["***"]
            case Div():
                return _element("div", self.blocks(block.blocks), block.attr)
            case RawBlock():
                return self._raw(block)
            case _:
                assert_never(block)

    def _heading(self, heading: Heading) -> str:
        text = re.sub(r"(#+)$", r"\\\1", self.inlines.line(heading.content))
        kept = tuple(pair for pair in heading.attr.attributes if pair[0] != pandoc.LEVEL)
        attributes = escape.attributes(replace(heading.attr, attributes=kept))
        level = "#" * min(max(heading.level, 1), 6)
        return " ".join(filter(None, (level, text, attributes)))

    def _line(self, content: Inlines) -> str:
        """A line of a line block, of which the indent counts."""
        indent = 0
        if content and isinstance(first := content[0], Text) and not first.marks:
            bare = first.text.lstrip(" \u00a0")
            indent = len(first.text) - len(bare)
            content = (Text(bare), *content[1:])
        return f"| {' ' * indent}{self.inlines.line(content)}".rstrip(" ")

    def _raw(self, block: RawBlock) -> Lines:
        if not _FORMAT.fullmatch(block.format):
            self.lost["raw"] += 1
            return []
        return _fenced(block.text, f"{{={block.format}}}")

    # --- Lists ---

    def _bullets(self, block: BulletList) -> Lines:
        return self._items(block.items, ["- "] * len(block.items))

    def _numbered(self, block: OrderedList) -> Lines:
        last = block.start + len(block.items) - 1
        native = block.style in ("decimal", "default", "example") and block.delimiter != "parens"
        if native and block.start >= 0 and last <= _BIGGEST:
            end = ")" if block.delimiter == "paren" else "."
            return self._items(
                block.items, [f"{block.start + n}{end} " for n in range(len(block.items))]
            )
        items = [line for item in block.items for line in _element("li", self.blocks(item))]
        attr = Attr(classes=(block.delimiter,) if "paren" in block.delimiter else ())
        start = "" if block.start == 1 else str(block.start)
        return [
            escape.tag("ol", attr, start=start, type=_TYPES.get(block.style, "")),
            *items,
            "</ol>",
        ]

    def _items(self, items: Sequence[Blocks], markers: Sequence[str]) -> Lines:
        """Items behind their *markers*; without blank lines if none of them is a paragraph."""
        loose = any(isinstance(block, Para) for item in items for block in item)
        loose = loose or not all(_may_follow(*pair) for item in items for pair in pairwise(item))
        width = max(map(len, markers), default=0)
        out: Lines = []
        for item, marker in zip(items, markers, strict=True):
            lines = self._item(item, loose=loose)
            hanging = _hanging(marker.ljust(width), lines or [""], indent=width)
            out += ["", *hanging] if loose and out else hanging
        return out

    def _item(self, item: Blocks, *, loose: bool) -> Lines:
        lines = (
            self.blocks(item) if loose else [line for block in item for line in self._block(block)]
        )
        first = item[0] if item else None
        if isinstance(first, Para | Plain) and first.content:
            run = first.content[0]
            if isinstance(run, Text) and run.text[:2] in _TASKS and run.text[2:].strip(" \t"):
                lines[0] = _TASKS[run.text[:2]] + lines[0].removeprefix(run.text[:2])
        return lines

    def _definitions(self, block: DefinitionList) -> Lines:
        if all(_is_native(item) for item in block.items):
            return [line for part in map(self._definition, block.items) for line in part][1:]
        parts: Lines = []
        for item in block.items:
            term = self.blocks((Plain(item.term),))
            parts += _element("dt", term)
            for definition in item.definitions:
                parts += _element("dd", self.blocks(definition))
        return ["<dl>", *parts, "</dl>"] if parts else []

    def _definition(self, item: DefinitionItem) -> Iterator[str]:
        loose = any(isinstance(block, Para) for group in item.definitions for block in group)
        yield ""
        yield self.inlines.line(item.term)
        for definition in item.definitions:
            if loose:
                yield ""
            yield from _hanging(": ", self._item(definition, loose=loose), indent=2)

    # --- Tables ---

    def _table(self, table: Table) -> Lines:
        if not _is_simple(table):
            return self._html_table(table)
        head = table.head[0] if table.head else Row((Cell(()),) * len(table.cols))
        lines = [
            self._row(head),
            "|" + "|".join(_RULES[col.align] for col in table.cols) + "|",
            *(self._row(row) for body in table.bodies for row in body.rows),
        ]
        for block in table.caption.blocks:
            if isinstance(block, Plain | Para):
                caption = self.inlines.line(block.content)
                attributes = escape.attributes(table.attr)
                lines += ["", " ".join(filter(None, (":", caption, attributes)))]
        return lines

    def _row(self, row: Row) -> str:
        cells = (
            self.inlines.cell(block.content)
            for cell in row.cells
            for block in cell.blocks or (Plain(()),)
            if isinstance(block, Plain)
        )
        return f"| {' | '.join(cells)} |"

    def _html_table(self, table: Table) -> Lines:
        parts: Lines = []
        if table.caption.blocks:
            parts += _element("caption", self.blocks(table.caption.blocks))
        if any(col != ColSpec() for col in table.cols):
            parts += ["<colgroup>", *map(_column, table.cols), "</colgroup>"]
        parts += self._group("thead", table.head, table.head_attr, heads=len(table.head))
        for body in table.bodies:
            rows, heads = (*body.head, *body.rows), len(body.head)
            parts += self._group("tbody", rows, body.attr, heads=heads, columns=body.row_heads)
        parts += self._group("tfoot", table.foot, table.foot_attr)
        return [escape.tag("table", table.attr), *parts, "</table>"]

    def _group(
        self, tag: str, rows: Sequence[Row], attr: Attr, *, heads: int = 0, columns: int = 0
    ) -> Lines:
        if not rows:
            return []
        out = [escape.tag(tag, attr)]
        for number, row in enumerate(rows):
            out.append(escape.tag("tr", row.attr))
            for at, cell in enumerate(row.cells):
                out += self._cell("th" if number < heads or at < columns else "td", cell)
            out.append("</tr>")
        return [*out, f"</{tag}>"]

    def _cell(self, tag: str, cell: Cell) -> Lines:
        spans = {"rowspan": cell.row_span, "colspan": cell.col_span}
        others = {name: str(span) for name, span in spans.items() if span > 1}
        if cell.align != "default":
            others["style"] = f"text-align: {cell.align}"
        start = escape.tag(tag, cell.attr, **others)
        content = self.blocks(cell.blocks)
        return [start, "", *content, "", f"</{tag}>"] if content else [f"{start}</{tag}>"]


def _column(col: ColSpec) -> str:
    styles = [] if col.width is None else [f"width: {col.width * 100:.6g}%"]
    styles += [] if col.align == "default" else [f"text-align: {col.align}"]
    return escape.tag("col", style="; ".join(styles))


def _is_simple(table: Table) -> bool:
    """Whether *table* can be a pipe table, in which every cell is a line of text."""
    rows = [*table.head, *(row for body in table.bodies for row in body.rows)]
    return (
        bool(table.cols)
        and all(col.width is None for col in table.cols)
        and len(table.head) <= 1
        and len(table.bodies) <= 1
        and not table.foot
        and all(body == replace(body, head=(), row_heads=0, attr=Attr()) for body in table.bodies)
        and (table.attr == Attr() or bool(table.caption.blocks))
        and all(isinstance(block, Plain | Para) for block in table.caption.blocks[:1])
        and len(table.caption.blocks) <= 1
        and all(row.attr == Attr() and len(row.cells) == len(table.cols) for row in rows)
        and all(_is_line(cell) for row in rows for cell in row.cells)
    )


def _is_line(cell: Cell) -> bool:
    blocks = cell.blocks
    return cell == Cell(blocks) and (
        not blocks or (len(blocks) == 1 and isinstance(blocks[0], Plain))
    )


def _is_native(item: DefinitionItem) -> bool:
    """Whether *item* can be written with colons: it has a term, and definitions of which each
    begins with text, all of them tight or all of them loose."""
    kinds = {type(group[0]) if group else None for group in item.definitions}
    tight = all(_may_follow(*pair) for group in item.definitions for pair in pairwise(group))
    return bool(item.term) and (kinds == {Para} or (kinds == {Plain} and tight))


def _may_follow(before: Block, block: Block) -> bool:
    """Whether *block* can stand right below *before* in a tight item."""
    if isinstance(before, _INTERRUPTING) and not isinstance(before, BlockQuote):
        return True
    if not isinstance(before, Plain):
        return False
    match block:
        case BulletList(items=items):
            return bool(items and items[0])
        case OrderedList(items=items):
            return bool(items and items[0]) and block.start == 1 and block.style in (
                "decimal", "default", "example"
            )  # fmt: skip
        case _:
            return isinstance(block, _INTERRUPTING)


def _would_merge(before: Block | None, block: Block) -> bool:
    match before, block:
        case (BulletList(), BulletList()) | (DefinitionList(), DefinitionList()):
            return True
        case OrderedList(), OrderedList():
            return True
        case _:
            return False


def _info(attr: Attr) -> str:
    """What a fence says of the code in it."""
    if len(attr.classes) == 1 and attr == Attr(classes=attr.classes):
        (language,) = attr.classes
        return language if _LANGUAGE.fullmatch(language) else escape.attributes(attr)
    return escape.attributes(attr)


def _fenced(text: str, info: str) -> Lines:
    ticks = max(map(len, _FENCE.findall(text)), default=0)
    fence = "`" * max(ticks + 1, 3)
    opening = f"{fence} {info}" if info.startswith("{") else f"{fence}{info}"
    return [opening, *(text.split("\n") if text else ()), fence]


def _element(tag: str, lines: Lines, attr: Attr = Attr()) -> Lines:  # noqa: B008 (frozen)
    """An HTML element around Markdown, set apart by blank lines so that it is read as such."""
    inner = ["", *lines, ""] if lines else []
    return [escape.tag(tag, attr), *inner, f"</{tag}>"]


def _spaced(before: Lines, after: Lines) -> Lines:
    return [*before, "", *after] if before and after else [*before, *after]


def _hanging(first: str, lines: Lines, *, indent: int) -> Lines:
    """*lines* with *first* before the first, and the others indented."""
    space = " " * indent
    head, *rest = lines
    return [f"{first}{head}".rstrip(" "), *(space + line if line else "" for line in rest)]
