"""The ledger for a person at a terminal: place, before → after, why, and how surely."""

from __future__ import annotations

import textwrap
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from docconv.ast import Document
from docconv.edits import Edit
from docconv.normalizer.flow import Flow
from docconv.normalizer.view import LINE, OBJECT, PARA

_SIGNS = str.maketrans({PARA: "¶", "\n": "↵", LINE: "↵", OBJECT: "□"})
_STYLES = {"applied": "32", "suggested": "33", "rejected": "31"}
_WORD = 24  # characters of a word that are shown on either side of an edit inside it
_ORDER = ("applied", "suggested", "rejected")


def explain(
    document: Document, edits: Sequence[Edit], width: int = 80, color: bool = False
) -> Iterator[str]:
    """Lines that tell each of *edits*, which were made on *document* as it was read. Lines fit
    *width* columns; *color* adds ANSI styles."""
    yield _summary(edits)
    places = _Places(document, edits)
    for edit in edits:
        yield ""
        yield from _explained(edit, places, width, color)


def _summary(edits: Sequence[Edit]) -> str:
    counts = Counter[str](edit.status for edit in edits)
    parts = [f"{counts[status]} {status}" for status in _ORDER if counts[status]]
    return "Repairs: " + (", ".join(parts) if parts else "none")


def _explained(edit: Edit, places: _Places, width: int, color: bool) -> Iterator[str]:
    def style(code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if color else text

    status = style(_STYLES[edit.status], f"{edit.status} {edit.confidence:.2f}")
    yield f"{style('1', places.name(edit))}  {status}  {edit.rule}  {style('2', edit.id)}"
    left, head, tail, right = places.around(edit)
    room = max(12, (width - 12) // 4)
    before = _shown(head + edit.before + tail, room)
    after = _shown(head + edit.after + tail, room)
    change = _change(edit, before, after)
    side = max(0, (width - 4 - len(change)) // 2)
    left, right = left[-side:] if side else "", right[:side]
    plain = f"  {left}{change}{right}"
    yield plain.replace(change, style(_STYLES[edit.status], change), 1) if color else plain
    yield from textwrap.wrap(edit.why, width, initial_indent="    ", subsequent_indent="    ")


def _change(edit: Edit, before: str, after: str) -> str:
    if edit.role and edit.before == edit.after:
        return f"[{before or '…'} is {_role(edit)}]"
    if edit.role:
        return f"[{before} → {after or _role(edit)}]"
    return f"[{before} → {after}]"


def _role(edit: Edit) -> str:
    return f"{edit.role} {edit.value}".strip()


def _shown(text: str, room: int) -> str:
    text = text.translate(_SIGNS)
    if text == " ":
        return "␣"
    if len(text) <= 2 * room:
        return text
    return f"{text[: room - 1]}…{text[-room:]}"


class _Places:
    """Turns origins back into places of the document that was read."""

    def __init__(self, document: Document, edits: Sequence[Edit]) -> None:
        flow = Flow.read(document)
        self.text = flow.text
        self.starts = flow.starts()
        self.bases = flow.origins
        self.gaps = {self.position(e.origin[0]) for e in edits if e.before == "" and e.after == " "}

    def position(self, origin: int) -> int:
        """The position in the text of what stood at *origin*."""
        index = max(bisect_right(self.bases.origin, origin) - 1, 0)
        return min(self.bases.at[index] + origin - self.bases.origin[index], len(self.text))

    def name(self, edit: Edit) -> str:
        position = self.position(edit.origin[0])
        leaf = bisect_right(self.starts, position) - 1
        return f"¶{leaf + 1}:{position - self.starts[leaf] + 1}"

    def around(self, edit: Edit) -> tuple[str, str, str, str]:
        """What stands beside the edit in its paragraph: left of the word it lies in, that word's
        head and tail, and right of it."""
        start, end = (self.position(origin) for origin in edit.origin)
        first, last = (start, end) if edit.role else self.word(start, end)
        left = self.text[max(0, first - 80) : first].rsplit(PARA, 1)[-1]
        right = self.text[last : last + 80].split(PARA, 1)[0]
        head, tail = self.text[first:start], self.text[end:last]
        return left.translate(_SIGNS), head, tail, right.translate(_SIGNS)

    def word(self, start: int, end: int) -> tuple[int, int]:
        """``[start, end)`` widened to whole words, as far as no word will be parted there."""
        first, last = start, end
        while first > max(0, start - _WORD) and self.within(first - 1, start, end):
            first -= 1
        while last < min(len(self.text), end + _WORD) and self.within(last, start, end):
            last += 1
        return first, last

    def within(self, position: int, start: int, end: int) -> bool:
        """Whether the character at *position* belongs to the word that the edit lies in."""
        parted = position in self.gaps and position != start and position >= end
        opened = position + 1 in self.gaps and position + 1 != end and position < start
        return self.text[position].isalnum() and not parted and not opened
