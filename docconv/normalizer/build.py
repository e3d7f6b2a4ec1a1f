"""A document of a flow: every leaf back in its place, in the role that the edits gave it."""

from __future__ import annotations

import textwrap
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple, cast

from docconv import walk
from docconv.ast import (
    Attr,
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    Caption,
    CodeBlock,
    DefinitionItem,
    DefinitionList,
    Delimiter,
    Div,
    Document,
    Figure,
    Heading,
    HorizontalRule,
    Inline,
    Inlines,
    LineBlock,
    Note,
    NumberStyle,
    OrderedList,
    Para,
    Plain,
    Text,
)
from docconv.normalizer.flow import Flow, Held
from docconv.normalizer.origins import Origins
from docconv.normalizer.view import LINE, Leaf


def build(document: Document, flow: Flow) -> tuple[Document, Flow]:
    """*document* with the text of *flow*, and the flow of the result, whose origins go back to
    what was read first."""
    builder = _Builder(flow)
    rebuilt = replace(document, blocks=builder.blocks(document.blocks), meta=flow.meta)
    new = Flow.read(rebuilt)
    new.origins = builder.origins()
    return rebuilt, new


class _Piece(NamedTuple):
    start: int
    end: int
    leaf: Leaf


class _Entry(NamedTuple):
    """A block on its way, with the role that decides what it is gathered into."""

    block: Block
    role: str = ""
    value: str = ""


class _Builder:
    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.cursor = 0
        self.kept: list[tuple[int, int]] = []
        self.pieces: dict[int, list[_Piece]] = {}
        starts = flow.starts()
        ends = [*(start - 1 for start in starts[1:]), len(flow.text)]
        for leaf, start, end in zip(flow.leaves, starts, ends, strict=False):
            self.pieces.setdefault(leaf.owner, []).append(_Piece(start, end, leaf))

    def origins(self) -> Origins:
        """The origins of the kept pieces, one after another with a PARA between."""
        origins, size = Origins(), 0
        for start, end in self.kept:
            origins.copy(start, end + 1, self.flow.origins, size)
            size += end + 1 - start
        if not origins.at:
            origins.add(0, 0)
        return origins

    def take(self) -> list[_Piece]:
        """The pieces of the next leaf of the document."""
        owner = self.cursor
        self.cursor = self.flow.after[owner]
        return self.pieces.get(owner, [])

    def blocks(self, group: Blocks) -> Blocks:
        return tuple(_gathered([entry for block in group for entry in self.entries(block)]))

    def entries(self, block: Block) -> Iterator[_Entry]:
        match block:
            case Para() | Plain() | Heading():
                was_empty = not block.content
                for piece in self.take():
                    yield from self.leaf(block, piece, was_empty)
            case LineBlock():
                lines = [self.line() for _ in block.lines]
                yield _Entry(LineBlock(tuple(lines)))
            case DefinitionList():
                items = []
                for item in block.items:
                    term = self.line()
                    items.append(DefinitionItem(term, tuple(map(self.blocks, item.definitions))))
                yield _Entry(DefinitionList(tuple(items)))
            case _:
                yield _Entry(walk.with_children(block, self.blocks))

    def leaf(
        self, block: Para | Plain | Heading, piece: _Piece, was_empty: bool
    ) -> Iterator[_Entry]:
        role, value = piece.leaf.roles[-1] if piece.leaf.roles else ("", "")
        if role == "rule":
            yield _Entry(HorizontalRule())
        elif piece.start == piece.end and not was_empty:
            return  # all its text went elsewhere
        elif role == "lines":
            yield _Entry(self.verse(piece))
        elif role == "code":
            text = self.flow.text[piece.start : piece.end].replace(LINE, "\n")
            yield _Entry(CodeBlock(text), role)
        else:
            content = self.content(piece.start, piece.end)
            if role == "heading":
                yield _Entry(Heading(int(value), content))
            else:
                yield _Entry(replace(block, content=content), role, value)

    def verse(self, piece: _Piece) -> LineBlock:
        lines, start = [], piece.start
        for line in self.flow.text[piece.start : piece.end].split(LINE):
            lines.append(self.content(start, start + len(line)))
            start += len(line) + 1
        return LineBlock(tuple(lines))

    def line(self) -> Inlines:
        (piece,) = self.take()
        return self.content(piece.start, piece.end)

    def content(self, start: int, end: int) -> Inlines:
        """The inlines of ``[start, end)``."""
        self.kept.append((start, end))
        flow = self.flow
        out: list[Inline] = []
        index = bisect_left(flow.at, start)
        while index < len(flow.at) and flow.at[index] < end:
            item = flow.items[index]
            if isinstance(item, tuple):
                stop = flow.at[index + 1] if index + 1 < len(flow.at) else len(flow.text)
                out.append(Text(flow.text[flow.at[index] : min(stop, end)], item))
            elif isinstance(item, Held):
                out.append(self.note(item))
            elif item is not None:
                out.append(item)
            index += 1
        return walk.merge(out)

    def note(self, held: Held) -> Note:
        cursor, self.cursor = self.cursor, held.owner
        note = replace(held.note, blocks=self.blocks(held.note.blocks))
        self.cursor = cursor
        return note


# --- Gathering: paragraphs with roles into the blocks that hold them ----------------------------


def _gathered(entries: list[_Entry]) -> Iterator[Block]:
    for kind, group in groupby(entries, key=_kind):
        yield from _GATHER[kind](list(group))


def _kind(entry: _Entry) -> str:
    return "list" if entry.role in ("bullet", "ordered") else entry.role


def _alone(group: list[_Entry]) -> Iterator[Block]:
    return (entry.block for entry in group)


def _quotes(group: list[_Entry]) -> Iterator[Block]:
    yield BlockQuote(tuple(_alone(group)))


def _captions(group: list[_Entry]) -> Iterator[Block]:
    for entry in group:
        yield Figure((), Caption((entry.block,)), Attr(classes=("caption",)))


def _divs(group: list[_Entry]) -> Iterator[Block]:
    for name, members in groupby(group, key=lambda entry: entry.value):
        yield Div(tuple(_alone(list(members))), Attr(classes=(name,)))


def _code(group: list[_Entry]) -> Iterator[Block]:
    """One listing, though blank lines part it."""
    texts = [entry.block.text for entry in group if isinstance(entry.block, CodeBlock)]
    yield CodeBlock(textwrap.dedent("\n\n".join(texts)).rstrip())


def _lists(group: list[_Entry]) -> Iterator[Block]:
    """Nested lists of items whose depths say how they nest."""
    depth = min(_depth(entry) for entry in group)
    position = 0
    while position < len(group):
        first = group[position]
        items: list[Blocks] = []
        while position < len(group) and _follows(group[position], first, len(items)):
            stop = position + 1
            while stop < len(group) and _depth(group[stop]) > depth:
                stop += 1
            inner = _lists(group[position + 1 : stop]) if stop > position + 1 else ()
            items.append((_tight(group[position].block), *inner))
            position = stop
        yield _list_of(first, tuple(items))


def _depth(entry: _Entry) -> int:
    return int(entry.value.split()[0])


def _follows(entry: _Entry, first: _Entry, index: int) -> bool:
    """Whether *entry* is the item at *index* of the list that begins with *first*."""
    if _family(entry) != _family(first):
        return False
    return entry.role == "bullet" or _number(entry) == _number(first) + index


def _number(entry: _Entry) -> int:
    return int(entry.value.split()[1])


def _family(entry: _Entry) -> tuple[str, ...]:
    """What items of one list have in common: bullet, or number style and delimiter."""
    return (entry.role, *entry.value.split()[2:])


def _tight(block: Block) -> Block:
    return Plain(block.content) if isinstance(block, Para) else block


def _list_of(first: _Entry, items: tuple[Blocks, ...]) -> Block:
    if first.role == "bullet":
        return BulletList(items)
    _, start, style, delimiter = first.value.split()
    return OrderedList(items, int(start), cast(NumberStyle, style), cast(Delimiter, delimiter))


_GATHER: dict[str, Callable[[list[_Entry]], Iterable[Block]]] = {
    "": _alone,
    "list": _lists,
    "quote": _quotes,
    "code": _code,
    "caption": _captions,
    "div": _divs,
}
