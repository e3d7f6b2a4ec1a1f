"""EPUB 3.3: one file for each chapter, made accessible and the same byte for byte every time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from docconv import metadata
from docconv.ast import Document, Meta
from docconv.errors import Warn
from docconv.writers.epub import accessibility
from docconv.writers.epub.chapters import Chapter, split
from docconv.writers.epub.package import Item, Package, pack
from docconv.writers.epub.pages import (
    NAVIGATION,
    STYLE_SHEET,
    TITLE_PAGE,
    Page,
    navigation,
    page,
    section,
    title_page,
)
from docconv.xhtml import EPUB, Anchors, Context, Losses, Pictures, Renderer, masthead, tidy
from docconv.xhtml.languages import document_language, words
from docconv.xhtml.markup import clean
from docconv.xhtml.outline import Entry, Outline, tree
from docconv.xhtml.pictures import Kind
from docconv.xhtml.style import style_sheet


@dataclass(frozen=True, slots=True)
class Options:
    """How the book is made."""

    split_level: int = field(
        default=1, metadata={"help": "level of the headings that begin a file of their own"}
    )
    toc_depth: int = field(default=3, metadata={"help": "levels the table of contents shows"})
    number_sections: bool = field(default=False, metadata={"help": "number the headings"})
    css: str = field(default="", metadata={"help": "a style sheet to add after the built-in one"})


def write(document: Document, options: Options, warn: Warn) -> bytes:
    """*document* as an EPUB, valid by epubcheck and free of Ace violations.

    Notes stand at the end of the chapter that refers to them. Raises WriteError if the style
    sheet cannot be read.
    """
    css = style_sheet(Path(__file__).with_name("book.css"), options.css)
    document = tidy(document)
    title = clean(metadata.title(document, warn))[0]
    losses = Losses()
    images = _Images()
    context = Context(
        EPUB,
        Anchors(),
        losses,
        Pictures(document.media, losses, images.store),
        language=document_language(document.meta, losses),
        anchor_headings=True,
        number_sections=options.number_sections,
    )
    chapters = split(document.blocks, options.split_level)
    front, texts, entries = _pages(chapters, context, document.meta, title)
    branches = tree(entries, options.toc_depth)
    order = [text.name for text in (*front, *texts)]
    if len(texts) > 1:
        order.insert(len(front), NAVIGATION)
    toc = navigation(branches, order, texts[0].name, context.language)
    contents = page(NAVIGATION, words(context.language).contents, toc, context)
    package = Package(
        meta=document.meta,
        title=title,
        language=context.language,
        pages=[*front, contents, *texts],
        order=order,
        branches=branches,
        items=[Item(STYLE_SHEET, "text/css", css.encode()), *images.items],
        accessibility=list(accessibility.properties(text.markup for text in texts)),
    )
    losses.tell(warn)
    return pack(package)


def _pages(
    chapters: list[Chapter], context: Context, meta: Meta, title: str
) -> tuple[list[Page], list[Page], list[Entry]]:
    """The title page if there is one, the files of *chapters*, and the entries of their contents.
    A single chapter begins with the title block instead."""
    head = masthead(meta)
    if head and len(chapters) > 1:
        front, head = [page(TITLE_PAGE, title, title_page(head), context)], ""
    else:
        front = []
    files = [
        replace(context, file=f"ch{number:03}.xhtml") for number in range(1, len(chapters) + 1)
    ]
    for chapter, file in zip(chapters, files, strict=True):
        context.anchors.add(chapter.blocks, file.file)
    outline = Outline(titled=bool(meta.title))
    texts: list[Page] = []
    entries: list[Entry] = []
    for chapter, file in zip(chapters, files, strict=True):
        renderer = Renderer(file, outline)
        parts = (head, renderer.blocks(chapter.blocks), renderer.notes())
        body = "\n".join(filter(None, parts))
        if chapter.opened and renderer.headings:
            opening = renderer.headings[0]
            body = section(body, opening.href.partition("#")[2])
        else:
            opening = Entry(1, file.file, title)
            entries.append(opening)
        entries += renderer.headings
        texts.append(page(file.file, opening.text, body, file))
        head = ""
    return front, texts, entries


class _Images:
    """The pictures that the book shows, as files with names of our own."""

    def __init__(self) -> None:
        self.items: list[Item] = []

    def store(self, data: bytes, kind: Kind) -> str:
        """Keep a picture, and tell its name in the book."""
        name = f"images/{len(self.items) + 1:03}.{kind.extension}"
        self.items.append(Item(name, kind.mime, data))
        return name
