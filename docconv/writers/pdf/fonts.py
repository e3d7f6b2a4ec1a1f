"""The fonts of a document: which face shows a character, and how each face is embedded.

A font is embedded as a composite font (Type 0) with two-byte codes that are handed out here, one
for every pair of text and glyph. So a page's text can always be had back exactly, even where one
glyph stands for different characters: a hyphen, a soft hyphen; a space, a no-break space.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path
from struct import pack
from typing import Literal, NamedTuple, TypeAlias

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString

from docconv.writers.pdf.file import File, Stream
from docconv.writers.pdf.truetype import Face

Family: TypeAlias = Literal["serif", "sans", "mono"]

REPLACEMENT = "\ufffd"
_FOLDER = Path(__file__).parents[2] / "fonts"
_STYLES: dict[Family, tuple[str, str, str, str]] = {
    "serif": (
        "SourceSerif4-Regular", "SourceSerif4-Bold", "SourceSerif4-It", "SourceSerif4-BoldIt",
    ),
    "sans": (
        "SourceSans3-Regular", "SourceSans3-Semibold", "SourceSans3-It", "SourceSans3-SemiboldIt",
    ),
    "mono": (
        "SourceCodePro-Regular", "SourceCodePro-Bold", "SourceCodePro-It", "SourceCodePro-BoldIt",
    ),
}  # fmt: skip
_STAND_INS: dict[Family, tuple[str, ...]] = {  # for what the family lacks, best first
    "serif": ("NotoSerif-Regular", "DejaVuSans"),
    "sans": ("SourceSerif4-Regular", "NotoSerif-Regular", "DejaVuSans"),
    "mono": ("SourceCodePro-Regular", "DejaVuSans", "NotoSerif-Regular"),
}
_MOST_CODES = 60_000  # of the 65535 there are; beyond, texts are no more told apart
_UNREADABLE = frozenset({"Cc", "Cs", "Co", "Cn"})  # general categories no text may be mapped to


class Font:
    """A face as one document uses it, under the *name* its pages know it by."""

    def __init__(self, name: str, face: Face) -> None:
        self.name = name
        self.face = face
        self.kerns = _Kerns(face)
        self._codes: dict[tuple[str, int], str] = {}
        self._texts = [""]  # by code; code 0 is the glyph for what is missing
        self._glyphs = [0]

    def code(self, text: str, glyph: int) -> str:
        """The code, in hexadecimal digits, of *glyph* where it stands for *text*."""
        code = self._codes.get((text, glyph))
        if code is None and len(self._texts) >= _MOST_CODES:
            text = REPLACEMENT
            code = self._codes.get((text, glyph))
        if code is None:
            code = self._codes[text, glyph] = f"{len(self._texts):04X}"
            self._texts.append(_readable(text))
            self._glyphs.append(glyph)
        return code

    @property
    def is_used(self) -> bool:
        """Whether any of its glyphs is shown."""
        return len(self._texts) > 1

    def embed(self, file: File) -> None:
        """Put the font into *file*, with only the glyphs that are used."""
        face = self.face
        base = PDFName(f"{_prefix(self.name)}+{face.name}")
        program = face.subset(self._glyphs)
        descriptor = {
            "Type": PDFName("FontDescriptor"),
            "FontName": base,
            "Flags": face.flags,
            "FontBBox": PDFArray(face.bbox),
            "ItalicAngle": face.italic_angle,
            "Ascent": face.ascent,
            "Descent": face.descent,
            "CapHeight": face.cap_height,
            "StemV": face.stem,
            "FontFile2": file.add(Stream(program, {"Length1": len(program)})),
        }
        system = {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity")}
        descendant = {
            "Type": PDFName("Font"),
            "Subtype": PDFName("CIDFontType2"),
            "BaseFont": base,
            "CIDSystemInfo": PDFDictionary({**system, "Supplement": 0}),
            "FontDescriptor": file.add(PDFDictionary(descriptor)),
            "W": PDFArray([0, PDFArray([face.width(glyph) for glyph in self._glyphs])]),
            "CIDToGIDMap": file.add(Stream(pack(f">{len(self._glyphs)}H", *self._glyphs))),
        }
        font = {
            "Type": PDFName("Font"),
            "Subtype": PDFName("Type0"),
            "BaseFont": base,
            "Encoding": PDFName("Identity-H"),
            "DescendantFonts": PDFArray([file.add(PDFDictionary(descendant))]),
            "ToUnicode": file.add(Stream(_unicode_map(self._texts).encode())),
        }
        file.add_font(self.name, PDFDictionary(font))


class _Kerns(dict[tuple[int, int], int]):
    """Pair of glyphs to the distance by which they are moved apart."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, pair: tuple[int, int]) -> int:
        kern = self[pair] = self._face.kern(*pair)
        return kern


def _prefix(name: str) -> str:
    """Six capitals that tell this subset from others, as ISO 32000-1, 9.6.4 asks."""
    digits = name[1:].zfill(6)
    return "".join(chr(ord("A") + int(digit)) for digit in digits)


def _readable(text: str) -> str:
    """*text*, or U+FFFD if it holds what a text may not be mapped to (private use, controls)."""
    unreadable = any(unicodedata.category(char) in _UNREADABLE for char in text)
    return REPLACEMENT if unreadable or text in ("\ufeff", "\ufffe") else text


def _unicode_map(texts: list[str]) -> str:
    """The map from codes to text (ISO 32000-1, 9.10.3), a hundred lines to a block."""
    rows = [
        f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>"
        for code, text in enumerate(texts)
        if text
    ]
    blocks = [rows[at : at + 100] for at in range(0, len(rows), 100)]
    maps = ["\n".join((f"{len(block)} beginbfchar", *block, "endbfchar")) for block in blocks]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<0000> <FFFF>",
            "endcodespacerange",
            *maps,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        )
    )


class Glyph(NamedTuple):
    """A glyph of a font, by number."""

    font: Font
    number: int


class Typeface:
    """A family in one weight and slant, with the fonts that stand in for what it lacks."""

    def __init__(self, library: Library, names: Iterable[str]) -> None:
        self._library = library
        self._names = tuple(names)
        self._known: dict[str, Glyph | None] = {}

    @property
    def main(self) -> Font:
        """The font of the family itself."""
        return self._library.font(self._names[0])

    def find(self, character: str) -> Glyph | None:
        """The glyph of *character* in the first font that has one."""
        if character not in self._known:
            self._known[character] = self._search(ord(character))
        return self._known[character]

    def show(self, character: str) -> Glyph:
        """The glyph of *character*, else that of U+FFFD, and the library remembers it."""
        glyph = self.find(character)
        if glyph is None:
            self._library.missing.add(character)
            glyph = self.find(REPLACEMENT) or Glyph(self.main, 0)
        return glyph

    def _search(self, code: int) -> Glyph | None:
        for name in self._names:
            font = self._library.font(name)
            number = font.face.glyphs.get(code)
            if number:
                return Glyph(font, number)
        return None


class Library:
    """The fonts of one document, each read when it is first needed. *extra* is a font file, or
    nothing, to be asked before the built-in stand-ins; *missing* holds what no font has.

    Raises WriteError if the extra font cannot be used.
    """

    def __init__(self, extra: str = "") -> None:
        self._extra = extra
        self._fonts: dict[str, Font] = {}
        self._typefaces: dict[tuple[Family, bool, bool], Typeface] = {}
        self.missing: set[str] = set()
        if extra:
            self.font(extra)

    def font(self, name: str) -> Font:
        """The font in the built-in file *name*, or in the extra file."""
        font = self._fonts.get(name)
        if font is None:
            path = Path(name) if name == self._extra else _FOLDER / f"{name}.ttf"
            font = self._fonts[name] = Font(f"F{len(self._fonts) + 1}", Face(path))
        return font

    def typeface(self, family: Family, bold: bool, italic: bool) -> Typeface:
        """*family* in a weight and slant."""
        key = family, bold, italic
        if key not in self._typefaces:
            own = _STYLES[family][bold + 2 * italic]
            extra = [self._extra] if self._extra else []
            self._typefaces[key] = Typeface(self, [own, *extra, *_STAND_INS[family]])
        return self._typefaces[key]

    def embed(self, file: File) -> None:
        """Put every font of which something is shown into *file*."""
        for font in self._fonts.values():
            if font.is_used:
                font.embed(file)
