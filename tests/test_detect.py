"""Formats told by content: the right reader whatever the name says, or a clear error."""

from __future__ import annotations

import io
import zipfile

import pytest

from docconv.detect import chosen
from docconv.errors import Notice, ReadError
from tests.every_node import png


def _zip(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


_DOCX = _zip("[Content_Types].xml", "word/document.xml")
_EPUB = _zip("mimetype", "META-INF/container.xml")
_HTML = b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a -- b -->\n<!doctype HTML><p>x"
_JSON = b'{"blocks": [], "meta": {}, "pandoc-api-version": [1, 23]}'
_TEXT = "Just “text”.".encode()


@pytest.mark.parametrize(
    ("told", "data", "found"),
    [
        ("docx", _DOCX, "docx"),
        ("epub", _DOCX, "docx"),
        ("docx", _EPUB, "epub"),
        ("text", _EPUB, "epub"),
        ("docx", _HTML, "html"),
        ("markdown", "\ufeff<html>".encode("utf-16-le"), "html"),
        ("text", _JSON, "json"),
        ("docx", _TEXT, "text"),
        ("epub", b"\xff\xfe" + "text".encode("utf-16-le"), "text"),
        ("text", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "docx"),
        ("", _DOCX, "docx"),
    ],
)
def test_the_content_decides_and_a_notice_says_so(told: str, data: bytes, found: str) -> None:
    notices: list[Notice] = []
    assert chosen(told, data, notices.append) == found
    assert [notice.code for notice in notices] == (["format"] if told not in ("", found) else [])


@pytest.mark.parametrize(
    ("told", "data"),
    [
        ("text", b"<p>Text may begin with a tag.</p>"),
        ("markdown", _TEXT),
        ("html", b"no tags at all"),
        ("json", b"{}"),
        ("text", b""),
        ("docx", b""),
        ("", _TEXT),
        ("", bytes(range(256))),
        ("docx", bytes(range(256))),
        ("docx", _DOCX[:60]),
        ("epub", _EPUB[:60]),
    ],
)
def test_where_the_content_does_not_tell_the_name_does(told: str, data: bytes) -> None:
    assert chosen(told, data, pytest.fail) == told


@pytest.mark.parametrize("data", [b"%PDF-1.7", _DOCX, png(1, 1)])
def test_plug_ins_are_taken_at_their_word(data: bytes) -> None:
    assert chosen("csv", data, pytest.fail) == "csv"


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (b"%PDF-1.7\n", "a PDF file"),
        (rb"{\rtf1 text}", "a Rich Text file"),
        (png(1, 1), "a picture"),
        (_zip("xl/workbook.xml"), "an Excel workbook"),
        (_zip("mimetype", "content.xml"), "an OpenDocument file"),
        (_zip("other"), "a zip archive"),
    ],
)
def test_what_nobody_reads_is_a_clear_error(data: bytes, title: str) -> None:
    with pytest.raises(ReadError, match=f"^this is {title}, which docconv does not read$"):
        chosen("docx", data, pytest.fail)
