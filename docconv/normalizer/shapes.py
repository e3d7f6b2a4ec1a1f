"""How much a string looks like a word: the probability of its letters, one after the other.

A letter's probability depends on the three before it, and is kept as one byte in a table that
the four letters index, so that a word costs one look-up a letter.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from unicodedata import normalize

LETTERS = 28  # a to z, any other, the edge of the word
OTHER, EDGE = 26, 27
STEP = 0.02  # log10 of a probability is kept in steps of this size

_PLACES = {chr(97 + i): i for i in range(26)}


def places(word: str) -> list[int]:
    """The letters of *word*, accents put off, as numbers, with the edge after them."""
    if not word.isascii():
        word = "".join(normalize("NFD", char)[0] for char in word)
    return [*(_PLACES.get(char, OTHER) for char in word), EDGE]


@cache
def _table() -> bytes:
    return (files("docconv.normalizer") / "data" / "shapes.bin").read_bytes()


def likelihood(word: str) -> float:
    """log10 of the probability that a word nobody has listed is *word* (in small letters)."""
    table = _table()
    index = (EDGE * LETTERS + EDGE) * LETTERS + EDGE
    steps = 0
    for place in places(word):
        index = index % (LETTERS**3) * LETTERS + place
        steps += table[index]
    return -STEP * steps
