"""Damages clean text as PDF extraction does: spaces lost, words broken in two."""

from __future__ import annotations

from random import Random

_SMALL = 0.25  # share of run-together words that lost their capitals, too


def damage(words: list[str], random: Random, lost: float, stray: float) -> list[str]:
    """*words* with spaces lost between them and put into them, at the given rates. The letters
    stay the same, so the words tell what was right."""
    tokens: list[str] = []
    glue = False
    for word in words:
        parts = [word]
        if len(word) > 1 and word.isalpha() and random.random() < stray:
            cut = random.randrange(1, len(word))
            parts = [word[:cut], word[cut:]]
        for number, part in enumerate(parts):
            if glue and number == 0:
                if random.random() < _SMALL:
                    part, tokens[-1] = part.lower(), tokens[-1].lower()
                tokens[-1] += part
            else:
                tokens.append(part)
        glue = word.isalpha() and random.random() < lost
    return tokens
