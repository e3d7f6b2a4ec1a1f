"""Inlines to runs. What the model has, flat runs with marks, is what Word has too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias, assert_never

from docconv import walk
from docconv.ast import (
    Code,
    Emph,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
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
from docconv.writers.docx import links, markup, raw
from docconv.writers.docx.state import Place, State
from docconv.writers.docx.styles import BODY_SIZE, BY_ID, LINK_COLOR
from docconv.xhtml.languages import is_rtl, language
from docconv.xhtml.urls import safe_url

# Run properties, or None for what is no run (a formula, a bookmark), and the content.
Piece: TypeAlias = tuple[str | None, str]

_RTL_LETTER = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RTL = re.compile(f"[{_RTL_LETTER}]")
# From the first letter written from right to left to the last before one that is not.
_RTL_RUN = re.compile(rf"([{_RTL_LETTER}]+(?:[^\w{_RTL_LETTER}]*[\d{_RTL_LETTER}]+)*)")
_LETTER = re.compile(r"[^\W\d_]")
_CJK = ("zh", "ja", "ko")

# The order in which the schema wants run properties (ISO/IEC 29500-1, A.1, EG_RPrBase).
_ORDER = "rStyle b bCs i iCs smallCaps strike color sz szCs highlight u vertAlign rtl".split()


def runs(state: State, content: Inlines, place: Place, style: str) -> str:
    """The runs of *content* in a paragraph of the *style* at this *place*."""
    out = []
    for link, group in groupby(content, key=_link):
        inner = tuple(group)
        opening = link and links.opening(link, state.relations, state.bookmarks, state.losses)
        pieces = filter(itemgetter(1), _pieces(state, inner, place, style, bool(opening)))
        body = "".join(map(_joined, groupby(pieces, key=itemgetter(0))))
        out.append(f"{opening}{body}</w:hyperlink>" if opening and body else body)
    return "".join(out)


def is_rtl_text(content: Inlines) -> bool:
    """Whether the first letter in *content* is one written from right to left."""
    for inline in content:
        if isinstance(inline, Text) and (letter := _LETTER.search(inline.text)):
            return _RTL.match(letter[0]) is not None
    return False


def language_tag(tag: str, rtl: bool = False) -> str:
    """The run property for text in the language *tag*."""
    kinds = ["val"]
    if rtl or is_rtl(tag):
        kinds.append("bidi")
    if tag.partition("-")[0].lower() in _CJK:
        kinds.append("eastAsia")
    return "<w:lang" + "".join(f' w:{kind}="{tag}"' for kind in kinds) + "/>"


def _link(inline: Inline) -> Link | None:
    return next((mark for mark in inline.marks if isinstance(mark, Link)), None)


def _joined(group: tuple[str | None, Iterable[Piece]]) -> str:
    properties, pieces = group
    content = "".join(piece for _, piece in pieces)
    return content if properties is None else markup.run(properties, content)


def _pieces(
    state: State, content: Inlines, place: Place, style: str, linked: bool
) -> Iterator[Piece]:
    size = BY_ID[style].size or BODY_SIZE
    for inline in content:
        marks = inline.marks
        if marks:
            yield from _bookmarks(state, marks)
            _tell_lost(state, marks)
        base = (marks, linked, place.language, 0)
        match inline:
            case Text(text=text):
                yield from _text(text, *base)
            case SoftBreak():
                yield from _text(" ", *base)
            case LineBreak():
                yield _properties(*base), "<w:br/>"
            case Code(text=text):
                yield None, state.bookmarks.place(inline.attr.id)
                yield _properties(marks, linked, "", size), markup.text(text)
            case Math():
                yield _math(state, inline, linked, size, len(content) == 1)
            case Image():
                yield None, state.bookmarks.place(inline.attr.id)
                yield _image(state, inline, place, linked, style)
            case Note():
                yield from _note(state, inline, base)
            case RawInline():
                yield None, raw.runs(inline, state.losses)
            case _:
                assert_never(inline)


def _bookmarks(state: State, marks: Marks) -> Iterator[Piece]:
    for mark in marks:
        if isinstance(mark, Link | Span) and mark.attr.id:
            yield None, state.bookmarks.place(mark.attr.id)


def _tell_lost(state: State, marks: Marks) -> None:
    first = True
    for mark in marks:
        if isinstance(mark, Link):
            if not first:
                state.losses.add("link-nested", mark.url)
            first = False
        elif isinstance(mark, Span):
            state.language(mark.attr)


def _text(text: str, marks: Marks, linked: bool, tag: str, code: int) -> Iterator[Piece]:
    """*text* in runs of one direction each."""
    if not text:
        return
    if text.isascii() or not _RTL.search(text):
        yield _properties(marks, linked, tag, code), markup.text(text)
        return
    for number, part in enumerate(_RTL_RUN.split(text)):
        if part:
            yield _properties(marks, linked, tag, code, bool(number % 2)), markup.text(part)


def _math(state: State, math: Math, linked: bool, size: int, alone: bool) -> Piece:
    from docconv.writers.docx.formula import omml  # only when there is a formula

    formula = omml(math.text, math.display and alone)
    if formula or not math.text.strip():
        return None, formula
    state.losses.add("math-source", math.text)
    return _properties(math.marks, linked, "", size), markup.text(math.text)


def _image(state: State, image: Image, place: Place, linked: bool, style: str) -> Piece:
    alt = walk.plain(image.alt) or image.title or place.described
    picture = state.pictures.get(image.url)
    if picture is not None:
        drawing = state.pictures.draw(image, picture, alt, place.room, state.relations)
        return None, markup.run(_properties((), linked, "", 0), drawing)
    text = walk.plain(image.alt) or image.title or image.url
    if linked or not safe_url(image.url):
        return _properties(image.marks, linked, place.language, 0), markup.text(text)
    return None, runs(state, (Text(text, (Link(image.url), *image.marks)),), place, style)


def _note(state: State, note: Note, base: tuple[Marks, bool, str, int]) -> Iterator[Piece]:
    if state.in_notes:
        text = " ".join(walk.texts(note.blocks))
        state.losses.add("note-nested", text)
        yield from _text(f" [{text}]", *base)
        return
    state.notes.append(note)
    reference = f'<w:footnoteReference w:id="{len(state.notes)}"/>'
    yield None, markup.run('<w:rStyle w:val="FootnoteReference"/>', reference)


@lru_cache(maxsize=4096)
def _properties(marks: Marks, linked: bool, tag: str, code: int, rtl: bool = False) -> str:
    """The run properties of *marks*: in a link, in the language *tag*, and as code within text of
    the size *code* in half-points, unless that is 0."""
    found: dict[str, str] = {}
    if linked:
        found["rStyle"] = "Hyperlink"
    for mark in marks:
        match mark:
            case Strong():
                found |= dict.fromkeys(("b", "bCs"), "")
            case Emph():
                found |= dict.fromkeys(("i", "iCs"), "")
            case Underline():
                found["u"] = "single"
            case Strikeout():
                found["strike"] = ""
            case Superscript():
                found["vertAlign"] = "superscript"
            case Subscript():
                found["vertAlign"] = "subscript"
            case SmallCaps():
                found["smallCaps"] = ""
            case Span(attr=attr):
                tag = language(attr.get("lang")) or tag
                if "credit" in attr.classes and not linked:
                    found["rStyle"] = "Credit"
                if attr.get("dir") == "rtl":
                    found["rtl"] = ""
                if "mark" in attr.classes:
                    found["highlight"] = "yellow"
            case Link():
                pass
            case _:
                assert_never(mark)
    if code:
        found |= _code(code, linked)
    if rtl:
        found["rtl"] = ""
    out = "".join(_property(name, found[name]) for name in _ORDER if name in found)
    return out + (language_tag(tag, rtl) if tag else "")


def _code(size: int, linked: bool) -> dict[str, str]:
    """The properties of code within text of *size*; a run has one style, so that of links must be
    spelled out."""
    found = {"rStyle": "VerbatimChar"}
    if linked:
        found |= {"color": LINK_COLOR, "u": "single"}
    if size != BODY_SIZE:
        smaller = round(size * BY_ID["VerbatimChar"].size / BODY_SIZE)
        found |= dict.fromkeys(("sz", "szCs"), str(smaller))
    return found


def _property(name: str, value: str) -> str:
    return f'<w:{name} w:val="{value}"/>' if value else f"<w:{name}/>"
