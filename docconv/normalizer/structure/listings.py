"""Bullet and numbered lists, in the lines of one paragraph or over several paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from docconv.normalizer.layout import Line, stopped
from docconv.normalizer.markers import Item, item_lines, items, marker
from docconv.normalizer.structure.outline import Outline
from docconv.normalizer.view import PARA, Proposal

_DEEPEST = 8


class _Row(NamedTuple):
    """A line of a leaf, and where the line above it ends (-1 for the first)."""

    leaf: int
    line: Line
    above: int


def propose(outline: Outline) -> Iterator[Proposal]:
    """The lists of a document."""
    groups = [(rows, [row.line.text for row in rows]) for rows in _groups(outline)]
    known = {item.family for _, texts in groups for item in items(texts).values()}
    for rows, texts in groups:
        found = items(texts, known if len(rows) > 1 else ())
        if found:
            yield from _list(outline, rows, found)


def _groups(outline: Outline) -> Iterator[list[_Row]]:
    """The lines of leaves side by side that may be of one list: leaves in which some line opens
    with a marker."""
    group: list[_Row] = []
    last = -1
    for index in dict.fromkeys(map(outline.view.leaf_index, item_lines(outline.view.text))):
        rows = _rows(outline, index)
        if group and not (index == last + 1 and rows and marker(rows[0].line.text)):
            yield group
            group = []
        group += rows
        last = index
    if group:
        yield group


def _rows(outline: Outline, index: int) -> list[_Row]:
    if not outline.free(index):
        return []
    lines = outline.lines(index)
    above = [-1, *(line.end for line in lines)]
    return [_Row(index, line, end) for line, end in zip(lines, above, strict=False)]


def _list(outline: Outline, rows: Sequence[_Row], found: Mapping[int, Item]) -> Iterator[Proposal]:
    opening = [(rows[i], found[i]) for i in sorted(found)]
    outline.taken.update(row.leaf for row, _ in opening)
    confidence = _confidence(outline, opening)
    depths = _depths([row.line.indent for row, _ in opening], [item for _, item in opening])
    for (row, item), depth in zip(opening, depths, strict=True):
        start = row.line.start
        if row.above >= 0:
            why = "the next item of a list begins here"
            yield Proposal(row.above, start, PARA, "structure/list", confidence, why)
        else:
            start = outline.view.starts[row.leaf]
        end = row.line.start + item.length
        why = _why(item, len(opening))
        value = item.value.format(depth)
        yield Proposal(start, end, "", "structure/list", confidence, why, item.role, value)


def _why(item: Item, count: int) -> str:
    if item.role == "bullet":
        return f"one of {count} lines with a bullet"
    return f"one of {count} lines whose numbers count up"


def _confidence(outline: Outline, opening: Sequence[tuple[_Row, Item]]) -> float:
    """How surely these are items: in some languages a dash opens what somebody says."""
    signs = {row.line.text[0] for row, _ in opening}
    if signs == {"-"} and not outline.evidence.english:
        spoken = sum(stopped(row.line.text) for row, _ in opening)
        return 0.6 if spoken * 2 > len(opening) else 0.92
    return 0.95 if len(opening) > 2 else 0.92


def _depths(indents: Sequence[int], opening: Sequence[Item]) -> list[int]:
    """How deep each item lies: further in than the one above, or, where all stand equally far
    in, of a numbering inside another that goes on later."""
    last = {item.family: i for i, item in enumerate(opening)}
    levels: list[tuple[int, str]] = []  # indent and family of the open lists, outermost first
    depths = []
    for i, (indent, item) in enumerate(zip(indents, opening, strict=True)):
        while levels:
            outer, family = levels[-1]
            level = indent >= outer - 1
            if indent > outer + 1 or (level and family != item.family and last[family] > i):
                levels.append((indent, item.family))
                break
            if level and family == item.family:
                break
            levels.pop()
        else:
            levels.append((indent, item.family))
        depths.append(min(len(levels) - 1, _DEEPEST))
    return depths
