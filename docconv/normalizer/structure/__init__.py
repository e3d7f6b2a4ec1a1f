"""What a paragraph is: a heading, a list item, a quotation, a caption, a date, a credit.

Each module recognizes one kind of thing. A paragraph becomes one thing only: what an earlier
module took, a later one leaves alone. Paragraphs that are something already, code and tables are
not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from docconv.normalizer.evidence import Evidence
from docconv.normalizer.structure import (
    captions,
    credit_lines,
    headings,
    imprint,
    indents,
    listings,
    quotations,
    verbatim,
)
from docconv.normalizer.structure.outline import Outline
from docconv.normalizer.view import Proposal, View

_MODULES = (quotations, imprint, listings, captions, credit_lines, headings, indents, verbatim)


def propose(view: View, evidence: Evidence) -> Iterator[Proposal]:
    """The roles of the paragraphs in *view*."""
    outline = Outline(view, evidence)
    for module in _MODULES:
        yield from module.propose(outline)
