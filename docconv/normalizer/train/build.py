"""Writes the files of ``docconv/normalizer/data``."""

from __future__ import annotations

from array import array
from itertools import groupby
from pathlib import Path

from docconv.normalizer.lexicon import frequency_code, pair_key
from docconv.normalizer.train.lexicon import Counts

_LEAST = 3.0  # weighted count below which neighbours may be neighbours by chance


def write_words(entries: dict[str, int], folder: Path) -> None:
    """``words.txt`` and ``codes.bin``: one line for each two first letters."""
    lines, codes = [], array("H")
    for prefix, words in groupby(sorted(entries), key=lambda word: word[:2]):
        bucket = list(words)
        lines.append(" ".join((prefix, str(len(codes)), *bucket)))
        codes.extend(entries[word] for word in bucket)
    (folder / "words.txt").write_text("\n".join(lines), "utf-8")
    (folder / "codes.bin").write_bytes(_little(codes))


def write_pairs(counts: Counts, entries: dict[str, int], folder: Path) -> None:
    """``pairs.bin``: sorted hashes of frequent neighbours, the frequency in the last bits."""
    keys = {
        pair_key(*pair) | frequency_code(count)
        for pair, count in counts.frequent_pairs(_LEAST).items()
        if pair[0] in entries and pair[1] in entries
    }
    (folder / "pairs.bin").write_bytes(_little(array("I", sorted(keys))))


def write_forms(counts: Counts, folder: Path) -> None:
    """``forms.txt``: words with inner capitals."""
    (folder / "forms.txt").write_text("\n".join(counts.forms().values()), "utf-8")


def write_phrases(counts: Counts, folder: Path) -> None:
    """``phrases.txt``: pairs of words that are a name together."""
    lines = (f"{first} {second} {sure:d}" for (first, second), sure in counts.names().items())
    (folder / "phrases.txt").write_text("\n".join(lines), "utf-8")


def _little(numbers: array[int]) -> bytes:
    return numbers.tobytes()
