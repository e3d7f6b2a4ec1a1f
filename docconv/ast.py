"""The document model: frozen nodes in closed unions, with Pandoc's names.

A paragraph is not a tree. It is a tuple of *runs*: ``Text(text, marks)`` and atomic inlines (an
image, a note, a formula) which carry marks too. ``marks`` lists what encloses the run, outermost
first, so ``<b>a <i>b</i></b>`` is ``Text("a ", (Strong(),)), Text("b", (Strong(), Emph()))``. A
repair rule therefore sees one plain string, and a writer that nests asks
:func:`docconv.walk.fold`.

Nodes never change; children are tuples; equality is by value. Dispatch over a union with
``match`` and ``assert_never``, so that the type checker names the function that forgot a node.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

__all__ = [
    "Alignment",
    "Attr",
    "Block",
    "BlockQuote",
    "Blocks",
    "BulletList",
    "Caption",
    "Cell",
    "Code",
    "CodeBlock",
    "ColSpec",
    "DefinitionItem",
    "DefinitionList",
    "Delimiter",
    "Div",
    "Document",
    "Emph",
    "Figure",
    "Heading",
    "HorizontalRule",
    "Image",
    "Inline",
    "Inlines",
    "LineBlock",
    "LineBreak",
    "Link",
    "Mark",
    "Marks",
    "Math",
    "Media",
    "Meta",
    "MetaValue",
    "Note",
    "NumberStyle",
    "OrderedList",
    "Para",
    "Plain",
    "RawBlock",
    "RawInline",
    "Row",
    "SmallCaps",
    "SoftBreak",
    "Span",
    "Strikeout",
    "Strong",
    "Subscript",
    "Superscript",
    "Table",
    "TableBody",
    "Text",
    "Underline",
]


@dataclass(frozen=True, slots=True)
class Attr:
    """Identifier, classes and further attributes of a node, as in HTML."""

    id: str = ""
    classes: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()

    def get(self, name: str, default: str = "") -> str:
        """The value of the attribute *name*, else *default*."""
        return next((value for key, value in self.attributes if key == name), default)


# --- Marks: what encloses a run of text, outermost first --------------------------------------


@dataclass(frozen=True, slots=True)
class Strong:
    """Strong importance (bold)."""


@dataclass(frozen=True, slots=True)
class Emph:
    """Stress emphasis (italics)."""


@dataclass(frozen=True, slots=True)
class Underline:
    """Underlined text."""


@dataclass(frozen=True, slots=True)
class Strikeout:
    """Text struck out."""


@dataclass(frozen=True, slots=True)
class Superscript:
    """Raised text."""


@dataclass(frozen=True, slots=True)
class Subscript:
    """Lowered text."""


@dataclass(frozen=True, slots=True)
class SmallCaps:
    """Text in small capitals."""


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink; ``#name`` points at the node whose ``attr.id`` is *name*."""

    url: str
    title: str = ""
    attr: Attr = Attr()


@dataclass(frozen=True, slots=True)
class Span:
    """A run with attributes: a language, a class such as ``credit``, an identifier."""

    attr: Attr


Mark: TypeAlias = (
    Strong | Emph | Underline | Strikeout | Superscript | Subscript | SmallCaps | Link | Span
)
Marks: TypeAlias = tuple[Mark, ...]


# --- Inlines ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """A run of characters under one set of marks."""

    text: str
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class Code:
    """Inline code, verbatim."""

    text: str
    attr: Attr = Attr()
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class Math:
    """A formula in TeX notation; *display* sets it on a line of its own."""

    text: str
    display: bool = False
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class SoftBreak:
    """A line end of the source, which writers show as a space."""

    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line end that must be kept."""

    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: *url* is a name in ``Document.media`` or an address; *alt* describes it."""

    url: str
    alt: Inlines = ()
    title: str = ""
    attr: Attr = Attr()
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote, anchored where it stands."""

    blocks: Blocks
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class RawInline:
    """Markup of one *format*, passed through to that format only."""

    format: str
    text: str
    marks: Marks = ()


Inline: TypeAlias = Text | Code | Math | SoftBreak | LineBreak | Image | Note | RawInline
Inlines: TypeAlias = tuple[Inline, ...]


# --- Blocks -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph. *pos*: its offset in the decoded source, -1 if the reader has none."""

    content: Inlines
    pos: int = field(default=-1, compare=False)


@dataclass(frozen=True, slots=True)
class Plain:
    """Text that is not a paragraph, as in a tight list item or a table cell."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of *level* 1 to 6 (Pandoc's Header)."""

    level: int
    content: Inlines
    attr: Attr = Attr()


@dataclass(frozen=True, slots=True)
class BlockQuote:
    """Quoted blocks."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Verbatim lines; the first class in *attr* names the language."""

    text: str
    attr: Attr = Attr()


@dataclass(frozen=True, slots=True)
class BulletList:
    """An unordered list; each item is a tuple of blocks."""

    items: tuple[Blocks, ...]


NumberStyle: TypeAlias = Literal[
    "decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman", "default", "example"
]
Delimiter: TypeAlias = Literal["period", "paren", "parens", "default"]


@dataclass(frozen=True, slots=True)
class OrderedList:
    """A numbered list beginning at *start*: ``3.``, ``3)`` or ``(3)`` by *delimiter*."""

    items: tuple[Blocks, ...]
    start: int = 1
    style: NumberStyle = "decimal"
    delimiter: Delimiter = "period"


@dataclass(frozen=True, slots=True)
class DefinitionItem:
    """One term with its definitions, each a tuple of blocks."""

    term: Inlines
    definitions: tuple[Blocks, ...]


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """Terms and their definitions."""

    items: tuple[DefinitionItem, ...]


@dataclass(frozen=True, slots=True)
class LineBlock:
    """Lines whose ends matter: verse, addresses."""

    lines: tuple[Inlines, ...]


Alignment: TypeAlias = Literal["left", "right", "center", "default"]


@dataclass(frozen=True, slots=True)
class ColSpec:
    """A column's alignment and its share of the width (0 to 1; None: from its content)."""

    align: Alignment = "default"
    width: float | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; ``align="default"`` takes the column's alignment."""

    blocks: Blocks
    align: Alignment = "default"
    row_span: int = 1
    col_span: int = 1
    attr: Attr = Attr()


@dataclass(frozen=True, slots=True)
class Row:
    """A table row. Cells covered by a span from above or from the left are not listed."""

    cells: tuple[Cell, ...]
    attr: Attr = Attr()


@dataclass(frozen=True, slots=True)
class TableBody:
    """A group of rows: *head* rows of its own, then *rows*; *row_heads* leading header columns."""

    rows: tuple[Row, ...]
    head: tuple[Row, ...] = ()
    row_heads: int = 0
    attr: Attr = Attr()


@dataclass(frozen=True, slots=True)
class Caption:
    """The caption of a table or figure, and its short form for lists of them."""

    blocks: Blocks = ()
    short: Inlines = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table: column specifications, head, bodies, foot."""

    cols: tuple[ColSpec, ...]
    head: tuple[Row, ...] = ()
    bodies: tuple[TableBody, ...] = ()
    foot: tuple[Row, ...] = ()
    caption: Caption = Caption()
    attr: Attr = Attr()
    head_attr: Attr = Attr()
    foot_attr: Attr = Attr()


@dataclass(frozen=True, slots=True)
class Figure:
    """Blocks (often one image) with a caption."""

    blocks: Blocks
    caption: Caption = Caption()
    attr: Attr = Attr()


@dataclass(frozen=True, slots=True)
class HorizontalRule:
    """A thematic break."""


@dataclass(frozen=True, slots=True)
class Div:
    """Blocks with attributes: a class such as ``credits``, a language, an identifier."""

    blocks: Blocks
    attr: Attr = Attr()


@dataclass(frozen=True, slots=True)
class RawBlock:
    """Markup of one *format*, passed through to that format only."""

    format: str
    text: str


Block: TypeAlias = (
    Para
    | Plain
    | Heading
    | BlockQuote
    | CodeBlock
    | BulletList
    | OrderedList
    | DefinitionList
    | LineBlock
    | Table
    | Figure
    | HorizontalRule
    | Div
    | RawBlock
)
Blocks: TypeAlias = tuple[Block, ...]


# --- The document -------------------------------------------------------------------------------

MetaValue: TypeAlias = (
    bool | str | Inlines | Blocks | tuple["MetaValue", ...] | Mapping[str, "MetaValue"]
)


@dataclass(frozen=True, slots=True)
class Meta:
    """What is known about the document. *date* is ISO 8601, *language* a BCP 47 tag."""

    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    language: str = ""
    description: str = ""
    rights: str = ""
    credits: tuple[str, ...] = ()
    identifier: str = ""
    extra: Mapping[str, MetaValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Media:
    """A binary that the document shows: its bytes and their MIME type."""

    data: bytes = field(repr=False)
    mime: str


@dataclass(frozen=True, slots=True)
class Document:
    """Blocks, what is known about them, and the binaries they name."""

    blocks: Blocks = ()
    meta: Meta = Meta()
    media: Mapping[str, Media] = field(default_factory=dict)
