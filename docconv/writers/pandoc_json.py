"""Pandoc's JSON AST (API 1.23), for ``pandoc -f json`` and every filter of that world.

The inverse of `docconv.readers.pandoc_json`; the spans of :mod:`docconv.pandoc` become again what
they stand for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeAlias, assert_never

from docconv import pandoc, walk
from docconv.ast import (
    Attr,
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    Caption,
    Cell,
    Code,
    CodeBlock,
    ColSpec,
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
    MetaValue,
    Note,
    OrderedList,
    Para,
    Plain,
    RawBlock,
    RawInline,
    Row,
    SmallCaps,
    SoftBreak,
    Span,
    Strikeout,
    Strong,
    Subscript,
    Superscript,
    Table,
    TableBody,
    Text,
    Underline,
)
from docconv.decode import encode
from docconv.errors import Notice, Warn, WriteError

Element: TypeAlias = dict[str, Any]
Piece: TypeAlias = str | Element  # text that is yet to be split into words, or an element

_NUMBER_STYLES = {ours: theirs for theirs, ours in pandoc.NUMBER_STYLES.items()}
_DELIMITERS = {ours: theirs for theirs, ours in pandoc.DELIMITERS.items()}
_ALIGNMENTS = {ours: theirs for theirs, ours in pandoc.ALIGNMENTS.items()}
_QUOTES = {marks: kind for kind, marks in pandoc.QUOTES.items()}


@dataclass(frozen=True, slots=True)
class Options:
    """There are none."""


def write(document: Document, options: Options, warn: Warn) -> bytes:
    """*document* as UTF-8 JSON. Pictures stay outside, with a Notice: the format holds none.

    Raises WriteError if the document is nested too deeply, or holds metadata or citations that are
    no such thing.
    """
    if document.media:
        count = len(document.media)
        warn(Notice("media-dropped", f"Pandoc's JSON holds no binaries: {count} left out"))
    variables = pandoc.untyped_meta(document.meta)
    version = variables.pop(pandoc.VERSION_KEY, "")
    try:
        root = {
            pandoc.VERSION_KEY: _version(version),
            "meta": {name: _meta_value(value) for name, value in variables.items()},
            "blocks": _blocks(document.blocks),
        }
        text = json.dumps(root, ensure_ascii=False, separators=(",", ":"))
    except RecursionError:
        raise WriteError("the document is nested too deeply") from None
    return encode(f"{text}\n", warn)


def _version(value: MetaValue) -> list[int]:
    if isinstance(value, str) and value:
        return [int(number) for number in value.split(".")]
    return list(pandoc.API_VERSION)


def _meta_value(value: MetaValue) -> Element:
    match value:
        case bool():
            return _element("MetaBool", value)
        case str():
            return _element("MetaString", value)
        case Mapping():
            return _element("MetaMap", {name: _meta_value(item) for name, item in value.items()})
        case _ if pandoc.is_inlines(value):
            return _element("MetaInlines", _inlines(value))
        case _ if pandoc.is_blocks(value):
            return _element("MetaBlocks", _blocks(value[value[0] == pandoc.EMPTY :]))
        case _ if pandoc.is_list(value):
            return _element("MetaList", [_meta_value(item) for item in value])
        case _:
            raise WriteError(f"metadata of an unknown kind: {value!r}")


def _element(tag: str, *content: Any) -> Element:
    """An element of Pandoc's: its contents stand alone, or in a list if they are several."""
    if not content:
        return {"t": tag}
    return {"t": tag, "c": content[0] if len(content) == 1 else list(content)}


# --- Blocks -------------------------------------------------------------------------------------


def _blocks(blocks: Blocks) -> list[Element]:
    return [_block(block) for block in blocks]


def _block(block: Block) -> Element:
    match block:
        case Para(content=content):
            return _element("Para", _inlines(content))
        case Plain(content=content):
            return _element("Plain", _inlines(content))
        case Heading():
            return _heading(block)
        case BlockQuote(blocks=blocks):
            return _element("BlockQuote", _blocks(blocks))
        case CodeBlock():
            return _element("CodeBlock", _attr(block.attr), block.text)
        case BulletList(items=items):
            return _element("BulletList", [_blocks(item) for item in items])
        case OrderedList(items=items):
            style = _element(_NUMBER_STYLES[block.style])
            delimiter = _element(_DELIMITERS[block.delimiter])
            numbering = [block.start, style, delimiter]
            return _element("OrderedList", numbering, [_blocks(item) for item in items])
        case DefinitionList(items=items):
            return _element(
                "DefinitionList",
                [[_inlines(item.term), [_blocks(d) for d in item.definitions]] for item in items],
            )
        case LineBlock(lines=lines):
            return _element("LineBlock", [_inlines(line) for line in lines])
        case Table():
            return _table(block)
        case Figure():
            caption = _caption(block.caption)
            return _element("Figure", _attr(block.attr), caption, _blocks(block.blocks))
        case HorizontalRule():
            return _element("HorizontalRule")
        case Div():
            return _element("Div", _attr(block.attr), _blocks(block.blocks))
        case RawBlock():
            return _element("RawBlock", block.format, block.text)
        case _:
            assert_never(block)


def _attr(attr: Attr) -> list[Any]:
    return [attr.id, list(attr.classes), [list(pair) for pair in attr.attributes]]


def _heading(heading: Heading) -> Element:
    level, attr = heading.level, heading.attr
    if attr.attributes and attr.attributes[-1][0] == pandoc.LEVEL:
        *others, (_, kept) = attr.attributes
        attr = Attr(attr.id, attr.classes, tuple(others))
        level = int(kept) if min(max(int(kept), 1), 6) == level else level
    return _element("Header", level, _attr(attr), _inlines(heading.content))


def _table(table: Table) -> Element:
    return _element(
        "Table",
        _attr(table.attr),
        _caption(table.caption),
        [_column(column) for column in table.cols],
        [_attr(table.head_attr), _rows(table.head)],
        [_table_body(body) for body in table.bodies],
        [_attr(table.foot_attr), _rows(table.foot)],
    )


def _caption(caption: Caption) -> list[Any]:
    return [_inlines(caption.short) if caption.short else None, _blocks(caption.blocks)]


def _column(column: ColSpec) -> list[Element]:
    unset = column.width is None
    width = _element("ColWidthDefault") if unset else _element("ColWidth", column.width)
    return [_element(_ALIGNMENTS[column.align]), width]


def _table_body(body: TableBody) -> list[Any]:
    return [_attr(body.attr), body.row_heads, _rows(body.head), _rows(body.rows)]


def _rows(rows: tuple[Row, ...]) -> list[Any]:
    return [[_attr(row.attr), [_cell(cell) for cell in row.cells]] for row in rows]


def _cell(cell: Cell) -> list[Any]:
    align = _element(_ALIGNMENTS[cell.align])
    return [_attr(cell.attr), align, cell.row_span, cell.col_span, _blocks(cell.blocks)]


# --- Inlines ------------------------------------------------------------------------------------


def _inlines(content: Inlines) -> list[Element]:
    return _elements(piece for pieces in walk.fold(content, _leaf, _wrap) for piece in pieces)


def _leaf(inline: Inline) -> list[Piece]:
    match inline:
        case Text(text=text):
            return [text]
        case Code():
            return [_element("Code", _attr(inline.attr), inline.text)]
        case Math():
            kind = _element("DisplayMath" if inline.display else "InlineMath")
            return [_element("Math", kind, inline.text)]
        case SoftBreak():
            return [_element("SoftBreak")]
        case LineBreak():
            return [_element("LineBreak")]
        case Image():
            target = [inline.url, inline.title]
            return [_element("Image", _attr(inline.attr), _inlines(inline.alt), target)]
        case Note(blocks=blocks):
            return [_element("Note", _blocks(blocks))]
        case RawInline():
            return [_element("RawInline", inline.format, inline.text)]
        case _:
            assert_never(inline)


def _wrap(mark: Mark, groups: list[list[Piece]]) -> list[Piece]:
    pieces = _joined(piece for group in groups for piece in group)
    match mark:
        case Strong() | Emph() | Underline() | Strikeout():
            return [_element(type(mark).__name__, _elements(pieces))]
        case Superscript() | Subscript() | SmallCaps():
            return [_element(type(mark).__name__, _elements(pieces))]
        case Link():
            target = [mark.url, mark.title]
            return [_element("Link", _attr(mark.attr), _elements(pieces), target)]
        case Span(attr=attr):
            return _span(attr, pieces)
        case _:
            assert_never(mark)


def _span(attr: Attr, pieces: list[Piece]) -> list[Piece]:
    match attr.classes:
        case (pandoc.APART | pandoc.APART_TOO, *_):
            return [_element("Str", p) if isinstance(p, str) else p for p in pieces]
        case (pandoc.QUOTED, *_):
            return _quoted(pieces)
        case (pandoc.CITE, *_):
            return [_element("Cite", _citations(attr), _elements(pieces))]
        case (pandoc.LITERAL, *classes):
            attr = Attr(attr.id, tuple(classes), attr.attributes)
    return [_element("Span", _attr(attr), _elements(pieces))]


def _quoted(pieces: list[Piece]) -> list[Piece]:
    """*pieces* as Quoted while they still stand in quotation marks, else as they are."""
    first, last = (pieces[0], pieces[-1]) if pieces else ("", "")
    if not isinstance(first, str) or not isinstance(last, str):
        return pieces
    kind = _QUOTES.get(first[:1] + last[-1:])
    if kind is None:
        return pieces
    inner = [first[1:-1]] if len(pieces) == 1 else [first[1:], *pieces[1:-1], last[:-1]]
    return [_element("Quoted", _element(kind), _elements(inner))]


def _citations(attr: Attr) -> Any:
    try:
        return json.loads(attr.get("citations"))
    except ValueError:
        raise WriteError(f"the citations of a “{pandoc.CITE}” span are no JSON") from None


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """*pieces* with neighbouring texts made one."""
    out: list[Piece] = []
    for is_text, group in groupby(pieces, key=lambda piece: isinstance(piece, str)):
        run = list(group)
        out += ["".join(map(str, run))] if is_text else run
    return out


def _elements(pieces: Iterable[Piece]) -> list[Element]:
    """*pieces* with texts split: every space is a Space, what stands between them a Str."""
    out: list[Element] = []
    for piece in _joined(pieces):
        out.extend(_words(piece) if isinstance(piece, str) else [piece])
    return out


def _words(text: str) -> Iterator[Element]:
    for number, word in enumerate(text.split(" ")):
        if number:
            yield _element("Space")
        if word:
            yield _element("Str", word)
