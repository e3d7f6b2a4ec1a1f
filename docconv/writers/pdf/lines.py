"""Lines of set text as items: their heights, what they carry, and which of them stay together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from docconv.writers.pdf.breaker import Line
from docconv.writers.pdf.frame import Frame
from docconv.writers.pdf.galley import Align, Anchor, Passage
from docconv.writers.pdf.items import Footnote, TextLine
from docconv.writers.pdf.theme import Setting

_CAP_HEIGHT = 0.67  # of the size: letters are centred in their line by the height of capitals


def baseline(setting: Setting) -> float:
    """How far below the upper edge of a line its letters stand."""
    return (setting.leading + _CAP_HEIGHT * setting.look.style.size) / 2


def text_lines(
    passages: Iterable[Passage], frame: Frame, align: Align, indent: float = 0.0
) -> list[TextLine]:
    """The lines of a paragraph in *frame*, the first one shorter by *indent*. A page never ends
    after the first of several lines, nor before the last, nor inside a word."""
    lines: list[TextLine] = []
    for passage in passages:
        made = [_line(passage, line, frame.setting) for line in passage.lines]
        _hang(passage, made)
        for item in made:
            item.x = frame.x + _start(item, frame.width, align, indent)
            indent = 0.0
        lines += made
    for item in lines:
        end = item.line.end
        item.keep = end < len(item.passage.pieces) and item.passage.pieces[end - 1].hyphen > 0
    if len(lines) > 1:
        lines[0].keep = lines[-2].keep = True
    return lines


def _line(passage: Passage, line: Line, setting: Setting) -> TextLine:
    pieces = passage.pieces[line.start : line.end]
    usual = baseline(setting)
    tallest = max((piece.picture.height for piece in pieces if piece.picture), default=0.0)
    alone = tallest and all(piece.picture or not piece.text for piece in pieces)
    ascent = tallest if alone else max(usual, tallest + setting.leading / 4 if tallest else 0.0)
    height = tallest if alone else ascent + setting.leading - usual
    return TextLine(height=height, baseline=ascent, passage=passage, line=line)


def _start(item: TextLine, width: float, align: Align, indent: float) -> float:
    """How far from the left the line begins. Text from right to left begins at the right."""
    backwards = item.passage.base == 1
    if align in ("justify", "left") and not backwards:
        return indent
    line = item.line
    pieces = item.passage.pieces[line.start : line.end]
    free = width - indent - sum(piece.width for piece in pieces)
    free -= sum(piece.gap for piece in pieces[:-1]) * (1 + line.growth)
    return free / 2 if align == "center" else free


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
