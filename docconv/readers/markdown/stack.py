"""What is open, by Markdown or by raw HTML in it. HTML that is well nested becomes nodes; a tag in
running text that is not closed stays a tag, and an element of blocks ends with what it is in."""

from __future__ import annotations

from collections import Counter
from html import unescape

from docconv import elements
from docconv.ast import Blocks, Plain, RawBlock, RawInline, Text
from docconv.elements import Node
from docconv.errors import ReadError
from docconv.readers.markdown.frames import LINES, Frame
from docconv.readers.markdown.html import Token, tokens

_MAX_DEPTH = 200  # open things; a list and its item are two
# Which tags end an open element that has no end tag of its own.
_CLOSED_BY = {
    "li": {"li"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "td": {"td", "th", "tr", "tbody", "tfoot"},
    "th": {"td", "th", "tr", "tbody", "tfoot"},
    "tr": {"tr", "tbody", "tfoot"},
    "thead": {"tbody", "tfoot"},
    "tbody": {"tbody", "tfoot"},
    "p": {"p", "div", "ul", "ol", "dl", "table", "blockquote", "pre", "figure", "hr", "section"},
}


class Stack:
    """The open frames; *dropped* counts the elements that hold nothing to read."""

    def __init__(self, dropped: Counter[str]) -> None:
        self._frames = [Frame("Document")]
        self._dropped = dropped

    @property
    def top(self) -> Frame:
        """The innermost frame."""
        return self._frames[-1]

    def add(self, *nodes: Node) -> None:
        """Put *nodes* into the innermost frame."""
        self.top.children += nodes

    def push(self, frame: Frame) -> None:
        """Open *frame*. Raises ReadError if there are absurdly many."""
        if len(self._frames) > _MAX_DEPTH:
            raise ReadError("things are nested more than 100 levels deep in it")
        self._frames.append(frame)

    def pop(self, kind: str) -> Frame:
        """Close the innermost frame of *kind*, and before it the HTML in it."""
        while self.top.kind != kind:
            self._leave()
        return self._frames.pop()

    def finish(self) -> Blocks:
        """Close everything."""
        return self.pop("Document").blocks()

    def enter_line(self) -> None:
        """Open a plain line for text that stands in a block of blocks."""
        if not self.top.inline:
            self.push(Frame("Plain", inline=True))

    def leave_line(self) -> None:
        """Close the plain line before something on a line of its own."""
        while self.top.inline and self.top.kind not in LINES:
            self._leave()
        if self.top.kind == "Plain":
            content = self._frames.pop().inlines()
            self.add(Plain(content))

    # --- Raw HTML ---

    def inline_html(self, source: str) -> None:
        """Take a tag in running text. One that HTML does not know is text."""
        for token in tokens(source):
            if token.kind == "comment":
                continue
            if not _is_known(token):
                self.add(Text(token.source))
            elif token.kind == "open":
                self._open(token)
            elif not self._close(token):
                self.add(RawInline("html", token.source))

    def html_block(self, source: str) -> None:
        """Take the source of a block of HTML."""
        for token in tokens(source):
            match token.kind:
                case "text":
                    self.add(Text(unescape(token.source)))
                case "close":
                    self._close(token)
                case "open" if _is_known(token):
                    while token.name in _CLOSED_BY.get(self.top.kind, ()):
                        self._build(self._frames.pop())
                    self._open(token)
                case "open":
                    self.add(RawBlock("html", token.source))
                case _:
                    pass

    def _open(self, token: Token) -> None:
        frame = Frame(token.name, inline=self.top.inline, tag=token)
        if token.name in elements.VOID:
            self._build(frame)
        elif frame.inline and len(self._frames) >= _MAX_DEPTH:
            self.add(RawInline("html", token.source))
        else:
            self.push(frame)

    def _close(self, token: Token) -> bool:
        """Close the element that *token* ends, if it is open in what we are in."""
        for frame in reversed(self._frames):
            if frame.tag is None:
                return False
            if frame.kind == token.name:
                while self.top is not frame:
                    self._leave()
                self._build(self._frames.pop())
                return True
        return False

    def _build(self, frame: Frame) -> None:
        """Make nodes of an element that is complete."""
        assert frame.tag is not None
        if frame.kind in elements.DROPPED:
            self._dropped[frame.kind] += 1
        self.add(*elements.build(frame.kind, frame.tag.attributes, frame.children))

    def _leave(self) -> None:
        """Take leave of an element that was never closed."""
        frame = self._frames.pop()
        assert frame.tag is not None
        if frame.inline:
            self.add(RawInline("html", frame.tag.source), *frame.children)
        elif frame.kind in elements.DROPPED:
            self.add(*frame.children)
        else:
            self._build(frame)


def _is_known(token: Token) -> bool:
    return token.name in elements.KNOWN or token.name in elements.DROPPED
