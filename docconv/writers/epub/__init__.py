"""EPUB 3.3: one file for each chapter, made accessible and the same byte for byte every time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from docconv import metadata
from docconv.ast import Document, Meta
from docconv.errors import Warn
from docconv.writers.epub import accessibility
from docconv.writers.epub.chapters import Chapter, split
from docconv.writers.epub.cover import cover
from docconv.writers.epub.fonts import embedded_fonts
from docconv.writers.epub.package import COVER_IMAGE, Item, Package, pack
from docconv.writers.epub.pages import (
    COVER,
    NAVIGATION,
    STYLE_SHEET,
    TITLE_PAGE,
    Page,
    cover_page,
    navigation,
    page,
    section,
    title_page,
)
from docconv.xhtml.anchors import Anchors
from docconv.xhtml.blocks import Renderer
from docconv.xhtml.context import EPUB, Context
from docconv.xhtml.languages import document_language, words
from docconv.xhtml.losses import Losses
from docconv.xhtml.markup import clean
from docconv.xhtml.masthead import masthead, tidy
from docconv.xhtml.outline import Entry, Outline, tree
from docconv.xhtml.pictures import Kind, Pictures
from docconv.xhtml.style import style_sheet


@dataclass(frozen=True, slots=True)
class Options:
    """How the book is made."""

    split_level: int = field(
        default=1, metadata={"help": "level of the headings that begin a file of their own"}
    )
    toc_depth: int = field(default=3, metadata={"help": "levels the table of contents shows"})
    number_sections: bool = field(default=False, metadata={"help": "number the headings"})
    highlight: bool = field(
        default=False, metadata={"help": "mark up code by its language (with Pygments)"}
    )
    cover: str = field(
        default="", metadata={"help": "a picture for the cover, or “title” to have one set"}
    )
    embed_fonts: bool = field(default=False, metadata={"help": "put our fonts into the book"})
    css: str = field(default="", metadata={"help": "a style sheet to add after the built-in one"})


def write(document: Document, options: Options, warn: Warn) -> bytes:
    """*document* as an EPUB, valid by epubcheck and free of Ace violations.

    Notes stand at the end of the chapter that refers to them. Raises WriteError if the style
    sheet or the cover cannot be read.
    """
    document = tidy(metadata.in_language(document, warn))
    title = clean(metadata.title(document, warn))[0]
    losses = Losses()
    files = _Files()
    files.add_style(options)
    context = Context(
        EPUB,
        Anchors(),
        losses,
        Pictures(document.media, losses, files.store),
        language=document_language(document.meta, losses),
        anchor_headings=True,
        number_sections=options.number_sections,
        highlight=options.highlight,
    )
    front = []
    if picture := cover(options.cover, title, document.meta, warn):
        front.append(
            page(COVER, title, cover_page(files.add_cover(*picture), title, context), context)
        )
    chapters = split(document.blocks, options.split_level)
    head = masthead(metadata.masthead(document))
    if head and len(chapters) > 1:
        front.append(page(TITLE_PAGE, title, title_page(head), context))
        head = ""
    texts, entries = _texts(chapters, context, document.meta, title, head)
    branches = tree(entries, options.toc_depth)
    order = [text.name for text in (*front, *texts)]
    if len(texts) > 1:
        order.insert(len(front), NAVIGATION)
    toc = navigation(branches, order, texts[0].name, context.language)
    package = Package(
        meta=document.meta,
        title=title,
        language=context.language,
        pages=[*front, page(NAVIGATION, words(context.language).contents, toc, context), *texts],
        order=order,
        branches=branches,
        items=files.items,
        accessibility=list(accessibility.properties(text.markup for text in texts)),
    )
    losses.tell(warn)
    return pack(package)


def _texts(
    chapters: list[Chapter], context: Context, meta: Meta, title: str, head: str
) -> tuple[list[Page], list[Entry]]:
    """The files of *chapters*, the first beginning with *head*, and what the contents list."""
    names = [f"ch{number:03}.xhtml" for number in range(1, len(chapters) + 1)]
    for chapter, name in zip(chapters, names, strict=True):
        context.anchors.add(chapter.blocks, name)
    outline = Outline(titled=bool(meta.title))
    texts: list[Page] = []
    entries: list[Entry] = []
    for chapter, name in zip(chapters, names, strict=True):
        renderer = Renderer(replace(context, file=name), outline)
        parts = (head, renderer.blocks(chapter.blocks), renderer.notes())
        body = "\n".join(filter(None, parts))
        if chapter.opened and renderer.headings:
            opening = renderer.headings[0]
            body = section(body, opening.href.partition("#")[2])
        else:
            opening = Entry(1, name, title)
            entries.append(opening)
        entries += renderer.headings
        texts.append(page(name, opening.text, body, context))
        head = ""
    return texts, entries


class _Files:
    """What the book holds beside its pages: style sheet, fonts, pictures, under our own names."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self._pictures = 0

    def add_style(self, options: Options) -> None:
        """Add the style sheet, with fonts if they are wanted."""
        css = style_sheet(Path(__file__).with_name("book.css"), options.css)
        if options.embed_fonts:
            rules, fonts = embedded_fonts()
            self.items += fonts
            css = rules + css
        self.items.append(Item(STYLE_SHEET, "text/css", css.encode()))

    def add_cover(self, data: bytes, kind: Kind) -> str:
        """Add the cover, and tell its name."""
        self.items.append(Item(f"images/cover.{kind.extension}", kind.mime, data, COVER_IMAGE))
        return self.items[-1].name

    def store(self, data: bytes, kind: Kind) -> str:
        """Add a picture, and tell its name."""
        self._pictures += 1
        self.items.append(Item(f"images/{self._pictures:03}.{kind.extension}", kind.mime, data))
        return self.items[-1].name
