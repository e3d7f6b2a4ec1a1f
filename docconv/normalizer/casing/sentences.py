"""Sentences that begin with a small letter, and "i" for *I*."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docconv.normalizer.casing.leaves import Care
from docconv.normalizer.evidence import Evidence
from docconv.normalizer.lexicon import SMALL, capitals, frequency, lexicon
from docconv.normalizer.view import Proposal, View

_START = re.compile(r"[.?!][”\")]? (?=[a-z]+[ ,'’])")
_GOOD_START = re.compile(r"[.?!] [A-Z]")
_WORD = re.compile(r"[a-z]+")
_ABBREVIATIONS = frozenset(
    "etc vs viz approx dept est inc corp ltd govt gen col sgt capt prof "
    "rev hon gov sen rep jan feb "
    "mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun fig figs vol vols chap "
    "sect art arts pop max min avg tel fax ext env min resp incl excl cont fem masc sing plur abbr "
    "alt orig trans eds ser pts pp par pars nos".split()
)
_LEAST_SHARE = 30  # starts with a capital for each start without


def propose(view: View, evidence: Evidence) -> Iterator[Proposal]:
    """The first letters to make capitals."""
    care = Care(view, evidence)
    yield from _starts(view, care)
    yield from _pronouns(view, care)


def _starts(view: View, care: Care) -> Iterator[Proposal]:
    text = view.text
    found = [match for match in _START.finditer(text) if _ends_sentence(text, match)]
    if not found:
        return
    good = sum(1 for _ in _GOOD_START.finditer(text))
    habit = good >= _LEAST_SHARE * len(found) or (good > 3 and len(found) == 1)
    for match in found:
        at = match.end()
        word = _WORD.match(text, at)
        code = lexicon().code(word.group()) if word else None
        if code is None or frequency(code) < -5 or not care.at(at):
            continue
        sure = 0.92 if habit else 0.75
        why = "a sentence begins here, and the document begins sentences with a capital"
        yield Proposal(at, at + 1, text[at].upper(), "casing/sentence-start", sure, why)


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    """Whether a sentence ends at the stop: the word before it is no abbreviation."""
    if len(match.group()) > 2 or match.group()[0] != ".":
        return False  # “Why?” he asked
    start = end = match.start()
    while start > 0 and text[start - 1].isalpha() and end - start < 30:
        start -= 1
    word = text[start:end]
    if len(word) < 3 or not word.islower() or word in _ABBREVIATIONS:
        return False
    if start and text[start - 1] in ".@":
        return False
    code = lexicon().code(word)
    return code is not None and bool(code & SMALL) and capitals(code) < 4


def _pronouns(view: View, care: Care) -> Iterator[Proposal]:
    text = view.text
    at = text.find(" i ")
    while at >= 0:
        word = _WORD.match(text, at + 3)
        if word and lexicon().pair("i", word.group()) is not None and care.at(at):
            why = "the pronoun “I” is written with a capital"
            yield Proposal(at + 1, at + 2, "I", "casing/pronoun", 0.94, why)
        at = text.find(" i ", at + 2)
