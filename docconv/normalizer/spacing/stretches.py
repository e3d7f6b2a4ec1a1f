"""Finds the stretches of odd tokens in a text, and what might be wrong with them.

Only tokens that the lexicon does not know (or knows as rare, or as names that have lost their
capital) are looked at: a word, or a fragment of one, that was damaged is nearly always odd.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from docconv.normalizer.chunks import ODD, WORD, Chunks, odd
from docconv.normalizer.spacing.segments import LONGEST, NOTHING, Path, Scorer, Stretch

_LONGEST_STRETCH = 9  # tokens
_LONGEST_TOKEN = 160  # letters
_CHAIN = 9  # letters of a token that may be four words and more
_COMMON = -3.7  # log10 of the probability of a common word
_FRAGMENT = 5  # letters of what is left of a broken word, mostly


@dataclass(frozen=True, slots=True)
class Change:
    """Words in the place of tokens: the tokens ``stretch.tokens[first:last]`` become *words*.
    *lead* is by how much (log10) this beats leaving them, *rival* by how much the next best way."""

    stretch: Stretch
    path: Path
    first: int
    last: int
    words: tuple[str, ...]
    start: int  # offset of the first token in the text
    lead: float
    rival: float

    @property
    def tokens(self) -> tuple[str, ...]:
        """The tokens that change."""
        return self.stretch.tokens[self.first : self.last]

    def edits(self) -> Iterator[tuple[int, int, str]]:
        """The spaces to insert and to take out: start and end offset, and what to put there."""
        wanted = _cuts(self.words)
        found = _cuts(self.tokens)
        spaces = 0
        for cut in sorted(wanted | found):
            at = self.start + cut + spaces
            if cut in found:
                spaces += 1
                if cut not in wanted:
                    yield at, at + 1, ""
            else:
                yield at, at, " "


def changes(
    chunks: Chunks, scorer: Scorer, admits: Callable[[int], bool] = lambda offset: True
) -> Iterator[Change]:
    """The changes worth weighing, in the order of the text, where *admits* says of the offset
    that it may be looked at."""
    text, known = chunks.text, scorer.lexicon
    gate = Gate(scorer)
    done = 0
    for chunk in chunks.marked(ODD):
        for match in WORD.finditer(text, *chunk):
            start, end = match.span()
            if start < done or not odd(match.group(), known) or _tied(text, start, end):
                continue
            if gate.opens(text, match) and admits(start):
                start, tokens, end = _stretch(text, match, gate)
                done = end
                if len(tokens) <= _LONGEST_STRETCH:
                    yield from _weigh(text, start, tokens, end, scorer)


class Gate:
    """A quick look whether a token could be mended at all, before the dear one."""

    def __init__(self, scorer: Scorer) -> None:
        self.scorer = scorer
        self._parts: dict[str, bool] = {}

    def opens(self, text: str, match: re.Match[str]) -> bool:
        """Whether the token may be parted, or joined to a neighbour."""
        token = match.group()
        parts = self._parts.get(token)
        if parts is None:
            parts = self._parts[token] = self._may_part(token)
        if parts:
            return True
        start, end = match.span()
        return self.joins_after(text, token, end) or self.joins_before(text, token, start)

    def _may_part(self, token: str) -> bool:
        """Whether it begins and ends with a word, and what lies between might be words."""
        size = len(token)
        if size < 3:
            return False
        if any(map(str.isupper, token[2:-2])) and not token.isupper():
            return True
        chance = self.scorer.chance
        heads = [end for end in range(1, size) if chance(token[:end]) > NOTHING]
        tails = [at for at in range(1, size) if chance(token[at:]) > NOTHING]
        if not tails:
            return False
        name = token[0].isupper() and size > 5  # that nobody knows, and then a common word
        if name and any(at > 3 and (size - at > 3 or chance(token[at:]) > _COMMON) for at in tails):
            return True
        if not heads:
            return False
        if size > _CHAIN or not set(heads).isdisjoint(tails):
            return True
        return any(
            chance(token[head:tail]) > NOTHING for head in heads for tail in tails if head < tail
        )

    def joins_after(self, text: str, token: str, end: int) -> bool:
        """Whether the token, or its end, makes a word with the next one."""
        if text[end : end + 1] != " " or not (after := WORD.match(text, end + 1)):
            return False
        if _tied(text, *after.span()):
            return False
        following = after.group()
        chance = self.scorer.chance
        if len(following) > _FRAGMENT and len(token) > _FRAGMENT:
            return chance(token + following) > NOTHING
        return any(
            chance(token[at:] + following) > NOTHING
            for at in range(max(0, len(token) - LONGEST), len(token))
        )

    def joins_before(self, text: str, token: str, start: int) -> bool:
        """Whether the token, or its beginning, makes a word with the one before."""
        if text[start - 1 : start] != " " or not (before := _word_before(text, start - 1)):
            return False
        if _tied(text, start - 1 - len(before), start - 1):
            return False
        chance = self.scorer.chance
        if len(before) > _FRAGMENT and len(token) > _FRAGMENT:
            return chance(before + token) > NOTHING
        return any(
            chance(before + token[:end]) > NOTHING for end in range(1, min(len(token), LONGEST) + 1)
        )


def _weigh(text: str, start: int, tokens: list[str], end: int, scorer: Scorer) -> Iterator[Change]:
    before = _word_before(text, start - 1) if text[start - 1 : start] == " " else ""
    after = WORD.match(text, end + 1) if text[end : end + 1] == " " else None
    stretch = Stretch(tuple(tokens), before.lower(), after.group().lower() if after else "")
    paths = scorer.best(stretch)
    path = paths[0]
    if path.words == stretch.tokens:
        return
    groups = list(_groups(stretch.tokens, path.words))
    for first, last, begin, finish in groups:
        words = path.words[begin:finish]
        if not _plausible(stretch.tokens[first:last], words, scorer):
            continue
        left = (*path.words[:begin], *stretch.tokens[first:last], *path.words[finish:])
        offset = start + sum(len(token) + 1 for token in stretch.tokens[:first])
        rival = next((p.score for p in paths[1:] if p.words != stretch.tokens), path.score - 9)
        lead = path.score - scorer.score(stretch, left)
        yield Change(stretch, path, first, last, words, offset, lead, path.score - rival)


def _plausible(tokens: tuple[str, ...], words: tuple[str, ...], scorer: Scorer) -> bool:
    """Whether *words* may stand for *tokens* at all."""
    if words == tokens or (len(tokens) == 1 and not odd(tokens[0], scorer.lexicon)):
        return False
    shouted = any(token.isupper() and len(token) > 1 for token in tokens)
    if shouted and any(len(word) == 1 for word in words):
        return False
    return all(
        word in tokens
        or (_well_written(word, scorer) and (len(tokens) == 1 or scorer.chance(word) > NOTHING))
        for word in words
    )


def _well_written(word: str, scorer: Scorer) -> bool:
    rest = word[1:]
    return (
        rest.islower()
        or not rest
        or word.isupper()
        or scorer.lexicon.forms.get(word.lower()) == word
    )


def _stretch(text: str, match: re.Match[str], gate: Gate) -> tuple[int, list[str], int]:
    """The odd tokens around *match* that a single blank parts, and on either side the token that
    one of them might be joined to."""
    start, end = match.span()
    tokens = [match.group()]
    while text[end : end + 1] == " " and (after := WORD.match(text, end + 1)):
        if _tied(text, *after.span()):
            break
        is_odd = odd(after.group(), gate.scorer.lexicon)
        if not is_odd and not gate.joins_after(text, tokens[-1], end):
            break
        tokens.append(after.group())
        end = after.end()
        if not is_odd or len(tokens) > _LONGEST_STRETCH:
            break
    if gate.joins_before(text, tokens[0], start):
        before = _word_before(text, start - 1)
        tokens.insert(0, before)
        start -= 1 + len(before)
    return start, tokens, end


_LOCANT = re.compile(r"(?:[^\W_]\W|\b)[A-Z0-9]-$")  # N,N-dimethyl, 2,4-dinitro


def _tied(text: str, start: int, end: int) -> bool:
    """Whether the word ends or begins what is tied to it otherwise: "don't", "1950s", "d'Enfer"."""
    if start and (text[start - 1] in "'’_.@/" or text[start - 1].isdigit()):
        return True
    if text[start - 1 : start] == "-" and _LOCANT.search(text[max(0, start - 4) : start]):
        return True
    return end - start == 1 and text[end : end + 1] in ("'", "’")


def _word_before(text: str, end: int) -> str:
    start = end
    while start > 0 and text[start - 1].isalpha() and end - start < _LONGEST_TOKEN:
        start -= 1
    return text[start:end]


def _groups(tokens: tuple[str, ...], words: tuple[str, ...]) -> Iterator[tuple[int, int, int, int]]:
    """Tokens against words, group by group between the cuts both have: first and last token,
    first and last word."""
    first = begin = token = word = 0
    token_end = word_end = 0
    while token < len(tokens):
        token_end += len(tokens[token])
        token += 1
        while word_end < token_end:
            word_end += len(words[word])
            word += 1
        if word_end == token_end:
            yield first, token, begin, word
            first, begin = token, word


def _cuts(words: tuple[str, ...]) -> set[int]:
    cuts, at = set(), 0
    for word in words[:-1]:
        at += len(word)
        cuts.add(at)
    return cuts
