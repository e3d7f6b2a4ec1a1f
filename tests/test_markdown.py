"""Markdown: what is written is read back equal; CommonMark and what is beyond it; hostile input."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

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
    Mark,
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
    return all(line.strip() and line.strip(" \t") == line for line in lines)


def _shown(run: Inline) -> str:
    return run.text.replace("\n", "x") if isinstance(run, Text) else "x"


def inlines(notes: bool = True) -> st.SearchStrategy[Inlines]:
    run: st.SearchStrategy[Any] = (
        st.builds(Text, WORDS, FEW_MARKS)
        | st.builds(Text, WORDS)
        | st.builds(Code, CODES, ATTRS, FEW_MARKS)
        | st.builds(Math, st.text("x ^_$\\a{}", max_size=4), st.booleans(), FEW_MARKS)
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


def verses() -> st.SearchStrategy[Inlines]:
    """Content of a line of verse, of which an indent is of no-break spaces."""
    return lines().filter(
        lambda content: (
            bool(walk.plain(content).lstrip("\u00a0").rstrip())
            and (not walk.plain(content).lstrip("\u00a0").startswith(" "))
        )
    )


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
    specs = [ColSpec("left"), ColSpec("right"), ColSpec("center"), ColSpec()]
    cols = tuple(draw(st.sampled_from(specs)) for _ in range(count))
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
        | st.lists(verses(), min_size=1, max_size=3).map(lambda each: LineBlock(tuple(each)))
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


@settings(max_examples=60, deadline=None)
@given(st.builds(Document, several(BLOCKS), METAS))
def test_what_markdown_can_carry_comes_back_equal(document: Document) -> None:
    assert read_document(write_document(document)) == document


@settings(max_examples=120, deadline=None)
@given(inlines())
def test_every_paragraph_comes_back_equal(content: Inlines) -> None:
    assert read(write(Para(content))) == (Para(content),)


@settings(max_examples=25, deadline=None)
@given(documents())
def test_no_document_loses_a_word(document: Document) -> None:
    back = read_document(write_document(document) or "&nbsp;")
    assert not lost_words(document.blocks, back.blocks)


def lost_words(before: Blocks, after: Blocks) -> set[str]:
    kept = "".join("".join(walk.texts(after)).split())
    words = {word for text in walk.texts(before) for word in text.split()}
    return {word for word in words if word not in kept}


def test_a_document_of_every_node_keeps_its_words_and_its_metadata() -> None:
    document = every_node()
    back = read_document(write_document(document))
    assert not lost_words(document.blocks, back.blocks)
    assert (back.meta.title, back.meta.authors) == (document.meta.title, document.meta.authors)
    assert back.meta.extra["series"] == {"name": runs("Tests"), "part": runs("1")}


# --- Reading ----------------------------------------------------------------------------------


def one(source: str) -> Block:
    (block,) = read(source)
    return block


def text(content: str, *marks: Mark) -> Text:
    return Text(content, marks)


@pytest.mark.parametrize(
    ("source", "content"),
    [
        ("a *b **c*** `d`", (text("a "), text("b ", Emph()), text("c", Emph(), Strong()),
                             text(" "), Code("d"))),
        ("a\nb  \nc\\\nd", (text("a"), SoftBreak(), text("b"), LineBreak(), text("c"), LineBreak(),
                            text("d"))),
        ("~~a~~ H~2~O x^2^ \\^a^", (text("a", Strikeout()), text(" H"), text("2", Subscript()),
                                    text("O x"), text("2", Superscript()), text(" ^a^"))),
        ("[a](b \"c\"){#d .e f=g}", (text("a", Link("b", "c", Attr("d", ("e",), (("f", "g"),)))),)),
        ("[a *b*]{.x} [c]{.smallcaps} [d]", (text("a ", Span(Attr("", ("x",)))),
                                            text("b", Span(Attr("", ("x",))), Emph()),
                                            text(" "), text("c", SmallCaps()), text(" [d]"))),
        ("<a@b.c> <http://d>", (text("a@b.c", Link("mailto:a@b.c")), text(" "),
                                text("http://d", Link("http://d")))),
        ("`<b>`{=html} `x`{.py}", (RawInline("html", "<b>"), text(" "),
                                   Code("x", Attr("", ("py",))))),
        ("![a *b*](c){width=50%}", (Image("c", (text("a "), text("b", Emph())), "",
                                          Attr("", (), (("width", "50%"),))),)),
        ("$x^2$ and $$y$$", (Math("x^2"), text(" and "), Math("y", display=True))),
        ("a^[b *c*]", (text("a"), Note((Para((text("b "), text("c", Emph()))),)))),
        ("[]{#here}a", (text("", Span(Attr("here"))), text("a"))),
        ("\"a\" -- 'b'...", (text("\"a\" -- 'b'..."),)),
    ],
)  # fmt: skip
def test_running_text_is_read(source: str, content: Inlines) -> None:
    assert one(source) == Para(content)


@pytest.mark.parametrize(
    ("source", "content"),
    [
        ("<u>a</u> <b>b *c*</b>", (text("a", Underline()), text(" "), text("b ", Strong()),
                                   text("c", Strong(), Emph()))),
        ("a<br>b <!-- c --> d", (text("a"), LineBreak(), text("b  d"))),
        ('<span class="x" lang="de">a</span>', (
            text("a", Span(Attr("", ("x",), (("lang", "de"),)))),)),
        ("a <u>b", (text("a "), RawInline("html", "<u>"), text("b"))),
        ("*a <u>b* c</u>", (text("a ", Emph()), RawInline("html", "<u>", (Emph(),)),
                            text("b", Emph()), text(" c"), RawInline("html", "</u>"))),
        ("List<String> and <x>", (text("List<String> and <x>"),)),
    ],
)  # fmt: skip
def test_raw_html_in_running_text_becomes_marks_where_it_is_well_nested(
    source: str, content: Inlines
) -> None:
    assert one(source) == Para(content)


@pytest.mark.parametrize(
    ("source", "block"),
    [
        ("# a {#b .c}", Heading(1, runs("a"), Attr("b", ("c",)))),
        ("a {-}\n===", Heading(1, runs("a"), Attr("", ("unnumbered",)))),
        ("## a \\{#b}", Heading(2, runs("a {#b}"))),
        ("- a\n- b", BulletList(((plain("a"),), (plain("b"),)))),
        ("- a\n\n- b", BulletList(((para("a"),), (para("b"),)))),
        ("3) a\n4) b", OrderedList(((plain("a"),), (plain("b"),)), 3, "decimal", "paren")),
        ("- [ ] a\n- [x] b", BulletList(((plain("☐ a"),), (plain("☒ b"),)))),
        ("> a\n> > b", BlockQuote((para("a"), BlockQuote((para("b"),))))),
        ("```py\na\n```", CodeBlock("a", Attr("", ("py",)))),
        ("``` {#a .b c=d}\n```", CodeBlock("", Attr("a", ("b",), (("c", "d"),)))),
        ("    a\n\n    b", CodeBlock("a\n\nb")),
        ("```{=latex}\n\\x\n```", RawBlock("latex", "\\x")),
        ("| a\n|   b *c*", LineBlock((runs("a"), (text("\u00a0\u00a0b "), text("c", Emph()))))),
        ("a\n: b\n: c", DefinitionList((DefinitionItem(runs("a"), ((plain("b"),),
                                                                   (plain("c"),))),))),
        ("a\n\n: b", DefinitionList((DefinitionItem(runs("a"), ((para("b"),),)),))),
        ("::: {#a .b}\nc\n:::", Div((para("c"),), Attr("a", ("b",)))),
        ("::: a\n- b\n:::", Div((BulletList(((plain("b"),),)),), Attr("", ("a",)))),
        ("<div id=a>\n\nb *c*\n\n</div>", Div((para("b ", text("c", Emph())),), Attr("a"))),
        ("> [!NOTE]\n> a", Div((Div((para("Note"),), Attr("", ("title",))), para("a")),
                               Attr("", ("note",)))),
        ("<ol type=a start=3>\n<li>b\n<li>c\n</ol>",
         OrderedList(((plain("b"),), (plain("c"),)), 3, "lower-alpha")),
    ],
)  # fmt: skip
def test_blocks_are_read(source: str, block: Block) -> None:
    assert one(source) == block


def test_a_table_has_alignments_and_a_caption_with_attributes() -> None:
    table = one("| a | b |\n|:--|--:|\n| 1 | |\n\nTable: A *b* {#c}")
    assert table == Table(
        (ColSpec("left"), ColSpec("right")),
        (Row((Cell((plain("a"),)), Cell((plain("b"),)))),),
        (TableBody((Row((Cell((plain("1"),)), Cell(()))),)),),
        caption=Caption((Plain((text("A "), text("b", Emph()))),)),
        attr=Attr("c"),
    )


def test_fences_of_divisions_inside_code_are_code() -> None:
    assert one("```\n::: a\n:::\n```") == CodeBlock("::: a\n:::")


def test_notes_are_put_where_they_are_referred_to() -> None:
    assert read("a[^1]\n\n[^1]: b\n\n    c[^2]\n\n[^2]: d") == (
        para("a", Note((para("b"), para("c", Note((para("d"),)))))),
    )


def test_a_note_that_nothing_refers_to_ends_the_text_with_a_notice() -> None:
    notices: list[Notice] = []
    assert read_document("a\n\n[^1]: b", notices).blocks == (para("a"), para("b"))
    assert [notice.code for notice in notices] == ["note-unused"]


def test_scripts_are_left_out_with_a_notice() -> None:
    notices: list[Notice] = []
    assert read_document("<script>\nx\n</script>\n\na", notices).blocks == (para("a"),)
    assert [notice.code for notice in notices] == ["html-dropped"]


def test_metadata_is_read_from_a_block_of_yaml() -> None:
    meta = read_document(
        "---\ntitle: A *b*\nauthor:\n- C D\n- E F\ndate: 2022-10-19\nlang: en-GB\n"
        'abstract: |\n  One.\n\n  Two.\ndraft: true\nflag: "true"\ntags: [x, y]\n---\ntext'
    ).meta
    assert (meta.title, meta.authors, meta.date) == ("A b", ("C D", "E F"), "2022-10-19")
    assert (meta.language, meta.description) == ("en-GB", "One.\n\nTwo.")
    assert meta.extra["title"] == (text("A "), text("b", Emph()))
    assert meta.extra["draft"] is True
    assert meta.extra["flag"] == runs("true")
    assert meta.extra["tags"] == (runs("x"), runs("y"))


@pytest.mark.parametrize("source", ["---\na\n---\nb", "---\na: b: c\n---\nd", "---\n\na: b\n---\n"])
def test_what_is_no_metadata_is_text(source: str) -> None:
    document = read_document(source)
    assert document.meta == Meta()
    assert isinstance(document.blocks[0], HorizontalRule)


# --- Writing ----------------------------------------------------------------------------------


def test_an_empty_document_is_an_empty_file() -> None:
    assert write() == ""


def test_what_is_written_looks_like_what_a_person_writes() -> None:
    assert write(
        Heading(2, runs("Head"), Attr("h")),
        para("Plain, ", text("bold", Strong()), " and ", text("italic", Emph()), "; un",
             text("believ", Emph()), "able; ", text("both", Strong(), Emph()), "; snake_case."),
        para("See ", text("https://example.org", Link("https://example.org")), " or ",
             text("here", Link("https://example.org/a_(b)", "t")), Note((para("A note."),)), "."),
        BulletList(((plain("a"), OrderedList(((plain("b"),),))), (plain("☐ c"),))),
        BlockQuote((para("q"),)),
    ) == (
        "## Head {#h}\n\n"
        "Plain, **bold** and _italic_; un*believ*able; **_both_**; snake_case.\n\n"
        'See <https://example.org> or [here](https://example.org/a_(b) "t")[^1].\n\n'
        "- a\n  1. b\n- [ ] c\n\n"
        "> q\n\n"
        "[^1]: A note.\n"
    )  # fmt: skip


@pytest.mark.parametrize(
    "line",
    ["# a", "- a", "+ a", "1. a", "2) a", "> a", "---", "===", "***", "```", ": a", "| a", "~~~",
     "<div>", "[a]: b", "[^1]: a", "::: a", "    a", "a\n---", "&amp; &copy", "\\", "a\\", "*a*",
     "_a_", "$a$", "`a`", "![a](b)", "[a]{.b}", "^a^", "~a~", "^[a]", "<a@b.c>", "a {#b}"],
)  # fmt: skip
def test_text_is_never_taken_for_markup(line: str) -> None:
    content = runs(line.strip())
    assert read(write(Para(content))) == (Para(content),)
    assert read(write(Heading(1, content))) == (Heading(1, content),)
    assert read(write(BulletList(((Plain(content),),)))) == (BulletList(((Plain(content),),)),)


def test_links_that_would_run_code_lose_their_target() -> None:
    notices: list[Notice] = []
    document = Document((para(text("a", Link(" java\nscript:x"))),))
    assert writer.write(document, writer.Options(), notices.append) == b"a\n"
    assert [notice.code for notice in notices] == ["link-dropped"]


# --- Broken and hostile input -----------------------------------------------------------------


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\x00\x01\x02\x03"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError):
        reader.read(data, reader.Options(), lambda notice: None)


@pytest.mark.parametrize("source", ["> " * 5000 + "a", "- " * 5000 + "a", "<div>\n\n" * 5000])
def test_absurd_nesting_is_refused(source: str) -> None:
    with pytest.raises(ReadError, match="nested"):
        read(source)


def test_aliases_in_metadata_cannot_grow_without_bound() -> None:
    lines = [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    with pytest.raises(ReadError, match="too many"):
        read("---\na0: &a0 [x, x]\n" + "\n".join(lines) + "\n---\ntext")


def notes(count: int) -> Iterable[str]:
    yield "[^0]\n"
    yield from (f"[^{n}]: [^{n + 1}] [^{n + 1}]" for n in range(count))


@pytest.mark.parametrize(
    "source",
    [
        "*a_ " * 9000, "[a](<b" * 9000, "[" * 9000, "<u>" * 9000, "[a]{.x}" * 9000,
        "`a`{.b " * 9000,
        "a <!-- " * 9000, "<p>\n" + "<a '<b \"" * 9000, "^a ~b " * 9000, ":::" + " :" * 50_000,
        "\n".join(notes(60)), "[^a] " * 9000 + "\n\n[^a]: " + "x " * 9000,
        "|" + "a|" * 4000 + "\n|" + "-|" * 4000 + "\n" + "|x|\n" * 100, "a\n: b\n\n" * 4000,
    ],
)  # fmt: skip
def test_hostile_input_is_read_in_linear_time(source: str) -> None:
    """Quadratic work on any of these takes minutes."""
    start = time.process_time()
    write_document(read_document(source))
    assert time.process_time() - start < 10
