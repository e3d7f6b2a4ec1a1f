"""Damages clean text as PDF extraction does: spaces lost, words broken in two."""

from __future__ import annotations

from random import Random

_SMALL = 0.25  # share of run-together words that lost their capitals, too


def damage(
    words: list[str], random: Random, lost: float, stray: float, glued: frozenset[int] = frozenset()
) -> list[str]:
    """*words* with spaces lost between them and put into them, at the given rates; the space
    before each word whose number is in *glued* is lost for sure. The letters stay the same, so
    the words tell what was right."""
    tokens: list[str] = []
    glue = False
    for place, word in enumerate(words):
        parts = [word]
        if len(word) > 1 and word.isalpha() and random.random() < stray:
            cut = random.randrange(1, len(word))
            parts = [word[:cut], word[cut:]]
        for number, part in enumerate(parts):
            if number == 0 and place and (glue or place in glued):
                if place not in glued and random.random() < _SMALL:
                    part, tokens[-1] = part.lower(), tokens[-1].lower()
                tokens[-1] += part
            else:
                tokens.append(part)
        glue = word.isalpha() and random.random() < lost
    return tokens
