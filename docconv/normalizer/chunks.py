"""The text in chunks between blanks, and a quick verdict on each.

Most chunks of a text are words that the lexicon knows, with or without a stop behind them. A
verdict depends on the chunk and the lexicon alone; so each distinct chunk is judged once and
remembered, and the passes look closely only at chunks that their kind of damage could have made.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate

from docconv.normalizer.lexicon import (
    ALWAYS,
    FAMILY,
    GIVEN,
    RARE,
    Lexicon,
    capitals,
    frequency,
    lexicon,
)

# What may be wrong with a chunk: punctuation without a blank, digits against letters, a token the
# lexicon wonders at, a name in small letters, a word that makes a name with the one before.
SEAM, NUMBER, ODD, NAME, PAIR = 1, 2, 4, 8, 16

_ORDINARY = re.compile(r"[“\"(‘'\[]?([^\W\d_]+)(?:['’](?:s|t|re|ve|ll|d|m))?[.,;:!?”\"')’\]…]{0,3}")
_SEAM = re.compile(
    r"[^\W_][.,;:!?…)\]”»“«(\[„\"%][.,;:!?…)\]”»“«(\[„\"’‘'*]*[^\W_]"
    r"|[^\W\d_]['’](?:s|ll|re|ve|t|d)[^\W\d_]{2}"
)
_NUMBER = re.compile(r"\d[^\W\d_]|[^\W\d_]\d")
WORD = re.compile(r"[^\W\d_]+")
_COMMON = -4.7  # log10 of the probability of a word of two letters, at least
_REMEMBERED = 400_000
_LONGEST_TOKEN = 160  # letters
_LEAST_SHOUTED = 6  # letters of a token in capitals that is more than an acronym


class Chunks:
    """The chunks of *text*, counted."""

    def __init__(self, text: str, known: Lexicon | None = None) -> None:
        self.text = text
        self.lexicon = known or lexicon()
        self.chunks = _apart(text)
        self.counts = Counter(self.chunks)

    @cached_property
    def kinds(self) -> dict[str, int]:
        """The chunks that something may be wrong with, and what."""
        remembered = self.lexicon.kinds
        if len(remembered) > _REMEMBERED:
            remembered.clear()
        found = {}
        for chunk in self.counts:
            verdict = remembered.get(chunk)
            if verdict is None:
                verdict = remembered[chunk] = kind(chunk, self.lexicon)
            if verdict:
                found[chunk] = verdict
        return found

    def marked(self, mask: int) -> Iterator[tuple[int, int]]:
        """Where the chunks stand that *mask* applies to: start and end offset, in order."""
        for start, end, verdict in self._marked:
            if verdict & mask:
                yield start, end

    @cached_property
    def _marked(self) -> list[tuple[int, int, int]]:
        kinds = self.kinds
        places = [place for place, chunk in enumerate(self.chunks) if chunk in kinds]
        if not places:
            return []
        ends = list(accumulate(map(len, self.chunks)))
        found = []
        for place in places:
            chunk = self.chunks[place]
            end = ends[place] + place
            found.append((end - len(chunk), end, kinds[chunk]))
        return found


def _apart(text: str) -> list[str]:
    for blank in "\n\t\r\v\f\u2028\u2029":
        text = text.replace(blank, " ")
    return text.split(" ")


def kind(chunk: str, known: Lexicon) -> int:
    """What may be wrong with *chunk*."""
    ordinary = _ORDINARY.fullmatch(chunk)
    if ordinary:
        return _word_kind(ordinary.group(1), known)
    verdict = 0
    if _SEAM.search(chunk):
        verdict |= SEAM
    if _NUMBER.search(chunk):
        verdict |= NUMBER
    for word in WORD.findall(chunk):
        verdict |= _word_kind(word, known)
    return verdict


def _word_kind(word: str, known: Lexicon) -> int:
    if len(word) == 1:
        return ODD if odd(word, known) else 0
    verdict = ODD if odd(word, known) else 0
    if word.islower():
        code = known.code(word)
        if code is None or capitals(code) > (1 if code & (GIVEN | FAMILY) else 4):
            verdict |= NAME
        if word in known.seconds:
            verdict |= PAIR
    return verdict


def odd(token: str, known: Lexicon) -> bool:
    """Whether the lexicon wonders at *token*: it does not know it, or knows it as rare, or as a
    name that has lost its capital."""
    if len(token) == 1:
        return token.isascii() and token.islower() and token != "a"
    if len(token) > _LONGEST_TOKEN or (len(token) < _LEAST_SHOUTED and token.isupper()):
        return False
    code = known.code(token.lower())
    if code is None:
        return True
    if len(token) == 2 and token.islower() and frequency(code) < _COMMON:
        return True
    return token.islower() and bool(capitals(code) == ALWAYS or code & RARE)
