"""Painting a page: text, pictures, grounds and rules as PDF operators, all of it tagged.

Text belongs to a structure element or is an artifact; grounds and rules always are artifacts. So
nothing on a page is untagged (ISO 14289-1, 7.1), whatever is drawn.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from reportlab.pdfbase.pdfdoc import PDFObjectReference

from docconv.writers.pdf.breaker import Line
from docconv.writers.pdf.direction import visual_order
from docconv.writers.pdf.file import File, Place
from docconv.writers.pdf.fonts import Font
from docconv.writers.pdf.galley import Link, Passage, Run
from docconv.writers.pdf.items import Placed, grounds
from docconv.writers.pdf.pictures import Picture
from docconv.writers.pdf.setting import guard
from docconv.writers.pdf.tags import Elem, Marked

Tag: TypeAlias = Elem | str  # an element, or the properties of an artifact

ARTIFACT = "/Artifact BMC"
HEADER = "/Artifact <</Type/Pagination/Subtype/Header>> BDC"
FOOTER = "/Artifact <</Type/Pagination/Subtype/Footer>> BDC"

_UNDERLINE = 0.13  # of the size: how far below the baseline,
_STRIKE = 0.26  # and above it,
_THICK = 0.055  # and how thick
_DEEP, _HIGH = 0.25, 0.8  # of the size: how far a link's area reaches from the baseline


class Page:
    """The page of *file* that is added next. Distances count from *left* to the right and from
    *top* downwards. *places* tells where the anchors of the document are."""

    def __init__(
        self, file: File, left: float, top: float, places: Mapping[Hashable, Place]
    ) -> None:
        self.file = file
        self.left = left
        self.top = top
        self.places = places
        self.artifact = ""  # what everything is instead of its element, if not empty
        self._marked: list[Elem] = []
        self._links: list[PDFObjectReference] = []
        self._grounds: list[str] = []
        self._ink: list[str] = []
        self._rules: list[str] = []
        self._tag: Tag | None = None
        self._in_text = False
        self._font: tuple[Font, float] | None = None
        self._colour = ""
        self._rise = 0.0

    def finish(self) -> None:
        """Add the page to the file."""
        self._leave_text()
        content = [*_artifact(self._grounds), *self._ink, *_artifact(self._rules)]
        self.file.add_page("\n".join(content), self._marked, self._links)

    def column(self, placed: Sequence[Placed]) -> None:
        """Paint items where they are placed, with their decor behind them."""
        for decor, upper, lower in grounds(placed):
            self.ground(decor.x, upper, decor.width, lower - upper, decor.colour)
        for top, item in placed:
            for label in item.labels:
                self.line(label.passage, label.line, label.x, top + label.baseline)
            item.paint(self, top)

    def ground(self, x: float, top: float, width: float, height: float, colour: str) -> None:
        """Fill a rectangle, behind everything else."""
        self._grounds.append(f"{colour} {self._rectangle(x, top + height, width, height)} re f")

    def _picture(self, picture: Picture, x: float, bottom: float, elem: Elem | None) -> None:
        """Show *picture*; without an element it is decoration."""
        self._leave_text()
        left, low = self.left + x, self.top - bottom
        self._begin(elem or ARTIFACT)
        if elem is not None:
            box = f"{left:.2f} {low:.2f} {left + picture.width:.2f} {low + picture.height:.2f}"
            elem.attributes = elem.attributes or f"/O/Layout/BBox[{box}]"
        matrix = f"{picture.width:.2f} 0 0 {picture.height:.2f} {left:.2f} {low:.2f} cm"
        self._ink.append(f"q {matrix} /{picture.name} Do Q")

    def line(self, passage: Passage, line: Line, x: float, baseline: float) -> None:
        """Set a line of text, its left end at *x*."""
        areas: dict[Link, tuple[float, float, float]] = {}
        for segment in _segments(passage, line):
            look = segment.run.look
            if segment.picture is not None:
                bottom = baseline - look.rise
                self._picture(segment.picture, x, bottom, segment.run.elem)
            else:
                self._text(segment, x, baseline)
            end = x + segment.width
            if look.link is not None:
                start, _, tall = areas.get(look.link, (x, x, 0.0))
                tall = max(tall, segment.picture.height if segment.picture else segment.size)
                areas[look.link] = start, end, tall
            self._rule(segment, x, end, baseline)
            x = end
        for link, (start, end, tall) in areas.items():
            self._area(link, start, end, baseline, tall)

    def _text(self, segment: _Segment, x: float, baseline: float) -> None:
        look = segment.run.look
        if not self._in_text:
            self._begin(None)
            self._ink.append("BT")
            self._in_text = True
        self._begin(segment.run.elem or ARTIFACT)
        code = [f"1 0 0 1 {self.left + x:.2f} {self.top - baseline:.2f} Tm"]
        if self._font != (segment.font, segment.size):
            self._font = segment.font, segment.size
            code.append(f"/{segment.font.name} {segment.size:.2f} Tf")
        if self._colour != look.colour:
            self._colour = look.colour
            code.append(f"{look.colour}")
        if self._rise != look.rise:
            self._rise = look.rise
            code.append(f"{look.rise:.2f} Ts")
        self._ink.append(f"{' '.join(code)} [<{segment.code}>] TJ")

    def _rule(self, segment: _Segment, start: float, end: float, baseline: float) -> None:
        look, size = segment.run.look, segment.size
        for wanted, height in ((look.underline, _UNDERLINE), (look.strikeout, -_STRIKE)):
            if wanted:
                box = self._rectangle(
                    start, baseline - look.rise + height * size, end - start, _THICK * size
                )
                self._rules.append(f"{look.colour} {box} re f")

    def _area(self, link: Link, start: float, end: float, baseline: float, tall: float) -> None:
        """Make a part of the line a link, unless it is an artifact or leads nowhere."""
        target = link.url or self.places.get(link.place)
        if self.artifact or target is None:
            return
        box = (
            self.left + start,
            self.top - baseline - _DEEP * tall,
            self.left + end,
            self.top - baseline + _HIGH * tall,
        )
        self._links.append(self.file.add_link(link.elem, box, link.contents, target))

    def _begin(self, tag: Tag | None) -> None:
        """Let what is painted next belong to *tag*, or to nothing."""
        if tag is not None and self.artifact:
            tag = self.artifact
        if tag is self._tag:
            return
        if self._tag is not None:
            self._ink.append("EMC")
        self._tag = tag
        if isinstance(tag, str):
            self._ink.append(tag)
        elif tag is not None:
            tag.join()
            number = len(self._marked)
            tag.kids.append(Marked(self.file.page_name, number))
            self._marked.append(tag)
            self._ink.append(f"/{tag.tag} <</MCID {number}>> BDC")

    def _leave_text(self) -> None:
        self._begin(None)
        if self._in_text:
            self._ink.append("ET")
            self._in_text = False

    def _rectangle(self, x: float, bottom: float, width: float, height: float) -> str:
        return f"{self.left + x:.2f} {self.top - bottom:.2f} {width:.2f} {height:.2f}"


def _artifact(operators: Sequence[str]) -> list[str]:
    return [ARTIFACT, *operators, "EMC"] if operators else []


class _Segment(NamedTuple):
    """Part of a line in one font, or a picture in it. *code* is the inside of a TJ array."""

    run: Run
    font: Font
    size: float
    code: str
    width: float
    picture: Picture | None


def _segments(passage: Passage, line: Line) -> Iterator[_Segment]:
    """The parts of *line*, from left to right."""
    if passage.base is None:
        yield from _forwards(passage, line)
        return
    parts: list[tuple[int, _Segment]] = []
    for at in range(line.start, line.end):
        piece = passage.pieces[at]
        run = passage.runs[passage.run_at(at)]
        code = piece.code + (_ending(passage, at) if at + 1 == line.end else "")
        parts.append(
            (piece.level, _Segment(run, piece.font, piece.size, code, piece.width, piece.picture))
        )
        if piece.gap and at + 1 < line.end:
            width = piece.gap * (1 + line.growth)
            parts.append(
                (piece.gap_level, _Segment(run, piece.font, piece.size, piece.space, width, None))
            )
    for place in visual_order([level for level, _ in parts]):
        yield parts[place][1]


def _ending(passage: Passage, at: int) -> str:
    """What is set after the last piece of a line: its hyphen or its space, so that whoever takes
    the text out does not join the word to the next; see also :func:`guard`."""
    piece = passage.pieces[at]
    more = at + 1 < len(passage.pieces)
    return guard(piece) + ((piece.dash or piece.space) if more else "")


def _forwards(passage: Passage, line: Line) -> Iterator[_Segment]:
    """The parts of a line that runs from left to right, as few as can be."""
    pieces, runs = passage.pieces, passage.runs
    number = passage.run_at(line.start)
    at = line.start
    while at < line.end:
        while number + 1 < len(runs) and runs[number + 1].start <= at:
            number += 1
        stop = runs[number + 1].start if number + 1 < len(runs) else len(pieces)
        first = pieces[at]
        codes: list[str] = []
        width = 0.0
        wider = ""
        while at < min(stop, line.end):
            piece = pieces[at]
            if (
                piece.font is not first.font
                or piece.size != first.size
                or (codes and piece.picture)
            ):
                break
            codes.append(piece.code)
            width += piece.width
            at += 1
            if at == line.end:
                codes.append(_ending(passage, at - 1))
            elif piece.gap:
                if line.growth and not wider:
                    wider = f">{-line.growth * piece.gap * 1000 / piece.size:.1f}<"
                codes.append(piece.space + wider)
                width += piece.gap * (1 + line.growth)
            if piece.picture:
                break
        yield _Segment(runs[number], first.font, first.size, "".join(codes), width, first.picture)
