"""Pandoc's tree of inlines, flattened to marked runs, with a border where two would merge."""

from __future__ import annotations

import json
from typing import Any, Protocol

from docconv import pandoc
from docconv.ast import (
    Attr,
    Blocks,
    Code,
    Emph,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Mark,
    Marks,
    Math,
    Note,
    RawInline,
    SmallCaps,
    SoftBreak,
    Span,
    Strikeout,
    Strong,
    Subscript,
    Superscript,
    Text,
    Underline,
)
from docconv.readers.pandoc_json.shapes import (
    Depth,
    ShapeError,
    at,
    attributes,
    citation_mode,
    each,
    is_display,
    quotes,
    tagged,
)

_PLAIN_MARKS: dict[str, Mark] = {
    "Emph": Emph(),
    "Strong": Strong(),
    "Underline": Underline(),
    "Strikeout": Strikeout(),
    "Superscript": Superscript(),
    "Subscript": Subscript(),
    "SmallCaps": SmallCaps(),
}
_APART, _APART_TOO = (Span(Attr(classes=(name,))) for name in (pandoc.APART, pandoc.APART_TOO))
_QUOTED = Span(Attr(classes=(pandoc.QUOTED,)))


class Context(Protocol):
    """What the inlines need of the reader of blocks."""

    depth: Depth

    def blocks(self, content: Any) -> Blocks: ...


def inlines(content: Any, context: Context) -> Inlines:
    """The runs of *content*, a list of Pandoc's inlines."""
    out: list[Inline] = []
    _Siblings(out, (), context).extend(content)
    return tuple(out)


class _Siblings:
    """Appends the inlines of one sequence to *out*, as runs under *marks*.

    Every element leaves a run behind, an empty one if need be. Words and spaces gather in one
    run; a word right after a word, or one that holds a space, gets a border of its own, and so
    does an element whose mark is that of its neighbour.
    """

    def __init__(self, out: list[Inline], marks: Marks, context: Context) -> None:
        self._out = out
        self._marks = marks
        self._context = context
        self._text: list[str] = []
        self._after_word = False
        self._previous: Mark | None = None  # what encloses the last run of `out`, if a sibling

    def extend(self, content: Any, opening: str = "", closing: str = "") -> None:
        """Append *content* between two quotation marks, if given."""
        before = len(self._out)
        self._text.append(opening)
        with self._context.depth:
            each(self._add, content)
        self._text.append(closing)
        self._flush()
        if len(self._out) == before and self._marks:
            self._out.append(Text("", self._marks))

    def _add(self, element: Any) -> None:
        tag, content = tagged(element)
        if tag == "Str" and isinstance(content, str):
            self._add_word(content)
        elif tag == "Space":
            self._text.append(" ")
            self._after_word = False
        else:
            self._flush()
            at(tag, lambda content: self._add_element(tag, content), content)

    def _add_word(self, word: str) -> None:
        if word and " " not in word and not self._after_word:
            self._text.append(word)
            self._after_word = True
        else:
            self._flush()
            self._out.append(Text(word, (*self._marks, self._border())))

    def _flush(self) -> None:
        if text := "".join(self._text):
            self._out.append(Text(text, self._marks))
            self._previous = None
        self._text.clear()
        self._after_word = False

    def _border(self) -> Mark:
        self._previous = _APART_TOO if self._previous == _APART else _APART
        return self._previous

    def _add_element(self, tag: str, content: Any) -> None:
        mark = _PLAIN_MARKS.get(tag)
        match tag, content:
            case _, list() if mark is not None:
                self._enclose(mark, content)
            case "Link", [attr, inner, [str(url), str(title)]]:
                self._enclose(Link(url, title, attributes(attr)), inner)
            case "Span", [attr, inner]:
                self._enclose(Span(_literal(attributes(attr))), inner)
            case "Quoted", [kind, inner]:
                self._enclose(_QUOTED, inner, *quotes(kind))
            case "Cite", [list(citations), inner]:
                self._enclose(self._citation(citations), inner)
            case _:
                self._out.append(self._atom(tag, content))
                self._previous = None

    def _enclose(self, mark: Mark, content: Any, opening: str = "", closing: str = "") -> None:
        marks = (self._border(), mark) if mark == self._previous else (mark,)
        self._previous = marks[0]
        inner = _Siblings(self._out, (*self._marks, *marks), self._context)
        inner.extend(content, opening, closing)

    def _atom(self, tag: str, content: Any) -> Inline:
        marks = self._marks
        match tag, content:
            case "SoftBreak", _:
                return SoftBreak(marks)
            case "LineBreak", _:
                return LineBreak(marks)
            case "Code", [attr, str(text)]:
                return Code(text, attributes(attr), marks)
            case "Math", [kind, str(text)]:
                return Math(text, is_display(kind), marks)
            case "RawInline", [str(name), str(text)]:
                return RawInline(name, text, marks)
            case "Image", [attr, alt, [str(url), str(title)]]:
                return Image(url, inlines(alt, self._context), title, attributes(attr), marks)
            case "Note", list(blocks):
                return Note(self._context.blocks(blocks), marks)
            case _:
                raise ShapeError("an inline", content)

    def _citation(self, citations: list[Any]) -> Mark:
        each(self._check_citation, citations)
        held = json.dumps(citations, ensure_ascii=False, separators=(",", ":"))
        return Span(Attr(classes=(pandoc.CITE,), attributes=(("citations", held),)))

    def _check_citation(self, value: Any) -> None:
        match value:
            case {
                "citationId": str(),
                "citationPrefix": prefix,
                "citationSuffix": suffix,
                "citationMode": mode,
                "citationNoteNum": int(),
                "citationHash": int(),
            }:
                citation_mode(mode)
                inlines(prefix, self._context)
                inlines(suffix, self._context)
            case _:
                raise ShapeError("a citation", value)


def _literal(attr: Attr) -> Attr:
    """*attr*, marked as the author's own if it looks like one of the reserved spans."""
    if attr.classes and attr.classes[0] in pandoc.RESERVED:
        return Attr(attr.id, (pandoc.LITERAL, *attr.classes), attr.attributes)
    return attr
