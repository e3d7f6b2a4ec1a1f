"""Styles: what a paragraph or a run is, told by the names of its style and of those it is based
on, and how it is laid out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from functools import cache

from docconv.archive import Element
from docconv.readers.docx.looks import PLAIN, Look, look
from docconv.readers.docx.names import W, attribute, flag, number, value

# What a paragraph is: the name of its style (Word's own names are English in every language),
# pandoc's, LibreOffice's and ours.
_ROLES = {
    name: role
    for role, names in {
        "title": "title",
        "subtitle": "subtitle",
        "author": "author|authors|byline",
        "date": "date",
        "quote": "quote|intense quote|block text|block quote|blockquote|quotations|quotation",
        "code": "source code|code|code block|html preformatted|preformatted text|preformatted"
        "|macro|macro text",
        "term": "definition term|list heading",
        "definition": "definition|list contents",
        "caption": "caption",
        "image-caption": "image caption|figure caption|illustration|drawing|figure index",
        "table-caption": "table caption",
        "figure": "captioned figure|figure",
        "rule": "horizontal rule|horizontal line",
        "separator": "separator",
        "verse": "line block|verse|poem|poetry",
        "credits": "credits",
        "dateline": "dateline",
        "contents": "toc heading|contents heading|table of figures|table of contents",
        "list": "list paragraph|list continue|list compact|list",
    }.items()
    for name in names.split("|")
}
_NUMBERED_ROLES = (
    (re.compile(r"heading ([1-9])"), "heading"),
    (re.compile(r"(?:toc|contents) \d+"), "contents"),
    (re.compile(r"list continue \d"), "list"),
)
# What a run is.
_RUN_ROLES = {
    name: role
    for role, names in {
        "code": "verbatim char|source text|html code|html typewriter|html sample|html keyboard"
        "|code|code char|inline code|source code char|preformatted text char",
        "link": "hyperlink|internet link|followedhyperlink|visited internet link|index link",
        "credit": "credit",
        "bold": "strong|strong emphasis",
        "italic": "emphasis",
    }.items()
    for name in names.split("|")
}
_DEEPEST = 6
_LONGEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Layout:
    """What paragraph properties say; None where they say nothing. Lengths are twips (1/1440
    inch); *first* is the indent of the first line, below zero if it hangs out."""

    left: int | None = None
    right: int | None = None
    first: int | None = None
    before: int | None = None
    after: int | None = None
    contextual: bool | None = None
    align: str | None = None
    number: str | None = None
    level: int | None = None
    outline: int | None = None

    def over(self, base: Layout) -> Layout:
        """This layout where it says something, else *base*."""
        mine = ((own, getattr(self, own), getattr(base, own)) for own in _FIELDS)
        return Layout(**{own: there if here is None else here for own, here, there in mine})


_FIELDS = tuple(field.name for field in fields(Layout))


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """A paragraph style: its *role* (``heading``, ``quote``, …; empty: text), the *level* of a
    heading, its layout and the look it gives to runs."""

    id: str
    role: str
    level: int
    layout: Layout
    look: Look


class Styles:
    """The style sheet. What it does not define is taken by its identifier."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[tuple[str, str], Element] = {}
        self._defaults: dict[str, str] = {}
        self._layout = Layout()
        self.look = PLAIN
        self.paragraph = cache(self._paragraph)
        self.run = cache(self._run)
        if root is not None:
            self._read(root)

    def _read(self, root: Element) -> None:
        for style in root.iterfind(W + "style"):
            kind, name = style.get(W + "type", ""), style.get(W + "styleId", "")
            self._elements.setdefault((kind, name), style)
            if style.get(W + "default") in ("1", "true", "on"):
                self._defaults.setdefault(kind, name)
        defaults = root.find(W + "docDefaults")
        if defaults is not None:
            self._layout = layout(defaults.find(f"{W}pPrDefault/{W}pPr"))
            self.look = look(defaults.find(f"{W}rPrDefault/{W}rPr"))

    def language(self) -> str:
        """The language that holds where nothing else is said."""
        default = self._paragraph(None).look.language
        return default or self.look.language or ""

    def number_of(self, style: str) -> str:
        """The list that the numbering style *style* uses."""
        element = self._elements.get(("numbering", style))
        return layout(None if element is None else element.find(W + "pPr")).number or ""

    def has_head_row(self, style: str) -> bool:
        """Whether the table style *style* sets its first row apart."""
        return any(
            part.get(W + "type") == "firstRow"
            for element in self._chain("table", style)
            for part in element.iterfind(W + "tblStylePr")
        )

    def _chain(self, kind: str, name: str | None) -> Iterator[Element]:
        """The style and those it is based on, nearest first."""
        current = self._defaults.get(kind, "") if name is None else name
        for _ in range(_LONGEST_CHAIN):
            element = self._elements.get((kind, current))
            if element is None:
                return
            yield element
            current = value(element, "basedOn")

    def _paragraph(self, name: str | None) -> ParagraphStyle:
        chain = list(self._chain("paragraph", name)) or list(self._chain("paragraph", None))
        names = [value(element, "name").lower() for element in chain]
        if name and ("paragraph", name) not in self._elements:
            names = [_spaced(name)]
        own, looks = Layout(), PLAIN
        for element in chain:
            own = own.over(_style_layout(element))
            looks = looks.over(look(element.find(W + "rPr")))
        own = own.over(self._layout)
        role, level = _role(names)
        if not role and own.outline is not None and own.outline < 9:
            role, level = "heading", min(own.outline + 1, _DEEPEST)
        language = Look(language=looks.language) if looks.language else PLAIN
        return ParagraphStyle(name or "", role, level, own, language)

    def _run(self, name: str) -> Look:
        looks, role = PLAIN, None
        for element in self._chain("character", name):
            looks = looks.over(look(element.find(W + "rPr")))
            role = role or _RUN_ROLES.get(value(element, "name").lower())
        if ("character", name) not in self._elements:
            role = _RUN_ROLES.get(_spaced(name))
        if role == "bold":
            return replace(looks, bold=True) if looks.bold is None else looks
        if role == "italic":
            return replace(looks, italic=True) if looks.italic is None else looks
        if role == "link":
            looks = replace(looks, underline=None, colored=None)
        return replace(looks, role=role)


def layout(properties: Element | None) -> Layout:
    """What the paragraph *properties* (``w:pPr``) themselves say; their style is not looked up."""
    if properties is None:
        return Layout()
    left = right = first = before = after = None
    indent = properties.find(W + "ind")
    if indent is not None:
        left = _length(attribute(indent, "start", "left"))
        right = _length(attribute(indent, "end", "right"))
        hanging = _length(attribute(indent, "hanging"))
        first = -hanging if hanging is not None else _length(attribute(indent, "firstLine"))
    spacing = properties.find(W + "spacing")
    if spacing is not None:
        before = _length(spacing.get(W + "before"))
        after = _length(spacing.get(W + "after"))
    numbering = properties.find(W + "numPr")
    outline = value(properties, "outlineLvl")
    return Layout(
        left,
        right,
        first,
        before,
        after,
        flag(properties, "contextualSpacing"),
        value(properties, "jc") or None,
        value(numbering, "numId") or None,
        _length(value(numbering, "ilvl") or None),
        number(outline) if outline else None,
    )


def _style_layout(style: Element) -> Layout:
    return layout(style.find(W + "pPr"))


def _length(text: str | None) -> int | None:
    return None if text is None else number(text)


def _role(names: list[str]) -> tuple[str, int]:
    """The role, and the level of a heading, that the first telling one of *names* stands for."""
    for name in names:
        if name in _ROLES:
            return _ROLES[name], 0
        if name == "table" and "caption" in names:  # LibreOffice's name for what tables are called
            return "table-caption", 0
        for pattern, role in _NUMBERED_ROLES:
            if match := pattern.fullmatch(name):
                return role, min(int(match[1]), _DEEPEST) if match.groups() else 0
    return "", 0


_WORD_START = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z])(?=[0-9])")


def _spaced(identifier: str) -> str:
    """The name that an undefined style with this *identifier* would have (``Heading1``)."""
    return _WORD_START.sub(" ", identifier).lower()
