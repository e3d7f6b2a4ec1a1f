"""What the parts of the reader share: one document being read, and one of its stories."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from docconv.archive import Element
from docconv.ast import Attr, Blocks, Inline, Media, Span, Text
from docconv.readers.docx.fields import Field
from docconv.readers.docx.losses import Losses
from docconv.readers.docx.notes import Comments, Notes
from docconv.readers.docx.numbering import Numbering
from docconv.readers.docx.package import Package, Relation
from docconv.readers.docx.styles import Styles

Changes: TypeAlias = Literal["accept", "reject", "all"]


@dataclass(slots=True)
class Reading:
    """One document being read: its package and sheets, and what is collected on the way."""

    package: Package
    styles: Styles
    numbering: Numbering
    notes: Notes
    comments: Comments
    changes: Changes
    language: str
    page_width: int
    targets: frozenset[str]
    losses: Losses
    blocks: Callable[[Element, Story], Blocks]
    media: dict[str, Media] = field(default_factory=dict)


@dataclass(slots=True)
class Story:
    """A stretch of text that flows by itself, in one part: the body, a note, a text box.

    *fields* are the open ones, innermost last; *bookmarks* wait for the block they stand before.
    """

    reading: Reading
    part: str
    relations: Mapping[str, Relation]
    fields: list[Field] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)

    def inner(self) -> Story:
        """A story inside this one, in the same part."""
        return Story(self.reading, self.part, self.relations)


def anchor(name: str) -> Inline:
    """An empty run that a link to ``#name`` points at."""
    return Text("", (Span(Attr(name)),))
