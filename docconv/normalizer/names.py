"""The names a document has, told by their capitals inside sentences."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

# A word with a capital, and before it a word, a comma or a dash: no sentence begins there.
_INSIDE = re.compile(r"[A-ZÀ-ÖØ-Þ](?:(?<=[\w,;-] .)|(?<=[\w,;-][”\"’)] .)|(?<=\w-.))[^\W\d_]+")


class Names:
    """Words with a capital where no sentence begins, and pairs of them side by side."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._pairs: dict[tuple[str, str], bool] = {}

    @cached_property
    def words(self) -> Counter[str]:
        """How often each word has a capital inside a sentence."""
        return Counter(_INSIDE.findall(self.text))

    def together(self, first: str, second: str) -> bool:
        """Whether the words stand side by side in the document, both with a capital."""
        pair = (first, second)
        if pair not in self._pairs:
            self._pairs[pair] = f"{first.title()} {second.title()}" in self.text
        return self._pairs[pair]
