"""What columns and pages are made of: items that stand one under another.

An item knows its height, the space it wants before it (dropped at the top of a page), and whether
it must be followed by the next one on the same page. It paints itself; see :mod:`paint` for how.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from docconv.ast import Note
from docconv.writers.pdf.breaker import EMPTY, Line
from docconv.writers.pdf.galley import Passage

if TYPE_CHECKING:
    from docconv.writers.pdf.paint import Page


_SHRINKAGE = 0.4  # how much lower a picture may become to fit on a page


@dataclass(frozen=True, slots=True, eq=False)
class Decor:
    """Something drawn behind the items of a block, however many pages they take: a ground of a
    *colour* (a PDF operator) from *x* on, *width* wide."""

    x: float
    width: float
    colour: str


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """The number or bullet of a list item, beside the item's first line."""

    x: float
    baseline: float
    passage: Passage
    line: Line


@dataclass(slots=True, eq=False)
class Item:
    """An item of no size. *anchors* are names that links and the outline point at."""

    height: float = 0.0
    before: float = 0.0
    keep: bool = False  # with the next one
    notes: tuple[Footnote, ...] = ()
    anchors: tuple[Hashable, ...] = ()
    labels: tuple[Label, ...] = ()
    decor: tuple[Decor, ...] = ()
    head: tuple[Item, ...] = ()  # to be repeated where this item begins a page

    def paint(self, page: Page, top: float) -> None:
        """Draw the item on *page*, its upper edge *top* points below the page's first line."""

    def anchored(self, top: float) -> Iterator[tuple[Hashable, float]]:
        """The anchors on the item and in it, and how far down they are."""
        for name in self.anchors:
            yield name, top

    def split(self, room: float) -> tuple[Item, Item] | None:
        """The item as two, the first no higher than *room*, or None if it cannot be split."""
        return None

    def shrink(self, excess: float) -> bool:
        """Become lower by *excess*; whether that was possible."""
        return False


@dataclass(slots=True, eq=False)
class Footnote:
    """A note by its *number*, and its items when it is set."""

    number: int
    note: Note
    items: list[Item] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class TextLine(Item):
    """A line of text, or a picture in place of one; *baseline* counts from the upper edge."""

    x: float = 0.0
    baseline: float = 0.0
    passage: Passage = field(default_factory=Passage)
    line: Line = EMPTY

    def paint(self, page: Page, top: float) -> None:
        page.line(self.passage, self.line, self.x, top + self.baseline)

    def shrink(self, excess: float) -> bool:
        """A picture may become smaller, down to a limit, and stays in the middle."""
        pieces = self.passage.pieces
        picture = pieces[0].picture if len(pieces) == 1 else None
        if picture is None or excess > _SHRINKAGE * picture.height:
            return False
        smaller = picture.scaled(1 - excess / picture.height)
        pieces[0] = replace(pieces[0], picture=smaller, width=smaller.width)
        self.x += (picture.width - smaller.width) / 2
        self.height -= excess
        self.baseline -= excess
        return True


@dataclass(slots=True, eq=False)
class Rule(Item):
    """A horizontal rule, *weight* thick, in the middle of its height."""

    x: float = 0.0
    width: float = 0.0
    weight: float = 0.5
    colour: str = "0 g"

    def paint(self, page: Page, top: float) -> None:
        middle = top + (self.height - self.weight) / 2
        page.ground(self.x, middle, self.width, self.weight, self.colour)


class Column:
    """Items under one another, as they are set. Spaces between them do not add up: the widest
    wins. *decor* is what stands behind the items added next."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.decor: tuple[Decor, ...] = ()
        self._space = 0.0
        self._anchors: list[Hashable] = []

    def skip(self, height: float) -> None:
        """Leave at least this much space before the next item."""
        self._space = max(self._space, height)

    def anchor(self, name: Hashable) -> None:
        """Let links to *name* lead to the next item."""
        if name:
            self._anchors.append(name)

    def add(self, item: Item) -> None:
        """Put *item* under the others."""
        item.before = max(item.before, self._space)
        item.decor = self.decor
        if self._anchors:
            item.anchors = (*self._anchors, *item.anchors)
        self._space = 0.0
        self._anchors.clear()
        self.items.append(item)

    def finish(self) -> list[Item]:
        """All items; anchors that have nothing to lead to get an empty one."""
        if self._anchors:
            self.add(Item())
        return self.items


Placed: TypeAlias = tuple[float, Item]  # how far below the top, and what


def stacked(items: Sequence[Item], top: float = 0.0) -> Iterator[Placed]:
    """*items* from *top* down, without the space before the first."""
    first = True
    for item in items:
        if not first:
            top += item.before
        yield top, item
        top += item.height
        first = False


def height(items: Sequence[Item]) -> float:
    """The height of *items* under one another, without the space before the first."""
    if not items:
        return 0.0
    return sum(item.before + item.height for item in items) - items[0].before


def grounds(placed: Sequence[Placed]) -> Iterator[tuple[Decor, float, float]]:
    """The decor of *placed* items, outermost first, with its upper and lower edge."""
    edges: dict[Decor, tuple[float, float]] = {}
    for top, item in placed:
        for decor in item.decor:
            first = edges[decor][0] if decor in edges else top
            edges[decor] = first, top + item.height
    for decor, (first, last) in edges.items():
        yield decor, first, last
