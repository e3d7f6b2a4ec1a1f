"""What is open while events are read, and the blocks that Markdown has closed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from docconv import elements
from docconv.ast import (
    Alignment,
    Attr,
    Block,
    BlockQuote,
    Blocks,
    Caption,
    Cell,
    CodeBlock,
    ColSpec,
    Div,
    Inline,
    Inlines,
    Para,
    Plain,
    RawBlock,
    Row,
    SoftBreak,
    Table,
    TableBody,
    Text,
)
from docconv.elements import Node
from docconv.readers.markdown.html import Token
from docconv.readers.markdown.syntax import ATTRIBUTES, RAW_FORMAT, parse_attributes

_ALIGNMENTS: dict[str, Alignment] = {"Left": "left", "Right": "right", "Center": "center"}
_LINE = re.compile(rb"[ \t>]*\|")
# What of Markdown's holds text.
LINES = frozenset(("Paragraph", "Heading", "Plain", "TableCell", "DefinitionListTitle"))
CAPTION = re.compile(rb"(?:[Tt]able)?:[ \t]")


@dataclass(slots=True)
class Frame:
    """Something open: its *kind* by Markdown, or the *tag* of an HTML element."""

    kind: str
    data: Any = None
    start: int = 0
    inline: bool = False
    tag: Token | None = None
    attr: Attr = Attr()  # noqa: RUF009 (frozen)
    children: list[Node] = field(default_factory=list)
    verbatim: list[str] = field(default_factory=list)

    def inlines(self) -> Inlines:
        """The children that are text, without the blank before the attributes at the end."""
        content = elements.merge(child for child in self.children if isinstance(child, Inline))
        if self.attr == Attr() or not content or not isinstance(last := content[-1], Text):
            return content
        return elements.merge((*content[:-1], replace(last, text=last.text.rstrip(" \t"))))

    def blocks(self, paragraph: Callable[[Inlines], Para | Plain] = Para) -> Blocks:
        """The children as blocks, loose text in a *paragraph*."""
        return elements.flow(self.children, paragraph)


def quote(frame: Frame) -> Block:
    """A quotation, or an alert of GitHub's as Pandoc has it."""
    blocks = frame.blocks()
    if frame.data is None:
        return BlockQuote(blocks)
    title = Div((Para((Text(frame.data),)),), Attr(classes=("title",)))
    return Div((title, *blocks), Attr(classes=(frame.data.lower(),)))


def code_block(frame: Frame, opening: str) -> Block:
    """A block of code, or raw markup; *opening* is its first line, whose attributes are read as
    they stand."""
    text = "".join(frame.verbatim).removesuffix("\n")
    info = frame.data["Fenced"].strip(" \t") if isinstance(frame.data, dict) else ""
    if "{" in info:
        info = opening.lstrip("`~").strip(" \t")
    if raw := RAW_FORMAT.fullmatch(info):
        return RawBlock(raw[1], text)
    attributes = ATTRIBUTES.search(info)
    attr = parse_attributes(attributes[0]) if attributes else Attr()
    language = (info[: attributes.start()] if attributes else info).split()
    return CodeBlock(text, replace(attr, classes=(*language[:1], *attr.classes)))


def line_block(content: Inlines, source: bytes) -> tuple[Inlines, ...]:
    """The lines of a line block, if *content*, a paragraph from *source*, is one."""
    lines: list[list[Inline]] = [[]]
    for inline in content:
        if isinstance(inline, SoftBreak) and not inline.marks:
            lines.append([])
        else:
            lines[-1].append(inline)
    written = source.rstrip(b"\n").split(b"\n")
    if len(written) != len(lines) or not all(map(_LINE.match, written)):
        return ()
    out = []
    for first, *rest in lines:
        if not isinstance(first, Text) or first.marks or first.text[:2] not in ("|", "| "):
            return ()
        text = first.text[2:]
        indent = len(text) - len(text.lstrip(" "))
        out.append(elements.merge((Text("\u00a0" * indent + text[indent:]), *rest)))
    return tuple(out)


def captioned(table: Node, content: Inlines, attr: Attr) -> Node:
    """*table* with its caption, of which *content* begins with the mark, and with *attr*."""
    first, *rest = content
    if not isinstance(table, Table) or not isinstance(first, Text):
        return table
    text = first.text.partition(":")[2].lstrip(" \t")
    caption = elements.merge((Text(text), *rest))
    return replace(table, caption=Caption((Plain(caption),)), attr=attr)


def _cell(frame: Frame) -> list[Node]:
    if any(isinstance(child, Block) for child in frame.children):
        blocks = frame.blocks(Plain)
    else:
        content = frame.inlines()
        blocks = (Plain(content),) if content else ()
    return [elements.TableCell(Cell(blocks), head=False)]


def _row(frame: Frame) -> list[Node]:
    cells = [part for part in frame.children if isinstance(part, elements.TableCell)]
    row = Row(tuple(part.cell for part in cells))
    return [elements.TableRow(row, (frame.kind == "TableHead",) * len(cells))]


def _table(frame: Frame) -> list[Node]:
    rows = [part for part in frame.children if isinstance(part, elements.TableRow)]
    head = tuple(p.row for p in rows if any(p.heads) and any(c.blocks for c in p.row.cells))
    body = tuple(part.row for part in rows if not any(part.heads))
    cols = tuple(ColSpec(_ALIGNMENTS.get(align, "default")) for align in frame.data)
    return [Table(cols, head, (TableBody(body),) if body else ())]


TABLE_PARTS: dict[str, Callable[[Frame], list[Node]]] = {
    "Table": _table,
    "TableHead": _row,
    "TableRow": _row,
    "TableCell": _cell,
}
