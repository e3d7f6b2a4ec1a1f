"""Blocks to paragraphs and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import dropwhile
from typing import assert_never

from docconv import metadata, walk
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
    Document,
    Figure,
    Heading,
    HorizontalRule,
    Image,
    Inline,
    Inlines,
    LineBlock,
    LineBreak,
    Math,
    OrderedList,
    Para,
    Plain,
    RawBlock,
    SoftBreak,
    Table,
    Text,
)
from docconv.writers.docx import markup, raw
from docconv.writers.docx.inlines import is_rtl_text, runs
from docconv.writers.docx.numbering import HEADING_LEVELS, NOT_NUMBERED, Item
from docconv.writers.docx.state import Place, State
from docconv.writers.docx.styles import BY_ID, RULE
from docconv.writers.docx.tables import table
from docconv.xhtml.languages import words

# Word draws two neighbours of one of these kinds as one thing.
_KINDS = {
    CodeBlock: "code",
    BlockQuote: "quotation",
    BulletList: "list",
    OrderedList: "list",
}
_CLASSES = {"credits": "Credits", "dateline": "Dateline", "byline": "Dateline"}
_OPPOSITE = {"left": "right", "right": "left", "center": "center"}


def body(state: State, document: Document, place: Place) -> str:
    """The text of *document* under what its metadata says of it."""
    meta = metadata.masthead(document)
    known = (
        ("Title", (meta.title,)),
        ("Subtitle", (meta.subtitle,)),
        ("Author", meta.authors),
        ("Date", (metadata.date_text(meta),)),
    )
    masthead = "".join(
        _text(state, (Text(text),), style, place)
        for style, texts in known
        for text in texts
        if text
    )
    text = sequence(state, document.blocks, place)
    if state.lead or not (masthead or text):
        text += paragraph(state, "Separator" if text else "BodyText", "", place)
    contents = state.contents.part(words(document.meta.language).contents)
    return masthead + contents + text


def notes(state: State, place: Place) -> Iterator[str]:
    """The notes met in the text, each as what a footnote holds. *state* is that of their part."""
    place = replace(place, para="FootnoteText", plain="FootnoteText")
    number = markup.run('<w:rStyle w:val="FootnoteReference"/>', "<w:footnoteRef/>")
    for note in state.notes:
        state.lead += number + markup.run("", markup.text(" "))
        begins = isinstance(note.blocks[0], Para | Plain) if note.blocks else True
        first = "" if begins else paragraph(state, place.para, "", place)
        yield first + filled(state, note.blocks, place)


def sequence(state: State, blocks: Blocks, place: Place) -> str:
    """The markup of *blocks*, one after the other; nothing if they come to nothing."""
    out: list[str] = []
    before: Block | None = None
    for block in blocks:
        kind = _KINDS.get(type(block))
        content = _block(state, block, place, before)
        if not content:
            continue
        if kind and kind == _KINDS.get(type(before)):
            out.append(_separator(state, place))
        out.append(content)
        before = block
    return "".join(out)


def filled(state: State, blocks: Blocks, place: Place) -> str:
    """The markup of *blocks* where there must be a paragraph: in a cell, in a note."""
    return sequence(state, blocks, place) or paragraph(state, place.plain, "", place)


def paragraph(
    state: State, style: str, content: str, place: Place, *, rtl: bool = False, border: str = ""
) -> str:
    """A paragraph of *content*. It takes what waits for one: the number of a list item, the
    bookmarks of what begins here."""
    before, state.lead = state.lead, ""
    if style != "CaptionedFigure":  # programs know a figure by a paragraph of a picture alone
        before, content = "", before + content
    number, state.item = state.item, ""
    own = BY_ID[style]
    left = place.indent + own.inset
    indent = ""
    if not number and left != own.indent:
        indent = f'<w:ind w:left="{left}"/>'
        number = NOT_NUMBERED if place.continued else ""
    rtl = rtl or place.rtl
    direction = "" if rtl == state.rtl else f'<w:bidi w:val="{int(rtl)}"/>'
    align = ""
    if place.align != "default":
        side = _OPPOSITE[place.align] if rtl else place.align  # "left" is where lines begin
        align = f'<w:jc w:val="{side}"/>'
    return (
        f'{before}<w:p><w:pPr><w:pStyle w:val="{style}"/>{number}{border}{direction}{indent}'
        f"{align}</w:pPr>{content}</w:p>"
    )


def _separator(state: State, place: Place) -> str:
    """A paragraph too thin to be seen as one, which keeps apart what is around it."""
    return paragraph(state, "Separator", "", replace(place, indent=0))


def _block(state: State, block: Block, place: Place, before: Block | None) -> str:
    match block:
        case Para(content=content):
            begins = place.para == "BodyText" and not isinstance(before, Para)
            return _prose(state, content, "FirstParagraph" if begins else place.para, place)
        case Plain(content=content):
            return _prose(state, content, place.plain, place)
        case Heading():
            return _heading(state, block, place)
        case BlockQuote(blocks=blocks):
            own = BY_ID["BlockText"]
            inside = replace(place.indented(own.indent), para=own.id, plain=own.id)
            return sequence(state, blocks, inside)
        case CodeBlock(text=text):
            _bear(state, block.attr)
            code = markup.run("", markup.text(text)) if text else ""
            return paragraph(
                state, "SourceCode", code, replace(place, align="default", rtl=state.rtl)
            )
        case BulletList(items=items):
            return _items(state, items, state.numbering.bullets(place.level, place.indent), place)
        case OrderedList(items=items):
            item = state.numbering.numbers(block, place.level, place.indent)
            return _items(state, items, item, place)
        case DefinitionList(items=items):
            return "".join(_definition(state, item, place) for item in items)
        case LineBlock(lines=lines):
            style = "LineBlock" if place.para == "BodyText" else place.para
            return _text(state, _lines(lines), style, place)
        case Table():
            return _table(state, block, place)
        case Figure():
            return _figure(state, block, place)
        case HorizontalRule():
            return paragraph(state, "HorizontalRule", "", place, border=RULE)
        case Div():
            return _div(state, block, place)
        case RawBlock():
            taken = raw.blocks(block, state.losses)
            return _begun(state, place) + taken + _separator(state, place) if taken else ""
        case _:
            assert_never(block)


def _prose(state: State, content: Inlines, style: str, place: Place) -> str:
    """A paragraph; a displayed formula in it stands in one of its own."""
    if len(content) == 1 or not any(map(_is_displayed, content)):
        return _text(state, content, style, place)
    parts = filter(None, map(_trimmed, _parted(content)))
    return "".join(_text(state, part, style, place) for part in parts)


def _is_displayed(inline: Inline) -> bool:
    return isinstance(inline, Math) and inline.display and bool(inline.text.strip())


def _parted(content: Inlines) -> Iterator[list[Inline]]:
    """*content* before, in and after each displayed formula."""
    part: list[Inline] = []
    for inline in content:
        if _is_displayed(inline):
            yield part
            yield [inline]
            part = []
        else:
            part.append(inline)
    yield part


def _trimmed(part: Sequence[Inline]) -> Inlines:
    """*part* without the blanks that a line does not begin or end with."""
    part = list(dropwhile(_is_blank, part))
    part = list(dropwhile(_is_blank, reversed(part)))[::-1]
    if part and isinstance(part[0], Text):
        part[0] = replace(part[0], text=part[0].text.lstrip())
    return tuple(part)


def _is_blank(inline: Inline) -> bool:
    return isinstance(inline, SoftBreak | LineBreak) or (
        isinstance(inline, Text) and not inline.text.strip()
    )


def _text(state: State, content: Inlines, style: str, place: Place) -> str:
    """A paragraph of *content*, in another *style* if it holds nothing but pictures."""
    if place.picture and content and all(map(_is_picture, content)):
        style = place.picture
    rtl = is_rtl_text(content)
    return paragraph(state, style, runs(state, content, place, style), place, rtl=rtl)


def _is_picture(inline: Inline) -> bool:
    return isinstance(inline, Image) or (isinstance(inline, Text) and _is_blank(inline))


def _heading(state: State, heading: Heading, place: Place) -> str:
    level = min(max(heading.level, 1), HEADING_LEVELS)
    counted = not (state.item or place.continued or "unnumbered" in heading.attr.classes)
    if not state.in_notes:
        text = " ".join(walk.plain(heading.content).split())
        state.lead += state.contents.add(level, text, counted, state.bookmarks)
    if state.contents.top and not counted:
        state.item = state.item or NOT_NUMBERED
    _bear(state, heading.attr)
    return _text(state, heading.content, f"Heading{level}", place)


def _lines(lines: Sequence[Inlines]) -> Inlines:
    """*lines* as one, a break between two."""
    broken = tuple(inline for line in lines for inline in (LineBreak(), *line))
    return broken[1:]


def _bear(state: State, attr: Attr) -> None:
    """Give the next paragraph the bookmark of the identifier in *attr*."""
    state.lead += state.bookmarks.place(attr.id)


def _begun(state: State, place: Place) -> str:
    """An empty paragraph for a list item's number, if what comes next cannot bear it."""
    return paragraph(state, place.plain, "", place) if state.item else ""


def _items(state: State, items: Sequence[Blocks], number: Item, place: Place) -> str:
    out = [_begun(state, place)] if items else []
    inside = replace(
        place.indented(number.indent - place.indent), level=place.level + 1, continued=True
    )
    if place.para in ("BodyText", "Definition"):
        inside = replace(inside, para="ListParagraph", plain="ListCompact")
    for item in items:
        state.item = number.property
        out.append(sequence(state, item, inside))
        out.append(_begun(state, inside))
    return "".join(out)


def _definition(state: State, item: DefinitionItem, place: Place) -> str:
    term = _text(state, item.term, "DefinitionTerm", place)
    own = BY_ID["Definition"]
    inside = replace(place.indented(own.indent), para=own.id, plain=own.id, continued=True)
    return term + "".join(sequence(state, blocks, inside) for blocks in item.definitions)


def _table(state: State, block: Table, place: Place) -> str:
    start = _begun(state, place)
    _bear(state, block.attr)
    caption = _caption(state, block.caption, "TableCaption", place)
    rows = table(state, block, place, _plain(block.caption), filled)
    # Two tables must not touch, and the last thing in a cell is a paragraph.
    return start + caption + (rows + _separator(state, place) if rows else "")


def _figure(state: State, figure: Figure, place: Place) -> str:
    _bear(state, figure.attr)
    style = "CaptionedFigure" if figure.caption.blocks else "Figure"
    inside = replace(place, picture=style, described=_plain(figure.caption))
    blocks = sequence(state, figure.blocks, inside)
    return blocks + _caption(state, figure.caption, "ImageCaption", place)


def _plain(caption: Caption) -> str:
    """The text of *caption* without its notes."""
    contents = (content for block in caption.blocks for content in walk.inlines(block))
    return " ".join(map(walk.plain, contents))


def _caption(state: State, caption: Caption, style: str, place: Place) -> str:
    """The paragraph of a caption: one, so that it is known as one."""
    place = replace(place, para=style, plain=style, align="default", picture="")
    lines = [block.content for block in caption.blocks if isinstance(block, Para | Plain)]
    if len(lines) < len(caption.blocks):
        return sequence(state, caption.blocks, place)
    return _text(state, _lines(lines), style, place) if any(lines) else ""


def _div(state: State, div: Div, place: Place) -> str:
    _bear(state, div.attr)
    language = state.language(div.attr) or place.language
    rtl = state.direction(div.attr, place.rtl)
    place = replace(place, language=language, rtl=rtl)
    style = next((_CLASSES[name] for name in div.attr.classes if name in _CLASSES), "")
    if style:
        place = replace(place, para=style, plain=style)
    return sequence(state, div.blocks, place)
