"""What a document is laid on: a page, styles and settings, our own or those of a reference."""

from __future__ import annotations

from typing import Protocol

from docx.opc.part import Part

from docconv.writers.docx.images import Room
from docconv.writers.docx.package import Builder
from docconv.writers.docx.state import State


class Foundation(Protocol):
    """A foundation. *room* is that of the text on a page; *rtl* tells whether paragraphs run from
    right to left by themselves; lists and their kinds are free from *first_list* and *first_kind*
    on."""

    @property
    def room(self) -> Room: ...
    @property
    def rtl(self) -> bool: ...
    @property
    def first_list(self) -> int: ...
    @property
    def first_kind(self) -> int: ...

    def styled(self, markup: str) -> str:
        """*markup* with the identifiers of our styles made those of this foundation."""

    def document(self, text: str) -> str:
        """The main part with *text*."""

    def furnish(self, package: Builder, main: Part, state: State, language: str) -> None:
        """Add to *package* what *main*, the main part, needs besides its text, for text in
        *language* (a run property)."""
