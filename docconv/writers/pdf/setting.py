"""Words set in type: from characters to the boxes that lines are made of.

A token (a word with what clings to it, and the space after it) is set once for each style and then
remembered, so a long text costs little more than looking its words up.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from docconv.writers.pdf.breaker import NEVER
from docconv.writers.pdf.fonts import Family, Font, Library
from docconv.writers.pdf.hyphens import Hyphenator, hyphenator
from docconv.writers.pdf.pictures import Picture
from docconv.writers.pdf.shapes import Shape, Shaper, clusters

# A line never ends at a hyphen that is part of the text if it can be helped: whoever takes the text
# out of the page, poppler for one, takes such a hyphen for one put in, and drops it.
_HYPHEN = "-"
_SOFT_HYPHEN, _NO_BREAK_SPACE, _ZERO_SPACE = "\u00ad", "\u00a0", "\u200b"
_HYPHENATED = 50.0  # penalty for a line end at a hyphen that is put in
_ANYWHERE = 200.0  # and for one inside a word that is longer than any line

_LONGEST_STRING = 10_000  # characters in one string of a TJ array; PDF/A allows 16383

_WHITE = re.compile(r"[ \t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_TOKEN = re.compile("[^ ]+ ?| ")
_CJK = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_CJK_STOPS = "、。，．！？」』）】〕〉》・ー"
_CJK_CLOSING = re.escape("、。，．・：；？！ー」』）】〕〉》”’,.;:?!)ぁぃぅぇぉっゃゅょァィゥェォッャュョ々")  # fmt: skip  # noqa: E501
_LINE_END = re.compile(
    r"(?P<hyphen>(?<=\w)\u2010(?=\w))"
    r"|(?P<dash>[–—](?=[^\W\d_]))"
    r"|(?P<address>(?<=.{12})(?<=\w)[/?&=#._](?=\w))"
    r"|(?P<soft>\u00ad)"
    r"|(?P<space>\u00a0)"
    r"|(?P<free>[\u2000-\u2006\u2008-\u200b\u205f\u3000]"
    rf"|[{_CJK}{_CJK_STOPS}](?=[^{_CJK_CLOSING}]))"
)
_PENALTIES = {"hyphen": 30.0, "dash": 10.0, "address": 80.0, "soft": _HYPHENATED, "free": 0.0}


@dataclass(frozen=True, slots=True)
class Style:
    """What decides over the shape of letters. *caps*: small capitals. *language*: a BCP 47 tag,
    or nothing for text that must not be hyphenated."""

    family: Family
    size: float
    bold: bool = False
    italic: bool = False
    caps: bool = False
    language: str = ""

    @property
    def unhyphenated(self) -> Style:
        """The same style for text that must not be hyphenated."""
        return replace(self, language="") if self.language else self


@dataclass(slots=True, eq=False)  # not frozen, which would double the time to make one
class Piece:
    """A box of letters in one font; widths are in points. *code* is the inside of a TJ array.

    Inside a line, *space* (a code) and the width *gap* follow; where a line ends, *dash* (a code)
    and the width *hyphen*, if there is one. A box may hold a *picture* in place of letters. The
    levels of the box and of its gap tell which way they run (odd: from right to left).
    """

    text: str
    font: Font
    size: float
    code: str
    width: float
    gap: float = 0.0
    space: str = ""
    penalty: float = NEVER
    hyphen: float = 0.0
    dash: str = ""
    picture: Picture | None = None
    level: int = 0
    gap_level: int = 0


def guard(piece: Piece) -> str:
    """The code to set after *piece* at a line's end, so that a hyphen there is not taken for one
    put in: an empty space."""
    if not piece.text.rstrip(" ").endswith(_HYPHEN):
        return ""
    return piece.font.code(_ZERO_SPACE, piece.font.face.glyphs.get(ord(" "), 0))


class TypeCase(dict[Style, "Setter"]):
    """Style to its setter, over the fonts of one document."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library

    def __missing__(self, style: Style) -> Setter:
        setter = self[style] = Setter(self, style)
        return setter


def spaced(piece: Piece, character: str = " ", penalty: float = 0.0, level: int = 0) -> Piece:
    """*piece* with a space after it, which stands for *character* and runs as *level* says."""
    space = piece.font.face.glyphs.get(ord(" "), 0)
    gap = piece.font.face.width(space) * piece.size / 1000
    code = piece.font.code(character, space)
    return Piece(
        piece.text, piece.font, piece.size, piece.code, piece.width, gap, code, penalty,
        picture=piece.picture, level=piece.level, gap_level=level,
    )  # fmt: skip


class Setter(dict[str, tuple[Piece, ...]]):
    """Token to its pieces, in one style."""

    def __init__(self, case: TypeCase, style: Style) -> None:
        super().__init__()
        typeface = case.library.typeface(style.family, style.bold, style.italic)
        self._empty = Piece("", typeface.main, style.size, "", 0.0)
        self._shaper = Shaper(typeface, style.size, caps=style.caps)
        self._letters: dict[str, tuple[Piece, ...]] = {}
        self._hyphenate: Hyphenator | None = None
        if style.language:
            self._hyphenate = hyphenator(style.language)
            self._unhyphenated = case[style.unhyphenated]

    def __missing__(self, token: str) -> tuple[Piece, ...]:
        if self._hyphenate is None:
            pieces = tuple(self.set(token))
        elif hyphens := self._hyphenate(token):
            pieces = tuple(self.set(token, hyphens))
        else:
            pieces = self._unhyphenated[token]
        self[token] = pieces
        return pieces

    def set(self, token: str, hyphens: Sequence[int] = ()) -> list[Piece]:
        """The pieces of *token*, which may be hyphenated at the offsets *hyphens*, set anew."""
        word = token.removesuffix(" ")
        if hyphens or _LINE_END.search(word):
            pieces = self._parted(word, hyphens)
        else:
            pieces = self.verbatim(word)
        if pieces and len(word) < len(token):
            after_hyphen = word.endswith(_HYPHEN)
            pieces[-1] = spaced(pieces[-1], penalty=NEVER if after_hyphen else 0.0)
        return pieces

    def _parted(self, word: str, hyphens: Sequence[int]) -> list[Piece]:
        """The pieces of *word*, a new one wherever a line may end in it."""
        shapes: list[Shape] = []
        parts: list[tuple[int, int, str]] = []
        for text, kind in _parts(word, hyphens):
            start = len(shapes)
            shapes += self._shaper.shape(text)
            parts.append((start, len(shapes), kind))
        pieces: list[Piece] = []
        for start, end, kind in parts:
            pieces.extend(_pieces(shapes, start, end))
            if kind == "space" and start == end:
                pieces.append(self._empty)
            if kind and (start < end or kind == "space"):
                pieces[-1] = _ended(pieces[-1], kind)
        return pieces

    def directed(self, word: str, level: int) -> list[Piece]:
        """The pieces of *word*, all of which runs as *level* says, set anew."""
        if level % 2 == 0:
            return [replace(piece, level=level) for piece in self.set(word)]
        shapes = self._shaper.shape_backwards(word)
        pieces = [replace(piece, level=level) for piece in _pieces(shapes, 0, len(shapes))]
        return pieces[::-1]

    def line(self, text: str, width: float) -> list[Piece]:
        """The pieces of *text*, cut short with an ellipsis if they are wider than *width*."""
        pieces = [piece for token in tokens(text.strip()) for piece in self[token]]
        ends = list(accumulate(piece.width + piece.gap for piece in pieces))
        if not ends or ends[-1] <= width:
            return pieces
        ellipsis = self["…"]
        room = width - sum(piece.width for piece in ellipsis)
        return [*pieces[: bisect_right(ends, room)], *ellipsis]

    def verbatim(self, text: str) -> list[Piece]:
        """The pieces of *text* with all its spaces, in which no line can end."""
        shapes = self._shaper.shape(text)
        return list(_pieces(shapes, 0, len(shapes)))

    def letters(self, piece: Piece) -> Iterator[Piece]:
        """*piece* taken apart, so that a line may end anywhere in it."""
        last: Piece | None = None
        letters = list(clusters(piece.text))
        for cluster in reversed(letters) if piece.level % 2 else letters:
            if cluster not in self._letters:
                self._letters[cluster] = tuple(
                    replace(letter, penalty=_ANYWHERE) for letter in self.verbatim(cluster)
                )
            for letter in self._letters[cluster]:
                if last is not None:
                    yield last
                last = replace(letter, level=piece.level) if piece.level else letter
        if last is not None:
            yield replace(
                last, gap=piece.gap, space=piece.space, penalty=piece.penalty,
                hyphen=piece.hyphen, dash=piece.dash,
            )  # fmt: skip


def tokens(text: str) -> list[str]:
    """*text* cut after each space; white space of any length is one space."""
    found: list[str] = _TOKEN.findall(_WHITE.sub(" ", text))
    return found


def _parts(word: str, hyphens: Sequence[int]) -> Iterator[tuple[str, str]]:
    """*word* cut wherever a line may end or a space is fixed, and what kind of place that is
    (nothing at the end)."""
    ends = dict.fromkeys(hyphens, "soft")
    for match in _LINE_END.finditer(word):
        ends[match.end()] = match.lastgroup or ""
    start = 0
    for end in sorted(ends):
        if end < len(word) or ends[end] == "space":
            yield word[start:end], ends[end]
            start = end
    yield word[start:], ""


def _ended(piece: Piece, kind: str) -> Piece:
    if kind == "space":
        return spaced(piece, _NO_BREAK_SPACE, NEVER)
    if kind != "soft":
        return replace(piece, penalty=_PENALTIES[kind])
    hyphen = piece.font.face.glyphs.get(ord(_HYPHEN), 0)
    width = piece.font.face.width(hyphen) * piece.size / 1000
    dash = piece.font.code(_SOFT_HYPHEN, hyphen)
    return Piece(
        piece.text, piece.font, piece.size, piece.code, piece.width,
        penalty=_HYPHENATED, hyphen=width, dash=dash,
    )  # fmt: skip


def _pieces(shapes: Sequence[Shape], start: int, end: int) -> Iterator[Piece]:
    """Boxes of the shapes from *start* to *end*, a new one where font or size changes."""
    while start < end:
        _, font, _, size, _, _ = shapes[start]
        stop = start + 1
        while stop < end and shapes[stop].font is font and shapes[stop].size == size:
            stop += 1
        yield _piece(shapes, start, stop)
        start = stop


def _piece(shapes: Sequence[Shape], start: int, end: int) -> Piece:
    """The shapes from *start* to *end*, which are alike, in one box, kerned with what follows."""
    font, size = shapes[start].font, shapes[start].size
    boxed = shapes[start:end]
    follows = end < len(shapes) and _alike(shapes[start], shapes[end])
    numbers = [shape.number for shape in shapes[start : end + follows]]
    kerns = [font.kerns[pair] for pair in pairwise(numbers)]
    width = sum(shape.width for shape in boxed) + sum(kerns)
    codes = [shape.code for shape in boxed]
    if any(kerns):
        for at, kern in enumerate(kerns):
            codes[at] += f">{-kern}<" if kern else ""
    for at in range(_LONGEST_STRING, len(codes), _LONGEST_STRING):
        codes[at] = f"><{codes[at]}"
    text = "".join([shape.text for shape in boxed])
    return Piece(text, font, size, "".join(codes), width * size / 1000)


def _alike(one: Shape, other: Shape) -> bool:
    return one.font is other.font and one.size == other.size
