"""Spaces lost between a number and a word: ``2019The``, ``20October``, ``was960``.

Much is written without a space on purpose: 5kg, 3D, 46th, MP3, COVID19. So a word must be one that
stands beside numbers in prose, and be written as words are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docconv.normalizer.chunks import NUMBER, Chunks
from docconv.normalizer.evidence import Evidence
from docconv.normalizer.lexicon import frequency, lexicon
from docconv.normalizer.view import Proposal, View

_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
_APART = frozenset("-–—/_.'’@#+&$€£")  # beside these a mix of letters and digits is a name

_MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
# Units, ordinals and endings that belong right behind a number.
_UNITS = frozenset(
    "st nd rd th s am pm a m p k b t g l h d w v x bn mn tn mm cm dm km "
    "nm ft yd mi in kg mg lb lbs "
    "oz ml cl dl kb mb gb tb kbps mbps gbps hz khz mhz ghz kw mw gw kwh "
    "mwh twh kv ma mah db dpi px "
    "pt em fps rpm mph kph kmh knots bit bits bytes byte min mins sec secs hr hrs yo yr yrs fold "
    "ish plus way ply step point c f n e o mph usd eur gbp pc pcs ppm ppb psi bar nits lm at al ad "
    "bc ce deg mol kcal cal gal rem sv man men up down on off for to as is".split()
)
# Small words that are read before a number, and never name a thing together with one.
_BEFORE = frozenset(
    "in of to at on for was is are were and the by from with about over than only between since "
    "until till under nearly or around after before some had has have all another least almost "
    "roughly approximately more against into its his her their these those aged but that".split()
)
_COMMON, _PLAIN = -3.6, -5.2


def propose(view: View, evidence: Evidence, chunks: Chunks) -> Iterator[Proposal]:
    """The spaces missing between digits and letters."""
    text = view.text
    numbers = (m for chunk in chunks.marked(NUMBER) for m in _NUMBER.finditer(text, *chunk))
    for match in numbers:
        start, end = match.span()
        after = text[end : end + 1].isalpha()
        before = start > 0 and text[start - 1].isalpha()
        if not (after or before):
            continue
        leaf = view.leaf_index(start)
        if not evidence.passages.prose(leaf):
            continue
        if after and not before and not (start and text[start - 1] in _APART):
            yield from _word_after(text, match)
        elif before and not after:
            yield from _word_before(text, match)


def _word_after(text: str, number: re.Match[str]) -> Iterator[Proposal]:
    at = number.end()
    match = _WORD.match(text, at)
    if not match or text[match.end() : match.end() + 1] in _APART:
        return
    word, digits = match.group(), number.group()
    sure = _after(word, digits)
    if sure and text.count(digits + word) > 2:
        sure = 0.5  # a name: said again and again
    if sure:
        why = f"“{word}” is a word of its own after the number"
        yield Proposal(at, at, " ", "spacing/number-seam", sure, why)


def _after(word: str, digits: str) -> float:
    key = word.lower()
    code = lexicon().code(key)
    year = len(digits) == 4 and digits[:2] in ("17", "18", "19", "20")
    if code is None or len(word) < 2 or (key in _UNITS and not (year and len(key) > 1)):
        return 0.0
    if key in ("am", "pm", "bc", "ad", "ce", "th", "st", "nd", "rd"):
        return 0.0
    chance = frequency(code)
    if word.istitle():
        if key in _MONTHS:
            return 0.97
        if chance > _COMMON:
            return 0.95
        return 0.92 if year and len(word) > 2 else 0.75
    if not word.islower():
        return 0.0
    if chance > _COMMON:
        return 0.96 if year else 0.94
    return (0.92 if chance > -4.6 else 0.8) if chance > _PLAIN and len(word) > 3 else 0.0


def _word_before(text: str, number: re.Match[str]) -> Iterator[Proposal]:
    at = start = number.start()
    while start > 0 and text[start - 1].isalpha() and at - start < 24:
        start -= 1
    word, digits = text[start:at], number.group()
    if (start and text[start - 1] in _APART) or text[number.end() : number.end() + 1] in "-_":
        return
    sure = _before(word, digits)
    if sure and text.count(word + digits) > 2:
        sure = 0.5
    if sure:
        why = f"“{word}” is a word of its own before the number"
        yield Proposal(at, at, " ", "spacing/number-seam", sure, why)


def _before(word: str, digits: str) -> float:
    key = word.lower()
    if not (word.islower() or word.istitle()) or len(word) < 2:
        return 0.0
    year = len(digits) == 4 and digits[:2] in ("17", "18", "19", "20")
    if key in _BEFORE:
        return 0.96 if len(digits) > 1 else 0.85
    if key in _MONTHS and word.istitle() and (year or len(digits) < 3):
        return 0.95
    code = lexicon().code(key)
    if code is None or frequency(code) < _PLAIN or len(word) < 4 or word.istitle():
        return 0.0
    return 0.85 if year else 0.75 if len(digits) > 1 else 0.0
