"""Spaces lost at punctuation: ``Wednesday.The``, ``end.”He``, ``said,the``, ``word(see``.

A seam is a cluster of punctuation between two letters or digits. Each kind of cluster has a rule
that looks at the words on both sides and says where a space is missing and how surely, or that
nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from docconv.normalizer.chunks import SEAM, Chunks
from docconv.normalizer.evidence import Evidence
from docconv.normalizer.spacing import brackets, quotes, stops
from docconv.normalizer.spacing.seam import Seam, Verdict
from docconv.normalizer.view import Proposal, View

_CLUSTER = re.compile(
    r"[.,;:!?…)\]”»“«(\[„\"%][.,;:!?…)\]”»“«(\[„\"’‘'*]*(?=[^\W_])"
    r"|['’](?=(?:s|ll|re|ve|t|d)[^\W\d_]{2})"
)
_ENGLISH_ONLY = frozenset(",;:(%")

_RULES: tuple[Callable[[Seam], Verdict | None], ...] = (
    quotes.straight_quote,
    quotes.curly_quote,
    brackets.opening_bracket,
    brackets.closing_bracket,
    stops.clock,
    stops.possessive,
    stops.stop,
    stops.comma,
    stops.percent,
)


def propose(view: View, evidence: Evidence, chunks: Chunks) -> Iterator[Proposal]:
    """The spaces missing at punctuation."""
    text = view.text
    clusters = (m for chunk in chunks.marked(SEAM) for m in _CLUSTER.finditer(text, *chunk))
    for match in clusters:
        start, end = match.span()
        if not start or not text[start - 1].isalnum():
            continue
        seam = Seam(view, evidence, start, end)
        verdict = _judge(seam)
        if verdict is not None:
            at = start + verdict.at
            rule = f"spacing/{verdict.rule}"
            yield Proposal(at, at, " ", rule, verdict.confidence, verdict.why)


def _judge(seam: Seam) -> Verdict | None:
    if seam.left.isdigit() and seam.right.isdigit() and not set(seam.cluster) & set('”“»«"'):
        return None
    passages = seam.evidence.passages
    if passages.code(seam.leaf) or "`" in seam.chunk_before() + seam.chunk_after():
        return None
    if seam.cluster[0] in _ENGLISH_ONLY and not passages.english(seam.leaf):
        return None
    for rule in _RULES:
        verdict = rule(seam)
        if verdict is not None:
            if passages.chat(seam.leaf):
                verdict = replace(verdict, confidence=0.8 * verdict.confidence)
            return verdict if verdict.confidence > 0 else None
    return None
