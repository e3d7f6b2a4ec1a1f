"""The best words for a stretch of letters whose spaces are in doubt.

A stretch is a few tokens in a row. A path through its letters cuts it into words of the lexicon or
of the document, tokens as they stand, or names nobody knows; where the path cuts without a space,
or runs over one, it pays. The probability of a path is that of its words beside each other, so
that the words around have their say. The best path is found by dynamic programming (Viterbi); its
lead over leaving everything as it stands tells how good the repair is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from docconv.normalizer.lexicon import Lexicon, capitals, frequency
from docconv.normalizer.shapes import likelihood
from docconv.normalizer.words import Words

LONGEST = 20  # letters of a listed word
UNKNOWN = -2.2  # log10 of the share of words that nobody has listed
NOTHING = -99.0
_LOST, _STRAY = -2.5, -3.0  # log10 of the share of spaces lost, and of words broken in two
_LOST_AT_CAPITAL = -1.0
_SMALL_NAME = (0.0, 0.0, 0.0, -0.2, -0.5, -0.9, -1.4, -1.8)  # a name in small letters, by class
_LEAST = {1: -3.0, 2: -4.6, 3: -6.3}  # what a short word must reach: lists hold much that is none
_BACKOFF = -0.4
_SURE = -0.3  # no word makes the next one surer than this
_SEEN = -4.3  # a word the document has elsewhere
_INNER_CAPITAL = -4.0
_CACHED = 400_000  # words whose chance is remembered


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens in a row, and the words beside them in small letters ("" where none stands)."""

    tokens: tuple[str, ...]
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Path:
    """Words in the place of a stretch's tokens; *score* is the log10 of their probability."""

    words: tuple[str, ...]
    score: float


class Scorer:
    """Scores words and paths for one document."""

    def __init__(self, words: Words, lexicon: Lexicon) -> None:
        self.words = words
        self.lexicon = lexicon
        self._listed = lexicon.listed
        self._forms = words.forms
        self.own = words.longer

    def listed(self, form: str) -> float:
        """log10 of the probability of *form* by the lexicon, ``NOTHING`` if it lacks the word."""
        found = self._listed.get(form)
        if found is None:
            found = self._listed[form] = listed_chance(form, self.lexicon)
            if len(self._listed) > _CACHED:
                self._listed.clear()
        return found

    def chance(self, form: str) -> float:
        """log10 of the probability of the word *form*, ``NOTHING`` if neither the lexicon nor the
        document has it."""
        found = self._listed.get(form)
        if found is None:
            found = self.listed(form)
        return _SEEN if found < _SEEN and form in self.own else found

    def seen(self, form: str) -> bool:
        """Whether the document has the word, as written or with a capital."""
        return form in self.own

    def named(self, form: str) -> int:
        """How often the document has the word with a capital."""
        return self.words.forms[form.title()]

    def whole(self, token: str) -> float:
        """log10 of the probability of *token* as it stands: it is no evidence for itself."""
        chance = self.listed(token)
        if chance < _SEEN and (self._forms[token] > 1 or token in self.words.titles):
            return _SEEN
        if chance <= NOTHING:
            code = self.lexicon.code(token.lower())
            chance = _written(token, code, self.lexicon) if code is not None else NOTHING
        return max(chance, UNKNOWN + likelihood(token.lower()))

    def follow(self, first: str, second: str, chance: float) -> float:
        """log10 of the probability of *second* after *first*, if it is *chance* by itself."""
        if not first or not second:
            return chance
        pair = self.lexicon.pair(first, second)
        if pair is None:
            return chance + _BACKOFF
        code = self.lexicon.code(first)
        return max(chance, min(_SURE, pair - frequency(code))) if code is not None else chance

    def after(self, last: str, word: str) -> float:
        """What the word that follows the stretch says for its last word *last*."""
        if not word:
            return 0.0
        code = self.lexicon.code(word)
        alone = frequency(code) if code is not None else -7.0
        return self.follow(last, word, alone) - alone

    def score(self, stretch: Stretch, words: Sequence[str]) -> float:
        """log10 of the probability of *words* in the place of the stretch's tokens."""
        score, last, at = 0.0, stretch.before, 0
        tokens = dict(_starts(stretch.tokens))
        for word in words:
            key = word.lower()
            chance = self.whole(word) if tokens.get(at) == word else self.chance(word)
            if chance <= NOTHING:
                chance = UNKNOWN + likelihood(key)
            lost = 0.0 if at in tokens else _lost(word)
            stray = sum(at < start < at + len(word) for start in tokens)
            score += self.follow(last, key, chance) + lost + _STRAY * stray
            last = key
            at += len(word)
        return score + self.after(last, stretch.after)

    def best(self, stretch: Stretch) -> list[Path]:
        """The best path by each last word, best first."""
        text = "".join(stretch.tokens)
        size = len(text)
        edges = _Edges(self, text, stretch.tokens)
        # ends[end][start]: the best score of a path whose last word is text[start:end], and the
        # start of the word before
        ends: list[dict[int, tuple[float, int]]] = [{} for _ in range(size + 1)]
        spaces = tuple(edges.tokens)[1:]
        for start in range(size):
            if start and not ends[start]:
                continue
            lost = 0.0 if start in edges.tokens else _lost(text[start:])
            for end, chance in edges.of(start):
                key = text[start:end].lower()
                cost = lost
                for space in spaces:
                    if start < space < end:
                        cost += _STRAY
                if start == 0:
                    ends[end][0] = self.follow(stretch.before, key, chance) + cost, -1
                    continue
                top, origin = -inf, 0
                for first, (score, _) in ends[start].items():
                    total = score + self.follow(text[first:start].lower(), key, chance)
                    if total > top:
                        top, origin = total, first
                ends[end][start] = top + cost, origin
        paths = []
        for start, (score, _) in ends[size].items():
            words = _trace(text, start, ends)
            paths.append(Path(words, score + self.after(words[-1].lower(), stretch.after)))
        return sorted(paths, key=lambda path: -path.score)


def listed_chance(form: str, lexicon: Lexicon) -> float:
    """log10 of the probability of *form* by the lexicon alone. Short words must be common: lists
    hold much that is none."""
    code = lexicon.code(form.lower())
    if code is None or form == "i":
        return NOTHING
    score = _written(form, code, lexicon)
    return score if score >= _LEAST.get(len(form), -9.9) else NOTHING


def _written(form: str, code: int, lexicon: Lexicon) -> float:
    score = frequency(code)
    if form.islower():
        return score + _SMALL_NAME[capitals(code)]
    rest = form[1:]
    if rest and not rest.islower() and not form.isupper():
        return score if form == lexicon.forms.get(form.lower()) else score + _INNER_CAPITAL
    return score


class _Edges:
    """The words a path may take."""

    def __init__(self, scorer: Scorer, text: str, tokens: Sequence[str]) -> None:
        self.scorer = scorer
        self.text = text
        self.tokens = dict(_starts(tokens))

    def of(self, start: int) -> list[tuple[int, float]]:
        """The words that begin at *start*: their end and their chance."""
        text, scorer = self.text, self.scorer
        known, own = scorer.lexicon.listed, scorer.own
        found = []
        token = self.tokens.get(start, "")
        stands = start + len(token)
        capital = text[start].isupper()
        for end in range(start + 1, min(len(text), start + LONGEST) + 1):
            form = text[start:end]
            chance = known.get(form)
            if chance is None:
                chance = scorer.listed(form)
            if chance < _SEEN:
                if form in own:
                    chance = _SEEN
                elif chance <= NOTHING and capital and self._name(form, start, end):
                    chance = UNKNOWN + likelihood(form.lower())
            if chance > NOTHING and end != stands:
                found.append((end, chance))
        if token:
            found.append((stands, scorer.whole(token)))
        return found

    def _name(self, form: str, start: int, end: int) -> bool:
        """Whether a path may take a name nobody knows here: at one end of a token."""
        if len(form) < 4 or not form[1:].islower():
            return False
        if any(start < space < end for space in self.tokens):
            return False
        return start in self.tokens or end in self.tokens or end == len(self.text)


def _lost(rest: str) -> float:
    return _LOST_AT_CAPITAL if rest[:2].istitle() and rest[:1].isupper() else _LOST


def _starts(tokens: Sequence[str]) -> Iterator[tuple[int, str]]:
    at = 0
    for token in tokens:
        yield at, token
        at += len(token)


def _trace(text: str, start: int, ends: list[dict[int, tuple[float, int]]]) -> tuple[str, ...]:
    words, end = [], len(text)
    while start >= 0:
        words.append(text[start:end])
        end, start = start, ends[end][start][1]
    return tuple(reversed(words))
