"""Paragraphs that a blank line or the end of a page parted inside a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from docconv.normalizer.layout import Layout
from docconv.normalizer.lines.breaks import GREETING
from docconv.normalizer.lines.hyphens import UNFINISHED, Hyphens
from docconv.normalizer.markers import marker
from docconv.normalizer.view import Proposal, View

_QUOTES = "\"'“‘«"
_LONG, _SHORT = 60, 25  # characters of the paragraphs before and behind
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_WORD = re.compile(r"\S+")
_FULL = 0.8  # how full a line is with the next word, when that was forced off it
_PAGE = range(40, 131)  # columns a page may have
_SPREAD = 5  # sentences that run on, for a document to have a blank line after every line


def parted_paragraphs(view: View, layout: Layout, hyphens: Hyphens) -> Iterator[Proposal]:
    """Joins of paragraphs between which a sentence runs on."""
    text, starts = view.text, view.starts
    small = sum(text[at : at + 1].islower() for at in starts)
    inside_only = small < max(_SPREAD, len(starts) * 0.4)
    gaps = [
        gap
        for leaf, at in enumerate(starts[1:])
        if not (inside_only and text[at : at + 1].isupper()) and (gap := _gap(view, leaf))
    ]
    width = 0 if inside_only else _spread_width(gaps, len(starts))
    running = {gap.leaf for gap in gaps if gap.inside}
    for gap in gaps:
        if not (gap.inside or width) or _apart(gap, layout):
            continue
        joint = hyphens.joint(gap.tail, gap.head)
        if joint is not None:
            yield joint.proposal(gap.start, gap.end)
            continue
        if width:
            confidence = 0.94 if gap.fill(width) > _FULL else 0.7
            why = "every line has a blank line after it, and here the next word did not fit"
        else:
            confidence = _confidence(gap)
            why = "the sentence runs on over the blank line"
            if gap.leaf - 1 in running or gap.leaf + 1 in running:
                confidence = min(confidence, 0.75)  # the items of a list look like this too
        yield Proposal(gap.start, gap.end, " ", "lines/parted", confidence, why)


class _Gap(NamedTuple):
    """What stands between *leaf*, *before* characters long, and the next, *behind* long;
    *tail* and *head* are the ends of their text."""

    leaf: int
    start: int
    end: int
    tail: str
    head: str
    before: int
    behind: int

    @property
    def inside(self) -> bool:
        """Whether a sentence goes on over the gap."""
        return self.head.lstrip(_QUOTES)[:1].islower()

    def fill(self, width: int) -> float:
        """How full the line before would be with the next word on it."""
        word = _WORD.match(self.head)
        return (self.before + 1 + (word.end() if word else 0)) / width


def _gap(view: View, index: int) -> _Gap | None:
    """The gap behind leaf *index*, if no sentence ends before it."""
    if not view.leaves[index].joins:
        return None
    text = view.text
    start, end = view.span(index)
    tail = text[max(start, end - 60) : end].rstrip()
    if not tail or not (tail[-1].isalnum() or tail[-1] in ",-–—\u2010"):
        return None
    head_start, head_end = view.span(index + 1)
    head = text[head_start : min(head_end, head_start + 60)].lstrip()
    if not head or "@" in head.split(None, 1)[0]:
        return None
    to = min(head_start + 60, head_end) - len(head)
    stop = max(start, end - 60) + len(tail)
    return _Gap(index, stop, to, tail, head, stop - start, head_end - to)


def _spread_width(gaps: Sequence[_Gap], leaves: int) -> int:
    """The columns of a full line in a document that has a blank line after every line; else 0."""
    lengths = sorted(gap.before for gap in gaps if gap.inside)
    if len(lengths) < max(_SPREAD, leaves * 0.4):
        return 0
    width = lengths[len(lengths) * 19 // 20]
    full = sum(gap.fill(width) > _FULL for gap in gaps if gap.inside)
    return width if width in _PAGE and full > len(lengths) * 0.7 else 0


def _apart(gap: _Gap, layout: Layout) -> bool:
    """Whether the leaves beside the gap are code, tables, list items, or lines of verse."""
    if marker(gap.head) or layout.verbatim(gap.leaf) or layout.verbatim(gap.leaf + 1):
        return True
    *others, last = layout.lines(gap.leaf)
    widest = max((len(row.text) for row in others), default=0)
    if others and (widest < _PAGE.start or len(last.text) < 0.72 * widest):
        return True
    return not others and GREETING.match(last.text) is not None


def _confidence(gap: _Gap) -> float:
    """How surely one sentence stands on both sides of the gap."""
    word = _LAST_WORD.search(gap.tail)
    if word is not None and word[0].lower() in UNFINISHED and gap.before > _SHORT:
        return 0.96
    return 0.92 if gap.before > _LONG and gap.behind > _SHORT else 0.7
