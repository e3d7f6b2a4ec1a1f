"""The words a document uses: how often each, and in which capitals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property

from docconv.normalizer.chunks import WORD, Chunks


class Words:
    """The words of a text, counted as they are written."""

    def __init__(self, chunks: Chunks) -> None:
        self.forms: Counter[str] = Counter()
        forms, find = self.forms, WORD.findall
        for chunk, count in chunks.counts.items():
            if chunk.isalpha():
                forms[chunk] += count
            else:
                for word in find(chunk):
                    forms[word] += count

    @cached_property
    def by_key(self) -> Mapping[str, list[str]]:
        """The written forms of each word, by its small letters."""
        found: dict[str, list[str]] = {}
        for form in self.forms:
            found.setdefault(form.lower(), []).append(form)
        return found

    @cached_property
    def titles(self) -> frozenset[str]:
        """The small letters of the words that stand in the document with a capital."""
        return frozenset(form.lower() for form in self.forms if form.istitle())

    @cached_property
    def longer(self) -> frozenset[str]:
        """The words of three letters and more, as they are written and, if they have a capital,
        in small letters, too."""
        return frozenset(form for form in (*self.forms, *self.titles) if len(form) > 2)

    def count(self, key: str) -> int:
        """How often the word stands in the document, in whatever capitals."""
        return sum(self.forms[form] for form in self.by_key.get(key, ()))
