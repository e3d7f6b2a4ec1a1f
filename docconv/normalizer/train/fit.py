"""Fits the weights of the spacing model on text damaged on purpose.

The lexicon used here has not seen that text, or its pairs of neighbours would be too good.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import cast

from docconv.normalizer.chunks import Chunks
from docconv.normalizer.lexicon import Lexicon, frequency
from docconv.normalizer.spacing.segments import Scorer
from docconv.normalizer.spacing.stretches import changes
from docconv.normalizer.spacing.traits import Traits, traits
from docconv.normalizer.train.damage import damage
from docconv.normalizer.train.sources import Sentence
from docconv.normalizer.words import Words

Example = tuple[Traits, bool]

_DOCUMENT = 40  # sentences that share their evidence
_RATES = (
    (0.02, 0.0),
    (0.005, 0.0),
    (0.05, 0.05),
    (0.01, 0.02),
    (0.0, 0.0),
    (0.1, 0.02),
    (0.3, 0.0),
)
_ROUNDS = 15
_DECAY = 1e-5
_FORGETTABLE = -4.6  # log10: rarer words may be forgotten
_FORGOTTEN = 0.15
_RUN_ON = 0.04  # share of sentences that run into the next one
_STRANGE = 0.35  # share of names inside sentences replaced by names nobody knows


class _Forgetful:
    """A lexicon that has forgotten some words: real text is full of words no lexicon has."""

    def __init__(self, lexicon: Lexicon, hidden: frozenset[str]) -> None:
        self.pair = lexicon.pair
        self.forms = lexicon.forms
        self._code = lexicon.code
        self._hidden = hidden
        self.listed: dict[str, float] = {}
        self.kinds: dict[str, int] = {}
        self.seconds = lexicon.seconds

    def code(self, word: str) -> int | None:
        return None if word in self._hidden else self._code(word)


def _forgetful(words: Iterable[str], lexicon: Lexicon, random: Random) -> Lexicon:
    hidden = set()
    for word in sorted({word.strip(".,;:!?)('\"’“”%$").lower() for word in words}):
        code = lexicon.code(word)
        if code is not None and frequency(code) < _FORGETTABLE and random.random() < _FORGOTTEN:
            hidden.add(word)
    return cast(Lexicon, _Forgetful(lexicon, frozenset(hidden)))


def examples(
    sentences: Iterable[Sentence], lexicon: Lexicon, strange: Sequence[str], random: Random
) -> tuple[list[Example], list[Example]]:
    """Weighed changes of damaged sentences: those that only part words, and those that join."""
    parting: list[Example] = []
    joining: list[Example] = []
    for number, document in enumerate(_documents(sentences)):
        lost, stray = _RATES[number % len(_RATES)]
        clean = [_estranged(_spaced(sentence), strange, random) for sentence in document]
        clean, glued = _merged(clean, random)
        damaged = [
            damage(words, random, lost, stray, places)
            for words, places in zip(clean, glued, strict=True)
        ]
        wrong = "\n".join(" ".join(tokens) for tokens in damaged)
        right = "\n".join(" ".join(words) for words in clean)
        truth = _spaces(right)
        place = _places(wrong)
        forgetful = _forgetful((w for words in clean for w in words), lexicon, random)
        chunks = Chunks(wrong, forgetful)
        scorer = Scorer(Words(chunks), forgetful)
        for change in changes(chunks, scorer):
            good = all((place[start] in truth) == (new == " ") for start, _, new in change.edits())
            joins = any(end > start for start, end, _ in change.edits())
            (joining if joins else parting).append((traits(change, scorer), good))
    return parting, joining


def fit(examples: list[Example], random: Random) -> dict[str, float]:
    """Logistic regression by stochastic gradient descent (AdaGrad)."""
    weights: dict[str, float] = {}
    squares: dict[str, float] = {}
    order = list(range(len(examples)))
    for _ in range(_ROUNDS):
        random.shuffle(order)
        for index in order:
            features, good = examples[index]
            total = sum(weights.get(name, 0.0) * value for name, value in features.items())
            error = 1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) - good
            for name, value in features.items():
                if value:
                    slope = error * value + _DECAY * weights.get(name, 0.0)
                    squares[name] = squares.get(name, 1e-6) + slope * slope
                    weights[name] = weights.get(name, 0.0) - 0.3 * slope / math.sqrt(squares[name])
    return {name: round(weight, 3) for name, weight in sorted(weights.items())}


def write(models: dict[str, dict[str, float]], folder: Path) -> None:
    """``weights.json``."""
    (folder / "weights.json").write_text(json.dumps(models, indent=1) + "\n", "utf-8")


def _documents(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    document: list[Sentence] = []
    for sentence in sentences:
        document.append(sentence)
        if len(document) == _DOCUMENT:
            yield document
            document = []


def _spaced(sentence: Sentence) -> list[str]:
    """The tokens as blanks part them in print: punctuation hangs on the word before it."""
    words: list[str] = []
    for token in sentence:
        if (words and (token[0] in ".,;:!?)'’%" or token == "n't")) or (
            words and words[-1][-1] in "($“"
        ):
            words[-1] += token
        else:
            words.append(token)
    return words


def _merged(
    sentences: list[list[str]], random: Random
) -> tuple[list[list[str]], list[frozenset[int]]]:
    """The sentences, some of which have lost their stop and run into the next one; and for each
    the numbers of the words where that happened."""
    merged: list[list[str]] = []
    places: list[frozenset[int]] = []
    runs_on = False
    for words in sentences:
        if runs_on and merged and words:
            places[-1] |= {len(merged[-1])}
            merged[-1] = [*merged[-1], *words]
        else:
            merged.append(list(words))
            places.append(frozenset())
        runs_on = bool(words) and random.random() < _RUN_ON and words[-1][:-1].isalpha()
        if runs_on:
            merged[-1][-1] = merged[-1][-1][:-1]
    return merged, places


def _estranged(words: list[str], strange: Sequence[str], random: Random) -> list[str]:
    """The sentence with some of its names replaced by *strange* ones."""
    return [
        random.choice(strange)
        if number and word.istitle() and word.isalpha() and random.random() < _STRANGE
        else word
        for number, word in enumerate(words)
    ]


def _spaces(text: str) -> frozenset[int]:
    """How many other characters stand before each blank."""
    found, count = set(), 0
    for char in text:
        if char == " ":
            found.add(count)
        else:
            count += 1
    return frozenset(found)


def _places(text: str) -> list[int]:
    """For each offset, how many characters other than blanks stand before it."""
    places, count = [], 0
    for char in text:
        places.append(count)
        count += char != " "
    return [*places, count]
