"""The book as a ZIP archive, by EbookLib, without what it adds or forgets.

EbookLib parses and re-indents chapters given as ``EpubHtml``, so ours are plain items, written
verbatim; its package lacks a language, its archive has the time of day in it, and its
``write_epub`` swallows errors of the disk. The overridden names are private: EbookLib is pinned.
"""

from __future__ import annotations

import uuid
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

from ebooklib import epub

from docconv.ast import Meta
from docconv.moment import EARLIEST, moment
from docconv.writers.epub.pages import NAVIGATION, Page
from docconv.xhtml.languages import is_rtl
from docconv.xhtml.masthead import day
from docconv.xhtml.outline import Branch

COVER_IMAGE = "cover-image"
_XML = "http://www.w3.org/XML/1998/namespace"


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the book: its name in it, its MIME type, its bytes, what the package says of it."""

    name: str
    mime: str
    data: bytes
    property: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    """What a book consists of: files, and which of the *pages* are read in which *order*."""

    meta: Meta
    title: str
    language: str
    pages: list[Page]
    order: list[str]
    branches: list[Branch]
    items: list[Item]
    accessibility: list[tuple[str, str]]


def pack(package: Package) -> bytes:
    """*package* as the bytes of an EPUB 3.3 file, always the same for the same package."""
    when = _stamp(package.meta)
    out = BytesIO()
    _Writer(out, _book(package), {"mtime": when}).write()
    return out.getvalue()


def _book(package: Package) -> Any:
    book = epub.EpubBook()
    _describe(book, package)
    pages = {page.name: book.add_item(_page(page)) for page in package.pages}
    for number, item in enumerate(package.items, 1):
        added = book.add_item(epub.EpubItem(f"item-{number}", item.name, item.mime, item.data))
        added.properties = [item.property] if item.property else []
        if item.property == COVER_IMAGE:  # older readers look for it here
            book.add_metadata(None, "meta", "", {"name": "cover", "content": added.id})
    book.add_item(epub.EpubNcx())
    book.toc = _toc(package.branches)
    book.spine = [pages[name] for name in package.order]
    return book


def _page(page: Page) -> Any:
    name = page.name.partition(".")[0]
    item = epub.EpubItem(name, page.name, "application/xhtml+xml", page.markup.encode())
    known = {"mathml": "<math " in page.markup, "nav": page.name == NAVIGATION}
    item.properties = [name for name, holds in known.items() if holds]
    return item


def _toc(branches: Iterable[Branch]) -> list[Any]:
    return [_entry(branch) for branch in branches]


def _entry(branch: Branch) -> Any:
    entry = branch.entry
    if branch.branches:
        return epub.Section(entry.text, entry.href), _toc(branch.branches)
    return epub.Link(entry.href, entry.text, "to-" + entry.href.replace("#", "-"))


# --- Metadata ---


def _describe(book: Any, package: Package) -> None:
    meta = package.meta
    book.metadata.clear()
    book.set_identifier(meta.identifier or f"urn:uuid:{_uuid(package)}")
    book.set_title(package.title)
    book.set_language(package.language)
    if is_rtl(package.language):
        book.set_direction("rtl")
    for number, author in enumerate(meta.authors, 1):
        book.add_author(author, role="aut", uid=f"creator-{number}")
    known = {"date": day(meta), "description": meta.description, "rights": meta.rights}
    for name, value in known.items():
        if value:
            book.add_metadata("DC", name, value)
    for name, value in package.accessibility:
        book.add_metadata(None, "meta", value, {"property": f"schema:{name}"})
    book.add_metadata("OPF", "generator", "", {"name": "generator", "content": "docconv"})


def _uuid(package: Package) -> uuid.UUID:
    """An identifier made from what the book says, since nobody gave it one."""
    digest = sha256()
    for page in package.pages:
        digest.update(page.markup.encode())
    return uuid.uuid5(uuid.NAMESPACE_URL, f"docconv:{digest.hexdigest()}")


def _stamp(meta: Meta) -> datetime:
    """When the book was changed. ZIP knows the years from 1980 to 2107 only."""
    return min(max(moment(meta), EARLIEST), datetime(2107, 1, 1, tzinfo=UTC))


# --- The archive ---


class _Archive:
    """A ZIP file whose entries all bear one time, as far as EbookLib needs one."""

    def __init__(self, archive: zipfile.ZipFile, when: datetime) -> None:
        self._archive = archive
        self._when = when.timetuple()[:6]

    def writestr(self, name: str, data: bytes | str) -> None:
        """Add the file *name*; the one that tells the format is not compressed."""
        info = zipfile.ZipInfo(name, self._when)
        info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
        info.create_system, info.external_attr = 3, 0o644 << 16  # the same on every system
        self._archive.writestr(info, data)


class _Writer(epub.EpubWriter):  # type: ignore[misc]
    """Writes the package with its language, into an archive that is the same every time."""

    def _write_opf_file(self, root: Any) -> None:
        root.set(f"{{{_XML}}}lang", self.book.language)
        super()._write_opf_file(root)

    def write(self) -> None:
        with zipfile.ZipFile(self.file_name, "w") as archive:
            self.out = _Archive(archive, self.options["mtime"])
            self.out.writestr("mimetype", "application/epub+zip")
            self._write_container()
            self._write_opf()
            self._write_items()
