"""The paragraphs of a view as the modules of this pass see them."""

from __future__ import annotations

import re
from functools import cached_property

from docconv.normalizer.evidence import Evidence
from docconv.normalizer.layout import Layout, Line
from docconv.normalizer.view import Proposal, View

_OPEN_HOLDERS = frozenset({"Document", "BlockQuote", "Div"})
_STOP = re.compile(r"[.!?…。！？][\"'”’»)\]]*(?:\s?\[[\w ]{1,20}\])*$")
_PROSE = 60  # characters of a paragraph that counts as prose


class Outline:
    """Leaves by index, and which of them are still free to become something."""

    def __init__(self, view: View, evidence: Evidence) -> None:
        self.view = view
        self.evidence = evidence
        self.layout = evidence.layout
        self.taken: set[int] = set()

    def __len__(self) -> int:
        return len(self.view.leaves)

    def free(self, index: int) -> bool:
        """Whether leaf *index* is a plain paragraph that nothing was made of yet."""
        if not 0 <= index < len(self) or index in self.taken:
            return False
        leaf = self.view.leaves[index]
        if leaf.kind != "Para" or leaf.holder not in _OPEN_HOLDERS:
            return False
        return not self.layout.verbatim(index)

    def text(self, index: int) -> str:
        """The text of leaf *index* without the blanks around it."""
        start, end = self.view.span(index)
        return self.view.text[start:end].strip()

    def place(self, index: int) -> tuple[int, int]:
        """Where the text of leaf *index* begins and ends, the blanks around it left out."""
        start, end = self.view.span(index)
        text = self.view.text[start:end]
        lead = len(text) - len(text.lstrip())
        return min(start + lead, end), max(start, end - (len(text) - len(text.rstrip())))

    def lines(self, index: int) -> list[Line]:
        """The lines of leaf *index* that are not blank."""
        return [line for line in self.layout.lines(index) if line.text]

    def prose(self, index: int) -> bool:
        """Whether leaf *index* is a paragraph of prose: not short, and it ends with a stop."""
        if not 0 <= index < len(self):
            return False
        start, end = self.view.span(index)
        if end - start < _PROSE or self.view.leaves[index].kind != "Para":
            return False
        return _STOP.search(self.view.text[max(start, end - 40) : end].rstrip()) is not None

    @cached_property
    def short(self) -> tuple[int, ...]:
        """The free leaves of one line of at most a hundred characters."""
        view = self.view
        found = []
        for index in range(len(self)):
            start, end = view.span(index)
            if 0 < end - start <= 100 and self.free(index):
                found.append(index)
        return tuple(i for i in found if len(self.lines(i)) == 1)

    def becomes(
        self, index: int, role: str, rule: str, confidence: float, why: str, value: str = ""
    ) -> Proposal:
        """The proposal that gives leaf *index* a role and leaves its text alone."""
        self.taken.add(index)
        start, _ = self.place(index)
        return Proposal(start, start, "", f"structure/{rule}", confidence, why, role, value)

    def goes(
        self, index: int, role: str, rule: str, confidence: float, why: str, value: str = ""
    ) -> Proposal:
        """The proposal that takes the whole text of leaf *index* out."""
        self.taken.add(index)
        start, end = self.view.span(index)
        return Proposal(start, end, "", f"structure/{rule}", confidence, why, role, value)


def stopped(text: str) -> bool:
    """Whether *text* ends with the end of a sentence."""
    return _STOP.search(text[-40:]) is not None
