"""Phrasing elements: marks on what they enclose, or inlines of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from docconv import pandoc, walk
from docconv.ast import (
    Attr,
    Code,
    Emph,
    Image,
    LineBreak,
    Link,
    Mark,
    Math,
    SmallCaps,
    Span,
    Strikeout,
    Strong,
    Subscript,
    Superscript,
    Text,
    Underline,
)
from docconv.elements.attributes import attr, style, style_marks
from docconv.elements.flow import inlined, is_anchor, marked
from docconv.elements.parts import Node

Attributes: TypeAlias = Mapping[str, str]
Builder: TypeAlias = Callable[[Attributes, Sequence[Node]], list[Node]]

_MARKS: dict[str, Mark] = {
    "strong": Strong(),
    "b": Strong(),
    "em": Emph(),
    "i": Emph(),
    "cite": Emph(),
    "u": Underline(),
    "ins": Underline(),
    "s": Strikeout(),
    "strike": Strikeout(),
    "del": Strikeout(),
    "sup": Superscript(),
    "sub": Subscript(),
}
# What has no mark of its own is a span of a class, or code of one, as in Pandoc.
_SPANS = ("abbr", "dfn", "kbd", "mark", "small")
_CODES: dict[str, tuple[str, ...]] = {
    "code": (),
    "tt": (),
    "var": ("variable",),
    "samp": ("sample",),
}
_TRANSPARENT = "acronym bdi big data font label nobr output picture rb ruby time".split()
_SMALL_CAPS = ("smallcaps", "small-caps", "sc")
_TEX = re.compile(r"\\\((.*)\\\)|\\\[(.*)\\\]|\$\$(.*)\$\$|\$(.*)\$", re.DOTALL)
_INNER_QUOTES = str.maketrans("“”", "‘’")


def _mark(mark: Mark) -> Builder:
    def build(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
        kept = replace(attr(attributes), classes=())
        marks = (mark, Span(kept)) if kept != Attr() else (mark,)
        return _enclosed(children, *marks)

    return build


def _enclosed(children: Sequence[Node], *marks: Mark) -> list[Node]:
    """*children* under *marks*; with no children, what links may point at stays."""
    return marked(children or ([Text("")] if is_anchor(marks) else []), marks)


def _span(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
    classes = attributes.get("class", "").split()
    if "math" in classes and (formula := _formula(children, "display" in classes)):
        return [formula]
    marks = style_marks(attributes)
    if any(name in _SMALL_CAPS for name in classes):
        marks = (*marks, SmallCaps())
    kept = attr(attributes, *_SMALL_CAPS)
    return _enclosed(children, *marks, *([Span(kept)] if kept != Attr() else []))


def _classed(tag: str) -> Builder:
    def build(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
        kept = attr(attributes)
        return _enclosed(children, Span(replace(kept, classes=(tag, *kept.classes))))

    return build


def _code(classes: tuple[str, ...]) -> Builder:
    def build(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
        kept = attr(attributes)
        content = inlined(children)
        if "math" in kept.classes:
            return [Math(walk.plain(content), "display" in kept.classes)]
        marks = content[0].marks if content else ()  # a link around all of it, for instance
        common = tuple(m for m in marks if all(m in inline.marks for inline in content))
        kept = replace(kept, classes=(*classes, *kept.classes))
        return [Code(walk.plain(content), kept, common)]

    return build


def _link(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
    url = attributes.get("href", "").strip()
    kept = attr({"id": attributes.get("name", ""), **attributes})
    kept = replace(kept, attributes=tuple(p for p in kept.attributes if p[0] != "title"))
    if "href" in attributes and children:
        return marked(children, (Link(url, attributes.get("title", ""), kept),))
    return _span({**attributes, "id": kept.id}, children)


def _quote(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
    quoted = Span(Attr(classes=(pandoc.QUOTED,)))
    inner = [_requoted(child, quoted) for child in children]
    return marked([Text("“"), *inner, Text("”")], (quoted,))


def _requoted(node: Node, quoted: Mark) -> Node:
    if isinstance(node, Text) and quoted in node.marks:
        return replace(node, text=node.text.translate(_INNER_QUOTES))
    return node


def _image(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
    kept = attr(attributes)
    styled = style(attributes)
    wanted = ((name, styled.get(name) or attributes.get(name)) for name in ("width", "height"))
    sizes = tuple((name, size) for name, size in wanted if size and size != "auto")
    others = tuple(pair for pair in kept.attributes if pair[0] != "title")
    alt = attributes.get("alt", "")
    return [
        Image(
            attributes.get("src", "").strip(),
            (Text(alt),) if alt else (),
            attributes.get("title", ""),
            replace(kept, attributes=(*others, *sizes)),
        )
    ]


def _input(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
    if attributes.get("type", "").lower() != "checkbox":
        return []
    return [Text("☒" if "checked" in attributes else "☐")]


def _formula(children: Sequence[Node], display: bool) -> Math | None:
    """The formula that *children* are, if they are TeX between its delimiters."""
    match = _TEX.fullmatch(walk.plain(inlined(children)).strip())
    return Math(next(filter(None, match.groups()), ""), display) if match else None


def _annotated(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
    """MathML: its TeX if it tells it, else its text."""
    runs = inlined(children)
    source = next((run.text for run in runs if isinstance(run, Math)), attributes.get("alttext"))
    if source is None:
        source = " ".join(walk.plain(runs).split())
    return [Math(source.strip(), attributes.get("display") == "block")]


def _annotation(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
    is_tex = attributes.get("encoding") == "application/x-tex"
    return [Math(walk.plain(inlined(children)))] if is_tex else []


def _reading(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
    """The reading of a ruby, in parentheses as browsers without ruby show it."""
    return [Text("("), *children, Text(")")] if children else []


def _transparent(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
    return list(children)


def _nothing(attributes: Attributes, children: Sequence[Node]) -> list[Node]:
    return []


INLINES: dict[str, Builder] = {
    **{tag: _mark(mark) for tag, mark in _MARKS.items()},
    **{tag: _classed(tag) for tag in _SPANS},
    **{tag: _code(classes) for tag, classes in _CODES.items()},
    **dict.fromkeys(_TRANSPARENT, _transparent),
    "a": _link,
    "span": _span,
    "bdo": _span,
    "q": _quote,
    "br": lambda attributes, children: [LineBreak()],
    "img": _image,
    "input": _input,
    "math": _annotated,
    "annotation": _annotation,
    "rt": _reading,
    "rp": _nothing,
    "wbr": _transparent,
}
