"""Documents that are all capitals, or have none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, TypeAlias

from docconv.normalizer.evidence import Evidence
from docconv.normalizer.lexicon import capitals, lexicon
from docconv.normalizer.view import Proposal, View

Manner: TypeAlias = Literal["", "shouted", "small"]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LETTERS = re.compile(r"[^\W\d_]")
_SENTENCE_END = re.compile(r"[.?!][\"”’)]*[ \n\u2028\u2029]*$")
_LEAST = 240  # letters that tell a document's manner
_SAMPLE = 4000
_BARRED = frozenset("@#/\\_.&=")


def manner(view: View) -> Manner:
    """Whether the document is written in capitals throughout, or without any."""
    text = view.text
    sample = text if len(text) < 3 * _SAMPLE else text[:_SAMPLE] + text[-_SAMPLE:]
    upper = sum(map(str.isupper, sample))
    lower = sum(map(str.islower, sample))
    if upper + lower < _LEAST:
        return ""
    if lower < 0.08 * upper:
        return "shouted"
    stops = len(re.findall(r"[a-z][.?!](?:\s|$)", sample))
    return "small" if upper < 0.001 * lower and stops >= 3 and lower > 3 * _LEAST else ""


def propose(view: View, evidence: Evidence, kind: Manner) -> Iterator[Proposal]:
    """Every word as it would be written in a document with ordinary capitals."""
    text = view.text
    known = lexicon()
    last = 0
    starts = True
    why = (
        "the whole document is written in capitals"
        if kind == "shouted"
        else "the whole document is written without capitals"
    )
    for match in _WORD.finditer(text):
        start, end = match.span()
        between = text[last:start]
        starts = not last or "\u2029" in between or bool(_SENTENCE_END.search(between[-6:]))
        last = end
        word = match.group()
        if (start and text[start - 1] in _BARRED) or text[end : end + 1] in ("@", "_"):
            continue
        if not evidence.passages.prose(view.leaf_index(start)):
            continue
        after = _written(word, starts, kind == "shouted", known)
        if after != word and len(after) == len(word):
            yield Proposal(start, end, after, f"casing/{kind}", 0.92, why)


def _written(word: str, starts: bool, shouted: bool, known: object) -> str:
    key = word.lower().replace("’", "'")
    base = key.partition("'")[0]
    code = lexicon().code(base)
    form = lexicon().forms.get(base)
    if form is not None and (shouted or (code is not None and capitals(code) > 5)):
        return form + word[len(form) :].lower()
    if base == "i":
        return "I" + word[1:].lower()
    if code is None:
        return word.capitalize() if shouted or starts else word
    if starts or capitals(code) >= 5:
        return word[0].upper() + word[1:].lower()
    return word.lower()
