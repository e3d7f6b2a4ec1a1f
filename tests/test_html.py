"""HTML: one valid, readable page, whatever the document holds."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given, settings
from hypothesis import strategies as st

from docconv.ast import (
    Attr,
    Block,
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
    Image,
    Inline,
    Inlines,
    LineBlock,
    Link,
    Math,
    Media,
    Meta,
    Note,
    OrderedList,
    Para,
    Plain,
    RawBlock,
    Row,
    SoftBreak,
    Span,
    Strong,
    Table,
    TableBody,
    Text,
)
from docconv.errors import Notice, WriteError
from docconv.writers import html
from docconv.xhtml.grid import lay_out
from docconv.xhtml.languages import language
from docconv.xhtml.outline import Outline
from docconv.xhtml.pictures import kind_of
from docconv.xhtml.urls import safe_url
from tests.every_node import every_node, png
from tests.random_documents import documents

_SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><circle r="3"/></svg>'


def _page(document: Document, **options: object) -> BeautifulSoup:
    return BeautifulSoup(_written(document, **options), "lxml")


def _written(document: Document, **options: object) -> str:
    return html.write(document, html.Options(**options), lambda notice: None).decode()  # type: ignore[arg-type]


def _main(*blocks: Block, **meta: str) -> str:
    """What *blocks* become, without the page around them."""
    page = _written(Document(blocks, Meta(**{"title": "A title", **meta})))  # type: ignore[arg-type]
    return page.partition("<main>\n")[2].partition("</main>")[0].removesuffix("\n")


def _line(*content: Inline) -> str:
    return _main(Para(content)).removeprefix("<p>").removesuffix("</p>")


def _notices(document: Document) -> list[Notice]:
    notices: list[Notice] = []
    html.write(document, html.Options(), notices.append)
    return notices


def _codes(*blocks: Block) -> list[str]:
    return [notice.code for notice in _notices(Document(blocks, Meta(title="A title")))]


def _text(text: str) -> Inlines:
    return (Text(text),)


def _cell(text: str = "", cols: int = 1, rows: int = 1) -> Cell:
    return Cell((Plain(_text(text)),) if text else (), col_span=cols, row_span=rows)


def _element(found: object) -> Tag:
    assert isinstance(found, Tag)
    return found


# --- Text and marks ---


def test_paragraphs_are_paragraphs() -> None:
    assert _main(Para(_text("One.")), Para(_text("Two."))) == "<p>One.</p>\n<p>Two.</p>"


def test_text_is_never_markup() -> None:
    assert _line(Text('<b>&amp;"')) == '&lt;b&gt;&amp;amp;"'


def test_neighbouring_marks_share_a_tag() -> None:
    runs = (Text("a ", (Strong(),)), Text("b", (Strong(), Emph())), Text(" c"))
    assert _line(*runs) == "<strong>a <em>b</em></strong> c"


def test_a_soft_break_is_a_line_end_of_the_source() -> None:
    assert _line(Text("a"), SoftBreak(), Text("b")) == "a\nb"


def test_two_bare_texts_side_by_side_do_not_run_together() -> None:
    item = (Plain(_text("one")), Plain(_text("two")))
    assert "<li><p>one</p>\n<p>two</p></li>" in _main(BulletList((item,)))


def test_characters_that_markup_cannot_hold_are_replaced_and_told() -> None:
    block = Para(_text("a\x00b\x85c\ud800d\ufffee\U0001fffff"))
    assert "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf" in _main(block)
    assert _codes(block) == ["characters-replaced"]


def test_raw_markup_is_left_out_and_told() -> None:
    assert _main(RawBlock("html", "<script>")) == ""
    assert _codes(RawBlock("html", "<script>")) == ["raw-dropped"]


# --- Attributes ---


def test_event_handlers_and_styles_are_dropped_and_data_is_kept() -> None:
    attributes = (("onclick", "x()"), ("style", "x"), ("data-a", "1"), ("key", "2"), ("KEY", "3"))
    assert _line(Text("x", (Span(Attr(attributes=attributes)),))) == (
        '<span data-a="1" data-key="2">x</span>'
    )


def test_foreign_passages_name_their_language_and_direction() -> None:
    arabic = Span(Attr(attributes=(("lang", "ar"),)))
    assert _line(Text("x", (arabic,))) == '<span lang="ar" dir="rtl">x</span>'


@pytest.mark.parametrize(
    ("given_tag", "written"),
    [("en_US", "en-US"), ("eng", "en"), ("de-AT", "de-AT"), ("english", ""), ("xx", ""), ("", "")],
)
def test_language_tags_are_mended_or_left_out(given_tag: str, written: str) -> None:
    assert language(given_tag) == written


def test_the_first_of_equal_identifiers_wins() -> None:
    page = _page(Document((Div((), Attr("a b")), Div((), Attr("a b")), Div((), Attr("a-b")))))
    assert [div.get("id") for div in page.select("main > div:not([role])")] == [
        "a-b",
        None,
        "a-b-2",
    ]


# --- Links ---


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("https://example.org/a b[c]#d#e%", "https://example.org/a%20b%5Bc%5D#d%23e%25"),
        ("https://exämple.org/ü", "https://exämple.org/ü"),
        ("https://[::1]:80/", "https://[::1]:80/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("tel:+1 555", "tel:+1%20555"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("//example.org", ""),
        ("https://", ""),
        ("https://user:secret@example.org/", ""),
        ("https://example.org:99999/", ""),
        ("https://1.2.3.999/", ""),
        ("https://a..b/", ""),
        ("mailto:", ""),
    ],
)
def test_only_safe_and_valid_addresses_are_links(url: str, written: str) -> None:
    assert safe_url(url) == written


def test_a_link_without_a_target_keeps_its_text_and_is_told() -> None:
    gone = Para((Text("a", (Link("#gone"),)), Text("b", (Link("javascript:x"),))))
    assert _main(gone) == "<p>ab</p>"
    assert _codes(gone) == ["link-target-missing", "link-dropped"]


def test_no_link_stands_in_a_link() -> None:
    outer, inner = Link("https://a.example/"), Link("https://b.example/")
    note = Note((Para(_text("note")),), (outer,))
    markup = _line(Text("a", (outer,)), Text("b", (outer, inner)), note, Text("c", (outer,)))
    link = '<a href="https://a.example/">{}</a>'
    assert markup.startswith(f'{link.format("ab")}<a class="noteref"')
    assert f"</a>{link.format('c')}</p>" in markup


def test_a_link_without_text_has_a_name() -> None:
    assert _line(Text(" ", (Link("https://a.example/"),))) == (
        '<a href="https://a.example/" aria-label="https://a.example/"> </a>'
    )


@settings(max_examples=50, deadline=None)
@given(documents())
def test_every_internal_link_has_its_target(document: Document) -> None:
    page = _page(document, toc=True)
    names = [element["id"] for element in page.find_all(id=True)]
    assert max(Counter(names).values(), default=1) == 1
    targets = {str(link["href"])[1:] for link in page.find_all(href=re.compile("^#"))}
    assert targets <= set(names)


# --- Headings and the page ---


@given(st.lists(st.integers(0, 9)), st.booleans())
def test_heading_levels_never_skip(wanted: list[int], titled: bool) -> None:
    outline = Outline(titled)
    levels = [int(titled), *map(outline.level, wanted)]
    assert all(1 <= after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("levels", [[1, 2, 3, 2, 1], [1, 1, 2, 3, 4, 5, 6]])
def test_heading_levels_that_do_not_skip_stay(levels: list[int]) -> None:
    outline = Outline(titled=False)
    assert list(map(outline.level, levels)) == levels


def test_an_empty_heading_is_none() -> None:
    picture = Heading(1, (Image("dot.png"),), Attr("a"))
    document = Document((picture, Heading(2, ())), media={"dot.png": Media(png(1, 1), "")})
    page = _page(document)
    assert not page.find(re.compile("h[1-6]"))
    assert _element(page.find(id="a")).name == "p"


def test_only_given_metadata_is_shown() -> None:
    page = _page(Document((Para(_text("A sentence. Another.")),), Meta(date="2022-10-19")))
    assert _element(page.body).get_text(" ", strip=True) == "19 October 2022 A sentence. Another."
    assert _element(page.title).string == "A sentence"


def test_a_page_without_headings_has_one_that_is_only_read_out() -> None:
    page = _page(Document((Para(_text("A sentence.")),)))
    heading = _element(page.find(role="heading"))
    assert (heading["aria-level"], heading["aria-label"]) == ("1", "A sentence")
    assert not heading.get_text()


def test_metadata_cannot_leave_its_place() -> None:
    hostile = "</script></title><b>"
    meta = Meta(hostile, hostile, (hostile,), description=hostile, rights=hostile)
    page = _page(Document((), meta))
    assert not page.find("b")
    data = json.loads(str(_element(page.find("script")).string))
    assert data["headline"] == hostile


def test_the_contents_list_the_headings() -> None:
    blocks = (Heading(1, _text("A")), Heading(2, _text("B")), Heading(1, _text("C")))
    page = _page(Document(blocks), toc=True, number_sections=True)
    contents = _element(page.find("nav"))
    assert [link.get_text() for link in contents.find_all("a")] == ["1 A", "1.1 B", "2 C"]


def test_a_style_sheet_that_cannot_be_read_is_an_error() -> None:
    with pytest.raises(WriteError, match=r"missing\.css"):
        _written(Document(), css="missing.css")


# --- Lists, code, formulas ---


def test_lists_keep_start_style_and_delimiter() -> None:
    items = ((Plain(_text("x")),),)
    markup = _main(OrderedList(items, 3, "lower-alpha", "parens"))
    assert markup == '<ol start="3" type="a" class="parens">\n<li>x</li>\n</ol>'


def test_an_empty_list_leaves_no_trace() -> None:
    assert _main(BulletList(()), LineBlock(()), DefinitionList(())) == ""


def test_a_term_without_definition_has_an_empty_one() -> None:
    block = DefinitionList((DefinitionItem(_text("term"), ()),))
    assert _main(block) == "<dl>\n<dt>term</dt>\n<dd></dd>\n</dl>"


def test_code_names_its_language() -> None:
    block = CodeBlock("a < b\n", Attr("c", ("python", "wide")))
    assert _main(block) == (
        '<pre id="c" class="wide"><code class="language-python">a &lt; b\n</code></pre>'
    )
    assert _line(Code("<x>")) == "<code>&lt;x&gt;</code>"


def test_code_is_marked_up_on_request() -> None:
    code = CodeBlock("if x:\n\treturn '<'  # why\n", Attr("", ("python",)))
    unknown = CodeBlock("a < b", Attr("", ("no-language",)))
    page = _page(Document((code, unknown)), highlight=True)
    assert [pre.get_text() for pre in page("pre")] == [code.text, unknown.text]
    assert [(str(span["class"][0]), span.get_text()) for span in page.select("pre span")] == [
        ("k", "if"),
        ("k", "return"),
        ("s", "'<'"),
        ("c", "# why"),
    ]


def test_formulas_are_mathml_with_their_source() -> None:
    markup = _line(Math(r"a < \text{<b>\&}"))
    assert "<mo>&lt;</mo>" in markup
    assert "<b>" not in markup
    assert r'<annotation encoding="application/x-tex">a &lt; \text{&lt;b&gt;\&amp;}' in markup


@pytest.mark.parametrize(
    "tex",
    ["", r"\frac{", r"\unknown{x}", r"\newcommand{\a}{\a\a}\a", "{" * 3000, "x" * 9999],
    ids=["empty", "open", "unknown", "macro", "deep", "long"],
)
def test_a_formula_that_cannot_be_converted_shows_its_source(tex: str) -> None:
    assert _line(Math(tex)) == f'<code class="math">{tex}</code>'
    assert _codes(Para((Math(tex),))) == ["math-source"]


def test_links_and_styles_in_formulas_are_dropped() -> None:
    markup = _line(Math(r"\href{javascript:alert(1)}{x}\style{color:red}{y}"))
    assert "<mrow><mi>x</mi></mrow>" in markup
    assert not re.search("(href|style)=", markup)


# --- Notes ---


def test_notes_link_there_and_back() -> None:
    inner = Note((Para(_text("inner")),))
    page = _page(Document((Para((Text("x"), Note((Para((Text("outer"), inner)),)))),)))
    references = page.select('a[role="doc-noteref"]')
    assert [reference.get_text() for reference in references] == ["1", "2"]
    for reference in references:
        note = _element(page.find(id=str(reference["href"])[1:]))
        back = _element(note.find(role="doc-backlink"))
        assert back["href"] == f"#{reference['id']}"


# --- Images ---


def test_images_are_embedded_and_nothing_is_fetched() -> None:
    far = Image("https://example.org/far.png", _text("far away"))
    blocks = (Para((Image("dot.png", _text("a dot")), far, Image("gone.png", _text("gone")))),)
    document = Document(blocks, media={"dot.png": Media(png(1, 1), "")})
    page = _page(document)
    image = _element(page.find("img"))
    assert (image["alt"], image["width"]) == ("a dot", "1")
    assert str(image["src"]).startswith("data:image/png;base64,")
    assert _element(page.find("a")).get_text() == "far away"
    assert "gone" in _element(page.find("p")).get_text()
    assert "image-missing" in [notice.code for notice in _notices(document)]


@pytest.mark.parametrize(
    ("data", "mime"),
    [
        (png(2, 3), "image/png"),
        (b"GIF89a\x02\x00\x03\x00", "image/gif"),
        (b"\xff\xd8\xff\xe0\x00\x04xx\xff\xc0\x00\x0b\x08\x00\x03\x00\x02", "image/jpeg"),
        (b"RIFF....WEBPVP8X" + bytes(8) + b"\x01\x00\x00\x02\x00\x00", "image/webp"),
        (_SVG, "image/svg+xml"),
    ],
)
def test_bytes_tell_what_picture_they_are(data: bytes, mime: str) -> None:
    kind = kind_of(data)
    assert kind is not None
    assert kind.mime == mime
    assert (kind.width, kind.height) in ((2, 3), (0, 0))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"BM",
        png(2, 3)[:12],
        b"\xff\xd8\xff\xe0",
        b"<svg",
        b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + _SVG,
        _SVG.replace(b"<circle", b"<script/><circle"),
        _SVG.replace(b"r=", b"onload='x()' r="),
        _SVG.replace(b"r=", b"href='https://example.org' r="),
        _SVG.replace(b"r=", b"style='fill: url(https://example.org)' r="),
    ],
)
def test_broken_and_active_pictures_are_none(data: bytes) -> None:
    assert kind_of(data) is None


# --- Tables and figures ---


def test_tables_have_headers_with_scope_and_alignment() -> None:
    body = TableBody((Row((_cell("a"), _cell("1"))),), row_heads=1)
    head = Row((_cell(), _cell("n")))
    markup = _main(Table((ColSpec(), ColSpec("right")), (head,), (body,)))
    assert '<td></td><th style="text-align: right" scope="col">n</th>' in markup
    assert '<th scope="row">a</th><td style="text-align: right">1</td>' in markup


def test_short_rows_are_filled_and_spans_trimmed() -> None:
    rows = (Row((_cell("a", cols=2, rows=9), _cell("b"))), Row(()), Row((_cell("c"),)))
    table = Table((), (), (TableBody(rows),))
    page = _page(Document((table,)))
    shape = [[cell.get("rowspan", "1") for cell in row.find_all("td")] for row in page("tr")]
    assert shape == [["3", "1"], ["1"], ["1"]]
    assert _codes(table) == ["table-mended"]


_SPANS = st.tuples(st.integers(-1, 5), st.integers(-1, 5))


@given(st.lists(st.lists(st.lists(_SPANS, max_size=5), max_size=5), max_size=3), st.integers(0, 6))
def test_every_place_of_a_table_is_covered_once(
    groups: list[list[list[tuple[int, int]]]], columns: int
) -> None:
    rows = [[Row(tuple(_cell("", *spans) for spans in row)) for row in group] for group in groups]
    grid = lay_out(rows, columns)
    width = len(grid.columns)
    for lines in grid.groups:
        covered = Counter(
            (row + down, slot.column + right)
            for row, line in enumerate(lines)
            for slot in line.slots
            for down in range(slot.rows)
            for right in range(slot.cols)
        )
        assert covered == {(row, column): 1 for row in range(len(lines)) for column in range(width)}
    begun = {slot.column for lines in grid.groups for line in lines for slot in line.slots}
    assert begun == set(range(width))


def test_a_table_without_rows_shows_its_caption() -> None:
    table = Table((), caption=Caption((Plain(_text("Nothing")),)))
    assert _main(table) == "<figure><figcaption>Nothing</figcaption></figure>"
    assert _main(Table(())) == ""


def test_a_caption_without_a_picture_keeps_its_credit() -> None:
    credit = Text("(Agency)", (Span(Attr("", ("credit",))),))
    figure = Figure((), Caption((Plain((Text("Words "), credit)),)), Attr("", ("caption",)))
    assert _main(figure) == (
        '<figure class="caption">\n'
        '<figcaption>Words <span class="credit">(Agency)</span></figcaption>\n</figure>'
    )


# --- All ---


def test_the_page_is_the_same_every_time() -> None:
    assert _written(every_node()) == _written(every_node())


def test_losses_are_told_once_for_each_kind() -> None:
    codes = [notice.code for notice in _notices(every_node())]
    assert len(codes) == len(set(codes))
