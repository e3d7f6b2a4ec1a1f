"""Arbitrary documents: one generator, driven by Hypothesis or by a seed.

What is drawn is any value of the model with these limits, which every reader keeps: blocks nest at
most four levels, text is in NFC, runs of equal marks are one, notes and links do not stand inside
their like, nor headings inside notes, tables cover their grid, and a heading is at most one level
below the one before it.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import TypeVar, get_args

from hypothesis import strategies as st

from docconv import walk
from docconv.ast import (
    Alignment,
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
    DefinitionItem,
    DefinitionList,
    Delimiter,
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
    Marks,
    Math,
    Media,
    Meta,
    Note,
    NumberStyle,
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
from tests.every_node import png

T = TypeVar("T")


def documents() -> st.SearchStrategy[Document]:
    """Arbitrary documents, for Hypothesis to draw and to shrink."""
    return st.randoms(use_true_random=False).map(_document)


def random_document(seed: int) -> Document:
    """The arbitrary document of this *seed*."""
    return _document(Random(seed))


def _document(random: Random) -> Document:
    return _Generator(random).document()


_MEDIA = {"chart.png": Media(png(48, 32), "image/png"), "dot.png": Media(png(1, 1), "image/png")}
_WORDS = (
    "a", "Kyiv", "the", "told", "“Quoted”", "naïve", "don’t", "3.14", "x\u0304", "Straße", "日本語",
    "Ελλάδα", "Москва", "שלום", "😀", "→", "a\u00a0b", "soft\u00adhyphen", "<b>", "&amp;", "]]>",
    "<!--", "--", "*", "_x_", "`", "$", "{x}", "\\n", "#1", "|", "\t", "\ufffd", "ﬁ", "x" * 80, "—",
)  # fmt: skip
_IDS = ("", "", "", "a", "b", "sec-1", "1st", "ünï", "two words", "x" * 60)
_CLASSES = ((), (), (), ("credit",), ("credits",), ("caption",), ("dateline",), ("x", "y z"))
_ATTRIBUTES = ((), (), (), (("lang", "de"),), (("data-x", 'a"<&'),), (("onclick", "alert(1)"),))
_URLS = (
    "https://example.org/", "https://example.org/?a=1&b=\"x\"", "mailto:a@example.org",
    "tel:+15555550100", "#a", "#two words", "#missing", "javascript:alert(1)", "file.txt", "",
)  # fmt: skip
_IMAGES = ("chart.png", "chart.png", "dot.png", "missing.png", "https://example.org/far.png", "")
_FORMULAS = ("x", r"\frac{a}{b}", r"\sum_{i=1}^n i^2", "a < b & c", r"\undefined{", "")
_RAW = (("html", "<b>raw</b>"), ("latex", r"\textbf{raw}"), ("openxml", "<w:r/>"), ("html", ""))
_LANGUAGES = ("", "en", "en-GB", "de", "fr-CA", "he", "zh-Hans")
_MARKS: tuple[Mark, ...] = (
    Strong(), Emph(), Underline(), Strikeout(), Superscript(), Subscript(), SmallCaps(),
)  # fmt: skip
_MAX_DEPTH = 4


class _Generator:
    """Draws the parts of one document. The first choice is always the simplest, for shrinking."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.depth = 0
        self.heading = 0
        self.noted = False

    def document(self) -> Document:
        meta = self.meta()
        return Document(self.blocks(8), meta, _MEDIA)

    # Choices

    def pick(self, options: tuple[T, ...]) -> T:
        return options[self.random.randint(0, len(options) - 1)]

    def chance(self, percent: int) -> bool:
        return self.random.randint(1, 100) > 100 - percent

    def some(self, most: int, make: Callable[[], T]) -> tuple[T, ...]:
        """Up to *most* of what *make* makes, now and then none."""
        return tuple(make() for _ in range(self.random.randint(0, most)))

    # Values

    def words(self, most: int = 12) -> str:
        return self.pick((" ", " ", " ", "")).join(self.some(most, lambda: self.pick(_WORDS)))

    def attr(self) -> Attr:
        return Attr(self.pick(_IDS), self.pick(_CLASSES), self.pick(_ATTRIBUTES))

    def meta(self) -> Meta:
        if self.chance(30):
            return Meta()
        return Meta(
            title=self.words(6),
            subtitle=self.words(3),
            authors=self.some(3, lambda: self.words(2)),
            date=self.pick(("", "2022-10-19", "2022-10", "last Tuesday", "2022-02-31")),
            language=self.pick(_LANGUAGES),
            description=self.words(6),
            rights=self.words(4),
            credits=self.some(2, lambda: self.words(4)),
            identifier=self.pick(("", "urn:isbn:9780306406157", "an id")),
            extra={"draft": self.chance(50), "keywords": self.some(2, lambda: self.words(1))},
        )

    # Inlines

    def inlines(self, most: int = 6) -> Inlines:
        return walk.merge(self.some(most, self.inline))

    def inline(self) -> Inline:
        marks = self.marks()
        if self.chance(60):
            return Text(self.words(), marks)
        kinds: tuple[Callable[[], Inline], ...] = (
            lambda: Code(self.words(4), self.attr(), marks),
            lambda: Math(self.pick(_FORMULAS), self.chance(50), marks),
            lambda: SoftBreak(marks),
            lambda: LineBreak(marks),
            lambda: Image(self.pick(_IMAGES), self.alt(), self.words(2), self.attr(), marks),
            lambda: self.note(marks),
            lambda: RawInline(*self.pick(_RAW), marks),
        )
        return self.pick(kinds)()

    def marks(self) -> Marks:
        if self.chance(60):
            return ()
        marks: Marks = self.some(2, lambda: self.pick(_MARKS))
        if self.chance(25):
            marks = (*marks, Span(self.attr()))
        if self.chance(25):
            marks = (Link(self.pick(_URLS), self.words(2), self.attr()), *marks)
        return marks

    def alt(self) -> Inlines:
        def run() -> Text:
            return Text(self.words(4), self.some(1, lambda: self.pick(_MARKS)))

        return walk.merge(self.some(2, run))

    def note(self, marks: Marks) -> Inline:
        if self.noted:
            return Text("no note in a note", marks)
        self.noted = True
        note = Note(self.blocks(2), marks)
        self.noted = False
        return note

    # Blocks

    def blocks(self, most: int = 3) -> Blocks:
        self.depth += 1
        blocks = self.some(most, self.block)
        self.depth -= 1
        return blocks

    def block(self) -> Block:
        leaves: tuple[Callable[[], Block], ...] = (
            lambda: Para(self.inlines()),
            lambda: Para(walk.merge([Text(self.words(60))])),
            lambda: Plain(self.inlines()),
            self.heading_block,
            lambda: CodeBlock("\n".join(self.some(4, self.words)), self.attr()),
            lambda: LineBlock(self.some(3, lambda: self.inlines(2))),
            HorizontalRule,
            lambda: RawBlock(*self.pick(_RAW)),
        )
        parents: tuple[Callable[[], Block], ...] = (
            lambda: BlockQuote(self.blocks()),
            lambda: BulletList(self.some(3, self.blocks)),
            lambda: OrderedList(
                self.some(3, self.blocks),
                self.random.randint(0, 30),
                self.pick(get_args(NumberStyle)),
                self.pick(get_args(Delimiter)),
            ),
            lambda: DefinitionList(self.some(3, self.definition)),
            self.table,
            lambda: Figure(self.blocks(2), self.caption(), self.attr()),
            lambda: Div(self.blocks(), self.attr()),
        )
        return self.pick(leaves if self.depth > _MAX_DEPTH or self.chance(60) else parents)()

    def heading_block(self) -> Block:
        if self.noted:
            return Para(self.inlines(3))
        self.heading = self.random.randint(1, min(self.heading + 1, 6))
        return Heading(self.heading, self.inlines(3), self.attr())

    def definition(self) -> DefinitionItem:
        return DefinitionItem(self.inlines(2), self.some(2, self.blocks))

    def caption(self) -> Caption:
        return Caption(self.some(1, lambda: Para(self.inlines())), self.inlines(1))

    # Tables

    def table(self) -> Table:
        width = self.random.randint(0, 4)
        return Table(
            cols=tuple(self.column() for _ in range(width)),
            head=self.rows(width, 2),
            bodies=self.some(2, lambda: self.body(width)),
            foot=self.rows(width, 1),
            caption=self.caption(),
            attr=self.attr(),
        )

    def column(self) -> ColSpec:
        return ColSpec(self.alignment(), self.pick((None, None, 0.25, 0.5)))

    def alignment(self) -> Alignment:
        return self.pick(get_args(Alignment))

    def body(self, width: int) -> TableBody:
        heads = self.random.randint(0, min(width, 1))
        return TableBody(self.rows(width, 4), self.rows(width, 1), heads, self.attr())

    def rows(self, width: int, most: int) -> tuple[Row, ...]:
        """A group of rows whose spans stay inside the group and never overlap."""
        height = self.random.randint(0, most)
        taken = [[False] * width for _ in range(height)]
        return tuple(self.row(taken, top) for top in range(height))

    def row(self, taken: list[list[bool]], top: int) -> Row:
        cells = []
        for left, covered in enumerate(taken[top]):
            if covered or taken[top][left]:
                continue
            free = _free(taken[top], left)
            across = self.random.randint(1, free) if self.chance(20) else 1
            down = self.random.randint(1, len(taken) - top) if self.chance(20) else 1
            for line in taken[top : top + down]:
                line[left : left + across] = [True] * across
            cells.append(Cell(self.cell(), self.alignment(), down, across, self.attr()))
        return Row(tuple(cells))

    def cell(self) -> Blocks:
        return self.blocks(2) if self.chance(30) else (Plain(self.inlines(2)),)


def _free(line: list[bool], left: int) -> int:
    """How many cells of *line* are free from *left* on."""
    return next((n for n, covered in enumerate(line[left:]) if covered), len(line) - left)
