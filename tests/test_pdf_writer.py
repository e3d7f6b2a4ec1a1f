"""PDF: the text in its order, a structure for every node, pages as a printer would break them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings

import docconv
from docconv import walk
from docconv.ast import (
    Attr,
    Block,
    BlockQuote,
    BulletList,
    Caption,
    Cell,
    Code,
    CodeBlock,
    ColSpec,
    Div,
    Document,
    Emph,
    Figure,
    Heading,
    Image,
    Inlines,
    LineBreak,
    Link,
    Media,
    Meta,
    Note,
    OrderedList,
    Para,
    Plain,
    RawBlock,
    Row,
    SmallCaps,
    Span,
    Strong,
    Table,
    TableBody,
    Text,
)
from docconv.errors import Notice, OptionError, WriteError
from docconv.writers import pdf
from tests.every_node import every_node, png
from tests.pdf_files import PdfFile
from tests.random_documents import documents

_FONTS = Path(docconv.__file__).parent / "fonts"
_WORDS = (
    "The quick brown fox jumps over the lazy dog and extraordinarily incomprehensible hyphens. "
)


def write(*blocks: Block, meta: Meta | None = None, **options: object) -> PdfFile:
    document = Document(blocks, meta or Meta(), {"dot.png": Media(png(4, 4), "image/png")})
    return PdfFile(pdf.write(document, pdf.Options(**options), lambda notice: None))  # type: ignore[arg-type]


def notices(*blocks: Block, meta: Meta | None = None) -> dict[str, str]:
    told: list[Notice] = []
    document = Document(blocks, meta or Meta(title="Given"))
    pdf.write(document, pdf.Options(), told.append)
    return {notice.code: notice.message for notice in told}


def text(value: str, *marks: Strong | Emph | Link | Span | SmallCaps) -> Inlines:
    return (Text(value, marks),)


def para(value: str) -> Para:
    return Para(text(value))


def row(*values: str) -> Row:
    return Row(tuple(Cell((Plain(text(value)),)) for value in values))


def tags(file: PdfFile) -> list[str]:
    return [element.tag for element in file.structure().walk()]


def squashed(value: str) -> str:
    return "".join(value.split())


# --- Text ---------------------------------------------------------------------------------------


def test_text_comes_back_word_for_word_over_lines_and_pages() -> None:
    blocks = [para(_WORDS * number) for number in (1, 5, 80)]
    file = write(*blocks)
    assert len(file.pages()) > 1
    assert squashed(file.text()) == squashed("".join(walk.texts(blocks)))


def test_words_are_not_glued_at_line_ends() -> None:
    content = _WORDS * 40
    assert write(para(content)).text().split() == content.split()


def test_hyphens_that_were_put_in_are_soft() -> None:
    assert "\u00ad" in "".join(write(para(_WORDS * 20)).texts())


def test_no_line_ends_at_a_hyphen_of_the_text() -> None:
    content = "".join(write(para("well-known and so-called " * 60)).texts())
    assert "well-known" in content
    assert not re.search(r"-(?! |known|called)", content)


@pytest.mark.parametrize("sentence", ["ends with a hyphen-", "ends with two --"])
def test_a_hyphen_at_the_end_of_a_paragraph_is_guarded(sentence: str) -> None:
    assert write(para(sentence)).texts() == [f"{sentence}\u200b"]


def test_equal_glyphs_of_different_characters_keep_their_text() -> None:
    sample = "no\u00a0break, µ and μ, e\u0301 and é, Ω and Ω"
    assert write(para(sample)).texts() == [sample]


def test_small_capitals_keep_small_letters_as_text() -> None:
    assert write(Para(text("Straße and co", SmallCaps()))).texts() == ["Straße and co"]


def test_what_no_font_has_is_shown_and_told_and_still_text() -> None:
    blocks = (para("汉字 and 汉"),)
    assert write(*blocks).texts() == ["汉字 and 汉"]
    assert "U+6C49 汉" in notices(*blocks)["missing-glyph"]
    assert "3 characters" in notices(*blocks)["missing-glyph"]


def test_controls_surrogates_and_private_characters_become_replacements() -> None:
    assert write(para("a\x00b\ud800c\ue000d")).texts() == ["a\ufffdb\ufffdc\ufffdd"]


def test_code_keeps_its_spaces_and_its_lines() -> None:
    (content,) = write(CodeBlock("if x:\n    y()\n")).texts()
    assert content == "if x:     y() "


def test_long_lines_of_code_go_on_below() -> None:
    file = write(CodeBlock("word " * 60))
    assert file.contents()[0].count("TJ") > 3
    assert squashed(file.text()) == "word" * 60


def test_words_longer_than_a_line_are_broken_and_lose_nothing() -> None:
    file = write(para("x" * 20_000))
    assert squashed(file.text()) == "x" * 20_000


def test_a_forced_line_end_is_kept() -> None:
    file = write(Para((Text("one"), LineBreak(), Text("two"))))
    assert file.contents()[0].count("TJ") == 2


@settings(max_examples=25, deadline=None)
@given(documents())
def test_any_document_is_written(document: Document) -> None:
    data = pdf.write(document, pdf.Options(), lambda notice: None)
    assert data.startswith(b"%PDF-1.7")
    PdfFile(data).structure()


# --- Structure ----------------------------------------------------------------------------------


def test_everything_on_a_page_is_marked() -> None:
    file = PdfFile(pdf.write(every_node(), pdf.Options(), lambda notice: None))
    for content in file.contents():
        depth = 0
        for operator in re.findall(r"\b(BMC|BDC|EMC|TJ|re f|Do)\b", content):
            depth += {"BMC": 1, "BDC": 1, "EMC": -1}.get(operator, 0)
            assert depth == 1 or operator in ("EMC", "BMC", "BDC"), operator
        assert depth == 0


def test_every_node_has_its_element() -> None:
    file = PdfFile(pdf.write(every_node(), pdf.Options(), lambda notice: None))
    expected = (
        "H1 H2 H3 H4 H5 H6 P L LI Lbl LBody BlockQuote Code Table THead TBody TFoot TR TH TD "
        "Caption Figure Formula Link Reference Note Span Div"
    )
    assert set(expected.split()) <= set(tags(file))


def test_heading_levels_never_skip() -> None:
    levels = (3, 3, 5, 2, 6, 1)
    file = write(*(Heading(level, text("H")) for level in levels))
    assert [tag for tag in tags(file) if tag[0] == "H"] == ["H1", "H1", "H2", "H1", "H2", "H1"]


def test_an_empty_heading_opens_no_level() -> None:
    file = write(Heading(1, ()), Heading(2, text("Two")))
    assert [tag for tag in tags(file) if tag[0] == "H"] == ["H1"]


def test_a_note_follows_its_paragraph_and_says_who_refers_to_it() -> None:
    file = write(Para((Text("Text"), Note((para("A note."),)), Text(" goes on."))), para("Next."))
    top = file.structure()
    assert [kid.tag for kid in top.kids] == ["P", "Note", "P"]
    assert "/ID (note-1)" in top.kids[1].source
    assert [element.tag for element in top.kids[0].walk()] == ["P", "Reference", "Link"]
    assert file.texts() == ["Text1 goes on.Next.1A note."]


def test_a_link_over_two_lines_is_one_element_with_two_areas() -> None:
    url = "https://example.org/"
    file = write(Para((*text("before " * 11), *text("a link that is long " * 2, Link(url)))))
    assert len(file.structure().find("Link")) == 1
    assert file.data.count(b"/Subtype /Link") == 2


def test_links_lead_to_pages_of_the_document() -> None:
    target = Heading(1, text("Target"), Attr("there"))
    file = write(Para(text("go", Link("#there"))), para(_WORDS * 80), target)
    places = re.findall(rb"/Dest \[ (\d+) 0 R /XYZ", file.data)
    assert set(map(int, places)) == {file.pages()[-1]}


@pytest.mark.parametrize(
    ("url", "code"),
    [("javascript:alert(1)", "link-dropped"), ("#nowhere", "link-target-missing")],
)
def test_a_link_that_must_not_be_followed_is_told(url: str, code: str) -> None:
    block = Para(text("x", Link(url)))
    assert code in notices(block)
    assert "Link" not in tags(write(block))


def test_foreign_passages_say_their_language() -> None:
    german = Attr(attributes=(("lang", "de"),))
    file = write(Para(text("Wort", Span(german))), Div((para("Absatz"),), german))
    assert "/Lang (de)" in file.structure().find("Span")[0].source
    assert "/Lang (de)" in file.structure().find("Div")[0].source


def test_a_picture_has_its_description_or_that_of_its_caption() -> None:
    shown = Para((Image("dot.png", text("A dot")),))
    captioned = Figure((Plain((Image("dot.png"),)),), Caption((para("The caption"),)))
    figures = write(shown, captioned).structure().find("Figure")
    assert ["/Alt (A dot)" in figures[0].source, "/Alt (The caption)" in figures[1].source] == [
        True,
        True,
    ]


def test_a_picture_without_description_is_decoration_and_told() -> None:
    document = Document((Para((Image("dot.png"),)),), Meta(), {"dot.png": Media(png(2, 2), "")})
    told: list[Notice] = []
    file = PdfFile(pdf.write(document, pdf.Options(), told.append))
    assert "Figure" not in tags(file)
    assert "image-undescribed" in {notice.code for notice in told}


def test_a_picture_that_is_not_at_hand_becomes_its_description() -> None:
    far = Para((Image("https://example.org/far.png", text("far away")),))
    assert write(far).texts() == ["far away"]
    assert b"(https://example.org/far.png)" in write(far).data
    assert "image-missing" in notices(far)


def test_raw_markup_is_left_out_and_told() -> None:
    assert "raw-dropped" in notices(RawBlock("html", "<hr>"))


def test_list_items_have_labels_and_bodies() -> None:
    file = write(OrderedList(((para("a"),), (para("b"),)), 3), BulletList(((Plain(text("c")),),)))
    lists = file.structure().find("L")
    assert [kid.tag for kid in lists[0].kids[0].kids] == ["Lbl", "LBody"]
    assert ["/Decimal" in lists[0].source, "/Disc" in lists[1].source] == [True, True]
    assert file.texts() == ["3.a4.b•c"]


def test_cells_tell_their_spans_and_head_cells_their_scope() -> None:
    spanning = Row((Cell((Plain(text("wide")),), col_span=2),))
    table = Table(
        (ColSpec(), ColSpec()),
        head=(spanning,),
        bodies=(TableBody((row("a", "b"), row("c")), row_heads=1),),
    )
    structure = write(table).structure()
    heads = structure.find("TH")
    assert "/Scope/Column/ColSpan 2" in heads[0].source
    assert "/Scope/Row" in heads[1].source
    assert [len(line.kids) for line in structure.find("TR")] == [1, 2, 2]


# --- Pages --------------------------------------------------------------------------------------


def lines_of(file: PdfFile) -> list[list[float]]:
    """The baselines of the text on each page, from the top."""
    return [
        sorted({float(y) for y in re.findall(r"1 0 0 1 [\d.]+ ([\d.]+) Tm", content)}, reverse=True)
        for content in file.contents()
    ]


def test_no_page_begins_with_the_last_line_of_a_paragraph() -> None:
    for count in range(30, 50):
        blocks = [para(f"line {number}") for number in range(count)]
        file = write(*blocks, para(_WORDS * 3), para(_WORDS * 30))
        for content in file.texts():
            assert not content.endswith(("The quick brown fox jumps over the lazy dog and ",))


def test_a_heading_stays_with_what_follows() -> None:
    for count in range(30, 45):
        blocks = [para(f"line {number}") for number in range(count)]
        file = write(*blocks, Heading(2, text("Heading")), para(_WORDS * 4))
        page = next(content for content in file.texts() if "Heading" in content)
        assert not page.endswith("Heading")


def test_notes_stand_on_the_page_that_refers_to_them() -> None:
    blocks = [
        Para((*text(f"{_WORDS * 2}word{number}."), Note((para(f"note{number}."),))))
        for number in range(60)
    ]
    file = write(*blocks)
    assert len(file.pages()) > 3
    for content in file.texts():
        referred = set(re.findall(r"word(\d+)\.", content))
        assert referred == set(re.findall(r"note(\d+)\.", content))


def test_a_note_longer_than_its_page_goes_on_below_the_next() -> None:
    file = write(Para((Text("word"), Note((para(_WORDS * 100),)))), para(_WORDS * 60))
    assert len(file.pages()) > 2
    assert file.text().count("extraordinarily") == 160


def test_table_heads_are_repeated_as_artifacts() -> None:
    table = Table(
        (ColSpec(), ColSpec()),
        head=(row("Number", "Square"),),
        bodies=(TableBody(tuple(row(str(n), str(n * n)) for n in range(120))),),
    )
    file = write(table)
    assert len(file.pages()) > 2
    assert [page.count("Number") for page in file.texts(furniture=True)] == [1] * len(file.pages())
    assert file.text().count("Number") == 1
    assert file.text() == "NumberSquare" + "".join(f"{n}{n * n}" for n in range(120))


def test_a_cell_taller_than_a_page_is_split() -> None:
    tall = Row((Cell((Plain(text("side")),)), Cell(tuple(para(_WORDS * 5) for _ in range(40)))))
    file = write(Table((ColSpec(), ColSpec()), bodies=(TableBody((tall, row("a", "b"))),)))
    assert len(file.pages()) > 2
    assert file.text().count("extraordinarily") == 200
    assert file.text().endswith("ab")


def test_cells_over_many_rows_are_split_between_rows() -> None:
    first = Row((Cell((para(_WORDS * 100),), row_span=200), *row("0").cells))
    rows = (first, *(row(str(number)) for number in range(1, 200)))
    file = write(Table((ColSpec(), ColSpec()), bodies=(TableBody(rows),)))
    assert file.text().count("extraordinarily") == 100
    assert len(file.structure().find("TD")) == 201


def test_a_picture_shrinks_a_little_rather_than_leave_a_page_half_empty() -> None:
    big = Attr(attributes=(("height", "300pt"),))
    shown = Para((Image("dot.png", text("A dot"), attr=big),))
    (near,) = write(*[para(f"line {number}") for number in range(25)], shown).contents()
    assert 180 <= float(re.findall(r"q [\d.]+ 0 0 ([\d.]+)", near)[0]) < 300
    far = write(*[para(f"line {number}") for number in range(38)], shown).contents()
    assert "q 300.00 0 0 300.00" in far[1]


def test_furniture_is_no_text_of_the_document() -> None:
    meta = Meta(title="A title")
    file = write(para(_WORDS * 80), meta=meta)
    assert file.texts(furniture=True)[1].startswith("A title")
    assert not file.texts()[1].startswith("A title")
    assert "A title" not in write(para(_WORDS * 80), meta=meta, running_head=False).texts()[1]


def test_an_inferred_title_is_never_shown() -> None:
    file = write(para("One sentence. " + _WORDS * 80))
    assert "".join(file.texts(furniture=True)).count("One sentence") == 1
    assert b"/Title (One sentence)" in file.data


def test_headings_make_the_outline() -> None:
    file = write(Heading(1, text("One")), Heading(2, text("Two")), Heading(1, text("Three")))
    entries = [re.search(rb"/Parent (\d+) 0 R.*/Title \((\w+)\)", body, re.DOTALL)
               for body in file.objects.values()]  # fmt: skip
    parents = {match[2]: match[1] for match in entries if match}
    assert parents.keys() == {b"One", b"Two", b"Three"}
    assert parents[b"One"] == parents[b"Three"] != parents[b"Two"]


# --- Options, fonts, bytes ----------------------------------------------------------------------


@pytest.mark.parametrize(("size", "box"), [("A4", "595.28 841.89"), ("Letter", "612 792")])
def test_pages_have_the_size_asked_for(size: str, box: str) -> None:
    assert f"/MediaBox [ 0 0 {box} ]" in write(para("x"), page_size=size).data.decode("latin-1")


@pytest.mark.parametrize("options", [{"font_size": 1.0}, {"margin": 100.0}, {"margin": -1.0}])
def test_sizes_that_leave_no_room_are_errors(options: dict[str, float]) -> None:
    with pytest.raises(OptionError):
        pdf.write(Document(), pdf.Options(**options), lambda notice: None)  # type: ignore[arg-type]


def test_only_the_fonts_that_are_used_are_embedded() -> None:
    assert write(para("x")).fonts() == ["SourceSerif4-Regular"]
    file = write(Para((*text("a", Strong()), Code("b"))))
    assert file.fonts() == ["SourceCodePro-Regular", "SourceSerif4-Bold"]


def test_a_font_can_be_named_for_what_the_others_lack() -> None:
    extra = str(_FONTS / "SourceSans3-Regular.ttf")
    sign = "∀"  # which the serif lacks
    assert "SourceSans3-Regular" in write(para(sign), font=extra).fonts()
    assert "SourceSans3-Regular" not in write(para(sign)).fonts()


@pytest.mark.parametrize("name", ["missing.ttf", "README.md"])
def test_a_font_that_cannot_be_used_is_one_clear_error(name: str) -> None:
    with pytest.raises(WriteError, match=name):
        write(para("漢"), font=str(_FONTS / name))


def test_the_time_is_the_documents_or_the_environments(monkeypatch: pytest.MonkeyPatch) -> None:
    meta = Meta(date="2022-10-19")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert b"D:20221019000000+00'00'" in write(meta=meta).data
    assert b"1980-01-01T00:00:00Z" in write().data
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert b"1970-01-01T00:00:00Z" in write(meta=meta).data
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(WriteError, match="soon"):
        write()


def test_the_same_document_gives_the_same_bytes() -> None:
    one, two = (pdf.write(every_node(), pdf.Options(), lambda notice: None) for _ in range(2))
    assert one == two


@pytest.mark.parametrize(
    "wrap",
    [
        BlockQuote,
        Div,
        Figure,
        lambda blocks: BulletList((blocks,)),
        lambda blocks: Table((), bodies=(TableBody((Row((Cell(blocks),)),)),)),
        lambda blocks: Para((Text("word"), Note(blocks))),
    ],
)
def test_blocks_nest_a_hundred_deep(wrap: Callable[[tuple[Block, ...]], Block]) -> None:
    blocks: tuple[Block, ...] = (para("deep"),)
    for _ in range(100):
        blocks = (wrap(blocks),)
    assert squashed(write(*blocks).text()).count("deep") == 1
