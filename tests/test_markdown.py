"""Markdown: what is written is read back equal; CommonMark and what is beyond it; hostile input."""

from __future__ import annotations

import time
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docconv import walk
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
    DefinitionItem,
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
    Math,
    Meta,
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
from docconv.errors import Notice, ReadError
from docconv.readers import markdown as reader
from docconv.writers import markdown as writer
from tests.every_node import every_node
from tests.random_documents import documents


def read_document(source: str, notices: list[Notice] | None = None) -> Document:
    told: list[Notice] = [] if notices is None else notices
    return reader.read(source.encode(), reader.Options(), told.append)


def read(source: str) -> Blocks:
    return read_document(source).blocks


def write_document(document: Document) -> str:
    return writer.write(document, writer.Options(), lambda notice: None).decode()


def write(*blocks: Block) -> str:
    return write_document(Document(blocks))


def runs(text: str) -> Inlines:
    return (Text(text),)


def para(*content: str | Inline) -> Para:
    return Para(tuple(Text(part) if isinstance(part, str) else part for part in content))


def plain(text: str) -> Plain:
    return Plain(runs(text))


# --- What Markdown can carry comes back equal -------------------------------------------------
#
# That is: paragraphs that neither begin nor end with blanks or breaks, lists whose items all have
# paragraphs or all have none, figures and divisions of paragraphs, pipe tables of lines.

WORDS = st.text(
    "aab  1.*_[](){}<>&~^$|#!`\\+-=:;'\"@/“é漢\u00a0\u0301\u2028\n\t", min_size=1, max_size=8
)
TAME = st.sampled_from(["a", "a b", "x.y", "1) b", "*", "_", "[z]", "- c", "d\\"])
NAMES = st.sampled_from(["", "x", "sec-1.2", "ü"])
ATTRS = st.builds(
    Attr,
    NAMES,
    st.lists(st.sampled_from(["c", "two-words"]), max_size=2, unique=True).map(tuple),
    st.lists(
        st.tuples(st.sampled_from(["k", "lang"]), WORDS.filter(str.strip)),
        max_size=1,
    ).map(tuple),
)
SPANS = ATTRS.filter(lambda attr: attr != Attr()).map(Span)
URLS = st.sampled_from(["u", "http://x.y/a_b(c)?d=e&f=g&amp;", "#x", "a b\\)<>\"'`$|", ""])
LINKS = st.builds(Link, URLS, WORDS | st.just(""), ATTRS)
PLAIN_MARKS = st.sampled_from(
    [Strong(), Emph(), Underline(), Strikeout(), Superscript(), Subscript(), SmallCaps()]
)
MARKS = st.tuples(st.lists(LINKS, max_size=1), st.lists(PLAIN_MARKS | SPANS, max_size=3)).map(
    lambda pair: (*pair[0], *pair[1])
)
FEW_MARKS = st.one_of(st.just(()), st.just(()), MARKS)
CODES = st.text("a `\\*|$<", min_size=1, max_size=5)


def is_inner(content: Inlines) -> bool:
    """Whether no blank or break is at the ends of *content*, or beside a break."""
    shown = "".join(
        "\n" if isinstance(run, SoftBreak | LineBreak) else _shown(run) for run in content
    )
    lines = shown.split("\n")
    return all(line and line.strip(" \t") == line for line in lines)


def _shown(run: Inline) -> str:
    return run.text.replace("\n", "x") if isinstance(run, Text) else "x"


def inlines(notes: bool = True) -> st.SearchStrategy[Inlines]:
    run = (
        st.builds(Text, WORDS, FEW_MARKS)
        | st.builds(Text, WORDS)
        | st.builds(Code, CODES, ATTRS, FEW_MARKS)
        | st.builds(Math, st.text("x ^_$\\a", max_size=4), st.booleans(), FEW_MARKS)
        | st.builds(RawInline, st.sampled_from(["html", "tex"]), CODES, FEW_MARKS)
        | st.builds(Image, URLS, TAME.map(runs), WORDS | st.just(""), ATTRS, FEW_MARKS)
        | st.sampled_from([SoftBreak(), LineBreak()])
    )
    if notes:
        run |= st.builds(lambda text: Note((para(text),)), TAME)
    return st.lists(run, min_size=1, max_size=5).map(walk.merge).filter(is_inner)


def lines() -> st.SearchStrategy[Inlines]:
    """Content of one line."""
    return inlines().filter(lambda content: not any(isinstance(run, SoftBreak) for run in content))


PARAS = inlines().map(Para)
PLAINS = st.builds(Plain, inlines())
CODE_BLOCKS = st.builds(CodeBlock, st.text("a `~\n\\ ", max_size=8), ATTRS) | st.builds(
    CodeBlock, WORDS.map(lambda text: text.replace("\u2028", "")), st.just(Attr("", ("python",)))
)


def several(blocks: st.SearchStrategy[Block], least: int = 1) -> st.SearchStrategy[Blocks]:
    return st.lists(blocks, min_size=least, max_size=3).map(tuple)


def tight_items() -> st.SearchStrategy[tuple[Blocks, ...]]:
    item = st.tuples(PLAINS) | st.tuples(PLAINS, CODE_BLOCKS) | st.tuples(PLAINS, SIMPLE_LISTS)
    return st.lists(item, min_size=1, max_size=3).map(tuple)


def loose_items(blocks: st.SearchStrategy[Block]) -> st.SearchStrategy[tuple[Blocks, ...]]:
    item = st.tuples(PARAS) | st.tuples(PARAS, blocks) | st.just(())
    return st.tuples(st.tuples(PARAS, PARAS), item).map(tuple)


SIMPLE_LISTS = st.lists(st.tuples(PLAINS), min_size=1, max_size=2).map(
    lambda items: BulletList(tuple(items))
)
ORDERED = {
    "start": st.integers(0, 12),
    "style": st.just("decimal"),
    "delimiter": st.sampled_from(["period", "paren"]),
}
LETTERED = {
    "start": st.integers(0, 12),
    "style": st.sampled_from(["lower-alpha", "upper-roman"]),
    "delimiter": st.sampled_from(["period", "paren", "parens"]),
}


def _cells(count: int) -> st.SearchStrategy[Row]:
    cell = st.just(Cell(())) | lines().map(lambda content: Cell((Plain(content),)))
    return st.lists(cell, min_size=count, max_size=count).map(lambda cells: Row(tuple(cells)))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    count = draw(st.integers(1, 3))
    aligns = st.sampled_from(["left", "right", "center", "default"])
    cols = tuple(ColSpec(draw(aligns)) for _ in range(count))
    head = draw(_cells(count).filter(lambda row: any(cell.blocks for cell in row.cells)))
    rows = tuple(draw(st.lists(_cells(count), min_size=1, max_size=3)))
    caption = draw(st.just(Caption()) | lines().map(lambda content: Caption((Plain(content),))))
    attr = draw(ATTRS) if caption.blocks else Attr()
    return Table(cols, (head,), (TableBody(rows),), caption=caption, attr=attr)


def block(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    definition = st.tuples(st.tuples(PARAS) | st.tuples(PARAS, inner)) | st.tuples(
        st.tuples(PLAINS), st.tuples(PLAINS, CODE_BLOCKS)
    )
    return (
        PARAS
        | st.builds(Heading, st.integers(1, 6), lines() | st.just(()), ATTRS)
        | CODE_BLOCKS
        | st.builds(RawBlock, st.sampled_from(["html", "tex"]), CODES)
        | st.just(HorizontalRule())
        | st.builds(LineBlock, several(lines()))  # type: ignore[arg-type]
        | st.builds(BlockQuote, several(inner))
        | st.builds(BulletList, tight_items() | loose_items(inner))
        | st.builds(OrderedList, tight_items() | loose_items(inner), **ORDERED)
        | st.builds(OrderedList, st.tuples(several(PARAS), several(PARAS, 0)), **LETTERED)
        | st.builds(lambda term, d: DefinitionList((DefinitionItem(term, d),)), lines(), definition)
        | tables()
        | st.builds(Figure, several(inner), st.builds(Caption, several(PARAS, 0)), ATTRS)
        | st.builds(Div, several(inner, 0), ATTRS)
    )


BLOCKS = block(block(PARAS))
METAS = st.builds(
    Meta,
    title=TAME | st.just(""),
    authors=st.lists(TAME, max_size=2).map(tuple),
    date=st.sampled_from(["", "2022-10-19", "last Tuesday: noon"]),
    language=st.sampled_from(["", "de"]),
    extra=st.dictionaries(
        st.sampled_from(["x", "a key", "true"]),
        st.booleans() | inlines(notes=False) | st.tuples(inlines(notes=False)),
        max_size=2,
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.builds(Document, several(BLOCKS), METAS))
def test_what_markdown_can_carry_comes_back_equal(document: Document) -> None:
    assert read_document(write_document(document)) == document


@settings(max_examples=200, deadline=None)
@given(inlines())
def test_every_paragraph_comes_back_equal(content: Inlines) -> None:
    assert read(write(Para(content))) == (Para(content),)
