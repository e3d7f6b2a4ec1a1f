"""Counts words, their capitals and their neighbours over the sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from docconv.normalizer.lexicon import FAMILY, GIVEN, PLACE, RARE, SMALL, cap_code, frequency_code
from docconv.normalizer.train.sources import Sentence

_OPENERS = frozenset(".!?:;\"“”‘'`([-–—*…") | {"``", "''"}
_MILLIONS = 100e6  # counts are scaled to this many running words
_MAX_LENGTH = 24
_OFTEN = 6.0  # weighted count


@dataclass
class Word:
    """What is known of one word, whatever its capitals."""

    count: float = 0.0  # in the corpora
    listed: float = 0.0  # expected count by the lists
    lower: float = 0.0  # evidence for small letters, as if seen inside sentences
    upper: float = 0.0  # … for a capital
    seen_small: float = 0.0  # how often the corpora have it in small letters
    flags: int = 0
    forms: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    level: int = 99  # the lowest SCOWL level that has it in small letters


class Counts:
    """The words, and the pairs of neighbours, of all sources."""

    def __init__(self) -> None:
        self.words: dict[str, Word] = {}
        self.pairs: dict[tuple[str, str], float] = defaultdict(float)
        self.total = 0.0
        self.phrases: dict[tuple[str, str], list[float]] = {}  # as a name, otherwise
        self.titles: set[tuple[str, str]] = set()  # pairs in the dictionary's names

    def word(self, form: str) -> Word:
        """The entry of *form*, made if missing."""
        return self.words.setdefault(form.lower(), Word())

    def add_text(self, sentences: Iterable[Sentence], weight: float) -> None:
        """Count running text, each word *weight* times."""
        for sentence in sentences:
            self._add_sentence(sentence, weight)

    def _add_sentence(self, sentence: Sentence, weight: float) -> None:
        words = [token for token in sentence if token[0].isalpha()]
        shouted = sum(word.isupper() for word in words) > len(words) / 2
        titled = sum(word[0].isupper() for word in words) > 0.6 * len(words)
        careless = "i" in words or (bool(words) and not words[0][0].isupper())
        before = ""
        opens = before_opens = True
        before_capital = False
        for token in sentence:
            if not token[0].isalpha():
                before = ""
                opens = opens or token in _OPENERS
                continue
            key = token.lower().replace("’", "'")
            word = self.words.setdefault(key, Word())
            word.count += weight
            self.total += weight
            if before:
                self.pairs[before, key] += weight
                if not (shouted or titled or before_opens):
                    together = before_capital and token[0].isupper()
                    seen = self.phrases.setdefault((before, key), [0.0, 0.0])
                    seen[0 if together else 1] += weight
            if not (opens or shouted or titled or careless):
                word.forms[token] += weight
                if token[0].isupper():
                    word.upper += weight
                else:
                    word.lower += weight
                    word.seen_small += weight
            before, before_opens, before_capital = key, opens, token[0].isupper()
            opens = False

    def add_scowl(self, entries: Iterable[tuple[str, str, int, float]]) -> None:
        """The word lists: their level tells how common a word is, their kind its capitals."""
        for form, kind, level, expected in entries:
            form = form.removesuffix("'s")
            # Level 95 holds what is hardly English; of its names, many are none.
            if (kind == "words" and level > 80) or not form or len(form) > _MAX_LENGTH:
                continue
            word = self.word(form)
            if kind in ("words", "contractions"):
                word.level = min(word.level, level)
                word.lower += {10: 6, 20: 4, 35: 2, 40: 2, 50: 1, 55: 1, 60: 1}.get(level, 0.4)
                word.listed = max(word.listed, expected)
            elif form[0].isupper():
                word.upper += {35: 2, 40: 2, 50: 2, 60: 1}.get(level, 0.4)
                word.listed = max(word.listed, expected / (4 if kind == "abbreviations" else 1))
                word.forms[form] += 0.5
            elif level <= 60:
                word.lower += 0.5
                word.listed = max(word.listed, expected / 8)

    def add_lemmas(self, lemmas: Iterable[tuple[str, str]]) -> None:
        """WordNet: words with a capital are names."""
        for form, group in lemmas:
            if not form.isalpha() or len(form) > _MAX_LENGTH or len(form) < 2:
                continue
            word = self.word(form)
            word.listed = max(word.listed, 8.0)
            if form[0].isupper():
                word.upper += 1
                word.forms[form] += 0.5
                word.flags |= {"place": PLACE, "person": FAMILY}.get(group, 0)
            else:
                word.lower += 1
                word.level = min(word.level, 60)

    def add_titles(self, names: Iterable[tuple[str, ...]]) -> None:
        """Names of several words: each pair of neighbours that have capitals."""
        for parts in names:
            for first, second in pairwise(parts):
                if first[:1].isupper() and second[:1].isupper() and (first + second).isalpha():
                    pair = first.lower(), second.lower()
                    self.phrases.setdefault(pair, [0.0, 0.0])[0] += 1
                    self.titles.add(pair)

    def add_names(self, names: Iterable[tuple[str, str, float]]) -> None:
        """Names of people, with their share in per cent."""
        for form, kind, share in names:
            if share < 0.001 and kind == "family":
                continue
            word = self.word(form)
            word.flags |= GIVEN if kind == "given" else FAMILY
            word.upper += min(2.0, 0.3 + share * (4 if kind == "given" else 20))
            word.listed = max(word.listed, min(3000.0, share * 4000))
            word.forms[form] += 0.1

    def add_places(self, places: Iterable[tuple[str, int]]) -> None:
        """Names of places, with their number of inhabitants."""
        for name, inhabitants in places:
            parts = name.replace("-", " ").split()
            for part in parts:
                if not part.isalpha() or len(part) > _MAX_LENGTH or not part[0].isupper():
                    continue
                word = self.word(part)
                word.flags |= PLACE
                word.upper += min(2.0, inhabitants / 200_000) / len(parts)
                word.listed = max(word.listed, min(2000.0, inhabitants / 2000) / len(parts))
                word.forms[part] += 0.1

    def add_modern(self, words: Iterable[str]) -> None:
        """Words that the corpora are too old for."""
        for form in words:
            word = self.word(form)
            word.listed = max(word.listed, 100.0)
            word.forms[form] += 3
            if form[0].isupper():
                word.upper += 3
            else:
                word.lower += 3
                word.level = min(word.level, 60)

    def entries(self) -> dict[str, int]:
        """Word to code, for those that earn their place."""
        kept = {key: word for key, word in self.words.items() if self._keeps(key, word)}
        return {key: self._code(word) for key, word in sorted(kept.items())}

    def _keeps(self, key: str, word: Word) -> bool:
        if not key.replace("'", "").isalpha() or len(key) > _MAX_LENGTH:
            return False
        if len(key) == 1:
            return key in "aio"
        return word.listed > 0 or word.count >= 9

    def frequency(self, word: Word) -> float:
        """Expected occurrences in a hundred million words."""
        counted = word.count * _MILLIONS / self.total
        if not word.count:
            return word.listed
        # A word met once or twice may be met by chance: the lists have a say.
        trust = word.count / (word.count + 3)
        return trust * counted + (1 - trust) * (word.listed or counted / 8)

    def _code(self, word: Word) -> int:
        rare = RARE if word.level >= 80 and word.count < 2 else 0
        small = SMALL if word.level <= 60 else 0
        return (
            frequency_code(self.frequency(word))
            | cap_code(_share(word))
            | word.flags
            | rare
            | small
        )

    def forms(self) -> dict[str, str]:
        """The words with inner capitals (``NATO``, ``McDonald``), as they are to be written."""
        found = {}
        for key, word in self.words.items():
            if not word.forms or word.level < 80 or not self._keeps(key, word):
                continue
            form, count = max(word.forms.items(), key=lambda item: item[1])
            if form[1:].lower() != form[1:] and count > 0.6 * sum(word.forms.values()):
                found[key] = form
        return dict(sorted(found.items()))

    def names(self) -> dict[tuple[str, str], int]:
        """Pairs of words that are a name together, though not each by itself; and how surely:
        0 by the corpora alone, 1 by a list of names, 2 by both."""
        found = {}
        for (first, second), (named, other) in self.phrases.items():
            alone = all(
                word in self.words and self.words[word].level > 60 for word in (first, second)
            )
            listed = (first, second) in self.titles
            if alone or len(first) < 2 or len(second) < 2 or named < 12 * other:
                continue
            if named < (2 if listed else 4):
                continue
            if self._keeps(first, self.word(first)) and self._keeps(second, self.word(second)):
                found[first, second] = listed + (listed and named >= 6)
        return dict(sorted(found.items()))

    def frequent_pairs(self, least: float) -> dict[tuple[str, str], float]:
        """The pairs of neighbours met at least so often, with their scaled count."""
        scale = _MILLIONS / self.total
        return {pair: count * scale for pair, count in self.pairs.items() if count >= least}


def _share(word: Word) -> float:
    """The share of capitals. Where the corpora have a place often, and never in small letters, the
    lists that know a common word of the same letters say little."""
    lower = word.lower
    if word.flags & PLACE and not word.seen_small and word.upper > _OFTEN:
        lower *= 0.3
    return word.upper / ((word.upper + lower) or 1.0)
