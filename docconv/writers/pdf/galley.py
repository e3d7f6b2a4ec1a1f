"""A paragraph in the making: runs of text and pictures, then its lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal, NamedTuple, TypeAlias

from docconv.writers.pdf.breaker import EMPTY, JUSTIFIED, RAGGED, Breaker, Line, balance
from docconv.writers.pdf.direction import base_level, levels, runs_backwards
from docconv.writers.pdf.setting import Piece, Setter, Style, TypeCase, spaced, tokens
from docconv.writers.pdf.tags import Elem

Align: TypeAlias = Literal["justify", "left", "right", "center"]

_TOLERANCE = 1.3  # how far gaps may stretch before words are hyphenated,
_HYPHENATED_TOLERANCE = 2.0  # when they are,
_LAST_TOLERANCE = 5.0  # and at last


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """A link: its element, what it is about, and where it leads: to a *url*, or to whatever is
    anchored as *place*."""

    elem: Elem
    contents: str
    url: str = ""
    place: Hashable = None


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks: its style, its colour (a PDF operator), its *rise* over the baseline, rules
    through it or under it; and the link it belongs to."""

    style: Style
    colour: str = "0 g"
    rise: float = 0.0
    underline: bool = False
    strikeout: bool = False
    link: Link | None = None


class Anchor(NamedTuple):
    """A name that links point at."""

    name: str


class Run(NamedTuple):
    """From the piece at *start* on, text looks so and belongs to this structure element."""

    start: int
    look: Look
    elem: Elem | None  # None: an artifact


@dataclass(slots=True, eq=False)
class Passage:
    """The pieces between two forced line ends. *marks* tells what belongs to a piece by its
    number, and goes where its line goes: a note, or an anchor. *base* is the level of the whole,
    None if no part of it runs from right to left."""

    pieces: list[Piece] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    marks: list[tuple[int, object]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    base: int | None = None

    def run_at(self, index: int) -> int:
        """The number of the run that holds the piece at *index*."""
        return bisect_right(self.runs, index, key=lambda run: run.start) - 1


class _Text(NamedTuple):
    text: str
    look: Look
    elem: Elem


class _Box(NamedTuple):
    piece: Piece
    look: Look
    elem: Elem | None


class _Mark(NamedTuple):
    value: object


_Source: TypeAlias = _Text | _Box | _Mark
_OBJECT = "\ufffc"  # what stands for a box among characters


class Galley:
    """Collects the inlines of a paragraph in reading order, then breaks it into lines."""

    def __init__(self, case: TypeCase) -> None:
        self._case = case
        self._parts: list[list[_Source]] = [[]]  # between forced line ends

    def text(self, text: str, look: Look, elem: Elem) -> None:
        """Add *text*, in which white space of any length is one space."""
        self._parts[-1].append(_Text(text, look, elem))

    def box(self, piece: Piece, look: Look, elem: Elem | None) -> None:
        """Add a piece that is set already."""
        self._parts[-1].append(_Box(piece, look, elem))

    def mark(self, value: object) -> None:
        """Let *value* go where what is added next goes."""
        self._parts[-1].append(_Mark(value))

    def anchor(self, name: str) -> None:
        """Let links to *name*, if it is one, lead to what is added next."""
        if name:
            self.mark(Anchor(name))

    def line_break(self) -> None:
        """End the line here."""
        self._parts.append([])

    def widths(self) -> tuple[float, float]:
        """The widths of the widest piece, and of the whole on one line (if no line end is
        forced): the least and the greatest width that can be made use of."""
        passages = self._set(hyphenated=False)
        pieces = [piece for passage in passages for piece in passage.pieces]
        least = max((piece.width for piece in pieces), default=0.0)
        most = max(sum(piece.width + piece.gap for piece in passage.pieces) for passage in passages)
        return least, most

    def passages(
        self, width: float, indent: float, align: Align, *, balanced: bool = False
    ) -> list[Passage]:
        """The passages with their lines, the first line shorter by *indent*; the lines of
        *balanced* ones are about equally long."""
        passages = self._set(hyphenated=False)
        hyphenated: list[Passage] = []
        for number, passage in enumerate(passages):
            first = width - indent if number == 0 else width
            lines = _lines(passage, width, first, align, _TOLERANCE)
            if lines is None:
                hyphenated = hyphenated or self._set(hyphenated=True)
                passage = hyphenated[number]
                lines = _lines(passage, width, first, align, _HYPHENATED_TOLERANCE)
            if lines is None:
                passage = _taken_apart(passage, min(width, first), self._case)
                lines = _lines(passage, width, first, align, _LAST_TOLERANCE, force=True)
            passage.lines = lines or []
            if balanced and len(passage.lines) > 1:
                passage.lines = balance(passage.pieces, passage.lines, width)
            passages[number] = passage
        return passages

    def _set(self, *, hyphenated: bool) -> list[Passage]:
        """The sources as pieces, one passage more than there are forced line ends."""
        return [self._passage(part, hyphenated) for part in self._parts]

    def _passage(self, sources: Sequence[_Source], hyphenated: bool) -> Passage:
        passage = Passage()
        pieces = passage.pieces
        directions = _Directions(sources)
        passage.base = directions.base
        for source in sources:
            if isinstance(source, _Mark):
                passage.marks.append((len(pieces), source.value))
                continue
            start = len(pieces)
            if isinstance(source, _Box):
                directions.skip(_OBJECT)
                pieces.append(source.piece)
            else:
                style = source.look.style if hyphenated else source.look.style.unhyphenated
                words = tokens(source.text)
                if words and words[0] == " ":
                    del words[0]
                    level = directions.skip(" ")
                    if pieces and not pieces[-1].gap:
                        pieces[-1] = spaced(pieces[-1], level=level)
                start = len(pieces)
                pieces.extend(directions.pieces(words, self._case[style]))
            if len(pieces) > start:
                passage.runs.append(Run(start, source.look, source.elem))
        return passage


class _Directions:
    """Which way the characters of some sources run, as these are set one after another. *base* is
    the level of the whole, None if nothing runs from right to left."""

    def __init__(self, sources: Sequence[_Source]) -> None:
        self.base: int | None = None
        self._levels: list[int] = []
        self._at = 0
        texts = [source.text for source in sources if isinstance(source, _Text)]
        if any(map(runs_backwards, texts)):
            text = "".join(
                "".join(tokens(source.text)) if isinstance(source, _Text) else _OBJECT
                for source in sources
                if not isinstance(source, _Mark)
            )
            self.base = base_level(text)
            self._levels = levels(text, self.base)

    def skip(self, text: str) -> int:
        """Go past *text*; the level of its first character."""
        level = self._levels[self._at] if self._levels else 0
        self._at += len(text)
        return level

    def pieces(self, words: Sequence[str], setter: Setter) -> Iterator[Piece]:
        """The pieces of *words*, which come next."""
        if self.base is None:
            return (piece for word in words for piece in setter[word])
        return (piece for word in words for piece in self._directed(word, setter))

    def _directed(self, token: str, setter: Setter) -> list[Piece]:
        """The pieces of *token*, a new one where the direction changes."""
        word = token.removesuffix(" ")
        pieces: list[Piece] = []
        start = 0
        for level, group in groupby(self._levels[self._at : self._at + len(word)]):
            end = start + sum(1 for _ in group)
            pieces += setter.directed(word[start:end], level)
            start = end
        self.skip(word)
        if token.endswith(" "):
            level = self.skip(" ")
            if pieces:
                pieces[-1] = spaced(pieces[-1], level=level)
        return pieces


def _lines(
    passage: Passage,
    width: float,
    first: float,
    align: Align,
    tolerance: float,
    *,
    force: bool = False,
) -> list[Line] | None:
    if not passage.pieces:
        return [EMPTY]
    glue = JUSTIFIED if align == "justify" else RAGGED
    return Breaker(passage.pieces, width, first, glue).lines(tolerance, force=force)


def _taken_apart(passage: Passage, width: float, case: TypeCase) -> Passage:
    """*passage* with every word that is wider than *width* cut into letters."""
    places = [0]  # of each old piece among the new ones
    pieces: list[Piece] = []
    for index, piece in enumerate(passage.pieces):
        if piece.width > width and piece.text:
            style = passage.runs[passage.run_at(index)].look.style
            pieces.extend(case[style.unhyphenated].letters(piece))
        else:
            pieces.append(piece)
        places.append(len(pieces))
    runs = [run._replace(start=places[run.start]) for run in passage.runs]
    marks = [(places[index], value) for index, value in passage.marks]
    return Passage(pieces, runs, marks, base=passage.base)
