"""What of a Word file has no place in a document, told once for each kind."""

from __future__ import annotations

from collections import Counter

from docconv.errors import Notice, Warn

_SENTENCES = {
    "breaks-dropped": "page and column breaks were left out ({n})",
    "chart-dropped": "charts, drawings and embedded objects without a picture were left out ({n})",
    "contents-dropped": "the table of contents was left out, for writers make one ({n} lines)",
    "equation-field": "old equation fields are shown as their code ({n})",
    "hidden-dropped": "hidden text was left out ({n} characters)",
    "image-missing": "images whose data is not in the file were left out ({n})",
    "image-linked": "images that lie outside the file are linked, not embedded ({n})",
    "import-dropped": "documents embedded in the document were left out ({n})",
    "margins-dropped": "headers and footers were left out ({n})",
    "math-unknown": "parts of formulas that TeX cannot say were simplified ({n})",
    "note-missing": "notes that the file does not hold were left out ({n})",
    "numbers-dropped": "automatic numbers of headings were left out ({n})",
    "symbol-unknown": "symbols of unknown fonts became U+FFFD ({n})",
}


class Losses:
    """A tally of losses by kind."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(self, code: str, count: int = 1) -> None:
        """Note that something was lost in the way *code* names."""
        self._counts[code] += count

    def tell(self, warn: Warn) -> None:
        """Give *warn* one Notice for each kind."""
        for code, count in sorted(self._counts.items()):
            warn(Notice(code, _SENTENCES[code].format(n=count)))
