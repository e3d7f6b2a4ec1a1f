"""Damages clean text the way it is damaged in the wild, and keeps book of it.

Each kind of damage loses a space, puts one in, or takes a capital; the other characters stay as
they are. So a repaired text can be held against the clean one: blanks by the number of other
characters before them, letters one by one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

PARA = "\u2029"

# What a space may be lost between: kind, pattern whose blank is lost, share of its places.
# Shares follow what was counted on glued tokens in the output of web extractors.
_LOST = (
    ("stop + word", re.compile(r"(?<=[a-z0-9][.!?])[ ](?=[“\"]?[A-Z])"), 0.10),
    ("comma + word", re.compile(r"(?<=[A-Za-z][,;:])[ ](?=[A-Za-z])"), 0.03),
    ("quote + word", re.compile(r"(?<=[”»])[ ](?=[A-Za-z])|(?<=[,.?!]\")[ ](?=[A-Za-z])"), 0.15),
    ("word + quote", re.compile(r"(?<=[a-z,:])[ ](?=“)"), 0.08),
    ("word + bracket", re.compile(r"(?<=[a-z])[ ](?=\([A-Za-z])"), 0.10),
    ("bracket + word", re.compile(r"(?<=[a-z0-9]\))[ ](?=[A-Za-z])"), 0.10),
    ("number + word", re.compile(r"(?<=[ \u2029]\d{4})[ ](?=[A-Za-z]{3})"), 0.15),
    ("word + number", re.compile(r"(?<=[ \u2029][a-z]{2})[ ](?=\d{2})"), 0.10),
    ("word + Capital", re.compile(r"(?<=[a-z])[ ](?=[A-Z][a-z])"), 0.02),
    ("CAPITALS + Capital", re.compile(r"(?<=[ \u2029][A-Z]{3})[ ](?=[A-Z][a-z])"), 0.10),
    ("word + word", re.compile(r"(?<=[A-Za-z])[ ](?=[a-z])"), 0.004),
)
_BROKEN = re.compile(r"[a-z]{4,}")
_BROKEN_SHARE = 0.002
_NAME = re.compile(r"[A-Z][a-z]{2,}")
_SMALL_SHARE = 0.08  # of the names inside sentences
_RUN_AND_SMALL = 0.25  # of run-together names


@dataclass(frozen=True)
class Damaged:
    """A damaged text and what was done: for a count of characters that are no blanks, the kind
    of the space that was lost or put in before them, or of the capital that was lost there."""

    clean: str
    text: str
    lost: dict[int, str]
    stray: dict[int, str]
    small: dict[int, str]


def damage(clean: str, names: set[int], random: Random, rate: float = 1.0) -> Damaged:
    """*clean* damaged; *names* are the offsets where a name begins inside a sentence."""
    cuts: dict[int, str] = {}
    for kind, pattern, share in _LOST:
        for match in pattern.finditer(clean):
            if random.random() < share * rate:
                cuts.setdefault(match.start(), kind)
    breaks = {
        random.randrange(match.start() + 1, match.end())
        for match in _BROKEN.finditer(clean)
        if random.random() < _BROKEN_SHARE * rate
    }
    lowered = {
        at
        for at in names
        if random.random() < (_RUN_AND_SMALL if _runs(at, clean, cuts) else _SMALL_SHARE) * rate
    }
    return _apply(clean, cuts, breaks, lowered)


def _runs(at: int, clean: str, cuts: dict[int, str]) -> bool:
    end = at
    while end < len(clean) and clean[end].isalpha():
        end += 1
    return cuts.get(end) == "word + word"


def _apply(clean: str, cuts: dict[int, str], breaks: set[int], lowered: set[int]) -> Damaged:
    lost, stray, small = {}, {}, {}
    out, count = [], 0
    for at, char in enumerate(clean):
        if at in breaks:
            out.append(" ")
            stray[count] = "broken word"
        if at in cuts:
            lost[count] = cuts[at]
            continue
        if at in lowered:
            char = char.lower()
            small[count] = "lost capital"
        out.append(char)
        count += not char.isspace()
    return Damaged(clean, "".join(out), lost, stray, small)


def names_inside(clean: str, marked: Callable[[int], bool]) -> Iterator[int]:
    """The offsets of names that do not begin a sentence."""
    for match in _NAME.finditer(clean):
        before = clean[: match.start()][-3:].rstrip(" ")
        if marked(match.start()) and before and before[-1] not in '.!?:“"‘(' + PARA:
            yield match.start()


def blanks(text: str) -> set[int]:
    """The blanks of *text*, by the number of other characters before them."""
    found, count = set(), 0
    for char in text:
        if char.isspace():
            found.add(count)
        else:
            count += 1
    return found
