"""Which items stand on which page: a page is filled until the next lines do not fit.

Items that must stay together (the first two lines of a paragraph, a heading and what follows it)
move together. Notes stand at the foot of the page that refers to them, and run on to the next one
if they must. Only what is taller than a page breaks these rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from docconv.writers.pdf.items import Item, Placed, height, stacked

_NOTES_CARRIED = 0.6  # share of a page that notes from the page before may take
_REPEATED = 0.4  # share of a page that a repeated table head may take
_WORTH_SPLITTING = 0.2  # items taller than this share of a page are split rather than moved
_LEAST_PART = 0.08  # a part of a split item is at least this share of a page
_OVERRUN = 0.035  # by this share a page may be longer, if the document ends on it then


@dataclass(slots=True)
class Sheet:
    """A page: where its items stand, the table heads it repeats, and its notes."""

    body: list[Placed] = field(default_factory=list)
    repeated: list[Placed] = field(default_factory=list)
    notes: list[Placed] = field(default_factory=list)


def paginate(items: Sequence[Item], page: float, gap: float) -> list[Sheet]:
    """*items* on pages that are *page* points high inside their margins; *gap* is the space
    between text and notes. There is one page at least."""
    return _Paginator(page, gap).run(list(items))


class _Paginator:
    def __init__(self, page: float, gap: float) -> None:
        self.page = page
        self.gap = gap
        self.sheets: list[Sheet] = []
        self.carried: list[Item] = []  # notes that found no room yet
        self._begin()

    def run(self, items: list[Item]) -> list[Sheet]:
        at = 0
        while at < len(items):
            chunk = self._chunk(items, at)
            if not (self._fits(chunk) or self._is_end(items, at) or self._shrunk(chunk)):
                rest = self._place_part(chunk[0])
                if rest is not None:
                    items[at] = rest
                if rest is not None or not self._is_empty():
                    self._end()
                    self._begin(items[at])
                    continue
                chunk = self._longest(chunk)
            self._place(chunk)
            at += len(chunk)
        while self.carried:
            self._end()
            self._begin()
        self._end()
        return self.sheets

    def _chunk(self, items: list[Item], at: int) -> list[Item]:
        """The items from *at* on that must stay together, as far as a page could hold them."""
        chunk = [items[at]]
        total = items[at].height
        while chunk[-1].keep and at + len(chunk) < len(items) and total <= self.page:
            item = items[at + len(chunk)]
            chunk.append(item)
            total += item.before + item.height
        return chunk

    def _is_end(self, items: list[Item], at: int) -> bool:
        """Whether the items from *at* on are so few that they should not begin a page."""
        most = self._room() + _OVERRUN * self.page
        total = 0.0
        for number in range(at, len(items)):
            total += items[number].before + items[number].height
            if total > most or items[number].notes:
                return False
        return not self._is_empty() and not self.carried

    def _longest(self, chunk: list[Item]) -> list[Item]:
        """As much of *chunk* as fits on an empty page, at least one item."""
        count = 1
        while count < len(chunk) and self._fits(chunk[: count + 1]):
            count += 1
        return chunk[:count]

    def _begin(self, first: Item | None = None) -> None:
        """A new page, on which *first* is to stand."""
        self.sheet = Sheet()
        self.used = 0.0
        self.notes: list[Item] = []
        if self.carried:
            carried, self.carried = self.carried, []
            self._add_notes(carried, self.page * (_NOTES_CARRIED if first else 1.0))
        head = first.head if first else ()
        if head and height(head) < self.page * _REPEATED:
            self.sheet.repeated = list(stacked(head))
            self.used = height(head)

    def _end(self) -> None:
        self.sheet.notes = list(stacked(self.notes, self.page - height(self.notes)))
        self.sheets.append(self.sheet)

    def _is_empty(self) -> bool:
        return not self.sheet.body

    def _room(self, notes: Sequence[Item] = ()) -> float:
        """What is left of the page if *notes* join those at its foot."""
        foot = [*self.notes, *notes]
        return self.page - self.used - (height(foot) + self.gap if foot else 0.0)

    def _fits(self, chunk: Sequence[Item]) -> bool:
        return self._excess(chunk) <= 1e-6

    def _excess(self, chunk: Sequence[Item]) -> float:
        """By how much *chunk* is higher than what is left of the page."""
        space = 0.0 if self._is_empty() else chunk[0].before
        notes = [] if self.carried else _notes(chunk)
        return space + height(chunk) - self._room(notes)

    def _shrunk(self, chunk: Sequence[Item]) -> bool:
        """Whether something in *chunk* could be made smaller, so that it fits."""
        excess = self._excess(chunk)
        return any(item.shrink(excess) for item in chunk)

    def _place(self, chunk: Sequence[Item]) -> None:
        for item in chunk:
            if not self._is_empty():
                self.used += item.before
            self.sheet.body.append((self.used, item))
            self.used += item.height
        if notes := _notes(chunk):
            self._add_notes(notes, self.page)

    def _add_notes(self, notes: list[Item], most: float) -> None:
        """Put *notes* at the foot as far as there is room for them, and carry the rest."""
        for at, note in enumerate(notes):
            if self.carried or self._room([note]) < 0 or height([*self.notes, note]) > most:
                rest = notes[at:]
                if self._is_empty() and not self.notes and most == self.page:
                    rest[:1] = note.split(self.page) or (note,)
                    self.notes.append(rest.pop(0))
                self.carried.extend(rest)
                return
            self.notes.append(note)

    def _place_part(self, item: Item) -> Item | None:
        """Put as much of *item* on the page as is worth it; the rest, None if all is left."""
        room = self._room() - (0.0 if self._is_empty() else item.before)
        worth = self._is_empty() or item.height > self.page * _WORTH_SPLITTING
        if not worth or room < self.page * _LEAST_PART:
            return None
        parts = item.split(room)
        if parts is None:
            return None
        self._place([parts[0]])
        return parts[1]


def _notes(chunk: Sequence[Item]) -> list[Item]:
    return [item for each in chunk for note in each.notes for item in note.items]
