"""Text never becomes markup, nothing is fetched, and absurd documents are written or refused."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

import docconv
from docconv.ast import (
    Attr,
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
    Figure,
    Heading,
    Image,
    Inlines,
    LineBlock,
    Link,
    Math,
    Meta,
    Note,
    Para,
    Plain,
    RawBlock,
    RawInline,
    Row,
    Span,
    Table,
    TableBody,
    Text,
)

_HTML = ("html", "epub")
_TARGETS = sorted(name for name, known in docconv.formats().items() if known.writer)
_HOSTILE = "\"'><script>alert(1)</script><!-- ]]> --></title></style></p>&lt;{{x}}${x}%s\\"
_URLS = (
    "javascript:alert(1)",
    " JaVa\tScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//example.org/x",
    'https://example.org/"><script>alert(1)</script>',
    f"#{_HOSTILE}",
)
_SCHEMES = {"", "http", "https", "mailto", "tel", "data"}
_FORBIDDEN = {"script", "iframe", "object", "embed", "form", "base", "applet", "frame"}


def _hostile() -> Document:
    """A document whose every string is hostile."""
    attr = Attr(_HOSTILE, (_HOSTILE,), (("onclick", _HOSTILE), ("style", _HOSTILE), ("lang", "x>")))
    text: Inlines = (Text(_HOSTILE, (Span(attr),)),)
    links = tuple(Text(_HOSTILE, (Link(url, _HOSTILE, attr),)) for url in _URLS)
    images = tuple(Image(url, text, _HOSTILE, attr) for url in (*_URLS, "/etc/passwd", "x.png"))
    plain = Plain(text)
    blocks: Blocks = (
        Heading(1, text, attr),
        Para((*text, Code(_HOSTILE, attr), Math(_HOSTILE), Note((Para(text),)), *links, *images)),
        Para((RawInline("latex", _HOSTILE), RawInline(_HOSTILE, _HOSTILE))),
        RawBlock("latex", _HOSTILE),
        CodeBlock(_HOSTILE, attr),
        LineBlock((text,)),
        BulletList(((plain,),)),
        DefinitionList((DefinitionItem(text, ((plain,),)),)),
        Table(
            (ColSpec(),),
            head=(Row((Cell((plain,), attr=attr),), attr),),
            bodies=(TableBody((Row((Cell((plain,)),)),), attr=attr),),
            caption=Caption((plain,), text),
            attr=attr,
        ),
        Figure((plain,), Caption((plain,)), attr),
        Div((BlockQuote((plain,)),), attr),
    )
    names = ("title", "subtitle", "date", "description", "rights", "identifier")
    meta = Meta(
        **dict.fromkeys(names, _HOSTILE),
        authors=(_HOSTILE,),
        credits=(_HOSTILE,),
        language='en"><script>',
        extra={_HOSTILE: _HOSTILE, "keywords": text},
    )
    return Document(blocks, meta)


def _pages(target: str) -> Iterator[BeautifulSoup]:
    """The HTML pages of the hostile document."""
    output = docconv.write(_hostile(), target)
    if target == "html":
        yield BeautifulSoup(output, "html.parser")
        return
    with zipfile.ZipFile(io.BytesIO(output)) as book:
        for name in book.namelist():
            if name.endswith(".xhtml"):
                yield BeautifulSoup(book.read(name), "lxml-xml")


@pytest.mark.parametrize("target", _HTML)
def test_hostile_text_makes_no_element_and_no_event_handler(target: str) -> None:
    for page in _pages(target):
        for element in page.find_all(True):
            assert element.name not in _FORBIDDEN or element.get("type") == "application/ld+json"
            assert not [name for name in element.attrs if name.lower().startswith("on")]


@pytest.mark.parametrize("target", _HTML)
def test_links_lead_only_to_harmless_places_and_nothing_is_fetched(target: str) -> None:
    for page in _pages(target):
        for element in page.find_all(True):
            if href := element.get("href"):
                assert urlsplit(str(href).strip()).scheme.lower() in _SCHEMES - {"data"}
                assert not str(href).startswith("//")
            if element.get("src"):
                assert not urlsplit(str(element["src"])).netloc
            assert "url(" not in str(element.get("style", ""))


@pytest.mark.parametrize("target", _HTML)
def test_hostile_text_is_shown_as_it_is(target: str) -> None:
    text = "".join(page.get_text() for page in _pages(target))
    assert text.count(_HOSTILE) >= 15


def test_a_docx_refers_to_nothing_outside_but_by_harmless_links() -> None:
    with zipfile.ZipFile(io.BytesIO(docconv.write(_hostile(), "docx"))) as package:
        for name in package.namelist():
            if name.endswith(".rels"):
                for part in BeautifulSoup(package.read(name), "lxml-xml").find_all("Relationship"):
                    if part.get("TargetMode") == "External":
                        assert str(part["Type"]).endswith("/hyperlink")
                        assert urlsplit(str(part["Target"])).scheme in _SCHEMES - {"", "data"}


def test_a_pdf_has_no_actions_but_harmless_links() -> None:
    output = docconv.write(_hostile(), "pdf")
    assert not re.search(rb"/(JavaScript|JS|Launch|GoToR|SubmitForm|ImportData)\b", output)
    assert b"javascript:" not in output.lower()
    assert b"file:" not in output.lower()


@pytest.mark.parametrize("target", _TARGETS)
def test_characters_that_xml_forbids_are_written_or_refused(target: str) -> None:
    odd = "".join(map(chr, range(32))) + "\x7f\ufffe\uffff\ud800"
    document = Document((Para((Text(f"a{odd}b"), Code(odd))), CodeBlock(odd)), Meta(title=odd))
    assert "\n" not in _refusal(document, target)


@pytest.mark.parametrize("target", _TARGETS)
def test_a_hundred_levels_of_nesting_are_written(target: str) -> None:
    assert not _refusal(_nested(100), target)


@pytest.mark.parametrize("target", _TARGETS)
def test_absurd_nesting_is_written_or_refused(target: str) -> None:
    refusal = _refusal(_nested(5000), target)
    assert not refusal or "nested too deeply" in refusal


def _refusal(document: Document, target: str) -> str:
    """Why *document* cannot be written, in one line; empty if it can."""
    try:
        assert docconv.write(document, target)
    except docconv.WriteError as error:
        return str(error)
    return ""


def _nested(levels: int) -> Document:
    blocks: Blocks = (Para((Text("deep"),)),)
    for level in range(levels):
        blocks = (BulletList((blocks,)),) if level % 2 else (BlockQuote(blocks),)
    return Document(blocks)
