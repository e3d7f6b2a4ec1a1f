"""Missing and stray spaces: at punctuation, at numbers, between words, within words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docconv.normalizer.chunks import Chunks
from docconv.normalizer.evidence import Evidence
from docconv.normalizer.lexicon import lexicon
from docconv.normalizer.model import probability, weights
from docconv.normalizer.spacing import numbers, seams
from docconv.normalizer.spacing.reasons import reason
from docconv.normalizer.spacing.segments import Scorer
from docconv.normalizer.spacing.stretches import changes
from docconv.normalizer.spacing.traits import traits
from docconv.normalizer.view import Proposal, View

_LEAST = 0.3  # less likely changes are not worth a suggestion


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
        sure = probability(traits(change, scorer), weights("join" if joins else "part"))
        if not joins and view.seam_set.intersection(start for start, _, _ in edits):
            sure = 1 - (1 - sure) / 3  # markup begins or ends right there
        if sure < _LEAST:
            continue
        why = reason(change, scorer, view.seam_set)
        for start, end, after in edits:
            rule = "spacing/run-together" if after else "spacing/split-word"
            yield Proposal(start, end, after, rule, sure, why)
