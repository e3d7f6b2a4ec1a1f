"""The cover of a book: a given picture, or one set from its title and authors."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zlib import crc32

from docconv.ast import Meta
from docconv.errors import Notice, Warn, WriteError
from docconv.xhtml.pictures import Kind, kind_of

TITLE = "title"  # the choice that asks for a cover to be set

_FONTS = Path(__file__).parents[2] / "fonts"
_WIDTH, _HEIGHT, _MARGIN = 1600, 2400, 190
_ROOM = _WIDTH - 2 * _MARGIN
_SMALL = 72
_PAPER = "#f7f4ee"
_COLOURS = ("#1f3a5f", "#5b2333", "#23483c", "#44355b", "#6b3e1d", "#2e3b3f")
_SIZES = range(180, 70, -10)
_MOST_LINES = 8
_MOST_LETTERS = 300
_LEADING = 1.18
_LAST_LETTER, _PUNCTUATION = "\u052f", range(0x2000, 0x20D0)  # what the fonts have: to Cyrillic


def cover(choice: str, title: str, meta: Meta, warn: Warn) -> tuple[bytes, Kind] | None:
    """The picture that *choice* names: a file, or ``title`` for one that says *title* and the
    authors; None without a choice, or, with a Notice, if our fonts lack the title's script.

    Raises WriteError if the file cannot be read or is no picture.
    """
    if not choice:
        return None
    if choice != TITLE:
        return _given(choice)
    names = ", ".join(meta.authors)
    if not _is_legible(title + names):
        warn(Notice("cover-script", "no cover was set: its fonts lack the script of the title"))
        return None
    data = _set(title, names)
    return data, Kind("image/png", _WIDTH, _HEIGHT)


def _given(path: str) -> tuple[bytes, Kind]:
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise WriteError(f"the cover {path} cannot be read: {error}") from None
    kind = kind_of(data)
    if kind is None:
        raise WriteError(f"the cover {path} is no PNG, JPEG, GIF, WebP or plain SVG picture")
    return data, kind


def _is_legible(text: str) -> bool:
    return all(letter <= _LAST_LETTER or ord(letter) in _PUNCTUATION for letter in text)


def _set(title: str, names: str) -> bytes:
    """A cover as PNG: the title around two fifths of the height, a rule, the authors below it."""
    from PIL import Image, ImageDraw, ImageFont

    def font(style: str, size: int) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(str(_FONTS / f"SourceSerif4-{style}.ttf"), size)

    colour = _COLOURS[crc32(title.encode()) % len(_COLOURS)]
    picture = Image.new("RGB", (_WIDTH, _HEIGHT), colour)
    draw = ImageDraw.Draw(picture)
    for size in _SIZES:
        bold = font("Bold", size)
        lines = wrap(title[:_MOST_LETTERS], bold.getlength)
        if (
            len(lines) <= _MOST_LINES
            and max(map(bold.getlength, title.split()), default=0) <= _ROOM
        ):
            break
    top = _HEIGHT * 2 / 5 - len(lines) * size * _LEADING / 2
    for number, line in enumerate(lines):
        draw.text((_MARGIN, top + number * size * _LEADING), line, _PAPER, bold)
    foot = _HEIGHT - 2 * _MARGIN
    draw.line((_MARGIN, foot, _WIDTH - _MARGIN, foot), _PAPER, 4)
    regular = font("Regular", _SMALL)
    for number, line in enumerate(wrap(names[:_MOST_LETTERS], regular.getlength)[:2]):
        draw.text((_MARGIN, foot + _SMALL * (0.7 + number * _LEADING)), line, _PAPER, regular)
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def wrap(text: str, length: Callable[[str], float]) -> list[str]:
    """*text* in lines that fit the cover by the measure *length*; words that do not are broken."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if length(longer) <= _ROOM:
            lines[-1] = longer
            continue
        lines.append("")
        for letter in word:
            if length(lines[-1] + letter) > _ROOM:
                lines.append("")
            lines[-1] += letter
    return [line for line in lines if line]
