"""The paragraphs of a view as the modules of this pass see them."""

from __future__ import annotations

from functools import cached_property

from docconv.normalizer.evidence import Evidence
from docconv.normalizer.layout import Line, stopped
from docconv.normalizer.view import Proposal, View

_OPEN_HOLDERS = frozenset({"Document", "BlockQuote", "Div"})
_SHORT = 100  # characters of a line that may be a heading or the like
_PROSE = 60  # characters of a paragraph that counts as prose


class Outline:
    """Leaves by index, which of them are still free to become something, and whether the title
    of the document is known."""

    def __init__(self, view: View, evidence: Evidence) -> None:
        self.view = view
        self.evidence = evidence
        self.layout = evidence.layout
        self.taken: set[int] = set()
        self.titled = bool(view.meta.title)
        starts = view.starts
        self.spans = list(zip(starts, [*(s - 1 for s in starts[1:]), len(view.text)], strict=True))

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
        start, end = self.spans[index]
        return self.view.text[start:end].strip()

    def place(self, index: int) -> tuple[int, int]:
        """Where the text of leaf *index* begins and ends, the blanks around it left out."""
        start, end = self.spans[index]
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
        start, end = self.spans[index]
        if end - start < _PROSE or self.view.leaves[index].kind != "Para":
            return False
        return stopped(self.view.text[max(start, end - 40) : end].rstrip())

    @cached_property
    def short(self) -> tuple[int, ...]:
        """The free leaves of one line of at most a hundred characters."""
        text = self.view.text
        return tuple(
            index
            for index, (start, end) in enumerate(self.spans)
            if 0 < end - start <= _SHORT
            and text.find("\n", start, end) < 0
            and not text[start:end].isspace()
            and self.free(index)
        )

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
        start, end = self.spans[index]
        return Proposal(start, end, "", f"structure/{rule}", confidence, why, role, value)
