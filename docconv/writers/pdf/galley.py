"""A paragraph in the making: runs of text and pictures, then its lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from docconv.writers.pdf.breaker import JUSTIFIED, RAGGED, Breaker, Line, balance
from docconv.writers.pdf.setting import Piece, Setter, Style, TypeCase, spaced, tokens
from docconv.writers.pdf.tags import Elem

Align: TypeAlias = Literal["justify", "left", "right", "center"]

_TOLERANCE = 1.0  # how far gaps may stretch before words are hyphenated,
_HYPHENATED_TOLERANCE = 1.6  # when they are,
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
    number, and goes where its line goes: a note, or an anchor."""

    pieces: list[Piece] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    marks: list[tuple[int, object]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

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


class _Break(NamedTuple):
    pass


class Galley:
    """Collects the inlines of a paragraph in reading order, then breaks it into lines."""

    def __init__(self, case: TypeCase) -> None:
        self._case = case
        self._sources: list[_Text | _Box | _Mark | _Break] = []

    def text(self, text: str, look: Look, elem: Elem) -> None:
        """Add *text*, in which white space of any length is one space."""
        self._sources.append(_Text(text, look, elem))

    def box(self, piece: Piece, look: Look, elem: Elem | None) -> None:
        """Add a piece that is set already."""
        self._sources.append(_Box(piece, look, elem))

    def mark(self, value: object) -> None:
        """Let *value* go where what is added next goes."""
        self._sources.append(_Mark(value))

    def anchor(self, name: str) -> None:
        """Let links to *name*, if it is one, lead to what is added next."""
        if name:
            self.mark(Anchor(name))

    def line_break(self) -> None:
        """End the line here."""
        self._sources.append(_Break())

    def widths(self) -> tuple[float, float]:
        """The widths of the widest piece, and of the whole on one line (if no line end is
        forced): the least and the greatest width that can be made use of."""
        passages = self._set(hyphenated=False)
        pieces = [piece for passage in passages for piece in passage.pieces]
        least = max((piece.width for piece in pieces), default=0.0)
        most = max(
            sum(piece.width + piece.gap for piece in passage.pieces) for passage in passages
        )
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
        passage = Passage()
        passages = [passage]
        for source in self._sources:
            match source:
                case _Text():
                    style = source.look.style if hyphenated else source.look.style.unhyphenated
                    self._set_text(passage, source, self._case[style])
                case _Box():
                    passage.runs.append(Run(len(passage.pieces), source.look, source.elem))
                    passage.pieces.append(source.piece)
                case _Mark():
                    passage.marks.append((len(passage.pieces), source.value))
                case _Break():
                    passage = Passage()
                    passages.append(passage)
        return passages

    def _set_text(self, passage: Passage, source: _Text, setter: Setter) -> None:
        pieces = passage.pieces
        words = tokens(source.text)
        if words and words[0] == " ":
            del words[0]
            if pieces and not pieces[-1].gap:
                pieces[-1] = spaced(pieces[-1])
        start = len(pieces)
        pieces.extend(piece for word in words for piece in setter[word])
        if len(pieces) > start:
            passage.runs.append(Run(start, source.look, source.elem))


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
        return [Line(0, 0, 0.0)]
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
    return Passage(pieces, runs, marks)
