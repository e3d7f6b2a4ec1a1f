"""Counts letters after letters for :mod:`docconv.normalizer.shapes`."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from docconv.normalizer.shapes import EDGE, LETTERS, STEP, places

_DEPTH = 4


def write_shapes(words: Iterable[str], folder: Path) -> None:
    """``shapes.bin``: Witten-Bell smoothed probabilities of each letter after three."""
    counts = _counts(words)
    followers: Counter[tuple[int, ...]] = Counter(gram[:-1] for gram in counts)
    totals: Counter[tuple[int, ...]] = Counter()
    for gram, count in counts.items():
        totals[gram[:-1]] += count
    shares: dict[tuple[int, ...], list[float]] = {}

    def distribution(history: tuple[int, ...]) -> list[float]:
        if history not in shares:
            lower = distribution(history[1:]) if history else [1 / LETTERS] * LETTERS
            total, kinds = totals[history], followers[history]
            trust = total / (total + kinds) if total else 0.0
            shares[history] = [
                trust * (counts[(*history, place)] / total if total else 0.0)
                + (1 - trust) * lower[place]
                for place in range(LETTERS)
            ]
        return shares[history]

    table = bytearray()
    for a in range(LETTERS):
        for b in range(LETTERS):
            for c in range(LETTERS):
                table.extend(
                    min(255, round(-math.log10(share) / STEP)) for share in distribution((a, b, c))
                )
    (folder / "shapes.bin").write_bytes(table)


def _counts(words: Iterable[str]) -> Counter[tuple[int, ...]]:
    counts: Counter[tuple[int, ...]] = Counter()
    for word in words:
        line = (EDGE,) * (_DEPTH - 1) + tuple(places(word))
        for end in range(_DEPTH, len(line) + 1):
            for depth in range(1, _DEPTH + 1):
                counts[line[end - depth : end]] += 1
    return counts
