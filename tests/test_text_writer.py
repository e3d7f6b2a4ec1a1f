"""Plain text: every word of the document, in its order, and no markup."""

from __future__ import annotations

import re

from hypothesis import given, settings

from docconv import walk
from docconv.ast import (
    Block,
    BlockQuote,
    BulletList,
    Caption,
    Cell,
    CodeBlock,
    ColSpec,
    DefinitionItem,
    DefinitionList,
    Document,
    Emph,
    Figure,
    Heading,
    HorizontalRule,
    Image,
    Inlines,
    LineBlock,
    LineBreak,
    Link,
    Meta,
    Note,
    OrderedList,
    Para,
    Plain,
    RawBlock,
    RawInline,
    Row,
    SoftBreak,
    Strong,
    Table,
    TableBody,
    Text,
)
from docconv.errors import Notice
from docconv.writers import text as writer
from tests.every_node import every_node
from tests.random_documents import documents


def write(*blocks: Block, meta: Meta | None = None, wrap: str = "none") -> str:
    return write_document(Document(blocks, meta or Meta()), wrap)


def write_document(document: Document, wrap: str = "none") -> str:
    options = writer.Options(wrap="preserve" if wrap == "preserve" else "none")
    return writer.write(document, options, lambda notice: None).decode()


def notices(*blocks: Block) -> list[str]:
    told: list[Notice] = []
    writer.write(Document(blocks), writer.Options(), told.append)
    return [notice.code for notice in told]


def runs(text: str) -> Inlines:
    return (Text(text),)


def para(text: str) -> Para:
    return Para(runs(text))


def plain(text: str) -> Plain:
    return Plain(runs(text))


def test_an_empty_document_is_an_empty_file() -> None:
    assert write() == ""


def test_paragraphs_are_lines_with_a_blank_line_between() -> None:
    marked = Para((Text("one "), Text("bold", (Strong(), Emph())), SoftBreak(), Text("end")))
    assert write(Heading(1, runs("Head")), marked, Para(()), para("two")) == (
        "Head\n\none bold end\n\ntwo\n"
    )


def test_soft_breaks_stay_line_ends_when_asked() -> None:
    block = Para((Text("a"), SoftBreak(), Text("b"), LineBreak(), Text("c")))
    assert write(block) == "a b\nc\n"
    assert write(block, wrap="preserve") == "a\nb\nc\n"


def test_the_given_metadata_comes_first() -> None:
    meta = Meta(title="T", subtitle="S", authors=("A", "B"), date="2022-10-19")
    assert write(para("x"), meta=meta) == "T\n\nS\n\nA, B\n\n19 October 2022\n\nx\n"


def test_items_hang_on_their_labels() -> None:
    nested = BulletList(((plain("a"), OrderedList(((plain("b"),), (plain("c"),)), 9)), ()))
    assert write(nested) == "- a\n  9.  b\n  10. c\n-\n"


def test_items_with_paragraphs_are_set_apart() -> None:
    items = ((para("a"), para("b")), (para("c"),))
    assert write(OrderedList(items, style="lower-roman", delimiter="parens")) == (
        "(i)  a\n\n     b\n\n(ii) c\n"
    )


def test_terms_stand_over_their_definitions() -> None:
    items = (DefinitionItem(runs("term"), ((plain("one"),), (plain("two"),))),)
    assert write(DefinitionList(items)) == "term\n    one\n\n    two\n"


def test_quotes_code_and_verse_keep_their_shape() -> None:
    assert write(
        BlockQuote((para("q"), BlockQuote((para("r"),)))),
        CodeBlock("if x:\n\n    y"),
        LineBlock((runs("one"), (), runs("  two"))),
        HorizontalRule(),
    ) == (
        "  q\n\n    r\n\n    if x:\n\n        y\n\none\n\n  two\n\n* * *\n"
    )  # fmt: skip


def test_notes_are_numbered_and_follow_at_the_end() -> None:
    inner = Note((para("in"),))
    outer = Note((Para((Text("out"), inner)), para("more")))
    assert write(Para((Text("a"), outer, Text(".")))) == (
        "a[1].\n\n[1] out[2]\n\n    more\n\n[2] in\n"
    )


def test_a_picture_is_its_description_once() -> None:
    image = Image("a.png", runs("A cat"))
    assert write(Para((Text("See: "), image))) == "See: A cat\n"
    assert write(Figure((Plain((image,)),), Caption((plain("A cat"),)))) == "A cat\n"
    assert write(Figure((Plain((image,)),), Caption((plain("Tom"),)))) == "A cat\n\nTom\n"


def row(*texts: str) -> Row:
    return Row(tuple(Cell((plain(text),)) for text in texts))


def test_tables_stand_in_columns() -> None:
    table = Table(
        (ColSpec(), ColSpec("right"), ColSpec("center")),
        (row("Name", "Number", "Mid"),),
        (TableBody((row("apple", "1", "x"), row("", "22", "漢字"))),),
        (row("foot", "", ""),),
        Caption((plain("Caption"),)),
    )
    assert write(table) == (
        "Caption\n"
        "\n"
        "Name   Number  Mid\n"
        "-----  ------  ----\n"
        "apple       1   x\n"
        "           22  漢字\n"
        "foot\n"
    )


def test_spans_push_no_cell_out_of_its_column() -> None:
    tall = Cell((plain("tall"),), row_span=2)
    wide = Cell((plain("wide"),), "right", col_span=2)
    rows = (Row((tall, *row("a", "b").cells)), row("c", "d"), Row((wide, *row("e").cells)))
    assert write(Table((ColSpec(),) * 3, bodies=(TableBody(rows),))) == (
        "tall  a  b\n      c  d\n   wide  e\n"
    )


def test_a_very_long_cell_does_not_widen_its_column() -> None:
    long = "x" * 60
    table = Table((ColSpec(),) * 2, bodies=(TableBody((row(long, "a"), row("y", "b"))),))
    assert write(table) == f"{long}  a\ny{' ' * 41}b\n"


def test_rows_of_several_lines_are_set_apart() -> None:
    cell = Cell((para("a"), para("b")))
    table = Table((ColSpec(),) * 2, bodies=(TableBody((Row((cell, *row("c").cells)), row("d"))),))
    assert write(table) == "a  c\n\nb\n\nd\n"


def test_what_is_left_out_is_told() -> None:
    hidden = Text("here", (Link("https://example.org"),))
    shown = Text("https://example.org", (Link("https://example.org"),))
    inner = Text("there", (Link("#there"),))
    assert notices(Para((shown, inner))) == []
    assert notices(Para((hidden,))) == ["link-target-dropped"]
    assert notices(Para((Image("a.png"), RawInline("html", "<b>"))), RawBlock("tex", "x")) == [
        "image-dropped",
        "raw-dropped",
    ]


def letters(text: str) -> str:
    return re.sub(r"[\s\d\W_]", "", text)


def assert_keeps_every_word(document: Document) -> None:
    written = letters(write_document(document))
    for leaf in walk.texts(document.blocks):
        for word in leaf.split():
            assert letters(word) in written


@settings(max_examples=40, deadline=None)
@given(documents())
def test_no_word_is_lost(document: Document) -> None:
    assert_keeps_every_word(document)


def test_a_document_of_every_node_keeps_every_word() -> None:
    assert_keeps_every_word(every_node())
