"""E-books: EPUB 2 and 3.

`package` finds the files, `pages` parses them, `notes` tells which elements are notes, `contents`
what the navigation knows of headings, `metadata` reads the package's own; `chapters` makes one
document of the pages, by the meaning that :mod:`docconv.elements` gives to elements.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace

from docconv import walk
from docconv.archive import Archive
from docconv.ast import Blocks, Div, Document, Image, Meta
from docconv.errors import ReadError, Warn
from docconv.readers.epub import contents, notes
from docconv.readers.epub.chapters import Book, places
from docconv.readers.epub.losses import Losses
from docconv.readers.epub.metadata import metadata, with_title, without_said
from docconv.readers.epub.names import classes, purposes, tag
from docconv.readers.epub.package import Package
from docconv.readers.epub.pages import Page, Pages


@dataclass(frozen=True, slots=True)
class Options:
    """There are none."""


def read(data: bytes, options: Options, warn: Warn) -> Document:
    """The document in *data*.

    Raises ReadError, which names the part and the cause, if the file is no e-book, is protected,
    truncated, lacks a page, or is malformed beyond what browsers would show.
    """
    losses = Losses()
    package = Package(Archive(data))
    reader = Pages(package.archive, losses)
    pages = [reader.read(file.name) for file in package.spine if file != package.navigation]
    meta = with_title(
        metadata(package.root, package.child("metadata")), (page.body for page in pages)
    )
    try:
        contents.mark_headings(package, pages)
        book = _book(package, pages, meta, losses)
        blocks = tuple(block for page in pages for block in _blocks(book, page))
    except RecursionError:
        raise ReadError(f"{package.name}: the book is nested too deeply") from None
    meta = without_said(meta, blocks, (page.body for page in pages))
    if package.cover and (cover := book.stored(package.cover.name)):
        meta = replace(meta, extra={**meta.extra, "cover-image": cover})
    losses.tell(warn)
    return Document(blocks, meta, book.media)


def _book(package: Package, pages: list[Page], meta: Meta, losses: Losses) -> Book:
    return Book(
        archive=package.archive,
        folder=posixpath.dirname(package.name),
        files={file.name: file for file in package.files.values()},
        notes=notes.find(pages),
        places=places(pages),
        meta=meta,
        losses=losses,
    )


def _blocks(book: Book, page: Page) -> Blocks:
    """The blocks of *page*, which is nothing if it is the cover."""
    blocks = book.blocks(page)
    if _is_cover(page) and _is_picture(blocks):
        book.losses.add("cover-apart")
        return ()
    return blocks


def _is_cover(page: Page) -> bool:
    """Whether *page*, or what it begins with, is for the cover."""
    outer = (page.body, *page.body)
    return any("cover" in purposes(each) | classes(each) for each in outer if tag(each))


def _is_picture(blocks: Blocks) -> bool:
    """Whether *blocks* are but one picture."""
    inner = [each for each in walk.blocks(blocks) if not isinstance(each, Div)]
    runs = [run for block in inner for content in walk.inlines(block) for run in content]
    return len(inner) == 1 and len(runs) == 1 and isinstance(runs[0], Image)
