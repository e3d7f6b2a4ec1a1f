"""A document as one text: leaf after leaf, with runs of marks beside it.

Repairs are edits of one string. This module turns a document into that string and keeps three
things in step with every edit: the runs (which marks cover which characters), the leaves (which
paragraph is which) and the origins (where each character stood in what was read). All are sorted
lists of positions, so a pass costs one walk over them, and no object stands for a single
character. :mod:`docconv.normalizer.build` makes a document of it again.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from docconv import walk
from docconv.ast import (
    Attr,
    Block,
    Blocks,
    Code,
    DefinitionList,
    Div,
    Document,
    Heading,
    Image,
    Inline,
    Inlines,
    LineBlock,
    LineBreak,
    Mark,
    Marks,
    Math,
    Meta,
    Note,
    Para,
    Plain,
    RawInline,
    SoftBreak,
    Span,
    Text,
)
from docconv.edits import Edit
from docconv.normalizer.origins import Origins
from docconv.normalizer.view import LINE, OBJECT, PARA, Leaf, LeafKind, View


@dataclass(frozen=True, slots=True)
class Held:
    """A note in the text; *owner* is the number of the first leaf inside it."""

    note: Note
    owner: int


Atom: TypeAlias = Code | Math | SoftBreak | LineBreak | Image | RawInline | Held
# What a run is: text under these marks, one atom, or (None) the PARA between two leaves.
Item: TypeAlias = Marks | Atom | None


@dataclass(slots=True)
class Flow:
    """One text with its runs (*items*, each beginning at a position of *at*), its *leaves* and
    the *origins* of its characters. *after* tells, for the number of each leaf that was read, the
    number of the next one that is not inside its notes."""

    text: str
    at: list[int]
    items: list[Item]
    leaves: list[Leaf]
    after: list[int]
    origins: Origins
    meta: Meta

    @staticmethod
    def read(document: Document) -> Flow:
        """The flow of *document*. Origins are positions in the source for paragraphs that know
        theirs, else positions in this text."""
        return _Reader().read(document)

    def view(self) -> View:
        """What a pass sees of it."""
        return View(self.text, self.leaves, self.starts(), self._seams(), self.meta)

    def starts(self) -> list[int]:
        """Where the leaves begin."""
        inner = [at + 1 for at, item in zip(self.at, self.items, strict=True) if item is None]
        return [0, *inner]

    def _seams(self) -> list[int]:
        items = self.items
        return [
            self.at[i]
            for i in range(1, len(items))
            if items[i] is not None
            and items[i - 1] is not None
            and marks_of(items[i]) != marks_of(items[i - 1])
        ]

    def apply(self, edits: Sequence[Edit]) -> Flow:
        """The flow after *edits*, which are sorted, do not overlap, and fit this text."""
        cuts = [cut for edit in edits if (cut := _cut(edit)) is not None]
        flow = _Splicer(self).splice(cuts) if cuts else replace(self, leaves=list(self.leaves))
        roles = [edit for edit in edits if edit.role]
        if roles:
            flow._take_roles(roles, _Moves(cuts))
        return flow

    def _take_roles(self, edits: Sequence[Edit], moves: _Moves) -> None:
        starts = self.starts()
        spans: list[tuple[int, int, Mark]] = []
        for edit in edits:
            start = moves[edit.start]
            match edit.role:
                case "meta":
                    self.meta = _with_field(self.meta, *edit.value.split("=", 1))
                case "span":
                    spans.append((start, moves[edit.end], Span(Attr(classes=(edit.value,)))))
                case _:
                    index = bisect_right(starts, start) - 1
                    leaf = self.leaves[index]
                    role = (edit.role, edit.value)
                    self.leaves[index] = replace(leaf, roles=(*leaf.roles, role))
        if spans:
            self._mark(spans)

    def _mark(self, spans: Sequence[tuple[int, int, Mark]]) -> None:
        """Put each mark round what stands in its ``[start, end)``; *spans* are sorted, and none
        lies inside another."""
        at: list[int] = []
        items: list[Item] = []
        bounds = [*self.at[1:], len(self.text)]
        first = 0
        for begin, finish, item in zip(self.at, bounds, self.items, strict=True):
            while first < len(spans) and spans[first][1] <= begin:
                first += 1
            position, index = begin, first
            while item is not None and index < len(spans) and spans[index][0] < finish:
                start, end, mark = spans[index]
                start, end = max(start, begin), min(end, finish)
                if position < start:
                    at.append(position)
                    items.append(item)
                if start < end:
                    at.append(start)
                    items.append(_marked(item, mark))
                position, index = max(position, end), index + 1
            if position < finish or item is None:
                at.append(position)
                items.append(item)
        self.at, self.items = at, items


def marks_of(item: Item) -> Marks:
    """The marks of a run."""
    if isinstance(item, tuple):
        return item
    if item is None:
        return ()
    return item.note.marks if isinstance(item, Held) else item.marks


def _marked(item: Marks | Atom, mark: Mark) -> Item:
    if isinstance(item, tuple):
        return (mark, *item)
    if isinstance(item, Held):
        return Held(replace(item.note, marks=(mark, *item.note.marks)), item.owner)
    return replace(item, marks=(mark, *item.marks))


def _with_field(meta: Meta, name: str, value: str) -> Meta:
    """*meta* with *value* in the field *name*; a list gains it, a text that is there stays."""
    old = getattr(meta, name)
    gained: dict[str, Any] = {}
    if isinstance(old, tuple) and value not in old:
        gained[name] = (*old, value)
    elif not old:
        gained[name] = value
    return replace(meta, **gained)


# --- Reading ------------------------------------------------------------------------------------


class _Reader:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.at: list[int] = []
        self.items: list[Item] = []
        self.leaves: list[Leaf] = []
        self.after: list[int] = []
        self.origins = Origins()
        self.size = 0

    def read(self, document: Document) -> Flow:
        self.blocks(document.blocks, "Document")
        if not self.origins.at:
            self.origins.add(0, 0)
        text = "".join(self.parts)
        return Flow(text, self.at, self.items, self.leaves, self.after, self.origins, document.meta)

    def blocks(self, group: Blocks, holder: str) -> None:
        for index, block in enumerate(group):
            match block:
                case Para():
                    following = group[index + 1] if index + 1 < len(group) else None
                    joins = isinstance(following, Para)
                    self.leaf(block.content, "Para", holder, joins, block.pos)
                case Plain():
                    self.leaf(block.content, "Plain", holder)
                case Heading():
                    self.leaf(block.content, "Heading", holder)
                case LineBlock():
                    for line in block.lines:
                        self.leaf(line, "Line", "LineBlock")
                case DefinitionList():
                    for item in block.items:
                        self.leaf(item.term, "Term", "Definition")
                        for definition in item.definitions:
                            self.blocks(definition, "Definition")
                case _:
                    inner = _holder(block)
                    for child in walk.children(block):
                        self.blocks(child, inner)

    def leaf(
        self, content: Inlines, kind: LeafKind, holder: str, joins: bool = False, pos: int = -1
    ) -> None:
        if self.leaves:
            self.put(PARA, None)
        if pos >= 0 or not self.leaves:
            self.origins.add(self.size, max(pos, 0))
        owner = len(self.leaves)
        notes = [inline for inline in content if isinstance(inline, Note)]
        self.leaves.append(Leaf(kind, holder, joins and not notes, owner))
        self.after.append(owner + 1)
        holes: list[tuple[int, Note]] = []
        for inline in content:
            if isinstance(inline, Text):
                if inline.text:
                    self.put(inline.text, inline.marks)
            elif isinstance(inline, Note):
                holes.append((len(self.items), inline))
                self.put(OBJECT, ())
            else:
                self.put(_SIGNS.get(type(inline), OBJECT), inline)
        for index, note in holes:
            self.items[index] = Held(note, len(self.leaves))
            self.blocks(note.blocks, "Note")
        self.after[owner] = len(self.leaves)

    def put(self, text: str, item: Item) -> None:
        self.parts.append(text)
        self.at.append(self.size)
        self.items.append(item)
        self.size += len(text)


_SIGNS: dict[type[Inline], str] = {SoftBreak: "\n", LineBreak: LINE}


def _holder(block: Block) -> str:
    if isinstance(block, Div):
        return ".".join(("Div", *block.attr.classes[:1]))
    return _HOLDERS.get(type(block).__name__, type(block).__name__)


_HOLDERS = {"BulletList": "Item", "OrderedList": "Item", "Table": "Cell", "Figure": "Caption"}


# --- Splicing -----------------------------------------------------------------------------------

Cut: TypeAlias = tuple[int, int, str]  # start, end, what stands there instead


def _cut(edit: Edit) -> Cut | None:
    """The change of characters that *edit* makes, trimmed to what differs."""
    before, after = edit.before, edit.after
    if before == after:
        return None
    limit = min(len(before), len(after))
    head = 0
    while head < limit and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < limit - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return edit.start + head, edit.end - tail, after[head : len(after) - tail]


class _Moves:
    """Where positions are after *cuts*; behind what was inserted there."""

    def __init__(self, cuts: Sequence[Cut]) -> None:
        self.keys = [(start, end > start) for start, end, _ in cuts]
        self.ends = [end for _, end, _ in cuts]
        self.shifts = [0]
        for start, end, after in cuts:
            self.shifts.append(self.shifts[-1] + len(after) - (end - start))

    def __getitem__(self, position: int) -> int:
        index = bisect_left(self.keys, (position, True))
        over = max(0, self.ends[index - 1] - position) if index else 0
        return position + self.shifts[index] + over


class _Splicer:
    """Copies a flow piece by piece, with the cuts' text between the pieces."""

    def __init__(self, old: Flow) -> None:
        self.old = old
        self.parts: list[str] = []
        self.at: list[int] = []
        self.items: list[Item] = []
        self.leaves: list[Leaf] = []
        self.origins = Origins()
        self.size = 0
        self.leaf = 0  # the old leaf that the next piece begins in

    def splice(self, cuts: Iterable[Cut]) -> Flow:
        old = self.old
        self.leaves.append(old.leaves[0])
        position = 0
        for start, end, after in cuts:
            self.keep(position, start)
            self.insert(start, end, after)
            position = end
        self.keep(position, len(old.text))
        if not self.origins.at:
            self.origins.add(0, old.origins[0])
        text = "".join(self.parts)
        return Flow(text, self.at, self.items, self.leaves, old.after, self.origins, old.meta)

    def keep(self, start: int, end: int) -> None:
        """Copy ``[start, end)`` of the old flow."""
        if start >= end:
            return
        old = self.old
        index = bisect_right(old.at, start) - 1
        self.origins.copy(start, end, old.origins, self.size)
        self.run(self.size, old.items[index])
        offset = self.size - start
        for later in range(index, bisect_right(old.at, end - 1)):
            item = old.items[later]
            if later > index:
                self.run(old.at[later] + offset, item)
            if item is None:
                self.leaf += 1
                self.leaves.append(old.leaves[self.leaf])
        self.parts.append(old.text[start:end])
        self.size += end - start

    def insert(self, start: int, end: int, after: str) -> None:
        """Put *after* in place of ``[start, end)`` of the old flow."""
        self.origins.add(self.size, self.old.origins[start], flat=True)
        marks = self.marks(start, end)
        gone = self.old.text.count(PARA, start, end)
        for part in _signs_apart(after):
            if part == PARA:
                gone = self.part_leaves(gone)
                self.run(self.size, None)
            else:
                self.run(self.size, _BREAKS[part](marks) if part in _BREAKS else marks)
            self.parts.append(part)
            self.size += len(part)
        if gone > 0:  # leaves that were joined to the one before them
            self.leaf += gone
            self.leaves[-1] = replace(self.leaves[-1], joins=self.old.leaves[self.leaf].joins)

    def part_leaves(self, gone: int) -> int:
        """Begin a leaf: the next old one if the cut covered one, else a part of the present."""
        if gone > 0:
            self.leaf += 1
            self.leaves.append(self.old.leaves[self.leaf])
        else:
            present = self.leaves[-1]
            self.leaves[-1] = replace(present, joins=True)
            self.leaves.append(replace(present, roles=()))
        return gone - 1

    def run(self, at: int, item: Item) -> None:
        same = self.items and isinstance(item, tuple) and self.items[-1] == item
        if not same:
            self.at.append(at)
            self.items.append(item)

    def marks(self, start: int, end: int) -> Marks:
        """The marks for new text: those of the character it replaces; between two characters,
        those that both have."""
        left, right = self.item(start - 1), self.item(start)
        if start < end and right is not None:
            return marks_of(right)
        if left is None or (right is None and start == end):
            return marks_of(right if left is None else left)
        right = self.item(end)
        return _shared(marks_of(left), marks_of(right)) if right is not None else marks_of(left)

    def item(self, position: int) -> Item:
        if not 0 <= position < len(self.old.text):
            return None
        return self.old.items[bisect_right(self.old.at, position) - 1]


_BREAKS: dict[str, type[SoftBreak] | type[LineBreak]] = {"\n": SoftBreak, LINE: LineBreak}


def _signs_apart(text: str) -> Iterator[str]:
    """*text* with PARA, LINE and newlines as parts of their own."""
    start = 0
    for index, char in enumerate(text):
        if char in (PARA, LINE, "\n"):
            if start < index:
                yield text[start:index]
            yield char
            start = index + 1
    if start < len(text):
        yield text[start:]


def _shared(one: Marks, two: Marks) -> Marks:
    shared: list[Mark] = []
    for a, b in zip(one, two, strict=False):
        if a != b:
            break
        shared.append(a)
    return tuple(shared)
