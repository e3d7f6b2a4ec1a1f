"""TrueType files: which glyph shows a character, how wide it is, and a file of only some glyphs.

reportlab finds the tables and the metrics; its own reading of the character map and the widths
takes tens of milliseconds a font in pure Python, and stores wrong widths for monospaced fonts, so
both are read here from the tables, in bulk. Tables and formats: OpenType 1.9.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import accumulate
from pathlib import Path

from reportlab.pdfbase.ttfonts import TTFError, TTFontFile, TTFontMaker

from docconv.errors import WriteError
from docconv.writers.pdf.kerning import Kerning

_COPIED = ("cvt ", "fpgm", "prep")  # the hinting programs, whole
_CMAPS = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0), (3, 0))  # best first

# Flags of a component of a composite glyph (OpenType, table glyf).
_WORDS, _SCALE, _MORE, _XY_SCALE, _TWO_BY_TWO = 0x1, 0x8, 0x20, 0x40, 0x80


class Face:
    """One TrueType file. *glyphs* maps code points to glyph numbers; metrics are in thousandths
    of the font size.

    Raises WriteError if the file cannot be read or is no TrueType font that may be embedded.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._file = TTFontFile(BytesIO(path.read_bytes()), charInfo=0)
            self._read_metrics()
            self.glyphs = _character_map(self._file.get_table("cmap"))
        except OSError as error:
            raise WriteError(f"cannot read the font {path}: {error.strerror}") from error
        except (TTFError, KeyError, ValueError, IndexError, struct.error) as error:
            raise WriteError(f"{path} is not a TrueType font that can be embedded") from error
        self.name: str = self._file.name.decode("latin-1")
        self._kerning = Kerning(self._optional("GPOS"))

    def _read_metrics(self) -> None:
        file = self._file
        self._scale: float = 1000 / file.unitsPerEm
        self.ascent = round(file.ascent)
        self.descent = round(file.descent)
        self.cap_height = round(file.capHeight)
        self.bbox: list[int] = [round(side) for side in file.bbox]
        self.italic_angle: float = file.italicAngle
        self.stem = round(file.stemV)
        self.flags: int = file.flags
        count = struct.unpack_from(">H", file.get_table("hhea"), 34)[0]
        self._metrics: bytes = file.get_table("hmtx")
        self._advances = _shorts(self._metrics[: 4 * count])[::2]

    def width(self, glyph: int) -> int:
        """The advance width of *glyph*."""
        return round(self._advances[min(glyph, len(self._advances) - 1)] * self._scale)

    def kern(self, left: int, right: int) -> int:
        """By how much the glyph *right* moves when it follows *left*."""
        return round(self._kerning.pair(left, right) * self._scale)

    def subset(self, glyphs: Iterable[int]) -> bytes:
        """A font file that shows only *glyphs*, which keep their numbers."""
        outlines = self._outlines(glyphs)
        count = max(outlines) + 1
        maker = TTFontMaker()
        maker.add("head", _patched(self._file.get_table("head"), 50, 1))
        maker.add("hhea", _patched(self._file.get_table("hhea"), 34, count))
        maker.add("maxp", _patched(self._file.get_table("maxp"), 4, count))
        sizes = [len(outlines.get(glyph, b"")) for glyph in range(count)]
        maker.add("loca", struct.pack(f">{count + 1}I", *accumulate(sizes, initial=0)))
        maker.add("glyf", b"".join(outlines[glyph] for glyph in sorted(outlines)) or b"\0")
        maker.add("hmtx", b"".join(self._metric(glyph, outlines) for glyph in range(count)))
        for tag in _COPIED:
            if table := self._optional(tag):
                maker.add(tag, table)
        stream: bytes = maker.makeStream()
        return stream

    def _outlines(self, glyphs: Iterable[int]) -> dict[int, bytes]:
        """The outlines of *glyphs*, of glyph 0, and of what they are composed of."""
        glyf = self._file.get_table("glyf")
        loca = self._locations()
        todo = {0, *glyphs}
        out: dict[int, bytes] = {}
        while todo:
            glyph = todo.pop()
            data = bytes(glyf[loca[glyph] : loca[glyph + 1]])
            out[glyph] = data + b"\0" * (-len(data) % 4)
            todo.update(part for part in _components(data) if part not in out)
        return out

    def _locations(self) -> list[int]:
        """Where each glyph begins in the table of outlines, and where the last one ends."""
        table = self._file.get_table("loca")
        if struct.unpack_from(">H", self._file.get_table("head"), 50)[0]:
            return list(struct.unpack(f">{len(table) // 4}I", table))
        return [2 * place for place in _shorts(table)]

    def _metric(self, glyph: int, outlines: dict[int, bytes]) -> bytes:
        """Advance and left side bearing of *glyph*; zeros, which compress well, if it is unused."""
        if glyph not in outlines:
            return b"\0\0\0\0"
        long = len(self._advances)
        if glyph < long:
            return self._metrics[4 * glyph : 4 * glyph + 4]
        at = 4 * long + 2 * (glyph - long)
        return self._metrics[4 * long - 4 : 4 * long - 2] + self._metrics[at : at + 2]

    def _optional(self, tag: str) -> bytes:
        return bytes(self._file.get_table(tag)) if tag in self._file.table else b""


def _shorts(data: bytes) -> array[int]:
    numbers = array("H", data)
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def _patched(table: bytes, offset: int, number: int) -> bytes:
    return table[:offset] + struct.pack(">H", number) + table[offset + 2 :]


def _components(data: bytes) -> Iterator[int]:
    """The glyphs that the outline *data* is composed of."""
    if len(data) < 10 or struct.unpack_from(">h", data)[0] >= 0:
        return
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, glyph = struct.unpack_from(">HH", data, at)
        yield glyph
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _XY_SCALE else 8 if flags & _TWO_BY_TWO else 0


def _character_map(table: bytes) -> dict[int, int]:
    """Code point to glyph number, from the best Unicode map of the font."""
    count = struct.unpack_from(">H", table, 2)[0]
    records = [struct.unpack_from(">HHI", table, 4 + 8 * n) for n in range(count)]
    maps = {(platform, encoding): offset for platform, encoding, offset in records}
    for key in _CMAPS:
        if key in maps:
            data = table[maps[key] :]
            match struct.unpack_from(">H", data)[0]:
                case 4:
                    return _segments(data)
                case 12:
                    return _groups(data)
    raise ValueError("no Unicode character map")


def _groups(data: bytes) -> dict[int, int]:
    """Format 12: groups of first and last code point and the first one's glyph."""
    glyphs: dict[int, int] = {}
    count = struct.unpack_from(">I", data, 12)[0]
    for first, last, glyph in struct.iter_unpack(">III", data[16 : 16 + 12 * count]):
        last = min(last, sys.maxunicode)
        glyphs.update((code, code - first + glyph) for code in range(first, last + 1))
    return glyphs


def _segments(data: bytes) -> dict[int, int]:
    """Format 4: segments with a shift, or with a place in the array of glyphs that follows."""
    length, _, double = struct.unpack_from(">HHH", data, 2)
    numbers = _shorts(data[14 : length - length % 2])
    count = double // 2
    ends, starts = numbers[:count], numbers[count + 1 : 2 * count + 1]
    shifts, ranges = numbers[2 * count + 1 : 3 * count + 1], numbers[3 * count + 1 :]
    glyphs: dict[int, int] = {}
    for n, (first, last, shift) in enumerate(zip(starts, ends, shifts, strict=True)):
        for code in range(first, last + 1):
            glyph = code
            if ranges[n]:
                at = n + ranges[n] // 2 + code - first
                glyph = ranges[at] if at < len(ranges) else 0
                if not glyph:
                    continue
            glyphs[code] = (glyph + shift) & 0xFFFF
    glyphs.pop(0xFFFF, None)
    return {code: glyph for code, glyph in glyphs.items() if glyph}
