"""Listings and tables in plain text: blanks and line ends mean something, so they are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docconv.normalizer.structure.outline import Outline
from docconv.normalizer.view import OBJECT, Proposal

_SURE = 0.93
_FENCES = (re.compile(r"[ \t]*(?:```|~~~)[^\n]*(?:\n|\Z)"), re.compile(r"\n[ \t]*(?:```|~~~)\s*\Z"))


def propose(outline: Outline) -> Iterator[Proposal]:
    """The paragraphs that are code or a table."""
    view, layout = outline.view, outline.layout
    for index, (start, end) in enumerate(outline.spans):
        leaf = view.leaves[index]
        if leaf.kind != "Para" or leaf.holder != "Document":
            continue
        if not layout.verbatim(index) or OBJECT in view.text[start:end]:
            continue
        why = "its lines look like code or a table, so they are kept as they are"
        yield Proposal(start, start, "", "structure/verbatim", _SURE, why, "code")
        yield from _fences(view.text[start:end], start)


def _fences(text: str, offset: int) -> Iterator[Proposal]:
    """The removal of Markdown's fences round a listing."""
    why = "a fence marks the listing, which needs no mark now"
    opening = _FENCES[0].match(text)
    behind = opening.end() if opening else 0
    closing = _FENCES[1].search(text, max(behind - 1, len(text) - 80))
    for match in (opening, closing):
        if match is not None:
            start, end = match.span()
            yield Proposal(offset + start, offset + end, "", "structure/fence", _SURE, why)
