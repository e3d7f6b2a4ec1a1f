"""What a document tells about itself: read once, used by every pass.

The document is its own best dictionary: "Ryder said" is why "rydertold" is *Ryder told*. Each
kind of evidence has a module of its own and is read when a pass first asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from docconv.language import detect
from docconv.normalizer.chunks import Chunks
from docconv.normalizer.layout import Layout
from docconv.normalizer.lexicon import lexicon
from docconv.normalizer.names import Names
from docconv.normalizer.passages import Passages
from docconv.normalizer.quotes import Quotes
from docconv.normalizer.view import View
from docconv.normalizer.words import Words

_OF_LEAVES = ("passages", "layout")


@dataclass(frozen=True)
class Evidence:
    """The evidence of one document, as it stood before the passes of a round (*view*).

    The words, names and quotes of a document stay what they were then, so that no repair depends
    on another one; what a leaf is, is asked of the leaves as they are *now*.
    """

    view: View
    now: View

    @staticmethod
    def of(view: View) -> Evidence:
        """The evidence in *view*."""
        return Evidence(view, view)

    def at(self, now: View) -> Evidence:
        """The same evidence, for passes that see *now*."""
        moved = Evidence(self.view, now)
        kept = {name: facet for name, facet in vars(self).items() if name not in _OF_LEAVES}
        vars(moved).update(kept, now=now)
        return moved

    @cached_property
    def alphabet(self) -> frozenset[str]:
        """The characters of the document: a rule about characters it lacks need not run."""
        return frozenset(self.view.text)

    @cached_property
    def language(self) -> str:
        """The document's language: what its metadata says, else what its words tell."""
        return self.view.meta.language or detect(self.view.text)

    @property
    def english(self) -> bool:
        """Whether the rules for English apply: the document is in English, or does not tell."""
        return self.language.partition("-")[0] in ("", "en")

    @cached_property
    def words(self) -> Words:
        """The words of the document, counted."""
        return Words(self.chunks)

    @cached_property
    def chunks(self) -> Chunks:
        """The chunks between blanks, each with a quick verdict."""
        return Chunks(self.view.text)

    def chunks_of(self, view: View) -> Chunks:
        """The chunks of *view*, which other passes may have changed since."""
        return self.chunks if view is self.view else Chunks(view.text)

    @cached_property
    def names(self) -> Names:
        """The names that stand in the document with their capitals."""
        return Names(self.view.text)

    @cached_property
    def passages(self) -> Passages:
        """What each leaf is: English, another language, code."""
        return Passages(self.now, self.language)

    @cached_property
    def layout(self) -> Layout:
        """What the lines of each leaf look like: code, tables, prose."""
        return Layout(self.now)

    @cached_property
    def quotes(self) -> Quotes:
        """The document's quotation marks."""
        return Quotes(self.view.text)

    def knows(self, word: str) -> bool:
        """Whether *word* stands whole in the document or, for English, in the lexicon."""
        key = word.lower()
        return self.words.count(key) > 0 or (self.english and lexicon().code(key) is not None)
