"""Says in a sentence why words were parted or joined."""

from __future__ import annotations

from collections.abc import Collection

from docconv.normalizer.spacing.segments import Scorer
from docconv.normalizer.spacing.stretches import Change


def reason(change: Change, scorer: Scorer, seams: Collection[int]) -> str:
    """The evidence for *change*, as a sentence for a person."""
    before, after = " ".join(change.tokens), " ".join(change.words)
    witness = next((name for word in change.words if (name := _witness(word, scorer))), "")
    if witness:
        return f"“{witness}” stands elsewhere in the document"
    if any(start in seams for start, _, _ in change.edits()):
        return f"markup begins or ends within “{before}”"
    return f"“{before}” is no known word, “{after}” is likely here"


def _witness(word: str, scorer: Scorer) -> str:
    """A name or longer word of the change as the document has it."""
    if len(word) < 4:
        return ""
    return next(
        (form for form in (word, word.title()) if form[0].isupper() and scorer.words.forms[form]),
        "",
    )
