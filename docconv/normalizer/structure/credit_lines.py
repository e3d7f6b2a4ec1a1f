"""Who reported, wrote, photographed: lines that say only that."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docconv.normalizer.structure.outline import Outline
from docconv.normalizer.view import Proposal

_LONGEST = 240
_WORK = (
    r"(?:additional |further )?(?:reporting|writing|editing|compil(?:ed|ing)|translat(?:ed|ion)"
    r"|edited|written|reported|produced|photograph(?:y|ed|s)|photos?|pictures?|images?|graphics?"
    r"|illustrations?|research|text|video)"
)
_CREDITS = (
    # (With information from EFE and Reuters)
    re.compile(
        r"[(\[*]*with (?:additional |further |some )?(?:information|reporting|reports?|files?"
        r"|inputs?|contributions?|material|details|agencies)\b.{0,160}$",
        re.IGNORECASE,
    ),
    # Reporting by Jane Doe in Paris; Editing by John Roe
    re.compile(rf"[(\[*]*{_WORK} (?:by|courtesy of|from) .{{2,200}}$", re.IGNORECASE),
    # Photo: AFP
    re.compile(
        r"[(\[*]*(?:photos?|images?|pictures?|graphics?|video|credits?|photo credits?|foto|bild"
        r"|quelle|fuente|crédits?(?: photo)?|sources?)\s?[:/©]\s?[^.!?]{2,80}[.)\]]*$",
        re.IGNORECASE,
    ),
    # © 2022 Thomson Reuters
    re.compile(r"[(\[*]*(?:©|\(c\)|copyright) ?\d{0,4}.{2,120}$", re.IGNORECASE),
)
# The words that credits begin with: most lines are told by them at once.
_OPENING = re.compile(
    rf"[(\[*]*(?:with|{_WORK}|credits?|foto|bild|quelle|fuente|crédits?|sources?|©|\(c\)|copyright)",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"[(\[*]*(?:sources?|quelle|fuente|via)\b", re.IGNORECASE)
_AGENCY = (
    r"(?:reuters|ap|afp|efe|epa|dpa|ansa|tass|xinhua|getty|bloomberg|associated press|agence"
    r"|agencies|news agency|anadolu|kyodo|yonhap|upi|ani|pti|bbc|cnn)"
)
_NAMES_AGENCY = re.compile(rf"\b{_AGENCY}\b", re.IGNORECASE)


def propose(outline: Outline) -> Iterator[Proposal]:
    """The lines of credits in a document."""
    for index, (start, end) in enumerate(outline.spans):
        if end - start > _LONGEST:
            continue
        line = outline.text(index)
        if "\n" in line or not is_credit(line) or not outline.free(index):
            continue
        confidence = _confidence(outline, index, line)
        why = "the line only says who the text or its pictures come from"
        yield outline.becomes(index, "div", "credits", confidence, why, "credits")
        value = "credits=" + line.strip("()[]* ")
        yield outline.becomes(index, "meta", "credits", confidence, why, value)


def is_credit(line: str) -> bool:
    """Whether *line* is nothing but a credit."""
    if not _OPENING.match(line):
        return False
    sentence = line.endswith(".") and line[0] not in "([" and not _NAMES_AGENCY.search(line)
    return not sentence and any(pattern.match(line) for pattern in _CREDITS)


def _confidence(outline: Outline, index: int, line: str) -> float:
    """More surely in brackets, at the end, or naming an agency; a source may be a table's."""
    bracketed = line[0] in "([" and line[-1] in ")]"
    last = index + 3 >= len(outline)
    evidence = bracketed + last + bool(_NAMES_AGENCY.search(line))
    doubt = 0.06 if _SOURCE.match(line) else 0.0
    return (0.84, 0.92, 0.95, 0.97)[evidence] - doubt
