"""Block-level things of a story, one after another: what each is and where it stands. How they
lie in one another is told from that later, in :mod:`docconv.readers.docx.frames`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from docconv.archive import Element
from docconv.ast import (
    Attr,
    Block,
    Div,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Math,
    SoftBreak,
    Span,
    Text,
)
from docconv.elements.flow import merge
from docconv.readers.docx import omml
from docconv.readers.docx.names import M, W, attribute, children, value
from docconv.readers.docx.nesting import trimmed
from docconv.readers.docx.numbering import Label
from docconv.readers.docx.runs import Runs
from docconv.readers.docx.story import Story
from docconv.readers.docx.styles import Layout, ParagraphStyle, layout
from docconv.readers.docx.tables import table

_UNLABELLED = ("heading", "contents", "title", "subtitle")
_VERBATIM = ("code", "verse")
_WRAPPERS = (W + "customXml", W + "ins", W + "moveTo")
_CONTENTS = "Table of Contents"
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph, or a *block* made already (a table, a text box).

    *role* is what it is (see `styles`); *level* that of a heading. *left* is where its text
    begins, *edge* where it does with its *label*, *inset* how much of that is its style's own,
    in twips. *before* and *after* are the space around it; *is_free* says that it was indented
    by hand, not by a list.
    """

    role: str
    content: Inlines = ()
    level: int = 0
    label: Label | None = None
    left: int = 0
    edge: int = 0
    inset: int = 0
    before: int = 0
    after: int = 0
    style: str = ""
    is_contextual: bool = False
    is_free: bool = False
    id: str = ""
    block: Block | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it would show."""
        return self.block is None and self.label is None and is_blank(self.content)

    @property
    def is_picture(self) -> bool:
        """Whether it is a paragraph of nothing but pictures."""
        return any(isinstance(inline, Image) for inline in self.content) and all(
            isinstance(inline, Image | LineBreak) or is_blank((inline,)) for inline in self.content
        )


def is_blank(content: Inlines) -> bool:
    """Whether nothing of *content* would show; anchors do not."""
    return all(
        isinstance(inline, LineBreak | SoftBreak)
        or (isinstance(inline, Text) and not inline.text.strip())
        for inline in content
    )


def items(container: Element, story: Story) -> Iterator[Item]:
    """What the story in *container* consists of."""
    opening: Inlines = ()  # of a paragraph whose mark was deleted, or of a big initial
    for item, runs_on in _read(container, story):
        if opening:
            item = replace(item, content=merge((*opening, *item.content)))
            opening = ()
        if runs_on:
            opening = item.content
        else:
            yield _trimmed(item)
    if opening:
        yield _trimmed(Item("", opening))


def _trimmed(item: Item) -> Item:
    if item.role in _VERBATIM:
        return item
    content = trimmed(item.content)
    return item if content == item.content else replace(item, content=content)


def _read(container: Element, story: Story) -> Iterator[tuple[Item, bool]]:
    """The items of *container*, and of each whether it runs on into the next."""
    reading = story.reading
    for child in children(container):
        if child.tag == W + "p":
            yield from _paragraph(child, story)
        elif child.tag == W + "tbl":
            yield _table(child, story), False
        elif child.tag == W + "sdt":
            yield from _control(child, story)
        elif child.tag in _WRAPPERS:
            yield from _read(child, story)
        elif child.tag == W + "bookmarkStart":
            story.bookmarks.append(child.get(W + "name", ""))
        elif child.tag == W + "altChunk":
            reading.losses.add("import-dropped")
        elif child.tag in (M + "oMathPara", M + "oMath"):
            formulas = [child] if child.tag == M + "oMath" else child.iterfind(M + "oMath")
            yield Item("", tuple(Math(omml.tex(each)[0], True) for each in formulas)), False


def _control(element: Element, story: Story) -> Iterator[tuple[Item, bool]]:
    """The content of a content control, unless it is a table of contents."""
    content = element.find(W + "sdtContent")
    if content is None:
        return
    gallery = element.find(f"{W}sdtPr/{W}docPartObj")
    if value(gallery, "docPartGallery") == _CONTENTS:
        lines = sum(1 for _ in content.iter(W + "p"))
        story.reading.losses.add("contents-dropped", lines)
        return
    yield from _read(content, story)


def _table(element: Element, story: Story) -> Item:
    indent = element.find(f"{W}tblPr/{W}tblInd")
    left = int(float(attribute(indent, "w") or 0)) if indent is not None else 0
    bookmarks, story.bookmarks = story.bookmarks, []
    names = [name for name in bookmarks if not name.startswith("_")]
    return Item("table", left=left, edge=left, id=(names or [""])[0], block=table(element, story))


# --- Paragraphs ---------------------------------------------------------------------------------


def _paragraph(element: Element, story: Story) -> Iterator[tuple[Item, bool]]:
    reading = story.reading
    properties = element.find(W + "pPr")
    style = reading.styles.paragraph(value(properties, "pStyle") or None)
    direct = layout(properties)
    role, level = _role(style, direct)
    label = _label(style, direct, role, story)
    if role == "heading" and label is not None:
        if label.level.is_numbered:
            reading.losses.add("numbers-dropped")
        label = None if label.level.is_numbered or label.is_blank else label
    runs = Runs(story, style.look)
    runs.read(element)
    content = runs.content()
    if role == "contents":
        if not is_blank(content):
            reading.losses.add("contents-dropped")
        return
    if label is not None and label.box:
        content = (Text(f"{label.box} "), *content)
    item = _placed(Item(role, content, level, label, style=style.id), style, direct)
    item = _identified(item, runs.names)
    if runs.has_rule:
        yield Item("rule", left=item.left, edge=item.edge), False
    if not (runs.has_rule and item.is_empty):
        yield item, _runs_on(properties, story)
    for box in runs.boxes:
        blocks = reading.blocks(box, story.inner())
        if blocks:
            held = Div(blocks, Attr(classes=("textbox",)))
            yield replace(item, role="box", content=(), label=None, id="", block=held), False


def _role(style: ParagraphStyle, direct: Layout) -> tuple[str, int]:
    if direct.outline is None:
        return style.role, style.level
    if direct.outline > 8:  # body text
        return ("", 0) if style.role == "heading" else (style.role, style.level)
    is_text = style.role in ("", "list", "heading")
    return ("heading", min(direct.outline + 1, _DEEPEST)) if is_text else (style.role, style.level)


def _label(style: ParagraphStyle, direct: Layout, role: str, story: Story) -> Label | None:
    instance = direct.number or style.layout.number
    if instance is None or (role in _UNLABELLED and role != "heading"):
        return None
    depth = style.layout.level if direct.level is None else direct.level
    return story.reading.numbering.label(instance, depth or 0)


def _placed(item: Item, style: ParagraphStyle, direct: Layout) -> Item:
    """*item* with its place: what is said directly wins; the list wins over the style, unless it
    is the style that names the list."""
    list_layout = item.label.level.layout if item.label else Layout()
    if direct.number:
        found = direct.over(list_layout).over(style.layout)
    else:
        found = direct.over(style.layout).over(list_layout)
    left = found.left or 0
    hangs = item.label is not None or item.role == "heading"
    return replace(
        item,
        left=left,
        edge=left + min(found.first or 0, 0) if hangs else left,
        inset=style.layout.left or 0,
        before=found.before or 0,
        after=found.after or 0,
        is_contextual=bool(found.contextual),
        is_free=direct.left is not None
        and direct.number is None
        and found.align not in ("center", "right", "end"),
    )


def _identified(item: Item, names: list[str]) -> Item:
    """*item* with an identifier if it is such a block that can bear one: an anchor in it that
    links point at, else any bookmark."""
    if item.role not in ("heading", "code", "figure") or item.block is not None:
        return item
    for at, inline in enumerate(item.content):
        if name := _anchor_name(inline):
            return replace(item, id=name, content=item.content[:at] + item.content[at + 1 :])
    return replace(item, id=names[0]) if names else item


def _anchor_name(inline: Inline) -> str:
    if isinstance(inline, Text) and not inline.text:
        return next((mark.attr.id for mark in inline.marks if isinstance(mark, Span)), "")
    return ""


def _runs_on(properties: Element | None, story: Story) -> bool:
    """Whether a paragraph's end is none: it is a big initial, or its mark was deleted."""
    if properties is None:
        return False
    frame = properties.find(W + "framePr")
    if frame is not None and frame.get(W + "dropCap") in ("drop", "margin"):
        return True
    mark = properties.find(W + "rPr")
    if mark is None:
        return False
    gone: Iterable[str] = {"accept": ("del", "moveFrom"), "reject": ("ins", "moveTo")}.get(
        story.reading.changes, ()
    )
    return any(mark.find(W + name) is not None for name in gone)
