"""Lists: items beside their labels, terms over their definitions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from docconv.ast import (
    Blocks,
    BulletList,
    DefinitionItem,
    DefinitionList,
    NumberStyle,
    OrderedList,
    Para,
)
from docconv.labels import label
from docconv.writers.pdf.breaker import Line
from docconv.writers.pdf.frame import Frame
from docconv.writers.pdf.galley import Look, Passage, Run
from docconv.writers.pdf.items import Column, Label, TextLine
from docconv.writers.pdf.lines import baseline
from docconv.writers.pdf.setting import TypeCase
from docconv.writers.pdf.tags import Elem

if TYPE_CHECKING:
    from docconv.writers.pdf.blocks import Composer

_BULLETS = "•–◦"  # by depth, then over again
_GAP = 0.5  # ems between a label and its item
_NUMBERING: dict[NumberStyle, str] = {
    "decimal": "Decimal",
    "default": "Decimal",
    "example": "Decimal",
    "lower-alpha": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
}


def bullets(composer: Composer, block: BulletList, frame: Frame, column: Column) -> None:
    """Set an unordered list."""
    bullet = _BULLETS[frame.depth % len(_BULLETS)]
    _list(composer, block.items, [bullet] * len(block.items), "Disc", frame, column)


def numbers(composer: Composer, block: OrderedList, frame: Frame, column: Column) -> None:
    """Set a numbered list."""
    labels = [label(block, number) for number in range(len(block.items))]
    _list(composer, block.items, labels, _NUMBERING[block.style], frame, column)


def _list(
    composer: Composer,
    items: Sequence[Blocks],
    labels: Sequence[str],
    numbering: str,
    frame: Frame,
    column: Column,
) -> None:
    elem = Elem("L", frame.elem, attributes=f"/O/List/ListNumbering/{numbering}")
    look = frame.setting.look
    gap = _GAP * look.style.size
    widths = [_width(_passage(composer.case, text, look, None)) for text in labels]
    indent = max(composer.theme.indent, max(widths, default=0.0) + gap)
    loose = any(isinstance(block, Para) for item in items for block in item[:1])
    align = frame.align if frame.align == "justify" else "left"
    inner = replace(frame, depth=frame.depth + 1, indented=False, align=align)
    for text, item in zip(labels, items, strict=True):
        labelled(composer, text, item, inner.inside(Elem("LI", elem)), column, indent)
        column.skip(composer.theme.item_gap if loose else 0.0)


def labelled(
    composer: Composer, text: str, blocks: Blocks, frame: Frame, column: Column, indent: float
) -> None:
    """Set *blocks*, *indent* further in, with the label *text* beside their first line."""
    look = frame.setting.look
    gap = _GAP * look.style.size
    passage = _passage(composer.case, text, look, Elem("Lbl", frame.elem))
    body = frame.inside(Elem("LBody", frame.elem) if frame.elem.tag == "LI" else frame.elem, indent)
    start = len(column.items)
    composer.blocks(blocks, body, column)
    if len(column.items) == start:
        column.add(TextLine(height=frame.setting.leading))
    first = column.items[start]
    down = first.baseline if isinstance(first, TextLine) else 0.0
    x = body.x - gap - _width(passage)
    line = Line(0, len(passage.pieces), 0.0)
    first.labels = (Label(x, down or baseline(frame.setting), passage, line), *first.labels)


def definitions(composer: Composer, block: DefinitionList, frame: Frame, column: Column) -> None:
    """Set terms with their definitions."""
    elem = Elem("L", frame.elem)
    for item in block.items:
        _definition(composer, item, frame.inside(Elem("LI", elem)), column)
        column.skip(composer.theme.item_gap)


def _definition(composer: Composer, item: DefinitionItem, frame: Frame, column: Column) -> None:
    term, body = Elem("Lbl", frame.elem), Elem("LBody", frame.elem)
    framed = replace(frame.inside(body), setting=frame.setting.bold)
    for line in composer.paragraph(item.term, framed, column, term, align="left"):
        line.keep = True
    inner = replace(frame.inside(body, composer.theme.inset), indented=False)
    for blocks in item.definitions:
        composer.blocks(blocks, inner, column)
        column.skip(composer.theme.item_gap)


def _passage(case: TypeCase, text: str, look: Look, elem: Elem | None) -> Passage:
    return Passage(case[look.style.unhyphenated].set(text), [Run(0, look, elem)])


def _width(passage: Passage) -> float:
    return sum(piece.width + piece.gap for piece in passage.pieces)
