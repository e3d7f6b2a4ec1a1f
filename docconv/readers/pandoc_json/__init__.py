"""Pandoc's JSON AST, as ``pandoc -t json`` writes it (API 1.23, also 1.22).

Exact: `docconv.writers.pandoc_json` writes an equal AST. Our runs are flat, so what only Pandoc's
tree can say travels in the reserved spans of :mod:`docconv.pandoc`: quotations, citations, and
borders between neighbours that would otherwise be one (two emphases side by side).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import Any

from docconv import pandoc
from docconv.ast import (
    Attr,
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    Caption,
    Cell,
    CodeBlock,
    DefinitionItem,
    DefinitionList,
    Div,
    Document,
    Figure,
    Heading,
    HorizontalRule,
    Inlines,
    LineBlock,
    MetaValue,
    OrderedList,
    Para,
    Plain,
    RawBlock,
    Row,
    Table,
    TableBody,
    Text,
)
from docconv.errors import Notice, ReadError, Warn
from docconv.readers.pandoc_json import runs
from docconv.readers.pandoc_json.shapes import (
    Depth,
    ShapeError,
    alignment,
    at,
    attributes,
    column,
    delimiter,
    each,
    number_style,
    tagged,
    version,
)

_TOO_DEEP = "the document is nested too deeply"
# What no output format can hold, and how it may stand in JSON.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SUSPICIOUS = re.compile("[\x7f\ufffe\uffff]|" r"\\u(?:00[01]|007f|d[89a-f]|fff[ef])", re.I)


@dataclass(frozen=True, slots=True)
class Options:
    """There are none."""


def read(data: bytes, options: Options, warn: Warn) -> Document:
    """The document that *data* holds.

    Raises ReadError for malformed JSON, another API, absurd nesting, and for any element that
    has not Pandoc's shape, whose path it names.
    """
    root = _parsed(data, warn)
    if not isinstance(root, dict) or pandoc.VERSION_KEY not in root:
        raise ReadError(f"not a Pandoc document: it has no “{pandoc.VERSION_KEY}”")
    reader = _Reader()
    try:
        api = version(root[pandoc.VERSION_KEY])
        variables = at("meta", reader.variables, root.get("meta"))
        blocks = at("blocks", reader.blocks, root.get("blocks"))
    except ShapeError as error:
        raise ReadError(str(error)) from None
    except RecursionError:
        raise ReadError(_TOO_DEEP) from None
    if api != pandoc.API_VERSION:
        variables[pandoc.VERSION_KEY] = ".".join(map(str, api))
    return Document(blocks, pandoc.typed_meta(variables))


def _parsed(data: bytes, warn: Warn) -> Any:
    try:
        text = data.decode("utf-8-sig")
        root = json.loads(text)
        return _cleaned(root, warn) if _SUSPICIOUS.search(text) else root
    except UnicodeDecodeError as error:
        raise ReadError(f"JSON must be UTF-8: byte {error.start} is not") from None
    except ValueError as error:
        raise ReadError(f"malformed JSON: {error}") from None
    except RecursionError:
        raise ReadError(_TOO_DEEP) from None


def _cleaned(root: Any, warn: Warn) -> Any:
    count = 0

    def clean(value: Any) -> Any:
        nonlocal count
        match value:
            case str():
                text, replaced = _FORBIDDEN.subn("\ufffd", value)
                count += replaced
                return text
            case list():
                return [clean(item) for item in value]
            case dict():
                return {clean(key): clean(item) for key, item in value.items()}
            case _:
                return value

    cleaned = clean(root)
    if count:
        warn(Notice("control-characters", f"{count} control characters were replaced by U+FFFD"))
    return cleaned


class _Reader:
    """Decodes elements and counts how deep they lie."""

    def __init__(self) -> None:
        self.depth = Depth()

    def variables(self, value: Any) -> dict[str, MetaValue]:
        if not isinstance(value, dict):
            raise ShapeError("a map of variables", value)
        return {name: at(name, self.variable, item) for name, item in value.items()}

    def variable(self, value: Any) -> MetaValue:
        match tagged(value):
            case "MetaBool", bool(flag):
                return flag
            case "MetaString", str(text):
                return text
            case "MetaInlines", list(content):
                return self.inlines(content) or (Text(""),)
            case "MetaBlocks", list(content):
                blocks = self.blocks(content)
                return blocks if blocks and blocks[0] != pandoc.EMPTY else (pandoc.EMPTY, *blocks)
            case "MetaList", list(items):
                return each(self.variable, items)
            case "MetaMap", dict(items):
                return self.variables(items)
            case _:
                raise ShapeError("a metadata value", value)

    def blocks(self, content: Any) -> Blocks:
        with self.depth:
            return each(self.block, content)

    def block(self, value: Any) -> Block:
        tag, content = tagged(value)
        return at(tag, lambda content: self._block(tag, content), content)

    def _block(self, tag: str, content: Any) -> Block:
        match tag, content:
            case "Para", list():
                return Para(self.inlines(content))
            case "Plain", list():
                return Plain(self.inlines(content))
            case "Header", [int(level), attr, inner]:
                return _heading(level, attributes(attr), self.inlines(inner))
            case "BlockQuote", list():
                return BlockQuote(self.blocks(content))
            case "CodeBlock", [attr, str(text)]:
                return CodeBlock(text, attributes(attr))
            case "BulletList", list():
                return BulletList(each(self.blocks, content))
            case "OrderedList", [[int(start), style, ending], items]:
                return OrderedList(
                    each(self.blocks, items), start, number_style(style), delimiter(ending)
                )
            case "DefinitionList", list():
                return DefinitionList(each(self.definition, content))
            case "LineBlock", list():
                return LineBlock(each(self.inlines, content))
            case "Table", [_, _, _, _, _, _]:
                return self.table(content)
            case "Figure", [attr, caption, inner]:
                return Figure(self.blocks(inner), self.caption(caption), attributes(attr))
            case "HorizontalRule", _:
                return HorizontalRule()
            case "Div", [attr, inner]:
                return Div(self.blocks(inner), attributes(attr))
            case "RawBlock", [str(name), str(text)]:
                return RawBlock(name, text)
            case "Null", _:  # API 1.22
                return Div(())
            case _:
                raise ShapeError("a block", content)

    def definition(self, value: Any) -> DefinitionItem:
        match value:
            case [list(term), list(definitions)]:
                return DefinitionItem(self.inlines(term), each(self.blocks, definitions))
            case _:
                raise ShapeError("[term, definitions]", value)

    def table(self, content: list[Any]) -> Table:
        attr, caption, cols, head, bodies, foot = content
        head_attr, head_rows = self.rows(head)
        foot_attr, foot_rows = self.rows(foot)
        return Table(
            cols=each(column, cols),
            head=head_rows,
            bodies=each(self.table_body, bodies),
            foot=foot_rows,
            caption=self.caption(caption),
            attr=attributes(attr),
            head_attr=head_attr,
            foot_attr=foot_attr,
        )

    def rows(self, value: Any) -> tuple[Attr, tuple[Row, ...]]:
        match value:
            case [attr, list(rows)]:
                return attributes(attr), each(self.row, rows)
            case _:
                raise ShapeError("[attributes, rows]", value)

    def table_body(self, value: Any) -> TableBody:
        match value:
            case [attr, int(row_heads), list(head), list(rows)]:
                return TableBody(
                    each(self.row, rows), each(self.row, head), row_heads, attributes(attr)
                )
            case _:
                raise ShapeError("[attributes, row heads, head, rows]", value)

    def row(self, value: Any) -> Row:
        match value:
            case [attr, list(cells)]:
                return Row(each(self.cell, cells), attributes(attr))
            case _:
                raise ShapeError("[attributes, cells]", value)

    def cell(self, value: Any) -> Cell:
        match value:
            case [attr, align, int(row_span), int(col_span), list(blocks)]:
                return Cell(
                    self.blocks(blocks), alignment(align), row_span, col_span, attributes(attr)
                )
            case _:
                raise ShapeError("[attributes, alignment, row span, column span, blocks]", value)

    def caption(self, value: Any) -> Caption:
        match value:
            case [None, list(blocks)]:
                return Caption(self.blocks(blocks))
            case [list(short), list(blocks)]:
                return Caption(self.blocks(blocks), self.inlines(short) or (Text(""),))
            case _:
                raise ShapeError("[short caption, blocks]", value)

    def inlines(self, content: Any) -> Inlines:
        return runs.inlines(content, self)


def _heading(level: int, attr: Attr, content: Inlines) -> Heading:
    """A heading; a level that no other format knows is kept in an attribute."""
    known = min(max(level, 1), 6)
    if known != level or attr.get(pandoc.LEVEL):
        attr = replace(attr, attributes=(*attr.attributes, (pandoc.LEVEL, str(level))))
    return Heading(known, content, attr)
