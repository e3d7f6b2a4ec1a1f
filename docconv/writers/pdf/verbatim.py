"""Text whose lines are given: code and verse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from docconv.ast import CodeBlock, Inline, Inlines, LineBlock, LineBreak, Text
from docconv.writers.pdf.breaker import Line
from docconv.writers.pdf.direction import levels, runs_backwards
from docconv.writers.pdf.frame import Frame
from docconv.writers.pdf.galley import Passage, Run
from docconv.writers.pdf.items import Column, Decor, TextLine
from docconv.writers.pdf.lines import baseline
from docconv.writers.pdf.setting import Piece, Setter
from docconv.writers.pdf.tags import Elem
from docconv.writers.pdf.theme import GROUND

if TYPE_CHECKING:
    from docconv.writers.pdf.blocks import Composer

_TAB = 4
_PADDING = 0.6  # ems around code
_HANGING = 2  # columns that the rest of a long line is indented by
_LEAST_COLUMNS = 10
_FULL = 0.6  # a long line is cut after a space if at least this share of it stays


def code(composer: Composer, block: CodeBlock, frame: Frame, column: Column) -> None:
    """Set code line by line on a light ground; lines that are too long go on below."""
    column.anchor(block.attr.id)
    text = block.text.expandtabs(_TAB).rstrip("\n")
    if not text:
        return
    setting = composer.theme.code
    padding = _PADDING * setting.look.style.size
    elem = Elem("Code", Elem("P", frame.elem))
    setter = composer.case[setting.look.style]
    advance = setter.verbatim("0")[0].width
    columns = max(int((frame.width - 2 * padding) / advance), _LEAST_COLUMNS)
    items = []
    for part, hanging in (cut for line in text.split("\n") for cut in _cut(line, columns)):
        base, pieces = _set(part + " ", setter)  # keeps the lines apart for who takes the text out
        items.append(
            TextLine(
                height=setting.leading,
                x=frame.x + padding + hanging * advance,
                baseline=baseline(setting),
                passage=Passage(pieces, [Run(0, setting.look, elem)], base=base),
                line=Line(0, len(pieces), 0.0),
            )
        )
    items[0].height += padding
    items[0].baseline += padding
    items[-1].height += padding
    if len(items) > 1:
        items[0].keep = items[-2].keep = True
    outer = column.decor
    column.decor = (*outer, Decor(frame.x, frame.width, GROUND))
    for item in items:
        column.add(item)
    column.decor = outer


def _set(text: str, setter: Setter) -> tuple[int | None, list[Piece]]:
    """The pieces of *text*, and their level, if parts of it run backwards."""
    if not runs_backwards(text):
        return None, setter.verbatim(text)
    pieces: list[Piece] = []
    start = 0
    for level, group in groupby(levels(text, 0)):
        end = start + sum(1 for _ in group)
        pieces += setter.directed(text[start:end], level)
        start = end
    return 0, pieces


def _cut(line: str, columns: int) -> Iterator[tuple[str, int]]:
    """The parts of *line* that fit into *columns*, and how many columns each is indented by."""
    start = hanging = 0
    while len(line) - start > columns - hanging:
        room = columns - hanging
        cut = line.rfind(" ", start + int(room * _FULL), start + room) + 1
        end = cut or start + room
        yield line[start:end], hanging
        start, hanging = end, _HANGING
    yield line[start:], hanging


def verse(composer: Composer, block: LineBlock, frame: Frame, column: Column) -> None:
    """Set lines as they are given, with the spaces they begin with."""
    content: list[Inline] = []
    for line in block.lines:
        content += [LineBreak(), *_spaces_kept(line)]
    composer.paragraph(tuple(content[1:]), frame, column, Elem("P", frame.elem), align="left")


def _spaces_kept(line: Inlines) -> Inlines:
    if not line or not isinstance(line[0], Text):
        return line
    first = line[0]
    text = first.text.lstrip(" ")
    kept = "\u00a0" * (len(first.text) - len(text))
    return (replace(first, text=kept + text), *line[1:])
