"""The words of English: how common each is, how often it has a capital, who stands beside whom.

The files in ``data/`` are made by ``python -m docconv.normalizer.train``; its README names their
sources. ``words.txt`` has one line for each two letters that words begin with, and a line becomes
a dictionary when a word of it is first asked for, so that loading costs next to nothing. A word's
code is a 16-bit number: see the masks below.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from zlib import crc32

# Bits of a code: logarithm of the frequency, share of capitals, flags.
_FREQUENCY = 0x3F
_CAP_SHIFT = 6
_CAP = 0x7 << _CAP_SHIFT
GIVEN, FAMILY, PLACE, RARE, SMALL = (1 << bit for bit in (9, 10, 11, 12, 13))
NAME = GIVEN | FAMILY | PLACE

_FREQUENCY_STEP = 2.7
_CAPS = (0.02, 0.1, 0.35, 0.65, 0.9, 0.97, 0.995)  # shares that part the classes 0 to 7
_REMEMBERED = 200_000  # pairs
ALWAYS = 7  # the class of words that always have a capital


def frequency_code(count: float) -> int:
    """The code of a count in a hundred million words."""
    return min(_FREQUENCY, round(_FREQUENCY_STEP * math.log2(max(count, 1.0))))


def cap_code(share: float) -> int:
    """The code of the share of capitals."""
    return sum(share >= bound for bound in _CAPS) << _CAP_SHIFT


def frequency(code: int) -> float:
    """log10 of the probability of a word with this code."""
    return (code & _FREQUENCY) * (0.30103 / _FREQUENCY_STEP) - 8.0


def capitals(code: int) -> int:
    """The class of a code by its share of capitals: 0 never, 7 always."""
    return (code & _CAP) >> _CAP_SHIFT


class _Buckets(dict[str, Mapping[str, int]]):
    """Two letters to the words that begin with them, each bucket read when first needed."""

    def __init__(self, lines: list[str], codes: memoryview) -> None:
        super().__init__()
        self._codes = codes
        self._lines = {line[: line.index(" ")]: line for line in lines if line}

    def __missing__(self, key: str) -> Mapping[str, int]:
        line = self._lines.get(key)
        bucket: Mapping[str, int] = {}
        if line is not None:
            _, start, *words = line.split(" ")
            bucket = dict(zip(words, self._codes[int(start) :], strict=False))
        self[key] = bucket
        return bucket


class Lexicon:
    """The shipped words. Words are asked for in small letters, with a straight apostrophe."""

    def __init__(self, data: Traversable) -> None:
        codes = memoryview((data / "codes.bin").read_bytes()).cast("H")
        self._buckets = _Buckets((data / "words.txt").read_text("utf-8").split("\n"), codes)
        self._pairs = memoryview((data / "pairs.bin").read_bytes()).cast("I")
        self._remembered: dict[tuple[str, str], float | None] = {}
        self._phrases_text = (data / "phrases.txt").read_text("utf-8")
        self._forms_text = (data / "forms.txt").read_text("utf-8")

    def code(self, word: str) -> int | None:
        """The code of *word*, or None if it is unknown."""
        return self._buckets[word[:2]].get(word)

    @cached_property
    def listed(self) -> dict[str, float]:
        """Room for the chances that :mod:`docconv.normalizer.spacing` works out from the words
        alone: they hold for every document."""
        return {}

    @cached_property
    def kinds(self) -> dict[str, int]:
        """Room for the verdicts of :mod:`docconv.normalizer.chunks`."""
        return {}

    def pair(self, first: str, second: str) -> float | None:
        """log10 of the probability of the two words side by side, or None if that is rare."""
        pair = first, second
        if pair not in self._remembered:
            if len(self._remembered) > _REMEMBERED:
                self._remembered.clear()
            key = pair_key(first, second)
            at = bisect_left(self._pairs, key)
            known = at < len(self._pairs) and self._pairs[at] ^ key <= _FREQUENCY
            self._remembered[pair] = frequency(self._pairs[at]) if known else None
        return self._remembered[pair]

    @cached_property
    def forms(self) -> Mapping[str, str]:
        """The words with inner capitals, by their small letters."""
        return {form.lower(): form for form in self._forms_text.split()}

    @cached_property
    def phrases(self) -> Mapping[tuple[str, str], int]:
        """Pairs of words that together are a name ("New York"), in small letters, and how surely:
        0 as far as seen, 1 by a list of names, 2 by both."""
        lines = (line.split(" ") for line in self._phrases_text.splitlines())
        return {(first, second): int(sure) for first, second, sure in lines}

    @cached_property
    def seconds(self) -> Mapping[str, Mapping[str, int]]:
        """The listed ones among :attr:`phrases` whose second word is no name by itself: second
        word to first words, with how sure they are."""
        found: dict[str, dict[str, int]] = {}
        for (first, second), sure in self.phrases.items():
            if sure and capitals(self.code(second) or 0) < 5:
                found.setdefault(second, {})[first] = sure
        return found


def pair_key(first: str, second: str) -> int:
    """The number under which a pair is kept: a hash, with room for the frequency."""
    return crc32(f"{first} {second}".encode()) & ~_FREQUENCY


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon, loaded once."""
    return Lexicon(files("docconv.normalizer") / "data")
