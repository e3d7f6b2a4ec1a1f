"""Rows of a table as items of a column, which can be split where a page ends."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from docconv.writers.pdf.items import Item, Placed, height, stacked

if TYPE_CHECKING:
    from docconv.writers.pdf.paint import Page


class BandCell(NamedTuple):
    """The items of a cell, beginning at *top* in a band."""

    top: float
    items: list[Item]

    @property
    def bottom(self) -> float:
        """Where the last item ends."""
        return self.top + height(self.items)

    def placed(self, top: float) -> list[Placed]:
        """The items where they stand, if the band stands at *top*."""
        return list(stacked(self.items, top + self.top))


class RowRule(NamedTuple):
    """A rule at *down* in a band."""

    down: float
    weight: float
    colour: str


@dataclass(slots=True, eq=False)
class Band(Item):
    """One row, or several that cells reach across; *edges* are where its rows end, the last one
    being its height. *padding* is kept free above and below what cells hold."""

    x: float = 0.0
    width: float = 0.0
    padding: float = 0.0
    cells: list[BandCell] = field(default_factory=list)
    edges: list[float] = field(default_factory=list)
    rules: list[RowRule] = field(default_factory=list)

    def paint(self, page: Page, top: float) -> None:
        for rule in self.rules:
            page.ground(self.x, top + rule.down, self.width, rule.weight, rule.colour)
        for cell in self.cells:
            page.column(cell.placed(top))

    def anchored(self, top: float) -> Iterator[tuple[Hashable, float]]:
        for name in self.anchors:
            yield name, top
        for cell in self.cells:
            for down, item in cell.placed(top):
                yield from item.anchored(down)

    def gather_notes(self) -> None:
        """Make the notes of what cells hold the band's own."""
        self.notes = tuple(
            note for cell in self.cells for item in cell.items for note in item.notes
        )

    def split(self, room: float) -> tuple[Item, Item] | None:
        """The band as two: between two rows if the first fits, else inside the first row."""
        edges = [edge for edge in self.edges[:-1] if edge <= room]
        cut = edges[-1] if edges else room - self.padding
        pairs = [_cut(cell, cut, self.padding) for cell in self.cells]
        if not any(first.items for first, _ in pairs):
            return None
        upper = self._part([first for first, _ in pairs], 0.0, cut if edges else room)
        rests = [rest for _, rest in pairs]
        if not edges:
            rests = self._pushed(rests, self.edges[0] - cut)
        return upper, self._part(rests, cut, self.height)

    def _pushed(self, rests: list[BandCell], edge: float) -> list[BandCell]:
        """*rests* with those below the first row, which ends at *edge* now, as far down as what
        is left of that row needs."""
        needed = [
            rest.bottom + self.padding
            for cell, rest in zip(self.cells, rests, strict=True)
            if cell.bottom < self.edges[0] and rest.items
        ]
        extra = max(0.0, max(needed, default=0.0) - edge)
        return [
            rest._replace(top=rest.top + extra) if cell.top >= self.edges[0] else rest
            for cell, rest in zip(self.cells, rests, strict=True)
        ]

    def _part(self, cells: list[BandCell], start: float, end: float) -> Band:
        """The band from *start* to *end* of this one, with these cells, made to fit them."""
        cells = [cell for cell in cells if cell.items]
        edges = [edge - start for edge in self.edges if start < edge < end] + [end - start]
        if start:
            needed = max((cell.bottom for cell in cells), default=0.0) + self.padding
            edges[-1] = max(needed, edges[-2] if len(edges) > 1 else 0.0)
        rules = [
            rule._replace(down=min(rule.down - start, edges[-1]))
            for rule in self.rules
            if start <= rule.down <= end
        ]
        part = Band(
            height=edges[-1], keep=self.keep and bool(start), head=self.head, x=self.x,
            width=self.width, padding=self.padding, cells=cells, edges=edges, rules=rules,
        )  # fmt: skip
        if start == 0.0:
            part.before, part.anchors, part.labels = self.before, self.anchors, self.labels
        if self.notes:
            part.gather_notes()
        return part


def _cut(cell: BandCell, cut: float, padding: float) -> tuple[BandCell, BandCell]:
    """The items of *cell* above *cut*, and the others from the top of what follows."""
    above: list[Item] = []
    below: list[Item] = []
    for top, item in cell.placed(0.0):
        if not below and top + item.height <= cut + 1e-6:
            above.append(item)
            continue
        parts = None if below else item.split(cut - top)
        above.extend(parts[:1] if parts else ())
        below.append(parts[1] if parts else item)
    return BandCell(cell.top, above), BandCell(max(cell.top - cut, padding), below)
