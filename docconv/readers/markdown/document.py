"""The whole of a Markdown document: its body, its notes, and what was left out of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, TypeAlias

import pyromark

from docconv.ast import Blocks
from docconv.errors import Notice, Warn
from docconv.readers.markdown.builder import NOTE, SPAN, Builder
from docconv.readers.markdown.syntax import ATTRIBUTES, fenced_divs

Events: TypeAlias = list[tuple[Any, int, int]]

_EXTENSIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_MATH
    | pyromark.Options.ENABLE_GFM
    | pyromark.Options.ENABLE_DEFINITION_LIST
)
_MAX_NOTES = 20  # notes in one another
_MAX_FILLED = 100_000  # events of cells that are not there
_CELL = ({"Start": "TableCell"}, {"End": "TableCell"})


def parse(text: str, warn: Warn) -> Blocks:
    """The blocks of *text*, which has no metadata. Raises ReadError for absurd nesting."""
    source = fenced_divs(text)
    document = _Document(source.encode(), warn)
    return (*document.blocks(document.body), *document.rest())


class _Document:
    """What the body and the notes of one document share."""

    def __init__(self, source: bytes, warn: Warn) -> None:
        self.source = source
        self.dropped: Counter[str] = Counter()
        self._warn = warn
        self._open: list[str] = []  # the notes that we are in
        self._built: dict[str, tuple[Blocks, int]] = {}
        self._spent = 0
        self.body, self._notes = _parted(
            pyromark.events_with_range(
                source.decode(), options=_EXTENSIONS, broken_link_callback=self._bracketed
            )
        )

    def blocks(self, events: Events) -> Blocks:
        builder = Builder(self)
        for event, start, end in events:
            builder.feed(event, start, end)
        return builder.finish()

    def note(self, label: str) -> Blocks | None:
        """The content of the note *label*. None inside itself, and where repeating it would make
        the document grow beyond reason."""
        if label in self._open or label not in self._notes or len(self._open) > _MAX_NOTES:
            return None
        if label not in self._built:
            self._open.append(label)
            before = self._spent
            events = self._notes[label]
            blocks = self.blocks(events)
            self._built[label] = blocks, self._spent - before + _length(events)
            self._open.pop()
        blocks, size = self._built[label]
        if self._spent + size > len(self.source) + 1000:
            return None
        self._spent += size
        return blocks

    def attributes(self, at: int, pattern: re.Pattern[str] = ATTRIBUTES) -> re.Match[str] | None:
        """The attributes that stand in the source at *at*, if any do."""
        if self.source[at : at + 1] != b"{":
            return None
        return pattern.match(self.source[at : at + 1000].decode(errors="ignore"))

    def rest(self) -> Blocks:
        """The notes that nothing refers to, as blocks; tells of them, and of what was dropped."""
        if self.dropped:
            names = ", ".join(sorted(self.dropped))
            count = self.dropped.total()
            self._warn(Notice("html-dropped", f"{count} HTML elements were left out: {names}"))
        unused = [label for label in self._notes if label not in self._built]
        if unused:
            names = ", ".join(unused)
            self._warn(Notice("note-unused", f"notes that nothing refers to end the text: {names}"))
        return tuple(block for label in unused for block in self.note(label) or ())

    def _bracketed(self, link: Any) -> tuple[str, str] | None:
        """Makes pyromark take ``[text]{.class}`` and ``^[a note]`` for links."""
        if link["link_type"] != "Shortcut":
            return None
        if self.attributes(link["span"]["end"]):
            return SPAN, ""
        start = link["span"]["start"]
        return (NOTE, "") if self.source[max(start - 1, 0) : start] == b"^" else None


def _defined(event: Any) -> str | None:
    """The note whose definition begins with *event*."""
    match event:
        case {"Start": {"FootnoteDefinition": str(label)}}:
            return label
        case _:
            return None


def _length(events: Events) -> int:
    """How much of the source *events* stand for."""
    return events[-1][2] - events[0][1] if events else 0


def _parted(events: Iterable[tuple[Any, Any]]) -> tuple[Events, dict[str, Events]]:
    """The events of the body, and those of each note. Of the cells that pyromark fills rows up
    with there are as many as somebody may have meant."""
    body: Events = []
    notes: dict[str, Events] = {}
    stack = [body]
    filled = 0
    for event, place in events:
        if place["start"] == place["end"] and event in _CELL:
            filled += 1
            if filled > _MAX_FILLED:
                continue
        if event == {"End": "FootnoteDefinition"}:
            stack.pop()
        elif (label := _defined(event)) is not None:
            stack.append(notes.setdefault(label, []))
        else:
            stack[-1].append((event, place["start"], place["end"]))
    return body, notes
