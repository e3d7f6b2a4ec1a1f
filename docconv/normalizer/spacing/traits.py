"""What speaks for a change and against it, as numbers the model weighs."""

from __future__ import annotations

import itertools

from docconv.normalizer.lexicon import capitals
from docconv.normalizer.shapes import likelihood
from docconv.normalizer.spacing.segments import NOTHING, Scorer
from docconv.normalizer.spacing.stretches import Change

Traits = dict[str, float]

_SMALL = -3.3  # log10 chance above which a word is one of the commonest
_HEADS = frozenset(
    "re un in non anti pre post over under sub super inter intra micro "
    "macro bio geo neo eco electro "
    "hydro mid multi semi counter co de dis ex extra fore hyper infra "
    "mega meta mini mis mono neuro "
    "out para photo poly pro pseudo psycho radio self socio techno tele "
    "thermo trans tri ultra up uni "
    "cyber auto aero agro astro cardio eu ethno hetero homo iso kilo nano osteo proto quasi retro "
    "step vice down off back air arch al el la le mac ben bar san st van von der den".split()
)
_TAILS = frozenset(
    "man men land lands ton ville burg berg field fields wood woods "
    "worth son ing less like ship able "
    "age hood dom ism ist ess er ers ed es en ly ness ford ham stead ley "
    "stone bridge well dale gate "
    "house way work works side head back line ware wise ward wards fest "
    "phone graph gram logy cracy "
    "some most full up out off down over a o i us is os as an on ian ana ist it at et al ism ma na "
    "va ra ta la da di li ti ni mi vi ki ko ka ha no to so ne de le re se te me ya yo".split()
)

_ARTICLES = frozenset(("a", "an", "A", "An"))
_LEANING = frozenset("a an the of to and or in by for from with at as i he it no is my his".split())


def traits(change: Change, scorer: Scorer) -> Traits:
    """The traits of *change*, each between -1 and 1 or so."""
    tokens, words = change.tokens, change.words
    chances = [scorer.chance(word) for word in words]
    unknown = sum(chance <= NOTHING for chance in chances)
    weakest = min((chance for chance in chances if chance > NOTHING), default=-9.0)
    odd = [token for token in tokens if scorer.lexicon.code(token.lower()) is None]
    shape = max((likelihood(token.lower()) / (len(token) + 1) for token in odd), default=-1.0)
    small = sum(chance > _SMALL for chance in chances)
    shortest = min(map(len, words))
    pairs = _pairs(words, scorer)
    left = _paired(change.stretch.before, words[0], scorer) if not change.first else 0.0
    last = change.last == len(change.stretch.tokens)
    right = _paired(words[-1], change.stretch.after, scorer) if last else 0.0
    lead = max(-1.0, min(change.lead, 12.0))
    listed_name = any(_small_name(word, scorer) for word in words)
    two = len(words) == 2
    return {
        "bias": 1.0,
        "lead": lead / 6,
        "low lead": max(0.0, 3 - lead) / 3,
        "mid lead": max(0.0, 6 - lead) / 6,
        "rival": min(change.rival, 5.0) / 5,
        "many words": min(len(words) - 1, 4) / 4,
        "many tokens": min(len(tokens) - 1, 4) / 4,
        "unknown word": float(unknown > 0),
        "weakest": (weakest + 5) / 3,
        "shape": (shape + 1.2) * 2,
        "small word": float(small > 0),
        "all small": float(small == len(words)),
        "no small word": float(small == 0),
        "shortest 1": float(shortest == 1),
        "shortest 2": float(shortest == 2),
        "shortest 3": float(shortest == 3),
        "pairs": pairs,
        "left pair": left,
        "right pair": right,
        "capital": float(tokens[0][:1].isupper()),
        "inner capital": float(any(not token[1:].islower() for token in tokens if token[1:])),
        "all capitals": float(any(token.isupper() and len(token) > 1 for token in tokens)),
        "repeated": float(any(scorer.words.forms[token] > 1 for token in odd)),
        "seen": float(any(scorer.seen(word) for word in words if len(word) > 3)),
        "rare token": float(len(odd) == 0),
        "head": float(two and words[0].lower() in _HEADS),
        "tail": float(two and words[-1].lower() in _TAILS),
        "compound": float(small == 0 and not unknown and not pairs),
        "name": float(listed_name),
        "name seen": float(
            any(len(w) > 2 and _small_name(w, scorer) and scorer.named(w) for w in words)
        ),
        "letter": float(any(len(token) == 1 for token in tokens)),
        "stem": _stem(words, chances),
        "unknown lead": lead / 6 if unknown else 0.0,
        "unknown right": right if unknown else 0.0,
        "unknown tail": float(chances[-1] <= NOTHING),
        "unknown and short": float(unknown > 0 and shortest < 4 and not small),
        "capital lead": lead / 6 if tokens[0][:1].isupper() else 0.0,
        "camel": float(any(_camel(token) for token in tokens)),
        "camel small": float(small > 0 and any(_camel(token) for token in tokens)),
        "longest": min(max(map(len, words)), 12) / 12,
        "foreign": _foreign(change, scorer),
        "dangling": float(last and not change.stretch.after and words[-1].lower() in _LEANING),
        "article": _article(change),
    }


def _stem(words: tuple[str, ...], chances: list[float]) -> float:
    """How much the unknown word among *words* looks like one."""
    stems = [
        likelihood(word.lower()) / (len(word) + 1)
        for word, chance in zip(words, chances, strict=True)
        if chance <= NOTHING
    ]
    return (min(stems) + 1.2) * 2 if stems else 0.0


def _camel(token: str) -> bool:
    return any(a.islower() and b.isupper() for a, b in itertools.pairwise(token))


def _article(change: Change) -> float:
    """Whether a new "a" or "an" suits the sound after it: 1, -1, or 0 without any."""
    words, stretch = change.words, change.stretch
    after = stretch.tokens[change.last] if change.last < len(stretch.tokens) else stretch.after
    verdict = 0.0
    for article, following in zip(words, (*words[1:], after), strict=True):
        if following and article in _ARTICLES and article not in change.tokens:
            suits = (following[0].lower() in "aeiou") == (article.lower() == "an")
            verdict = min(verdict or 1.0, 1.0 if suits else -1.0)
    return verdict


def _pairs(words: tuple[str, ...], scorer: Scorer) -> float:
    if len(words) < 2:
        return 0.0
    found = sum(
        scorer.lexicon.pair(a.lower(), b.lower()) is not None for a, b in itertools.pairwise(words)
    )
    return found / (len(words) - 1)


def _paired(first: str, second: str, scorer: Scorer) -> float:
    if not first or not second:
        return 0.0
    return 1.0 if scorer.lexicon.pair(first.lower(), second.lower()) is not None else -0.3


def _small_name(word: str, scorer: Scorer) -> bool:
    code = scorer.lexicon.code(word)  # None for a word with capitals
    return code is not None and capitals(code) >= 6


def _foreign(change: Change, scorer: Scorer) -> float:
    """The share of tokens beside the change that nobody knows."""
    stretch = change.stretch
    beside = (stretch.before, stretch.after, *stretch.tokens[: change.first])
    near = [*filter(None, beside), *stretch.tokens[change.last :]]
    odd = sum(scorer.lexicon.code(word.lower()) is None for word in near)
    return odd / len(near) if near else 0.0
