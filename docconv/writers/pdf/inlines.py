"""Inlines as runs of text on a galley: what marks do to the look, and to the structure."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TypeAlias, assert_never

from docconv import walk
from docconv.ast import (
    Code,
    Document,
    Emph,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Mark,
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
from docconv.writers.pdf import galley as galleys
from docconv.writers.pdf.galley import Galley, Look
from docconv.writers.pdf.items import Footnote
from docconv.writers.pdf.losses import Losses
from docconv.writers.pdf.pictures import Picture, PictureError, Pictures, sized
from docconv.writers.pdf.setting import Piece, TypeCase
from docconv.writers.pdf.tags import Elem
from docconv.writers.pdf.theme import GREY, LINK
from docconv.xhtml.urls import safe_url

_SCRIPT = 0.68  # the size of raised and lowered text
_RAISED, _LOWERED = 0.34, -0.16  # of the size around it
_LONGEST_URL = 30_000  # characters; PDF/A allows 32767
_CODE = 0.86  # the size of code among text

_Set: TypeAlias = Callable[[Look, Elem], None]


class InlineSetter:
    """Puts inlines on galleys, and numbers the notes. *targets* are the identifiers that links
    may point at; *tallest* is the greatest height of a picture."""

    def __init__(
        self,
        document: Document,
        case: TypeCase,
        pictures: Pictures,
        losses: Losses,
        targets: Collection[str],
        tallest: float,
    ) -> None:
        self._media = document.media
        self._case = case
        self._pictures = pictures
        self._losses = losses
        self._targets = targets
        self._tallest = tallest
        self._notes = 0

    def galley(
        self, content: Inlines, look: Look, elem: Elem, width: float, alt: str = ""
    ) -> Galley:
        """*content* on a galley, in *look*, as part of *elem*. Pictures are at most *width* wide;
        *alt* describes those that nothing else describes."""
        galley = Galley(self._case)
        self._put(galley, content, look, elem, width, alt)
        return galley

    def _put(
        self, galley: Galley, content: Inlines, look: Look, elem: Elem, width: float, alt: str
    ) -> None:
        def leaf(inline: Inline) -> _Set:
            return lambda look, elem: self._leaf(galley, inline, look, elem, width, alt)

        def wrap(mark: Mark, kids: list[_Set]) -> _Set:
            def put(look: Look, elem: Elem) -> None:
                look, elem = self._marked(galley, mark, look, elem)
                for kid in kids:
                    kid(look, elem)

            return put

        for put in walk.fold(content, leaf, wrap):
            put(look, elem)

    def _leaf(
        self, galley: Galley, inline: Inline, look: Look, elem: Elem, width: float, alt: str
    ) -> None:
        match inline:
            case Text():
                galley.text(inline.text, look, elem)
            case SoftBreak():
                galley.text(" ", look, elem)
            case LineBreak():
                galley.line_break()
            case Code():
                galley.anchor(inline.attr.id)
                galley.text(inline.text, _mono(look), Elem("Code", elem, inline=True))
            case Math():
                self._math(galley, inline, look, elem)
            case Image():
                galley.anchor(inline.attr.id)
                self._image(galley, inline, look, elem, width, alt)
            case Note():
                self._note(galley, inline, look, elem)
            case RawInline():
                self._losses.add("raw-dropped", inline.format)
            case _:
                assert_never(inline)

    def _marked(self, galley: Galley, mark: Mark, look: Look, elem: Elem) -> tuple[Look, Elem]:
        """The look and the element of text inside *mark*."""
        style = look.style
        match mark:
            case Strong():
                return replace(look, style=replace(style, bold=True)), elem
            case Emph():
                return replace(look, style=replace(style, italic=not style.italic)), elem
            case SmallCaps():
                return replace(look, style=replace(style, caps=True)), elem
            case Underline():
                return replace(look, underline=True), elem
            case Strikeout():
                return replace(look, strikeout=True), elem
            case Superscript():
                return _script(look, _RAISED), elem
            case Subscript():
                return _script(look, _LOWERED), elem
            case Link():
                galley.anchor(mark.attr.id)
                return self._link(mark, look, elem)
            case Span():
                galley.anchor(mark.attr.id)
                return self._span(mark, look, elem)
            case _:
                assert_never(mark)

    def _link(self, link: Link, look: Look, elem: Elem) -> tuple[Look, Elem]:
        if look.link is not None:
            self._losses.add("link-nested", link.url)
            return look, elem
        if not self._may_follow(link.url):
            return look, elem
        elem = Elem("Link", elem, inline=True)
        contents = link.title or link.url
        if link.url.startswith("#"):
            made = galleys.Link(elem, contents, place=link.url[1:])
        else:
            made = galleys.Link(elem, contents, url=safe_url(link.url))
        return replace(look, colour=LINK, link=made), elem

    def _span(self, span: Span, look: Look, elem: Elem) -> tuple[Look, Elem]:
        if "credit" in span.attr.classes:
            look = replace(look, style=replace(look.style, italic=True), colour=GREY)
        language = self._losses.language(span.attr)
        if not language:
            return look, elem
        if look.style.language:
            look = replace(look, style=replace(look.style, language=language))
        return look, Elem("Span", elem, language=language, inline=True)

    def _may_follow(self, url: str) -> bool:
        """Whether *url* may be a link and leads anywhere; if not, that is on record."""
        if url.startswith("#"):
            possible, loss = url[1:] in self._targets, "link-target-missing"
        else:
            possible, loss = 0 < len(safe_url(url)) <= _LONGEST_URL, "link-dropped"
        if not possible:
            self._losses.add(loss, url)
        return possible

    def _math(self, galley: Galley, math: Math, look: Look, elem: Elem) -> None:
        if not math.text.strip():
            return
        self._losses.add("math-source", math.text)
        formula = Elem("Formula", elem, alt=math.text, inline=True)
        if math.display:
            galley.line_break()
        galley.text(math.text, _mono(look), formula)
        if math.display:
            galley.line_break()

    def _note(self, galley: Galley, note: Note, look: Look, elem: Elem) -> None:
        self._notes += 1
        footnote = Footnote(self._notes, note)
        galley.mark(footnote)
        reference = Elem("Link", Elem("Reference", elem, inline=True), inline=True)
        link = galleys.Link(reference, f"Note {footnote.number}", place=footnote)
        look = replace(_script(look, _RAISED), link=link, underline=False, strikeout=False)
        galley.text(str(footnote.number), look, reference)

    def _image(
        self, galley: Galley, image: Image, look: Look, elem: Elem, width: float, alt: str
    ) -> None:
        """The picture, or its description (as a link to a picture elsewhere)."""
        described = walk.plain(image.alt).strip() or image.title or alt
        picture = self._picture(image, width)
        if picture is None:
            url = safe_url(image.url)
            text = described or image.url
            if url and look.link is None:
                elem = Elem("Link", elem, inline=True)
                look = replace(look, colour=LINK, link=galleys.Link(elem, text, url=url))
            galley.text(text, look, elem)
            return
        figure = Elem("Figure", elem, alt=described, inline=True) if described else None
        if figure is None:
            self._losses.add("image-undescribed", image.url)
        font = self._case.library.typeface("serif", False, False).main
        piece = Piece("", font, look.style.size, "", picture.width, picture=picture)
        galley.box(piece, look, figure)

    def _picture(self, image: Image, width: float) -> Picture | None:
        media = self._media.get(image.url)
        if media is None:
            if image.url:
                self._losses.add("image-missing", image.url)
            return None
        try:
            picture = self._pictures.get(image.url, media)
        except PictureError:
            self._losses.add("image-format", image.url)
            return None
        return sized(picture, image.attr, width, self._tallest)


def _mono(look: Look) -> Look:
    style = replace(look.style, family="mono", size=look.style.size * _CODE, language="")
    return replace(look, style=style)


def _script(look: Look, rise: float) -> Look:
    style = replace(look.style, size=look.style.size * _SCRIPT)
    return replace(look, style=style, rise=look.rise + rise * look.style.size)
