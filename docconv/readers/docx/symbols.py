"""Characters of symbol fonts, which have no meaning without the font, as Unicode."""

from __future__ import annotations

import re

UNKNOWN = "\ufffd"
_PRIVATE = re.compile("[\uf020-\uf0ff]")

# Adobe's Symbol encoding (Unicode Consortium, MAPPINGS/VENDORS/ADOBE/symbol.txt), from 0x20 on;
# a blank stands where there is no character.
_SYMBOL_LOW = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟ"
    "ΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_ αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
)
_SYMBOL_HIGH = (
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉"
    "∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
)
_SYMBOL = {
    **{0x20 + at: char for at, char in enumerate(_SYMBOL_LOW)},
    **{0xA0 + at: char for at, char in enumerate(_SYMBOL_HIGH)},
}
# Of the Wingdings, what texts use: boxes, ticks, bullets, arrows, hands.
_WINGDINGS = {
    0x21: "✏", 0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x36: "⌛", 0x37: "⌨", 0x3E: "✇", 0x41: "✌",
    0x43: "👍", 0x44: "👎", 0x45: "☜", 0x46: "☞", 0x47: "☝", 0x48: "☟", 0x4A: "☺", 0x4B: "😐",
    0x4C: "☹", 0x4E: "☠", 0x52: "☼", 0x54: "❄", 0x58: "✠", 0x59: "✡", 0x5A: "☪", 0x6C: "●",
    0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫",
    0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x78: "⌧", 0x7A: "⌘", 0x7D: "“", 0x7E: "”", 0x9F: "•",
    0xA1: "○", 0xA4: "◉", 0xA7: "▪", 0xA8: "◻", 0xAA: "✦", 0xAB: "★", 0xAC: "✶", 0xD8: "➢",
    0xDC: "➲", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨",
    0xF3: "⬄", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}


def character(code: int, font: str) -> str:
    """The character *code* of *font*: U+FFFD if the font is unknown or has no such character.

    >>> character(0xF061, "Symbol"), character(0xFE, "Wingdings"), character(0x41, "Arial")
    ('α', '☑', 'A')
    """
    known = _FONTS.get(font.lower())
    if known is not None:
        code = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
        return known.get(code, UNKNOWN)
    private = 0xE000 <= code <= 0xF8FF
    return UNKNOWN if private or not 0x20 <= code < 0xD800 else chr(code)


def text(text: str, font: str) -> str:
    """*text* with the characters that only *font* gives a meaning; unknown ones stay."""
    if font.lower() not in _FONTS or not _PRIVATE.search(text):
        return text

    def known(match: re.Match[str]) -> str:
        found = character(ord(match[0]), font)
        return match[0] if found == UNKNOWN else found

    return _PRIVATE.sub(known, text)
