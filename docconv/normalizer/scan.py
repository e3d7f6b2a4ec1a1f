"""Fast searches: signs are found by the string's own search, patterns only tried there."""

from __future__ import annotations

import re
from collections.abc import Iterator


def occurrences(text: str, signs: str) -> Iterator[int]:
    """Where *signs* stand in *text*."""
    at = text.find(signs)
    while at >= 0:
        yield at
        at = text.find(signs, at + 1)


def matches(text: str, signs: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The matches of *pattern*, which begins with *signs*, none inside another."""
    done = 0
    for at in occurrences(text, signs):
        if at >= done and (match := pattern.match(text, at)):
            yield match
            done = match.end()
