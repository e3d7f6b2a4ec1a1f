"""Where blocks are set: a column of a certain width, at a certain place in the structure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from docconv.writers.pdf.galley import Align
from docconv.writers.pdf.tags import Elem
from docconv.writers.pdf.theme import Setting

_NARROW = 18  # ems; text narrower than this is not justified
_NARROWEST = 9  # ems; text narrower than this is not indented further


@dataclass(frozen=True, slots=True)
class Frame:
    """From *x* on, *width* wide, inside *elem*, in this *setting* and *language*. A paragraph
    after a paragraph is *indented* or, if not, set apart. *alt* describes pictures that have no
    description of their own."""

    x: float
    width: float
    elem: Elem
    setting: Setting
    align: Align
    language: str
    indented: bool = True
    depth: int = 0  # of the lists around
    alt: str = ""

    def inside(self, elem: Elem, left: float = 0.0, right: float = 0.0) -> Frame:
        """The frame for *elem* within this one, narrower on either side if there is room."""
        if self.width - left - right < _NARROWEST * self.setting.look.style.size:
            left = right = 0.0
        return replace(self, x=self.x + left, width=self.width - left - right, elem=elem)

    def styled(self, setting: Setting, align: Align) -> Frame:
        """The frame for text set apart by its *setting*, in the same language."""
        return replace(
            self, setting=setting.in_language(self.language), align=align, indented=False
        )

    def in_language(self, language: str) -> Frame:
        """The frame for text in *language*."""
        return replace(self, setting=self.setting.in_language(language), language=language)

    @property
    def text_align(self) -> Align:
        """How text is aligned, given its width."""
        narrow = self.width < _NARROW * self.setting.look.style.size
        return "left" if narrow and self.align == "justify" else self.align
