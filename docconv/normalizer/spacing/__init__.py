"""Missing and stray spaces: at punctuation, at numbers, between words, within words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docconv.normalizer.chunks import Chunks
from docconv.normalizer.evidence import Evidence
from docconv.normalizer.lexicon import GIVEN, capitals, lexicon
from docconv.normalizer.model import probability, weights
from docconv.normalizer.spacing import numbers, seams
from docconv.normalizer.spacing.reasons import reason
from docconv.normalizer.spacing.segments import Scorer
from docconv.normalizer.spacing.stretches import Change, changes
from docconv.normalizer.spacing.traits import Traits, traits
from docconv.normalizer.view import Proposal, View

_LEAST = 0.3  # less likely changes are not worth a suggestion
_PERHAPS_A_BRAND = 0.85  # WorldCat, HealthSpace
_A_NAME = 0.95  # inFrankfurt
_BEFORE_NAMES = frozenset("of in to at by on for and the from with as near than that".split())
_PLAIN, _KNOWN = -4.6, -5.8  # log10 of the probability of words that begin no brand


def propose(view: View, evidence: Evidence) -> Iterable[Proposal]:
    """The spaces to put in and to take out."""
    chunks = evidence.chunks_of(view)
    yield from seams.propose(view, evidence, chunks)
    yield from numbers.propose(view, evidence, chunks)
    yield from _words(view, evidence, chunks)


def _words(view: View, evidence: Evidence, chunks: Chunks) -> Iterator[Proposal]:
    scorer = Scorer(evidence.words, lexicon())

    def admits(offset: int) -> bool:
        return evidence.passages.prose(view.leaf_index(offset))

    for change in changes(chunks, scorer, admits):
        edits = list(change.edits())
        joins = any(end > start for start, end, _ in edits)
        found = traits(change, scorer)
        sure = probability(found, weights("join" if joins else "part"))
        if found["camel"]:
            sure = _with_capital(sure, change, found, scorer, evidence)
        if not joins and view.seam_set.intersection(start for start, _, _ in edits):
            sure = 1 - (1 - sure) / 3  # markup begins or ends right there
        if sure < _LEAST:
            continue
        why = reason(change, scorer, view.seam_set)
        for start, end, after in edits:
            rule = "spacing/run-together" if after else "spacing/split-word"
            yield Proposal(start, end, after, rule, sure, why)


def _with_capital(
    sure: float, change: Change, found: Traits, scorer: Scorer, evidence: Evidence
) -> float:
    """How sure it is to part a token at a capital inside it: it might be a brand, or an
    identifier of a program."""
    if _small_and_name(change, scorer):
        sure = max(sure, _A_NAME)
    identifier = len(change.words) > 2 and change.words[0].islower()
    apart = found["camel small"] or found["pairs"] or _persons(change, scorer)
    if identifier or not apart or evidence.passages.technical(change.start):
        return min(sure, _PERHAPS_A_BRAND)
    return sure


def _persons(change: Change, scorer: Scorer) -> bool:
    """Whether a token with a capital inside is no brand but two words: a plain word before the
    capital, a person's name, or names that the document has one by one."""
    first, *rest = change.words
    if first.islower() and len(first) > 2 and scorer.listed(first) > _KNOWN:
        if scorer.listed(first) > _PLAIN and scorer.listed(rest[0]) > _KNOWN:
            return True
        following = scorer.lexicon.code(rest[0].lower())
        return following is None or capitals(following) > 4
    if all(word in scorer.words.forms for word in change.words):
        return True
    code = scorer.lexicon.code(first.lower())
    return code is not None and bool(code & GIVEN) and capitals(code) > 4 and len(rest) == 1


def _small_and_name(change: Change, scorer: Scorer) -> bool:
    """Whether a small word ran into a name: "inFrankfurt"; not "toString"."""
    if len(change.words) != 2 or change.words[0] not in _BEFORE_NAMES:
        return False
    name = change.words[1]
    code = scorer.lexicon.code(name.lower())
    return len(name) > 2 and (code is None or capitals(code) > 4)
