"""What of an e-book has no place in a document, told once for each kind."""

from __future__ import annotations

from collections import Counter

from docconv.errors import Notice, Warn

_SENTENCES = {
    "chapter-mended": "chapters that are not well-formed XML were read as HTML ({n})",
    "cover-apart": "the cover picture is not part of the text ({n})",
    "hidden-dropped": "hidden elements were left out ({n})",
    "image-missing": "images that are not in the book were left out ({n})",
    "link-target-missing": "links to places that the book does not have kept only their text ({n})",
    "media-dropped": "sound, video, scripts and controls were left out ({n})",
}


class Losses:
    """A tally of losses by kind."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(self, code: str) -> None:
        """Note that something was lost in the way *code* names."""
        self._counts[code] += 1

    def tell(self, warn: Warn) -> None:
        """Give *warn* one Notice for each kind."""
        for code, count in sorted(self._counts.items()):
            warn(Notice(code, _SENTENCES[code].format(n=count)))
