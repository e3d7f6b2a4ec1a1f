"""Flow elements: paragraphs, headings, lists, quotations, code, figures, divisions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, takewhile

from docconv import walk
from docconv.ast import (
    Attr,
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    Caption,
    Code,
    CodeBlock,
    Delimiter,
    Div,
    Figure,
    Heading,
    HorizontalRule,
    Inline,
    Inlines,
    LineBlock,
    LineBreak,
    NumberStyle,
    OrderedList,
    Plain,
    Span,
    Table,
    Text,
)
from docconv.elements.attributes import attr, number, style
from docconv.elements.flow import (
    definition_list,
    flow,
    inlined,
    is_blank,
    merge,
    tidy,
    with_anchors,
)
from docconv.elements.inlines import Attributes, Builder
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

_PARTS = (Item, Term, Definition, Legend, TableCell, TableRow, RowGroup, Column)
_TRANSPARENT = (
    "html body main article aside header footer hgroup search address center fieldset form "
    "noscript details"
).split()
# Classes of paragraphs that mean something to docconv; others are matters of style.
_TELLING = frozenset(("byline", "caption", "credit", "credits", "dateline"))
# Frames that only serve to show what they hold.
_FRAMES = frozenset(("sourceCode", "highlight", "scroll"))
_NUMBER_STYLES: dict[str, NumberStyle] = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
    "decimal": "decimal",
    "lower-alpha": "lower-alpha",
    "lower-latin": "lower-alpha",
    "upper-alpha": "upper-alpha",
    "upper-latin": "upper-alpha",
    "lower-roman": "lower-roman",
    "upper-roman": "upper-roman",
}
_LANGUAGE = re.compile(r"^(?:language|lang|brush|highlight-source|source)[-:]\s*")


def _wrapped(blocks: Iterable[Block], attributes: Attributes) -> list[Node]:
    """*blocks* of an element that cannot carry attributes, in a Div if its attributes tell
    something: a language, a direction, a class of docconv's; an identifier becomes an anchor."""
    kept = attr(attributes)
    classes = tuple(name for name in kept.classes if name in _TELLING)
    said = tuple(pair for pair in kept.attributes if pair[0] in ("lang", "dir"))
    held = tuple(blocks)
    if classes or said:
        return [Div(held, Attr(kept.id, classes, said))]
    return list(_anchored(held, kept.id))


def _anchored(blocks: Blocks, identifier: str) -> Blocks:
    """*blocks* with an anchor at the start of their text, or in a Div where there is none."""
    if not identifier or not blocks:
        return blocks
    anchor = (Text("", (Span(Attr(identifier)),)),)
    first = with_anchors(blocks[0], anchor)
    if first == blocks[0]:
        return (Div(blocks, Attr(identifier)),)
    return (first, *blocks[1:])


def _paragraph(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
    return _wrapped(flow(children), attributes)


def _heading(level: int) -> Builder:
    def build(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
        content = tidy(inlined(children))
        kept = attr(attributes)
        if not kept.id:
            kept, content = _taken_anchor(kept, content)
        if is_blank(content) and not any(run.marks for run in content):
            return []
        return [Heading(level, content, kept)]

    return build


def _taken_anchor(kept: Attr, content: Inlines) -> tuple[Attr, Inlines]:
    """The identifier of an empty anchor in a heading, made the heading's own."""
    for at, run in enumerate(content):
        if isinstance(run, Text) and not run.text:
            for mark in run.marks:
                if isinstance(mark, Span) and mark.attr.id:
                    rest = (*content[:at], *content[at + 1 :])
                    return replace(kept, id=mark.attr.id), merge(rest)
    return kept, content


def _quote(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
    return _wrapped([BlockQuote(flow(children))], attributes)


def _code(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
    content = inlined(children)
    text = walk.plain(content).removeprefix("\n").removesuffix("\n")
    inner = content[0].attr if len(content) == 1 and isinstance(content[0], Code) else Attr()
    outer = attr(attributes)
    classes = dict.fromkeys(
        _LANGUAGE.sub("", name) for name in (*inner.classes, *outer.classes) if name not in _FRAMES
    )
    return [
        CodeBlock(
            text,
            Attr(outer.id or inner.id, tuple(classes), (*outer.attributes, *inner.attributes)),
        )
    ]


def _rule(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
    return [HorizontalRule()]


def _division(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
    kept = attr(attributes)
    if "line-block" in kept.classes:
        return [LineBlock(_lines(tidy(inlined(children))))]
    if any(isinstance(child, Term | Definition) for child in children):
        return list(children)  # a group in a list of definitions
    blocks = flow(children)
    if len(blocks) == 1 and isinstance(blocks[0], CodeBlock | Table) and _FRAMES & {*kept.classes}:
        return list(blocks)
    return [Div(blocks, kept)]


def _section(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
    blocks = flow(children)
    kept = attr(attributes)
    return [Div(blocks, kept)] if kept != Attr() else list(blocks)


def _lines(content: Inlines) -> tuple[Inlines, ...]:
    lines: list[list[Inline]] = [[]]
    for inline in content:
        if isinstance(inline, LineBreak):
            lines.append([])
        else:
            lines[-1].append(inline)
    return tuple(map(tuple, lines))


def _transparent(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
    if any(isinstance(child, _PARTS) for child in children):
        return list(children)
    return _wrapped(flow(children), attributes)


# --- Lists --------------------------------------------------------------------------------------


def _bullets(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
    items = _items(children)
    return _wrapped([BulletList(tuple(item.blocks for item in items))] if items else [], attributes)


def _numbered(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
    items = _items(children)
    if not items:
        return []
    classes = attributes.get("class", "").split()
    kind = attributes.get("type", "") or style(attributes).get("list-style-type", "")
    numbering = _NUMBER_STYLES.get(kind, "default")
    if "example" in classes:
        numbering = "example"
    delimiter: Delimiter = "default" if numbering == "default" else "period"
    for name in ("paren", "parens"):
        if name in classes:
            delimiter = "parens" if name == "parens" else "paren"
    first = 1 if items[0].value is None else items[0].value
    start = number(attributes, "start", first)
    listed = OrderedList(tuple(item.blocks for item in items), start, numbering, delimiter)
    return _wrapped([listed], attributes)


def _items(children: Sequence[Node]) -> list[Item]:
    """The items of a list; what stands between them goes to the item before it."""
    items: list[Item] = []
    for is_item, group in groupby(children, key=lambda child: isinstance(child, Item)):
        if is_item:
            items += (item for item in group if isinstance(item, Item))
            continue
        blocks = flow(group, Plain)
        if not blocks:
            continue
        if items:
            items[-1] = replace(items[-1], blocks=(*items[-1].blocks, *blocks))
        else:
            items.append(Item(blocks))
    return items


def _item(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
    own, rest = _parted(children, Item)
    value = number(attributes, "value", -1)
    blocks = _anchored(flow(own, Plain), attributes.get("id", ""))
    return [Item(blocks, value if value >= 0 else None), *rest]


def _parted(children: Sequence[Node], *kinds: type) -> tuple[Sequence[Node], Sequence[Node]]:
    """What belongs to an element, and what comes after it, from the first child on that is one of
    *kinds*: not every parser knows that such an element ends where the next begins."""
    own = list(takewhile(lambda child: not isinstance(child, kinds), children))
    return own, children[len(own) :]


def _terms(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
    listed = definition_list(children)
    return _wrapped([listed] if listed.items else [], attributes)


def _term(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
    own, rest = _parted(children, Term, Definition)
    blocks = _anchored((Plain(tidy(inlined(own))),), attributes.get("id", ""))
    return [*(Term(block.content) for block in blocks if isinstance(block, Plain)), *rest]


def _definition(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
    own, rest = _parted(children, Term, Definition)
    return [Definition(_anchored(flow(own, Plain), attributes.get("id", ""))), *rest]


# --- Figures ------------------------------------------------------------------------------------


def _legend(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
    return [Legend(flow(children, Plain))]


def _figure(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
    legends = [block for child in children if isinstance(child, Legend) for block in child.blocks]
    content = flow((child for child in children if not isinstance(child, Legend)), Plain)
    return [Figure(content, Caption(tuple(legends)), attr(attributes))]


def _summary(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
    return list(flow(children))


BLOCKS: Mapping[str, Builder] = {
    **dict.fromkeys(_TRANSPARENT, _transparent),
    **{f"h{level}": _heading(level) for level in range(1, 7)},
    "p": _paragraph,
    "blockquote": _quote,
    "pre": _code,
    "listing": _code,
    "hr": _rule,
    "div": _division,
    "section": _section,
    "ul": _bullets,
    "menu": _bullets,
    "dir": _bullets,
    "ol": _numbered,
    "li": _item,
    "dl": _terms,
    "dt": _term,
    "dd": _definition,
    "figure": _figure,
    "figcaption": _legend,
    "legend": _summary,
    "summary": _summary,
}
