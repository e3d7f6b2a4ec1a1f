"""Text from right to left: the order in which the parts of a line stand, and letters that join.

Order follows the implicit rules of the Unicode Bidirectional Algorithm (UAX #9, 3.3.4 to 3.4);
explicit embeddings and isolates are ignored. Arabic letters join by way of the compatibility
characters that stand for their forms; which these are, their decompositions tell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

_RTL = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_STRONG = {"L": 0, "R": 1, "AL": 1}
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_MOST_ACCENTS = 4
_FORMS = (0xFB50, 0xFDC7), (0xFE70, 0xFEFC)  # where the forms of Arabic letters are
_JOINED = {  # (to the letter before, to the letter after) -> the form's name in a decomposition
    (False, False): "<isolated>",
    (False, True): "<initial>",
    (True, True): "<medial>",
    (True, False): "<final>",
}


def runs_backwards(text: str) -> bool:
    """Whether any of *text* runs from right to left."""
    return not text.isascii() and _RTL.search(text) is not None


def base_level(text: str) -> int:
    """1 if the first letter of *text* runs from right to left, else 0 (rules P2 and P3)."""
    kinds = map(unicodedata.bidirectional, text)
    return next((_STRONG[kind] for kind in kinds if kind in _STRONG), 0)


def levels(text: str, base: int) -> list[int]:
    """The embedding level of each character: odd ones run from right to left."""
    kinds = [unicodedata.bidirectional(character) or "L" for character in text]
    _resolve_weak(kinds, base)
    _resolve_neutral(kinds, base)
    step = {"L": (0, 1), "R": (1, 0), "EN": (2, 1), "AN": (2, 1)}  # I1, I2
    return [base + step[kind][base] for kind in kinds]


def _resolve_weak(kinds: list[str], base: int) -> None:
    """Rules W1 to W7, in one go from left to right."""
    strong = before = "R" if base else "L"
    for at, kind in enumerate(kinds):
        after = kinds[at + 1] if at + 1 < len(kinds) else ""
        if kind in ("NSM", "BN"):
            kind = before
        if kind in _STRONG:
            strong = kind
            kind = "R" if kind == "AL" else kind
        elif kind == "EN" and strong == "AL":
            kind = "AN"
        elif kind in ("ES", "CS") and before in ("EN", "AN") and after == "EN":
            kind = before if before == "EN" or kind == "CS" else "ON"
        elif kind == "ET" and "EN" in (before, after):
            kind = "EN"
        elif kind not in ("EN", "AN"):
            kind = "ON"
        if kind == "EN" and strong == "L":
            kind = "L"
        kinds[at] = before = kind


def _resolve_neutral(kinds: list[str], base: int) -> None:
    """Rules N1 and N2: neutrals take the direction around them, if it is one, else the base's."""
    around = own = "R" if base else "L"
    at = 0
    while at < len(kinds):
        if kinds[at] != "ON":
            around = "L" if kinds[at] == "L" else "R"
            at += 1
            continue
        end = at
        while end < len(kinds) and kinds[end] == "ON":
            end += 1
        after = own if end == len(kinds) else "L" if kinds[end] == "L" else "R"
        kinds[at:end] = [around if around == after else own] * (end - at)
        at = end


def visual_order(line: Sequence[int]) -> list[int]:
    """The places of what has these levels, from left to right (rule L2)."""
    order = list(range(len(line)))
    for level in range(max(line, default=0), 0, -1):
        start = 0
        while start < len(line):
            end = start
            while end < len(line) and line[end] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end + 1
    return order


def mirrored(character: str) -> str:
    """What stands for *character* from right to left: brackets open the other way."""
    return character.translate(_MIRRORED)


def joined(text: str) -> Iterator[tuple[str, str]]:
    """The letters of *text*, each with the character that shows it as it joins its neighbours.
    Lam and alef become one, which shows the lam; nothing shows the alef."""
    forms = _forms()
    at = 0
    joins_before = False
    while at < len(text):
        letter, pair = text[at], text[at : at + 2]
        own = forms.get(letter, {})
        if len(pair) > 1 and pair in forms:
            yield letter, forms[pair].get(_JOINED[joins_before, False], letter)
            yield pair[1], ""
            joins_before = False
            at += 2
            continue
        at += 1
        if unicodedata.combining(letter):
            yield letter, letter
            continue
        joins_after = "<initial>" in own and "<final>" in forms.get(_next_letter(text, at), {})
        yield letter, own.get(_JOINED[joins_before, joins_after], letter)
        joins_before = joins_after


def _next_letter(text: str, at: int) -> str:
    """The first letter from *at* on; accents are none."""
    rest = text[at : at + _MOST_ACCENTS]
    return next((letter for letter in rest if not unicodedata.combining(letter)), "")


@cache
def _forms() -> dict[str, dict[str, str]]:
    """Letter, or lam and alef, to its forms by name."""
    forms: dict[str, dict[str, str]] = {}
    for first, last in _FORMS:
        for code in range(first, last + 1):
            name, *letters = unicodedata.decomposition(chr(code)).split() or [""]
            letter = "".join(chr(int(part, 16)) for part in letters)
            if name in _JOINED.values() and (len(letter) == 1 or _is_lam_alef(letter)):
                forms.setdefault(letter, {}).setdefault(name, chr(code))
    return forms


def _is_lam_alef(letters: str) -> bool:
    return len(letters) == 2 and letters[0] == "\u0644" and letters[1] in "\u0622\u0623\u0625\u0627"
