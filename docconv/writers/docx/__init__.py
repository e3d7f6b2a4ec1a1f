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
from docconv.writers.docx import blocks, markup, properties
from docconv.writers.docx.contents import Contents
from docconv.writers.docx.foundation import Foundation
from docconv.writers.docx.images import Pictures
from docconv.writers.docx.inlines import language_tag
from docconv.writers.docx.links import Bookmarks
from docconv.writers.docx.losses import Losses
from docconv.writers.docx.numbering import Numbering
from docconv.writers.docx.own import Own
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
    reference_doc: str = field(
        default="",
        metadata={"help": "a Word file whose styles, page, headers and footers to use"},
    )


def write(document: Document, options: Options, warn: Warn) -> bytes:
    """*document* as a Word file; what Word cannot hold is told to *warn*.

    Raises WriteError if the reference document cannot be used, or if ``SOURCE_DATE_EPOCH`` is set
    to what is no number of seconds.
    """
    losses = Losses()
    document = metadata.in_language(document, warn)
    meta = document.meta
    tag = language(meta.language) or "en"
    if meta.language and tag != language(meta.language):
        losses.add("language-invalid", meta.language)
    foundation = _foundation(options, is_rtl(tag))
    top = _top_level(document) if options.number_sections else 0
    state = State(
        losses,
        Numbering(top, foundation.first_list, foundation.first_kind),
        Bookmarks(document),
        Pictures(document.media, losses),
        Contents(options.toc_depth if options.toc else 0, top),
        rtl=foundation.rtl,
    )
    place = Place(foundation.room, foundation.room.width, rtl=is_rtl(tag))

    text = blocks.body(state, document, place)
    below = state.in_the_notes()
    notes = markup.footnotes(blocks.notes(below, place)) if state.notes else ""
    text += state.bookmarks.rest()

    package = Builder()
    main = package.add("word/document", foundation.document(text))
    package.relate(main, state.relations, state.pictures)
    if notes:
        part = package.add("word/footnotes", foundation.styled(notes), main)
        package.relate(part, below.relations, state.pictures)
    foundation.furnish(package, main, state, language_tag(tag))
    package.add("docProps/core", properties.core(meta, metadata.title(document, warn), tag))
    package.add("docProps/app", properties.app())
    custom = properties.custom(meta)
    if custom:
        package.add("docProps/custom", custom)
    if package.replaced:
        losses.add("characters-replaced", str(package.replaced))
    losses.tell(warn)
    return package.zip()


def _foundation(options: Options, rtl: bool) -> Foundation:
    if not options.reference_doc:
        return Own(options.page_size, rtl)
    from docconv.writers.docx.reference import Reference  # only when there is one

    return Reference(options.reference_doc, options.page_size)


def _top_level(document: Document) -> int:
    """The least level of a heading in *document*: where their numbers begin."""
    blocks = walk.blocks(document.blocks)
    return min((max(block.level, 1) for block in blocks if isinstance(block, Heading)), default=1)
