"""What the rendering of blocks, tables and inlines shares."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from docconv.ast import Alignment, Attr, Note
from docconv.writers.docx.contents import Contents
from docconv.writers.docx.images import Pictures, Room
from docconv.writers.docx.links import Bookmarks, Relations
from docconv.writers.docx.losses import Losses
from docconv.writers.docx.numbering import Numbering
from docconv.xhtml.languages import is_rtl, language

_NARROWEST = 1400  # twips that nesting must leave to the text


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks stand, and what their paragraphs take from it.

    *para*, *plain* and *picture* are the styles of Para, of Plain and of paragraphs that only
    hold pictures (empty: as others); *indent* and *width* of the text are twips; *level* counts
    the lists around; *continued* is set in lists and definitions, whose indent is not that of a
    quotation; *language* is empty where it is the document's; *described* is what pictures
    without a description of their own show.
    """

    room: Room
    width: int
    para: str = "BodyText"
    plain: str = "Compact"
    picture: str = "Figure"
    indent: int = 0
    level: int = 0
    continued: bool = False
    align: Alignment = "default"
    language: str = ""
    rtl: bool = False
    described: str = ""

    def indented(self, by: int) -> Place:
        """This place *by* twips further in, as long as there is room for text."""
        by = max(min(by, self.width - _NARROWEST), 0)
        return replace(self, indent=self.indent + by, width=self.width - by)


@dataclass(slots=True)
class State:
    """One document being written: what was collected, and what waits for the next paragraph.

    *rtl*: the document is written from right to left. *item*: the numbering of a list item whose
    first paragraph is to come. *lead*: the markup that paragraph begins with.
    """

    losses: Losses
    numbering: Numbering
    bookmarks: Bookmarks
    pictures: Pictures
    contents: Contents
    rtl: bool = False
    relations: Relations = field(default_factory=Relations)
    notes: list[Note] = field(default_factory=list)
    in_notes: bool = False
    item: str = ""
    lead: str = ""

    def in_the_notes(self) -> State:
        """The state in which the notes are written: their part has relations of its own."""
        return replace(self, relations=Relations(), in_notes=True)

    def language(self, attr: Attr) -> str:
        """The language that *attr* names, if it does so well."""
        value = attr.get("lang") or attr.get("xml:lang")
        tag = language(value)
        if value and not tag:
            self.losses.add("language-invalid", value)
        return tag

    def direction(self, attr: Attr, outside: bool) -> bool:
        """Whether what bears *attr* is written from right to left, as *outside* it is or not."""
        value, tag = attr.get("dir"), self.language(attr)
        if value in ("ltr", "rtl"):
            return value == "rtl"
        return is_rtl(tag) if tag else outside
