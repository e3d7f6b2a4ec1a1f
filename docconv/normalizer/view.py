"""What a pass sees, and what it may propose.

A pass sees the whole document as one string: the text of its leaves (paragraphs, headings,
table cells, …) in reading order with ``PARA`` between them, a soft break as a newline, a hard
line break as ``LINE``, and whatever is not prose (code, math, images, notes) as ``OBJECT``. A
regular expression thus runs once over everything; it must not cross ``PARA``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from docconv.ast import Meta

PARA = "\u2029"
LINE = "\u2028"
OBJECT = "\ufffc"

LeafKind: TypeAlias = Literal["Para", "Plain", "Heading", "Term", "Line"]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One leaf: its *kind*, the node that holds it (``Document``, ``BlockQuote``, ``Cell``,
    ``Item``, ``Definition``, ``Caption``, ``Figure``, ``Note``, ``LineBlock``, ``Div``,
    ``Div.credits``, …), and whether the next leaf is a paragraph beside it, so that the two may
    be joined. *owner* and *roles* are the engine's: which leaf of the document this one came
    from, and what it has become."""

    kind: LeafKind
    holder: str = "Document"
    joins: bool = False
    owner: int = 0
    roles: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A repair that a pass proposes: replace ``view.text[start:end]`` by *after*.

    *after* may hold PARA (part the leaf here), LINE or a newline; replacing a PARA by something
    else joins two leaves. *confidence* is the probability that the repair is right; *why* is a
    sentence for a person. *role* and *value* change more than characters; they concern the leaf
    that holds *start*, and text is only changed where *after* differs:

    ========  ==========================  ===================================================
    role      value                       effect
    ========  ==========================  ===================================================
    heading   level, "1" to "6"           the paragraph becomes a Heading
    bullet    depth, "0" and up           it becomes an item of a BulletList
    ordered   "depth number style delim"  it becomes an item of an OrderedList
    quote     ""                          it goes into a BlockQuote
    lines     ""                          it becomes a LineBlock, parted at each LINE
    code      ""                          it becomes a CodeBlock, line ends and blanks kept
    rule      ""                          it becomes a HorizontalRule
    caption   ""                          it becomes the caption of a Figure
    div       class name                  it goes into a Div of that class
    span      class name                  [start, end) gets a Span of that class
    meta      "field=value"               the metadata field gets (or gains) the value
    flag      ""                          nothing: a person must decide; never applied
    ========  ==========================  ===================================================
    """

    start: int
    end: int
    after: str
    rule: str
    confidence: float
    why: str
    role: str = ""
    value: str = ""


@dataclass(frozen=True)
class View:
    """The document as one string. *starts* are the offsets of its *leaves*; *seams* the offsets
    inside leaves where markup begins or ends."""

    text: str
    leaves: Sequence[Leaf]
    starts: Sequence[int]
    seams: Sequence[int]
    meta: Meta

    def leaf_index(self, offset: int) -> int:
        """The index of the leaf that holds *offset* (a PARA belongs to the leaf before it)."""
        return bisect_right(self.starts, offset) - 1

    def span(self, index: int) -> tuple[int, int]:
        """Where leaf *index* begins and ends in the text."""
        last = index + 1 == len(self.starts)
        return self.starts[index], len(self.text) if last else self.starts[index + 1] - 1

    @cached_property
    def seam_set(self) -> frozenset[int]:
        """The seams, for fast look-up."""
        return frozenset(self.seams)
