"""What a document says, as a bag of facts: one for each node, so that two readings of one file can
be compared node by node, whatever order or depth they give them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from docconv import walk
from docconv.ast import (
    Alignment,
    Attr,
    Block,
    BlockQuote,
    BulletList,
    Code,
    CodeBlock,
    DefinitionList,
    Div,
    Document,
    Emph,
    Figure,
    Heading,
    HorizontalRule,
    Image,
    Inline,
    Inlines,
    LineBlock,
    LineBreak,
    Link,
    Mark,
    Math,
    Note,
    OrderedList,
    Para,
    Plain,
    SmallCaps,
    Span,
    Strikeout,
    Strong,
    Subscript,
    Superscript,
    Table,
    Underline,
)
from docconv.metadata import date_text

# A fact: the type of the node, its text, and what else a strict comparison looks at.
Fact = tuple[str, str, object]

_MARKS = (Strong, Emph, Underline, Strikeout, Superscript, Subscript, SmallCaps)
_SPACES = re.compile(r"\s+")
_TEX_NOISE = re.compile(r"[\s{}]|\\left|\\right|\\,|\\displaystyle")


def facts(document: Document) -> Counter[Fact]:
    """The facts of *document*: of its blocks, its runs, its title block."""
    return Counter((*_meta(document), *_blocks(document.blocks)))


def words(document: Document) -> list[str]:
    """The words of *document* in reading order."""
    return " ".join(_texts(document.blocks)).split()


def _meta(document: Document) -> Iterator[Fact]:
    meta = document.meta
    date = date_text(meta)
    for name, text in (("Title", meta.title), ("Subtitle", meta.subtitle), ("Date", date)):
        if text:
            yield name, _clean(text), None
    yield from (("Author", _clean(name), None) for name in meta.authors)


def _blocks(blocks: Iterable[Block]) -> Iterator[Fact]:
    for block in walk.blocks(blocks):
        yield from _block(block)
        for content in walk.inlines(block):
            yield from _runs(content)


def _block(block: Block) -> Iterator[Fact]:
    match block:
        case Para() | Plain():
            if text := _text((block,)):
                yield "Para", text, None
        case Heading(level, _, attr):
            yield "Heading", _text((block,)), level
            yield from _language(attr, _text((block,)))
        case BlockQuote():
            yield "BlockQuote", _text((block,)), None
        case CodeBlock(text, attr):
            yield "CodeBlock", text.strip("\n"), attr.classes[:1]
        case BulletList(items):
            yield "BulletList", _text((block,)), tuple(map(_text, items))
        case OrderedList(items, start, style, delimiter):
            label = style.replace("default", "decimal"), delimiter.replace("default", "period")
            yield "OrderedList", _text((block,)), (tuple(map(_text, items)), start, label)
        case DefinitionList(items):
            terms = tuple(_clean(walk.plain(item.term)) for item in items)
            yield "DefinitionList", _text((block,)), terms
        case LineBlock(lines):
            yield "LineBlock", _text((block,)), len(lines)
        case Table():
            yield "Table", _text((block,)), _grid(block)
        case Figure():
            yield "Figure", _text(block.caption.blocks), _text(block.blocks)
        case HorizontalRule():
            yield "HorizontalRule", "", None
        case Div(blocks, attr):
            yield from _language(attr, _text(blocks))


def _grid(table: Table) -> tuple[object, ...]:
    """The cells of *table*: part, text, spans, alignment; and its caption."""
    rows = []
    aligns = [column.align for column in table.cols]
    for section in walk.table_sections(table):
        for row in walk.cell_columns(section, len(aligns)):
            for column, cell in row:
                inherited = aligns[column : column + 1] or ["default"]
                align: Alignment = inherited[0] if cell.align == "default" else cell.align
                shown = "left" if align == "default" else align
                rows.append((_text(cell.blocks), cell.row_span, cell.col_span, shown))
    heads = tuple(_text(cell.blocks) for row in table.head for cell in row.cells)
    return heads, tuple(rows), _text(table.caption.blocks)


def _runs(content: Inlines) -> Iterator[Fact]:
    for kind in _MARKS:
        yield from ((kind.__name__, text, None) for text in _stretches(content, kind))
    for link in dict.fromkeys(m for run in content for m in run.marks if isinstance(m, Link)):
        url = "#" if link.url.startswith("#") else link.url.rstrip("/")
        yield from (("Link", text, url) for text in _stretches(content, Link, link))
    for span in dict.fromkeys(m for run in content for m in run.marks if isinstance(m, Span)):
        for text in _stretches(content, Span, span):
            yield from _language(span.attr, text)
    for at, inline in enumerate(content):
        match inline:
            case Code(text):
                yield "Code", text, None
            case Math(text, display):
                yield "Math", _TEX_NOISE.sub("", text), display
            case Image(alt=alt):
                yield "Image", _clean(walk.plain(alt)), None
            case Note(blocks):
                yield "Note", _text(blocks), None
            case LineBreak():
                yield "LineBreak", _clean(walk.plain(content[:at]))[-20:], None


def _stretches(content: Inlines, kind: type[Mark], mark: Mark | None = None) -> Iterator[str]:
    """The text of each stretch of *content* under a mark of this *kind*, or under *mark*."""

    def marked(run: object) -> bool:
        marks: tuple[Mark, ...] = getattr(run, "marks", ())
        return mark in marks if mark else any(isinstance(each, kind) for each in marks)

    for is_marked, group in groupby(content, key=marked):
        if is_marked and (text := _clean(walk.plain(tuple(group)))):
            yield text


def _language(attr: Attr, text: str) -> Iterator[Fact]:
    tag = attr.get("lang")
    if tag and text:
        yield "Language", text, tag.partition("-")[0]


def _text(blocks: Iterable[Block]) -> str:
    return _clean(" ".join(_texts(blocks)))


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    """The text of each leaf, blanks in formulas left out: they mean nothing there."""
    for block in walk.blocks(blocks):
        if isinstance(block, CodeBlock):
            yield block.text
        for content in walk.inlines(block):
            yield walk.plain(tuple(map(_dense, content)))


def _dense(inline: Inline) -> Inline:
    return Math(_TEX_NOISE.sub("", inline.text)) if isinstance(inline, Math) else inline


def _clean(text: str) -> str:
    return _SPACES.sub(" ", text).strip()
