"""Children of an element made blocks: loose text gathers in paragraphs, white space collapses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import TypeAlias

from docconv import walk
from docconv.ast import (
    Block,
    Blocks,
    BulletList,
    Code,
    DefinitionItem,
    DefinitionList,
    Heading,
    Inline,
    Inlines,
    LineBlock,
    LineBreak,
    Marks,
    Para,
    Plain,
    SoftBreak,
    Span,
    Text,
)
from docconv.elements.parts import (
    Column,
    Definition,
    Item,
    Legend,
    Node,
    RowGroup,
    TableCell,
    TableRow,
    Term,
)

_SPACES = re.compile(r"[ \t\n\r\f]+")

Paragraph: TypeAlias = Callable[[Inlines], Para | Plain]


def flow(children: Iterable[Node], paragraph: Paragraph = Para) -> Blocks:
    """*children* as blocks: each stretch of loose text is made a *paragraph*, and parts without
    the element that they belong in keep what they hold."""
    out: list[Block] = []
    anchors: Inlines = ()
    for kind, group in groupby(children, key=_kind):
        if kind is Inline:
            content = tidy(node for node in group if isinstance(node, Inline))
            if is_blank(content):
                anchors += tuple(filter(_is_empty_anchor, content))
                continue
            blocks: list[Block] = [paragraph(content)]
        else:
            blocks = _blocks(list(group))
        if anchors and blocks:
            blocks[0] = with_anchors(blocks[0], anchors)
            anchors = ()
        out += blocks
    return (*out, *([paragraph(anchors)] if anchors else []))


def _kind(node: Node) -> object:
    if isinstance(node, Inline):
        return Inline
    return DefinitionItem if isinstance(node, Term | Definition) else type(node)


def _blocks(group: list[Node]) -> list[Block]:
    """A group of equal kind as blocks."""
    match group[0]:
        case Item():
            return [BulletList(tuple(node.blocks for node in group if isinstance(node, Item)))]
        case Term() | Definition():
            return [definition_list(group)]
        case _:
            return [block for node in group for block in _held(node)]


def _held(node: Node) -> Iterable[Block]:
    match node:
        case Legend() | Item() | Definition():
            return node.blocks
        case Term():
            return [Plain(node.content)]
        case TableCell():
            return node.cell.blocks
        case TableRow():
            return (block for cell in node.row.cells for block in cell.blocks)
        case RowGroup():
            return (block for row in node.rows for block in _held(row))
        case Column():
            return ()
        case _ if isinstance(node, Inline):
            return [Plain((node,))]
        case _:
            return [node]


def definition_list(group: Iterable[Node]) -> DefinitionList:
    """Terms and definitions as a list; terms that share definitions are lines of one."""
    items: list[DefinitionItem] = []
    for node in with_strays(group, (Term, Definition), Definition):
        match node:
            case Term(content) if items and not items[-1].definitions:
                items[-1] = DefinitionItem((*items[-1].term, LineBreak(), *content), ())
            case Term(content):
                items.append(DefinitionItem(content, ()))
            case Definition(blocks):
                last = items.pop() if items else DefinitionItem((), ())
                items.append(DefinitionItem(last.term, (*last.definitions, blocks)))
    return DefinitionList(tuple(items))


def with_strays(
    children: Iterable[Node], kinds: tuple[type, ...], part: Callable[[Blocks], Node]
) -> Iterator[Node]:
    """*children*, of which those that are none of *kinds* are made a *part* of such a kind."""
    for belongs, group in groupby(children, key=lambda child: isinstance(child, kinds)):
        if belongs:
            yield from group
        elif blocks := flow(group, Plain):
            yield part(blocks)


# --- Text ---------------------------------------------------------------------------------------


def inlined(children: Iterable[Node]) -> Inlines:
    """*children* as one line of text: what blocks hold is set apart by spaces."""
    out: list[Inline] = []
    for node in children:
        if isinstance(node, Inline):
            out.append(node)
            continue
        for block in walk.blocks(_held(node)):
            for content in walk.inlines(block):
                out += (Text(" "), *content)
    return tuple(out)


def tidy(content: Iterable[Inline]) -> Inlines:
    """*content* with white space collapsed as browsers do: a stretch is one space, and none
    stands at the beginning, at the end, or beside a line break. Empty runs stay as anchors only
    where they have an identifier."""
    out: list[Inline] = []
    open_ended = False  # whether a space would show after what is in `out`
    for inline in content:
        match inline:
            case Text(text, marks):
                text = _SPACES.sub(" ", text)
                if not open_ended:
                    text = text.removeprefix(" ")
                if text or is_anchor(marks):
                    out.append(Text(text, marks))
                if text:
                    open_ended = not text.endswith(" ")
            case Code():
                out.append(replace(inline, text=_SPACES.sub(" ", inline.text)))
                open_ended = True
            case LineBreak():
                _strip_end(out)
                out.append(inline)
                open_ended = False
            case _:
                out.append(inline)
                open_ended = True
    while out and isinstance(out[-1], LineBreak):
        out.pop()
    _strip_end(out)
    return merge(out)


def _strip_end(out: list[Inline]) -> None:
    """Drop the one space that *out* may end with, behind anchors."""
    for at in range(len(out) - 1, -1, -1):
        inline = out[at]
        if not isinstance(inline, Text):
            return
        if inline.text:
            if inline.text.endswith(" "):
                out[at] = Text(inline.text[:-1], inline.marks)
            if not inline.text.strip(" ") and not is_anchor(inline.marks):
                del out[at]
            return


def merge(content: Iterable[Inline]) -> Inlines:
    """As :func:`docconv.walk.merge`, but empty runs with an identifier stay."""
    runs = tuple(content)
    if len(runs) < 2 and all(not isinstance(run, Text) or run.text for run in runs):
        return runs
    out: list[Inline] = []
    for keep, group in groupby(runs, key=_is_empty_anchor):
        part = tuple(group)
        out += part if keep else walk.merge(part)
    return tuple(out)


def _is_empty_anchor(inline: Inline) -> bool:
    return isinstance(inline, Text) and not inline.text and is_anchor(inline.marks)


def is_anchor(marks: Marks) -> bool:
    """Whether a link may point at a run with these *marks*."""
    return any(isinstance(mark, Span) and mark.attr.id for mark in marks)


def is_blank(content: Inlines) -> bool:
    """Whether nothing of *content* would show."""
    return all(
        isinstance(inline, LineBreak | SoftBreak)
        or (isinstance(inline, Text) and not inline.text.strip())
        for inline in content
    )


def with_anchors(block: Block, anchors: Inlines) -> Block:
    """*block* with *anchors* before its text, if it begins with text."""
    match block:
        case Para() | Plain() | Heading():
            return replace(block, content=(*anchors, *block.content))
        case _:
            return block


def marked(children: Iterable[Node], marks: Marks) -> list[Node]:
    """*children*, enclosed in *marks*; in a block its text is."""
    if not marks:
        return list(children)

    def around(content: Iterable[Inline]) -> Inlines:
        return tuple(replace(inline, marks=(*marks, *inline.marks)) for inline in content)

    def change(block: Block) -> Iterable[Block]:
        match block:
            case Para() | Plain() | Heading():
                yield replace(block, content=around(block.content))
            case LineBlock(lines):
                yield LineBlock(tuple(map(around, lines)))
            case DefinitionList(items):
                yield DefinitionList(
                    tuple(DefinitionItem(around(item.term), item.definitions) for item in items)
                )
            case _:
                yield block

    out: list[Node] = []
    for node in children:
        if isinstance(node, Inline):
            out += around((node,))
        elif isinstance(node, Block):
            out += walk.map_blocks((node,), change)
        else:
            out.append(node)
    return out
