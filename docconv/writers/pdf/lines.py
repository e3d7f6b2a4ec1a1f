"""Lines of set text as items: their heights, what they carry, and which of them stay together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from docconv.writers.pdf.breaker import Line
from docconv.writers.pdf.galley import Align, Anchor, Passage
from docconv.writers.pdf.items import Footnote, TextLine
from docconv.writers.pdf.theme import Setting

_CAP_HEIGHT = 0.67  # of the size: letters are centred in their line by the height of capitals


def baseline(setting: Setting) -> float:
    """How far below the upper edge of a line its letters stand."""
    return (setting.leading + _CAP_HEIGHT * setting.look.style.size) / 2


def text_lines(
    passages: Iterable[Passage], x: float, width: float, align: Align, setting: Setting
) -> list[TextLine]:
    """The lines of a paragraph from *x* on, *width* wide. A page never ends after the first of
    several lines, nor before the last, nor inside a word."""
    lines: list[TextLine] = []
    for passage in passages:
        made = [_line(passage, line, x, width, align, setting) for line in passage.lines]
        _hang(passage, made)
        lines += made
    for item in lines:
        end = item.line.end
        item.keep = end < len(item.passage.pieces) and item.passage.pieces[end - 1].hyphen > 0
    if len(lines) > 1:
        lines[0].keep = lines[-2].keep = True
    return lines


def _line(
    passage: Passage, line: Line, x: float, width: float, align: Align, setting: Setting
) -> TextLine:
    pieces = passage.pieces[line.start : line.end]
    usual = baseline(setting)
    tallest = max((piece.picture.height for piece in pieces if piece.picture), default=0.0)
    ascent = max(usual, tallest)
    if align in ("right", "center"):
        free = width - sum(piece.width + piece.gap for piece in pieces)
        if pieces:
            free += pieces[-1].gap
        x += free / 2 if align == "center" else free
    alone = tallest and all(piece.picture or not piece.text for piece in pieces)
    return TextLine(
        height=tallest if alone else ascent + setting.leading - usual,
        x=x,
        baseline=ascent,
        passage=passage,
        line=line,
    )


def _hang(passage: Passage, lines: Sequence[TextLine]) -> None:
    """Give each line of *passage* the notes and anchors that belong to its pieces."""
    starts = [item.line.start for item in lines]
    for index, value in passage.marks:
        item = lines[max(bisect_right(starts, index) - 1, 0)]
        match value:
            case Footnote():
                item.notes = (*item.notes, value)
            case Anchor():
                item.anchors = (*item.anchors, value.name)
