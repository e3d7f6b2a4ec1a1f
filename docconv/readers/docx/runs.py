"""The content of a paragraph: runs of text, links, fields, notes, pictures, formulas, changes."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable
from dataclasses import replace

from docconv.archive import Element
from docconv.ast import (
    Attr,
    Blocks,
    Code,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Mark,
    Marks,
    Math,
    Note,
    Para,
    Span,
    Text,
)
from docconv.readers.docx import drawings, fields, omml, symbols
from docconv.readers.docx.fields import Field
from docconv.readers.docx.looks import PLAIN, Look, look, marks
from docconv.readers.docx.names import M, R, W, children, value
from docconv.readers.docx.nesting import nested
from docconv.readers.docx.story import Story, anchor

_CHARACTERS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "noBreakHyphen": "\u2011",
    W + "softHyphen": "\u00ad",
}
_WHITE = str.maketrans("\n\r", "  ")


class Runs:
    """Collects what one paragraph holds.

    *boxes* are the text boxes anchored in it, *has_rule* says that a ruled line is, *names* are
    its bookmarks that nothing in the document points at.
    """

    def __init__(self, story: Story, base: Look = PLAIN) -> None:
        self.boxes: list[Element] = []
        self.has_rule = False
        self.names: list[str] = []
        self._story = story
        self._reading = story.reading
        self._base = base
        self._out: list[Inline] = []
        self._marks: list[Mark] = []  # of what is around: links, changes
        self._bookmarks(story.bookmarks)
        story.bookmarks = []

    def read(self, element: Element) -> None:
        """Collect from *element*: a paragraph, or what may stand around runs in one."""
        for child in children(element):
            handler = _HANDLERS.get(child.tag)
            if handler is not None:
                handler(self, child)

    def content(self) -> Inlines:
        """What was collected. An unfinished field code does not reach beyond its paragraph."""
        self._story.fields = [field for field in self._story.fields if not field.in_code]
        return nested(self._out)

    # Around runs

    def _hyperlink(self, element: Element) -> None:
        relation = self._story.relations.get(element.get(R + "id", ""))
        url = relation.target if relation else ""
        place = element.get(W + "anchor") or element.get(W + "docLocation")
        if place:
            url += f"#{place}"
        link = Link(url, element.get(W + "tooltip", "")) if url else None
        self._enclosed(element, link)

    def _simple_field(self, element: Element) -> None:
        self._enclosed(element, fields.link(element.get(W + "instr", "")))

    def _enclosed(self, element: Element, mark: Mark | None) -> None:
        if mark is None:
            self.read(element)
            return
        self._marks.append(mark)
        self.read(element)
        self._marks.pop()

    def _content_control(self, element: Element) -> None:
        content = element.find(W + "sdtContent")
        if content is not None:
            self.read(content)

    def _inserted(self, element: Element) -> None:
        self._changed(element, "insertion", "reject")

    def _deleted(self, element: Element) -> None:
        self._changed(element, "deletion", "accept")

    def _changed(self, element: Element, kind: str, dropped_by: str) -> None:
        if self._reading.changes == dropped_by:
            return
        showing = self._reading.changes == "all"
        self._enclosed(element, _change(element, kind) if showing else None)

    def _bookmark(self, element: Element) -> None:
        self._bookmarks([element.get(W + "name", "")])

    def _bookmarks(self, names: list[str]) -> None:
        for name in names:
            if name in self._reading.targets:
                self._out.append(anchor(name))
            elif not name.startswith("_"):
                self.names.append(name)

    def _comment_start(self, element: Element) -> None:
        self._reading.comments.begin(element.get(W + "id", ""))

    def _comment_end(self, element: Element) -> None:
        self._reading.comments.end(element.get(W + "id", ""))

    def _formula(self, element: Element) -> None:
        self._add_formula(element, display=False)

    def _formulas(self, element: Element) -> None:
        for formula in element.iterfind(M + "oMath"):
            self._add_formula(formula, display=True)

    def _add_formula(self, element: Element, *, display: bool) -> None:
        tex, unknown = omml.tex(element)
        if unknown:
            self._reading.losses.add("math-unknown", unknown)
        if tex:
            self._add(Math(tex, display), PLAIN)

    # Runs

    def _run(self, run: Element) -> None:
        properties = run.find(W + "rPr")
        own = look(properties)
        style = value(properties, "rStyle")
        if style:
            own = own.over(self._reading.styles.run(style))
        own = own.over(self._base)
        for child in children(run):
            handler = _RUN_HANDLERS.get(child.tag)
            if handler is not None:
                handler(self, child, own)

    def _text(self, element: Element, own: Look) -> None:
        text = element.text or ""
        if "\n" in text or "\r" in text:
            text = text.translate(_WHITE)
        if own.font:
            text = symbols.text(text, own.font)
        self._add_text(text, own)

    def _character(self, element: Element, own: Look) -> None:
        self._add_text(_CHARACTERS[element.tag], own)

    def _symbol(self, element: Element, own: Look) -> None:
        try:
            code = int(element.get(W + "char", ""), 16)
        except ValueError:
            return
        text = symbols.character(code, element.get(W + "font", ""))
        if text == symbols.UNKNOWN:
            self._reading.losses.add("symbol-unknown")
        self._add_text(text, own)

    def _break(self, element: Element, own: Look) -> None:
        if element.get(W + "type", "textWrapping") == "textWrapping":
            self._add(LineBreak(), own)
        else:
            self._reading.losses.add("breaks-dropped")

    def _note(self, element: Element, own: Look) -> None:
        found = self._reading.notes.find(element)
        if found is None:
            self._reading.losses.add("note-missing")
            return
        part, note = found
        package = self._reading.package  # some programs list a note's pictures with the document's
        relations = ChainMap(package.relations(part), package.relations(package.main))
        blocks = self._reading.blocks(note, Story(self._reading, part, relations))
        self._add(Note(_unindented(blocks)), PLAIN)

    def _drawing(self, element: Element, own: Look) -> None:
        for part in drawings.parts(element, self._story):
            match part:
                case drawings.Box(content):
                    self.boxes.append(content)
                case drawings.Rule():
                    self.has_rule = True
                case Image():
                    self._add(part, PLAIN)

    def _ruby(self, element: Element, own: Look) -> None:
        """The text with its reading in parentheses."""
        base, reading = element.find(W + "rubyBase"), element.find(W + "rt")
        if base is not None:
            self.read(base)
        if reading is not None and next(reading.iter(W + "t"), None) is not None:
            self._add_text("(", own)
            self.read(reading)
            self._add_text(")", own)

    # Fields

    def _field(self, element: Element, own: Look) -> None:
        open_fields = self._story.fields
        match element.get(W + "fldCharType"):
            case "begin":
                open_fields.append(Field(element))
            case "separate" if open_fields:
                open_fields[-1].begin_result()
            case "end" if open_fields:
                ended = open_fields.pop()
                if ended.in_code:
                    self._without_result(ended, own)

    def _field_code(self, element: Element, own: Look) -> None:
        if self._story.fields:
            self._story.fields[-1].code.append(element.text or "")

    def _without_result(self, field: Field, own: Look) -> None:
        if fields.is_equation(field):
            self._reading.losses.add("equation-field")
            self._add_text("".join(field.code).strip(), own)
        elif text := fields.without_result(field):
            self._add_text(text, own)

    # Adding

    def _add_text(self, text: str, own: Look) -> None:
        if not text or self._is_silent():
            return
        if own.hidden:
            self._reading.losses.add("hidden-dropped", len(text))
            return
        self._reading.comments.note(text)
        under = self._under(own)
        is_code = own.role == "code"
        self._out.append(Code(text, marks=under) if is_code else Text(text, under))

    def _add(self, inline: Inline, own: Look) -> None:
        if not self._is_silent():
            self._out.append(replace(inline, marks=self._under(own)))

    def _under(self, own: Look) -> Marks:
        """The marks of what is around, and those of its *own* look."""
        around = [*self._marks, *(field.link for field in self._story.fields if field.link)]
        if not around:
            return marks(own, self._reading.language, False)
        linked = any(isinstance(mark, Link) for mark in around)
        return tuple(dict.fromkeys((*around, *marks(own, self._reading.language, linked))))

    def _is_silent(self) -> bool:
        """Whether we are in the code of a field, or in a field that is."""
        return any(field.in_code for field in self._story.fields)


def _change(element: Element, kind: str) -> Span:
    said = ((name, element.get(W + name, "")) for name in ("author", "date"))
    return Span(Attr(classes=(kind,), attributes=tuple(pair for pair in said if pair[1])))


def _unindented(blocks: Blocks) -> Blocks:
    """The *blocks* of a note without the blank that parts its number from its text."""
    match blocks:
        case (Para(content=(Text(text, text_marks), *rest)), *others):
            text = text.lstrip()
            first = (Text(text, text_marks), *rest) if text else tuple(rest)
            return (Para(first), *others)
        case _:
            return blocks


_HANDLERS: dict[str, Callable[[Runs, Element], None]] = {
    W + "r": Runs._run,
    W + "hyperlink": Runs._hyperlink,
    W + "fldSimple": Runs._simple_field,
    W + "ins": Runs._inserted,
    W + "moveTo": Runs._inserted,
    W + "del": Runs._deleted,
    W + "moveFrom": Runs._deleted,
    W + "sdt": Runs._content_control,
    W + "smartTag": Runs.read,
    W + "customXml": Runs.read,
    W + "dir": Runs.read,
    W + "bdo": Runs.read,
    W + "bookmarkStart": Runs._bookmark,
    W + "commentRangeStart": Runs._comment_start,
    W + "commentRangeEnd": Runs._comment_end,
    M + "oMath": Runs._formula,
    M + "oMathPara": Runs._formulas,
}
_RUN_HANDLERS: dict[str, Callable[[Runs, Element, Look], None]] = {
    W + "t": Runs._text,
    W + "delText": Runs._text,
    **dict.fromkeys(_CHARACTERS, Runs._character),
    W + "sym": Runs._symbol,
    W + "br": Runs._break,
    W + "cr": Runs._break,
    W + "footnoteReference": Runs._note,
    W + "endnoteReference": Runs._note,
    W + "drawing": Runs._drawing,
    W + "pict": Runs._drawing,
    W + "object": Runs._drawing,
    W + "ruby": Runs._ruby,
    W + "fldChar": Runs._field,
    W + "instrText": Runs._field_code,
}
