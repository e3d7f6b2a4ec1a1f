"""Spaces lost at stops and commas: ``Wednesday.The``, ``said,the``, ``p.m.Monday``, ``5%of``."""

from __future__ import annotations

import re

from docconv.normalizer.spacing.seam import COMMON, NONE, Seam, Verdict

_ENDING = re.compile(r"s|ll|re|ve|(?<![a-z])[td]")
_OPENERS = "“«([„‘"
_STOPS = frozenset(".!?…")
# What follows a stop in addresses and file names.
_SUFFIXES = frozenset(
    "com org net edu gov mil int info biz eu uk de fr es it ru ua cn jp in io co us tv me ai app "
    "html htm php asp aspx jsp js css py rb rs go java cpp txt pdf doc docx xls xlsx ppt pptx "
    "jpg jpeg png gif svg zip gz tar exe dll ini cfg json xml yaml yml toml csv md sh bat".split()
)
# What stands before a colon in names of pages and identifiers.
_SPACES_OF_NAMES = frozenset(
    "category file image talk user help template special portal wikipedia wp media project urn doi "
    "isbn issn pmid arxiv http https ftp mailto tel std xml xs xsl html svg rdf rdfs owl".split()
)


def clock(seam: Seam) -> Verdict | None:
    """``p.m.Monday``, ``a.m.4``."""
    if seam.cluster == "." and seam.left == "m" and seam.before_left == ".":
        at = seam.start - 3
        if at >= 0 and seam.text[at] in "ap" and not seam.text[at - 1 : at].isalpha():
            return Verdict(1, 0.97, "stop-seam", "a space is missing after “.m.”")
    return None


def possessive(seam: Seam) -> Verdict | None:
    """``Shaw'sPygmalion``, ``children’sbooks``."""
    if seam.cluster not in ("'", "’"):
        return None
    ending = _ENDING.match(seam.right)
    if not ending or len(seam.left) < 2 or not seam.left.isalpha():
        return NONE
    rest = seam.right[ending.end() :]
    if seam.chance(seam.right) > -6 or seam.chance(rest) < -6.5:
        return NONE
    sure = 0.96 if rest[0].isupper() else 0.94 if seam.chance(rest) > -5 else 0.75
    at = 1 + ending.end()
    return Verdict(at, sure, "possessive-seam", f"“{rest}” is a word of its own")


def stop(seam: Seam) -> Verdict | None:
    """A sentence's end and the next one's beginning."""
    stops = [place for place, char in enumerate(seam.cluster) if char in _STOPS]
    if not stops or seam.cluster[-1] in _OPENERS:
        return None
    left, right, at = seam.left, seam.right, len(seam.cluster)
    why = f"“{right}” begins a sentence right after the stop"
    if right.isdigit() or not _is_word(left) or right in _SUFFIXES:
        return NONE
    if seam.before_left == "." or (seam.after_right[:1] == "." and seam.after_right[1:].isalnum()):
        return Verdict(at, 0.6, "stop-seam", why) if len(right) > 1 else NONE
    if right[0].isupper():
        if len(right) == 1 and right not in "AI":
            return NONE
        sure = _start(seam)
        return Verdict(at, sure, "stop-seam", why)
    if not seam.evidence.passages.english(seam.leaf) or len(right) < 2:
        return NONE
    hard = seam.cluster[stops[-1]] != "."
    if seam.chance(right) > COMMON and seam.knows(left) and left[0].islower():
        return Verdict(at, 0.95 if hard else 0.92, "stop-seam", "a space is missing after the stop")
    if seam.knows(right) and seam.knows(left):
        return Verdict(at, 0.85 if hard else 0.72, "stop-seam", "a space is missing after the stop")
    return NONE


def _start(seam: Seam) -> float:
    """How surely a capital after a stop begins a sentence."""
    left, right = seam.left, seam.right
    known = seam.knows(right) and (right[1:].islower() or len(right) == 1 or right.isupper())
    if seam.cluster != ".":
        return 0.975 if known else 0.93
    if left.isdigit():
        return 0.95 if known and len(right) > 1 else 0.7
    if left.isupper() and right.isupper() and len(right) > 1:
        return 0.6  # ASP.NET
    if left.islower():
        if known:
            return 0.985
        return 0.93 if seam.knows(left) and right[1:].islower() else 0.75
    if known and seam.chance(right) > COMMON and seam.knows(left):
        return 0.97
    if known or (seam.knows(left) and right[1:].islower()):
        return 0.92
    return 0.6


def comma(seam: Seam) -> Verdict | None:
    """``said,the``, ``October,2019``; not ``1,000``, ``N,N-``, lists without blanks."""
    char = seam.cluster[0]
    if char not in ",;:" or len(seam.cluster) > 1:
        return None
    left, right = seam.left, seam.right
    why = f"a space is missing after “{char}”"
    if not _is_word(left) or seam.before_left in "&@/.":
        return NONE
    if char == ":" and (left.lower() in _SPACES_OF_NAMES or left.isdigit() or right.isdigit()):
        return NONE
    if right.isdigit():
        year = len(right) == 4 and right[:2] in ("18", "19", "20")
        if char == "," and left.isalpha() and seam.knows(left):
            return Verdict(1, 0.93 if year else 0.75, "comma-seam", why)
        return NONE
    if len(right) == 1 and right not in "aAI":
        return NONE
    if char in seam.after_right[:1] + seam.before_left and not seam.after_right[1:].isspace():
        return Verdict(1, 0.6, "comma-seam", why)  # a list
    known = seam.knows(left) + seam.knows(right)
    if left.isdigit():
        return Verdict(1, 0.93 if seam.chance(right) > COMMON else 0.6, "comma-seam", why)
    if char == ":":
        sure = 0.93 if known == 2 and left.islower() else 0.9 if known == 2 else 0.7
    else:
        sure = (0.8, 0.94, 0.975)[known]
    return Verdict(1, sure, "comma-seam", why)


def percent(seam: Seam) -> Verdict | None:
    """``5%of``."""
    if seam.cluster != "%" or not seam.left.isdigit():
        return None
    wanted = seam.right.isalpha() and seam.chance(seam.right) > COMMON and len(seam.right) > 1
    return Verdict(1, 0.95, "number-seam", "a space is missing after “%”") if wanted else NONE


def _is_word(left: str) -> bool:
    return len(left) > 1 or left.isdigit()
