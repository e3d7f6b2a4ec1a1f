"""Block quotations with ``>`` before each line, and lines that part sections."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docconv.normalizer.structure.outline import Outline
from docconv.normalizer.view import PARA, Proposal

_QUOTED = re.compile(r">(?!>>|=)[ \t]?")
_DEEPEST = re.compile(r"(?:>[ \t]?){4}")  # such depths are not undone level by level
_RULE_SIGNS = "*-_=~#•·⁂—–"
_BLANKS = str.maketrans("", "", " \t\u00a0")


def propose(outline: Outline) -> Iterator[Proposal]:
    """The rules and block quotations of a document."""
    for index in outline.short:
        text = outline.text(index)
        if text[-1] not in _RULE_SIGNS:
            continue
        signs = text.translate(_BLANKS)
        one_sign = signs[0] in _RULE_SIGNS and not signs.strip(signs[0])
        if signs == "⁂" or (len(signs) > 2 and one_sign):
            yield outline.goes(index, "rule", "rule", 0.95, "a line of signs parts two sections")
    text = outline.view.text
    if ">" not in text:
        return
    for index, span in enumerate(outline.spans):
        if text.find(">", *span) >= 0 and outline.free(index):
            yield from _quotation(outline, index)


def _quotation(outline: Outline, index: int) -> Iterator[Proposal]:
    """Parts the quoted lines of a leaf from the others, and takes their marks away."""
    rows = outline.lines(index)
    marks = {row.start: mark.end() for row in rows if (mark := _QUOTED.match(row.text))}
    inner = outline.view.leaves[index].holder == "BlockQuote"
    alone = len(rows) == 1 and re.match(r"> ?[^\W\d]", rows[0].text)
    if not (len(marks) > 1 or alone or (inner and marks)) or any(
        _DEEPEST.match(row.text) for row in rows
    ):
        return
    outline.taken.add(index)
    confidence, rule = (0.91 if alone else 0.95), "structure/quote"
    why = "lines that begin with “>” are quoted"
    before, was_quoted, was_blank = -1, False, False  # of the line above: its end, its kind
    for row in rows:
        length = marks.get(row.start, 0)
        quoted, blank = length > 0, length == len(row.text)
        begins = before < 0 or quoted != was_quoted or was_blank
        if blank:  # parts two paragraphs of the quotation, as a blank line does
            start = row.start if before < 0 else before
            yield Proposal(start, row.end, "", rule, confidence, why)
        elif begins and before >= 0:
            yield Proposal(before, row.start, PARA, rule, confidence, why)
        if quoted and not blank:
            role = "quote" if begins else ""
            yield Proposal(row.start, row.start + length, "", rule, confidence, why, role)
        before, was_quoted, was_blank = row.end, quoted, blank
