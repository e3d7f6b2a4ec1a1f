"""Where words may be hyphenated, by language: pyphen's dictionaries, if it is installed."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TypeAlias

Hyphenator: TypeAlias = Callable[[str], list[int]]

_WORD = re.compile(r"[^\W\d_]{5,}")
_BEFORE, _AFTER = 2, 3  # letters at least on either side of a hyphen
_LONGEST = 60  # letters; longer words are none
_COMPOUND = 24  # characters; shorter words with a hyphen of their own get no other


@cache
def hyphenator(language: str) -> Hyphenator | None:
    """A function from a token to the offsets where it may be hyphenated, or None if there is no
    dictionary for *language* (a BCP 47 tag)."""
    try:
        import pyphen  # type: ignore[import-untyped]
    except ImportError:
        return None
    name = pyphen.language_fallback(language.replace("-", "_"))
    if not name:
        return None
    dictionary = pyphen.Pyphen(lang=name, left=_BEFORE, right=_AFTER)

    def offsets(token: str) -> list[int]:
        if "-" in token and len(token) < _COMPOUND:
            return []
        return [
            match.start() + int(place)
            for match in _WORD.finditer(token)
            if len(match[0]) <= _LONGEST
            for place in dictionary.positions(match[0])
        ]

    return offsets
