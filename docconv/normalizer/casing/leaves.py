"""Which leaves are written with care, so that a missing capital is damage and not a habit."""

from __future__ import annotations

import re

from docconv.normalizer.evidence import Evidence
from docconv.normalizer.view import View

_LETTER = re.compile(r"[^\W\d_]")
_HEAD = 80


class Care:
    """Judges leaves, each once."""

    def __init__(self, view: View, evidence: Evidence) -> None:
        self.view = view
        self.evidence = evidence
        self._judged: dict[int, bool] = {}

    def at(self, offset: int) -> bool:
        """Whether the leaf at *offset* is English prose that begins with a capital."""
        leaf = self.view.leaf_index(offset)
        if leaf not in self._judged:
            start, end = self.view.span(leaf)
            first = _LETTER.search(self.view.text, start, min(end, start + _HEAD))
            capital = first is not None and first.group().isupper()
            self._judged[leaf] = capital and self.evidence.passages.prose(leaf)
        return self._judged[leaf]
