"""EPUB: a valid, accessible book, the same byte for byte every time."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from docconv.ast import (
    Attr,
    Block,
    Document,
    Heading,
    Image,
    Inlines,
    Link,
    Math,
    Media,
    Meta,
    Note,
    Para,
    Span,
    Text,
)
from docconv.errors import Notice, WriteError
from docconv.writers import epub
from docconv.writers.epub.chapters import split
from docconv.writers.epub.cover import wrap
from docconv.xhtml.pictures import kind_of
from tests.every_node import every_node, png
from tests.random_documents import documents

_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XML = "{http://www.w3.org/XML/1998/namespace}"


def _bytes(document: Document, **options: object) -> bytes:
    return epub.write(document, epub.Options(**options), lambda notice: None)  # type: ignore[arg-type]


def _archive(document: Document, **options: object) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(_bytes(document, **options)))


def _files(document: Document, **options: object) -> dict[str, str]:
    """The text files of the book, by name."""
    with _archive(document, **options) as archive:
        names = [name for name in archive.namelist() if not name.endswith((".png", ".ttf"))]
        return {name.removeprefix("EPUB/"): archive.read(name).decode() for name in names}


def _package(document: Document, **options: object) -> ET.Element:
    return ET.fromstring(_files(document, **options)["content.opf"])


def _metadata(document: Document, name: str) -> list[str]:
    """What the package says of *name*: a Dublin Core element or a ``schema:`` property."""
    package = _package(document)
    elements = chain(package.iter(f"{_DC}{name}"), package.iter(f"{_OPF}meta"))
    named = (element for element in elements if element.get("property", name) in (name, _DC + name))
    return [element.text or "" for element in named if element.text]


def _text(text: str) -> Inlines:
    return (Text(text),)


def _para(text: str) -> Para:
    return Para(_text(text))


def _contents(files: dict[str, str]) -> list[tuple[str, str]]:
    toc = BeautifulSoup(files["nav.xhtml"], "xml").select("nav#toc a")
    return [(str(link["href"]), link.get_text()) for link in toc]


_BOOK = Document(
    (
        _para("Before."),
        Heading(1, _text("One"), Attr("one")),
        _para("First."),
        Heading(2, _text("One and a half")),
        Heading(1, _text("Two")),
        Para((Text("See "), Text("one", (Link("#one"),)))),
    ),
    Meta(title="A book", authors=("A", "B"), language="en"),
)


# --- Chapters and contents ---


def test_each_chapter_is_a_file() -> None:
    files = _files(_BOOK)
    assert {"title.xhtml", "nav.xhtml", "ch001.xhtml", "ch002.xhtml", "ch003.xhtml"} <= set(files)
    assert "Before." in files["ch001.xhtml"]
    assert "First." in files["ch002.xhtml"]
    assert "<title>Two</title>" in files["ch003.xhtml"]


def test_the_contents_nest_and_name_the_text_before_the_first_heading() -> None:
    files = _files(_BOOK)
    assert _contents(files) == [
        ("ch001.xhtml", "A book"),
        ("ch002.xhtml#one", "One"),
        ("ch002.xhtml#section-2", "One and a half"),
        ("ch003.xhtml#section-1", "Two"),
    ]
    points = re.findall(r'<text>(.*?)</text>|content src="(.*?)"', files["toc.ncx"])
    assert [text or href for text, href in points[1:]] == [
        item for href, text in _contents(files) for item in (text, href)
    ]


@pytest.mark.parametrize(("level", "count"), [(0, 1), (1, 3), (2, 4), (6, 4)])
def test_chapters_begin_at_the_chosen_level(level: int, count: int) -> None:
    assert len(split(_BOOK.blocks, level)) == count
    assert sum((chapter.blocks for chapter in split(_BOOK.blocks, level)), ()) == _BOOK.blocks


def test_a_document_without_headings_is_one_chapter_named_by_the_title() -> None:
    files = _files(Document((_para("A sentence. Another."),)))
    assert _contents(files) == [("ch001.xhtml", "A sentence")]
    assert files["ch001.xhtml"].count("A sentence") == 2  # the window's title, and the text


def test_links_lead_across_files() -> None:
    assert '<a href="ch002.xhtml#one">one</a>' in _files(_BOOK)["ch003.xhtml"]


def test_notes_stand_in_the_file_that_refers_to_them() -> None:
    note = Note((_para("A note."),))
    blocks = tuple(
        block
        for name in "AB"
        for block in (Heading(1, _text(name)), Para((Text(name), note, note)))
    )
    for name in ("ch001.xhtml", "ch002.xhtml"):
        page = BeautifulSoup(_files(Document(blocks))[name], "xml")
        references = page.select('a[role="doc-noteref"]')
        notes = page.select('aside[role="doc-footnote"]')
        assert [reference.get_text() for reference in references] == ["1", "2"]
        assert [f"#{aside['id']}" for aside in notes] == [link["href"] for link in references]
        backs = page.select('a[role="doc-backlink"]')
        assert [link["href"] for link in backs] == [f"#{link['id']}" for link in references]


@settings(max_examples=30, deadline=None)
@given(documents())
def test_every_file_is_xml_and_every_link_has_its_target(document: Document) -> None:
    with _archive(document, split_level=2) as archive:
        names = set(archive.namelist())
        pages = {name: ET.fromstring(archive.read(name)) for name in names if name.endswith("html")}
    targets = {name: {e.get("id") for e in page.iter()} for name, page in pages.items()}
    for name, page in pages.items():
        for href in _links(page):
            file, _, anchor = href.partition("#")
            target = normpath(join(dirname(name), file)) if file else name
            assert target in names
            assert not anchor or anchor in targets[target]


def _links(page: ET.Element) -> Iterator[str]:
    for element in page.iter():
        for name in ("href", "src"):
            url = element.get(name, "")
            if url and not re.match("[a-z]+:", url):
                yield url


# --- Metadata ---


def test_the_package_tells_what_is_known() -> None:
    meta = Meta("T", "S", ("A", "B"), "2022-10-19", "de", "About", "Rights", identifier="urn:x:1")
    document = Document((), meta)
    for name, values in {
        "title": ["T"],
        "creator": ["A", "B"],
        "date": ["2022-10-19"],
        "language": ["de"],
        "description": ["About"],
        "rights": ["Rights"],
        "identifier": ["urn:x:1"],
        "dcterms:modified": ["2022-10-19T00:00:00Z"],
    }.items():
        assert _metadata(document, name) == values
    package = _package(document)
    assert package.get(f"{_XML}lang") == "de"
    identifiers = [element.get("id") for element in package.iter() if element.get("id")]
    assert len(identifiers) == len(set(identifiers))


def test_an_identifier_is_made_from_what_the_book_says() -> None:
    one, same, other = (Document((_para(text),)) for text in ("a", "a", "b"))
    identifiers = [_metadata(document, "identifier") for document in (one, same, other)]
    assert identifiers[0][0].startswith("urn:uuid:")
    assert identifiers[0] == identifiers[1] != identifiers[2]


def test_control_characters_do_not_reach_the_package() -> None:
    document = Document((Heading(1, _text("a\x00b")),), Meta("\x00", authors=("\x01",)))
    assert _metadata(document, "title") == ["\ufffd"]
    assert _metadata(document, "creator") == ["\ufffd"]


def test_a_text_from_right_to_left_turns_its_pages_so() -> None:
    package = _package(Document((_para("שלום"),), Meta(language="he")))
    spine = package.find(f"{_OPF}spine")
    assert spine is not None
    assert spine.get("page-progression-direction") == "rtl"


def test_accessibility_is_told_from_what_the_book_holds() -> None:
    media = {"dot.png": Media(png(1, 1), "image/png")}

    def features(*content: Image | Math) -> list[str]:
        document = Document((Para(content),), media=media)
        return [
            value
            for name in ("accessMode", "accessModeSufficient", "accessibilityFeature")
            for value in _metadata(document, f"schema:{name}")
        ]

    assert "visual" not in features()
    assert "alternativeText" in features(Image("dot.png", _text("a dot")))
    assert "textual,visual" in features(Image("dot.png"))
    assert "MathML" in features(Math("x"))


# --- The archive ---


def test_the_bytes_are_the_same_every_time() -> None:
    assert _bytes(every_node()) == _bytes(every_node())


def test_the_format_comes_first_and_uncompressed() -> None:
    first = _archive(Document()).infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


@pytest.mark.parametrize(
    ("epoch", "date", "year"),
    [("", "", 1980), ("", "2022-10-19", 2022), ("1700000000", "2022-10-19", 2023), ("0", "", 1980)],
)
def test_the_clock_is_never_asked(
    epoch: str, date: str, year: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    document = Document((), Meta(date=date))
    assert {info.date_time[0] for info in _archive(document).infolist()} == {year}
    assert _metadata(document, "dcterms:modified")[0].startswith(str(year))


def test_names_of_images_come_from_us() -> None:
    media = {"../../etc/passwd": Media(png(1, 1), "text/html"), "unused.png": Media(b"", "")}
    images = Para((Image("../../etc/passwd"), Image("../../etc/passwd")))
    names = _archive(Document((images,), media=media)).namelist()
    assert [name for name in names if "images" in name] == ["EPUB/images/001.png"]


# --- Cover and fonts ---


def test_a_cover_is_set_from_title_and_authors() -> None:
    files = _archive(Document((_para("x"),), Meta(title="A book")), cover="title")
    cover = kind_of(files.read("EPUB/images/cover.png"))
    assert cover is not None
    assert (cover.width, cover.height) == (1600, 2400)
    assert b'properties="cover-image"' in files.read("EPUB/content.opf")
    assert b'alt="Cover: A book"' in files.read("EPUB/cover.xhtml")


def test_a_cover_can_be_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine"
    path.write_bytes(png(2, 3))
    files = _archive(Document(), cover=str(path))
    assert files.read("EPUB/images/cover.png") == png(2, 3)


@pytest.mark.parametrize("data", [None, b"no picture"])
def test_a_cover_that_is_no_picture_is_an_error(data: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "mine"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(WriteError, match=r"the cover .*mine"):
        _bytes(Document(), cover=str(path))


def test_no_cover_is_set_in_a_script_that_its_fonts_lack() -> None:
    notices: list[Notice] = []
    document = Document((), Meta(title="日本"))
    data = epub.write(document, epub.Options(cover="title"), notices.append)
    assert [notice.code for notice in notices] == ["cover-script"]
    assert "EPUB/cover.xhtml" not in zipfile.ZipFile(io.BytesIO(data)).namelist()


@given(st.text("ab ", max_size=40))
def test_lines_of_the_cover_fit_and_keep_every_letter(text: str) -> None:
    lines = wrap(text, lambda line: 300.0 * len(line))
    assert all(len(line) <= 4 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_fonts_are_embedded_on_request() -> None:
    names = _archive(Document(), embed_fonts=True).namelist()
    sheet = _files(Document(), embed_fonts=False)["style.css"]
    assert "@font-face" not in sheet
    assert sum(name.endswith(".ttf") for name in names) == 5


def test_losses_are_told() -> None:
    notices: list[Notice] = []
    block: Block = Para((Text("a", (Link("#gone"),)), Text("b", (Span(Attr("a")),))))
    epub.write(Document((block,), Meta(title="T")), epub.Options(), notices.append)
    assert [notice.code for notice in notices] == ["link-target-missing"]
