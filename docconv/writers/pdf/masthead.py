"""The top of the first page: title, subtitle, authors and date, if the document states them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from docconv import metadata
from docconv.ast import Meta, Text
from docconv.writers.pdf.frame import Frame
from docconv.writers.pdf.items import Column
from docconv.writers.pdf.tags import Elem
from docconv.writers.pdf.theme import Setting

if TYPE_CHECKING:
    from docconv.writers.pdf.blocks import Composer


def set_masthead(composer: Composer, meta: Meta, frame: Frame, column: Column) -> None:
    """Set what *meta* states as the first items of *column*."""
    for tag, text, setting, space in _parts(composer, meta):
        column.skip(space)
        lines = composer.paragraph(
            (Text(text),),
            replace(frame, setting=setting),
            column,
            Elem(tag, frame.elem),
            align="left",
            balanced=True,
        )
        for line in lines:
            line.keep = True
    if column.items:
        column.skip(1.5 * composer.theme.line)


def _parts(composer: Composer, meta: Meta) -> Iterator[tuple[str, str, Setting, float]]:
    """Structure element, text, setting, and the space above."""
    theme = composer.theme
    parts = (
        ("H1", meta.title, theme.title, 0.0),
        ("P", meta.subtitle, theme.subtitle, 0.3),
        ("P", ", ".join(meta.authors), theme.byline, 0.6),
        ("P", metadata.date_text(meta), theme.byline, 0.0),
    )
    for tag, text, setting, lines in parts:
        if text.strip():
            yield tag, text, setting, lines * theme.line
