"""pyromark's events to nodes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Protocol

from docconv import elements
from docconv.ast import (
    Attr,
    Block,
    Blocks,
    BulletList,
    Code,
    Delimiter,
    Emph,
    Heading,
    HorizontalRule,
    Image,
    Inline,
    LineBlock,
    LineBreak,
    Link,
    Mark,
    Math,
    Note,
    OrderedList,
    Para,
    Plain,
    RawInline,
    SmallCaps,
    SoftBreak,
    Span,
    Strikeout,
    Strong,
    Subscript,
    Table,
    Text,
    Underline,
)
from docconv.elements import Node
from docconv.readers.markdown.frames import (
    CAPTION,
    LINES,
    TABLE_PARTS,
    Frame,
    captioned,
    code_block,
    line_block,
    quote,
)
from docconv.readers.markdown.stack import Stack
from docconv.readers.markdown.syntax import ATTRIBUTES, RAW_FORMAT, inlines, parse_attributes

# Where a bracketed span and an inline note seem to link to.
SPAN = "docconv:span"
NOTE = "docconv:note"

_BLANKS = " \t\n"
_CLOSING_MARKS = re.compile(r"[ \t]#+$")
_UNDERLINE = re.compile(r"\n[ \t>]*(?:=+|-+)$")

_MARKS: dict[str, Mark] = {"Emphasis": Emph(), "Strong": Strong()}
_CLASS_MARKS: dict[str, Mark] = {
    "smallcaps": SmallCaps(),
    "underline": Underline(),
    "ul": Underline(),
}
_PHRASES = frozenset(("Emphasis", "Strong", "Strikethrough", "Link", "Image"))
_VERBATIM = frozenset(("CodeBlock", "HtmlBlock"))


class Context(Protocol):
    """What a builder needs to know of the document."""

    source: bytes
    dropped: Counter[str]

    def note(self, label: str) -> Blocks | None: ...

    def attributes(self, at: int, pattern: re.Pattern[str]) -> re.Match[str] | None: ...


class Builder:
    """Builds the nodes of one stretch of events."""

    def __init__(self, document: Context) -> None:
        self._document = document
        self._stack = Stack(document.dropped)
        self._pending: list[str] = []  # text as it stands in the source
        self._pending_end = 0
        self._text_end = 0
        # Where attributes stand that were read already: at the end of a line, and in one.
        self._taken = {"last": (0, 0), "inline": (0, 0)}

    def finish(self) -> Blocks:
        """The blocks built, everything closed."""
        self._leave_line()
        return self._stack.finish()

    # --- Events ---

    def feed(self, event: Any, start: int, end: int) -> None:
        """Take the next event, which stands at ``source[start:end]``."""
        kind, data = _name(event)
        if kind == "Text":
            self._text(data, start, end)
            return
        self._flush()
        match kind:
            case "Start":
                self._start(*_name(data), start, end)
            case "End":
                self._end(_name(data)[0], end)
            case "Rule":
                self._leave_line()
                self._stack.add(HorizontalRule())
            case "Html":
                self._stack.top.verbatim.append(data)
            case "InlineHtml":
                self._stack.enter_line()
                self._stack.inline_html(data)
            case _:
                self._stack.enter_line()
                self._leaf(kind, data, end)

    def _leaf(self, kind: str, data: Any, end: int) -> None:
        match kind:
            case "SoftBreak":
                self._stack.add(SoftBreak())
            case "HardBreak":
                self._stack.add(LineBreak())
            case "Code":
                self._stack.add(self._code(data, end))
            case "InlineMath":
                self._stack.add(Math(data))
            case "DisplayMath":
                self._stack.add(Math(data, display=True))
            case "TaskListMarker":
                self._stack.add(Text("☒ " if data else "☐ "))
            case _:  # FootnoteReference
                blocks = self._document.note(data)
                self._stack.add(Text(f"[{data}]") if blocks is None else Note(blocks))

    def _start(self, kind: str, data: Any, start: int, end: int) -> None:
        if kind in _PHRASES:
            self._stack.enter_line()
        else:
            self._leave_line()
        inline = kind in _PHRASES or kind in LINES
        frame = Frame(kind, data, start, inline)
        if kind == "Heading" or (kind == "Paragraph" and self._may_be_caption(start)):
            frame.attr = self._final_attributes(start, end)
        self._stack.push(frame)

    def _end(self, kind: str, end: int) -> None:
        if kind not in _PHRASES and kind not in LINES:
            self._leave_line()
        frame = self._stack.pop(kind)
        self._stack.add(*self._built(frame, end))

    def _leave_line(self) -> None:
        self._flush()
        self._stack.leave_line()

    # --- Text ---

    def _text(self, text: str, start: int, end: int) -> None:
        """Take text, but for attributes that were read already."""
        if self._stack.top.kind in _VERBATIM:
            self._stack.top.verbatim.append(text)
            return
        for first, last in self._taken.values():
            if start >= first and end <= last:
                return
            if start < last and end > first:
                start, end = (start, first) if start < first else (last, end)
                text = self._document.source[start:end].decode()
        self._piece(text, start, end)

    def _piece(self, text: str, start: int, end: int) -> None:
        """Gather neighbouring text that stands in the source as it is."""
        source = self._document.source
        escaped = start > self._text_end and source[start - 1 : start] == b"\\"
        self._text_end = end
        self._stack.enter_line()
        literal = source[start:end] == text.encode()
        if not literal or start != self._pending_end:
            self._flush()
        if literal and escaped:
            self._stack.add(Text(text[0]))
            text = text[1:]
        if literal:
            self._pending.append(text)
            self._pending_end = end
        elif text:
            self._stack.add(Text(text))

    def _flush(self) -> None:
        if self._pending:
            self._stack.add(*inlines("".join(self._pending)))
            self._pending.clear()

    # --- What Markdown has closed ---

    def _built(self, frame: Frame, end: int) -> Iterable[Node]:
        match frame.kind:
            case "Paragraph":
                return self._paragraph(frame, end)
            case "Heading":
                return [self._heading(frame)]
            case "BlockQuote":
                return [quote(frame)]
            case "CodeBlock":
                return [code_block(frame, self._line(frame.start))]
            case "HtmlBlock":
                self._stack.html_block("".join(frame.verbatim))
                return []
            case "List":
                return [self._list(frame)]
            case "Item":
                return [elements.Item(frame.blocks(Plain))]
            case "DefinitionList":
                return elements.build("dl", {}, frame.children)
            case "DefinitionListTitle":
                return [elements.Term(frame.inlines())]
            case "DefinitionListDefinition":
                return [self._definition(frame)]
            case "Table" | "TableHead" | "TableRow" | "TableCell":
                return TABLE_PARTS[frame.kind](frame)
            case "Link":
                return self._link(frame, end)
            case "Image":
                return [self._image(frame, end)]
            case "Strikethrough":
                single = self._document.source[frame.start : frame.start + 2] != b"~~"
                return _marked(frame, Subscript() if single else Strikeout())
            case _:
                return _marked(frame, _MARKS[frame.kind])

    def _line(self, start: int) -> str:
        """The rest of the line of the source at *start*."""
        end = self._document.source.find(b"\n", start)
        return self._document.source[start : None if end < 0 else end].decode()

    def _paragraph(self, frame: Frame, end: int) -> Iterable[Node]:
        if any(isinstance(child, Block) for child in frame.children):
            return frame.blocks()
        content = frame.inlines()
        source = self._document.source[frame.start : end]
        if source.startswith(b"|") and (lines := line_block(content, source)):
            return [LineBlock(lines)]
        if content and self._may_be_caption(frame.start):
            siblings = self._stack.top.children
            siblings[-1] = captioned(siblings[-1], content, frame.attr)
            return []
        return [Para(content)] if content else []

    def _may_be_caption(self, start: int) -> bool:
        """Whether what begins at *start* is marked as the caption of the table before it."""
        siblings = self._stack.top.children
        return bool(
            siblings
            and isinstance(table := siblings[-1], Table)
            and not table.caption.blocks
            and CAPTION.match(self._document.source, start)
        )

    def _heading(self, frame: Frame) -> Heading:
        return Heading(int(frame.data["level"][1]), frame.inlines(), frame.attr)

    def _final_attributes(self, start: int, end: int) -> Attr:
        """The attributes that end a heading or a caption, which are then not read as text."""
        written = self._document.source[start:end].decode().rstrip(_BLANKS)
        if written.startswith("#"):
            written = _CLOSING_MARKS.sub("", written).rstrip(_BLANKS)
        elif _UNDERLINE.search(written):
            written = written.rpartition("\n")[0].rstrip(_BLANKS)
        at = written.rfind("{")
        match = ATTRIBUTES.fullmatch(written, at) if at >= 0 else None
        if match is None or written[at - 1 : at] not in (" ", "\t"):
            return Attr()
        self._taken["last"] = (start + len(written[:at].encode()), end)
        return parse_attributes(match[0])

    def _definition(self, frame: Frame) -> Node:
        """A definition: of paragraphs if a blank line is before it, which pyromark does not see
        in quotations."""
        line = self._document.source.rfind(b"\n", 0, frame.start)
        before = self._document.source.rfind(b"\n", 0, max(line, 0))
        blocks = frame.blocks(Plain)
        if line > 0 and not self._document.source[before + 1 : line].strip(b" \t>"):
            blocks = tuple(Para(b.content) if isinstance(b, Plain) else b for b in blocks)
        return elements.Definition(blocks)

    def _list(self, frame: Frame) -> Block:
        items = tuple(c.blocks for c in frame.children if isinstance(c, elements.Item))
        if frame.data is None:
            return BulletList(items)
        marker = self._document.source[frame.start : frame.start + 20].lstrip(b" \t0123456789")
        delimiter: Delimiter = "paren" if marker.startswith(b")") else "period"
        return OrderedList(items, frame.data, "decimal", delimiter)

    def _code(self, text: str, end: int) -> Inline:
        if raw := self._take(end, RAW_FORMAT):
            return RawInline(raw[1], text)
        return Code(text, self._taken_attributes(end))

    def _link(self, frame: Frame, end: int) -> Iterable[Node]:
        url = frame.data["dest_url"]
        if url == NOTE:
            return self._inline_note(frame)
        attr = self._taken_attributes(end)
        if url == SPAN:
            if len(attr.classes) == 1 and attr == Attr(classes=attr.classes):
                return _marked(frame, _CLASS_MARKS.get(attr.classes[0], Span(attr)))
            return _marked(frame, Span(attr))
        if frame.data["link_type"] == "Email":
            url = f"mailto:{url}"
        return _marked(frame, Link(url, frame.data["title"], attr))

    def _inline_note(self, frame: Frame) -> Iterable[Node]:
        """``^[a note]``, of which the first character was taken for text."""
        siblings = self._stack.top.children
        if siblings and isinstance(before := siblings[-1], Text):
            siblings[-1] = replace(before, text=before.text.removesuffix("^"))
        return [Note((Para(frame.inlines()),))]

    def _image(self, frame: Frame, end: int) -> Image:
        data = frame.data
        return Image(data["dest_url"], frame.inlines(), data["title"], self._taken_attributes(end))

    def _taken_attributes(self, at: int) -> Attr:
        match = self._take(at, ATTRIBUTES)
        return parse_attributes(match[0]) if match else Attr()

    def _take(self, at: int, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """What *pattern* matches at *at*, which is then not read as text."""
        match = self._document.attributes(at, pattern)
        if match:
            self._taken["inline"] = (at, at + len(match[0].encode()))
        return match


def _name(tag: Any) -> tuple[str, Any]:
    """The name of an event or a tag of pyromark's, and what it says of it."""
    if isinstance(tag, str):
        return tag, None
    ((name, data),) = tag.items()
    return name, data


def _marked(frame: Frame, mark: Mark) -> list[Node]:
    """The runs of *frame* under *mark*; without any, what a link may point at stays."""
    runs = frame.inlines()
    if not runs and isinstance(mark, Span) and mark.attr.id:
        return [Text("", (mark,))]
    return [replace(run, marks=(mark, *run.marks)) for run in runs]
