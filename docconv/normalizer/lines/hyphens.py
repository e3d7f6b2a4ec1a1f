"""Words parted at a line end: is the hyphen the word's own, or only the line's?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from docconv.normalizer.evidence import Evidence
from docconv.normalizer.layout import Layout
from docconv.normalizer.view import Proposal, View

_LEFT = re.compile(r"([^\W_]+)[-\u2010]$")
_RIGHT = re.compile(r"[^\W_]+")
_HYPHENATED = re.compile(r"[^\W_]+-[^\W_]+")
_REACH = 60  # characters looked at on either side of a line end
# “pre- and post-war”: the hyphen stands for a word that follows.
_SUSPENDED = frozenset("and or to und oder bis bzw et ou y o u e en of och eller i a".split())

# No sentence ends with one of these, in any of these languages.
UNFINISHED = frozenset(
    "the a an of to in and or for with by from at as that which is are was were be has have had "
    "its their his her our your into than between about under der die das den dem des ein eine und "
    "oder mit von zu im für dass le la les du de un une et ou avec pour dans par que qui el los "
    "las y con para por del il gli di e per che o do da em".split()
)


class Joint(NamedTuple):
    """How two lines are joined: *drop* characters of the first go, *after* stands between."""

    drop: int
    after: str
    confidence: float
    why: str

    def proposal(self, start: int, end: int) -> Proposal:
        """The repair of what stands between the lines, ``[start, end)``."""
        drop, after, confidence, why = self
        return Proposal(start - drop, end, after, "lines/hyphen", confidence, why)


class Hyphens:
    """What the document and the lexicon know of words that are parted at line ends."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence

    def knows(self, word: str) -> bool:
        """Whether *word* stands whole in the document or in the lexicon."""
        return self.evidence.knows(word)

    @cached_property
    def hyphenated(self) -> frozenset[str]:
        """The words of the document that hold a hyphen of their own."""
        return frozenset(_HYPHENATED.findall(self.evidence.view.text.lower()))

    @cached_property
    def tight_dashes(self) -> bool:
        """Whether the document sets dashes without blanks."""
        text = self.evidence.view.text
        return len(re.findall(r"\w(?:—|--)\w", text)) > text.count(" — ") + text.count(" -- ")

    def joint(self, before: str, after: str) -> Joint | None:
        """How the line *after* joins the line *before*, if that ends with a hyphen or dash."""
        if before[-1] not in "-\u2010—" and after[0] not in "-—":
            return None
        before, after = before[-_REACH:], after[:_REACH]
        left, right = _LEFT.search(before), _RIGHT.match(after)
        if left and right:
            return self._hyphen(left[1], right[0])
        tight = re.search(r"\w(?:—|--)$", before) or re.match(r"(?:—|--)\w", after)
        if tight and self.tight_dashes:
            return Joint(0, "", 0.95, "this document sets dashes without blanks")
        return None

    def _hyphen(self, left: str, right: str) -> Joint:
        joined = left + right
        if right.lower() in _SUSPENDED:
            return Joint(0, " ", 0.95, f"“{left}-” waits for a word that follows")
        if f"{left}-{right}".lower() in self.hyphenated:
            return Joint(0, "", 0.97, f"“{left}-{right}” stands elsewhere in the document")
        if left[-1].isdigit() or not right[0].islower():
            return Joint(0, "", 0.95, f"the hyphen belongs to “{left}-{right}”")
        halves = self.knows(left) and self.knows(right)
        if self.knows(joined):  # but “re-embark” and “tree-lined” are written both ways
            return Joint(1, "", 0.93 if halves else 0.98, f"“{joined}” is a word, parted here")
        if not self.evidence.english:
            return Joint(1, "", 0.92, f"“{joined}” was parted at a line end")
        if halves:
            return Joint(0, "", 0.9, f"“{left}” and “{right}” are words, “{joined}” is none")
        return Joint(1, "", 0.9, f"“{left}” and “{right}” are no words by themselves")


def parted_words(view: View, layout: Layout, hyphens: Hyphens) -> Iterator[Proposal]:
    """Words parted at a soft break, where the source says by other means what a line is."""
    text = view.text
    for match in re.finditer(r"[-\u2010]\n", text):
        start, end = match.span()
        behind = text[end : end + _REACH]
        blanks = len(behind) - len(behind.lstrip(" \t"))
        joint = hyphens.joint(text[max(0, start - _REACH) : start + 1], behind[blanks:])
        if joint is not None and not layout.verbatim_at(start):
            yield joint.proposal(start + 1, end + blanks)
