"""Sizes, spaces and colours: how every page of this writer looks, from a few options."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from docconv.errors import OptionError
from docconv.writers.pdf.galley import Align, Look
from docconv.writers.pdf.setting import Style

_MM = 72 / 25.4
_PAPER = {"A4": (210 * _MM, 297 * _MM), "Letter": (8.5 * 72, 11 * 72)}
_SIZES = (5.0, 40.0)  # the smallest and the largest size of text
_NARROWEST = 10  # ems that a line must have room for

GREY = "0.33 g"
LINK = "0.06 0.25 0.52 rg"
GROUND = "0.955 g"  # behind code
HAIRLINE = "0.72 g"

# By level: the size as a multiple of the text's, and the lines of space above.
_HEADINGS = {1: (1.6, 1.6), 2: (1.3, 1.4), 3: (1.12, 1.1), 4: (1.0, 0.9), 5: (0.94, 0.8),
             6: (0.94, 0.8)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Options:
    """How pages look."""

    page_size: Literal["A4", "Letter"] = field(
        default="A4", metadata={"help": "the size of the paper"}
    )
    font_size: float = field(default=11.0, metadata={"help": "the size of the text, in points"})
    margin: float = field(
        default=32.0, metadata={"help": "the margins left and right, in millimetres"}
    )
    justify: bool = field(default=True, metadata={"help": "end all lines at the same margin"})
    running_head: bool = field(
        default=True, metadata={"help": "show the title at the top of every page but the first"}
    )
    font: str = field(
        default="", metadata={"help": "a TrueType file for characters the built-in fonts lack"}
    )


@dataclass(frozen=True, slots=True)
class Setting:
    """How a kind of text is set: its look, and the distance from line to line."""

    look: Look
    leading: float

    def in_language(self, language: str) -> Setting:
        """The same for text in *language*."""
        return self._styled(replace(self.look.style, language=language))

    @property
    def bold(self) -> Setting:
        """The same in bold type."""
        return self._styled(replace(self.look.style, bold=True))

    def scaled(self, factor: float) -> Setting:
        """The same in another size."""
        style = replace(self.look.style, size=factor * self.look.style.size)
        return replace(self._styled(style), leading=factor * self.leading)

    def _styled(self, style: Style) -> Setting:
        return replace(self, look=replace(self.look, style=style))


class HeadingSetting(NamedTuple):
    """How a heading is set, with the space above and below it."""

    setting: Setting
    above: float
    below: float


class Theme:
    """The measures of a page and the settings of its parts, for text in *language*.

    Raises OptionError for sizes that leave no room for text.
    """

    def __init__(self, options: Options, language: str) -> None:
        size = options.font_size
        self.page_width, self.page_height = _PAPER[options.page_size]
        self.left = options.margin * _MM
        self.width = self.page_width - 2 * self.left
        if not _SIZES[0] <= size <= _SIZES[1]:
            raise OptionError(f"font-size: {size:g} is not between 5 and 40 points")
        if not 0 <= self.left < self.page_width or self.width < _NARROWEST * size:
            raise OptionError(f"margin: {options.margin:g} mm leaves no room for text")
        self.size = size
        self.align: Align = "justify" if options.justify else "left"
        self._set_type(size, language)
        self._set_spaces(size)

    def _set_type(self, size: float, language: str) -> None:
        serif = Style("serif", size, language=language)
        sans = Style("sans", size, language=language)
        head = Style("sans", size)  # never hyphenated
        self.body = _setting(serif, 1.0, 1.38)
        self.note = _setting(serif, 0.83, 1.3)
        self.code = _setting(Style("mono", size), 0.8, 1.35)
        self.table = _setting(sans, 0.88, 1.25)
        self.caption = _setting(sans, 0.86, 1.28, GREY)
        self.title = _setting(Style("serif", size, bold=True), 2.1, 1.14)
        self.subtitle = _setting(head, 1.25, 1.25, GREY)
        self.byline = _setting(head, 0.95, 1.35, GREY)
        self.furniture = _setting(head, 0.8, 1.2, GREY)
        self.classes = {  # of divisions
            "caption": self.caption,
            "credits": _setting(replace(sans, italic=True), 0.86, 1.28, GREY),
            "dateline": _setting(replace(sans, bold=True), 0.88, 1.28, GREY),
            "byline": _setting(replace(sans, bold=True), 0.88, 1.28, GREY),
        }

    def _set_spaces(self, size: float) -> None:
        self.line = self.body.leading  # the unit of vertical space
        self.gap = 0.6 * self.line  # between blocks
        self.item_gap = 0.35 * self.line  # between list items of paragraphs
        self.indent = 1.4 * size  # of paragraphs and list items
        self.inset = 1.8 * size  # of quotations and definitions
        self.note_indent = 1.3 * size
        rows = int(0.765 * self.page_height / self.line)
        self.height = rows * self.line
        self.top = 0.46 * (self.page_height - self.height)
        self.tallest = 0.7 * self.height  # of pictures

    def heading(self, level: int) -> HeadingSetting:
        """How a heading of *level* is set."""
        scale, lines = _HEADINGS[min(max(level, 1), 6)]
        style = Style("sans", self.size, bold=True, italic=level >= 6)
        return HeadingSetting(
            _setting(style, scale, 1.2), above=lines * self.line, below=0.4 * self.line
        )


def _setting(style: Style, scale: float, leading: float, colour: str = "0 g") -> Setting:
    size = scale * style.size
    return Setting(Look(replace(style, size=size), colour), leading * size)
