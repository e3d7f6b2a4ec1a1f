"""A seam: a cluster of punctuation between two letters or digits, and what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from docconv.normalizer.evidence import Evidence
from docconv.normalizer.lexicon import frequency, lexicon
from docconv.normalizer.view import View

KNOWN, COMMON = -9.0, -3.9  # log10 of a word's probability
_REACH = 40
_RUN = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True)
class Seam:
    """A cluster of punctuation without a blank, and what stands around it."""

    view: View
    evidence: Evidence
    start: int
    end: int

    @cached_property
    def text(self) -> str:
        return self.view.text

    @cached_property
    def cluster(self) -> str:
        return self.text[self.start : self.end]

    @cached_property
    def left(self) -> str:
        """The letters or the digits right before the cluster."""
        start = self.start
        kind = str.isdigit if self.text[start - 1].isdigit() else str.isalpha
        while start > max(0, self.start - _REACH) and kind(self.text[start - 1]):
            start -= 1
        return self.text[start : self.start]

    @cached_property
    def before_left(self) -> str:
        """The character before :attr:`left`."""
        at = self.start - len(self.left)
        return self.text[at - 1] if at else " "

    @cached_property
    def right(self) -> str:
        """The letters or the digits right after the cluster."""
        found = _RUN.match(self.text, self.end)
        return found.group() if found else self.text[self.end]

    @cached_property
    def after_right(self) -> str:
        """What follows :attr:`right`: two characters."""
        at = self.end + len(self.right)
        return self.text[at : at + 2]

    @cached_property
    def leaf(self) -> int:
        return self.view.leaf_index(self.start)

    def chance(self, word: str) -> float:
        """log10 of the word's probability; of a number 0, of what nobody knows -99."""
        if word.isdigit():
            return 0.0
        code = lexicon().code(word.lower())
        if code is not None:
            return frequency(code)
        return -5.0 if self.evidence.words.forms[word] > 1 else -99.0

    def knows(self, word: str) -> bool:
        return self.chance(word) > KNOWN

    def chunk_before(self) -> str:
        """What stands before the cluster up to a blank."""
        return self.text[max(0, self.start - _REACH) : self.start].rpartition(" ")[2]

    def chunk_after(self) -> str:
        """What stands after the cluster up to a blank."""
        return re.split(r"\s", self.text[self.end : self.end + _REACH], maxsplit=1)[0]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A space is missing *at* this offset of the cluster."""

    at: int
    confidence: float
    rule: str
    why: str


NONE = Verdict(0, 0.0, "", "")  # a rule's word that nothing is missing
