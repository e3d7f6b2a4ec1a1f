"""Nodes to blocks: neighbours that make one block (lines of code, pictures with their captions)
are put together, and each paragraph becomes what its role says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

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
    Div,
    Figure,
    Heading,
    HorizontalRule,
    Inline,
    Inlines,
    LineBlock,
    LineBreak,
    OrderedList,
    Para,
    Plain,
    Table,
)
from docconv.readers.docx.frames import DefinitionNode, Gap, ListNode, Node, QuoteNode
from docconv.readers.docx.items import Item

_CAPTIONS = frozenset(("caption", "image-caption", "table-caption"))
_DIVS = frozenset(("credits", "dateline"))
_TIGHT = 80  # twips between paragraphs that look like lines of one list


def blocks(nodes: Sequence[Node], *, tight: bool = False) -> Blocks:
    """The blocks that *nodes* amount to; in a *tight* list paragraphs are plain text."""
    return tuple(_Assembly(nodes, tight).run())


class _Assembly:
    def __init__(self, nodes: Sequence[Node], tight: bool) -> None:
        self._nodes = nodes
        self._at = 0
        self._tight = tight

    def run(self) -> list[Block]:
        out: list[Block] = []
        while self._at < len(self._nodes):
            node = self._nodes[self._at]
            self._at += 1
            match node:
                case Gap():
                    pass
                case ListNode():
                    out.append(_list(node))
                case QuoteNode():
                    out.append(BlockQuote(blocks(node.nodes)))
                case DefinitionNode():
                    out.append(_definitions(node))
                case Item() if _is_caption(node):
                    self._caption(node, out)
                case Item():
                    out.append(self._item(node))
        return out

    def _item(self, item: Item) -> Block:
        if item.block is not None:
            return _with_id(item.block, item.id)
        match item.role:
            case "heading":
                return Heading(item.level, item.content, Attr(item.id))
            case "code":
                return self._code(item)
            case "rule":
                return HorizontalRule()
            case "verse":
                return LineBlock(_lines(item.content))
            case "figure" if item.is_picture:
                return self._figure(item)
            case "title":
                return Heading(1, item.content)
            case role if role in _DIVS:
                return Div((Para(item.content),), Attr(classes=(role,)))
            case _:
                return Plain(item.content) if self._tight else Para(item.content)

    def _code(self, first: Item) -> CodeBlock:
        """The lines of code from *first* on, one paragraph each."""
        lines = [first]
        while (item := self._next()) is not None and item.role == "code":
            lines.append(item)
            self._at += 1
        while len(lines) > 1 and lines[-1].is_empty:
            lines.pop()
        text = "\n".join(walk.plain(line.content) for line in lines)
        return CodeBlock(text, Attr(first.id))

    def _next(self) -> Item | None:
        """The item that comes next, if one does."""
        node = self._nodes[self._at] if self._at < len(self._nodes) else None
        return node if isinstance(node, Item) else None

    # Pictures and captions

    def _figure(self, first: Item) -> Figure:
        """The pictures from *first* on, and their caption if one follows."""
        pictures = [first]
        while (item := self._next()) and item.role == "figure" and item.is_picture and not item.id:
            pictures.append(item)
            self._at += 1
        held = tuple(Plain(picture.content) for picture in pictures)
        return Figure(held, attr=Attr(first.id))

    def _caption(self, item: Item, out: list[Block]) -> None:
        """Give the caption *item* to what it belongs to, before it or after it."""
        caption = Caption((Para(item.content),))
        last, following = (out[-1] if out else None), self._next()
        before = following is not None and isinstance(following.block, Table)
        if item.role != "image-caption" and before and following is not None:
            self._at += 1
            table = following.block
            assert isinstance(table, Table)
            out.append(_with_id(replace(table, caption=caption), following.id))
        elif item.role != "table-caption" and (figure := _figure_of(last)) is not None:
            out[-1] = replace(figure, caption=caption)
        elif item.role != "image-caption" and isinstance(last, Table) and not last.caption.blocks:
            out[-1] = replace(last, caption=caption)
        elif item.role == "image-caption" and isinstance(last, CodeBlock | Table):
            out[-1] = Figure((last,), caption)
        elif item.role != "table-caption" and following is not None and following.is_picture:
            self._at += 1
            out.append(Figure((Plain(following.content),), caption, Attr(following.id)))
        else:
            out.append(Figure((), caption, Attr(classes=("caption",))))


def _is_caption(item: Item) -> bool:
    return item.role in _CAPTIONS or (item.role == "figure" and not item.is_picture)


def _figure_of(block: Block | None) -> Figure | None:
    """The figure that *block* is, or would be with a caption."""
    match block:
        case Figure(blocks=held) if held and not block.caption.blocks:
            return block
        case Para(content) if Item("", content).is_picture:
            return Figure((Plain(content),))
        case _:
            return None


def _with_id(block: Block, identifier: str) -> Block:
    if identifier and isinstance(block, Table | Div):
        return replace(block, attr=replace(block.attr, id=identifier))
    return block


def _lines(content: Inlines) -> tuple[Inlines, ...]:
    lines: list[list[Inline]] = [[]]
    for inline in content:
        if isinstance(inline, LineBreak):
            lines.append([])
        else:
            lines[-1].append(inline)
    return tuple(map(tuple, lines))


# --- Lists --------------------------------------------------------------------------------------


def _list(node: ListNode) -> BulletList | OrderedList:
    tight = _is_tight(node.items)
    items = tuple(blocks(item, tight=tight) for item in node.items)
    label = node.label
    if not label.level.is_numbered:
        return BulletList(items)
    return OrderedList(items, node.start, label.style, label.delimiter)


def _is_tight(items: Sequence[Sequence[Node]]) -> bool:
    """Whether the items follow one another like lines: one paragraph each, little space between.
    The space after the last one is that of the whole list."""
    texts = [[node for node in item if isinstance(node, Item) and _is_text(node)] for item in items]
    if any(len(paragraphs) > 1 for paragraphs in texts):
        return False
    firsts = [paragraphs[0] for paragraphs in texts if paragraphs]
    if not firsts:
        return True
    gaps = [_gap(upper, lower) for upper, lower in pairwise(firsts)] or [_gap(firsts[0], firsts[0])]
    return all(gap <= _TIGHT for gap in gaps)


def _is_text(item: Item) -> bool:
    return item.block is None and item.role not in ("code", "heading", "rule")


def _gap(upper: Item, lower: Item) -> int:
    """The space between two paragraphs."""
    if upper.is_contextual and lower.is_contextual and upper.style == lower.style:
        return 0
    return max(upper.after, lower.before)


def _definitions(node: DefinitionNode) -> DefinitionList:
    return DefinitionList(tuple(_definition(*item) for item in node.items))


def _definition(term: Item, nodes: Iterable[Node]) -> DefinitionItem:
    held = blocks(list(nodes))
    return DefinitionItem(term.content, (held,) if held else ())
