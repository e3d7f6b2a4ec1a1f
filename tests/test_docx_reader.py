"""The DOCX reader: what each part of a Word file means, and what a broken one says."""

from __future__ import annotations

import struct
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from docconv import walk
from docconv.ast import (
    Attr,
    Block,
    BlockQuote,
    BulletList,
    Caption,
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
    Inlines,
    LineBlock,
    LineBreak,
    Link,
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
    Text,
    Underline,
)
from docconv.errors import Notice, ReadError
from docconv.readers.docx import Options, read
from docconv.readers.docx.story import Changes
from tests.every_node import png
from tests.word_files import OFFICE, field, num, p, part, parts, r, rels, style, zipped


def _read(
    body: str, changes: Changes = "accept", core: str = "", **others: str
) -> tuple[Document, list[Notice]]:
    notices: list[Notice] = []
    data = zipped(parts(body, core, **others))
    return read(data, Options(track_changes=changes), notices.append), notices


def _blocks(body: str, **others: str) -> tuple[Block, ...]:
    return _read(body, **others)[0].blocks


def _runs(content: str) -> Inlines:
    """The runs of a paragraph of *content*."""
    (block,) = _blocks(f"<w:p>{content}</w:p>")
    assert isinstance(block, Para)
    return block.content


def _codes(notices: list[Notice]) -> list[str]:
    return [notice.code for notice in notices]


def _para(text: str) -> Para:
    return Para((Text(text),))


def _plain(text: str) -> tuple[Plain]:
    return (Plain((Text(text),)),)


_DOCUMENT = "word/document.xml"


# --- Runs ---------------------------------------------------------------------------------------


def test_runs_that_look_the_same_are_one() -> None:
    content = r("Pat ") + "<w:proofErr w:type='spellStart'/>" + r("Ry", "<w:noProof/>") + r("der")
    assert _runs(content) == (Text("Pat Ryder"),)


@pytest.mark.parametrize(
    ("properties", "mark"),
    [
        ("<w:b/>", Strong()),
        ('<w:i w:val="true"/>', Emph()),
        ('<w:u w:val="wave"/>', Underline()),
        ("<w:strike/>", Strikeout()),
        ("<w:dstrike/>", Strikeout()),
        ("<w:smallCaps/>", SmallCaps()),
        ('<w:vertAlign w:val="superscript"/>', Superscript()),
        ('<w:vertAlign w:val="subscript"/>', Subscript()),
        ('<w:position w:val="8"/>', Superscript()),
        ('<w:rStyle w:val="Kursiv"/>', Emph()),
        ('<w:highlight w:val="yellow"/>', Span(Attr(classes=("mark",)))),
        ('<w:lang w:val="fr-FR"/>', Span(Attr(attributes=(("lang", "fr-FR"),)))),
    ],
)
def test_run_properties_are_marks(properties: str, mark: object) -> None:
    assert _runs(r("not ") + r("so", properties)) == (Text("not "), Text("so", (mark,)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "properties",
    ['<w:b w:val="0"/>', '<w:b w:val="false"/>', '<w:u w:val="none"/>', '<w:lang w:val="en-US"/>'],
)
def test_what_is_switched_off_is_no_mark(properties: str) -> None:
    assert _runs(r("a ") + r("b", properties)) == (Text("a b"),)


def test_a_direct_property_wins_over_the_style() -> None:
    run = r("x", '<w:rStyle w:val="Loud"/><w:b w:val="0"/>')
    assert _runs(run) == (Text("x", (SmallCaps(),)),)


def test_marks_nest_by_how_long_they_last() -> None:
    content = r("bold ", "<w:b/>") + r("both ", "<w:i/><w:b/>") + r("italic", "<w:i/>")
    assert _runs(content) == (
        Text("bold ", (Strong(),)),
        Text("both ", (Strong(), Emph())),
        Text("italic", (Emph(),)),
    )


def test_a_blank_between_words_does_not_carry_its_own_weight() -> None:
    assert _runs(r("a", "<w:b/>") + r(" ") + r("b", "<w:b/>")) == (Text("a b", (Strong(),)),)
    assert _runs(r("a") + r(" ", "<w:b/>") + r("b")) == (Text("a b"),)
    assert _runs(r("a") + r(" ", '<w:u w:val="single"/>') + r("b"))[1] == Text(" ", (Underline(),))


def test_special_characters_are_characters() -> None:
    content = (
        "<w:r><w:t>a</w:t><w:noBreakHyphen/><w:softHyphen/><w:tab/><w:t>b</w:t><w:br/>"
        '<w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    )
    assert _runs(content) == (Text("a\u2011\u00ad\tb"), LineBreak(), Text("α☑"))


def test_code_is_told_by_the_name_of_its_style() -> None:
    run = '<w:rStyle w:val="VerbatimChar"/>'
    assert _runs(r("x = ", run) + r("1", run)) == (Code("x = 1"),)


def test_hidden_text_is_left_out_with_a_notice() -> None:
    document, notices = _read(f"<w:p>{r('seen')}{r('unseen', '<w:vanish/>')}</w:p>")
    assert document.blocks == (_para("seen"),)
    assert _codes(notices) == ["hidden-dropped"]


def test_ruby_shows_its_reading_in_parentheses() -> None:
    ruby = f"<w:rt>{r('kana')}</w:rt><w:rubyBase>{r('漢字')}</w:rubyBase>"
    assert _runs(f"<w:r><w:ruby>{ruby}</w:ruby></w:r>") == (Text("漢字(kana)"),)


def test_blanks_around_a_paragraph_do_not_show() -> None:
    assert _runs("<w:r><w:tab/><w:t> text </w:t><w:br/></w:r>") == (Text("text"),)


# --- Links, fields, bookmarks -------------------------------------------------------------------


def test_a_hyperlink_has_the_address_of_its_relationship() -> None:
    link = f'<w:hyperlink r:id="rWeb" w:anchor="top" w:tooltip="A tip">{r("here")}</w:hyperlink>'
    assert _runs(link) == (Text("here", (Link("https://example.org/a#top", "A tip"),)),)


def test_the_underline_of_a_link_is_no_underline() -> None:
    styled = r("a", '<w:rStyle w:val="Hyperlink"/>')
    by_hand = r("b", '<w:color w:val="1155CC"/><w:u w:val="single"/>')
    link = f'<w:hyperlink r:id="rWeb">{styled}{by_hand}</w:hyperlink>'
    assert _runs(link) == (Text("ab", (Link("https://example.org/a"),)),)


def test_a_link_may_be_a_field() -> None:
    linked = field(r'HYPERLINK "https://example.org/" \l "x" \o "tip"', r("here"))
    assert _runs(linked) == (Text("here", (Link("https://example.org/#x", "tip"),)),)


def test_a_field_shows_its_result_only() -> None:
    nested = field("IF " + field("PAGE", r("3"))[:-6] + "</w:r>", r("shown"))
    assert _runs(r("a ") + nested) == (Text("a shown"),)
    assert _runs(f'<w:fldSimple w:instr="AUTHOR">{r("Ada")}</w:fldSimple>') == (Text("Ada"),)


def test_a_field_without_an_end_does_not_swallow_the_text() -> None:
    begin = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'
    assert _blocks(begin + p("still here")) == (_para("still here"),)


def test_a_form_shows_its_box_and_its_choice() -> None:
    box = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox>'
        "</w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert _runs(box + r(" done")) == (Text("☒ done"),)


_REFERENCE = r" REF _Ref1 \h "


def test_a_bookmark_that_is_pointed_at_is_an_anchor() -> None:
    target = f'<w:p>{r("a ")}<w:bookmarkStart w:id="1" w:name="_Ref1"/>{r("b")}</w:p>'
    source = f"<w:p>{field(_REFERENCE, r('see b'))}</w:p>"
    assert _blocks(target + source) == (
        Para((Text("a "), Text("", (Span(Attr("_Ref1")),)), Text("b"))),
        Para((Text("see b", (Link("#_Ref1"),)),)),
    )


def test_a_bookmark_nobody_points_at_is_nothing() -> None:
    assert _runs(f'{r("a")}<w:bookmarkStart w:id="1" w:name="_GoBack"/>{r("b")}') == (Text("ab"),)


@pytest.mark.parametrize("inside", [True, False])
def test_a_heading_takes_the_bookmark_in_it_or_before_it(inside: bool) -> None:
    mark = '<w:bookmarkStart w:id="1" w:name="intro"/>'
    start, end = ("", mark) if inside else (mark, "")
    heading = f"{start}<w:p><w:pPr>{style('berschrift1')}</w:pPr>{end}{r('Intro')}</w:p>"
    assert _blocks(heading) == (Heading(1, (Text("Intro"),), Attr("intro")),)


# --- Paragraphs ---------------------------------------------------------------------------------


def test_headings_are_told_by_name_by_base_and_by_outline_level() -> None:
    body = (
        p("by name", style("berschrift1"))
        + p("by base", style("MyHead"))
        + p("by outline of the style", style("Outlined"))
        + p("by outline", '<w:outlineLvl w:val="8"/>')
        + p("by an undefined style", style("Heading4"))
    )
    levels = [block.level for block in _blocks(body) if isinstance(block, Heading)]
    assert levels == [1, 1, 3, 6, 4]


def test_empty_paragraphs_are_left_out() -> None:
    assert _blocks("<w:p/>" + p("a") + p("  ") + p("", style("berschrift1"))) == (_para("a"),)


def test_a_quotation_may_nest_by_indentation() -> None:
    inner = style("Q") + '<w:ind w:left="1440"/>'
    assert _blocks(p("a", style("Q")) + p("b", inner) + p("c", style("Q"))) == (
        BlockQuote((_para("a"), BlockQuote((_para("b"),)), _para("c"))),
    )


def test_a_paragraph_indented_by_hand_is_a_quotation() -> None:
    indented = '<w:ind w:left="720"/>'
    assert _blocks(p("a", indented)) == (BlockQuote((_para("a"),)),)
    assert _blocks(p("a", indented + '<w:jc w:val="right"/>')) == (_para("a"),)
    assert _blocks(p("a", '<w:ind w:firstLine="720"/>')) == (_para("a"),)


def test_lines_of_code_are_one_block() -> None:
    code = style("SourceCode")
    body = p("if x:", code) + p("", code) + p("    y", code) + p("text") + p("z", code)
    assert _blocks(body) == (CodeBlock("if x:\n\n    y"), _para("text"), CodeBlock("z"))


def test_terms_and_definitions_are_a_list() -> None:
    body = (
        p("Term", style("DefinitionTerm"))
        + p("One", style("Definition"))
        + p("Two", style("Definition"))
        + p("Other", style("DefinitionTerm"))
        + p("Three", style("Definition"))
    )
    (block,) = _blocks(body)
    assert isinstance(block, DefinitionList)
    assert [item.term for item in block.items] == [(Text("Term"),), (Text("Other"),)]
    assert block.items[0].definitions == ((_para("One"), _para("Two")),)


def test_verse_and_rules_have_their_styles() -> None:
    verse = (
        f"<w:p><w:pPr>{style('LineBlock')}</w:pPr><w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r></w:p>"
    )
    rule = '<w:p><w:r><w:pict><v:rect style="width:0;height:1.5pt" o:hr="t"/></w:pict></w:r></w:p>'
    assert _blocks(verse + rule + p("", style("HorizontalLine"))) == (
        LineBlock(((Text("a"),), (Text("b"),))),
        HorizontalRule(),
        HorizontalRule(),
    )


def test_a_big_initial_belongs_to_its_word() -> None:
    initial = p("O", '<w:framePr w:dropCap="drop"/>')
    assert _blocks(initial + p("nce upon a time")) == (_para("Once upon a time"),)


def test_content_controls_show_their_content() -> None:
    inline = f"<w:sdt><w:sdtPr/><w:sdtContent>{r('b')}</w:sdtContent></w:sdt>"
    block = f"<w:sdt><w:sdtContent><w:p>{r('a ')}{inline}</w:p></w:sdtContent></w:sdt>"
    assert _blocks(block) == (_para("a b"),)


def test_a_table_of_contents_is_left_out_with_a_notice() -> None:
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    control = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{p('A 1')}</w:sdtContent></w:sdt>"
    document, notices = _read(control + p("B 2", style("TOC1")) + p("text"))
    assert document.blocks == (_para("text"),)
    assert [notice.message for notice in notices] == [
        "the table of contents was left out, for writers make one (2 lines)"
    ]


def test_page_breaks_and_headers_are_told() -> None:
    body = '<w:p><w:r><w:t>a</w:t><w:br w:type="page"/></w:r></w:p>'
    _, notices = _read(body, header=p("on every page"))
    assert _codes(notices) == ["breaks-dropped", "margins-dropped"]


# --- Lists --------------------------------------------------------------------------------------


def test_bullets_nest_by_level() -> None:
    body = p("a", num(1)) + p("b", num(1, 1)) + p("c", num(1, 1)) + p("d", num(1))
    inner = BulletList((_plain("b"), _plain("c")))
    assert _blocks(body) == (BulletList(((*_plain("a"), inner), _plain("d"))),)


def test_numbers_have_their_style_and_delimiter() -> None:
    body = p("a", num(2)) + p("b", num(2, 1)) + p("c", num(2, 2)) + p("d", num(2, 1))
    deepest = OrderedList((_plain("c"),), 1, "upper-roman", "paren")
    inner = OrderedList(((*_plain("b"), deepest), _plain("d")), 1, "lower-alpha", "parens")
    assert _blocks(body) == (OrderedList(((*_plain("a"), inner),)),)


def test_numbers_go_on_after_a_paragraph_and_restart_where_told() -> None:
    body = (
        p("one", num(2)) + p("text") + p("two", num(2)) + p("five", num(3))
        + p("six", num(3))
    )  # fmt: skip
    assert _blocks(body) == (
        OrderedList((_plain("one"),)),
        _para("text"),
        OrderedList((_plain("two"),), start=2),
        OrderedList((_plain("five"), _plain("six")), start=5),
    )


def test_deeper_numbers_restart_with_each_item() -> None:
    body = p("1", num(2)) + p("a", num(2, 1)) + p("2", num(2)) + p("a", num(2, 1))
    inner = OrderedList((_plain("a"),), 1, "lower-alpha", "parens")
    assert _blocks(body) == (OrderedList(((*_plain("1"), inner), (*_plain("2"), inner))),)


def test_what_is_indented_like_an_item_belongs_to_it() -> None:
    indented = '<w:ind w:left="720"/>'
    body = p("a", num(1)) + p("more", indented) + p("b", num(1)) + p("outside")
    assert _blocks(body) == (
        BulletList(((_para("a"), _para("more")), (_para("b"),))),
        _para("outside"),
    )


def test_a_blank_label_continues_the_item() -> None:
    body = p("a", num(1)) + p("more", num(4)) + p("b", num(1))
    assert _blocks(body) == (BulletList(((_para("a"), _para("more")), (_para("b"),))),)


def test_the_list_zero_is_none() -> None:
    body = p("a", style("BulletStyle")) + p("b", style("BulletStyle") + num(0))
    assert _blocks(body) == (BulletList((_plain("a"),)), _para("b"))


def test_lists_of_two_instances_are_two() -> None:
    body = "".join(p(text, num(number)) for text, number in zip("abcd", (1, 1, 5, 5), strict=True))
    assert _blocks(body) == (
        BulletList((_plain("a"), _plain("b"))),
        BulletList((_plain("c"), _plain("d"))),
    )


def test_items_that_are_an_instance_each_are_one_list() -> None:
    body = p("a", num(5)) + p("b", num(6)) + p("c", num(7))
    assert _blocks(body) == (BulletList((_plain("a"), _plain("b"), _plain("c"))),)


def test_a_list_with_space_between_its_items_is_one_of_paragraphs() -> None:
    roomy = style("Roomy")
    body = p("a", roomy + num(1)) + p("b", roomy + num(1))
    assert _blocks(body) == (BulletList(((_para("a"),), (_para("b"),))),)
    close = roomy + num(1) + "<w:contextualSpacing/>"
    assert _blocks(p("a", close) + p("b", close)) == (BulletList((_plain("a"), _plain("b"))),)


def test_a_numbered_heading_is_a_heading() -> None:
    document, notices = _read(p("Intro", style("berschrift1") + num(2)))
    assert document.blocks == (Heading(1, (Text("Intro"),)),)
    assert _codes(notices) == ["numbers-dropped"]


# --- Tables -------------------------------------------------------------------------------------


def _tc(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def _tbl(*rows: str, look: str = "", grid: int = 2) -> str:
    columns = '<w:gridCol w:w="1000"/>' * grid
    return (
        f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


_FIRST_ROW = '<w:tblLook w:firstRow="1"/>'


def _table(body: str) -> Table:
    (block,) = _blocks(body)
    assert isinstance(block, Table)
    return block


def _texts(table: Table) -> list[list[str]]:
    return [
        [" ".join(walk.texts(cell.blocks)) for cell in row.cells] for row in walk.table_rows(table)
    ]


def test_cells_span_columns_and_rows() -> None:
    table = _table(
        _tbl(
            _tr(_tc(p("a"), '<w:gridSpan w:val="2"/>'), _tc(p("b"), '<w:vMerge w:val="restart"/>')),
            _tr(_tc(p("c")), _tc(p("d")), _tc("<w:p/>", "<w:vMerge/>")),
            grid=3,
        )
    )
    assert _texts(table) == [["a", "b"], ["c", "d"]]
    first, second = table.bodies[0].rows[0].cells
    assert (first.col_span, second.row_span) == (2, 2)


def test_rows_that_repeat_are_the_head() -> None:
    repeats = "<w:tblHeader/>"
    head = _tr(_tc(p("h")), properties=repeats)
    table = _table(_tbl(head, head, _tr(_tc(p("b"))), grid=1))
    assert (len(table.head), len(table.bodies[0].rows)) == (2, 1)


def test_a_first_row_set_apart_is_the_head_unless_it_is_all() -> None:
    row = _tr(_tc(p("a")))
    assert len(_table(_tbl(row, row, look=_FIRST_ROW, grid=1)).head) == 1
    assert _table(_tbl(row, look=_FIRST_ROW, grid=1)).head == ()
    assert len(_table(_tbl(row, row, look='<w:tblLook w:val="0020"/>', grid=1)).head) == 1


def test_a_head_holds_what_it_spans() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [_tr(_tc(p("a"), down)), _tr(_tc("<w:p/>", on)), _tr(_tc(p("b")))]
    assert len(_table(_tbl(*rows, look=_FIRST_ROW, grid=1)).head) == 2


def test_columns_are_aligned_as_their_cells() -> None:
    right = _tc(p("1", '<w:jc w:val="right"/>'))
    center = _tc(p("x", '<w:jc w:val="center"/>'))
    table = _table(_tbl(_tr(_tc(p("a")), right), _tr(center, right)))
    assert table.cols == (ColSpec("default"), ColSpec("right"))
    assert [cell.align for cell in table.bodies[0].rows[1].cells] == ["center", "default"]


def test_rows_are_filled_up_to_the_grid() -> None:
    row = '<w:gridBefore w:val="1"/>'
    table = _table(_tbl(_tr(_tc(p("a")), properties=row), _tr(_tc(p("b"))), grid=3))
    assert _texts(table) == [["", "a", ""], ["b", "", ""]]


def test_a_table_may_lie_in_a_table() -> None:
    inner = _tbl(_tr(_tc(p("x"))), grid=1)
    table = _table(_tbl(_tr(_tc(p("a") + inner + "<w:p/>")), grid=1))
    blocks = table.bodies[0].rows[0].cells[0].blocks
    assert [type(block) for block in blocks] == [Para, Table]


def test_widths_are_those_of_the_grid_unless_the_content_decides() -> None:
    row = _tr(_tc(p("a")), _tc(p("b")))
    fixed = '<w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/>'
    assert [col.width for col in _table(_tbl(row, look=fixed)).cols] == [0.5, 0.5]
    automatic = '<w:tblW w:w="0" w:type="auto"/>'
    assert [col.width for col in _table(_tbl(row, look=automatic)).cols] == [None, None]


def test_a_caption_goes_to_its_table() -> None:
    table = _tbl(_tr(_tc(p("a"))), grid=1)
    caption = Caption((_para("Table 1"),))
    assert _table(p("Table 1", style("Caption")) + table).caption == caption
    assert _table(table + p("Table 1", style("Caption"))).caption == caption


def test_deleted_rows_are_gone() -> None:
    rows = _tr(_tc(p("a"))) + _tr(_tc(p("b")), properties='<w:del w:id="1"/>')
    assert _texts(_table(_tbl(rows, grid=1))) == [["a"]]


# --- Notes, pictures, boxes, formulas -----------------------------------------------------------


def test_notes_stand_where_they_are_referred_to() -> None:
    body = (
        f"<w:p>{r('a')}<w:r><w:footnoteReference w:id='2'/></w:r>"
        "<w:r><w:endnoteReference w:id='3'/></w:r></w:p>"
    )
    footnote = (
        f"<w:footnote w:id='2'><w:p><w:r><w:footnoteRef/></w:r>{r(' foot')}</w:p></w:footnote>"
    )
    endnote = f"<w:endnote w:id='3'>{p('end')}{p('two')}</w:endnote>"
    assert _blocks(body, footnotes=footnote, endnotes=endnote) == (
        Para((Text("a"), Note((_para("foot"),)), Note((_para("end"), _para("two"))))),
    )


def test_a_note_that_is_missing_is_told() -> None:
    document, notices = _read(f"<w:p>{r('a')}<w:r><w:footnoteReference w:id='9'/></w:r></w:p>")
    assert document.blocks == (_para("a"),)
    assert _codes(notices) == ["note-missing"]


def _drawing(relation: str, description: str = "A chart", attribute: str = "embed") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="914400" cy="457200"/>'
        f'<wp:docPr id="1" name="x" descr="{description}" title="T"/><a:graphic><a:graphicData>'
        f'<a:blip r:{attribute}="{relation}"/></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )


_SIZES = Attr(attributes=(("width", "1in"), ("height", "0.5in")))


def test_a_picture_lies_in_the_media_with_its_description_and_size() -> None:
    document, _ = _read(f"<w:p>{r('a ')}{_drawing('rImage')}</w:p>")
    image = Image("media/image1.png", (Text("A chart"),), "T", _SIZES)
    assert document.blocks == (Para((Text("a "), image)),)
    assert document.media["media/image1.png"].data == png(4, 4)
    assert document.media["media/image1.png"].mime == "image/png"


def test_an_old_picture_is_a_picture() -> None:
    shape = (
        '<v:shape alt="Old" style="width:72pt;height:36pt"><v:imagedata r:id="rImage"/></v:shape>'
    )
    image = Image("media/image1.png", (Text("Old"),), "", _SIZES)
    assert _blocks(f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>") == (Para((image,)),)


def test_a_picture_elsewhere_is_linked_and_a_lost_one_told() -> None:
    document, notices = _read(
        f"<w:p>{_drawing('rFar', attribute='link')}{_drawing('rLost')}{r(' text')}</w:p>"
    )
    (block,) = document.blocks
    assert isinstance(block, Para)
    assert isinstance(block.content[0], Image)
    assert block.content[0].url == "https://example.org/far.png"
    assert document.media == {}
    assert _codes(notices) == ["image-linked", "image-missing"]


def test_a_picture_with_a_caption_is_a_figure() -> None:
    caption = p("Figure 1", style("Caption"))
    (block,) = _blocks(f"<w:p>{_drawing('rImage')}</w:p>{caption}")
    assert isinstance(block, Figure)
    assert block.caption == Caption((_para("Figure 1"),))
    assert [type(inner) for inner in block.blocks] == [Plain]


def test_a_caption_alone_is_a_caption() -> None:
    assert _blocks(p("Lost", style("Caption"))) == (
        Figure((), Caption((_para("Lost"),)), Attr(classes=("caption",))),
    )


def test_a_text_box_comes_once_and_after_its_paragraph() -> None:
    content = f"<w:txbxContent>{p('boxed')}</w:txbxContent>"
    box = (
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic>'
        f"<a:graphicData><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></a:graphicData>"
        "</a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert _blocks(f"<w:p>{r('anchor')}<w:r>{box}</w:r></w:p>{p('after')}") == (
        _para("anchor"),
        Div((_para("boxed"),), Attr(classes=("textbox",))),
        _para("after"),
    )


def _math(content: str) -> str:
    (inline,) = _runs(f"<m:oMath>{content}</m:oMath>")
    assert isinstance(inline, Math)
    return inline.text


def _m(text: str, properties: str = "") -> str:
    return f"<m:r><m:rPr>{properties}</m:rPr><m:t>{text}</m:t></m:r>"


def _e(text: str) -> str:
    return f"<m:e>{_m(text)}</m:e>"


def _d(opening: str, inner: str, closing: str) -> str:
    fences = f'<m:dPr><m:begChr m:val="{opening}"/><m:endChr m:val="{closing}"/></m:dPr>'
    return f"<m:d>{fences}<m:e>{inner}</m:e></m:d>"


_UPRIGHT = '<m:sty m:val="p"/>'
_HALF = f"<m:f><m:num>{_m('1')}</m:num><m:den>{_m('2')}</m:den></m:f>"
_CHOOSE = _HALF.replace("<m:f>", '<m:f><m:fPr><m:type m:val="noBar"/></m:fPr>')
_MATRIX = f"<m:m><m:mr>{_e('a')}{_e('b')}</m:mr><m:mr>{_e('c')}{_e('d')}</m:mr></m:m>"


@pytest.mark.parametrize(
    ("formula", "tex"),
    [
        (_m("a+b=2α"), r"a + b = 2\alpha"),
        (_m("x≤y→∞"), r"x \leq y \rightarrow \infty"),
        (_m("𝐱∈ℝ"), r"\mathbf{x} \in \mathbb{R}"),
        (_m("sin", _UPRIGHT), r"\sin"),
        (_m("d", _UPRIGHT), r"\mathrm{d}"),
        (_m("L", '<m:scr m:val="script"/>'), r"\mathcal{L}"),
        (_m("if 5%", "<m:nor/>"), r"\text{if 5\%}"),
        (_HALF, r"\frac{1}{2}"),
        (f"<m:rad><m:deg>{_m('3')}</m:deg>{_e('x')}</m:rad>", r"\sqrt[3]{x}"),
        (f"<m:rad><m:radPr><m:degHide/></m:radPr><m:deg/>{_e('x')}</m:rad>", r"\sqrt{x}"),
        (f"<m:sSup>{_e('xy')}<m:sup>{_m('2')}</m:sup></m:sSup>", "{xy}^{2}"),
        (
            f"<m:sSubSup>{_e('x')}<m:sub>{_m('i')}</m:sub><m:sup>{_m('2')}</m:sup></m:sSubSup>",
            "x_{i}^{2}",
        ),
        (
            '<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr>'
            f"<m:sub>{_m('i=1')}</m:sub><m:sup>{_m('n')}</m:sup>{_e('i')}</m:nary>",
            r"\sum_{i = 1}^{n}i",
        ),
        (f"<m:nary><m:sub/><m:sup/>{_e('x')}</m:nary>", r"\int x"),
        (f"<m:d>{_e('x')}</m:d>", "(x)"),
        (f"<m:d><m:e>{_HALF}</m:e></m:d>", r"\left( \frac{1}{2} \right)"),
        (f"<m:d><m:e>{_CHOOSE}</m:e></m:d>", r"\binom{1}{2}"),
        (_d("[", _MATRIX, "]"), r"\begin{bmatrix} a & b \\ c & d \end{bmatrix}"),
        (
            _d("{", f"<m:eqArr>{_e('a')}{_e('b')}</m:eqArr>", ""),
            r"\begin{cases} a \\ b \end{cases}",
        ),
        (
            f"<m:func><m:fName>{_m('cos', _UPRIGHT)}</m:fName>{_e('x')}</m:func>",
            r"\cos x",
        ),
        (
            f"<m:limLow><m:e>{_m('lim', _UPRIGHT)}</m:e><m:lim>{_m('n')}</m:lim></m:limLow>",
            r"\lim_{n}",
        ),
        (f'<m:acc><m:accPr><m:chr m:val="⃗"/></m:accPr>{_e("v")}</m:acc>', r"\vec{v}"),
        (f'<m:bar><m:barPr><m:pos m:val="top"/></m:barPr>{_e("x")}</m:bar>', r"\overline{x}"),
        (f"<m:groupChr>{_e('x')}</m:groupChr>", r"\underbrace{x}"),
        (f"<m:borderBox>{_e('x')}</m:borderBox>", r"\boxed{x}"),
    ],
)
def test_formulas_are_tex(formula: str, tex: str) -> None:
    assert _math(formula) == tex


def test_a_formula_of_its_own_line_is_displayed() -> None:
    assert _runs(f"<m:oMathPara><m:oMath>{_m('x')}</m:oMath></m:oMathPara>") == (Math("x", True),)


# --- Changes and comments -----------------------------------------------------------------------

_CHANGED = (
    f'<w:p>{r("a ")}<w:ins w:id="1" w:author="Ada" w:date="2022-10-19T00:00:00Z">'
    f"{r('new')}</w:ins>"
    '<w:del w:id="2" w:author="Ada"><w:r><w:delText>old</w:delText></w:r></w:del></w:p>'
)


def test_changes_are_taken_as_made() -> None:
    assert _read(_CHANGED)[0].blocks == (_para("a new"),)


def test_changes_may_be_taken_back() -> None:
    assert _read(_CHANGED, "reject")[0].blocks == (_para("a old"),)


def test_changes_may_be_marked() -> None:
    date = ("date", "2022-10-19T00:00:00Z")
    inserted = Span(Attr(classes=("insertion",), attributes=(("author", "Ada"), date)))
    deleted = Span(Attr(classes=("deletion",), attributes=(("author", "Ada"),)))
    assert _read(_CHANGED, "all")[0].blocks == (
        Para((Text("a "), Text("new", (inserted,)), Text("old", (deleted,)))),
    )


def test_paragraphs_whose_border_was_deleted_are_one() -> None:
    first = p("one ", '<w:rPr><w:del w:id="1"/></w:rPr>')
    assert _read(first + p("two"))[0].blocks == (_para("one two"),)
    assert len(_read(first + p("two"), "reject")[0].blocks) == 2


def test_comments_are_notices() -> None:
    body = (
        f'<w:p>{r("a ")}<w:commentRangeStart w:id="1"/>{r("word")}<w:commentRangeEnd w:id="1"/>'
        '<w:r><w:commentReference w:id="1"/></w:r></w:p>'
    )
    comment = f'<w:comment w:id="1" w:author="Ada">{p("Really?")}</w:comment>'
    document, notices = _read(body, comments=comment)
    assert document.blocks == (_para("a word"),)
    assert notices == [Notice("comment", "comment by Ada on “word”: Really?")]


# --- Metadata -----------------------------------------------------------------------------------


def test_the_title_block_is_metadata() -> None:
    body = (
        p("The Title", style("Title"))
        + p("Sub", style("Subtitle"))
        + p("Ada", style("Author"))
        + p("Charles", style("Author"))
        + p("19 October 2022", style("Date"))
        + p("text")
    )
    core = "<dc:creator>Someone</dc:creator><dcterms:created>2022-10-19T12:00:00Z</dcterms:created>"
    document, _ = _read(body, core=core)
    meta = document.meta
    assert (meta.title, meta.subtitle, meta.authors) == ("The Title", "Sub", ("Ada", "Charles"))
    assert meta.date == "2022-10-19"
    assert document.blocks == (_para("text"),)


def test_core_properties_are_metadata() -> None:
    core = (
        "<dc:title>A Title</dc:title><dc:creator>Ada; Charles</dc:creator>"
        "<dc:description>About</dc:description><dc:language>de-DE</dc:language>"
        "<cp:keywords>a, b</cp:keywords>"
    )
    meta = _read(p("text"), core=core)[0].meta
    assert (meta.title, meta.authors) == ("A Title", ("Ada", "Charles"))
    assert (meta.description, meta.language) == ("About", "de-DE")
    assert meta.extra == {"keywords": (Text("a, b"),)}


def test_what_programs_put_into_the_properties_is_no_metadata() -> None:
    core = (
        "<dc:title>Word Document</dc:title><dc:creator>python-docx</dc:creator>"
        "<dc:description>generated by python-docx</dc:description>"
    )
    meta = _read(p("text"), core=core)[0].meta
    assert (meta.title, meta.authors, meta.description) == ("", (), "")


def test_a_title_that_a_heading_says_is_not_said_twice() -> None:
    body = p("The Title", style("berschrift1")) + p("text")
    assert _read(body, core="<dc:title>The title</dc:title>")[0].meta.title == ""


def test_the_language_is_that_of_most_of_the_text() -> None:
    german = r("ein langer deutscher Satz", '<w:lang w:val="de-DE"/>')
    document, _ = _read(f"<w:p>{german}{r(' and')}</w:p>")
    assert document.meta.language == "de-DE"
    assert _read(p("text"))[0].meta.language == "en-GB"


# --- Packages -----------------------------------------------------------------------------------


def test_the_strict_form_of_the_standard_is_read() -> None:
    whole = parts(p("text", style("berschrift1")))
    strict = {
        name: data.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/",
            b"http://purl.oclc.org/ooxml/wordprocessingml/",
        ).replace(OFFICE.encode(), b"http://purl.oclc.org/ooxml/officeDocument")
        for name, data in whole.items()
    }
    document = read(zipped(strict), Options(), lambda notice: None)
    assert document.blocks == (Heading(1, (Text("text"),)),)


def test_only_the_document_itself_must_be_there() -> None:
    alone = {_DOCUMENT: parts(p("text"))[_DOCUMENT]}
    assert read(zipped(alone), Options(), lambda notice: None).blocks == (_para("text"),)


def _ole(*names: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "".join(names).encode("utf-16-le")


def _with(name: str, data: bytes) -> bytes:
    return zipped({**parts(p("text")), name: data})


def _without(name: str) -> bytes:
    return zipped({key: data for key, data in parts(p("text")).items() if key != name})


def _encrypted(data: bytes) -> bytes:
    """A zip file whose entries all say that they are encrypted."""
    changed = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(signature)
        while at >= 0:
            changed[at + offset] |= 1
            at = changed.find(signature, at + 4)
    return bytes(changed)


def _promising(data: bytes, size: int) -> bytes:
    """A zip file whose last entry promises *size* bytes."""
    changed = bytearray(data)
    at = changed.rfind(b"PK\x01\x02")
    changed[at + 24 : at + 28] = struct.pack("<I", size)
    return bytes(changed)


_WHOLE = zipped(parts(p("some text") * 500))
_LAUGHS = b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><w>&b;</w>'
_OUTSIDE = b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w>&a;</w>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", ["empty"]),
        (b"Just text.", ["not a zip archive"]),
        (_WHOLE[: len(_WHOLE) // 2], ["truncated"]),
        (_WHOLE[100:], ["cannot be unpacked"]),
        (_ole("EncryptedPackage"), ["password"]),
        (_ole("WordDocument"), ["old binary Office file"]),
        (_encrypted(_WHOLE), [".rels", "encrypted"]),
        (_promising(zipped({_DOCUMENT: b"x"}), 0xFFFFFFF0), [_DOCUMENT, "4.0 GB"]),
        (_without(_DOCUMENT), [_DOCUMENT, "missing"]),
        (zipped({}), [_DOCUMENT, "missing"]),
        (_with(_DOCUMENT, b"<w:document>"), [_DOCUMENT, "broken XML", "line 1"]),
        (_with(_DOCUMENT, b""), [_DOCUMENT, "broken XML"]),
        (_with(_DOCUMENT, bytes(range(256))), [_DOCUMENT, "broken XML"]),
        (_with(_DOCUMENT, _LAUGHS), [_DOCUMENT, "document type"]),
        (_with(_DOCUMENT, _OUTSIDE), [_DOCUMENT, "document type"]),
        (_with(_DOCUMENT, b"<a>" * 100_000), [_DOCUMENT, "depth"]),
        (_with(_DOCUMENT, part("document", "")), [_DOCUMENT, "no body"]),
        (_with(_DOCUMENT, b"<html/>"), [_DOCUMENT, "no Word document"]),
        (_with("word/styles.xml", b"<"), ["word/styles.xml", "broken XML"]),
        (_with("word/numbering.xml", b"<a></b>"), ["word/numbering.xml", "broken XML"]),
        (_with("_rels/.rels", b"nonsense"), ["_rels/.rels", "broken XML"]),
        (
            zipped({"_rels/.rels": rels(("d", "officeDocument", "xl/workbook.xml")),
                  "xl/workbook.xml": b"<workbook/>"}),
            ["xl/workbook.xml", "Excel"],
        ),
    ],
)  # fmt: skip
def test_a_broken_file_says_which_part_and_why(data: bytes, words: list[str]) -> None:
    with pytest.raises(ReadError) as caught:
        read(data, Options(), lambda notice: None)
    message = str(caught.value)
    assert "\n" not in message
    assert all(word in message for word in words), message


def test_a_damaged_entry_says_which_part() -> None:
    stored = zipped(parts(p("some text")), zipfile.ZIP_STORED)
    damaged = stored.replace(b"some text", b"same text")
    with pytest.raises(ReadError, match=r"word/document\.xml: .*unpacked: .*CRC"):
        read(damaged, Options(), lambda notice: None)


def test_deep_nesting_is_read_or_refused_but_never_a_crash() -> None:
    def nested(depth: int) -> str:
        return "<w:tbl><w:tr><w:tc>" * depth + p("deep") + "</w:tc></w:tr></w:tbl>" * depth

    (block,) = _blocks(nested(40))
    assert "deep" in " ".join(walk.texts((block,)))
    with pytest.raises(ReadError, match="depth"):
        _blocks(nested(1000))


_HOSTILE = """
import resource, sys, time
from pathlib import Path
from docconv.errors import ReadError
from docconv.readers.docx import Options, read
data = Path(sys.argv[1]).read_bytes()
start = time.monotonic()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    read(data, Options(), lambda notice: None)
except ReadError as error:
    print(error)
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(time.monotonic() - start, (after - before) / 1024)
"""


@pytest.mark.parametrize("filler", [b"\0", b" ", b"<a>"])
def test_a_bomb_is_refused_within_two_seconds_and_200_megabytes(
    filler: bytes, tmp_path: Path
) -> None:
    bomb = tmp_path / "bomb.docx"
    bomb.write_bytes(zipped({_DOCUMENT: filler * (60_000_000 // len(filler))}))
    result = subprocess.run(
        [sys.executable, "-c", _HOSTILE, bomb], capture_output=True, text=True, check=True
    )
    message, figures = result.stdout.splitlines()
    seconds, megabytes = map(float, figures.split())
    assert _DOCUMENT in message
    assert seconds < 2
    assert megabytes < 200


def test_time_grows_with_length_only() -> None:
    def seconds(count: int) -> float:
        body = "".join(p(f"text {n}", num(1, n % 3)) + p("more text here") for n in range(count))
        data = zipped(parts(body + _tbl(*[_tr(_tc(p("a")), _tc(p("b")))] * count)))
        start = time.process_time()
        read(data, Options(), lambda notice: None)
        return time.process_time() - start

    seconds(10)
    assert any(seconds(2000) < 4 * max(seconds(1000), 0.05) for _ in range(4))
