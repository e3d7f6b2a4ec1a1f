"""What a line end meant: nothing, a new line, or a new paragraph.

In raw text a line end may mean anything, and so may a blank line inside a sentence. Documents
whose source has other ways to say these things (marks, headings, items) keep their line ends;
there only words that are parted at one are mended.
"""

from __future__ import annotations

from collections.abc import Iterator

from docconv.normalizer.evidence import Evidence
from docconv.normalizer.lines.breaks import Page
from docconv.normalizer.lines.furniture import Furniture
from docconv.normalizer.lines.hyphens import Hyphens, parted_words
from docconv.normalizer.lines.paragraphs import parted_paragraphs
from docconv.normalizer.view import Proposal, View


def propose(view: View, evidence: Evidence) -> Iterator[Proposal]:
    """What the line ends in *view*, and the breaks between its paragraphs, should become."""
    layout = evidence.layout
    hyphens = Hyphens(evidence)
    if _raw(view):
        furniture = Furniture(view, layout)
        yield from furniture.proposals()
        yield from Page(view, layout, hyphens, furniture.starts).proposals()
    else:
        yield from parted_words(view, layout, hyphens)
    yield from parted_paragraphs(view, layout, hyphens)


def _raw(view: View) -> bool:
    """Whether the document is nothing but paragraphs, so that its line ends may mean anything."""
    return not view.seams and all(
        leaf.kind == "Para" and leaf.holder == "Document" for leaf in view.leaves
    )
