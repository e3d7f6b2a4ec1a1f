"""Word documents (Office Open XML).

The text is written as markup and laid into a package of python-docx, whose own ways to add a
paragraph take quadratic time. Every paragraph has a style, every list a numbering of its own, and
notes are footnotes: nothing stands there that a person would have to undo by hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from docconv import metadata, walk
from docconv.ast import Document, Heading
from docconv.errors import Warn
from docconv.writers.docx import blocks, parts, properties, styles
from docconv.writers.docx.contents import Contents
from docconv.writers.docx.images import Pictures
from docconv.writers.docx.inlines import language_tag
from docconv.writers.docx.links import Bookmarks
from docconv.writers.docx.losses import Losses
from docconv.writers.docx.numbering import Numbering
from docconv.writers.docx.package import Builder
from docconv.writers.docx.state import Place, State
from docconv.xhtml.languages import is_rtl, language


@dataclass(frozen=True, slots=True)
class Options:
    """How Word documents are written."""

    page_size: Literal["A4", "Letter"] = field(
        default="A4", metadata={"help": "the size of the paper"}
    )
    toc: bool = field(default=False, metadata={"help": "begin with a table of contents"})
    toc_depth: int = field(default=3, metadata={"help": "levels of headings it shows"})
    number_sections: bool = field(default=False, metadata={"help": "number the headings"})


def write(document: Document, options: Options, warn: Warn) -> bytes:
    """*document* as a Word file; what Word cannot hold is told to *warn*.

    Raises WriteError if ``SOURCE_DATE_EPOCH`` is set to what is no number of seconds.
    """
    losses = Losses()
    meta = document.meta
    tag = language(meta.language) or "en"
    if meta.language and tag != language(meta.language):
        losses.add("language-invalid", meta.language)
    pictures = Pictures(document.media, losses)
    top = _top_level(document) if options.number_sections else 0
    contents = Contents(options.toc_depth if options.toc else 0, top)
    numbering = Numbering(headings=top)
    state = State(losses, numbering, Bookmarks(document), pictures, contents, rtl=is_rtl(tag))
    page = parts.PAGES[options.page_size]
    place = Place(page.room, page.width, rtl=state.rtl)

    package = Builder()
    text = blocks.body(state, document, place)
    main = package.add("word/document", parts.document(text, page, state.rtl))
    package.relate(main, state.relations, pictures)
    if state.notes:
        notes = package.add("word/footnotes", parts.footnotes(blocks.notes(state, place)), main)
        package.relate(notes, state.relations, pictures)
    if numbering:
        package.add("word/numbering", numbering.part(), main)
    sheet = styles.sheet(language_tag(tag), state.rtl, numbering.headings)
    package.add("word/styles", sheet, main)
    package.add("word/settings", parts.settings(bool(state.notes)), main)
    package.add("word/fontTable", parts.fonts(), main)
    package.add("word/footer1", parts.footer(), main)
    package.add("docProps/core", properties.core(meta, metadata.title(document, warn), tag))
    package.add("docProps/app", properties.app())
    custom = properties.custom(meta)
    if custom:
        package.add("docProps/custom", custom)
    if package.replaced:
        losses.add("characters-replaced", str(package.replaced))
    losses.tell(warn)
    return package.zip()


def _top_level(document: Document) -> int:
    """The least level of a heading in *document*: where their numbers begin."""
    blocks = walk.blocks(document.blocks)
    return min((max(block.level, 1) for block in blocks if isinstance(block, Heading)), default=1)
