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
    """From *x* on, *width* wide, inside *elem*, in this setting. A paragraph after a paragraph is
    *indented* or, if not, set apart. *alt* describes pictures that have no description."""

    x: float
    width: float
    elem: Elem
    setting: Setting
    align: Align
    indented: bool = True
    depth: int = 0  # of the lists around
    alt: str = ""

    def inside(self, elem: Elem, left: float = 0.0, right: float = 0.0) -> Frame:
        """The frame for *elem* within this one, narrower on either side if there is room."""
        if self.width - left - right < _NARROWEST * self.setting.look.style.size:
            left = right = 0.0
        return replace(self, x=self.x + left, width=self.width - left - right, elem=elem)

    @property
    def text_align(self) -> Align:
        """How text is aligned, given its width."""
        narrow = self.width < _NARROW * self.setting.look.style.size
        return "left" if narrow and self.align == "justify" else self.align
