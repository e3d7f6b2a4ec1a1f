"""What a file is, told by its content: names may say something else, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docconv.errors import Notice, ReadError, Warn

_KNOWN = ("text", "markdown", "html", "docx", "epub", "json")
_PACKED = ("docx", "epub")
_BEGINNINGS = (
    (b"%PDF-", "", "a PDF file"),
    (b"{\\rtf", "", "a Rich Text file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "docx", "an old or a protected Office file"),
    (b"\x89PNG\r\n", "", "a picture"),
    (b"\xff\xd8\xff", "", "a picture"),
    (b"GIF8", "", "a picture"),
    (b"\x1f\x8b", "", "a gzip archive"),
    (b"7z\xbc\xaf", "", "a 7z archive"),
)
_ZIP = b"PK\x03\x04"
# A part that only such an archive has.
_PARTS = (
    ("META-INF/container.xml", "epub", "an EPUB book"),
    ("word/document.xml", "docx", "a Word file"),
    ("xl/workbook.xml", "", "an Excel workbook"),
    ("ppt/presentation.xml", "", "a PowerPoint presentation"),
    ("content.xml", "", "an OpenDocument file"),
)
_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8"))
_HTML = re.compile(
    r"\s*(?:<\?xml[^<>]*>\s*)?(?:<!--(?:[^-]|-(?!->))*-->\s*)*<(?:!doctype\s+html\b|html[\s>])",
    re.IGNORECASE,
)
_PANDOC = b'"pandoc-api-version"'
_LOOK = 4096  # bytes in which a text shows what it is
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is: the *format* that reads it (empty: none does), and its name for people."""

    format: str
    title: str


def kind_of(data: bytes) -> Kind | None:
    """What *data* is; None for text of any sort, and for what nobody knows.

    >>> kind_of(b"%PDF-1.7").title, kind_of(b"<!DOCTYPE html><p>x").format, kind_of(b"# A heading")
    ('a PDF file', 'html', None)
    """
    for beginning, name, title in _BEGINNINGS:
        if data.startswith(beginning):
            return Kind(name, title)
    if data.startswith(_ZIP):
        return _packed(data)
    text = _beginning(data)
    if _HTML.match(text):
        return Kind("html", "an HTML page")
    if text.lstrip().startswith("{") and _PANDOC in data:
        return Kind("json", "a Pandoc document")
    return None


def chosen(told: str, data: bytes, warn: Warn) -> str:
    """The format to read *data* as, which by its name is of the format *told* (empty: the name
    tells nothing); empty if the content tells nothing either. *warn* is given a Notice where name
    and content differ; formats of plug-ins are taken at their word. Raises ReadError if nothing
    reads what *data* is."""
    if told and told not in _KNOWN:
        return told
    kind = kind_of(data)
    if kind is None and told in _PACKED and _is_text(data):
        kind = Kind("text", "plain text")
    if kind is None:
        return told
    if not kind.format:
        raise ReadError(f"this is {kind.title}, which docconv does not read")
    if told and told != kind.format:
        warn(Notice("format", f"named as {told}, but it is {kind.title}: it is read as that"))
    return kind.format


def _packed(data: bytes) -> Kind | None:
    """What a zip archive is, by its parts; None if it is damaged."""
    import io
    import zipfile  # dear, and not needed for text

    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return None
    known = (Kind(name, title) for part, name, title in _PARTS if part in names)
    return next(known, Kind("", "a zip archive"))


def _is_text(data: bytes) -> bool:
    return bool(data.strip()) and not _CONTROLS.search(_beginning(data))


def _beginning(data: bytes) -> str:
    """The beginning of *data* as text, as far as it is some."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) : _LOOK].decode(encoding, "replace")
    return data[:_LOOK].decode("latin-1")
