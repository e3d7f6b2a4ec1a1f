"""Word files (Office Open XML, Transitional and Strict): one module for each part of the format.

`package` finds the parts; `styles`, `numbering` and `notes` read the sheets; `items` reads a story
paragraph by paragraph, with `runs`, `tables`, `drawings`, `fields` and `omml` for what is in
them; `frames` finds the structure, which Word only shows by indentation; `assembly` makes blocks.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from docconv.archive import Archive, Element
from docconv.ast import Blocks, Document
from docconv.errors import ReadError, Warn
from docconv.metadata import title as inferred_title
from docconv.readers.docx import assembly, fields, frames, languages, metadata
from docconv.readers.docx.items import Item, items
from docconv.readers.docx.losses import Losses
from docconv.readers.docx.names import W, attribute, number
from docconv.readers.docx.notes import Comments, Notes
from docconv.readers.docx.numbering import Numbering
from docconv.readers.docx.package import Package
from docconv.readers.docx.story import Changes, Reading, Story
from docconv.readers.docx.styles import Styles

_PAGE_WIDTH = 9360  # twips of text on a page of which nothing is said


@dataclass(frozen=True, slots=True)
class Options:
    """How to read Word files."""

    track_changes: Changes = field(
        default="accept",
        metadata={"help": "take tracked changes as made, as not made, or mark all of them"},
    )


def read(data: bytes, options: Options, warn: Warn) -> Document:
    """The document in *data*. Comments, and what has no place in a document, are told to *warn*.

    Raises ReadError, which names the part and the cause, if the file is no Word document, is
    protected by a password, truncated, malformed, or nested absurdly deep.
    """
    package = Package(Archive(data))
    reading = _reading(package, options)
    try:
        body, core = _body(reading), package.related_xml("core-properties", of="")
        block, rest = metadata.masthead(body)
        blocks = assembly.blocks(frames.nested(rest))
        opening = inferred_title(Document(blocks), lambda notice: None)
        meta = metadata.metadata(block, opening, core, reading.language)
    except RecursionError:
        raise ReadError(f"{package.main}: the document is nested too deeply") from None
    reading.losses.tell(warn)
    reading.comments.tell(warn)
    return Document(blocks, meta, reading.media)


def _reading(package: Package, options: Options) -> Reading:
    styles = Styles(package.related_xml("styles"))
    core = package.related_xml("core-properties", of="")
    document = package.document
    losses = Losses()
    if margins := package.count_texts("header", "footer"):
        losses.add("margins-dropped", margins)
    return Reading(
        package=package,
        styles=styles,
        numbering=Numbering(package.related_xml("numbering"), styles, document),
        notes=Notes(package),
        comments=Comments(package),
        changes=options.track_changes,
        language=metadata.language_of(core) or languages.prevailing(document, styles),
        page_width=_page_width(document),
        targets=_targets(document),
        losses=losses,
        blocks=_blocks,
    )


def _body(reading: Reading) -> list[Item]:
    package = reading.package
    body = package.document.find(W + "body")
    if body is None:
        raise ReadError(f"{package.main}: the document has no body")
    return list(items(body, Story(reading, package.main, package.relations(package.main))))


def _blocks(container: Element, story: Story) -> Blocks:
    return assembly.blocks(frames.nested(items(container, story)))


def _page_width(document: Element) -> int:
    page = document.find(f"{W}body/{W}sectPr")
    if page is None:
        return _PAGE_WIDTH
    size, margins = page.find(W + "pgSz"), page.find(W + "pgMar")
    if size is None or margins is None:
        return _PAGE_WIDTH
    beside = (attribute(margins, "left"), attribute(margins, "right"))
    width = number(attribute(size, "w")) - sum(map(number, beside))
    return width if width > 0 else _PAGE_WIDTH


def _targets(document: Element) -> frozenset[str]:
    """The bookmarks that something in the document points at."""
    anchors = (link.get(W + "anchor", "") for link in document.iter(W + "hyperlink"))
    codes = [code.text or "" for code in document.iter(W + "instrText")]
    codes += [each.get(W + "instr", "") for each in document.iter(W + "fldSimple")]
    return frozenset((*anchors, *fields.targets(codes))) - {""}
