"""Characters as glyphs: what is shown for each, in one typeface and size."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from docconv.writers.pdf.direction import joined, mirrored
from docconv.writers.pdf.fonts import Font, Typeface

_CAPS = 0.8  # the size of small capitals, which are made from large ones
_CLUSTER = re.compile(
    ".[\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{0,4}",
    re.DOTALL,
)
# What has no ink and no width: soft hyphens, joiners, directions, variation selectors. The
# no-break space is a gap between pieces.
_INVISIBLE = frozenset(
    map(chr, (0xA0, 0xAD, 0x34F, 0x61C, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
              *range(0x2060, 0x2070), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
)  # fmt: skip


class Shape(NamedTuple):
    """A glyph by font and number, the text it stands for, its size, its code in the font, and its
    width in thousandths of its size."""

    text: str
    font: Font
    number: int
    size: float
    code: str
    width: int


class Shaper(dict[str, tuple[Shape, ...]]):
    """Character, with the accents that follow it, to shapes; *caps*: in small capitals."""

    def __init__(self, typeface: Typeface, size: float, *, caps: bool) -> None:
        super().__init__()
        self._typeface = typeface
        self._size = size
        self._caps = caps

    def __missing__(self, cluster: str) -> tuple[Shape, ...]:
        shapes = self[cluster] = tuple(self._shapes(cluster))
        return shapes

    def shape(self, text: str) -> list[Shape]:
        """*text* as shapes, from left to right."""
        return [shape for cluster in clusters(text) for shape in self[cluster]]

    def shape_backwards(self, text: str) -> list[Shape]:
        """*text* as shapes, from its end to its beginning."""
        shapes = []
        for letter, shown in joined(text):
            if not shown:
                shapes.append(_without_width(self._shape(letter, " ", self._size)))
            elif letter not in _INVISIBLE:
                found = shown if self._typeface.find(shown) else letter
                shapes.append(self._shape(letter, mirrored(found), self._size))
        return shapes[::-1]

    def _shapes(self, cluster: str) -> Iterator[Shape]:
        if len(cluster) > 1:
            composed = unicodedata.normalize("NFC", cluster)
            if len(composed) == 1 and self._typeface.find(composed):
                yield self._shape(cluster, composed, self._size)
                return
        for character in cluster:
            large = character.upper() if self._caps else character
            if character in _INVISIBLE:
                continue
            if large != character and len(large) == 1:
                yield self._shape(character, large, self._size * _CAPS)
            else:
                yield self._shape(character, character, self._size)

    def _shape(self, text: str, shown: str, size: float) -> Shape:
        font, number = self._typeface.show(shown)
        return Shape(text, font, number, size, font.code(text, number), font.face.width(number))


def _without_width(shape: Shape) -> Shape:
    """*shape*, after which what follows stands where it would have stood."""
    return shape._replace(code=f"{shape.code}>{shape.width}<", width=0)


def clusters(text: str) -> Iterable[str]:
    """The characters of *text*, each with the accents that follow it."""
    return text if text.isascii() else (match[0] for match in _CLUSTER.finditer(text))
