"""The Word writer: every part refers to what exists, and Word shows what the document says."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Mm
from lxml import etree

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
    Div,
    Document,
    Emph,
    Figure,
    Heading,
    Image,
    Inlines,
    LineBreak,
    Link,
    Mark,
    Math,
    Media,
    Meta,
    Note,
    OrderedList,
    Para,
    Plain,
    RawBlock,
    RawInline,
    Row,
    Span,
    Strong,
    Table,
    TableBody,
    Text,
)
from docconv.errors import Notice, WriteError
from docconv.writers.docx import Options, write
from tests.every_node import every_node, png
from tests.random_documents import random_document

_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}
_W = f"{{{_NAMESPACES['w']}}}"
_RANDOM = 12


class Word:
    """A written file, and the notices that came with it."""

    def __init__(self, document: Document, options: Options | None = None) -> None:
        self.notices: list[Notice] = []
        self.data = write(document, options or Options(), self.notices.append)
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            self.files = {name: archive.read(name) for name in archive.namelist()}

    def tree(self, name: str = "word/document.xml") -> etree._Element:
        return etree.fromstring(self.files[name])

    def find(self, path: str, name: str = "word/document.xml") -> list[Any]:
        found = self.tree(name).xpath(path, namespaces=_NAMESPACES)
        assert isinstance(found, list)
        return found

    def values(self, path: str, name: str = "word/document.xml") -> list[str]:
        return [str(value) for value in self.find(path, name)]

    def text(self, path: str = "//w:body", name: str = "word/document.xml") -> str:
        return "".join(self.values(f"{path}//w:t/text()", name))

    def styles(self) -> list[str]:
        return self.values("//w:body/w:p/w:pPr/w:pStyle/@w:val")

    def codes(self) -> set[str]:
        return {notice.code for notice in self.notices}


def _word(*blocks: Block, **meta: Any) -> Word:
    return Word(Document(blocks, Meta(**{"title": "T", **meta}), {"a.png": Media(png(40, 20), "")}))


def _text(text: str, *marks: Mark) -> Inlines:
    return (Text(text, marks),)


def _para(text: str, *marks: Mark) -> Para:
    return Para(_text(text, *marks))


def _items(*texts: str) -> tuple[Blocks, ...]:
    return tuple((Plain(_text(text)),) for text in texts)


def _cell(text: str, rows: int = 1, cols: int = 1) -> Cell:
    return Cell((Plain(_text(text)),), "default", rows, cols)


# --- What no validator catches ------------------------------------------------------------------


def _documents() -> Iterator[tuple[str, Callable[[], Document]]]:
    yield "empty", Document
    yield "every-node", every_node
    for seed in range(_RANDOM):
        yield f"random-{seed}", lambda seed=seed: random_document(seed)  # type: ignore[misc]


_MADE = dict(_documents())


@cache
def _made(name: str) -> Word:
    return Word(_MADE[name](), Options(toc=True, number_sections=True))


@pytest.fixture(params=_MADE)
def word(request: pytest.FixtureRequest) -> Word:
    return _made(request.param)


def _stories(word: Word) -> list[str]:
    return [name for name in ("word/document.xml", "word/footnotes.xml") if name in word.files]


def test_python_docx_opens_the_file(word: Word) -> None:
    opened: WordDocument = docx.Document(io.BytesIO(word.data))
    assert opened.paragraphs


def test_text_stands_only_where_text_may_stand(word: Word) -> None:
    allowed = {f"{_W}t", f"{_W}instrText", f"{{{_NAMESPACES['m']}}}t"}
    for name in _stories(word):
        for element in word.tree(name).iter():
            inside = element.text or ""
            assert element.tag in allowed or not inside, f"{element.tag}: {inside!r}"
            assert not element.tail, f"after {element.tag}: {element.tail!r}"


def test_every_field_is_closed(word: Word) -> None:
    for name in _stories(word):
        depth = 0
        for kind in word.values("//w:fldChar/@w:fldCharType", name):
            depth += {"begin": 1, "separate": 0, "end": -1}[kind]
            assert depth >= 0
        assert depth == 0


def test_the_cells_of_every_row_fill_the_grid(word: Word) -> None:
    for name in _stories(word):
        for table in word.find("//w:tbl[w:tblGrid]", name):
            columns = len(table.findall(f"{_W}tblGrid/{_W}gridCol"))
            assert columns
            for row in table.findall(f"{_W}tr"):
                spans = [
                    int(span.get(f"{_W}val", "1"))
                    if (span := cell.find(f"{_W}tcPr/{_W}gridSpan")) is not None
                    else 1
                    for cell in row.findall(f"{_W}tc")
                ]
                assert sum(spans) == columns


def test_what_a_cell_continues_begins_above_it(word: Word) -> None:
    for name in _stories(word):
        for table in word.find("//w:tbl[w:tblGrid]", name):
            open_at: set[tuple[int, int]] = set()
            for row in table.findall(f"{_W}tr"):
                merged = dict(_merged(row))
                assert {at for at, kind in merged.items() if kind != "restart"} <= open_at
                open_at = set(merged)


def _merged(row: etree._Element) -> Iterator[tuple[tuple[int, int], str]]:
    """Where in *row* merged cells stand (column, span), and whether they begin or go on."""
    column = 0
    for cell in row.findall(f"{_W}tc"):
        span_element = cell.find(f"{_W}tcPr/{_W}gridSpan")
        span = 1 if span_element is None else int(span_element.get(f"{_W}val", "1"))
        merge = cell.find(f"{_W}tcPr/{_W}vMerge")
        if merge is not None:
            yield (column, span), merge.get(f"{_W}val", "continue")
        column += span


def test_every_cell_and_note_ends_with_a_paragraph(word: Word) -> None:
    for name in _stories(word):
        for holder in word.find("//w:tc | //w:footnote", name):
            assert holder[-1].tag == f"{_W}p"


def test_no_two_tables_touch(word: Word) -> None:
    for name in _stories(word):
        assert not word.find("//w:tbl/following-sibling::*[1][self::w:tbl]", name)


def test_every_style_that_is_used_is_defined(word: Word) -> None:
    defined = set(word.values("//w:style/@w:styleId", "word/styles.xml"))
    used = set(word.values("//w:basedOn/@w:val | //w:next/@w:val", "word/styles.xml"))
    for name in _stories(word):
        used |= set(word.values("//w:pStyle/@w:val | //w:rStyle/@w:val", name))
        used |= set(word.values("//w:tblStyle/@w:val", name))
    assert used <= defined


def test_every_list_that_is_used_is_defined(word: Word) -> None:
    used = {number for name in _stories(word) for number in word.values("//w:numId/@w:val", name)}
    used -= {"0"}  # no list: what continues an item
    defined = set()
    if "word/numbering.xml" in word.files:
        defined = set(word.values("//w:num/@w:numId", "word/numbering.xml"))
        kinds = set(word.values("//w:abstractNum/@w:abstractNumId", "word/numbering.xml"))
        assert set(word.values("//w:num/w:abstractNumId/@w:val", "word/numbering.xml")) <= kinds
    assert used <= defined


def test_bookmarks_are_closed_and_unique(word: Word) -> None:
    starts, names, ends = [], [], []
    for name in _stories(word):
        starts += word.values("//w:bookmarkStart/@w:id", name)
        names += word.values("//w:bookmarkStart/@w:name", name)
        ends += word.values("//w:bookmarkEnd/@w:id", name)
    assert sorted(starts) == sorted(ends)
    assert len(set(starts)) == len(starts)
    assert len({name.casefold() for name in names}) == len(names)
    assert all(re.fullmatch(r"[^\W\d][\w.:-]{0,39}", name) for name in names)


def test_every_link_inside_has_its_bookmark(word: Word) -> None:
    names = {target for name in _stories(word) for target in word.values("//@w:name", name)}
    for name in _stories(word):
        assert set(word.values("//w:hyperlink/@w:anchor", name)) <= names


def test_every_relationship_exists_and_is_used(word: Word) -> None:
    for name in _stories(word):
        folder, _, file = name.rpartition("/")
        relations = word.files.get(f"{folder}/_rels/{file}.rels", b"<none/>")
        root = etree.fromstring(relations)
        known = {element.get("Id"): element for element in root}
        used = set(word.values("//@r:id | //@r:embed", name))
        assert used <= set(known)
        targets = [e for e in known.values() if e.get("TargetMode") != "External"]
        assert all(f"{folder}/{target.get('Target')}" in word.files for target in targets)
        assert {i for i, e in known.items() if e.get("TargetMode") == "External"} <= used


def test_every_note_is_referred_to_once(word: Word) -> None:
    references = word.values("//w:footnoteReference/@w:id")
    notes = []
    if "word/footnotes.xml" in word.files:
        notes = word.values("//w:footnote[not(@w:type)]/@w:id", "word/footnotes.xml")
        assert not word.find("//w:footnoteReference", "word/footnotes.xml")
    assert references == notes


def test_pictures_have_distinct_numbers(word: Word) -> None:
    numbers = [n for name in _stories(word) for n in word.values("//wp:docPr/@id", name)]
    assert len(set(numbers)) == len(numbers)


def test_the_same_document_gives_the_same_bytes(word: Word) -> None:
    assert write(every_node(), Options(), print) == write(every_node(), Options(), print)


def test_nothing_names_the_library_below(word: Word) -> None:
    assert not any(b"python-docx" in data for data in word.files.values())


# --- What is known of the document --------------------------------------------------------------


def _core(word: Word) -> dict[str, str]:
    return {
        etree.QName(element).localname: element.text or ""
        for element in word.tree("docProps/core.xml")
    }


def test_the_core_properties_say_what_the_metadata_says() -> None:
    core = _core(Word(every_node()))
    assert core == {
        "title": "Every node & <mark>",
        "creator": "Ada Lovelace; Zoë Ångström",
        "keywords": "nodes; marks",
        "description": "A document that uses every node.",
        "identifier": "urn:uuid:0b6c1f5e-0f3a-4b46-9a41-2f3e8b6b1c11",
        "language": "en-GB",
        "created": "2022-10-19T00:00:00Z",
        "modified": "2022-10-19T00:00:00Z",
    }


def test_what_has_no_core_property_becomes_a_custom_one() -> None:
    word = Word(every_node())
    names = word.values("//@name", "docProps/custom.xml")
    texts = word.values("//text()", "docProps/custom.xml")
    assert dict(zip(names, texts, strict=True)) == {
        "subtitle": "What “docconv” can hold",
        "date": "2022-10-19",
        "rights": "© 2022 The authors. All rights reserved.",
        "credits": "With information from EFE & Reuters; Photo: Jane Doe",
        "draft": "true",
        "note": "An inline value",
        "summary": "A block value",
        "series": "name: Tests; part: 1",
    }


@pytest.mark.parametrize("date", ["", "last Tuesday", "2022-02-31", "0001-01-01T00:00+14:00"])
def test_a_date_that_is_none_becomes_the_earliest_of_a_zip(date: str) -> None:
    assert _core(_word(date=date))["created"] == "1980-01-01T00:00:00Z"


def test_dates_are_valid_whatever_the_year() -> None:
    created = _core(_word(date="0800-12-25"))["created"]
    assert created == "0800-12-25T00:00:00Z"
    assert datetime.fromisoformat(created)


def test_the_source_date_epoch_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert _core(_word(date="2022-10-19"))["modified"] == "1970-01-02T00:00:00Z"


def test_a_source_date_epoch_that_is_none_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(WriteError, match="yesterday"):
        _word()


def test_the_masthead_shows_only_what_is_given() -> None:
    word = Word(Document((_para("A sentence. Another."),), Meta(date="2022-10-19")))
    assert word.styles() == ["Date", "FirstParagraph"]
    assert word.text() == "19 October 2022A sentence. Another."
    assert _core(word)["title"] == "A sentence"
    assert word.codes() == {"title-inferred"}


def test_the_language_of_the_document_is_the_default_of_its_runs() -> None:
    word = _word(_para("Guten Tag"), language="de-AT")
    assert word.values("//w:docDefaults//w:lang/@w:val", "word/styles.xml") == ["de-AT"]


def test_a_foreign_passage_has_its_language() -> None:
    french = Attr(attributes=(("lang", "fr"),))
    word = _word(_para("Bonjour", Span(french)), Div((_para("Salut"),), french))
    assert word.values("//w:r[w:t]/w:rPr/w:lang/@w:val") == ["fr", "fr"]


def test_a_language_tag_that_is_none_is_told() -> None:
    word = _word(_para("x", Span(Attr(attributes=(("lang", "no such"),)))))
    assert word.codes() == {"language-invalid"}


def test_what_is_written_from_right_to_left_runs_so() -> None:
    blocks = (_para("שלום (עולם) 3, and English."), _para("English, then שלום."))
    word = _word(*blocks, language="en")
    first, second = word.find("//w:body/w:p")[1:]
    assert first.find(f"{_W}pPr/{_W}bidi") is not None
    assert second.find(f"{_W}pPr/{_W}bidi") is None
    runs = word.values("//w:r[w:rPr/w:rtl]/w:t/text()")
    assert runs == ["שלום (עולם) 3", "שלום"]


def test_paper_is_a4_unless_letter_is_asked_for() -> None:
    assert _word().values("//w:pgSz/@w:w") == ["11906"]
    letter = Word(Document(), Options(page_size="Letter"))
    assert letter.values("//w:pgSz/@w:w") == ["12240"]


# --- Text ---------------------------------------------------------------------------------------


def test_an_empty_document_has_a_paragraph() -> None:
    assert len(Word(Document()).find("//w:body/w:p")) == 1


def test_text_is_never_taken_for_markup() -> None:
    assert _word(_para("<w:p> & ]]>")).text("//w:p[2]") == "<w:p> & ]]>"


def test_tabs_line_ends_and_hyphens_are_elements() -> None:
    word = _word(CodeBlock("a\tb\r\nc\u00add\u2011e"))
    run = word.find("//w:body/w:p[2]/w:r")[0]
    tags = [etree.QName(element).localname for element in run]
    assert tags == ["t", "tab", "t", "br", "t", "softHyphen", "t", "noBreakHyphen", "t"]


def test_characters_that_xml_forbids_are_replaced_and_told() -> None:
    word = _word(_para("a\x00b\ud800c\ufffed"))
    assert word.text("//w:p[2]") == "a\ufffdb\ufffdc\ufffdd"
    assert word.codes() == {"characters-replaced"}


def test_runs_of_equal_marks_are_one_run() -> None:
    word = _word(Para((Text("a"), LineBreak(), Text("b"), Text("c", (Strong(),)))))
    assert len(word.find("//w:body/w:p[2]/w:r")) == 2


def test_code_in_a_heading_has_the_size_of_the_heading() -> None:
    word = _word(Heading(1, (Code("x"),)), Para((Code("y"),)))
    assert word.values("//w:r[w:t='x']/w:rPr/w:sz/@w:val") == ["30"]
    assert not word.find("//w:r[w:t='y']/w:rPr/w:sz")


def test_credits_and_datelines_have_their_styles() -> None:
    word = _word(
        Div((_para("Kyiv"),), Attr(classes=("dateline",))),
        Figure((), Caption((Para(_text("Who", Span(Attr(classes=("credit",))))),))),
        Div((_para("EFE"),), Attr(classes=("credits",))),
    )
    assert word.styles()[1:] == ["Dateline", "ImageCaption", "Credits"]
    assert word.values("//w:r/w:rPr/w:rStyle/@w:val") == ["Credit"]


def test_a_displayed_formula_stands_in_a_paragraph_of_its_own() -> None:
    word = _word(Para((Text("before "), Math("x", True), Text(" after"))))
    assert [
        bool(p.xpath(".//m:oMathPara", namespaces=_NAMESPACES)) for p in word.find("//w:p")
    ] == [
        False,
        False,
        True,
        False,
    ]
    assert word.values("//w:p[4]//w:t/text()") == ["after"]


@pytest.mark.parametrize(
    ("tex", "path"),
    [
        (r"\frac{a}{b}", "m:f[m:num//m:t='a'][m:den//m:t='b']"),
        (r"\sqrt[3]{x}", "m:rad[m:deg//m:t='3']"),
        (r"\sum_{i=1}^n i^2 = 1", "m:nary[m:e/m:sSup][not(m:e//m:t='=')]"),
        (r"\left( x \right)", "m:d[m:e//m:t='x']"),
        (r"\begin{pmatrix}a&b\end{pmatrix}", "m:d/m:e/m:m/m:mr[count(m:e)=2]"),
        (r"|x|", "m:d[m:e//m:t='x']"),
        (r"\sin x + 1", "m:func[m:fName//m:t='sin'][m:e//m:t='x'][not(.//m:t='1')]"),
        (r"\lim_{x\to 0} x", "m:func/m:fName/m:limLow"),
        (r"\hat{x}", "m:acc"),
        (r"\overline{x}", "m:bar"),
        (r"\text{for all}", "m:r[m:rPr/m:nor][m:t='for\u00a0all' or m:t='for all']"),
    ],
)
def test_formulas_become_those_of_word(tex: str, path: str) -> None:
    assert _word(Para((Math(tex),))).find(f"//m:oMath//{path}"), tex


def test_a_formula_that_cannot_be_converted_shows_its_source() -> None:
    word = _word(Para((Math(r"\undefined{"),)))
    assert word.text("//w:p[2]") == r"\undefined{"
    assert word.codes() == {"math-source"}


def test_a_note_in_a_note_stands_in_brackets() -> None:
    inner = Note((_para("inner"),))
    word = _word(Para((Text("x"), Note((Para((Text("outer"), inner)),)))))
    assert word.text("//w:footnote", "word/footnotes.xml") == " outer [inner]"
    assert word.codes() == {"note-nested"}


# --- Links --------------------------------------------------------------------------------------


def test_equal_addresses_share_a_relationship() -> None:
    word = _word(_para("a", Link("https://e.org")), _para("b", Link("https://e.org")))
    assert word.files["word/_rels/document.xml.rels"].count(b"https://e.org") == 1


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file.txt", "http://a b/", "", "http://"])
def test_unsafe_links_lose_their_target(url: str) -> None:
    word = _word(_para("text", Link(url)))
    assert word.text("//w:p[2]") == "text"
    assert not word.find("//w:hyperlink")
    assert word.codes() == {"link-dropped"}


def test_the_first_bearer_of_an_identifier_has_the_bookmark() -> None:
    word = _word(
        Heading(1, _text("one"), Attr("x")),
        Heading(1, _text("two"), Attr("x")),
        _para("a", Link("#x")),
        _para("b", Link("#nowhere")),
    )
    assert word.values("//w:p[w:bookmarkStart]//w:t/text()") == ["one"]
    assert word.values("//w:hyperlink/@w:anchor") == ["x"]
    assert word.codes() == {"link-target-missing"}


def test_links_to_what_came_to_nothing_still_lead_somewhere() -> None:
    lost = Note((Para((Note((_para("x", Span(Attr("deep"))),)),)),))
    word = _word(
        Para((lost, *_text("a", Link("#deep")))), Div((), Attr("end")), _para("b", Link("#end"))
    )
    names = word.values("//w:bookmarkStart/@w:name")
    assert set(word.values("//w:hyperlink/@w:anchor")) == {"deep", "end"} == set(names)


def test_identifiers_that_word_does_not_allow_are_made_fit() -> None:
    ids = ("two words", "x" * 60, "1st", "Intro", "intro")
    links = tuple(_para(i, Link(f"#{i}")) for i in ids)
    word = _word(*(Div((_para("x"),), Attr(i)) for i in ids), *links)
    names = word.values("//w:bookmarkStart/@w:name")
    assert len(names) == len({name.casefold() for name in names}) == len(ids)
    assert word.values("//w:hyperlink/@w:anchor") == names


def test_the_title_of_a_link_is_its_tip() -> None:
    assert _word(_para("a", Link("https://e.org", "tip"))).values("//@w:tooltip") == ["tip"]


# --- Lists --------------------------------------------------------------------------------------


def _starts(word: Word) -> list[str]:
    return word.values("//w:num/w:lvlOverride/w:startOverride/@w:val", "word/numbering.xml")


def test_every_list_counts_for_itself() -> None:
    word = _word(
        OrderedList(_items("a", "b")), OrderedList(_items("c"), 7, "lower-roman", "parens")
    )
    assert word.values("//w:numId/@w:val") == ["1", "1", "2"]
    assert _starts(word) == ["1", "7"]
    assert "(%1)" in word.values("//w:lvlText/@w:val", "word/numbering.xml")


def test_a_nested_list_is_a_level_deeper() -> None:
    word = _word(BulletList(((Plain(_text("a")), BulletList(_items("b"))), *_items("c"))))
    assert word.values("//w:ilvl/@w:val") == ["0", "1", "0"]
    assert word.values("//w:numId/@w:val") == ["1", "2", "1"]


def test_what_continues_an_item_has_no_number_but_its_indent() -> None:
    word = _word(BulletList(((_para("a"), _para("b"), CodeBlock("c"), BlockQuote((_para("d"),))),)))
    assert word.values("//w:numId/@w:val") == ["1", "0", "0", "0"]
    assert word.values("//w:ind/@w:left") == ["340", "460", "820"]


@pytest.mark.parametrize(
    "item",
    [(), (BulletList(_items("x")),), (Table((ColSpec(),), (Row((_cell("x"),)),)),)],
    ids=["empty", "list", "table"],
)
def test_an_item_that_begins_with_no_paragraph_still_has_its_number(item: Blocks) -> None:
    word = _word(OrderedList((item,)))
    first = word.find("//w:body/w:p")[1]
    assert first.find(f"{_W}pPr/{_W}numPr/{_W}numId").get(f"{_W}val") == "1"


def test_a_start_that_word_does_not_know_is_trimmed() -> None:
    assert _starts(_word(OrderedList(_items("a"), -3), OrderedList(_items("b"), 10**9))) == [
        "0",
        "32767",
    ]


def test_deep_nesting_leaves_room_for_text() -> None:
    block: Block = _para("deep")
    for _ in range(100):
        block = BlockQuote((BulletList(((block,),)),))
    indents = map(int, _word(block).values("//w:ind/@w:left"))
    assert max(indents, default=0) < 8000


# --- Tables and figures -------------------------------------------------------------------------


def _table(*rows: Row, head: tuple[Row, ...] = ()) -> Table:
    return Table((), head, (TableBody(rows),))


def test_a_cell_over_several_rows_and_columns_is_merged() -> None:
    word = _word(
        _table(Row((_cell("a", 3, 2), _cell("b"))), Row((_cell("c"),)), Row((_cell("d"),)))
    )
    assert word.values("//w:gridSpan/@w:val") == ["2", "2", "2"]
    assert [m.get(f"{_W}val") for m in word.find("//w:vMerge")] == ["restart", None, None]


def test_spans_that_overlap_or_stick_out_are_trimmed() -> None:
    word = _word(_table(Row((_cell("a"), _cell("b", 9, 1))), Row((_cell("c", 1, 9),))))
    assert [len(row) - 1 for row in word.find("//w:tr")] == [2, 2]


def test_short_rows_are_filled() -> None:
    word = _word(_table(Row((_cell("a"), _cell("b"))), Row(())))
    assert [len(row) - 1 for row in word.find("//w:tr")] == [2, 2]


def test_head_rows_repeat_on_every_page() -> None:
    word = _word(_table(Row((_cell("b"),)), head=(Row((_cell("h"),)), Row((_cell("h"),)))))
    assert len(word.find("//w:tr[w:trPr/w:tblHeader]")) == 2
    assert word.values("//w:tblLook/@w:firstRow") == ["1"]


def test_columns_are_as_wide_as_the_document_says() -> None:
    cols = (ColSpec("right", 0.25), ColSpec(width=0.75))
    word = _word(Table(cols, (), (TableBody((Row((_cell("a"), _cell("b"))),)),)))
    first, second = map(int, word.values("//w:gridCol/@w:w"))
    assert second == pytest.approx(3 * first, abs=3)
    assert word.values("//w:tc//w:jc/@w:val") == ["right"]


def test_columns_without_a_width_fit_what_they_hold() -> None:
    word = _word(_table(Row((_cell("x"), _cell("many words " * 30)))))
    first, second = map(int, word.values("//w:gridCol/@w:w"))
    assert first < second / 5


def test_a_table_wider_than_word_allows_keeps_its_text() -> None:
    cells = tuple(_cell(f"c{n} ") for n in range(70))
    word = _word(_table(Row(cells)))
    assert len(word.find("//w:gridCol")) == 63
    assert word.text("//w:tbl").split() == [f"c{n}" for n in range(70)]
    assert word.codes() == {"table-too-wide"}


def test_a_caption_is_kept_with_its_table_and_describes_it() -> None:
    caption = Caption((_para("What"), _para("it is")))
    word = _word(Table((), (), (TableBody((Row((_cell("a"),)),)),), caption=caption))
    assert word.styles()[1] == "TableCaption"
    assert word.values("//w:tblCaption/@w:val") == ["What it is"]


def test_a_figure_is_a_picture_and_its_caption() -> None:
    word = _word(Figure((Plain((Image("a.png"),)),), Caption((_para("What"),)), Attr("f")))
    assert word.styles()[1:] == ["CaptionedFigure", "ImageCaption"]
    assert word.values("//wp:docPr/@descr") == ["What"]


def test_a_picture_fits_the_page_in_its_proportions() -> None:
    media = {"a.png": Media(png(4000, 2000), "image/png")}
    word = Word(Document((Para((Image("a.png", _text("alt")),)),), media=media))
    wide, high = (int(word.values(f"//wp:extent/@{side}")[0]) for side in ("cx", "cy"))
    text_width = (11906 - 2 * int(word.values("//w:pgMar/@w:left")[0])) * 635
    assert wide <= text_width
    assert wide == pytest.approx(2 * high, rel=0.001)
    assert word.values("//wp:docPr/@descr") == ["alt"]


@pytest.mark.parametrize(
    ("width", "inches"),
    [("2in", 2), ("96px", 1), ("2.54cm", 1), ("36pt", 0.5), ("nonsense", 0.417)],
)
def test_a_picture_is_as_wide_as_asked_for(width: str, inches: float) -> None:
    word = _word(Para((Image("a.png", attr=Attr(attributes=(("width", width),))),)))
    assert int(word.values("//wp:extent/@cx")[0]) / 914400 == pytest.approx(inches, abs=0.001)


def test_a_picture_used_twice_is_stored_once() -> None:
    word = _word(Para((Image("a.png"), Image("a.png"), Note((Para((Image("a.png"),)),)))))
    assert [name for name in word.files if "media" in name] == ["word/media/picture1.png"]


def test_a_jpeg_without_a_jfif_header_is_shown() -> None:
    jpeg = b"\xff\xd8\xff\xc0\x00\x11\x08\x00\x14\x00\x28\x03" + b"\0" * 9 + b"\xff\xd9"
    word = Word(Document((Para((Image("a.jpg"),)),), media={"a.jpg": Media(jpeg, "image/jpeg")}))
    assert word.values("//wp:extent/@cx") == ["381000"]


@pytest.mark.parametrize(
    ("url", "code"),
    [("a.svg", "image-format"), ("none.png", "image-missing"), ("bad.png", "image-format")],
)
def test_a_picture_that_cannot_be_shown_gives_way_to_its_description(url: str, code: str) -> None:
    media = {"a.svg": Media(b"<svg/>", "image/svg+xml"), "bad.png": Media(b"\x89PNG\r\n\x1a\n", "")}
    word = Word(Document((Para((Image(url, _text("what")),)),), Meta(title="T"), media))
    assert word.text("//w:p[2]") == "what"
    assert word.codes() == {code}


def test_a_picture_far_away_is_linked_and_not_fetched() -> None:
    word = _word(Para((Image("https://e.org/a.png", _text("what")),)))
    assert word.text("//w:hyperlink") == "what"
    assert b"image" not in word.files["word/_rels/document.xml.rels"]


# --- Raw markup ---------------------------------------------------------------------------------


def test_raw_wordprocessingml_is_taken_if_it_is_sound() -> None:
    block = RawBlock("openxml", "<w:p><w:r><w:t>block</w:t></w:r></w:p>")
    inline = RawInline("openxml", "<w:r><w:t>inline</w:t></w:r>")
    assert _word(block, Para((inline,))).text("//w:p") == "Tblockinline"


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("html", "<p>x</p>"),
        ("openxml", "<w:p>"),
        ("openxml", "<w:r/>"),
        ("openxml", "x"),
        ("openxml", '<w:p><w:fldSimple w:instr="DDEAUTO c"/></w:p>'),
        ("openxml", '<w:p><w:hyperlink r:id="rId1"/></w:p>'),
        ("openxml", "<w:p><!-- x --></w:p>"),
        ("openxml", '<!DOCTYPE x [<!ENTITY e "x">]><w:p>&e;</w:p>'),
    ],
)
def test_other_raw_markup_is_left_out_and_told(form: str, text: str) -> None:
    word = _word(RawBlock(form, text))
    assert len(word.find("//w:body/*")) == 2
    assert word.codes() == {"raw-dropped"}


# --- Contents and section numbers ---------------------------------------------------------------

_SECTIONS = (
    Heading(2, _text("One")),
    Heading(3, _text("Within")),
    Heading(2, _text("Apart"), Attr(classes=("unnumbered",))),
    Heading(2, _text("Two")),
    Heading(6, _text("Deep")),
)


def test_the_contents_list_the_headings_and_link_to_them() -> None:
    word = Word(Document(_SECTIONS), Options(toc=True, toc_depth=3, number_sections=True))
    entries = [str(e.xpath("string()")) for e in word.find("//w:sdt//w:hyperlink")]
    assert entries == ["1 One", "1.1 Within", "Apart", "2 Two"]
    assert word.values("//w:sdt//w:pStyle/@w:val")[:2] == ["TOCHeading", "Toc2"]


def test_headings_are_numbered_by_their_styles() -> None:
    word = Word(Document(_SECTIONS), Options(number_sections=True))
    assert word.values("//w:style[@w:styleId='Heading2']//w:numId/@w:val", "word/styles.xml") == [
        "1"
    ]
    assert word.values("//w:lvl[@w:ilvl='2']/w:lvlText/@w:val", "word/numbering.xml") == ["%2.%3 "]
    assert word.values("//w:body/w:p/w:pPr/w:numPr/w:numId/@w:val") == ["0"]


def test_without_headings_there_are_no_contents() -> None:
    assert not Word(Document((_para("x"),)), Options(toc=True)).find("//w:sdt")


# --- A reference document -----------------------------------------------------------------------


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    """A house's own document, with a style whose identifier is not ours, a head and a list."""
    house = docx.Document()
    quote = house.styles.add_style("Block Text", WD_STYLE_TYPE.PARAGRAPH)
    quote.element.set(f"{_W}styleId", "Zitat")
    house.sections[0].header.paragraphs[0].text = "ACME Press"
    house.sections[0].page_width = Mm(148)
    house.add_paragraph("Text of the house", style="List Number")
    house.add_picture(io.BytesIO(png(8, 8)))
    path = tmp_path / "house.docx"
    house.save(str(path))
    return path


def _housed(reference: Path, *blocks: Block, number_sections: bool = False) -> Word:
    return Word(
        Document(blocks), Options(reference_doc=str(reference), number_sections=number_sections)
    )


def test_a_reference_document_gives_its_styles_page_and_head(reference: Path) -> None:
    word = _housed(reference, BlockQuote((_para("Quoted"),)))
    assert word.styles() == ["Zitat"]
    assert word.values("//w:pgSz/@w:w") == ["8391"]
    assert any(b"ACME Press" in data for data in word.files.values())
    assert "Zitat" in word.values("//w:style/@w:styleId", "word/styles.xml")


def test_a_reference_document_keeps_its_text_to_itself(reference: Path) -> None:
    word = _housed(reference, _para("Ours"))
    assert word.text() == "Ours"
    assert not any("media" in name for name in word.files)


def test_styles_that_a_reference_document_lacks_are_added(reference: Path) -> None:
    word = _housed(reference, CodeBlock("x"), Figure((), Caption((_para("What"),))))
    defined = word.values("//w:style/@w:styleId", "word/styles.xml")
    assert {"SourceCode", "ImageCaption"} <= set(defined)
    assert len(defined) == len(set(defined))


def test_lists_are_numbered_apart_from_those_of_the_reference(reference: Path) -> None:
    word = _housed(
        reference, OrderedList(_items("a")), Heading(1, _text("h")), number_sections=True
    )
    numbers = word.values("//w:num/@w:numId", "word/numbering.xml")
    assert len(numbers) == len(set(numbers))
    assert set(word.values("//w:body//w:numId/@w:val")) <= set(numbers)
    kinds = word.values("//w:abstractNum/@w:abstractNumId", "word/numbering.xml")
    assert len(kinds) == len(set(kinds))
    heading = word.values("//w:style[@w:styleId='Heading1']//w:numId/@w:val", "word/styles.xml")
    assert set(heading) <= set(numbers)


def test_notes_are_possible_whatever_the_reference(reference: Path) -> None:
    word = _housed(reference, Para((Text("x"), Note((_para("note"),)))))
    assert word.values("//w:footnotePr/w:footnote/@w:id", "word/settings.xml") == ["-1", "0"]


def test_a_reference_that_is_no_word_file_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "no.docx"
    path.write_text("no")
    with pytest.raises(WriteError, match=r"no\.docx"):
        _housed(path)


# --- Read back ----------------------------------------------------------------------------------


def _words(blocks: Blocks) -> Counter[str]:
    return Counter(word for text in walk.texts(blocks) for word in text.split())


def test_another_program_reads_the_text_that_went_in() -> None:
    pypandoc = pytest.importorskip("pypandoc", reason="pypandoc_binary is not installed")
    from docconv.readers import pandoc_json

    emphasis = Para((*_text("One "), *_text("two", Emph()), Note((_para("three"),)), *_text(".")))
    blocks = (
        Heading(1, _text("Zero")),
        emphasis,
        BulletList(((_para("four"), _para("five"), CodeBlock("six\n  seven")), *_items("eight"))),
        BlockQuote((_para("nine"), OrderedList(_items("ten", "eleven"), 3))),
        _table(Row((_cell("twelve", 2), _cell("thirteen"))), Row((_cell("fourteen"),))),
        Figure((Plain((Image("a.png", _text("fifteen")),)),), Caption((_para("sixteen"),))),
        _para("seventeen"),
    )
    word = _word(*blocks)
    source = pypandoc.convert_text(word.data, "json", "docx")
    back = pandoc_json.read(source.encode(), pandoc_json.Options(), print)
    assert _words(back.blocks) == _words(blocks)
    kinds = [type(block).__name__ for block in back.blocks]
    assert kinds == "Heading Para BulletList BlockQuote OrderedList Table Figure Para".split()
