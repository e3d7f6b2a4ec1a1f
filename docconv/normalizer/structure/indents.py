"""Blanks at the beginning of paragraphs, once nothing else needs them as evidence."""

from __future__ import annotations

from collections.abc import Iterator

from docconv.normalizer.layout import stopped
from docconv.normalizer.structure.outline import Outline
from docconv.normalizer.view import Proposal

_CODE_INDENT = 4  # columns; so far in stands code, unless the line is a sentence


def propose(outline: Outline) -> Iterator[Proposal]:
    """Removals of indents that mean nothing any more."""
    view = outline.view
    indented = [
        index
        for index, start in enumerate(view.starts)
        if view.text[start : start + 1].isspace() and view.leaves[index].kind != "Line"
    ]
    usual = len(indented) * 3 > len(outline)
    for index in indented:
        start, end = outline.place(index)
        at = view.starts[index]
        if start == end or index in outline.taken or outline.layout.verbatim(index):
            continue
        text = view.text[start:end]
        if start - at < _CODE_INDENT or usual or stopped(text) or len(text) > 60:
            why = "an indent that writers of other formats make themselves"
            yield Proposal(at, start, "", "structure/indent", 0.97, why)
