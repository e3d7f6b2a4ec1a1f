"""HTML: what elements mean, what is left out, what a page says about itself, hostile input."""

from __future__ import annotations

import base64
import json
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from docconv import elements, walk
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
    Row,
    SmallCaps,
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
from docconv.readers import html as reader
from docconv.writers import html as writer
from tests.every_node import every_node, png
from tests.random_documents import documents


def read_document(
    source: str | bytes, notices: list[Notice] | None = None, **options: str | bool
) -> Document:
    told: list[Notice] = [] if notices is None else notices
    data = source.encode() if isinstance(source, str) else source
    chosen = replace(reader.Options(), **options)  # type: ignore[arg-type]
    return reader.read(data, chosen, told.append)


def read(source: str) -> Blocks:
    return read_document(source).blocks


def one(source: str) -> Block:
    (block,) = read(source)
    return block


def text(content: str, *marks: Mark) -> Text:
    return Text(content, marks)


def runs(content: str) -> Inlines:
    return (Text(content),)


def para(*content: str | Inline) -> Para:
    return Para(tuple(Text(part) if isinstance(part, str) else part for part in content))


def plain(content: str) -> Plain:
    return Plain(runs(content))


def span(*classes: str, name: str = "", **attributes: str) -> Span:
    return Span(Attr(name, classes, tuple(attributes.items())))


# --- Running text -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "content"),
    [
        ("<b>a</b> <strong>b</strong> <i>c</i> <em>d</em>", (
            text("a", Strong()), text(" "), text("b", Strong()), text(" "), text("c", Emph()),
            text(" "), text("d", Emph()))),
        ("<u>a</u><ins>b</ins><s>c</s><del>d</del>", (
            text("ab", Underline()), text("cd", Strikeout()))),
        ("x<sup>2</sup>, H<sub>2</sub>O", (
            text("x"), text("2", Superscript()), text(", H"), text("2", Subscript()), text("O"))),
        ("<b>a <i>b</i></b>", (text("a ", Strong()), text("b", Strong(), Emph()))),
        ("<b>Pat Ryder</b>told", (text("Pat Ryder", Strong()), text("told"))),
        ("  a \n b <b> c</b> d ", (text("a b "), text("c", Strong()), text(" d"))),
        ("a<br>b<br/>", (text("a"), LineBreak(), text("b"))),
        ("a &amp; b&nbsp;&#x201C;c&rdquo;", (text("a & b\u00a0“c”"),)),
        ('<a href="https://a.b/c?d&amp;e" title="t">f</a>', (
            text("f", Link("https://a.b/c?d&e", "t")),)),
        ('<code>a  b</code><kbd>c</kbd>', (Code("a b"), text("c", span("kbd")))),
        ('<q>a <q>b</q></q>', (text("“a ", span("pandoc-quoted")),
                               text("‘b’", span("pandoc-quoted"), span("pandoc-quoted")),
                               text("”", span("pandoc-quoted")))),
        ('<span style="font-weight: bold; font-style: italic">a</span>', (
            text("a", Strong(), Emph()),)),
        ('<span class="smallcaps">a</span> <span>b</span>', (
            text("a", SmallCaps()), text(" b"))),
        ('<span lang="de">a</span>', (text("a", span(lang="de")),)),
        ('<span class="math inline">\\(x^2\\)</span>', (Math("x^2"),)),
        ('<math display="block"><mi>x</mi><annotation encoding="application/x-tex">x'
         "</annotation></math>", (Math("x", display=True),)),
        ('<img src="a.png" alt="b" style="width: 50%">', (
            Image("a.png", runs("b"), "", Attr("", (), (("width", "50%"),))),)),
        ('<img src="data:image/gif;base64,R0" data-src="a.png">', (Image("a.png"),)),
        ("漢<ruby>字<rp>(</rp><rt>ji</rt><rp>)</rp></ruby>", (text("漢字(ji)"),)),
        ("<picture><source srcset=x><img src=y></picture>", (Image("y"),)),
        ("a<wbr>b<time>c</time><font color=red>d</font>", (text("abcd"),)),
        ('<a name="x"></a>a <a href="#x">b</a>', (
            text("", span(name="x")), text("a "), text("b", Link("#x")))),
    ],
)  # fmt: skip
def test_phrasing_elements_are_read(source: str, content: Inlines) -> None:
    assert one(f"<p>{source}</p>") == Para(content)


# --- Blocks -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ("a<p>b</p>c <b>d</b>", (para("a"), para("b"), para("c ", text("d", Strong())))),
        ("<h2 id=a class=b>c</h2>", (Heading(2, runs("c"), Attr("a", ("b",))),)),
        ("<h1><a id=x></a>a</h1><a href=#x>b</a>",
         (Heading(1, runs("a"), Attr("x")), para(text("b", Link("#x"))))),
        ("<p></p><p>&nbsp;</p><h1> </h1><div></div><ul></ul>", (para("x"),)),
        ("<blockquote><p>a</p></blockquote>", (BlockQuote((para("a"),)),)),
        ('<pre class="x"><code class="language-py">\n a\n\tb\n</code></pre>',
         (CodeBlock(" a\n\tb", Attr("", ("py", "x"))),)),
        ("<pre>a<br>b</pre>", (CodeBlock("a\nb"),)),
        ("<hr>", (HorizontalRule(),)),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>",
         (BulletList(((plain("a"),), (plain("b"), BulletList(((plain("c"),),))))),)),
        ("<ul><li><p>a</p></li>stray</ul>", (BulletList(((para("a"), plain("stray")),)),)),
        ("<ol start=3 type=a><li>a</ol>", (OrderedList(((plain("a"),),), 3, "lower-alpha"),)),
        ("<ol><li value=7>a</ol>", (OrderedList(((plain("a"),),), 7, "default", "default"),)),
        ('<ol class="parens" type="I"><li>a</ol>',
         (OrderedList(((plain("a"),),), 1, "upper-roman", "parens"),)),
        ("<ul><li><input type=checkbox checked>a</ul>", (BulletList(((plain("☒ a"),),)),)),
        ("<dl><dt>a<dt>b<dd>c<dd>d<dt>e</dl>", (DefinitionList((
            DefinitionItem((text("a"), LineBreak(), text("b")), ((plain("c"),), (plain("d"),))),
            DefinitionItem(runs("e"), ()))),)),
        ("<dl><div><dt>a</dt><dd>b</dd></div></dl>",
         (DefinitionList((DefinitionItem(runs("a"), ((plain("b"),),)),)),)),
        ('<div class="line-block">a<br>b</div>', (LineBlock((runs("a"), runs("b"))),)),
        ('<div id="a" class="b" data-c="d" onclick="e" style="f">g</div>',
         (Div((para("g"),), Attr("a", ("b",), (("c", "d"),))),)),
        ('<p class="credits">a</p><p class="big">b</p>',
         (Div((para("a"),), Attr("", ("credits",))), para("b"))),
        ('<p lang="de">a</p>', (Div((para("a"),), Attr("", (), (("lang", "de"),))),)),
        ("<figure id=a><img src=b><figcaption>c</figcaption></figure>",
         (Figure((Plain((Image("b"),)),), Caption((plain("c"),)), Attr("a")),)),
        ("<main><article><section>a</section><aside>b</aside></article></main>",
         (para("a"), para("b"))),
        ("<a href='u'><div>a</div><p>b</p></a>",
         (Div((para(text("a", Link("u"))),)), para(text("b", Link("u"))))),
        ("<li>a</li><td>b</td>", (BulletList(((plain("a"),),)), plain("b"))),
        ("<details><summary>a</summary>b</details>", (para("a"), para("b"))),
    ],
)  # fmt: skip
def test_flow_elements_are_read(source: str, blocks: Blocks) -> None:
    if blocks == (para("x"),):
        source += "<p>x"
    assert read(source) == blocks


def cell(content: str, **fields: int | str) -> Cell:
    return Cell((plain(content),), **fields)  # type: ignore[arg-type]


def test_a_table_has_head_bodies_foot_spans_and_a_caption() -> None:
    table = one(
        "<table id=t><caption>C</caption><colgroup><col style='width: 20%'><col></colgroup>"
        "<thead><tr><th>a<th>b</thead><tbody><tr><td colspan=2>c</tbody>"
        "<tbody class=x><tr><th rowspan=2>d<td>e<tr><td>f</tbody><tfoot><tr><td>g<td>h</table>"
    )
    assert table == Table(
        (ColSpec("default", 0.2), ColSpec()),
        (Row((cell("a"), cell("b"))),),
        (
            TableBody((Row((cell("c", col_span=2),)),)),
            TableBody(
                (Row((cell("d", row_span=2), cell("e"))), Row((cell("f"),))),
                row_heads=1,
                attr=Attr("", ("x",)),
            ),
        ),
        (Row((cell("g"), cell("h"))),),
        Caption((plain("C"),)),
        Attr("t"),
    )


def test_a_first_row_of_headers_is_the_head() -> None:
    table = one("<table><tr><th>a</th></tr><tr><td>b</td></tr></table>")
    assert isinstance(table, Table)
    assert (table.head, table.bodies) == (
        (Row((cell("a"),)),),
        (TableBody((Row((cell("b"),)),)),),
    )


def test_an_alignment_of_all_cells_is_that_of_the_column() -> None:
    table = one(
        '<table><tr><td align=right>a<td style="text-align:center">b'
        "<tr><td align=right>c<td>d</table>"
    )
    assert isinstance(table, Table)
    assert [col.align for col in table.cols] == ["right", "default"]
    assert [row.cells[1].align for row in table.bodies[0].rows] == ["center", "default"]
    assert {row.cells[0].align for row in table.bodies[0].rows} == {"default"}


def test_what_strays_into_a_table_is_kept() -> None:
    built = elements.build("tr", {}, [para("a")])
    assert elements.flow(elements.build("table", {}, built)) == (
        Table((ColSpec(),), (), (TableBody((Row((Cell((para("a"),)),)),)),)),
    )
    assert elements.flow(elements.build("table", {}, [para("a")]))[0] == para("a")


def test_only_what_differs_from_its_surroundings_has_a_language() -> None:
    document = read_document('<html lang="en"><body lang="en-GB"><p lang="en">a</p></body></html>')
    assert (document.meta.language, document.blocks) == ("en", (para("a"),))


# --- Notes ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        '<p>a<a href="#n" role="doc-noteref" id="r"><sup>1</sup></a></p>'
        '<section role="doc-endnotes"><hr><ol><li id="n"><p>b <a href="#r" role="doc-backlink">↩'
        "</a></p></li></ol></section>",
        '<p>a<sup id="r"><a href="#n">[1]</a></sup></p>'
        '<ol><li id="n"><a href="#r">^</a> <p>b</p></li></ol>',
        '<p>a<a class="noteref" href="#n">*</a></p><aside id="n"><p>b</p></aside>',
    ],
)
def test_a_note_stands_where_it_is_referred_to(source: str) -> None:
    (paragraph,) = read(source)
    notes = [run for run in paragraph.content if isinstance(run, Note)]  # type: ignore[union-attr]
    assert [note.blocks for note in notes] == [(para("b"),)]


def test_a_link_to_a_section_is_no_note() -> None:
    assert one('<p><a href="#1">1</a></p>') == para(text("1", Link("#1")))
    first, second = read('<p>See <a href="#s">2</a></p><div id="s"><p>Two</p></div>')
    assert isinstance(second, Div)
    assert first == para("See ", text("2", Link("#s")))


# --- What is left out -------------------------------------------------------------------------


def test_what_is_not_there_to_be_read_is_left_out_with_notices() -> None:
    notices: list[Notice] = []
    source = (
        "<nav>n</nav><script>s</script><style>t</style><p hidden>h</p><div role=search>r</div>"
        "<p style='display: none'>d</p><svg><text>v</text></svg><button>b</button>"
        "<img src=x width=1 height=1><!-- c --><p>a</p>"
    )
    assert read_document(source, notices).blocks == (para("a"),)
    assert {notice.code: notice.message[-3:] for notice in notices} == {
        "machinery-dropped": "(4)",
        "furniture-dropped": "(2)",
        "hidden-dropped": "(2)",
        "media-dropped": "(1)",
    }


def test_the_main_content_is_picked_out_on_request() -> None:
    article = "<p>" + "Long enough to be an article. " * 10 + "</p>"
    around = "<header><p>Site</p></header>{}<footer><p>About</p></footer>"
    for marked in ("<main>{}</main>", "<article>{}</article>", "<div class='x'>{}</div>"):
        source = around.format(marked.format(article))
        everything = "".join(walk.texts(read(source)))
        only = "".join(walk.texts(read_document(source, main=True).blocks))
        assert "Site" in everything
        assert only == ("Long enough to be an article. " * 10).strip()


# --- Metadata ---------------------------------------------------------------------------------


def test_a_page_says_who_made_it_and_when() -> None:
    meta = read_document(
        '<html lang="en-US"><head><title>A title - The Site</title>'
        '<meta name="author" content="A B"><meta name="author" content="C D">'
        '<meta property="article:published_time" content="2022-10-19T08:00:00Z">'
        '<meta name="description" content="About it"><meta name="dcterms.rights" content="©">'
        '<meta name="keywords" content="a, b"></head><body><h1>A title</h1><p>x</p></body></html>'
    ).meta
    assert (meta.title, meta.authors, meta.date) == ("A title", ("A B", "C D"), "2022-10-19")
    assert (meta.language, meta.description, meta.rights) == ("en-US", "About it", "©")
    assert meta.extra == {"keywords": (runs("a"), runs("b"))}


def test_linked_data_is_surer_than_meta_elements() -> None:
    data = json.dumps(
        {
            "@graph": [
                {"@type": "Organization", "name": "Site"},
                {
                    "@type": ["NewsArticle"],
                    "headline": "Real",
                    "author": [{"name": "E F"}],
                    "datePublished": "2022-10-18",
                },
            ]
        }
    )
    meta = read_document(
        f'<script type="application/ld+json">{data}</script><meta name="author" content="Staff">'
        "<title>Other</title><p>x</p>"
    ).meta
    assert (meta.title, meta.authors, meta.date) == ("Real", ("E F",), "2022-10-18")


@pytest.mark.parametrize(
    ("body", "title", "page_title", "blocks"),
    [
        ("<h1>T</h1><p>x</p>", "T", None, (para("x"),)),
        ("<p>x</p>", "T", None, (para("x"),)),
        ("<p>T and more</p>", "", "T", (para("T and more"),)),
        ("<h1>U</h1><p>x</p>", "", "T", (Heading(1, runs("U")), para("x"))),
        ("<h1><b>T</b></h1>", "", "T", (Heading(1, (text("T", Strong()),)),)),
    ],
)
def test_a_title_is_shown_once(
    body: str, title: str, page_title: str | None, blocks: Blocks
) -> None:
    document = read_document(f"<title>T</title><body>{body}</body>")
    assert document.meta.title == title
    assert document.meta.extra.get("pagetitle") == (runs(page_title) if page_title else None)
    assert document.blocks == blocks


def test_relative_links_are_completed_if_the_page_says_where_it_is_from() -> None:
    source = '<link rel=canonical href="https://a.b/c/d"><p><a href="e">f</a> <a href="#g">h</a>'
    assert read(source) == (para(text("f", Link("https://a.b/c/e")), " ", text("h", Link("#g"))),)


# --- Pictures ---------------------------------------------------------------------------------


def test_an_embedded_picture_is_taken_in() -> None:
    data = png(2, 1)
    url = f"data:image/png;base64,{base64.b64encode(data).decode()}"
    document = read_document(f'<img src="{url}" alt="a" width="2" height="1"><img src="{url}">')
    assert document.blocks == (para(Image("picture1.png", runs("a")), Image("picture1.png")),)
    assert document.media["picture1.png"].data == data


def test_pictures_beside_the_page_are_read_only_from_a_named_folder(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "a b.png").write_bytes(png(1, 1))
    (tmp_path / "out.png").write_bytes(png(1, 1))
    source = '<img src="a%20b.png"><img src="../out.png"><img src="/etc/passwd"><img src="//x/y">'
    assert read_document(source).media == {}
    document = read_document(source, base=str(inside))
    assert list(document.media) == ["picture1.png"]


# --- Encodings, broken and hostile input --------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        '<meta charset="iso-8859-1"><p>é “a”</p>'.encode("cp1252"),
        '<meta http-equiv="Content-Type" content="text/html; charset=utf-8"><p>é “a”</p>'.encode(),
        '<?xml version="1.0" encoding="utf-16"?><p>é “a”</p>'.encode("utf-16"),
        '<meta charset="utf-8"><p>é “a”</p>'.encode("cp1252"),
    ],
)
def test_the_encoding_is_told_by_the_page_or_by_its_bytes(data: bytes) -> None:
    assert read_document(data).blocks == (para("é “a”"),)


@pytest.mark.parametrize("data", [b"", b"<p></p>", b"<script>x</script>", b"\x89PNG\x00\x00"])
def test_what_shows_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError):
        read_document(data)


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 20_000 + "deep", "<b>" * 9000 + "x", "<ul><li>a" * 4000,
        "<table><tr><td>" * 900 + "x",
        "<table>" + "<tr><td rowspan=65534>a<td>b" * 2000, "<p " + "a='1' " * 9000 + ">x",
        "<a href=#f class=noteref>1</a>" * 2000 + "<aside id=f>" + "x " * 5000 + "</aside>",
        "<p>" + " \n" * 50_000 + "a<b>" + " " * 50_000 + "</b>", "<q>" * 2000 + "a", "a<br>" * 9000,
    ],
)  # fmt: skip
def test_hostile_input_is_read_in_linear_time(source: str) -> None:
    """Quadratic work on any of these takes minutes."""
    start = time.process_time()
    assert "".join(walk.texts(read(source)))
    assert time.process_time() - start < 10


# --- What docconv writes ------------------------------------------------------------------------


def write(document: Document) -> bytes:
    return writer.write(document, writer.Options(), lambda notice: None)


def shape(blocks: Blocks) -> list[str]:
    """The kinds of the blocks that hold text, in order; HTML has none that is plain text."""
    held = (block for block in blocks if "".join(walk.texts((block,))).strip())
    return [type(block).__name__.replace("Plain", "Para") for block in held]


def test_a_document_of_every_node_comes_back_with_its_shape_and_its_words() -> None:
    document = every_node()
    back = read_document(write(document))
    assert shape(back.blocks) == shape(document.blocks)
    assert back.meta.title == document.meta.title
    assert back.meta.authors == document.meta.authors
    assert back.meta.date == document.meta.date
    words = "".join("".join(walk.texts(back.blocks)).split())
    for leaf in walk.texts(document.blocks):
        for word in leaf.split():
            assert word in words


@settings(max_examples=20, deadline=None)
@given(documents())
def test_a_document_without_a_title_gets_none(document: Document) -> None:
    untitled = Document((para("Once upon a time."), *document.blocks), Meta(), document.media)
    assert read_document(write(untitled)).meta.title == ""
