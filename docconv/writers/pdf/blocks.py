"""Blocks as items of a column, and as elements of the document's structure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple, assert_never

from docconv import walk
from docconv.ast import (
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    CodeBlock,
    DefinitionList,
    Div,
    Figure,
    Heading,
    HorizontalRule,
    Image,
    Inlines,
    LineBlock,
    LineBreak,
    OrderedList,
    Para,
    Plain,
    RawBlock,
    SoftBreak,
    Table,
    Text,
)
from docconv.writers.pdf import lists, verbatim
from docconv.writers.pdf.frame import Frame
from docconv.writers.pdf.galley import Align, Anchor, Passage
from docconv.writers.pdf.inlines import InlineSetter
from docconv.writers.pdf.items import Column, Footnote, Rule, TextLine
from docconv.writers.pdf.lines import text_lines
from docconv.writers.pdf.losses import Losses
from docconv.writers.pdf.setting import TypeCase
from docconv.writers.pdf.tables import set_table
from docconv.writers.pdf.tags import Elem
from docconv.writers.pdf.theme import HAIRLINE, Theme


class Entry(NamedTuple):
    """A heading for the outline: its depth, its text, and what its item is anchored as."""

    depth: int
    title: str
    anchor: object


class Composer:
    """Sets the blocks of one document. *measure* is for content that is not shown (yet). *entries*
    are the headings met so far; in a *titled* document the title is one of the first level."""

    def __init__(
        self,
        theme: Theme,
        case: TypeCase,
        inlines: InlineSetter,
        measure: InlineSetter,
        losses: Losses,
        *,
        titled: bool,
    ) -> None:
        self.theme = theme
        self.case = case
        self.inlines = inlines
        self.measure = measure
        self.losses = losses
        self.entries: list[Entry] = []
        self._open = [1] if titled else []  # the levels of the headings above this point

    def blocks(self, blocks: Blocks, frame: Frame, column: Column) -> None:
        """Set *blocks* in *frame*, as items of *column*."""
        before: Block | None = None
        for block in blocks:
            column.skip(self._space(before, block, frame))
            indented = (
                frame.indented and isinstance(before, Para) and not _is_picture(before.content)
            )
            self._block(block, frame, column, self.theme.indent if indented else 0.0)
            before = block

    def paragraph(
        self,
        content: Inlines,
        frame: Frame,
        column: Column,
        elem: Elem,
        *,
        indent: float = 0.0,
        align: Align | None = None,
        balanced: bool = False,
    ) -> list[TextLine]:
        """Set *content* as a paragraph that is *elem*; its notes go into the frame's element."""
        align = align or frame.text_align
        look = frame.setting.look
        galley = self.inlines.galley(content, look, elem, frame.width, frame.alt)
        passages = galley.passages(frame.width, indent, align, balanced=balanced)
        if not any(passage.pieces for passage in passages):
            _keep_anchors(passages, column)
            return []
        lines = text_lines(passages, frame, align, indent)
        for line in lines:
            column.add(line)
            for footnote in line.notes:
                self._note(footnote, frame)
        return lines

    def _block(self, block: Block, frame: Frame, column: Column, indent: float) -> None:
        match block:
            case Para() | Plain():
                elem = Elem("P", frame.elem)
                align: Align | None = "center" if _is_picture(block.content) else None
                indent = 0.0 if align else indent
                self.paragraph(block.content, frame, column, elem, indent=indent, align=align)
            case Heading():
                self._heading(block, frame, column)
            case BlockQuote():
                inset = self.theme.inset
                inner = frame.inside(Elem("BlockQuote", frame.elem), inset, inset)
                self.blocks(block.blocks, inner, column)
            case CodeBlock():
                verbatim.code(self, block, frame, column)
            case BulletList():
                lists.bullets(self, block, frame, column)
            case OrderedList():
                lists.numbers(self, block, frame, column)
            case DefinitionList():
                lists.definitions(self, block, frame, column)
            case LineBlock():
                verbatim.verse(self, block, frame, column)
            case Table():
                set_table(self, block, frame, column)
            case Figure():
                self._figure(block, frame, column)
            case HorizontalRule():
                width = frame.width / 4
                x = frame.x + (frame.width - width) / 2
                column.add(Rule(height=0.5, x=x, width=width, colour=HAIRLINE))
            case Div():
                self._div(block, frame, column)
            case RawBlock():
                self.losses.add("raw-dropped", block.format)
            case _:
                assert_never(block)

    def _space(self, before: Block | None, block: Block, frame: Frame) -> float:
        """The space between two blocks."""
        match before, block:
            case None, _:
                return 0.0
            case Heading(), Heading():
                return self.theme.line
            case _, Heading():
                return self.theme.heading(block.level).above
            case Heading(), _:
                return self.theme.heading(before.level).below
            case (Para() | Plain() | BulletList() | OrderedList(), Plain()) | (
                Plain(),
                BulletList() | OrderedList(),
            ):
                return 0.0
            case Para(), Para() if not (_is_picture(before.content) or _is_picture(block.content)):
                return 0.0 if frame.indented else self.theme.item_gap
            case (_, HorizontalRule()) | (HorizontalRule(), _):
                return self.theme.line
            case _:
                return self.theme.gap

    def _heading(self, heading: Heading, frame: Frame, column: Column) -> None:
        """Set a heading; one that shows no text is a paragraph, lest a level seem to be skipped."""
        column.anchor(heading.attr.id)
        anchor = object()
        column.anchor(anchor)
        elem = Elem("P", frame.elem)
        framed = replace(frame, setting=self.theme.heading(heading.level).setting)
        lines = self.paragraph(heading.content, framed, column, elem, align="left", balanced=True)
        for line in lines:
            line.keep = True
        title = " ".join(walk.plain(heading.content).split())
        if lines and title:
            while self._open and self._open[-1] >= heading.level:
                self._open.pop()
            self._open.append(heading.level)
            depth = min(len(self._open), 6)
            elem.tag = f"H{depth}"
            self.entries.append(Entry(depth, title, anchor))

    def _figure(self, figure: Figure, frame: Frame, column: Column) -> None:
        column.anchor(figure.attr.id)
        elem = Elem("Div", frame.elem)
        caption = figure.caption.blocks
        start = len(column.items)
        alt = " ".join(" ".join(walk.texts(caption)).split())
        self.blocks(figure.blocks, replace(frame.inside(elem), alt=alt), column)
        shown = len(column.items) > start
        if shown and caption:
            column.items[-1].keep = True
            column.skip(0.6 * self.theme.gap)
        inner = frame.inside(Elem("Caption", elem) if shown else elem)
        align: Align = "center" if shown and self._is_plate(figure, frame.width) else "left"
        self.caption(caption, inner, column, align)

    def caption(self, blocks: Blocks, frame: Frame, column: Column, align: Align = "left") -> None:
        """Set *blocks* as the caption of what stands above it or below it."""
        self.blocks(blocks, frame.styled(self.theme.caption, align), column)

    def _is_plate(self, figure: Figure, width: float) -> bool:
        """Whether *figure* is pictures, and its caption so short that it stands in the middle."""
        look = self.theme.caption.look
        return all(
            isinstance(block, Para | Plain) and _is_picture(block.content)
            for block in figure.blocks
        ) and all(
            self.measure.galley(content, look, Elem("P"), width).widths()[1] <= width
            for block in walk.blocks(figure.caption.blocks)
            for content in walk.inlines(block)
        )

    def _div(self, div: Div, frame: Frame, column: Column) -> None:
        column.anchor(div.attr.id)
        language = self.losses.language(div.attr)
        inner = frame.inside(Elem("Div", frame.elem, language=language))
        if language:
            inner = inner.in_language(language)
        for name, setting in self.theme.classes.items():
            if name in div.attr.classes:
                inner = inner.styled(setting, "left")
        self.blocks(div.blocks, inner, column)

    def _note(self, footnote: Footnote, outer: Frame) -> None:
        """Set a note, and those in it after it."""
        elem = Elem("Note", outer.elem, identifier=f"note-{footnote.number}")
        setting = self.theme.note.in_language(outer.language)
        frame = Frame(0.0, self.theme.width, elem, setting, self.theme.align, outer.language)
        column = Column()
        column.skip(0.25 * setting.leading)
        column.anchor(footnote)
        lists.labelled(
            self, str(footnote.number), footnote.note.blocks, frame, column, self.theme.note_indent
        )
        items = column.finish()
        inner = [note for item in items for note in item.notes]
        for item in items:
            item.notes = ()
        footnote.items = [*items, *(item for note in inner for item in note.items)]


def _is_picture(content: Inlines) -> bool:
    """Whether *content* is one picture and nothing else."""
    pictures = 0
    for inline in content:
        match inline:
            case Image():
                pictures += 1
            case SoftBreak() | LineBreak():
                pass
            case Text() if not inline.text.strip():
                pass
            case _:
                return False
    return pictures == 1


def _keep_anchors(passages: Iterable[Passage], column: Column) -> None:
    for passage in passages:
        for _, mark in passage.marks:
            if isinstance(mark, Anchor):
                column.anchor(mark.name)
