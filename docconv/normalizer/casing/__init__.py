"""Capitals that were lost: of names, of sentences, of whole documents."""

from __future__ import annotations

from collections.abc import Iterable

from docconv.normalizer.casing import documents, names, sentences
from docconv.normalizer.evidence import Evidence
from docconv.normalizer.view import Proposal, View


def propose(view: View, evidence: Evidence) -> Iterable[Proposal]:
    """The letters to change; English only."""
    if not evidence.english:
        return
    manner = documents.manner(view)
    if manner:
        yield from documents.propose(view, evidence, manner)
    else:
        yield from names.propose(view, evidence)
        yield from sentences.propose(view, evidence)
