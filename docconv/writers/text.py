"""Plain text: one paragraph a line, a blank line between, no markup, and no text lost.

What has a shape keeps it by position alone: list items hang on their labels, quotations and code
are indented, tables stand in columns, notes are numbered and follow at the end.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal, TypeAlias, assert_never

from docconv import metadata, walk
from docconv.ast import (
    Alignment,
    Block,
    BlockQuote,
    Blocks,
    BulletList,
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
    Link,
    Math,
    Meta,
    Note,
    OrderedList,
    Para,
    Plain,
    RawBlock,
    RawInline,
    SoftBreak,
    Table,
    Text,
)
from docconv.decode import encode
from docconv.errors import Notice, Warn
from docconv.labels import label

_OWN_FORMATS = ("plain", "text")
_RULE = "* * *"
_GAP = 2  # spaces between columns
_WIDEST = 40  # a cell longer than this pushes its own row out, not the whole column

Lines: TypeAlias = list[str]


@dataclass(frozen=True, slots=True)
class Options:
    """How plain text is written."""

    wrap: Literal["none", "preserve"] = field(
        default="none",
        metadata={"help": "none: a paragraph is one line; preserve: keep the source's line ends"},
    )


def write(document: Document, options: Options, warn: Warn) -> bytes:
    """*document* as UTF-8 text that ends with a newline; nothing for an empty document.

    Link targets, pictures and raw markup of other formats are left out, each with a Notice.
    """
    writer = _Writer("\n" if options.wrap == "preserve" else " ")
    lines = _spaced(
        [*_masthead(metadata.masthead(document)), writer.blocks(document.blocks), *writer.notes()]
    )
    _tell(writer.lost, warn)
    return encode("".join(f"{line.rstrip()}\n" for line in lines), warn)


_LOSSES = {
    "link-target": "plain text does not show the targets of links ({})",
    "image": "plain text shows only the descriptions of pictures ({})",
    "raw": "raw markup of another format was left out ({})",
}


def _tell(lost: Counter[str], warn: Warn) -> None:
    for code, sentence in _LOSSES.items():
        if lost[code]:
            warn(Notice(f"{code}-dropped", sentence.format(lost[code])))


def _masthead(meta: Meta) -> Iterator[Lines]:
    for text in (meta.title, meta.subtitle, ", ".join(meta.authors), metadata.date_text(meta)):
        yield text.split("\n") if text else []


class _Writer:
    """Renders blocks to lines, collecting notes and counting what plain text cannot say."""

    def __init__(self, soft_break: str) -> None:
        self.soft_break = soft_break
        self.lost: Counter[str] = Counter()
        self._notes: list[Note] = []

    def notes(self) -> Iterator[Lines]:
        """The notes met so far, and those met in them."""
        for number, note in enumerate(self._notes, 1):
            yield _hanging(f"[{number}] ", self.blocks(note.blocks))

    def blocks(self, blocks: Blocks) -> Lines:
        out: Lines = []
        after_plain = False
        for block in blocks:
            lines = self.block(block)
            tight = after_plain and isinstance(block, BulletList | OrderedList)
            out += ["", *lines] if out and lines and not tight else lines
            after_plain = isinstance(block, Plain)
        return out

    def block(self, block: Block) -> Lines:
        match block:
            case Para() | Plain() | Heading():
                return self.inlines(block.content)
            case LineBlock(lines=lines):
                return [part for line in lines for part in self.inlines(line) or [""]]
            case CodeBlock(text=text):
                return _hanging("    ", text.split("\n")) if text else []
            case BlockQuote(blocks=blocks):
                return _hanging("  ", self.blocks(blocks))
            case BulletList(items=items):
                return self.items(items, ["- "] * len(items))
            case OrderedList(items=items):
                return self.items(items, [f"{label(block, n)} " for n in range(len(items))])
            case DefinitionList(items=items):
                return _spaced(self.definition(item) for item in items)
            case Table():
                return _spaced([self.blocks(block.caption.blocks), self.table(block)])
            case Figure():
                return self.figure(block)
            case Div(blocks=blocks):
                return self.blocks(blocks)
            case HorizontalRule():
                return [_RULE]
            case RawBlock():
                text = self.raw(block)
                return text.split("\n") if text else []
            case _:
                assert_never(block)

    def items(self, items: Sequence[Blocks], labels: Sequence[str]) -> Lines:
        loose = any(isinstance(block, Para) for item in items for block in item[:1])
        width = max(map(len, labels), default=0)
        entries = [
            _hanging(label.ljust(width), self.blocks(item) or [""])
            for label, item in zip(labels, items, strict=True)
        ]
        return _spaced(entries) if loose else [line for entry in entries for line in entry]

    def definition(self, item: DefinitionItem) -> Lines:
        return self.inlines(item.term) + _spaced(
            _hanging("    ", self.blocks(definition)) for definition in item.definitions
        )

    def figure(self, figure: Figure) -> Lines:
        shown = self.blocks(figure.blocks)
        caption = self.blocks(figure.caption.blocks)
        return caption if shown == caption else _spaced([shown, caption])

    def table(self, table: Table) -> Lines:
        head, *others = [
            [self.placed(row) for row in walk.cell_columns(section, len(table.cols))]
            for section in walk.table_sections(table)
        ]
        body = [row for section in others for row in section]
        cells = [cell for row in (*head, *body) for cell in row]
        grid = _Grid(cells, [col.align for col in table.cols])
        rule = [[grid.rule()]] if head and body else []
        rows = [*map(grid.row, head), *rule, *map(grid.row, body)]
        if any(len(cell.lines) > 1 for cell in cells):
            return _spaced(rows)
        return [line for row in rows for line in row]

    def placed(self, row: Iterable[tuple[int, Cell]]) -> list[_Placed]:
        return [_Placed(column, cell, self.blocks(cell.blocks)) for column, cell in row]

    def inlines(self, content: Inlines) -> Lines:
        self.lost["link-target"] += _hidden_targets(content)
        text = "".join(map(self.inline, content))
        return text.split("\n") if text.strip() else []

    def inline(self, inline: Inline) -> str:
        match inline:
            case Text() | Code() | Math():
                return inline.text
            case SoftBreak():
                return self.soft_break
            case LineBreak():
                return "\n"
            case Image():
                self.lost["image"] += 1
                return walk.plain(inline.alt)
            case Note():
                self._notes.append(inline)
                return f"[{len(self._notes)}]"
            case RawInline():
                return self.raw(inline)
            case _:
                assert_never(inline)

    def raw(self, node: RawBlock | RawInline) -> str:
        if node.format in _OWN_FORMATS:
            return node.text
        self.lost["raw"] += 1
        return ""


def _hidden_targets(content: Inlines) -> int:
    """How many links in *content* point somewhere outside that their text does not name."""
    links = [
        (mark, inline)
        for inline in content
        for mark in inline.marks
        if isinstance(mark, Link) and not mark.url.startswith("#")
    ]
    shown = {
        link for link, inline in links if link.url.removeprefix("mailto:") == walk.plain((inline,))
    }
    return len({link for link, _ in links} - shown)


def _spaced(groups: Iterable[Lines]) -> Lines:
    """The lines of *groups* with an empty line between two groups that have any."""
    out: Lines = []
    for group in groups:
        out += ["", *group] if out and group else group
    return out


def _hanging(first: str, lines: Lines) -> Lines:
    """*lines* with *first* before the first and as much space before the others."""
    space = " " * len(first)
    return [
        (space if number else first) + line if line or not number else ""
        for number, line in enumerate(lines)
    ]


# --- Tables -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Placed:
    column: int
    cell: Cell
    lines: Lines


class _Grid:
    """Sets placed cells in columns, each as wide as what it holds."""

    def __init__(self, cells: Sequence[_Placed], aligns: Sequence[Alignment]) -> None:
        self.aligns = aligns
        self.widths = [0] * max([len(aligns), *(placed.column + 1 for placed in cells)])
        for placed in cells:
            if placed.cell.col_span == 1:
                wanted = min(max(map(_width, placed.lines), default=0), _WIDEST)
                self.widths[placed.column] = max(self.widths[placed.column], wanted)
        self.starts = list(accumulate((width + _GAP for width in self.widths), initial=0))

    def rule(self) -> str:
        return (" " * _GAP).join("-" * width for width in self.widths)

    def row(self, row: Sequence[_Placed]) -> Lines:
        height = max((len(placed.lines) for placed in row), default=0)
        return [self._line(row, number) for number in range(height)]

    def _line(self, row: Sequence[_Placed], number: int) -> str:
        out: list[str] = []
        used = 0
        for placed in row:
            text = placed.lines[number] if number < len(placed.lines) else ""
            if text:
                gap = max(self._start(placed, _width(text)) - used, _GAP if used else 0)
                out += (" " * gap, text)
                used += gap + _width(text)
        return "".join(out)

    def _start(self, placed: _Placed, width: int) -> int:
        first = self.starts[placed.column]
        end = min(placed.column + placed.cell.col_span, len(self.widths))
        free = max(self.starts[end] - _GAP - first - width, 0)
        return first + {"right": free, "center": free // 2}.get(self._align(placed), 0)

    def _align(self, placed: _Placed) -> Alignment:
        if placed.cell.align != "default":
            return placed.cell.align
        return self.aligns[placed.column] if placed.column < len(self.aligns) else "default"


def _width(text: str) -> int:
    """How many columns of a terminal *text* takes (Unicode Standard Annex 11)."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )
